"""REPORT.md and conflicts.tsv: how complete the tables are, and where sources differ."""

from collections import defaultdict

# Offices one person holds at a time.
SOLE = {"president", "prime minister", "chancellor", "taoiseach", "king", "queen", "emperor", "emir", "sultan",
        "grand duke", "pope", "supreme leader", "foreign minister", "secretary of state", "defense minister",
        "finance minister", "treasury secretary", "chancellor of the exchequer", "chief executive",
        "secretary-general", "high representative"}
HEADS = {"president", "prime minister", "chancellor", "taoiseach", "king", "queen", "emperor", "emir", "sultan",
         "grand duke", "prince", "pope", "supreme leader", "co-prince", "captain regent", "governor-general", "leader",
         "chairman of the presidency", "chairman of the state affairs commission", "head of the military council",
         "chief executive", "president of the european commission", "president of the european council"}
GROUPS = [("heads of state and government", HEADS),
          ("foreign ministers", {"foreign minister", "secretary of state", "high representative", "cardinal secretary of state"}),
          ("defence ministers", {"defense minister"}),
          ("finance and economy ministers", {"finance minister", "economy minister", "treasury secretary",
                                             "chancellor of the exchequer"}),
          ("heads and chairs of bodies", {"secretary-general", "director-general", "chair", "chairperson",
                                          "president of the body", "executive director", "executive secretary",
                                          "managing director", "head", "deputy secretary-general"}),
          ("all others", None)]


def group_of(office):
    return next(name for name, offices in GROUPS if offices is None or office in offices)


def decade(tenure):
    year = tenure["from"][:4]
    return f"{year[:3]}0s" if year else "?"


def conflicts(tenures):
    """Rows (of, office, what): sources that differ, and two sure holders of one chair at a time."""
    out = []
    for t in tenures:
        if t["open"]:
            told = "; ".join(f"{r['source']}: {r['from'] or '?'}..{r['to'] or ''}" for r in sorted(t["rows"], key=lambda r: r["source"]))
            out.append((t["of"], t["office"], t["name"], "dates differ", told, "open"))
    posts = defaultdict(list)
    for t in tenures:
        if t["office"] in SOLE and not t["open"] and len(t["sources"]) > 1:
            posts[t["of"], t["office"]].append(t)
    for (of, office), held in sorted(posts.items()):
        held.sort(key=lambda t: (t["from"], t["to"] or "9999"))
        for a, b in zip(held, held[1:]):
            width = min(len(b["from"]), len(a["to"]) or 10)
            if (a["to"] or "9999-12-31")[:width] > b["from"][:width]:
                told = f"{a['name']} {a['from']}..{a['to']}; {b['name']} {b['from']}..{b['to']}"
                out.append((of, office, f"{a['name']} and {b['name']}", "two holders at a time", told, "no holder named in that time"))
    return sorted(set(out))


def report(tenures, states, differing):
    """The text of REPORT.md."""
    lines = ["# Coverage and agreement of the office tables", "",
             "Made by `build.py`; the rows are in `people.tsv`, the differences in `conflicts.tsv`.", "",
             f"{len(tenures)} tenures of {len({t['person'] for t in tenures})} persons in "
             f"{len({t['of'] for t in tenures})} states and bodies; {len(differing)} differences listed.", "",
             "## Agreement of the two written passes, by office and decade of the first day", "",
             "*both*: both passes have the tenure; *agree*: of these, the share on which first and last",
             "year agree; *same day*: of the tenures for which both give a day of beginning, the share with",
             "the same day; *one*: only one of the two has it.", "",
             "| office | decade | both | agree | same day | one |", "|---|---|---|---|---|---|"]
    table = defaultdict(lambda: [0, 0, 0, 0, 0])
    for t in tenures:
        written = {s: [r for r in t["rows"] if r["source"] == s] for s in "12"}
        if not any(written.values()):
            continue
        cell = table[group_of(t["office"]), decade(t)]
        if not all(written.values()):
            cell[4] += 1
            continue
        first, second = (bounds(rows) for rows in written.values())
        cell[0] += 1
        cell[1] += first[0][:4] == second[0][:4] and first[1][:4] == second[1][:4]
        if len(first[0]) == len(second[0]) == 10:
            cell[2] += 1
            cell[3] += first[0] == second[0]
    order = [name for name, _ in GROUPS]
    for (group, when), (both, agree, days, same, one) in sorted(table.items(), key=lambda i: (order.index(i[0][0]), i[0][1])):
        share = lambda part, whole: f"{part / whole:.3f}" if whole else ""
        lines.append(f"| {group} | {when} | {both} | {share(agree, both)} | {share(same, days)} ({days}) | {one} |")
    lines += ["", "## Rows per state", "", "Tenures in the tables: heads of state and government, foreign ministers, all.", ""]
    per = defaultdict(lambda: defaultdict(int))
    for t in tenures:
        per[t["of"]][group_of(t["office"])] += 1
        per[t["of"]]["all"] += 1
    cells = [f"{s} {per[s]['heads of state and government']}/{per[s]['foreign ministers']}/{per[s]['all']}" for s in sorted(states)]
    lines += [", ".join(cells[i:i + 8]) + ("," if i + 8 < len(cells) else "") for i in range(0, len(cells), 8)]
    for title, group in (("head of state or government", "heads of state and government"), ("foreign minister", "foreign ministers")):
        without = [s for s in sorted(states) if not per[s][group]]
        lines += ["", f"States without any {title}: {', '.join(without) or 'none'}."]
    return "\n".join(lines) + "\n"


def bounds(rows):
    ends = [r["to"] for r in rows]
    return min(r["from"] for r in rows), ("" if "" in ends else max(ends))
