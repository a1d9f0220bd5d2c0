"""Quantities of English news: digits and words, ranges, bounds, money, percentages."""

from __future__ import annotations

import math
import re
from functools import cache

from ...datafiles import load_table
from ..dates.english import MONTH, find_shared_days
from ..locales import any_of, load_local
from ..words import fold
from .figures import FIGURE, FRACTIONS, ONES, SCALES, SIGNS, TENS, Quantity, drop_days, read_figure
from .nouns import PEOPLE, TALLY, read_noun

VAGUE = {
    word: tuple(map(float, ends.split())) for word, ends in load_table("vague_numbers.txt").items()
}
NO_MONEY = frozenset({"won", "real", "reals", "try", "cop", "sar"})  # words of other sense
_VAGUE = any_of(VAGUE)
BOUNDS = load_table("bounds.txt")  # word -> "least", "most" or "about"
_BOUND = any_of(BOUNDS)
# a digit or a word that some quantity holds; without one the long pattern need not be tried
_HINTS = {
    *("nobody", "none", "without", "no", "not", "neither", "single", "couple"),
    *(word for words in (ONES, TENS, SCALES, FRACTIONS) for word in words),
    *(word for vague in VAGUE for word in vague.split()),
} - {"a", "of", "m", "k"}
_HINT = re.compile(rf"[\d{''.join(SIGNS)}]|\b(?:{any_of(_HINTS)})\b")


@cache
def load_units() -> dict[str, str]:
    """Words and signs of money (Unicode CLDR) and of shares, folded -> unit."""
    local = load_local("en")
    money = local.money if local else {}
    return {word: unit for word, unit in money.items() if word not in NO_MONEY} | load_table(
        "units.txt"
    )


# '39C', '39.5 °C', '39 degrees Celsius'
_DEGREES = r"(?:°\s?[CF]?|(?<=\d)[CF]|degrees\s(?:Celsius|centigrade|Fahrenheit|[CF]))\b"
_WARMTH = re.compile(
    r"\b(?:temperatures?|degrees?|heat|heatwave|cold|warm|hot|thermometers?|mercury|highs?|lows?)\b",
    re.IGNORECASE,
)


@cache
def _quantity_pattern() -> re.Pattern[str]:
    """What a quantity looks like in English."""
    units = load_units()
    signs = any_of(word for word in units if not word[-1].isalpha() and word != "%")
    codes = any_of(word for word in units if len(word) == 3 and units[word] == word.upper())
    names = any_of(word for word in units if word[-1].isalpha())
    money = rf"(?:{signs}|(?:{codes}|rs)(?=\s?\d))"
    # 'between ten and twenty', 'ten or twenty', '10-20', '$10 to 20'
    joint = rf"(?:\s?[-–—]\s?|-?\sto\s|\sor\s|{TALLY}|(?(between)\s?%?\sand\s|(?!)))"
    return re.compile(
        rf"(?:(?<![\w.\-/:])|(?<=magnitude-))(?<!\d,)(?:(?P<between>between)\s)?(?:(?P<bound>{_BOUND})\s)?"
        rf"(?:(?P<money>{money})\s?)?"
        rf"(?:(?P<vague>(?:{_VAGUE})\b)|(?P<low>{FIGURE})"
        rf"(?:{joint}(?:{money}\s?)?(?P<high>{FIGURE}|nil\b))?)"
        rf"(?P<unit>\s?%|[ -]per\s?cent\b|\s(?:{names})\b|\s?{_DEGREES})?"
        r"(?![\w/]|[.,:]\d|['’]s?\b)",
        re.IGNORECASE,
    )


