"""Rows of offices from public-domain and CC0 records: the Factbook and the US chiefs of mission."""

import csv
import re
import tarfile
import xml.etree.ElementTree as ET

from .names import agree, share_part

FIRST_YEAR = 1990

MONTHS = {
    name: number
    for number, name in enumerate(
        "January February March April May June July August September October November"
        " December".split(),
        1,
    )
}

# Title as the Factbook prints it -> office. Longest first; anything else is no holder.
TITLES = {
    "Interim President": "acting president",
    "Acting President": "acting president",
    "Transitional President": "president",
    "Transition President": "president",
    "Federal President": "president",
    "State President": "president",
    "President of the Swiss Confederation": "president",
    "President": "president",
    "Interim Prime Minister": "acting prime minister",
    "Acting Prime Minister": "acting prime minister",
    "Caretaker Prime Minister": "acting prime minister",
    "Prime Minister": "prime minister",
    "Premier": "prime minister",
    "Federal Chancellor": "chancellor",
    "Chancellor": "chancellor",
    "Taoiseach (Prime Minister)": "taoiseach",
    "King": "king",
    "Queen": "queen",
    "Emperor": "emperor",
    "Emir": "emir",
    "Amir": "emir",
    "Sultan and Prime Minister": "sultan",
    "Sultan": "sultan",
    "Grand Duke": "grand duke",
    "Prince": "prince",
    "Pope": "pope",
    "Supreme Leader": "supreme leader",
    "Governor General": "governor-general",
    "Governor-General": "governor-general",
    "Vice President": "vice president",
    "First Vice President": "vice president",
    "Deputy Prime Minister": "deputy prime minister",
}
# Dependencies that states.tsv has, and whose head theirs is; other dependencies are left out whole.
SOVEREIGNS = {"PRI": "USA", "GRL": "DNK", "HKG": "CHN", "MAC": "CHN", "COK": "NZL", "NIU": "NZL"}
# Names the Factbook misprinted for a while: another state's own head or envoy, a word run on.
MISPRINTS = {("COD", "Anatole Collinet Makosso"), ("COM", "Bocchit Edmond"), ("ALB", "Yuri Kim"),
             ("CHN", "Qin Gangas")}
# Offices several people hold at once: the next row ends nobody's time.
SHARED = {"vice president", "deputy prime minister"}
STYLES = {"Sir", "Dr.", "Dr", "Dame", "Gen.", "Lt.", "Col.", "Maj.", "Capt.", "Brig.", "Adm.",
          "General", "Gen", "(Ret.)", "Ret.", "Mr.", "Ms.", "Field", "Marshal", "Mar.", "Rear",
          "Vice", "Lord", "Ambassador", "Sheikh", "Shaykh", "Brigadier", "Colonel", "Captain", "Lt", "Col"}
SMALL = {"al", "el", "bin", "de", "da", "do", "dos", "del", "van", "von", "der", "den", "di"}


def cased(word):
    """SURNAME -> Surname, hyphens and prefixes kept; mixed case stays."""
    if word.endswith(".") or re.fullmatch(r"[IVX]+", word):
        return word
    return re.sub(
        r"[^\W\d_]{2,}", lambda m: m.group().capitalize() if m.group().isupper() else m.group(), word
    )


def day(text):
    """`30 April 2013`, `August 2024`, `2016` as ISO; empty where it is none of them."""
    words = text.split()
    if not re.fullmatch(r"\d{4}", words[-1] if words else ""):
        return ""
    if len(words) == 3 and words[1] in MONTHS and words[0].isdigit():
        return f"{words[2]}-{MONTHS[words[1]]:02d}-{int(words[0]):02d}"
    if len(words) == 2 and words[0] in MONTHS:
        return f"{words[1]}-{MONTHS[words[0]]:02d}"
    return text if len(words) == 1 else ""


def person_name(text):
    """The name without styles, nicknames and asides; empty if it is not a plain name."""
    text = re.sub(r"\([^)]*\)|\"[^\"]*\"|“[^”]*”", " ", text)
    text = text.split(",")[0]
    words = [w for w in text.split() if w not in STYLES]
    name = " ".join(cased(w) for w in words)
    plain = re.fullmatch(r"[^\W\d_][\w'’.\-]*(?: [\w'’.\-]+){1,6}", name)
    small = [w for w in words if w.islower() and w not in SMALL]
    return name if plain and not small and " and " not in name else ""


def family(text):
    capitals = [w for w in text.replace(",", " ").split() if w.isupper() and len(w) > 2]
    return " ".join(cased(w) for w in capitals)


def titled(text):
    for title in sorted(TITLES, key=len, reverse=True):
        if text.startswith(title + " "):
            return TITLES[title], text[len(title):].strip()
    return None, text


