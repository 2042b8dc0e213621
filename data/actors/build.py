#!/usr/bin/env python3
"""Makes people.tsv, chairs.tsv, conflicts.tsv and REPORT.md from what several sources say.

Reads the passes under `sources/` (written from knowledge, each without sight of the others), and
`officeholders_factbook` and `usdos_pocom` under $CHANCERY_SHARED/data (default ../shared). A
tenure two sources share is sure; of one that a single source has, or on whose dates sources
differ, the table says so. Same inputs, same bytes out.
"""

import csv
import os
import re
from collections import defaultdict
from pathlib import Path

from making import persons, public, report, tenures, written

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("CHANCERY_SHARED", "../shared")) / "data"
PASSES = {"1": "first", "2": "second", "3": "leading"}


def table(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def public_rows():
    """The rows of the public records, in the shape of the written ones."""
    states = table("states.tsv")
    fips = {row["fips"]: row["iso3"] for row in table("codes.tsv") if row["fips"]}
    names = {row["iso3"]: row["name"] for row in states}
    slugs = {"-".join(re.findall("[a-z]+", name.lower())): row["name"]
             for row in states for name in [row["name"], *row["other_names"].split("|")] if name}
    rows = [row for row in public.factbook(fips, DATA) if (row[0], row[2]) not in public.MISPRINTS]
    for of, office, tenure, end in public.merged(rows):
        if office.startswith("ambassador to ") and len(office) == len("ambassador to xx"):
            office = f"ambassador to {names[fips[office[-2:].upper()]]}"
        sovereign = public.SOVEREIGNS.get(of)
        office = re.sub(r"^acting ", "", office)
        office = written.SAME_OFFICE.get((of, office), office)
        yield dict(of=of, office=office, name=tenure["names"][0], called=tenure["family"], gender="", qid="",
                   aliases=tenure["names"][1:], source="f", sovereign=sovereign, **{"from": tenure["since"], "to": end})
    for office, name, surname, start, end in public.pocom(slugs, DATA):
        yield dict(of="USA", office=office, name=name, called=surname, gender="", qid="", aliases=[], source="p",
                   sovereign=None, **{"from": start, "to": end})


def number(rows):
    """Numbers namesakes: persons of one name in one state whom only their offices tell apart."""
    known = {(r["of"], persons.fold(r["name"]), r["office"]): r["number"]
             for r in table("sources/namesakes.tsv")}
    for row in rows:
        row["number"] = known.get((row["of"], persons.fold(row["name"]), row["office"]), "")
    return rows


def all_rows():
    rows = [row for code, folder in PASSES.items() for row in written.witnesses(HERE / "sources" / folder, code)]
    turning = lambda row: row["office"] == "chair" and re.fullmatch("[A-Z]{3}", row["name"])
    chairs = [row for row in rows if turning(row)]
    rows = [row for row in rows if not turning(row)]
    known = defaultdict(list)
    for row in rows:
        known[row["of"]].append(row["name"])
    for row in public_rows():
        # The head of a sovereign state whom the Factbook lists again under a dependency.
        heads = known.get(row["sovereign"], [])
        if not any(persons.agree(row["name"], head) for head in heads):
            rows.append(row)
    return number(rows), chairs


def people(rows):
    """Every person with their tenures."""
    by_owner = defaultdict(list)
    for row in rows:
        by_owner[row["of"]].append(row)
    same = {persons.fold(r["name"]): set(r["states"].split("|")) for r in table("sources/same.tsv")}
    everybody = persons.joined({of: persons.gather(rows) for of, rows in by_owner.items()}, same)
    for person in everybody:
        posts = defaultdict(list)
        for row in person["rows"]:
            if row["office"]:
                posts[row["of"], row["office"]].append(row)
        person["tenures"] = [dict(tenures.merge(cluster), of=of, office=office)
                             for (of, office), held in sorted(posts.items()) for cluster in tenures.clusters(held)]
        # Nobody says when it began: there is nothing to look up by day.
        person["tenures"] = [t for t in person["tenures"] if t["from"]]
        name_chairs(person["tenures"])
        person["tenures"].sort(key=lambda t: (t["from"], t["of"], t["office"]))
    return everybody


def name_chairs(held):
    """Whoever chairs a body while at the head of a state holds its turning chair, not its office of
    chairperson."""
    heads = [t for t in held if t["office"] in report.HEADS and len(t["of"]) == 3]
    for t in held:
        if t["office"] == "chairperson" and any(
                h["from"] <= (t["to"] or "9999") and t["from"] <= (h["to"] or "9999") for h in heads):
            t["office"] = "chair"


def country(person, of_body):
    """The state served last, the union and bodies apart; else that of a body of one state."""
    states = [t["of"] for t in person["tenures"]
              if len(t["of"]) == 3 and t["of"] != "EUE" and t["office"] not in persons.OF_OUTSIDERS]
    if {t["office"] for t in person["tenures"]} & persons.CROWN and "GBR" in states:
        return "GBR"
    owners = [of_body.get(r["of"], r["of"]) for r in person["rows"]]
    return states[-1] if states else next((of for of in owners if len(of) == 3), "")


def common_name(person):
    """The spelling most sources have, of equals the one written first."""
    counts = defaultdict(int)
    for source, name in sorted({(row["source"], row["name"]) for row in person["rows"]}):
        counts[name] += 3 if source in PASSES else 1
    return max(counts, key=lambda name: (" " in name, counts[name], -person["names"].index(name)))


def line(person, of_body):
    first = lambda key: next((row[key] for row in person["rows"] if row[key]), "")
    name = common_name(person)
    called = first("called") if first("called") != name.split()[-1] else ""
    qids = defaultdict(set)
    for row in person["rows"]:
        if row["qid"]:
            qids[row["qid"]].add(row["source"])
    qid = next((q for q, sources in qids.items() if len(sources) > 1 and len(qids) == 1), "")
    offices = [f"{t['office']}@{t['of']}:{t['from']}..{t['to']}#{t['sources']}{'!' if t['open'] else ''}"
               for t in person["tenures"]]
    names = [n for n in person["names"] if n != name]
    return [name, called, "|".join(names), first("gender"), "|".join(offices), "", country(person, of_body), qid, "",
            namesake(name, country(person, of_body), person["rows"][0]["number"])]


def namesake(name, state, number):
    """The id of a person whom another of that name in that state has before them; else none."""
    slug = persons.fold(name).replace(" ", "-")
    return f"person:{state.lower()}:{slug}-{number}" if number else ""


def main():
    rows, chairs = all_rows()
    everybody = people(rows)
    of_body = {row["id"]: row["country"] for row in table("bodies.tsv") if row["country"]}
    for person in everybody:
        person["line"] = line(person, of_body)
    everybody.sort(key=lambda p: (p["line"][0], p["line"][6], p["line"][4]))
    write("people.tsv", ["name", "family", "aliases", "gender", "offices", "source", "country", "qid", "sector", "id"],
          [p["line"] for p in everybody])
    write("chairs.tsv", ["body", "state", "from", "to", "sources"], chair_lines(chairs))
    write("qids.tsv", ["id", "qid"], qids())
    flat = [dict(t, name=p["line"][0], person=id(p)) for p in everybody for t in p["tenures"]]
    differing = report.conflicts(flat)
    write("conflicts.tsv", ["of", "office", "who", "what", "told", "settled"], differing)
    states = {row["iso3"] for row in table("states.tsv") if not row["to"]}
    (HERE / "REPORT.md").write_text(report.report(flat, states, differing), encoding="utf-8")


def qids():
    """The Wikidata ids of states and bodies that both passes give alike."""
    passes = []
    for name in ("first", "second"):
        with (HERE / "sources" / "qids" / f"{name}.tsv").open(encoding="utf-8") as file:
            passes.append(dict(line.rstrip("\n").split("\t")[:2] for line in file if line.strip()))
    return sorted((key, qid) for key, qid in passes[0].items() if passes[1].get(key) == qid)


def chair_lines(chairs):
    """Chairs that go round: `name` of a row is the state's ISO code."""
    posts = defaultdict(list)
    for row in chairs:
        posts[row["of"], row["name"]].append(row)
    merged = [(body, state, t["from"], t["to"], t["sources"] + ("!" if t["open"] else ""))
              for (body, state), held in posts.items() for cluster in tenures.clusters(held)
              for t in [tenures.merge(cluster)]]
    return sorted(merged, key=lambda row: (row[0], row[2], row[1]))


def write(name, header, rows):
    with (HERE / name).open("w", encoding="utf-8", newline="\n") as out:
        out.write("\n".join("\t".join(row) for row in [header, *rows]) + "\n")


if __name__ == "__main__":
    main()
