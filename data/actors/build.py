#!/usr/bin/env python3
"""Makes leaders.tsv from public-domain and CC0 office tables.

Reads `officeholders_factbook` and `usdos_pocom` under $CHANCERY_SHARED/data (default
../shared), and the hand-written states.tsv and people.tsv beside this file. A person whom
people.tsv already knows in the same state is left to it; so is the head of a sovereign state
whom the Factbook lists again under a dependency. Same inputs, same bytes out.
"""

import csv
import os
import re
import tarfile
import unicodedata
import xml.etree.ElementTree as ET
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("CHANCERY_SHARED", "../shared")) / "data"
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
PARTICLES = {"al", "el", "bin", "de", "da", "do", "dos", "del", "van", "von", "der", "den", "di"}


def fold_parts(name):
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", "").replace("’", ""))
    return [w for w in words if len(w) > 1 and w not in PARTICLES]


# Forms of given names that no spelling rule joins.
SHORT_NAMES = {"joe": "joseph", "mike": "michael", "bill": "william", "dan": "daniel",
               "tony": "anthony", "jim": "james", "bob": "robert", "tom": "thomas",
               "pete": "peter", "chris": "christopher", "shari": "sharon", "ted": "theodore",
               "julie": "julia"}


def skeleton(part):
    """A spelling in which usual transliterations of one name coincide."""
    for form, plain in (("kh", "h"), ("ks", "x"), ("dj", "j"), ("ou", "u"), ("oe", "u"), ("mohamm", "muhamm"),
                        ("y", "i"), ("e", "i"), ("c", "k"), ("q", "k")):
        part = part.replace(form, plain)
    return re.sub(r"(.)\1+", r"\1", part)


def edits(a, b):
    """Levenshtein distance."""
    row = range(len(b) + 1)
    for i, x in enumerate(a, 1):
        above, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (x != y)))
    return row[-1]


def same_part(a, b):
    """Whether two folded name parts are one: short forms and transliterations."""
    return a == b or SHORT_NAMES.get(a, a) == SHORT_NAMES.get(b, b) or skeleton(a) == skeleton(b)


def near_part(a, b):
    """Whether they are one but for a slip of the pen or a bold transliteration."""
    a, b = skeleton(a), skeleton(b)
    longer = max(len(a), len(b))
    return longer > 4 and edits(a, b) <= (1 if longer < 7 else 2)


def agree(a, b, sure=2):
    """Whether each part of the shorter name, two at least, has its part of the longer; `sure` of
    them without a slip."""
    short, left = (list(parts) for parts in sorted((fold_parts(a), fold_parts(b)), key=len))
    least = len(short)
    for same in (str.__eq__, same_part, near_part):
        for part in list(short):
            own = next((p for p in left if same(part, p)), None)
            if own is not None and (same is not near_part or least - len(short) >= sure):
                short.remove(part)
                left.remove(own)
    return least >= 2 and not short


def share_part(a, b):
    return any(same_part(x, y) or near_part(x, y) for x in fold_parts(a) for y in fold_parts(b))


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
    small = [w for w in words if w.islower() and w not in PARTICLES]
    return name if plain and not small and " and " not in name else ""


def family(text):
    capitals = [w for w in text.replace(",", " ").split() if w.isupper() and len(w) > 2]
    return " ".join(cased(w) for w in capitals)


def titled(text):
    for title in sorted(TITLES, key=len, reverse=True):
        if text.startswith(title + " "):
            return TITLES[title], text[len(title):].strip()
    return None, text


def factbook(states):
    """Rows (iso3, office, name, family, since, first_snapshot, last_snapshot, current)."""
    path = DATA / "officeholders_factbook" / "factbook_holders.tsv"
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


def pocom(states_by_name):
    """US chiefs of mission and principal officers: (office, name, surname, start, end)."""
    with tarfile.open(DATA / "usdos_pocom" / "pocom.tar.xz") as archive:
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


