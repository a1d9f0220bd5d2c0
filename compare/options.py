"""Every threshold and choice, explained once. Change one with `replace(options, name=value)`."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from .errors import OptionError


@dataclass(frozen=True, slots=True)
class Options:
    """How a comparison is made; every report prints it.

    scorer        name of the scorer that joins the signals (see `compare.matching.SCORERS`), or of
                  one similarity that is to be the score (`compare.matching.SIMILARITIES`)
    model         a sentence-embedding model, by name or folder, whose signals join the lexical
                  ones (extra `[semantic]`); None: none
    reader        the model that reads the pairs in doubt: "small", which ships with the package and
                  reads English, or "none" (`compare.matching.reader`); the scorer "learned" alone
                  asks it
    possible      bar for a match, on the scorer's score (0..1); None: the scorer's own
    likely        bar for the tier "likely" (0..1); None: the scorer's own
    same          bar for the tier "same" (0..1); None: the scorer's own
    min_words     sentences with fewer words are never matched
    near_copy     share of the shorter text's word 5-grams (0..1) from which two articles are one
                  origin
    short_article share of the median article's words below which a missing fact is told "too
                  short", not "not found"
    min_share     share of the outlets that must have a fact before others are said to lack it
    min_origins   origins that a fact needs before another outlet is said to lack it
    lexicon       a file of words and their values (a line each, parted by a tab) by which tone is
                  measured; None: VADER's
    codebook      a file of frames (TOML: name, definition, words, patterns); None: generic ones
    confidence    level of every interval
    seed          seeds resampling, so the same input gives the same bytes
    """

    scorer: str = "learned"
    model: str | None = None
    reader: str = "small"
    possible: float | None = None
    likely: float | None = None
    same: float | None = None
    min_words: int = 3
    near_copy: float = 0.5
    short_article: float = 0.3
    min_share: float = 0.1
    min_origins: int = 2
    lexicon: str | None = None
    codebook: str | None = None
    confidence: float = 0.95
    seed: int = 0

    def __post_init__(self) -> None:
        for name in (
            "possible",
            "likely",
            "same",
            "min_share",
            "near_copy",
            "short_article",
            "confidence",
        ):
            value = getattr(self, name)
            if value is not None and not 0.0 <= value <= 1.0:
                raise OptionError(f"{name} must lie in 0..1, not {value!r}")
        if self.min_origins < 1:
            raise OptionError(f"min_origins must be 1 or more, not {self.min_origins!r}")


def with_options(options: Options | None, **changes: Any) -> Options:
    """`options` (or the defaults) with some fields changed; an unknown name lists the valid."""
    valid = {field.name for field in fields(Options)}
    for name in changes:
        if name not in valid:
            raise OptionError.unknown("option", name, valid)
    return replace(options or Options(), **changes)
