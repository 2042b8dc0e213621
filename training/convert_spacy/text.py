"""Turns the text half of a spaCy English pipeline into the engine's own data files.

Reads an unpacked model folder (tokeniser, attribute ruler, lemmatiser, lookups) and writes, byte for byte the
same each time:

    tokenizer.json       affix rules as data, the URL pattern over a small alphabet, special cases
    lexeme_norm.tsv      string id (hexadecimal) and norm of words that are not merely lower-cased
    attribute_ruler.json rules from tag, word and dependency to part of speech, morphology and lemma
    lemmas.txt           index, exceptions and suffix rules of the rule lemmatiser, one section a table

Run as `python -m convert_spacy.text MODEL_DIR OUT_DIR`.
"""

import itertools
import json
import re
import sys
import warnings
from pathlib import Path

import spacy

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import sre_constants as sre
    import sre_parse

MAX_CODE_POINT = 0x10FFFF
LOOK = (sre.ASSERT, sre.ASSERT_NOT)


# ---------------------------------------------------------------- regular expressions as data


def split_alternatives(pattern):
    """The top-level alternatives of a pattern, in order."""
    parts, depth, in_set, start, i = [], 0, False, 0, 0
    while i < len(pattern):
        char = pattern[i]
        if char == "\\":
            i += 1
        elif in_set:
            in_set = char != "]"
        elif char == "[":
            in_set = True
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and depth == 0:
            parts.append(pattern[start:i])
            start = i + 1
        i += 1
    return parts + [pattern[start:]]


def char_ranges(items):
    """Sorted, merged, inclusive ranges of the code points of a parsed character class."""
    spans = []
    for kind, value in items:
        if kind is sre.LITERAL:
            spans.append((value, value))
        elif kind is sre.RANGE:
            spans.append(value)
        else:
            raise ValueError(f"unexpected class member {kind}")
    return merge(spans)


def merge(spans):
    """Merges overlapping and touching inclusive ranges."""
    merged = []
    for low, high in sorted(spans):
        if merged and low <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], high)
        else:
            merged.append([low, high])
    return merged


def literals(parsed):
    """All strings that a pattern without repetition matches, in order of preference."""
    options = []
    for kind, value in parsed:
        if kind is sre.LITERAL:
            options.append([chr(value)])
        elif kind is sre.IN:
            options.append([chr(c) for low, high in char_ranges(value) for c in range(low, high + 1)])
        elif kind is sre.BRANCH:
            options.append([text for branch in value[1] for text in literals(branch)])
        elif kind is sre.SUBPATTERN:
            options.append(literals(value[3]))
        elif kind is sre.MAX_REPEAT and value[:2] == (0, 1):
            options.append(literals(value[2]) + [""])
        else:
            raise ValueError(f"cannot list {kind}")
    return list(dict.fromkeys("".join(choice) for choice in itertools.product(*options)))


class CharSets:
    """Character classes, each stored once."""

    def __init__(self):
        self.sets = []

    def add(self, item):
        kind, value = item
        ranges = char_ranges(value if kind is sre.IN else [item])
        if ranges not in self.sets:
            self.sets.append(ranges)
        return self.sets.index(ranges)


def is_long_dots(items):
    """Whether this is two or more full stops."""
    return (
        len(items) == 2
        and items[0] == (sre.LITERAL, ord("."))
        and items[1][0] is sre.MAX_REPEAT
        and items[1][1][:2] == (1, sre.MAXREPEAT)
        and list(items[1][1][2]) == [(sre.LITERAL, ord("."))]
    )


def affix_rule(pattern, sets):
    """One alternative as data: what stands before, the affix itself, what stands after."""
    items = [item for item in sre_parse.parse(pattern) if item[0] is not sre.AT]
    rule = {}
    if items[0][0] is sre.ASSERT and items[0][1][0] == -1:
        rule["behind"] = [sets.add(item) for item in items.pop(0)[1][1]]
    if items[-1][0] in LOOK:
        kind, (direction, (item,)) = items.pop()
        assert direction == 1, pattern
        rule["ahead"] = sets.add(item)
        rule["ahead_absent"] = kind is sre.ASSERT_NOT
    if is_long_dots(items):
        rule["dots"] = True
    elif len(items) == 1 and items[0][0] is sre.IN:
        rule["set"] = sets.add(items[0])
    else:
        rule["literals"] = literals(items)
    return rule


