"""The learned weights of cleaning, from `compare/data/clean_weights.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _tables() -> Mapping[str, Mapping[str, float]]:
    text = files("compare").joinpath("data/clean_weights.json").read_text(encoding="utf-8")
    tables: dict[str, dict[str, float]] = json.loads(text)["weights"]
    return tables


def weights(model: str) -> Mapping[str, float]:
    """The weights of a model ("headline", "line", "second"), by feature; "" is the constant."""
    return _tables()[model]
