"""`python benches/engine_vs_spacy.py MODEL_DIR TEXTS.jsonl [--runs 5] [--core 0] [--note ...]`

How fast chancery's engine and spaCy read the same texts with the same components and weights: one
core, pinned; every text once, in a fresh process; loading left out on both sides. The two take
turns. Build first: `cargo build --release -p chancery-engine --example throughput`.
Writes benches/runs/DATE-engine.md and .csv.
"""

import argparse
import csv
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
THROUGHPUT = HERE.parent / "target/release/examples/throughput"
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
FLAGS = ("avx2", "fma", "f16c", "avx512f", "avx512bw", "avx512vl", "avx512_vnni", "avx512_bf16")
FIELDS = ("reader", "run", "texts", "words", "tokens", "load", "seconds", "words_per_second", "peak_mb")


def read_with_spacy(model: str, path: str) -> None:
    """The child that times spaCy; prints what the engine's example prints."""
    import spacy

    with open(path, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    begin = time.perf_counter()
    nlp = spacy.load(model)
    loaded = time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=128))
    seconds = time.perf_counter() - loaded
    words = sum(len(text.split()) for text in texts)
    figures = {"texts": len(texts), "words": words, "tokens": tokens}
    print(json.dumps(figures | {"load": loaded - begin, "seconds": seconds}))


def measure(reader: str, command: list, core: int) -> dict:
    """One run in a fresh process on one core."""
    env = os.environ | dict.fromkeys(THREADS, "1")
    command = ["taskset", "-c", str(core), *map(str, command)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=env, text=True) as child:
        figures = json.loads(child.stdout.read().splitlines()[-1])
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{reader} failed")
    speed = figures["words"] / figures["seconds"]
    return {"reader": reader} | figures | {"words_per_second": speed, "peak_mb": usage.ru_maxrss / 1024}


def machine() -> str:
    """Processor, the flags that matter, and the load before the runs."""
    info = Path("/proc/cpuinfo").read_text()
    field = lambda name: next(line.split(":", 1)[1].strip() for line in info.splitlines() if line.startswith(name))
    flags = " ".join(flag for flag in FLAGS if flag in field("flags").split())
    load = " ".join(f"{x:.2f}" for x in os.getloadavg())
    model, family, number = field("model name"), field("cpu family"), field("model")
    return f"{model} (family {family}, model {number}), {flags}; load average before the runs {load}"


def spread(rows: list, reader: str) -> tuple:
    """Lowest, median and highest words a second."""
    speeds = sorted(row["words_per_second"] for row in rows if row["reader"] == reader)
    return speeds[0], statistics.median(speeds), speeds[-1]


def report(rows: list, args, before: str) -> str:
    """The page of one comparison."""
    import spacy

    row = lambda reader: next(row for row in rows if row["reader"] == reader)
    one, other = row("chancery"), row("spacy")
    ratio = spread(rows, "chancery")[1] / spread(rows, "spacy")[1]
    lines = [
        f"# Engine against spaCy, {args.date}",
        "",
        f"{one['texts']} texts, {one['words']} words ({args.note}); each once, in a fresh process, on one pinned core;",
        f"loading left out. Same components, same weights; spaCy {spacy.__version__} by `nlp.pipe(batch_size=128)`,",
        f"one thread, Python {platform.python_version()}. Tokens: {one['tokens']} (chancery), {other['tokens']} (spaCy).",
        "",
        f"Machine: {before}.",
        "",
        "| reader | words/s, median | lowest | highest | tokens/s, median | loading, s | peak memory, MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for reader in ("chancery", "spacy"):
        low, median, high = spread(rows, reader)
        first = row(reader)
        tokens = median * first["tokens"] / first["words"]
        peak = max(row["peak_mb"] for row in rows if row["reader"] == reader)
        lines.append(f"| {reader} | {median:.0f} | {low:.0f} | {high:.0f} | {tokens:.0f} | {first['load']:.2f} | {peak:.0f} |")
    lines += ["", f"**chancery reads {ratio:.1f} times as many words a second** (median of {args.runs} alternating runs).", ""]
    return "\n".join(lines + [f"Command: `python benches/engine_vs_spacy.py MODEL_DIR TEXTS.jsonl --runs {args.runs} --core {args.core}`", ""])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("texts")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--core", type=int, default=0)
    parser.add_argument("--note", default="no note on the texts")
    parser.add_argument("--date", default=datetime.date.today().isoformat())
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        return read_with_spacy(args.model, args.texts)
    before = machine()
    commands = {
        "chancery": [THROUGHPUT, args.texts],
        "spacy": [sys.executable, __file__, args.model, args.texts, "--child"],
    }
    rows = []
    for run in range(1, args.runs + 1):
        for reader, command in commands.items():
            rows.append(measure(reader, command, args.core) | {"run": run})
            print(reader, run, f"{rows[-1]['words_per_second']:.0f} words/s", flush=True)
    stem = HERE / "runs" / f"{args.date}-engine"
    with stem.with_suffix(".csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        writer.writerows(rows)
    stem.with_suffix(".md").write_text(report(rows, args, before), encoding="utf-8")


if __name__ == "__main__":
    main()
