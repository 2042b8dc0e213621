"""Span F1 as CofeNet counts it: per kind, a span found is right if line, first and last token are."""

from .corpus import BEGIN, KINDS


def spans(labels, kind):
    """The spans of a kind among labels, as (start, end)."""
    begin, found, start = BEGIN[kind], [], None
    for i, label in enumerate([*labels, 0]):
        if start is not None and label != begin + 1:
            found.append((start, i))
            start = None
        if label == begin:
            start = i
    return found


def whole(labels):
    """Labels cut out of a line, a leading further token made a first one."""
    labels = [int(label) for label in labels]
    if labels and labels[0] and labels[0] % 2 == 0:
        labels[0] -= 1
    return labels


def sentences(document):
    """The document's sentences as token ranges, none over a line's end."""
    firsts = {a for a, _ in document.lines} | {i for i, s in enumerate(document.sent) if s}
    bounds = [*sorted(firsts), len(document.words)]
    return list(zip(bounds, bounds[1:], strict=False))


def f1(right_found, found, right_gold, gold):
    precision, recall = right_found / max(found, 1), right_gold / max(gold, 1)
    return 2 * precision * recall / max(precision + recall, 1e-9)


def score(documents, predicted, cuts):
    """Exact and overlap F1 of each kind; `cuts(document)` are the token ranges that count as items."""
    out = {}
    for kind in KINDS:
        right = found = gold = touching = touched = 0
        for document, labels in zip(documents, predicted, strict=True):
            for a, b in cuts(document):
                true = spans(whole(document.labels[a:b]), kind)
                ours = spans(whole(labels[a:b]), kind)
                right += len(set(true) & set(ours))
                found, gold = found + len(ours), gold + len(true)
                touching += sum(any(s < e2 and s2 < e for s2, e2 in true) for s, e in ours)
                touched += sum(any(s < e2 and s2 < e for s2, e2 in ours) for s, e in true)
        out[kind] = {
            "exact_f1": round(f1(right, found, right, gold), 4),
            "precision": round(right / max(found, 1), 4),
            "recall": round(right / max(gold, 1), 4),
            "overlap_f1": round(f1(touching, found, touched, gold), 4),
            "gold": gold,
        }
    return out