def join(offices, held):
    """Adds a tenure; one of the same office that overlaps it is replaced, its end kept where the
    new one has none. The State Department's rows come last: its days are those of the acts."""
    office, of, start, end = held
    for i, (other, state, since, until) in enumerate(offices):
        overlap = since <= (end or "9999") and start <= (until or "9999")
        if (other, state) == (office, of) and overlap:
            offices[i] = (office, of, start, end or until)
            return
    offices.append(held)


def main():
    with (HERE / "states.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    states = {r["fips"]: r["iso3"] for r in rows if r["fips"]}
    names = {r["iso3"]: r["name"] for r in rows}
    by_slug = {"-".join(re.findall("[a-z]+", n.lower())): r["name"]
               for r in rows for n in [r["name"], *r["other_names"].split("|")] if n}
    with (HERE / "people.tsv").open(encoding="utf-8", newline="") as file:
        hand_written = list(csv.DictReader(file, delimiter="\t"))
    known = [(r["name"], r["aliases"].split("|"), set(re.findall(r"@([A-Z]{3}):", r["offices"])))
             for r in hand_written]
    envoys = re.compile("ambassador to [a-z]{2}")
    posts = list(merged(r for r in factbook(states) if (r[0], r[2]) not in MISPRINTS))
    # Heads of the sovereign states, whom people.tsv may not have.
    heads = [(of, tenure["names"]) for of, office, tenure, _ in posts if not envoys.fullmatch(office)]

    def is_known(of, spellings, office):
        realm = office in ("king", "queen")
        sovereign = SOVEREIGNS.get(of)
        here = any((realm or of in states or sovereign in states)
                   and any(agree(a, b) for a in [name, *aliases] for b in spellings)
                   for name, aliases, states in known)
        return here or any(agree(a, b) for state, names in heads if state == sovereign
                           for a in names for b in spellings)

    written = [
        tenure
        for row in hand_written
        for tenure in re.findall(r"([^|@]+)@([A-Z]{3}):([\d-]*)\.\.([\d-]*)", row["offices"])
    ]

    def is_taken(of, office, start):
        """Whether people.tsv has the holder of that office when this one is said to begin."""
        return office not in SHARED and any(
            (office, of) == (o, s) and since[: len(start)] <= start and (not end or start < end)
            for o, s, since, end in written
        )

    def ended(of, office, start, end):
        """The end, or the day people.tsv has for the next holder where that is earlier."""
        nexts = [since for o, s, since, _ in written
                 if (office, of) == (o, s) and since > start and (not end or since < end)]
        return end if office in SHARED else min(nexts, default=end)

    people = {}

    def add(of, spellings, surname, office, start, end, source):
        if is_known(of, spellings, office) or is_taken(of, office, start):
            return
        key = next((k for k in people if k[0] == of and any(agree(k[1], s) for s in spellings)), None)
        key = key or (of, spellings[0])
        entry = people.setdefault(key, dict(family=surname, aliases=[], offices=[], sources=[]))
        entry["aliases"] += [s for s in spellings if s != key[1] and s not in entry["aliases"]]
        join(entry["offices"], (office, of, start, ended(of, office, start, end)))
        entry["sources"] += [source] if source not in entry["sources"] else []

    for of, office, tenure, end in posts:
        if envoys.fullmatch(office):
            office = f"ambassador to {names[states[office[-2:].upper()]]}"
        add(of, tenure["names"], tenure["family"], office, tenure["since"], end, "CIA World Factbook")
    for office, name, surname, start, end in pocom(by_slug):
        add("USA", [name], surname, office, start, end, "US Department of State (pocom)")

    with (HERE / "leaders.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write("name\tfamily\taliases\tgender\toffices\tsource\n")
        for (_, name), entry in sorted(people.items(), key=lambda item: (item[0][1], item[0][0])):
            family_name = entry["family"] if entry["family"] != name.split()[-1] else ""
            offices = "|".join(f"{office}@{of}:{start}..{end}" for office, of, start, end in entry["offices"])
            cells = [name, family_name, "|".join(entry["aliases"]), "", offices,
                     "; ".join(entry["sources"])]
            out.write("\t".join(cells) + "\n")


if __name__ == "__main__":
    main()
