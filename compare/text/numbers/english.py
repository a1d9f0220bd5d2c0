"""Quantities of English news: digits and words, ranges, bounds, money, percentages."""

from __future__ import annotations

import math
import re
from itertools import groupby
from typing import NamedTuple

from ..words import STOP_WORDS, fold

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {w: i for i, w in enumerate(ONES)} | {w: 10 * (i + 2) for i, w in enumerate(TENS)}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "bn": 1e9,
    "m": 1e6,
    "k": 1e3,
    "mn": 1e6,
    "tn": 1e12,
    "dozen": 12,
}
VAGUE = {
    "tens of thousands": (20_000, 99_999),
    "hundreds of thousands": (200_000, 999_999),
    "tens of millions": (2e7, 9.99e7),
    "hundreds of millions": (2e8, 9.99e8),
    "several dozen": (24, 99),
    "several hundred": (200, 999),
    "several thousand": (2000, 9999),
    "a few dozen": (24, 99),
    "a few hundred": (200, 999),
    "a few thousand": (2000, 9999),
    "dozens": (24, 99),
    "scores": (40, 199),
    "hundreds": (200, 999),
    "thousands": (2000, 9999),
    "millions": (2e6, 9.99e6),
    "billions": (2e9, 9.99e9),
    "a dozen": (12, 12),
    "half a million": (5e5, 5e5),
    "half a dozen": (6, 6),
    "a couple of": (2, 2),
    "a hundred": (100, 100),
    "a thousand": (1000, 1000),
    "a million": (1e6, 1e6),
    "a billion": (1e9, 1e9),
}
UNITS = {
    "%": "%",
    "percent": "%",
    "per cent": "%",
    "percentage points": "points",
    "$": "USD",
    "us$": "USD",
    "dollars": "USD",
    "dollar": "USD",
    "€": "EUR",
    "euros": "EUR",
    "£": "GBP",
    "pounds": "GBP",
    "¥": "JPY",
    "yen": "JPY",
}

_SMALL = "|".join(sorted([*ONES[1:], *TENS], key=len, reverse=True))
_SCALE = r"hundred|thousand|million|billion|trillion|bn|mn|tn|dozen"
_NUMBER_WORD = rf"(?:{_SMALL})(?:[- ](?:{_SMALL})){{0,2}}(?:[ -](?:{_SCALE})){{0,2}}"
_NUMBER_WORD += rf"(?:(?<=hundred|housand)\sand\s(?:{_SMALL})(?:-(?:{_SMALL}))?)?"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FIGURE = rf"(?:{_DIGITS})(?:[ -]?(?:{_SCALE}|[kmKM](?=\b)))?|{_NUMBER_WORD}"
_VAGUE = "|".join(sorted(VAGUE, key=len, reverse=True))
AT_LEAST = frozenset({"at least", "more than", "over", "no fewer than", "upwards of"})
AT_MOST = frozenset({"up to", "at most", "fewer than", "less than", "under"})
ABOUT = frozenset(
    {"nearly", "almost", "about", "around", "some", "roughly", "approximately", "an estimated",
     "close to"}
)  # fmt: skip
_BOUND = "|".join(sorted(AT_LEAST | AT_MOST | ABOUT, key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?<![\w.\-/:])(?<!\d,)(?:(?P<bound>{_BOUND})\s)?(?:(?P<money>US\$|[$€£¥])\s?)?"
    rf"(?:(?P<vague>(?:{_VAGUE})\b)|(?P<low>{_FIGURE})(?:(?:\s?[-–—]\s?|-?\sto\s|\sand\s(?=\$?\d))[$€£¥]?(?P<high>{_FIGURE}))?)"
    rf"(?P<unit>\s?%|[ -]per\s?cent\b|\spercentage points|\s(?:dollars?|euros|pounds|yen)\b)?"
    r"(?![\w/]|[.,:]\d|['’]s?\b)",
    re.IGNORECASE,
)
# a digit or a word that some quantity holds; without one the long pattern need not be tried
_HINTS = {*ONES[1:], *TENS, *(word for vague in VAGUE for word in vague.split())} - {"a", "of"}
_HINT = re.compile(
    r"\d|\b(?:"
    + "|".join(
        rf"{first}(?:{'|'.join(word[1:] for word in words)})"  # quicker than word by word
        for first, words in groupby(sorted(_HINTS), key=lambda word: word[0])
    )
    + r")\b"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,7}\.?"
