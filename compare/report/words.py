"""What the reports call things: plain words, as `compare/data/report_words.toml` has them.

A name that is missing there is shown as it stands, so a new kind needs no line of that file to
appear in a report.
"""

from __future__ import annotations

import tomllib
from typing import Any, NamedTuple

from ..datafiles import read_data_text

Words = dict[str, str]


class Sign(NamedTuple):
    """How a cell of the matrix looks without colour, and what it says."""

    symbol: str
    words: str


_TEXTS: dict[str, Any] = tomllib.loads(read_data_text("report_words.toml"))
SIGNS = {name: Sign(*pair) for name, pair in _TEXTS["signs"].items()}
NONE: Words = _TEXTS["none"]
RIGHT: str = _TEXTS["right"]
TIERS: Words = _TEXTS["tiers"]
KINDS: Words = _TEXTS["kinds"]
NATURES: Words = _TEXTS["natures"]
ORIGINS: Words = _TEXTS["origins"]
STATUSES: Words = _TEXTS["statuses"]
FIELDS: Words = _TEXTS["fields"]
TERMS: list[tuple[str, str]] = list(_TEXTS["terms"].items())
METHOD: list[tuple[str, str]] = list(_TEXTS["method"].items())
