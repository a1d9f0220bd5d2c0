"""Quantities in other languages than English: figures in digits, with words of scale and units.

Figures told in words, and bounds ('at least'), are not found there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from .local_dates import find_local_dates
from .locales import CJK, SPACES, any_of, is_english, load_local, load_stemmer
from .numbers import Quantity, find_numbers

_SPACE = rf"[ {SPACES}]"
_HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
_NOUN = re.compile(
    rf"{_SPACE}?(?:({_HAN})|(?:(?:de|di|d['’]){_SPACE}?)?([^\W\d_{CJK}-\uffff]{{2,}}))"
)
_PERCENT = r"[%٪％]"


class _Reader(NamedTuple):
    quantity: re.Pattern[str]
    decimal: str
    groups: str
    scales: dict[str, float]
    units: dict[str, str]


def numbers_in(text: str, language: str | None) -> tuple[Quantity, ...]:
    """Quantities of a text in any language; see `find_numbers` and `find_local_numbers`."""
    return find_numbers(text) if is_english(language) else find_local_numbers(text, language or "")


def find_local_numbers(text: str, language: str) -> tuple[Quantity, ...]:
    """Quantities in order; none where the language is unknown. Days and years are none. Linear."""
    reader = _reader(language)
    if reader is None:
        return ()
    days = find_local_dates(text, language)
    ends = [day.end for day in days]
    found = []
    for hit in reader.quantity.finditer(text):
        after = bisect_right(ends, hit.start())
        if after < len(days) and days[after].start < hit.end():
            continue
        if quantity := _quantity(text, hit, reader, language):
            found.append(quantity)
    return tuple(found)


@cache
def _reader(language: str) -> _Reader | None:
    local = load_local(language)
    if local is None:
        return None
    point, group = f"[{re.escape(local.decimal)}]", f"[{re.escape(local.groups)}]"
    digits = rf"(?:\d{{1,3}}(?:{group}\d{{3}})+(?!\d)|\d{{1,18}})(?:{point}\d{{1,9}})?"
    scale = any_of(local.scales)
    # '3万5000' goes on behind its scale, 'mil millones' has two
    ends = rf"(?:\.(?={_SPACE}\S)|(?![^\W_])|(?<=[{CJK}-\uffff]))"
    figure = rf"{digits}(?:{_SPACE}?(?:{scale}){ends}(?:\d{{1,4}})?){{0,2}}"
    units = dict.fromkeys(map(str.casefold, local.percent), "%") | dict(local.money)
    unit = rf"{_PERCENT}|(?:{any_of(units)})(?!(?<=[^\W\d_])(?<![{CJK}-\uffff])[^\W\d_])"
    before = rf"(?P<before>{_PERCENT}|[$€£¥₽₺]|{any_of(map(str.casefold, local.percent))}){_SPACE}?"
    return _Reader(
        re.compile(
            rf"(?<![^\W{CJK}-\uffff])(?<![\d.,:/-])(?:{before})?(?P<low>{figure})"
            rf"(?:{_SPACE}?[-–—~～〜]{_SPACE}?(?P<high>{figure}))?"
            rf"(?:{_SPACE}?(?:(?:de|di|d['’]){_SPACE}?)?(?P<unit>{unit}))?(?![\w:/]*\d|[.,:]\d)",
            re.IGNORECASE,
        ),
        local.decimal,
        local.groups,
        dict(local.scales),
        units,
    )


def _quantity(text: str, hit: re.Match[str], reader: _Reader, language: str) -> Quantity | None:
    told = (hit["unit"] or hit["before"] or "").casefold()
    unit = "%" if re.fullmatch(_PERCENT, told) else reader.units.get(told, "")
    low, scaled = _value(hit["low"], reader)
    high, scaled_high = _value(hit["high"], reader) if hit["high"] else (low, scaled)
    if scaled_high > scaled:  # '2 bis 3 Millionen'
        low *= scaled_high / scaled
    if not unit and not hit["high"] and re.fullmatch(r"\d{4}", hit["low"]) and 1500 <= low < 2100:
        return None  # a year
    low, high = sorted((low, high))
    noun = "" if unit else _noun(text, hit.end(), language)
    return Quantity(hit.start(), hit.end(), low, high, unit, noun, False)


def _value(figure: str, reader: _Reader) -> tuple[float, float]:
    """What a figure tells, and what its words of scale are worth together."""
    plain = re.sub(f"(?<=\\d)[{re.escape(reader.groups)}](?=\\d{{3}})", "", figure)
    plain = re.sub(f"[{re.escape(reader.decimal)}](?=\\d)", ".", plain)
    total, current, scaled = 0.0, 0.0, 1.0
    for part in re.findall(r"\d+(?:\.\d+)?|[^\d\s.]+", plain):
        if part[0].isdigit():
            total, current = total + current, float(part)
        elif part.casefold() in reader.scales:
            current *= reader.scales[part.casefold()]
            scaled *= reader.scales[part.casefold()]
    return total + current, scaled


def _noun(text: str, end: int, language: str) -> str:
    """What is counted: the stem of the word behind, or the character that counts ('人')."""
    found = _NOUN.match(text, end)
    if not found:
        return ""
    if found.group(1):
        return found.group(1)
    stemmer = load_stemmer(language)
    word = found.group(2).casefold()
    return stemmer.stemWord(word) if stemmer else word
