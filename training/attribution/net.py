"""The net that labels tokens, in torch.

A token comes in as static vector, hashed lemmas (its own, its head's, the head's head's) and closed-set numbers; a few
layers look at a token's neighbours at growing distance and at its head; a linear chain gives the best labels.
"""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from .features import LEMMA_ROWS, SIZES

LABELS = 7
STATIC = 96
BARRED = -1e4
OFFSETS = np.cumsum([0, *SIZES.values()])[:-1]


class Net(nn.Module):
    """Emissions of the labels, and the chain over them."""

    def __init__(self, width=96, lemma=32, steps=(1, 2, 4, 8), dropout=0.4, word_dropout=0.1):
        super().__init__()
        self.steps, self.word_dropout = steps, word_dropout
        self.lemma = nn.Embedding(LEMMA_ROWS, lemma)
        self.numbers = nn.EmbeddingBag(sum(SIZES.values()), width, mode="sum")
        self.input = nn.Linear(STATIC + 3 * lemma, width)
        self.input_norm = nn.LayerNorm(width)
        self.layers = nn.ModuleList(nn.Linear(4 * width, width) for _ in steps)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in steps)
        self.output = nn.Linear(width, LABELS)
        self.first = nn.Parameter(torch.zeros(LABELS))
        self.last = nn.Parameter(torch.zeros(LABELS))
        self.step = nn.Parameter(torch.zeros(LABELS, LABELS))
        self.dropout = nn.Dropout(dropout)
        nn.init.normal_(self.lemma.weight, std=0.1)
        nn.init.normal_(self.numbers.weight, std=0.05)
        self.register_buffer("barred_step", barred_step(), persistent=False)
        self.register_buffer("barred_first", barred_step()[0], persistent=False)

    def emissions(self, batch):
        """Scores of the labels, lines x tokens x labels."""
        rows, columns = batch["mask"].shape
        mask, head = batch["mask"][..., None], batch["head"]
        lemma = self.lemma(batch["lemmas"]).sum(-2)
        if self.training:
            lemma = lemma * (torch.rand(rows, columns, 1) > self.word_dropout)
        above = take(lemma, head)
        x = torch.cat([batch["static"], lemma, above, take(above, head)], -1)
        numbers = self.numbers(batch["numbers"].view(rows * columns, -1)).view(rows, columns, -1)
        x = self.dropout(self.input_norm(F.relu(self.input(self.dropout(x)) + numbers))) * mask
        for step, layer, norm in zip(self.steps, self.layers, self.norms, strict=True):
            seen = torch.cat([shift(x, step), x, shift(x, -step), take(x, head)], -1)
            x = (x + self.dropout(norm(F.relu(layer(seen))))) * mask
        return self.output(x)

    def loss(self, batch):
        """Mean negative log-likelihood of the gold labels, a token."""
        scores, mask, gold = self.emissions(batch), batch["mask"], batch["labels"]
        step, first = self.step + self.barred_step, self.first + self.barred_first
        at_gold = scores.gather(2, gold[..., None])[..., 0] * mask
        last = gold.gather(1, batch["length"][:, None] - 1)[:, 0]
        path = first[gold[:, 0]] + self.last[last] + at_gold.sum(1)
        path = path + (step[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]).sum(1)
        total = first + scores[:, 0]
        for t in range(1, mask.shape[1]):
            onward = torch.logsumexp(total[:, :, None] + step, 1) + scores[:, t]
            total = torch.where(mask[:, t : t + 1] > 0, onward, total)
        return (torch.logsumexp(total + self.last, 1) - path).sum() / mask.sum()

    @torch.no_grad()
    def decode(self, batch):
        """The best labels, lines x tokens, and the emissions."""
        scores, mask = self.emissions(batch), batch["mask"]
        step, best = self.step + self.barred_step, self.first + self.barred_first + scores[:, 0]
        stay = torch.arange(LABELS)[None]
        back = []
        for t in range(1, mask.shape[1]):
            onward, source = (best[:, :, None] + step).max(1)
            here = mask[:, t : t + 1] > 0
            best = torch.where(here, onward + scores[:, t], best)
            back.append(torch.where(here, source, stay))
        label = (best + self.last).argmax(1)
        path = [label]
        for source in reversed(back):
            label = source.gather(1, label[:, None])[:, 0]
            path.append(label)
        return torch.stack(path[::-1], 1), scores


