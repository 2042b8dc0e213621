"""Rows of offices written from knowledge: the passes under `sources/`."""

import csv
import re

# One file per pass and region, all with these columns.
COLUMNS = ["of", "office", "name", "called", "from", "to", "gender", "qid", "aliases"]

# What passes call one office in different words.
SAME_OFFICE = {
    ("DEU", "prime minister"): "chancellor",
    ("AUT", "prime minister"): "chancellor",
    ("IRL", "prime minister"): "taoiseach",
    ("USA", "foreign minister"): "secretary of state",
    ("USA", "finance minister"): "treasury secretary",
    ("GBR", "finance minister"): "chancellor of the exchequer",
    ("VAT", "prime minister"): "cardinal secretary of state",
    ("HKG", "prime minister"): "chief executive",
    ("EUE", "foreign minister"): "high representative",
    ("BIH", "president"): "chairman of the presidency",
}


def witnesses(folder, code):
    """Every row of a pass, as (witness code, row)."""
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                row = {key: (value or "").strip() for key, value in row.items()}
                row["office"] = re.sub(r"^(acting|interim) ", "", row["office"])
                row["office"] = row["office"].replace("united states", "United States")
                row["office"] = SAME_OFFICE.get((row["of"], row["office"]), row["office"])
                row["aliases"] = [alias.strip() for alias in row["aliases"].split("|") if alias.strip()]
                row["source"] = code
                yield row
