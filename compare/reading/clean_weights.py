"""The learned weights of cleaning, from `compare/data/clean_weights.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

Models = Mapping[str, Mapping[str, float]]


@cache
def load_weights() -> Models:
    """The weights of "headline", "line" and "second", by feature; "" is the constant."""
    text = files("compare").joinpath("data/clean_weights.json").read_text(encoding="utf-8")
    tables: dict[str, dict[str, float]] = json.loads(text)["weights"]
    return tables
