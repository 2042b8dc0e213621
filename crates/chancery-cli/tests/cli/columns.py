"""Reads exports back as their users do: pyarrow, DuckDB, frictionless.

Arguments: a folder with every noun as .jsonl, .csv and .parquet, and datapackage.json.
"""

import json
import os
import sys

import duckdb
import frictionless
import pyarrow.parquet

DERIVED = {"first_day", "last_day", "from_day", "to_day"}


def same(told, read, path):
    """Whether a value of Parquet is that of the JSON line."""
    if isinstance(read, dict):
        for name, value in read.items():
            if name not in DERIVED:
                same((told or {}).get(name), value, f"{path}.{name}")
        missing = set(told) - set(read)
        assert not missing, f"{path}: not in Parquet: {missing}"
    elif isinstance(read, list):
        told = told if told is not None else []
        assert len(told) == len(read), f"{path}: {len(told)} and {len(read)}"
        for place, pair in enumerate(zip(told, read)):
            same(*pair, f"{path}.{place}")
    elif hasattr(read, "isoformat"):
        assert told == read.isoformat(), f"{path}: {told} and {read}"
    elif path.rsplit(".", 1)[-1] in ("value", "was") and isinstance(read, str):
        assert told == json.loads(read), f"{path}: {told} and {read}"
    else:
        assert told == read, f"{path}: {told!r} and {read!r}"


def check(folder, noun):
    lines = [json.loads(line) for line in open(f"{folder}/{noun}.jsonl", encoding="utf-8")]
    rows = pyarrow.parquet.read_table(f"{folder}/{noun}.parquet").to_pylist()
    assert len(rows) == len(lines), f"{noun}: {len(lines)} lines, {len(rows)} rows"
    for number, (line, row) in enumerate(zip(lines, rows)):
        same(line, row, f"{noun}.{number}")
    file = f"'{folder}/{noun}.parquet'"
    counted = duckdb.sql(f"SELECT count(*) FROM {file}").fetchall()
    assert counted[0][0] == len(lines)
    return len(lines)


def main():
    folder = sys.argv[1]
    total = sum(
        check(folder, name[: -len(".parquet")])
        for name in sorted(os.listdir(folder))
        if name.endswith(".parquet")
    )
    encounters = f"'{folder}/encounters.parquet'"
    held = duckdb.sql(
        f"SELECT p.country, count(*) FROM {encounters}, unnest(participants) AS t(p) "
        "WHERE \"when\".first_day >= DATE '1900-01-01' GROUP BY 1"
    ).fetchall()
    assert held, "no participants by day"
    report = frictionless.validate(f"{folder}/datapackage.json")
    assert report.valid, report.flatten(["type", "rowNumber", "fieldName", "note"])[:5]
    print(f"{total} rows are the same")


main()
