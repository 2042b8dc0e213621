"""Which source and which content belong to which cue: a linear score of each pair in a line.

The Rust twin is `crates/chancery/src/statements/attribution/pairing.rs`; order and values must agree.
"""

from dataclasses import dataclass

import numpy as np

from .features import DEP_OF, DEPS, far
from .metric import f1, spans, whole

# The parts of a pair's feature vector, in order, with the number of their values; one value of each part is on.
SIZES = {"gap": 20, "cues_between": 3, "rivals_between": 3, "same_sentence": 2, "tree": 2 * len(DEPS) + 1, "quoted": 2}
OFFSETS = dict(zip(SIZES, np.cumsum([0, *SIZES.values()])[:-1].tolist(), strict=True))
WIDTH = sum(SIZES.values())
TARGETS = ("source", "content")
ROUNDS, RATE, DECAY = 300, 0.5, 1e-4
CLIMB = 20


@dataclass
class Line:
    """The spans of a line, over the whole document."""

    cue: list
    source: list
    content: list


@dataclass
class Found:
    """One attribution as spans."""

    source: list
    cue: list
    content: list


def lines(document, labels):
    """The spans of every line."""
    out = []
    for a, b in document.lines:
        cut = whole(labels[a:b])
        out.append(Line(*([(a + s, a + e) for s, e in spans(cut, kind)] for kind in ("cue", "source", "content"))))
    return out


def top(document, span):
    """The first token of a span whose head stands outside it."""
    inside = range(*span)
    return next((t for t in inside if document.head[t] not in inside or document.head[t] == t), span[0])


def climb(document, token, goal):
    """The relation by which the path from a token upwards reaches a goal, or none."""
    for _ in range(CLIMB):
        head = document.head[token]
        if head == goal and head != token:
            return DEP_OF.get(document.deps[token], DEP_OF["dep"])
        if head == token:
            return None
        token = head
    return None


def tree(document, cue, span):
    cue, span = top(document, cue), top(document, span)
    up = climb(document, span, cue)
    if up is not None:
        return 1 + up
    down = climb(document, cue, span)
    return 0 if down is None else 1 + len(DEPS) + down


def between(items, cue, span):
    """How many items lie between a cue and a span, at most 2."""
    low, high = min(cue[1], span[1]), max(cue[0], span[0])
    return min(2, sum(low <= a and b <= high for a, b in items))


def pair(document, line, cue, span, target):
    """The features that are on for a pair, as places in the weights of that target."""
    after = span[0] >= cue[1]
    gap = span[0] - cue[1] if after else cue[0] - span[1]
    first, last = min(cue[0], span[0]), max(cue[0], span[0])
    values = {
        "gap": 2 * (far(gap) if gap > 0 else 0) + after,
        "cues_between": between(line.cue, cue, span),
        "rivals_between": between(getattr(line, target), cue, span),
        "same_sentence": int(not any(document.sent[first + 1 : last + 1])),
        "tree": tree(document, cue, span),
        "quoted": int(document.words[span[0]] in ('"', "“", "``")),
    }
    return [OFFSETS[name] + values[name] for name in SIZES]


def train(documents):
    """Weights and bias of both targets, by full-batch logistic regression over all pairs of gold spans."""
    return {target: regress(*examples(documents, target)) for target in TARGETS}


def examples(documents, target):
    places, truth = [], []
    for document in documents:
        together = set()
        for attribution in document.attributions:
            together |= {(c, t) for c in attribution.cue for t in getattr(attribution, target)}
        for line in lines(document, document.labels):
            for cue in line.cue:
                for span in getattr(line, target):
                    places.append(pair(document, line, cue, span, target))
                    truth.append((cue[0], span[0]) in together)
    return np.array(places), np.array(truth, np.float64)


def regress(places, truth):
    weights, bias, momentum, momentum_bias = np.zeros(WIDTH), 0.0, np.zeros(WIDTH), 0.0
    for _ in range(ROUNDS):
        error = 1 / (1 + np.exp(-(weights[places].sum(1) + bias))) - truth
        slope = np.bincount(places.ravel(), np.repeat(error, places.shape[1]), WIDTH) / len(truth) + DECAY * weights
        momentum, momentum_bias = 0.9 * momentum + slope, 0.9 * momentum_bias + error.mean()
        weights, bias = weights - RATE * momentum, bias - RATE * momentum_bias
    return weights.astype(np.float32), np.float32(bias)


def score(weights, places):
    table, bias = weights
    total = np.float32(bias)
    for place in places:
        total = np.float32(total + table[place])
    return total


def join(document, labels, weights):
    """The attributions of a document, in order of their cues; what has no cue comes by itself or goes on from before."""
    out, open_one = [], None
    for (a, _), line in zip(document.lines, lines(document, labels), strict=True):
        here = [Found([], [cue], []) for cue in line.cue]
        for cue, found in zip(line.cue, here, strict=True):
            pairs = [(score(weights["source"], pair(document, line, cue, s, "source")), s) for s in line.source]
            best = max(pairs, key=lambda p: p[0], default=(0, None))
            if best[0] > 0:
                found.source.append(best[1])
        for span in line.content:
            scores = [score(weights["content"], pair(document, line, c, span, "content")) for c in line.cue]
            if scores:
                here[int(np.argmax(scores))].content.append(span)
            elif open_one is not None and document.features.numbers[a][LINE_BEFORE] >= QUOTE_OPEN:
                open_one.content.append(span)
            else:
                here.append(Found([], [], [span]))
        out += here
        told = [found for found in here if found.content]
        open_one = max(told, key=lambda f: f.content[-1], default=open_one if not here else None)
    return out


# Column of the feature `line_before`, and its value from which the line before ended inside a quotation.
LINE_BEFORE, QUOTE_OPEN = 12, 4


def evaluate(documents, predicted, weights):
    """F1 of attributions whose parts all overlap the gold ones, and whose cue and source are also exact."""
    right = {"overlap": 0, "exact": 0}
    found = gold = 0
    for document, labels in zip(documents, predicted, strict=True):
        ours = [f for f in join(document, labels, weights) if f.cue and f.content]
        true = [t for t in document.attributions if t.cue and t.content]
        found, gold = found + len(ours), gold + len(true)
        by_cue = {}
        for attribution in true:
            by_cue |= {t: attribution for t in attribution.cue}
        for one in ours:
            tokens = [t for a, b in one.cue for t in range(a, b)]
            match = next((by_cue.pop(t) for t in tokens if t in by_cue), None)
            if match is None:
                continue
            for t in match.cue:
                by_cue.pop(t, None)
            source = [t for a, b in one.source for t in range(a, b)]
            content = [t for a, b in one.content for t in range(a, b)]
            agree = bool(source) == bool(match.source) and (not source or bool(set(source) & set(match.source)))
            agree = agree and bool(set(content) & set(match.content))
            right["overlap"] += agree
            right["exact"] += agree and tokens == match.cue and source == match.source
    return {name: round(f1(count, found, count, gold), 4) for name, count in right.items()}
