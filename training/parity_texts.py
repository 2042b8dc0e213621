"""`python training/parity_texts.py SHARED OUT.jsonl`: the texts on which the engine is held against spaCy.

All of the Kremlin readouts (title, lead and text), PolNeAR train and dev, MEANTIME, the seeds, GUM news and
PUD, from the shared folder, each text once. One {"id", "text"} a line.
"""

import json
import lzma
import re
import sys
import tarfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def archived(path: Path, pattern: str):
    """Name and bytes of the archive's files whose path matches, by path."""
    with tarfile.open(path) as archive:
        members = sorted((m for m in archive if re.search(pattern, m.name)), key=lambda m: m.name)
        for member in members:
            yield Path(member.name).stem, archive.extractfile(member).read()


def kremlin(path: Path):
    """Title, lead and text of every readout."""
    for number, line in enumerate(lzma.open(path, "rt", encoding="utf-8")):
        page = json.loads(line)
        for field in ("title", "lead", "text"):
            yield f"{number}-{field}", page.get(field) or ""


def meantime(path: Path):
    """Documents put together from their tokens, a sentence a line."""
    for name, data in archived(path, r"\.xml$"):
        sentences = {}
        for token in ElementTree.fromstring(data).iter("token"):
            sentences.setdefault(token.get("sentence"), []).append(token.text or "")
        yield name, "\n".join(" ".join(words) for words in sentences.values())


def treebank(path: Path):
    """Documents of a CoNLL-U file, their sentences joined by spaces."""
    for document in path.read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
        sentences = re.findall(r"^# text = (.*)$", document, re.M)
        yield document.split("\n", 1)[0], " ".join(sentences)


def all_texts(shared: Path):
    """Every text with the name of its source."""
    data = shared / "data"
    for name, text in archived(data / "polnear/polnear_train_dev.tar.xz", r"/text/[^/]*\.txt$"):
        yield f"polnear-{name}", text.decode(errors="replace")
    for name, text in kremlin(data / "kremlin_readouts/kremlin_readouts_1999_2016.jsonl.xz"):
        yield f"kremlin-{name}", text
    for name, text in meantime(data / "meantime_en/meantime_en_intra_cross.tar.xz"):
        yield f"meantime-{name}", text
    for path in sorted((shared / "seeds").glob("*.txt")):
        yield f"seed-{path.stem}", path.read_text(encoding="utf-8")
    for path in sorted((data / "gum_news/dep").glob("*.conllu")) + [data / "ud_english_pud/en_pud-ud-test.conllu"]:
        for name, text in treebank(path):
            yield f"ud-{name}", text


def main() -> None:
    shared, out = sys.argv[1:]
    seen = set()
    with open(out, "w", encoding="utf-8") as file:
        for name, text in all_texts(Path(shared)):
            if text.strip() and text not in seen:
                seen.add(text)
                file.write(json.dumps({"id": name, "text": text}) + "\n")
    print(f"{len(seen)} texts, {sum(len(text.split()) for text in seen)} words")


if __name__ == "__main__":
    main()