def affix_rules(pattern, sets):
    """All alternatives, neighbours that are plain strings put together."""
    rules = []
    for alternative in split_alternatives(pattern):
        rule = affix_rule(alternative, sets)
        if rules and set(rule) == set(rules[-1]) == {"literals"}:
            rules[-1]["literals"] += rule["literals"]
        else:
            rules.append(rule)
    return rules


# ---------------------------------------------------------------- the URL pattern

# The numeric-address part of the pattern excludes private networks by look-ahead; below is the same language
# without look-ahead. D stands for any decimal digit, N for a digit that is not ASCII.
URL_ADDRESS = (
    r"(?!(?:10|127)(?:\.\d{1,3}){3})(?!(?:169\.254|192\.168)(?:\.\d{1,3}){2})"
    r"(?!172\.(?:1[6-9]|2\d|3[0-1])(?:\.\d{1,3}){2})(?:[1-9]\d?|1\d\d|2[01]\d|22[0-3])"
    r"(?:\.(?:1?\d{1,2}|2[0-4]\d|25[0-5])){2}(?:\.(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-4]))"
)
FIRST = "[2-9]D?|1|1[1-9N]|1[013458N]D|12[0-689N]|16[0-8N]|17[013-9N]|19[013-9N]|2[01]D|22[0-3]"
MIDDLE = "1?D{1,2}|2[0-4]D|25[0-5]"
NOT_254 = "1?D{1,2}|2[0-4]D|25[0-35]"
NOT_168 = "D{1,2}|1[0-57-9N]D|16[0-79N]|2[0-4]D|25[0-5]"
NOT_16_TO_31 = "D|[04-9N]D|1[0-5N]|3[2-9N]|1DD|2[0-4]D|25[0-5]"
LAST = "[1-9]D?|1DD|2[0-4]D|25[0-4]"
ADDRESS = (
    rf"(?:(?:{FIRST})\.(?:{MIDDLE})|169\.(?:{NOT_254})|192\.(?:{NOT_168})|172\.(?:{NOT_16_TO_31}))"
    rf"\.(?:{MIDDLE})\.(?:{LAST})"
)


def url_rule(pattern):
    """The URL pattern over bytes: ASCII stands for itself, every other character for its class.

    A chunk of text holds no white space, so \\S is any byte.
    """
    domain_class = r"A-Za-z0-9\u00a1-\uffff"
    assert pattern.count(URL_ADDRESS) == 1, "the address part of the URL pattern has changed"
    lower_class = re.search(r"\(\?:(\[a-z.*\])\{2,63\}\)", pattern).group(1)
    tests = [re.compile(test) for test in (r"\w", r"\d", r"[\u00a1-\uffff]", lower_class)]
    names, runs = {}, []
    for code in range(0x80, MAX_CODE_POINT + 1):
        signature = tuple(test.match(chr(code)) is not None for test in tests)
        name = names.setdefault(signature, 0x80 + len(names))
        if runs and runs[-1][1] == name:
            continue
        runs.append([code, name])
    assert len(names) <= 16

    def having(index):
        return "".join(f"\\x{name:02x}" for signature, name in names.items() if signature[index])

    ascii_lower = "a-z"
    digit, word = f"[0-9{having(1)}]", f"0-9A-Za-z_{having(0)}"
    address = ADDRESS.replace("D", digit).replace("N", having(1))
    small = pattern.removeprefix("(?u)").replace(URL_ADDRESS, address)
    small = small.replace(lower_class, f"[{ascii_lower}{having(3)}]").replace(r"[\w\+\-\.]", rf"[{word}+\-.]")
    small = small.replace(domain_class, f"A-Za-z0-9{having(2)}").replace(r"\d{2,5}", digit + "{2,5}")
    small = small.replace(r"\S", "[^\\n]")
    for left in (r"\u", r"\U", r"\d", r"\w", r"\S", "(?!", "(?="):
        assert left not in small, f"{left} is left in the URL pattern"
    return {"pattern": small, "classes": runs}


# ---------------------------------------------------------------- the tables


def special_cases(rules):
    """Special cases as [text, [[piece, norm or null], ...]]."""
    orth, norm = spacy.symbols.ORTH, spacy.symbols.NORM
    cases = []
    for text, pieces in sorted(rules.items()):
        listed = []
        for piece in pieces:
            piece = {spacy.attrs.IDS.get(key, key): value for key, value in piece.items()}
            assert set(piece) <= {orth, norm}
            listed.append([piece[orth], piece.get(norm)])
        assert "".join(piece for piece, _ in listed) == text
        cases.append([text, listed])
    return cases