def barred_step():
    """Scores that keep a further token of a span from standing after anything but that span."""
    bars = torch.zeros(LABELS, LABELS)
    for inside in (2, 4, 6):
        bars[[i for i in range(LABELS) if i not in (inside - 1, inside)], inside] = BARRED
    return bars


def take(x, places):
    """Rows of `x` at the places, in each line."""
    return torch.gather(x, 1, places[..., None].expand(-1, -1, x.shape[-1]))


def shift(x, step):
    """What stands `step` tokens before (after, if negative), zeros past the ends."""
    rows, columns, width = x.shape
    gap = x.new_zeros(rows, min(abs(step), columns), width)
    return torch.cat([gap, x[:, :-step]], 1) if step > 0 else torch.cat([x[:, -step:], gap], 1)


def collate(documents, chosen, static):
    """A batch of lines: (document, first token, end). Numbers are padded with zeros."""
    size = (len(chosen), max(b - a for _, a, b in chosen))
    batch = {
        "static": np.zeros((*size, STATIC), np.float32),
        "numbers": np.tile(OFFSETS, (*size, 1)),
        "lemmas": np.zeros((*size, 2), np.int64),
        "head": np.zeros(size, np.int64),
        "labels": np.zeros(size, np.int64),
        "mask": np.zeros(size, np.float32),
        "length": np.array([b - a for _, a, b in chosen]),
    }
    for k, (document, a, b) in enumerate(chosen):
        document, seen, n = documents[document], documents[document].features, b - a
        row = np.array(document.row[a:b])
        batch["static"][k, :n] = static[row] * (row >= 0)[:, None]
        batch["numbers"][k, :n] += seen.numbers[a:b]
        batch["lemmas"][k, :n] = seen.lemmas[a:b]
        head = seen.head[a:b] - a
        batch["head"][k, :n] = np.where((head < 0) | (head >= n), np.arange(n), head)
        batch["labels"][k, :n] = document.labels[a:b]
        batch["mask"][k, :n] = 1
    return {name: torch.from_numpy(array) for name, array in batch.items()}


def units(documents, longest=200):
    """The lines of the documents; a longer one is cut before the last sentence that still fits."""
    out = []
    for index, document in enumerate(documents):
        for a, b in document.lines:
            while b - a > longest:
                starts = [i for i in range(a + 1, a + longest + 1) if document.sent[i]]
                cut = starts[-1] if starts else a + longest
                out.append((index, a, cut))
                a = cut
            out.append((index, a, b))
    return out


def batches(chosen, size, rng=None):
    """Lines of like length together, at most `size` tokens a batch, padding included."""
    jitter = (lambda: rng.uniform(-6, 6)) if rng is not None else (lambda: 0)
    out, batch, longest = [], [], 0
    for _, unit in sorted(((u[2] - u[1] + jitter(), u) for u in chosen), key=lambda pair: (pair[0], pair[1])):
        longest = max(longest, unit[2] - unit[1])
        if batch and longest * (len(batch) + 1) > size:
            out.append(batch)
            batch, longest = [], unit[2] - unit[1]
        batch.append(unit)
    if batch:
        out.append(batch)
    if rng is not None:
        rng.shuffle(out)
    return out


def predict(net, documents, static):
    """Labels and emissions of every token of the documents."""
    net.eval()
    labels = [np.zeros(len(d.words), np.int64) for d in documents]
    scores = [np.zeros((len(d.words), LABELS), np.float32) for d in documents]
    for batch in batches(units(documents), 6000):
        best, emissions = net.decode(collate(documents, batch, static))
        for (index, a, b), found, emission in zip(batch, best.numpy(), emissions.numpy(), strict=True):
            labels[index][a:b] = found[: b - a]
            scores[index][a:b] = emission[: b - a]
    return labels, scores
