"""Writes what the model finds in sentences of our own: the expected output of the Rust twin's golden test."""

import json
from pathlib import Path

import numpy as np

from . import corpus
from .features import features
from .net import predict
from .pairing import join

CUE_LABELS = (3, 4)


def write(folder, net, pairs, nlp, static):
    """Reads `texts.json` in the folder, writes `expected.jsonl`: spans in bytes, scores to four places."""
    folder = Path(folder)
    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    documents = [corpus.parse(str(i), text, nlp) for i, text in enumerate(texts)]
    for document in documents:
        document.features = features(document)
        document.labels = np.zeros(len(document.words), np.int64)
    labels, emissions = predict(net, documents, static)
    with (folder / "expected.jsonl").open("w", encoding="utf-8") as out:
        for text, document, found, scores in zip(texts, documents, labels, emissions, strict=True):
            rows = [row(text, document, one, scores) for one in join(document, found, pairs)]
            out.write(json.dumps({"text": text, "attributions": rows}, ensure_ascii=False) + "\n")


def row(text, document, found, emissions):
    def place(span):
        first, last = document.start[span[0]], document.end[span[1] - 1]
        return [len(text[:first].encode()), len(text[:last].encode())]

    parts = {kind: [place(span) for span in getattr(found, kind)] for kind in corpus.KINDS}
    return parts | {"score": round(certainty(found, emissions), 4)}


def certainty(found, emissions):
    """The mean share of the cue labels in a cue's emissions; 0 without a cue."""
    tokens = [t for a, b in found.cue for t in range(a, b)]
    if not tokens:
        return 0.0
    shares = np.exp(emissions[tokens] - emissions[tokens].max(1, keepdims=True))
    return float((shares[:, CUE_LABELS].sum(1) / shares.sum(1)).mean())