def tokenizer_data(nlp):
    """Affix rules, URL pattern, special cases, base norms and symbol ids."""
    tokenizer = nlp.tokenizer
    assert tokenizer.token_match is None and tokenizer.faster_heuristics
    sets = CharSets()
    data = {
        "prefixes": affix_rules(tokenizer.prefix_search.__self__.pattern, sets),
        "suffixes": affix_rules(tokenizer.suffix_search.__self__.pattern, sets),
        "infixes": affix_rules(tokenizer.infix_finditer.__self__.pattern, sets),
    }
    data["sets"] = sets.sets
    data["url"] = url_rule(tokenizer.url_match.__self__.pattern)
    data["special_cases"] = special_cases(tokenizer.rules)
    data["base_norms"] = sorted(spacy.lang.norm_exceptions.BASE_NORMS.items())
    return data


def condition(pattern):
    """One token of a ruler pattern; regular expressions over the word become lists of words."""
    result = {}
    for attribute, value in pattern.items():
        if attribute == "IS_SPACE":
            result["is_space"] = bool(value)
            continue
        key = {"TAG": "tag", "LOWER": "lower", "DEP": "dep"}[attribute]
        if isinstance(value, str):
            result[key] = [value]
            continue
        ((operator, operand),) = value.items()
        if operator == "REGEX":
            assert attribute == "LOWER" and operand[0] == "^" and operand[-1] == "$"
            result[key] = sorted(literals(sre_parse.parse(operand[1:-1])))
        elif operator == "IN":
            result[key] = operand
        else:
            assert operator == "NOT_IN"
            # The empty label means "not set": it cannot occur in a parsed text.
            result[f"{key}_not"] = [name for name in operand if name]
    return result


def ruler_data(nlp):
    """Rules in order of precedence, the later ones stronger."""
    morphology = nlp.vocab.morphology
    rules = []
    for rule in nlp.get_pipe("attribute_ruler").patterns:
        attrs = dict(rule["attrs"])
        if "MORPH" in attrs:
            morph = nlp.vocab.strings[morphology.add(attrs["MORPH"])]
            attrs["MORPH"] = "" if morph == "_" else morph
        assert set(attrs) <= {"POS", "MORPH", "LEMMA", "TAG", "DEP"}
        for pattern in rule["patterns"]:
            rules.append(
                {
                    "tokens": [condition(token) for token in pattern],
                    "index": rule["index"],
                    "set": {key.lower(): value for key, value in sorted(attrs.items())},
                }
            )
    return rules


def lemma_data(nlp):
    """Tables as sections: `= name pos`, then a line an entry, fields tab-separated."""
    lookups = nlp.get_pipe("lemmatizer").lookups
    lines = []
    for pos in ("noun", "verb", "adj", "adv", "punct"):
        rules = lookups.get_table("lemma_rules").get(pos, [])
        exceptions = lookups.get_table("lemma_exc").get(pos, {})
        index = lookups.get_table("lemma_index").get(pos, [])
        lines.append(f"= rules {pos}")
        lines += ["\t".join(rule) for rule in rules]
        lines.append(f"= exceptions {pos}")
        lines += ["\t".join([word, *forms]) for word, forms in sorted(exceptions.items())]
        lines.append(f"= index {pos}")
        lines += sorted(set(index))
    assert not any("\n" in line or (line.startswith("=") and not line.startswith("= ")) for line in lines)
    return "\n".join(lines) + "\n"


def norm_data(nlp):
    """Norms by string id: some words of the table are known by id alone."""
    table = nlp.vocab.lookups.get_table("lexeme_norm")
    return "".join(f"{key:016x}\t{norm}\n" for key, norm in sorted(table.items()))


def write_json(path, data):
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")


def convert(model_dir, out_dir):
    """Writes the data files of the text half of the engine."""
    nlp = spacy.load(model_dir)
    out = Path(out_dir)
    out.mkdir(parents=True, exist_ok=True)
    write_json(out / "tokenizer.json", tokenizer_data(nlp))
    write_json(out / "attribute_ruler.json", ruler_data(nlp))
    (out / "lexeme_norm.tsv").write_text(norm_data(nlp), encoding="utf-8")
    (out / "lemmas.txt").write_text(lemma_data(nlp), encoding="utf-8")


if __name__ == "__main__":
    convert(sys.argv[1], sys.argv[2])
