"""Names: when two spellings are one person's."""

import re
import unicodedata
from functools import cache

PARTICLES = {"al", "el", "bin", "de", "da", "do", "dos", "del", "van", "von", "der", "den", "di"}


@cache
def fold(name):
    """Lower case without accents and punctuation, one blank between words, initials kept."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ø", "o").replace("ł", "l")
                                  .replace("đ", "d").replace("ð", "d").replace("ə", "a").replace("æ", "ae"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return " ".join(re.findall(r"[a-z0-9]+", plain.replace("'", "").replace("’", "").replace("ʻ", "")))


@cache
def fold_parts(name):
    """The folded words that tell a name: no particles, no initials."""
    return tuple(w for w in fold(name).split() if len(w) > 1 and w not in PARTICLES)


# Forms of given names that no spelling rule joins.
SHORT_NAMES = {"joe": "joseph", "mike": "michael", "bill": "william", "dan": "daniel",
               "tony": "anthony", "jim": "james", "bob": "robert", "tom": "thomas",
               "pete": "peter", "chris": "christopher", "shari": "sharon", "ted": "theodore",
               "julie": "julia"}


@cache
def skeleton(part):
    """A spelling in which usual transliterations of one name coincide."""
    for form, plain in (("kh", "h"), ("ks", "x"), ("dj", "j"), ("ou", "u"), ("oe", "u"), ("mohamm", "muhamm"),
                        ("y", "i"), ("e", "i"), ("c", "k"), ("q", "k")):
        part = part.replace(form, plain)
    return re.sub(r"(.)\1+", r"\1", part)


def edits(a, b):
    """Levenshtein distance."""
    row = range(len(b) + 1)
    for i, x in enumerate(a, 1):
        above, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (x != y)))
    return row[-1]


@cache
def same_part(a, b):
    """Whether two folded name parts are one: short forms and transliterations."""
    return a == b or SHORT_NAMES.get(a, a) == SHORT_NAMES.get(b, b) or skeleton(a) == skeleton(b)


@cache
def near_part(a, b):
    """Whether they are one but for a slip of the pen or a bold transliteration."""
    a, b = skeleton(a), skeleton(b)
    longer = max(len(a), len(b))
    return longer > 4 and edits(a, b) <= (1 if longer < 7 else 2)


def agree(a, b, sure=2):
    """Whether each part of the shorter name, two at least, has its part of the longer; `sure` of
    them without a slip."""
    short, left = (list(parts) for parts in sorted((fold_parts(a), fold_parts(b)), key=len))
    least = len(short)
    for same in (str.__eq__, same_part, near_part):
        for part in list(short):
            own = next((p for p in left if same(part, p)), None)
            if own is not None and (same is not near_part or least - len(short) >= sure):
                short.remove(part)
                left.remove(own)
    return least >= 2 and not short


def share_part(a, b):
    return any(same_part(x, y) or near_part(x, y) for x in fold_parts(a) for y in fold_parts(b))
