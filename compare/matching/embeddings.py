"""Any sentence-embedding model by name or folder, run by onnxruntime (extra `[semantic]`).

A name is a folder, an installed package that carries its model, or a model that the Hugging Face
cache of this machine holds already. Nothing is fetched.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import OptionError
from .bert_graph import bert_graph

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST = 256  # tokens of a sentence that are read
BATCH = 32
GRAPHS = ("model.onnx", "onnx/model.onnx")


@dataclass(frozen=True)
class Encoder:
    """name: as asked for; digest: SHA-256 of the weights; states: one array per text."""

    name: str
    digest: str
    tokenizer: Any
    session: Any

    def states(self, texts: Sequence[str]) -> list[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """Per text: character offsets (tokens, 2) and last hidden states (tokens, width).

        Without the special tokens. Texts are batched by length; the order of `texts` is kept.
        """
        import numpy as np

        encoded = self.tokenizer.encode_batch(list(texts))
        wanted = {one.name for one in self.session.get_inputs()}
        order = sorted(range(len(texts)), key=lambda k: (len(encoded[k].ids), texts[k]))
        result: list[Any] = [None] * len(texts)
        for begin in range(0, len(order), BATCH):
            batch = order[begin : begin + BATCH]
            width = max(len(encoded[k].ids) for k in batch)
            ids, mask = np.zeros((2, len(batch), width), np.int64)
            for row, k in enumerate(batch):
                ids[row, : len(encoded[k].ids)] = encoded[k].ids
                mask[row, : len(encoded[k].ids)] = 1
            feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            states = self.session.run(None, {k: v for k, v in feed.items() if k in wanted})[0]
            for row, k in enumerate(batch):
                own = np.array(encoded[k].special_tokens_mask) == 0
                offsets = np.array(encoded[k].offsets, np.int64).reshape(-1, 2)
                result[k] = (offsets[own], states[row, : len(own)][own])
        return result


@lru_cache(maxsize=2)
def load_encoder(name: str) -> Encoder:
    """The model of this name. Raises OptionError where it or the extra is missing, or where the
    weights are not those that its name is known by (`compare/data/models.json`)."""
    for package in ("onnxruntime", "tokenizers"):
        if find_spec(package) is None:
            raise OptionError(f"a model needs {package}: pip install {package}")
    from tokenizers import Tokenizer

    folder = find_model(name)
    weights = next((folder / g for g in GRAPHS if (folder / g).is_file()), None)
    graph = (weights or folder / "model.safetensors").read_bytes()
    digest = hashlib.sha256(graph).hexdigest()
    known = _known().get(_plain(name))
    if known and digest not in known:
        raise OptionError(f"{folder}: the weights are not those known as {name} (SHA-256 {digest})")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    try:
        session = _session(graph if weights else bert_graph(folder))
    except (ValueError, KeyError, ImportError) as error:
        raise OptionError(f"{folder}: this model cannot be run: {error}") from error
    return Encoder(name, digest, tokenizer, session)


def find_model(name: str) -> Path:
    """The folder of a model. Raises OptionError that says where was looked."""
    places = [Path(name)]
    if name.replace("_", "").replace("-", "").isalnum():
        spec = find_spec(name.replace("-", "_"))
        places += [
            Path(place) / "model" for place in (spec and spec.submodule_search_locations) or ()
        ]
    home = Path(os.environ.get("HF_HOME") or Path.home() / ".cache" / "huggingface")
    for full in (name, f"sentence-transformers/{name}"):
        places += sorted(home.glob(f"hub/models--{full.replace('/', '--')}/snapshots/*"))
    for place in places:
        if (place / "tokenizer.json").is_file() and (
            any((place / graph).is_file() for graph in GRAPHS)
            or (place / "model.safetensors").is_file()
        ):
            return place
    looked = ", ".join(map(str, places))
    raise OptionError(
        f"no model {name!r}: a folder with tokenizer.json and model.onnx (or model.safetensors of "
        f"a BERT) is needed; looked in {looked}"
    )


def _session(graph: bytes) -> Any:
    import onnxruntime

    settings = onnxruntime.SessionOptions()
    settings.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, settings, providers=["CPUExecutionProvider"])


def _known() -> dict[str, list[str]]:
    raw = files("compare").joinpath("data", "models.json").read_text(encoding="utf-8")
    known: dict[str, list[str]] = json.loads(raw)
    return known


def _plain(name: str) -> str:
    return name.rsplit("/", 1)[-1].casefold().replace("_", "-")
