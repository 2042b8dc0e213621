"""`python benches/engine_vs_spacy.py MODEL_DIR TEXTS.jsonl [--words 300000] [--runs 5] [--core 0] [--note ...]`

How fast chancery's engine and spaCy read the same texts with the same components and weights: one
core, pinned; every text once, in a fresh process; loading left out on both sides. The two take
turns. TEXTS holds one {"text"} a line (training/parity_texts.py writes such a file); of these as many as make up
--words are drawn, always the same. Build first: `cargo build --release -p chancery-engine --example throughput`.
Writes benches/runs/DATE-engine.md and .csv.
"""

import argparse
import csv
import datetime
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
THROUGHPUT = HERE.parent / "target/release/examples/throughput"
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
FLAGS = ("avx2", "fma", "f16c", "avx512f", "avx512bw", "avx512vl", "avx512_vnni", "avx512_bf16")
FIELDS = ("reader", "run", "texts", "words", "tokens", "load", "seconds", "cpu", "words_per_second", "words_per_cpu_second", "peak_mb")


def read_with_spacy(model: str, path: str) -> None:
    """The child that times spaCy; prints what the engine's example prints."""
    import spacy

    with open(path, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    begin = time.perf_counter()
    nlp = spacy.load(model)
    loaded, cpu = time.perf_counter(), time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=128))
    seconds = time.perf_counter() - loaded
    cpu = time.process_time() - cpu
    words = sum(len(text.split()) for text in texts)
    figures = {"texts": len(texts), "words": words, "tokens": tokens}
    figures |= {"load": loaded - begin, "seconds": seconds, "cpu": cpu}
    print(json.dumps(figures))


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
    figures["words_per_second"] = figures["words"] / figures["seconds"]
    figures["words_per_cpu_second"] = figures["words"] / figures["cpu"]
    return {"reader": reader} | figures | {"peak_mb": usage.ru_maxrss / 1024}


def draw(path: str, words: int, out: Path) -> None:
    """Writes texts drawn from `path` until there are so many words."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    random.Random(7).shuffle(lines)
    count = 0
    with out.open("w", encoding="utf-8") as file:
        for line in lines:
            if count >= words:
                break
            count += len(json.loads(line)["text"].split())
            file.write(line + "\n")


def machine() -> str:
    """Processor, the flags that matter, and the load before the runs."""
    info = Path("/proc/cpuinfo").read_text()
    field = lambda name: next(line.split(":", 1)[1].strip() for line in info.splitlines() if line.startswith(name))
    flags = " ".join(flag for flag in FLAGS if flag in field("flags").split())
    load = " ".join(f"{x:.2f}" for x in os.getloadavg())
    model, family, number = field("model name"), field("cpu family"), field("model")
    return f"{model} (family {family}, model {number}), {flags}; load average before the runs {load}"


def spread(rows: list, reader: str, field: str = "words_per_second") -> tuple:
    """Lowest, median and highest speed."""
    speeds = sorted(row[field] for row in rows if row["reader"] == reader)
    return speeds[0], statistics.median(speeds), speeds[-1]


def report(rows: list, args, before: str) -> str:
    """The page of one comparison."""
    import spacy

    row = lambda reader: next(row for row in rows if row["reader"] == reader)
    one, other = row("chancery"), row("spacy")
    ratio = lambda field: spread(rows, "chancery", field)[1] / spread(rows, "spacy", field)[1]
    lines = [
        f"# Engine against spaCy, {args.date}",
        "",
        f"{one['texts']} texts, {one['words']} words ({args.note}); each once, in a fresh process, on one pinned core;",
        f"loading left out. Same components, same weights; spaCy {spacy.__version__} by `nlp.pipe(batch_size=128)`,",
        f"one thread, Python {platform.python_version()}. Tokens: {one['tokens']} (chancery), {other['tokens']} (spaCy).",
        "",
        f"Machine: {before}.",
        "",
        "| reader | words/s, median | lowest | highest | words/s on the processor | tokens/s, median | loading, s | peak memory, MB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for reader in ("chancery", "spacy"):
        low, median, high = spread(rows, reader)
        first = row(reader)
        tokens = median * first["tokens"] / first["words"]
        peak = max(row["peak_mb"] for row in rows if row["reader"] == reader)
        on_cpu = spread(rows, reader, "words_per_cpu_second")[1]
        speeds = f"{median:.0f} | {low:.0f} | {high:.0f} | {on_cpu:.0f} | {tokens:.0f}"
        lines.append(f"| {reader} | {speeds} | {first['load']:.2f} | {peak:.0f} |")
    clock, cpu = ratio("words_per_second"), ratio("words_per_cpu_second")
    runs = f"medians of {args.runs} alternating runs"
    lines += ["", f"**chancery reads {clock:.1f} times as many words a second**, {cpu:.1f} times by processor time ({runs}).", ""]
    return "\n".join(lines + [f"Command: `python benches/engine_vs_spacy.py MODEL_DIR TEXTS.jsonl --words {args.words} --runs {args.runs} --core {args.core}`", ""])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("texts")
    parser.add_argument("--words", type=int, default=300_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--core", type=int, default=0)
    parser.add_argument("--note", default="no note on the texts")
    parser.add_argument("--date", default=datetime.date.today().isoformat())
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        return read_with_spacy(args.model, args.texts)
    with tempfile.TemporaryDirectory() as folder:
        drawn = Path(folder) / "drawn.jsonl"
        draw(args.texts, args.words, drawn)
        compare(args, drawn)


def compare(args, texts: Path) -> None:
    """Lets the two take turns and writes what came out."""
    before = machine()
    commands = {
        "chancery": [THROUGHPUT, texts],
        "spacy": [sys.executable, __file__, args.model, texts, "--child"],
    }
    rows = []
    for run in range(1, args.runs + 1):
        for reader, command in commands.items():
            rows.append(measure(reader, command, args.core) | {"run": run})
            print(reader, run, f"{rows[-1]['words_per_second']:.0f} words/s", flush=True)
    (HERE / "runs").mkdir(exist_ok=True)
    stem = HERE / "runs" / f"{args.date}-engine"
    with stem.with_suffix(".csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        writer.writerows(rows)
    stem.with_suffix(".md").write_text(report(rows, args, before), encoding="utf-8")


if __name__ == "__main__":
    main()
