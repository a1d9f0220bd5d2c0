"""What a figure is worth: digits, words, scales, fractions ('three-quarters of a million').

text2num 3.1 and number-parser 0.3 were tried: both read 'one million eighty-two thousand', neither
a fraction before a scale ('two and a half million'), 'a hundred', a lakh, or which noun is counted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ...datafiles import load_table
from ..words import fold

ONES = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {w: i for i, w in enumerate(ONES)} | {w: 10 * (i + 2) for i, w in enumerate(TENS)}
WORDS["nil"] = 0
SCALES = {word: float(worth) for word, worth in load_table("number_scales.txt").items()}
FRACTIONS = {word: 1 / int(parts) for word, parts in load_table("fractions.txt").items()}
SIGNS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3}
Hit = re.Match[str]
BLANKS = " \u00a0\u2009\u202f"  # that may set thousands apart, as an apostrophe does in Switzerland

_LARGE = r"thousand|million|billion|trillion|lakhs?|crores?|dozen"
_SHORT = r"bn|mn|tn|mln|bln"
_PARTS = "half|halves|thirds?|quarters?|fifths?|tenths?"
_BELOW_20 = "|".join(sorted(ONES[1:], key=len, reverse=True))
_BELOW_100 = rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(ONES[1:10])})\b)?|(?:{_BELOW_20})\b)"
_REST = rf"(?:(?:\sand)?[ -]{_BELOW_100}(?![ -]hundred\b))"  # behind a hundred
_HUNDREDS = rf"(?:an?|{_BELOW_100})[ -]hundred\b{_REST}?"
_GROUP = rf"(?:{_HUNDREDS}|{_BELOW_100})"
_JOINED = rf",?\s(?:and\s)?{_GROUP}[ -]"  # goes on with a smaller scale
_LAST = rf"(?:(?:\s(?:and\s)?{_GROUP}|,\s{_HUNDREDS})(?![ -](?:{_LARGE}|{_SHORT})\b))?"


class Quantity(NamedTuple):
    """text[start:end] counts something: low..high (inf: open), of `unit`, `noun` counted."""

    start: int
    end: int
    low: float
    high: float
    unit: str
    noun: str
    approx: bool


def drop_days(hits: Iterable[Hit], days: Sequence[tuple[int, int]]) -> Iterator[Hit]:
    """The hits that stand in none of the days, whose ends rise: '3, 4 and 5 May' counts nothing."""
    ends = [end for _, end in days]
    for hit in hits:
        after = bisect_right(ends, hit.start())
        if after == len(days) or days[after][0] >= hit.end():
            yield hit


def _chain(*scales: str) -> str:
    """A number of words of the first scale, and of the smaller ones behind it."""
    first, *others = scales
    smaller = "".join(rf"(?:{_JOINED}{scale}\b)?" for scale in others)
    return rf"{first}\b{smaller}{_LAST}"


_SPELT = (
    rf"(?:an?|{_GROUP})[ -](?:{_chain('trillion', 'billion', 'million', 'thousand')}"
    rf"|{_chain('billion', 'million', 'thousand')}|{_chain('million', 'thousand')}"
    rf"|lakh[ -]crores?\b|{_chain('crores?', 'lakhs?', 'thousand')}|{_chain('lakhs?', 'thousand')}"
    rf"|thousand[ -](?:million|billion)\b|{_chain('thousand')}|dozen\b|(?:{_SHORT})\b)|{_GROUP}"
)
_DIGITS = (
    rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,2}}(?:,\d\d)+,\d{{3}}(?:\.\d+)?"
    rf"|\d{{1,3}}(?:[{BLANKS}]\d{{3}})+(?!\d)(?:\.\d+)?|\d{{1,3}}(?:['’]\d{{3}})+(?!\d)|\d+(?:\.\d+)?"
)
_SCALED = rf"(?:[ -]?(?:lakh[ -]crores?|hundred|{_LARGE}|{_SHORT})|[km]\b)?"
_MIXED = (
    rf"(?:{_BELOW_100}|\d{{1,3}})[ -]and[ -](?:an?|one|two|three)[ -](?:{_PARTS})\b"
    rf"(?:[ -](?:{_LARGE})\b)?|\d{{0,3}}[{''.join(SIGNS)}]{_SCALED}"
    rf"|(?:an?|{_BELOW_100})[ -](?:million|billion|trillion|thousand)[ -]and[ -]a[ -]half\b"
)
_SHARE = (
    rf"(?:(?:an?|one|two|three|four|nine)[ -])?(?:{_PARTS})[ -](?:of[ -])?(?:an?|one)[ -]"
    rf"(?:{_LARGE}|hundred)\b"
)
# as it stands in a larger expression that ignores case
FIGURE = rf"{_MIXED}|{_SHARE}|(?:{_DIGITS}){_SCALED}|{_SPELT}"
_NUMBER = re.compile(rf"[\d.,'’{BLANKS}]*\d")
_PIECE = re.compile(rf"[{''.join(SIGNS)}]|[^\W\d_]+")


def read_figure(figure: str) -> tuple[float, float]:
    """What a figure is worth, and the scale that it ends with (1 where it has none).

    >>> read_figure("one million eighty-two thousand")[0], read_figure("2.5m")
    (1082000.0, (2500000.0, 1000000.0))
    >>> read_figure("three-quarters of a million")[0], read_figure("two and a half")
    (750000.0, (2.5, 1.0))
    """
    if figure.isdecimal():
        return float(figure), 1.0
    number = _NUMBER.match(figure)
    digits = re.sub(rf"[,'’{BLANKS}]", "", number.group()) if number else ""
    total, current = 0.0, float(digits) if digits else 0.0
    words = _PIECE.findall(fold(figure[number.end() :] if number else figure))
    scale = 1.0
    for n, word in enumerate(words):
        scale = 1.0
        if word in WORDS:
            current += WORDS[word]
        elif word in SIGNS:
            current += SIGNS[word]
        elif word in FRACTIONS and total and not current:
            total *= 1 + FRACTIONS[word]  # 'a million and a half'
        elif word in FRACTIONS:
            current = _add_part(current, FRACTIONS[word], words[:n])
        elif word == "hundred" and "half" not in words and "quarter" not in words:
            current, scale = max(current, 1) * 100, 100.0
        elif word in SCALES:
            scale = SCALES[word]
            if current or not total:
                total, current = total + (current or 1.0) * scale, 0.0
            else:
                total *= scale  # 'lakh crore'
    return round(total + current, 3), scale


def _add_part(current: float, part: float, before: list[str]) -> float:
    """'three quarters' is three times a quarter, 'two and a half' two and a half."""
    if "and" in before:
        count = WORDS.get(before[-1], 1)
        return current - (count if before[-1] in WORDS else 0) + count * part
    return (current or 1.0) * part
