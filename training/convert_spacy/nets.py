"""The weights of the nets, in one file: nets.bin.

    8 bytes   "chancery"
    u32       length of the header in bytes
    header    JSON {"tags": [...], "parser_moves": [...], "ner_moves": [...],
                    "tensors": [{"name", "type", "shape", "offset"}]}
    zeros     up to a multiple of 64
    data      each tensor row-major and little-endian, at its offset from here (multiples of 64)

Types are f32, f16, u16, u32 and u8. The tables of words are f16 unless full precision is asked
for; the layers above them, a tenth of the numbers, are f32: rounding these as well would flip
three times as many arcs.
Static vectors are projected to the width of each net beforehand, so the 300 columns are gone.
The key of a word (its 64-bit string id) leads to a row of these vectors: keys are sorted, those
with the same upper 16 bits stand together, `keys.bucket[b]..keys.bucket[b + 1]` in `keys.low`
(the lower 48 bits, six bytes each, little-endian) and `keys.row`.
"""

import json
from pathlib import Path

import numpy as np

MAGIC = b"chancery"
ALIGN = 64


def convert(nlp, out: Path, half: bool) -> None:
    """Writes nets.bin into `out`."""
    tensors = {}
    for name in ("tok2vec", "ner"):
        tensors |= encoder(nlp.get_pipe(name).model, name, nlp.vocab.vectors.data)
    softmax = layers(nlp.get_pipe("tagger").model, "softmax")[0]
    tensors |= {"tagger.w": softmax.get_param("W"), "tagger.b": softmax.get_param("b")}
    for name in ("parser", "ner"):
        tensors |= transitions(nlp.get_pipe(name).model, name)
    if half:
        tensors |= {k: v.astype(np.float16) for k, v in tensors.items() if is_table(k)}
    tensors |= keys(nlp.vocab.vectors)
    labels = {
        "tags": list(nlp.get_pipe("tagger").labels),
        "parser_moves": moves(nlp.get_pipe("parser")),
        "ner_moves": moves(nlp.get_pipe("ner")),
    }
    (out / "nets.bin").write_bytes(pack(labels, tensors))


def is_table(name: str) -> bool:
    """Whether a tensor is looked up word by word."""
    return ".embed." in name or name.endswith(".static")


def layers(model, name: str) -> list:
    """The layers of that name, in order."""
    return [layer for layer in model.walk(order="dfs_pre") if layer.name == name]


def encoder(model, prefix: str, vectors) -> dict:
    """Embedding tables, projected static vectors, mixer and the window layers of one tok2vec."""
    tables = sorted(layers(model, "hashembed"), key=lambda layer: layer.attrs["seed"])
    static = layers(model, "static_vectors")[0].get_param("W")
    out = {f"{prefix}.embed.{i}": t.get_param("E") for i, t in enumerate(tables)}
    # In double precision, so that the rounded sums do not hang on the order of adding.
    projected = vectors.astype(np.float64) @ static.T.astype(np.float64)
    out[f"{prefix}.static"] = projected.astype(np.float32)
    mixer_and_windows = zip(layers(model, "maxout"), layers(model, "layernorm"), strict=True)
    for i, (maxout, norm) in enumerate(mixer_and_windows):
        name = f"{prefix}.mix" if i == 0 else f"{prefix}.window.{i - 1}"
        w = maxout.get_param("W")
        out[f"{name}.w"] = w.reshape(-1, w.shape[2])
        out[f"{name}.b"] = maxout.get_param("b").ravel()
        out[f"{name}.gain"] = norm.get_param("G")
        out[f"{name}.shift"] = norm.get_param("b")
    return out


def transitions(model, prefix: str) -> dict:
    """The three layers of a transition-based component: reduce, features of a state, scores."""
    lower, upper = model.get_ref("lower"), model.get_ref("upper")
    reduce = model.get_ref("tok2vec").layers[-1]
    w = lower.get_param("W")
    pad = lower.get_param("pad")
    return {
        f"{prefix}.reduce.w": reduce.get_param("W"),
        f"{prefix}.reduce.b": reduce.get_param("b"),
        f"{prefix}.features.w": w.reshape(-1, w.shape[3]),
        f"{prefix}.features.b": lower.get_param("b").ravel(),
        f"{prefix}.features.pad": pad.reshape(pad.shape[1], -1),
        f"{prefix}.scores.w": upper.get_param("W"),
        f"{prefix}.scores.b": upper.get_param("b"),
    }


def keys(vectors) -> dict:
    """The map from string ids to rows, sorted and bucketed by the upper 16 bits."""
    pairs = sorted(vectors.key2row.items())
    ids = np.array([key for key, _ in pairs], dtype=np.uint64)
    counts = np.bincount((ids >> np.uint64(48)).astype(np.int64), minlength=1 << 16)
    low = ids.astype("<u8").view(np.uint8).reshape(-1, 8)[:, :6]
    return {
        "keys.bucket": np.concatenate([[0], np.cumsum(counts)]).astype(np.uint32),
        "keys.low": np.ascontiguousarray(low),
        "keys.row": np.array([row for _, row in pairs], dtype=np.uint16),
    }


def moves(pipe) -> list:
    """The names of the actions, in the order of their scores."""
    return [pipe.moves.get_class_name(i) for i in range(pipe.moves.n_moves)]


def pack(labels: dict, tensors: dict) -> bytes:
    """The file: see the head of this module."""
    names = {"float32": "f32", "float16": "f16", "uint16": "u16", "uint32": "u32", "uint8": "u8"}
    table, data = [], bytearray()
    for name, tensor in tensors.items():
        data += bytes(-len(data) % ALIGN)
        entry = {"name": name, "type": names[tensor.dtype.name], "shape": tensor.shape}
        table.append(entry | {"offset": len(data)})
        data += np.ascontiguousarray(tensor).astype(tensor.dtype.newbyteorder("<")).tobytes()
    header = json.dumps(labels | {"tensors": table}, separators=(",", ":")).encode()
    head = MAGIC + len(header).to_bytes(4, "little") + header
    return bytes(head + bytes(-len(head) % ALIGN) + data)
