"""`PYTHONPATH=training python -m convert_spacy MODEL_DIR OUT_DIR [--f32]`

MODEL_DIR is the unpacked pipeline (the folder with config.cfg), OUT_DIR is models/en. The same
input gives the same bytes; their hashes go into SHA256SUMS. --f32 keeps every weight at full
precision, for the parity report.
"""

import argparse
import hashlib
from pathlib import Path

import spacy

from . import nets, text


def write_sums(out: Path) -> None:
    """Hashes of everything in the folder, as `sha256sum` prints and checks them."""
    paths = sorted(path for path in out.iterdir() if path.name not in ("SHA256SUMS", "MODEL.md"))
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths]
    (out / "SHA256SUMS").write_text("".join(sums))


def main() -> None:
    parser = argparse.ArgumentParser(prog="convert_spacy")
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--f32", action="store_true", help="do not round weights to half precision")
    args = parser.parse_args()
    nlp = spacy.load(args.model)
    args.out.mkdir(parents=True, exist_ok=True)
    nets.convert(nlp, args.out, half=not args.f32)
    text.convert(args.model, args.out)
    write_sums(args.out)


if __name__ == "__main__":
    main()
