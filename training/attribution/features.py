"""What the net sees of a token besides word vectors: numbers out of closed sets, and rows of hashed lemmas.

The Rust twin is `crates/chancery/src/statements/attribution/features.rs`; order and values must agree.
"""

from dataclasses import dataclass

import numpy as np

TAGS = (
    "$ '' , -LRB- -RRB- . : ADD AFX CC CD DT EX FW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS PDT POS PRP PRP$ RB RBR"
    " RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX _SP ``"
).split()
DEPS = (
    "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass dative"
    " dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss preconj"
    " predet prep prt punct quantmod relcl xcomp"
).split()
ENTITIES = (
    "CARDINAL DATE EVENT FAC GPE LANGUAGE LAW LOC MONEY NORP ORDINAL ORG PERCENT PERSON PRODUCT QUANTITY TIME"
    " WORK_OF_ART"
).split()
# Every feature with the number of its values, in order of its rows in the table of the net.
SIZES = {
    "tag": len(TAGS),
    "relation": len(DEPS),
    "entity": 1 + 2 * len(ENTITIES),
    "head_tag": len(TAGS),
    "head_relation": len(DEPS),
    "grand_relation": len(DEPS) + 1,
    "dependents": 128,
    "left_edge": len(DEPS) + 1,
    "right_edge": len(DEPS) + 1,
    "quote": 4,
    "since_opening": 11,
    "until_closing": 11,
    "line_before": 8,
    "place": 8,
    "shape": 8,
}
LEMMA_ROWS = 8192
OPENING, CLOSING, STRAIGHT = "“‟«„", "”»", '"＂'
NO_RELATION = len(DEPS)
MAX_CLIMB = 40

TAG_OF = {name: i for i, name in enumerate(TAGS)}
DEP_OF = {name: i for i, name in enumerate(DEPS)}
ENTITY_OF = {name: i for i, name in enumerate(ENTITIES)}
# One bit for each relation of a dependent, counted separately before and after the head.
BITS = {"nsubj": (1, 2), "nsubjpass": (1, 2), "ccomp": (4, 8), "xcomp": (0, 16), "dobj": (0, 32), "agent": (0, 64)}


@dataclass
class Features:
    """Of a document: closed-set numbers (tokens x features), lemma rows (tokens x 2), heads."""

    numbers: np.ndarray
    lemmas: np.ndarray
    head: np.ndarray


def features(document):
    """All features of a document."""
    n = len(document.words)
    tag = np.array([TAG_OF.get(t, TAG_OF["XX"]) for t in document.tags], np.int64)
    dep = np.array([DEP_OF.get(d, DEP_OF["dep"]) for d in document.deps], np.int64)
    head = np.array(document.head, np.int64)
    up = head[head]
    columns = {
        "tag": tag,
        "relation": dep,
        "entity": np.array([entity(e) for e in document.ents]),
        "head_tag": tag[head],
        "head_relation": dep[head],
        "grand_relation": np.where(up == head, NO_RELATION, dep[up]),
        "dependents": dependents(document.deps, head),
        "shape": np.array([shape(w) for w in document.words]),
    }
    columns["left_edge"], columns["right_edge"] = edges(dep, head)
    columns |= quotes(document)
    numbers = np.stack([columns[name] for name in SIZES], 1) if n else np.zeros((0, len(SIZES)), np.int64)
    hashes = [fnv(lemma.lower()) for lemma in document.lemmas]
    lemmas = np.array([(h % LEMMA_ROWS, (h >> 32) % LEMMA_ROWS) for h in hashes], np.int64).reshape(-1, 2)
    return Features(numbers, lemmas, head)


def fnv(text):
    """FNV-1a of the UTF-8, 64 bits."""
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def entity(label):
    if label == "O":
        return 0
    return 1 + 2 * ENTITY_OF[label[2:]] + (label[0] == "I")


def dependents(deps, head):
    """Which dependents a token has, as bits."""
    out = np.zeros(len(deps), np.int64)
    for i, dep in enumerate(deps):
        if head[i] != i and dep in BITS:
            out[head[i]] |= BITS[dep][int(i > head[i])]
    return out


def edges(dep, head):
    """For the first and the last token of a subtree: the relation of the highest token it is so for, itself not counted."""
    n = len(head)
    low, high = np.arange(n), np.arange(n)
    for i in range(n):
        at = i
        for _ in range(MAX_CLIMB):
            if head[at] == at:
                break
            at = head[at]
            low[at], high[at] = min(low[at], i), max(high[at], i)
    return edge(dep, head, low), edge(dep, head, high)


def edge(dep, head, bound):
    out = np.full(len(head), NO_RELATION)
    for i in range(len(head)):
        at = i
        while head[at] != at and bound[head[at]] == i:
            at = head[at]
        if at != i:
            out[i] = dep[at]
    return out


def shape(word):
    if "0" <= word[0] <= "9":
        return 3
    if word == ",":
        return 5
    if word in (".", "?", "!"):
        return 6
    if word in (":", ";", "—", "–", "-", "--"):
        return 7
    if word.isupper() and len(word) > 1:
        return 1
    if word[0].isupper():
        return 2
    return 4 if word.islower() else 0


def far(distance):
    """A distance, 1 or more, in ten steps."""
    return distance if distance < 6 else 6 + sum(distance >= bound for bound in (9, 14, 22))


def quotes(document):
    """Columns that hang on quotation marks and on a token's place in its line."""
    n = len(document.words)
    names = ("quote", "since_opening", "until_closing", "line_before", "place")
    out = {name: np.zeros(n, np.int64) for name in names}
    open_before = marks_before = colon_before = False
    for k, (a, b) in enumerate(document.lines):
        words = document.words[a:b]
        states, is_open = quote_states(words)
        out["quote"][a:b] = states
        out["since_opening"][a:b] = since(states, 2)
        out["until_closing"][a:b] = since(states[::-1], 3)[::-1]
        out["line_before"][a:b] = 4 * open_before + 2 * marks_before + colon_before
        stopped = words[-1] in (".", "?", "!", "”", '"')
        for i in range(a, b):
            out["place"][i] = (document.sent[i] or i == a) + 2 * (k == 0) + 4 * stopped
        open_before, marks_before, colon_before = is_open, any(s > 1 for s in states), words[-1] == ":"
    return out


def quote_states(words):
    """Of each word: 0 outside, 1 inside, 2 opening mark, 3 closing mark; and whether the quotation is open at the end."""
    states, inside = [], False
    for word in words:
        if word in OPENING or word == "``" or (word in STRAIGHT and not inside):
            states.append(2)
            inside = True
        elif word in CLOSING or word == "''" or word in STRAIGHT:
            states.append(3)
            inside = False
        else:
            states.append(int(inside))
    return states, inside


def since(states, mark):
    """Steps since the last such mark of the same quotation, 0 for none."""
    out, last = [], None
    for i, state in enumerate(states):
        if state == 0:
            last = None
        out.append(0 if last is None else far(i - last))
        if state > 1:
            last = i if state == mark else None
    return out
