"""A user's own lexicon: words and phrases with their values."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from math import isfinite
from pathlib import Path
from typing import NamedTuple

from ..errors import InputError
from .words import tokens

MOST_BYTES = 20_000_000


class Lexicon(NamedTuple):
    """values: small letters -> value; longest: words in its longest phrase; name with a digest."""

    values: dict[str, float]
    longest: int
    name: str


@lru_cache(maxsize=8)
def load_lexicon(path: str) -> Lexicon:
    """A user's list: word or phrase, a tab, a number; further columns, empty lines and lines that
    begin with # are left alone (so VADER's and AFINN's own files can be read).

    Raises InputError, with the line, where it is no such list, or cannot be read.
    """
    name = Path(path).name
    try:
        raw = Path(path).read_bytes()[: MOST_BYTES + 1]
        text = raw.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "is not UTF-8"
        raise InputError(name, f"the lexicon cannot be read ({reason})", "check the path") from None
    if len(raw) > MOST_BYTES:
        raise InputError(name, f"a lexicon larger than {MOST_BYTES // 1_000_000} MB")
    values: dict[str, float] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        word, *rest = line.split("\t")
        try:
            value = float(rest[0])
        except (IndexError, ValueError):
            value = float("nan")
        if not word.strip() or not isfinite(value):
            problem = f"line {number} is not a word, a tab and a number"
            raise InputError(name, problem, "fix that line")
        values[" ".join(word.casefold().split())] = value
    if not values:
        raise InputError(name, "holds no words", "give a word, a tab and a number on each line")
    longest = max(len(word.split()) for word in values)
    return Lexicon(values, longest, f"{name}@{hashlib.sha256(raw).hexdigest()[:8]}")


def mean_value(text: str, path: str) -> float:
    """Mean value of the lexicon's words and phrases in a text, the longest first; 0 for none."""
    lexicon = load_lexicon(path)
    words = [token.text.casefold().replace("’", "'") for token in tokens(text)]
    found, at = [], 0
    while at < len(words):
        for size in range(min(lexicon.longest, len(words) - at), 0, -1):
            value = lexicon.values.get(" ".join(words[at : at + size]))
            if value is not None:
                found.append(value)
                at += size
                break
        else:
            at += 1
    return sum(found) / len(found) if found else 0.0
