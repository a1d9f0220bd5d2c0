"""Words: tokens with offsets, their normal form, stop words, stems."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from ..datafiles import load_form, load_table, load_words

# Chinese and Japanese set no spaces: a character is a word, and two of them are a pair of words
_ALONE = r"\u3041-\u3096\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# letters and digits with apostrophes, hyphens and figures' points inside; 'U.S.' is one token
_TOKEN = re.compile(
    rf"(?:[^\W\d_]\.){{2,6}}|\d+(?:[.,:]\d+)*[^\W\d_{_ALONE}]{{0,3}}|[{_ALONE}]"
    rf"|[^\W_{_ALONE}]+(?:['’][^\W_{_ALONE}]+)*"
)
_SPACED = re.compile(rf"[{_ALONE}]|[^\W{_ALONE}](?:[^\s{_ALONE}—―-]+|-(?!-))*+")
PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "who", "you", "this", "that"})
HE = frozenset({"he", "she", "his", "her", "him"})
# words whose sense stands in what was said before
POINTING = PRONOUNS | {"his", "her", "their", "its", "these", "those", "such", "him", "them"}
MONTHS = tuple(load_table("word_groups.txt")["months"].split())
# words at the end of a text that ask for more: it cannot be cut behind them
OPEN_END = re.compile(rf"\b(?:{load_form('open_end')})\W{{0,3}}$", re.IGNORECASE)
STOP_WORDS: frozenset[str] = load_words("stopwords.txt")


class Token(NamedTuple):
    """A word as it stands: text[start:end]."""

    start: int
    end: int
    text: str


def tokens(text: str) -> list[Token]:
    """Words and numbers with their offsets; apostrophes inside a word are kept. Linear.

    >>> [token.text for token in tokens("Don't stop.")]
    ["Don't", 'stop']
    """
    return [Token(found.start(), found.end(), found.group()) for found in _TOKEN.finditer(text)]


def words_of(text: str) -> list[str]:
    """Words and numbers as they stand, in order."""
    return _TOKEN.findall(text)


def word_starts(text: str, start: int = 0, end: int | None = None) -> list[int]:
    """Where words begin in text[start:end], as a person counts them: by spaces and long dashes,
    marks alone are none; a Chinese or Japanese character is one."""
    return [hit.start() for hit in _SPACED.finditer(text, start, len(text) if end is None else end)]


def count_words(text: str) -> int:
    """How many words a text has (`word_starts`).

    >>> count_words("Nine-eleven – 9/11 – is two."), count_words("a massacre—we ran")
    (4, 4)
    """
    return len(word_starts(text))


def normal_words(text: str) -> list[str]:
    """Lower-case words, apostrophes straightened, the possessive 's dropped.

    >>> normal_words("The Mayor’s plan")
    ['the', 'mayor', 'plan']
    """
    return [normal_word(word) for word in words_of(text)]


@lru_cache(maxsize=100_000)
def normal_word(word: str) -> str:
    """One word's normal form: 'Japan’s' -> 'japan', 'F.B.I.' -> 'fbi' (but 'U.S.' is no 'us')."""
    word = word.replace("’", "'").casefold()
    if word.count(".") > 2 and len(word) == 2 * word.count("."):
        word = word.replace(".", "")
    return word.removesuffix("'s") if len(word) > 2 else word


def fold(word: str) -> str:
    """Lower case as an expression sees it that ignores case: 'KASIM' and 'kasım' are 'kasim'.

    To such an expression i, ı, I and İ are one letter; to `casefold` they are three.
    """
    return word.casefold().replace("ı", "i").replace("i\u0307", "i")


def number_month(name: str) -> int:
    """1 to 12 of an English month's name or its first three letters."""
    return [fold(month)[:3] for month in MONTHS].index(fold(name)[:3]) + 1


@lru_cache(maxsize=100_000)
def owns(text: str) -> bool:
    """Whether a name or a stretch of text ends with the sign of a possessive."""
    return text.endswith(("'s", "’s"))


def stem(word: str) -> str:
    """The word's English stem (Snowball, Porter 2)."""
    result: str = _load_stemmer().stemWord(word)
    return result


@cache
def _load_stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english", 0)  # `stem` has a memory of its own
