"""Words: tokens with offsets, their normal form, stop words, stems."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from .lists import load_words

# letters and digits with apostrophes, hyphens and figures' points inside; 'U.S.' is one token
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,6}|\d+(?:[.,:]\d+)*[^\W\d_]{0,3}|[^\W_]+(?:['’][^\W_]+)*", re.UNICODE
)
STOP_WORDS: frozenset[str] = load_words("stopwords.txt")


class Token(NamedTuple):
    """A word as it stands: text[start:end]."""

    start: int
    end: int
    text: str


def tokens(text: str) -> list[Token]:
    """Words and numbers with their offsets; apostrophes inside a word are kept. Linear."""
    return [Token(found.start(), found.end(), found.group()) for found in _TOKEN.finditer(text)]


def words_of(text: str) -> list[str]:
    """Words and numbers as they stand, in order."""
    return _TOKEN.findall(text)


def normal_words(text: str) -> list[str]:
    """Lower-case words, apostrophes straightened, the possessive 's dropped."""
    return [normal_word(word) for word in words_of(text)]


@lru_cache(maxsize=100_000)
def normal_word(word: str) -> str:
    """One word's normal form: 'Japan’s' -> 'japan'."""
    word = word.replace("’", "'").casefold()
    return word.removesuffix("'s") if len(word) > 2 else word


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The word's English stem (Snowball, Porter 2)."""
    result: str = _stemmer().stemWord(word)
    return result


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")