# 'Article 9', 'No. 10', 'Oct. 1' name a thing or a day; '3 p.m.', '2 October' a time
_NAMED_BY_NUMBER = (
    "article|section|chapter|no\\.|number|route|highway|flight|page|level|phase|class|room|act"
    "|title|amendment|grade|type|part"
)
_CAPITAL_BEHIND = re.compile(r"\s[A-Z]")
# '100m hurdles', '10k race' are lengths
_LENGTH = re.compile(
    r"\s(?:race|sprint|final|hurdles|freestyle|run|dash|relay|wide|deep|high|long|tall|away|course)\b"
)
_ONE_IN = r"(?:one|1)\sin"  # 'one in 5' is a share
# '1.250' is 1250 in half of Europe: read only with a unit or a scale
_AMBIGUOUS = re.compile(r"\d{1,3}\.\d{3}")
_FRACTION = re.compile(
    r"[- ](?:half|hal(?:f|ves)|third|quarter|fifth|sixth|eighth|tenth)s?\b", re.IGNORECASE
)
_PRONOUN_BEFORE = re.compile(
    r"\b(?:no|any|every|each|this|that|which|not|the|another|last)\s$", re.I
)
# 'Apollo 11': a capitalised word before a bare figure makes it a name
_NAME_BEFORE = re.compile(r"[^\W\d_a-z][\w\-]{1,22}\s$")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_LATE_YEAR = re.compile(r"(?!2000)(?:199|20[0-3])\d")
_NOT_BEFORE = re.compile(
    rf"(?:\b(?:{_NAMED_BY_NUMBER}|(?-i:{MONTH})|{_ONE_IN}|(?:half|quarter)\spast)\s|#|\b(?:UTC|GMT)[+-])$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    rf"\s?(?:a\.?m\.?|p\.?m\.?|o['’]clock|(?-i:{MONTH})(?!\w))"
    r"|\s(?:(?:GMT|UTC|BST|E[SD]T|P[SD]T|CET|noon|midnight|local\stime)\b"
    r"|in\sthe\s(?:morning|afternoon|evening)(?=[.,;]|$|\son\b))",
    re.IGNORECASE,
)
# nothing counted: 'no one was hurt', 'none of the miners', 'no casualties', 'without injuries'
_NONE = re.compile(
    r"\b(?:(?P<who>no[ -]one(?!\s(?:party|answer|person|thing|reason|group|country|side)\b)"
    r"|nobody)|(?P<none>none|neither(?=\sof\b)|not\sany(?=\sof\b))"
    r"|(?P<single>(?:not|never|without|yet\sto)\s(?:[a-z]{2,12}\s){0,2}?a\ssingle|not\sone)"
    r"|(?P<no>no|zero|without(?:\sany)?))\b(?!-|\.\d)",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"\s(?!of\b)([a-z]{3,30})\b")
_SINGLE_DONE = re.compile(r"\s([a-z]{3,30}(?<!s))\s(?:(?:has|had)\sbeen|was)\b")
_OF_MANY = re.compile(r"\sof\s(?:the|its|his|her|their|those|these)\s(?:\d[\d,]{0,8})(?=\s)")
_NOT_NONE = re.compile(
    r"\s(?:signs?|trace|word|hope|evidence|longer|doubt|matter|wonder|more|less|fewer|other|such|means|access|progress|news|success"
    r"|loss|business|process|basis|sense)\b",
    re.IGNORECASE,
)


def find_english_numbers(text: str) -> tuple[Quantity, ...]:
    """Quantities in order. Years, dates, times and numbers in names are none; nothing counted is 0.
    Linear."""
    if not _HINT.search(fold(text)):
        return ()
    days = find_shared_days(text)
    hits = drop_days(_quantity_pattern().finditer(text), days)
    quantities = [quantity for hit in hits if (quantity := _read_quantity(text, hit))]
    nothing = [zero for hit in _NONE.finditer(text) if (zero := _read_none(text, hit))]
    return tuple(sorted(quantities + nothing)) if nothing else tuple(quantities)


def _read_none(text: str, hit: re.Match[str]) -> Quantity | None:
    """'no one', 'none of the miners', 'no casualties': 0 of a noun."""
    if hit["who"]:
        return Quantity(*hit.span(), 0.0, 0.0, "", "people", False)
    many = _OF_MANY.match(text, hit.end())
    at = many.end() if many else hit.end()
    single = _SINGLE.match(text, at) if hit["single"] and not many else None
    single = single or (_SINGLE_DONE.match(text, at) if hit["no"] else None)
    noun = single.group(1) if single else read_noun(text, at, at, False)
    if hit["none"]:
        return Quantity(*hit.span(), 0.0, 0.0, "", noun or "people", False)
    if not noun or noun == "year-old" or _NOT_NONE.match(text, hit.end()):
        return None
    return Quantity(*hit.span(), 0.0, 0.0, "", noun, False)


def _read_quantity(text: str, hit: re.Match[str]) -> Quantity | None:
    """A hit of the pattern as a quantity; None where it is a year, a name, a time, a length."""
    figure_at = hit.start("vague") if hit["vague"] else hit.start("low")
    if not hit["money"] and (
        _NOT_BEFORE.search(text[max(0, figure_at - 12) : figure_at])
        or _NOT_AFTER.match(text, hit.end())
    ):
        return None
    low, high = VAGUE[fold(hit["vague"])] if hit["vague"] else _read_range(hit)
    unit = load_units().get(fold(hit["unit"] or hit["money"] or "").strip(" -°"), "")
    if unit in {"°C", "°F"} and len(hit["unit"]) == 1 and not _WARMTH.search(text):
        return None  # 'seat 12C'
    noun = "" if unit else read_noun(text, hit.start(), hit.end(), low == high == 1)
    bound = BOUNDS.get(fold(hit["bound"] or ""), "")
    if not unit and not bound and (_is_year(hit, noun) or (not noun and low == high == 1)):
        return None
    plain = not unit and not bound and not hit["vague"]
    if plain and (
        _AMBIGUOUS.fullmatch(hit["low"])
        or _FRACTION.match(text, hit.end())
        or (fold(hit["low"]) == "one" and not _counts_one(text, hit, noun))
        or (not noun and hit["low"].isdigit() and _name_before(text, figure_at))
        or _is_in_name(text, hit)
        or (hit["low"][-1] in "kmKM" and _LENGTH.match(text, hit.end()))
    ):
        return None
    low, high = sorted((low, high))
    if bound == "least":
        high = math.inf
    elif bound == "most":
        low = 0.0
    third = low == high >= 1000 and "third" in fold(hit["low"] or "")
    if third:  # 'a third of a million'
        low = high = float(f"{low:.3g}")
    approx = bool(hit["vague"] and low != high) or bound == "about" or third
    start = hit.end("between") + 1 if hit["between"] else hit.start()
    return Quantity(start, hit.end(), float(low), float(high), unit, noun, approx)


def _read_range(hit: re.Match[str]) -> tuple[float, float]:
    """Both ends of a range; the scale of the upper one is that of the lower ('10-20m') too."""
    low, scaled = read_figure(hit["low"])
    if not hit["high"]:
        return low, low
    high, scale = read_figure(hit["high"])
    if high < low and hit["money"]:
        return low, low  # 'outspent his rival $5 million to $200,000'
    carried = scaled == 1 and scale > 1 and low < 1000 and low <= high / scale < 1e15
    return (low * scale if carried else low), high


def _is_year(hit: re.Match[str], noun: str) -> bool:
    """'in 2014', 'the 2014 awards'; not '2014 people', '2000 awards'."""
    figure = hit["low"] or ""
    if noun:
        return noun not in PEOPLE and bool(_LATE_YEAR.fullmatch(figure))
    return bool(_YEAR.fullmatch(figure))


def _counts_one(text: str, hit: re.Match[str], noun: str) -> bool:
    return bool(noun) and not _PRONOUN_BEFORE.search(text, max(0, hit.start() - 10), hit.start())


def _is_in_name(text: str, hit: re.Match[str]) -> bool:
    """'the Five Eyes': a number in capitals before another capital, within a sentence."""
    start = hit.start("low")
    return bool(start and text[start].isupper() and _CAPITAL_BEHIND.match(text, hit.end()))


def _name_before(text: str, at: int) -> bool:
    return bool(_NAME_BEFORE.search(text, max(0, at - 24), at))
