"""Trains on PolNeAR, measures, writes the model and its golden file.

Run as `PYTHONPATH=training python -m attribution POLNEAR_DATA SPACY_MODEL models/attribution GOLDEN_FOLDER`, with spaCy
3.8, the model that the engine reproduces, and torch. `--choose` trains on nine tenths of the training split, measures
on the last tenth and writes nothing: settings are chosen by that alone. The development split is only reported.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import spacy
import torch

from . import corpus, golden, metric, model, pairing
from .features import features
from .net import Net, batches, collate, predict, units

SEED = 1
EPOCHS = 10
BATCH = 2500
RATE = 2e-3
WARM_UP = 200
LARGEST_STEP = 0.2
HELD_OUT = 10


def main():
    options = arguments()
    torch.set_num_threads(1)
    nlp = spacy.load(options.spacy)
    static = static_vectors(nlp)
    train, dev = (load(options.data / split, nlp) for split in ("train", "dev"))
    if options.choose:
        held_out = train[HELD_OUT - 1 :: HELD_OUT]
        train = [d for i, d in enumerate(train) if i % HELD_OUT != HELD_OUT - 1]
        report("held out", held_out, fit(train, static), static, pairing.train(train))
        return
    net, pairs = model.rounded(fit(train, static)), pairing.train(train)
    report("dev", dev, net, static, pairs)
    model.write(options.out, net, pairs)
    golden.write(options.golden, net, pairs, nlp, static)


def arguments():
    parser = argparse.ArgumentParser(prog="attribution")
    parser.add_argument("data", type=Path, help="folder that holds train and dev")
    parser.add_argument("spacy", help="the spaCy model")
    parser.add_argument("out", type=Path, nargs="?", default=Path("models/attribution"))
    parser.add_argument("golden", type=Path, nargs="?", default=Path("crates/chancery/tests/attribution"))
    parser.add_argument("--choose", action="store_true", help="train on nine tenths, measure on the tenth")
    return parser.parse_args()


def load(folder, nlp):
    documents = corpus.read(folder, nlp)
    for document in documents:
        document.features = features(document)
    return documents


def static_vectors(nlp):
    """The static vectors as the engine holds them: projected for the tagger and parser, at half precision."""
    layer = next(n for n in nlp.get_pipe("tok2vec").model.walk() if n.name == "static_vectors")
    projected = nlp.vocab.vectors.data.astype(np.float64) @ layer.get_param("W").T.astype(np.float64)
    return projected.astype(np.float32).astype(np.float16).astype(np.float32)


def fit(documents, static):
    """Trains a net; the same documents and seed give the same net on one thread of one machine."""
    torch.manual_seed(SEED)
    rng = np.random.RandomState(SEED)
    net, chosen = Net(), units(documents)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=1e-3)
    total, step = len(batches(chosen, BATCH, rng)) * EPOCHS, 0
    for epoch in range(EPOCHS):
        net.train()
        losses = []
        for batch in batches(chosen, BATCH, rng):
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1, (step + 1) / WARM_UP) * max(0.01, 1 - step / total)
            loss = net.loss(collate(documents, batch, static))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), LARGEST_STEP)
            optimiser.step()
            step += 1
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}", flush=True)
    return net.eval()


def report(name, documents, net, static, pairs):
    labels, _ = predict(net, documents, static)
    scores = {
        "lines": metric.score(documents, labels, lambda d: d.lines),
        "sentences": metric.score(documents, labels, metric.sentences),
        "attributions": pairing.evaluate(documents, labels, pairs),
        "attributions_gold_spans": pairing.evaluate(documents, [d.labels for d in documents], pairs),
    }
    print(name, json.dumps(scores, indent=1), flush=True)


if __name__ == "__main__":
    main()
