"""Runs the example `copies_scale` at several sizes and writes benches/runs/<date>-copies.md.

    python3 benches/copies.py [N ...]        (10000 100000 1000000)
    python3 benches/copies.py --from FILE    (JSON lines the example printed before)
"""

import datetime
import json
import math
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def run(count):
    command = ["cargo", "run", "--release", "--quiet", "-p", "chancery", "--example", "copies_scale"]
    told = subprocess.run(
        ["nice", *command, "--", str(count)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return json.loads(told.stdout)


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def exponent(runs, key):
    first, last = runs[0], runs[-1]
    if len(runs) < 2:
        return "-"
    grown = math.log(last[key] / first[key]) / math.log(last["documents"] / first["documents"])
    return f"{grown:.2f}"


def report(runs):
    cost = [
        [f"{r['documents']:,}", f"{r['words']:,}", f"{r['processor_seconds']:.1f}"]
        + [f"{r[stage]:.1f}" for stage in ("sketching", "meeting", "deciding")]
        + [f"{r['documents_per_second']:,.0f}", f"{r['pairs_read']:,}", f"{r['peak_mib']:,}"]
        for r in runs
    ]
    keys = ("processor_seconds", "sketching", "meeting", "deciding")
    cost.append(["exponent", "", *[exponent(runs, key) for key in keys], "", exponent(runs, "pairs_read"), exponent(runs, "peak_mib")])
    shares = ("precision", "recall", "f1", "ari", "links_in_a_family", "links_from_a_copy")
    found = [[f"{r['documents']:,}"] + [f"{r['found'][key]:.4f}" for key in shares] for r in runs]
    kinds = sorted(runs[0]["found"]["recall_by_kind"])
    recall = [
        [f"{r['documents']:,}"] + [f"{r['found']['recall_by_kind'][kind]:.3f}" for kind in kinds]
        for r in runs
    ]
    sizes = " ".join(str(r["documents"]) for r in runs)
    return f"""# Copies at scale

`python3 benches/copies.py {sizes}`: generated documents of 150 to 600 words (seed 7), 30 % copies
(exact, near, abridged, reworded, reprints), 7 % other reports of an event told before, four in ten
ending in one of twelve boilerplate texts that no layout marks. One pass; texts, hashes and pairs
lie in files of a temporary folder; in memory stand a line of each document (about a quarter of a
kibibyte with what is found of it) and one band of hashes or one group of takers at a time. One
thread, processor seconds (the cores were shared), the generator's own left out.

{table(["documents", "words", "processor s", "sketching", "meeting", "deciding", "documents/s", "pairs read", "peak MiB"], cost)}

Against what was generated. Pairs are pairs of documents of one origin; *in a family*: links whose
two ends go back to one document; *from a copy*: those whose taker is no original (most of the rest
are copies of the same day without a credit, where nothing tells who was first).

{table(["documents", "pair precision", "pair recall", "pair F1", "ARI", "links in a family", "links from a copy"], found)}

Recall of copies, by kind (in one family with their source). Of the reworded, half of all words but
names are others and one sentence in seven is gone; one in three does not name its source.

{table(["documents", *kinds], recall)}
"""


def main():
    arguments = sys.argv[1:]
    if arguments[:1] == ["--from"]:
        lines = pathlib.Path(arguments[1]).read_text().splitlines()
        runs = [json.loads(line) for line in lines if line]
    else:
        runs = [run(int(count)) for count in arguments or (10_000, 100_000, 1_000_000)]
    day = datetime.datetime.now(datetime.timezone.utc).date()
    path = ROOT / "benches" / "runs" / f"{day}-copies.md"
    path.write_text(report(runs))
    print(path)


main()
