"""The model file: `attribution.bin`, a weights file as `convert_spacy.nets` describes it.

Tables that are read row by row are half precision, layers are not.
"""

import hashlib
from pathlib import Path

import numpy as np
import torch
from convert_spacy.nets import pack

TABLES = ("lemma.weight", "numbers.weight")


def rounded(net):
    """The net with its tables rounded as the file holds them."""
    with torch.no_grad():
        for name in TABLES:
            table = net.get_parameter(name)
            table.copy_(table.half().float())
    return net.eval()


def write(folder, net, pairs):
    """Writes the model and its hash."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    data = pack({}, tensors(net, pairs))
    (folder / "attribution.bin").write_bytes(data)
    line = f"{hashlib.sha256(data).hexdigest()}  attribution.bin\n"
    (folder / "SHA256SUMS").write_text(line, encoding="utf-8")


def tensors(net, pairs):
    values = {name: value.detach().numpy().astype(np.float32) for name, value in net.state_dict().items()}
    out = {"steps": np.array(net.steps, np.uint32)}
    for name, value in values.items():
        out[name] = value.astype(np.float16) if name in TABLES else value
    for target, (weights, bias) in pairs.items():
        out[f"pair.{target}"] = np.append(weights, bias).astype(np.float32)
    return out