def factbook(states, data):
    """Rows (iso3, office, name, family, since, first_snapshot, last_snapshot, current)."""
    path = data / "officeholders_factbook" / "factbook_holders.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            iso3 = states.get(row["gec"].upper())
            text = row["title_and_name"].removeprefix("represented by ").strip()
            if iso3 is None:
                continue
            if row["role"].startswith("mission"):
                if not text.startswith("Ambassador "):
                    continue
                abroad = row["role"] == "mission_in_US"
                office = "ambassador to the United States" if abroad else f"ambassador to {row['gec']}"
                of, rest = (iso3 if abroad else "USA"), text.removeprefix("Ambassador ")
            else:
                office, rest = titled(text)
                of = iso3
            name, since = person_name(rest), day(row["since"])
            if office and name and since:
                current = row["current_at_last_snapshot"] == "1"
                yield [of, office, name, family(rest), since, row["first_snapshot"],
                       row["last_snapshot"], current]


def begins_alike(a, b):
    """Whether two days are one day, or one is the month or year of the other."""
    return a.startswith(b) or b.startswith(a)


def one_holder(tenure, name, since):
    """Whether a row tells of a tenure again: the same name, or the same day and a name like it."""
    first = tenure["names"][0]
    return agree(first, name, sure=1) or (
        begins_alike(tenure["since"], since) and share_part(first, name))


def part_days(tenures):
    """A successor whom the Factbook printed beside the predecessor's first day begins on the first
    other day it gave, or else in the month of the first such snapshot."""
    tenures.sort(key=lambda t: (t["first"], t["since"], t["names"][0]))
    for i, tenure in enumerate(tenures):
        own = [d for d in tenure["days"] if not any(begins_alike(t["since"], d) for t in tenures[:i])]
        tenure["since"] = min(own, default=tenure["first"][:7])


def merged(rows):
    """One tenure per person, office and state: spellings joined, ends from the next holder."""
    posts = {}
    for of, office, name, surname, since, first, last, current in rows:
        tenures = posts.setdefault((of, office), [])
        same = [t for t in tenures if one_holder(t, name, since)]
        if same:
            tenure = same[0]
            if name not in tenure["names"]:
                tenure["names"].append(name)
            tenure["days"].append(since)
            tenure["first"] = min(tenure["first"], first)
            tenure["last"] = max(tenure["last"], last)
            tenure["current"] |= current
        else:
            tenures.append(dict(names=[name], family=surname, since=since, days=[since], first=first, last=last,
                                current=current))
    for (of, office), tenures in sorted(posts.items()):
        for tenure in tenures:
            tenure["since"] = min(tenure["days"])
        if office not in SHARED:
            part_days(tenures)
        tenures.sort(key=lambda t: (t["since"], t["names"][0]))
        for tenure, following in zip(tenures, tenures[1:] + [None]):
            end = "" if tenure["current"] else tenure["last"]
            if following and not tenure["current"] and office not in SHARED:
                end = following["since"]
            yield of, office, tenure, end


def pocom(states_by_name, data):
    """US chiefs of mission and principal officers: (office, name, surname, start, end)."""
    with tarfile.open(data / "usdos_pocom" / "pocom.tar.xz") as archive:
        files = {m.name: archive.extractfile(m).read() for m in archive.getmembers() if m.isfile()}
    people, posts = {}, []
    for path in sorted(files):
        if not path.endswith(".xml"):
            continue
        root = ET.fromstring(files[path])
        if "people/" in path:
            name = root.find("persName")
            forename, surname = (name.findtext(t) or "" for t in ("forename", "surname"))
            plain = re.sub(r" *\([^)]*\)", "", f"{forename} {surname}").strip()
            people[root.findtext("id")] = (plain, surname)
        elif "missions-countries/" in path:
            country = states_by_name.get(root.findtext("territory-id") or "")
            posts += [(f"ambassador to {country}", c) for c in root.iter("chief") if country]
        elif "positions-principals/" in path:
            title = (root.findtext("names/singular") or "").strip()
            posts += [(principal(title), c) for c in root.iter("principal")]
    for office, post in posts:
        start = (post.findtext("started/date") or "")[:10]
        end = (post.findtext("ended/date") or "")[:10]
        who = people.get(post.findtext("person-id") or "")
        role = post.findtext("role-title-id") or "ambassador"
        if office and who and start[:4] >= str(FIRST_YEAR) and ("ambassador" in role or post.tag == "principal"):
            yield office, *who, start, end


def principal(title):
    """The office of a principal officer of the State Department, empty for the lesser ones."""
    for office in ("Deputy Secretary of State", "Under Secretary of State", "Secretary of State",
                   "Assistant Secretary of State"):
        if title.startswith(office):
            return office.lower()
    return ""


