"""`python training/spacy_conllu.py MODEL_DIR TEXTS.jsonl OUT.conllu`: what spaCy says of texts.

Each line of TEXTS is {"id": ..., "text": ...}. The columns and escapes are those of the engine's
conllu module, so that both sides' files can be compared line by line; texts follow one another,
each behind its `# newdoc id`.
"""

import json
import sys
import unicodedata

import spacy

ESCAPES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def escape(text: str, space: str = "\\s") -> str:
    """The text on one line; plain spaces become `space`."""
    return "".join(escape_character(c, space) for c in text)


def escape_character(c: str, space: str) -> str:
    if c == " ":
        return space
    if c in ESCAPES:
        return ESCAPES[c]
    if c.isspace() or unicodedata.category(c) == "Cc":
        return f"\\u{{{ord(c):x}}}"
    return c


def lemma(token) -> str:
    """The lemma's column; `_` stands for none."""
    return {"": "_", "_": "\\u{5f}"}.get(token.lemma_, escape(token.lemma_))


def misc(token, start: int) -> str:
    """Byte offsets, entity, and what follows."""
    fields = [f"Start={start}", f"End={start + len(token.text.encode())}"]
    if token.ent_type_:
        fields.append(f"NER={token.ent_iob_}-{token.ent_type_}")
    if not token.whitespace_:
        fields.append("SpaceAfter=No")
    return "|".join(fields)


def row(token, first: int, start: int) -> str:
    """One token's line; `first` is the first token of its sentence."""
    head = 0 if token.head.i == token.i else token.head.i - first + 1
    columns = [token.i - first + 1, escape(token.text), lemma(token), token.pos_, token.tag_]
    columns += [str(token.morph) or "_", head, token.dep_, "_", misc(token, start)]
    return "\t".join(map(str, columns))


def conllu(name: str, doc) -> str:
    """The whole text under an identifier."""
    sentences, byte = [], 0
    for number, sentence in enumerate(doc.sents, 1):
        lines = [f"# newdoc id = {escape(name, ' ')}"] if number == 1 else []
        lines += [f"# sent_id = {escape(name, ' ')}-{number}", f"# text = {escape(sentence.text, ' ')}"]
        for token in sentence:
            lines.append(row(token, sentence.start, byte))
            byte += len(token.text_with_ws.encode())
        sentences.append("\n".join(lines) + "\n")
    return "\n".join(sentences or [f"# newdoc id = {escape(name, ' ')}\n"]) + "\n"


def main() -> None:
    model, texts, out = sys.argv[1:]
    nlp = spacy.load(model)
    with open(texts, encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    pairs = ((item["text"], item["id"]) for item in items)
    with open(out, "w", encoding="utf-8", newline="\n") as file:
        for doc, name in nlp.pipe(pairs, as_tuples=True, batch_size=128):
            file.write(conllu(name, doc))


if __name__ == "__main__":
    main()
