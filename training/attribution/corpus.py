"""PolNeAR as parsed lines with labels.

A text is read line by line, as the program reads it block by block: no sentence and no span runs over a line's end.
A line is what CofeNet's files call an item. Of several annotations of one text the first by name counts.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

KINDS = ("source", "cue", "content")
# Label of the first token of a span; the next number is that of the tokens after it.
BEGIN = {"source": 1, "cue": 3, "content": 5}
LINE = re.compile(r"[^\n\r]*\S[^\n\r]*")


@dataclass
class Attribution:
    """Token indices of each part, over the whole document."""

    source: list
    cue: list
    content: list


@dataclass
class Document:
    """A text's tokens without white space, its lines as token ranges, and what the annotator marked.

    `head` counts over the whole document; `row` is the row of static vectors, -1 for none.
    """

    name: str
    words: list = field(default_factory=list)
    lemmas: list = field(default_factory=list)
    tags: list = field(default_factory=list)
    deps: list = field(default_factory=list)
    ents: list = field(default_factory=list)
    head: list = field(default_factory=list)
    sent: list = field(default_factory=list)
    row: list = field(default_factory=list)
    start: list = field(default_factory=list)
    end: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    attributions: list = field(default_factory=list)
    labels: np.ndarray = None


def read(folder, nlp):
    """The documents of one split, in order of name; a text that stands there twice is taken once."""
    folder, seen, documents = Path(folder), set(), []
    for path in sorted((folder / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        annotations = sorted((folder / "attributions").glob(glob_safe(path.stem) + "_*.ann"))
        annotations = [a for a in annotations if a.stem.rsplit("_", 1)[0] == path.stem]
        if text in seen or not annotations:
            continue
        seen.add(text)
        document = parse(path.stem, text, nlp)
        annotate(document, annotations[0])
        documents.append(document)
    return documents


def glob_safe(stem):
    return re.sub(r"([\[\]*?])", r"[\1]", stem)


def parse(name, text, nlp):
    """A text's lines, each parsed by itself."""
    document = Document(name)
    matches = list(LINE.finditer(text))
    for match, doc in zip(matches, nlp.pipe(m.group() for m in matches), strict=True):
        add_line(document, doc, match.start(), nlp.vocab.vectors.key2row)
    return document


def add_line(document, doc, offset, rows):
    """Appends a line's tokens; white space is left out, and what hangs on it goes to its head."""
    first = len(document.words)
    place, kept = {}, [t for t in doc if not t.is_space]
    for token in kept:
        place[token.i] = first + len(place)
    starts = True
    for token in doc:
        starts = starts or bool(token.is_sent_start)
        if token.is_space:
            continue
        head = token.head
        while head.is_space and head.head.i != head.i:
            head = head.head
        document.words.append(token.text)
        document.lemmas.append(token.lemma_)
        document.tags.append(token.tag_)
        document.deps.append(token.dep_)
        document.ents.append(token.ent_iob_ + "-" + token.ent_type_ if token.ent_type_ else "O")
        document.head.append(place.get(head.i, place[token.i]))
        document.sent.append(starts)
        document.row.append(rows.get(token.orth, -1))
        document.start.append(offset + token.idx)
        document.end.append(offset + token.idx + len(token))
        starts = False
    if kept:
        document.lines.append((first, len(document.words)))


def annotate(document, path):
    """Reads the attributions of a brat file, as tokens, and the labels they come to."""
    starts, ends = np.array(document.start), np.array(document.end)
    for parts in brat(path):
        tokens = {}
        for kind in KINDS:
            found = set()
            for a, b in parts[kind]:
                found.update(range(np.searchsorted(ends, a, "right"), np.searchsorted(starts, b, "left")))
            tokens[kind] = sorted(int(t) for t in found)
        document.attributions.append(Attribution(**tokens))
    document.labels = labels(document)


def brat(path):
    """The character spans of each attribution's parts."""
    bounds, events = {}, []
    for line in path.read_text(encoding="utf-8").split("\n"):
        columns = line.split("\t")
        if len(columns) < 2:
            continue
        if columns[0].startswith("T"):
            kind, places = columns[1].split(" ", 1)
            spans = [tuple(map(int, place.split())) for place in places.split(";")]
            bounds[columns[0]] = (kind.lower(), spans)
        elif columns[0].startswith("E"):
            events.append([argument.split(":")[1] for argument in columns[1].split()[1:]])
    found = []
    for arguments in events:
        parts = {kind: [] for kind in KINDS}
        for argument in arguments:
            kind, spans = bounds.get(argument, ("", []))
            parts.get(kind, []).extend(spans)
        found.append(parts)
    return found


def labels(document):
    """One label a token: 0 for none, else the first or a further token of a span.

    A span ends with its line, and every piece of an interrupted one counts as a span. Where spans of two attributions
    meet, a cue stands before a source and a source before a content.
    """
    out = np.zeros(len(document.words), np.int64)
    line = np.zeros(len(document.words), np.int64)
    for k, (a, b) in enumerate(document.lines):
        line[a:b] = k
    for kind in ("content", "source", "cue"):
        for attribution in document.attributions:
            before = None
            for t in getattr(attribution, kind):
                runs_on = before == t - 1 and line[before] == line[t]
                out[t] = BEGIN[kind] + runs_on
                before = t
    for t in range(len(out)):
        inside = out[t] > 0 and out[t] % 2 == 0
        if inside and (t == 0 or line[t - 1] != line[t] or out[t - 1] not in (out[t], out[t] - 1)):
            out[t] -= 1
    return out
