"""Every threshold and choice, explained once. Change one with `replace(options, name=value)`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from math import inf, isinf
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_type_hints

from .errors import OptionError

OPTIONS_FILE = "compare-news.toml"  # beside the articles: a line for each option, name = value
MAX_BYTES = 10_000
RANGES = {  # option -> its lowest and highest value
    **dict.fromkeys(("possible", "likely", "same"), (0.0, 1.0)),
    **dict.fromkeys(("near_copy", "short_article", "min_share"), (0.0, 1.0)),
    "confidence": (0.5, 0.999),
    "min_words": (1, inf),
    "min_origins": (1, inf),
    "seed": (0, inf),
}


@dataclass(frozen=True, slots=True)
class Options:
    """How a comparison is made; every report prints it.

    scorer        what scores a pair: learned, which joins all signals, tfidf or fuzzy
                  (`compare.matching.SCORERS`); or the name of a similarity of your own that was put
                  into `compare.matching.SIMILARITIES`
    reader        the model that reads the pairs in doubt: "small", which comes with the package and
                  reads English, or "none"; only the scorer "learned" uses it
    possible      bar for a match, on the scorer's score; None: the scorer's own
    likely        bar for the tier "likely"; None: the scorer's own
    same          bar for the tier "same"; None: the scorer's own
    min_words     sentences with fewer words are never matched
    near_copy     share of the shorter text's word 5-grams from which two articles are one origin
    short_article share of the median article's words below which a missing fact is "too short",
                  not "not found"
    min_share     share of the outlets that must state a fact before others are said to lack it
    min_origins   origins that a fact needs before another outlet is said to lack it
    codebook      a file of frames (TOML: name, definition, words) to count; None: not counted
    confidence    level of every interval
    seed          seeds resampling, so that the same input gives the same bytes
    """

    scorer: str = "learned"
    reader: str = "small"
    possible: float | None = None
    likely: float | None = None
    same: float | None = None
    min_words: int = 3
    near_copy: float = 0.5
    short_article: float = 0.3
    min_share: float = 0.1
    min_origins: int = 2
    codebook: str | None = None
    confidence: float = 0.95
    seed: int = 0

    def __post_init__(self) -> None:
        for name, (low, high) in RANGES.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                span = f"{low:g} or more" if isinf(high) else f"in {low:g}..{high:g}"
                raise OptionError(f"{name} must be {span}, not {value!r}")
        bars = [bar for bar in (self.possible, self.likely, self.same) if bar is not None]
        if bars != sorted(bars):
            raise OptionError("the bars must rise: possible <= likely <= same")


def with_options(options: Options | None, **changes: Any) -> Options:
    """`options` (or the defaults) with some fields changed; an unknown name lists the valid."""
    valid = {field.name for field in fields(Options)}
    for name in changes:
        if name not in valid:
            raise OptionError.unknown("option", name, valid)
    return replace(options or Options(), **changes)


def parse_option(name: str, value: Any) -> Any:
    """A value, as typed or from TOML, as the option's own type; OptionError where it is none."""
    kinds = get_type_hints(Options)
    if name not in kinds:
        raise OptionError.unknown("option", name, kinds)
    kind = next(one for one in (get_args(kinds[name]) or (kinds[name],)) if one is not NoneType)
    if type(value) is kind or (kind is float and type(value) is int) or type(value) is str:
        try:
            return kind(value)
        except ValueError:
            pass
    what = {str: "a text", int: "a whole number", float: "a number"}[kind]
    raise OptionError(f"{name} must be {what}, not {value!r}")


def read_options_file(path: Path) -> Options:
    """What a compare-news.toml sets, all else by default. OptionError where it is not valid."""
    try:
        content = path.read_bytes()
        if len(content) > MAX_BYTES:
            raise ValueError(f"more than {MAX_BYTES:,} bytes")
        told = tomllib.loads(content.decode("utf-8-sig"))
        return Options(**{name: parse_option(name, value) for name, value in told.items()})
    except (OSError, ValueError, RecursionError) as error:
        raise OptionError(f"{path}: cannot be read ({error})") from None
    except OptionError as error:
        raise OptionError(f"{path}: {error}") from None
