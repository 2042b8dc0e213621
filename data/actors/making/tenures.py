"""Tenures: what several sources together say of one person in one office."""

from collections import Counter
from datetime import date

NOW = "9999"
# The source that is made of dated snapshots.
SNAPSHOTS = "f"
# Sources of record: a row they have needs no second witness.
OF_RECORD = {"p"}


def span(row):
    """The widest stretch a row allows, as comparable days."""
    start = row["from"] or "0000"
    end = row["to"] or NOW
    return start, end + "~"


def clusters(rows):
    """Rows that speak of the same time in an office: those that overlap, one source's own
    consecutive terms joined before."""
    rows = [dict(row) for row in sorted(rows, key=lambda r: (r["source"], r["from"], r["to"] or NOW))]
    terms = []
    for row in rows:
        last = terms[-1] if terms else None
        if last and last["source"] == row["source"] and follows(last, row):
            if last["to"] and (not row["to"] or row["to"] > last["to"]):
                last["to"] = row["to"]
            continue
        terms.append(row)
    groups = []
    written = [term for term in terms if term["source"] != SNAPSHOTS]
    for term in sorted(written, key=span):
        fitting = [g for g in groups if overlap(g, term)]
        if not fitting:
            start, end = span(term)
            groups.append({"start": start, "end": end, "rows": [term]})
            continue
        group = fitting[0]
        group["rows"].append(term)
        start, end = span(term)
        group["start"], group["end"] = min(group["start"], start), max(group["end"], end)
    for term in sorted((t for t in terms if t["source"] == SNAPSHOTS), key=span):
        fitting = [g for g in groups if overlap(g, term)]
        if not fitting:
            start, end = span(term)
            groups.append({"start": start, "end": end, "rows": [term]})
        # Snapshots do not show that somebody left and came back: over several terms they bear
        # out the terms, not the days.
        vague = {"from": None, "to": None} if len(fitting) > 1 else {}
        for group in fitting:
            group["rows"].append({**term, **vague})
    return [group["rows"] for group in groups]


def overlap(group, term):
    start, end = span(term)
    return start <= group["end"] and group["start"] <= end


def follows(a, b):
    """Whether one term goes over into the next: no more than a month between."""
    end = a["to"]
    if not end or not b["from"]:
        return not end
    if b["from"][: len(end)] <= end or b["from"] <= end:
        return True
    months = lambda day: int(day[:4]) * 12 + int(day[5:7] or 1)
    return len(end) > 4 and len(b["from"]) > 4 and months(b["from"]) - months(end) <= 1


def settle(values, outer):
    """What several sources say of one day: (the finest value two of them share, whether any two
    share one). Days less than a month apart share the month of the outer one. A single source
    gives its month at the finest."""
    values = [v for v in values if v is not None]
    for width in (10, 7, 4):
        counts = Counter(v[:width] for v in values if len(v) >= width)
        best, count = max(counts.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        if count >= 2:
            return best, True
    if len(values) > 1 and values.count("") >= 2:
        return "", True
    days = sorted(v for v in values if len(v) == 10)
    if any((date.fromisoformat(b) - date.fromisoformat(a)).days < 31 for a, b in zip(days, days[1:])):
        return outer(days)[:7], True
    return (values[0][:7] if values else ""), False


def merge(rows):
    """One tenure from the rows of a cluster: from, to, sources, and whether they differ."""
    by_source = {}
    for row in rows:
        known = by_source.setdefault(row["source"], [row["from"], row["to"]])
        if row["from"] is None:
            continue
        known[0] = min(known[0], row["from"])
        known[1] = "" if not row["to"] or not known[1] else max(known[1], row["to"])
    sources = "".join(sorted(by_source))
    record = next((by_source[s] for s in sources if s in OF_RECORD), None)
    if record:
        return {"from": record[0], "to": record[1], "sources": sources, "open": False, "rows": rows}
    starts, ends = zip(*by_source.values())
    # A snapshot shows that somebody was in office, not when it ended.
    if len(by_source) > 1:
        ends = [e for source, (_, e) in by_source.items() if source != SNAPSHOTS]
    start, start_agreed = settle(list(starts), min)
    end, end_agreed = settle(list(ends), max)
    if len(ends) == 1 and len(by_source) > 1:
        end_agreed = True
    several = len([s for s in starts if s is not None]) > 1
    differ = several and not (start_agreed and end_agreed)
    if differ:
        # The widest stretch anybody allows, to the year.
        told = [(s, e) for s, e in by_source.values() if s is not None]
        start = start if start_agreed else min(s for s, _ in told)[:4]
        if not end_agreed:
            end = "" if any(not e for _, e in told) else max(e[:4] for _, e in told)
    return {"from": start, "to": end, "sources": sources, "open": differ, "rows": rows}
