"""Writes what spaCy makes of the tricky sentences: the expected output of the engine's golden test.

Run as `python training/golden.py MODEL_DIR crates/chancery-engine/tests/golden`, with the spaCy and the model that the
engine reproduces.
"""

import json
import sys
from pathlib import Path

import spacy

IDS = ("orth", "norm", "prefix", "suffix", "shape")
LABELS = ("tag_", "dep_", "pos_", "lemma_")


def token_row(token, text):
    """Byte offsets, whether a space follows, string ids, then tag, relation, part of speech, lemma, morphology."""
    start = len(text[: token.idx].encode())
    end = start + len(token.text.encode())
    ids = [getattr(token, name) for name in IDS]
    labels = [getattr(token, name) for name in LABELS]
    return [start, end, bool(token.whitespace_), *ids, *labels, str(token.morph)]


def main(model_dir, folder):
    nlp = spacy.load(model_dir, exclude=["ner"])
    folder = Path(folder)
    sentences = json.loads((folder / "sentences.json").read_text(encoding="utf-8"))
    with (folder / "expected.jsonl").open("w", encoding="utf-8") as out:
        for sentence in sentences:
            rows = [token_row(token, sentence) for token in nlp(sentence)]
            out.write(json.dumps({"text": sentence, "tokens": rows}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