# 'Article 9', 'No. 10', 'Oct. 1' name a thing or a day; '3 p.m.', '2 October' a time
_NAMED_BY_NUMBER = (
    "article|section|chapter|no\\.|number|route|highway|flight|page|level|phase|class|room|act"
    "|title|amendment|grade|type|part"
)
_ONE_IN = r"(?:one|1)\sin"  # 'one in 5' is a share
# '1.250' is 1250 in half of Europe: told only with a unit or a scale
_AMBIGUOUS = re.compile(r"\d{1,3}\.\d{3}")
_FRACTION = re.compile(
    r"[- ](?:half|hal(?:f|ves)|third|quarter|fifth|sixth|eighth|tenth)s?\b", re.IGNORECASE
)
_PRONOUN_BEFORE = re.compile(
    r"\b(?:no|any|every|each|this|that|which|not|the|another|last)\s$", re.I
)
# 'Apollo 11': a capitalised word before a bare figure makes it a name
_NAME_BEFORE = re.compile(r"[^\W\d_a-z][\w\-]{1,22}\s$")
# the word behind 'one' is what is counted only where the phrase ends with it ('one man was')
_PHRASE_ENDS = (
    r"\s?(?:[.,;:!?)\"”]|$)|\s(?:was|were|is|has|had|who|that|in|on|at|from|of|and|or|to|with)\b"
)
_SINGULAR = re.compile(rf"\s([a-z]{{3,30}})(?={_PHRASE_ENDS})")
_AGE = re.compile(r"[- ]years?[- ]olds?\b")
_COMPOUND = re.compile(r"-([^\W\d_]{3,20})\b")
_NOT_BEFORE = re.compile(rf"(?:\b(?:{_NAMED_BY_NUMBER}|{_MONTH}|{_ONE_IN})\s|#)$", re.IGNORECASE)
_NOT_AFTER = re.compile(
    rf"\s?(?:of\sthe\b|a\.?m\.?|p\.?m\.?|o['’]clock|{_MONTH}(?!\w))", re.IGNORECASE
)
_NO_NOUN = (
    r"(?!(?:was|is|has|does|as|its|his|this|us|yes|says|thus|always|perhaps|and|or|but|in|on|at|to"
    r"|from|by|for|with|who|that|which|were|are|had|have|will|would|after|before|since|than)\b)"
)
_NOUN = re.compile(
    rf"\s?-?\s?((?:{_NO_NOUN}[^\W\d_][\w'’\-]*\s){{0,3}}?)({_NO_NOUN}[^\W\d_]{{2,}}s|people|men|women|children|police|percent)\b"
)


class Quantity(NamedTuple):
    """text[start:end] counts something: low..high (inf: open), of `unit`, `noun` counted."""

    start: int
    end: int
    low: float
    high: float
    unit: str
    noun: str
    approx: bool


def find_english_numbers(text: str) -> tuple[Quantity, ...]:
    """Quantities in order. Years, dates, times and numbers in names are none. Linear."""
    if not _HINT.search(fold(text)):
        return ()
    found = []
    for hit in _QUANTITY.finditer(text):
        quantity = _quantity(text, hit)
        if quantity:
            found.append(quantity)
    return tuple(found)


def _quantity(text: str, hit: re.Match[str]) -> Quantity | None:
    figure_at = hit.start("vague") if hit["vague"] else hit.start("low")
    if not hit["money"] and (
        _NOT_BEFORE.search(text[max(0, figure_at - 12) : figure_at])
        or _NOT_AFTER.match(text, hit.end())
    ):
        return None
    if hit["vague"]:
        low, high = VAGUE[fold(hit["vague"])]
    else:
        low = _value(hit["low"])
        high = _value(hit["high"]) if hit["high"] else low
        if (
            hit["high"]
            and low < high < 1e15
            and re.search(_SCALE, hit["high"], re.I)
            and not re.search(_SCALE, hit["low"], re.I)
        ):
            low *= 12 if "dozen" in fold(hit["high"]) else 10 ** (3 * int(math.log10(high) // 3))
    unit = UNITS.get(fold(hit["unit"] or hit["money"] or "").strip(" -"), "")
    noun = "" if unit else _noun(text, hit.end(), low == high == 1)
    bound = fold(hit["bound"] or "")
    if not unit and not bound and (_is_year(hit, noun) or (not noun and low == high == 1)):
        return None
    plain = not unit and not bound and not hit["vague"]
    if plain and (
        _AMBIGUOUS.fullmatch(hit["low"])
        or _FRACTION.match(text, hit.end())
        or (fold(hit["low"]) == "one" and not _counts_one(text, hit, noun))
        or (not noun and hit["low"].isdigit() and _name_before(text, figure_at))
    ):
        return None
    if low > high:
        low, high = high, low
    if bound in AT_LEAST:
        high = math.inf
    elif bound in AT_MOST:
        low = 0.0
    approx = bool(hit["vague"] and low != high) or bound in ABOUT
    return Quantity(hit.start(), hit.end(), float(low), float(high), unit, noun, approx)


def _value(figure: str) -> float:
    if figure.isdecimal():
        return float(figure)
    total, current = 0.0, 0.0
    digits = re.match(r"[\d.,]+", figure)
    if digits:
        current = float(digits.group().replace(",", ""))
        figure = figure[digits.end() :]
    for word in re.split(r"[\s-]+", fold(figure)):
        if word in WORDS:
            current += WORDS[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in SCALES:
            total += max(current, 1) * SCALES[word]
            current = 0
    return total + current


def _is_year(hit: re.Match[str], noun: str) -> bool:
    return bool(re.fullmatch(r"(?:1[5-9]|20)\d\d", hit["low"] or "")) and not noun


def _counts_one(text: str, hit: re.Match[str], noun: str) -> bool:
    return bool(noun) and not _PRONOUN_BEFORE.search(text, max(0, hit.start() - 10), hit.start())


def _name_before(text: str, at: int) -> bool:
    return bool(_NAME_BEFORE.search(text, max(0, at - 24), at))


def _noun(text: str, end: int, single: bool) -> str:
    if _AGE.match(text, end):
        return "year-old"  # apart from a span of years
    compound = _COMPOUND.match(text, end)
    if compound:  # 'a 42-year-old'
        return fold(compound.group(1))
    if single:
        word = _SINGULAR.match(text, end)
        return word.group(1) if word and word.group(1) not in STOP_WORDS else ""
    found = _NOUN.match(text, end)
    return fold(found.group(2)) if found else ""
