"""Quantities in other languages than English: figures in digits, with words of scale and units.

Numbers in words, and bounds ('at least'), are not found there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..dates.english import DateMention
from ..locales import CJK, SPACES, Local, any_of, load_local, stem_in
from ..words import fold
from .figures import Quantity, drop_days

_SPACE = rf"[ {SPACES}]"
_HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
_NOUN = re.compile(
    rf"{_SPACE}?(?:({_HAN})|(?:(?:de|di|d['’]){_SPACE}?)?([^\W\d_{CJK}-\uffff]{{2,}}))"
)
_PERCENT = r"[%٪％]"
_PERCENT_SIGN = re.compile(_PERCENT)
_SEPARATOR = re.compile(r"(?<=\d)[\s'’.,٬٫．](?=\d)")
_PART = re.compile(r"\d+(?:\.\d+)?|[^\d\s.]+")
_YEAR = re.compile(r"\d{4}")
_HOUR = "[时時点]"
# '17 h 30', '8 Uhr', '5時30分' are no quantities; '5時間' lasts
_CLOCK = rf"\d{{1,2}}(?:{_SPACE}?(?:h{_SPACE}?\d|Uhr(?!\w))|[时時](?!間)|点[钟半\d])"
_ORDINAL = re.compile(rf"\.{_SPACE}?[^\W\d_]")  # '2. Bundesliga'


def find_local_numbers(
    text: str, language: str, days: Sequence[DateMention]
) -> tuple[Quantity, ...]:
    """Quantities in order; none where the language is unknown. Years are none, nor what stands in
    one of the `days` (`dates.local.find_local_dates`). Linear."""
    local = load_local(language)
    if local is None:
        return ()
    hits = drop_days(_quantity_pattern(language).finditer(text), [day[:2] for day in days])
    quantities = (_make_quantity(text, hit, local, language) for hit in hits)
    return tuple(filter(None, quantities))


@cache
def _quantity_pattern(language: str) -> re.Pattern[str]:
    """What a quantity looks like in a language that the CLDR knows."""
    local = load_local(language)
    assert local
    point, group = f"[{re.escape(local.decimal)}]", f"[{re.escape(local.groups)}]"
    digits = rf"(?:\d{{1,3}}(?:{group}\d{{3}})+(?!\d)|\d{{1,18}})(?:{point}\d{{1,9}})?"
    # '3万5000' goes on behind its scale, 'mil millones' has two, 'Mio.' a full stop
    dotted = rf"(?:{any_of(local.scales.keys() & local.abbreviations)})\.(?={_SPACE}\S)"
    scale = rf"(?:{dotted}|(?:{any_of(local.scales)})(?:(?![^\W_])|(?<=[{CJK}-\uffff])))"
    figure = rf"{digits}(?:{_SPACE}?{scale}(?:\d{{1,4}})?){{0,2}}"
    percent = any_of(map(fold, local.percent))
    inside = rf"(?!(?<=[^\W\d_])(?<![{CJK}-\uffff])[^\W\d_])"  # of a longer word
    unit = rf"{_PERCENT}|(?:{percent}|{any_of(local.money)}){inside}"
    to = rf"(?<![^\W{CJK}-\uffff])(?:{any_of(local.ranges)})"  # '45 bis 50'
    signs = any_of(word for word in local.money if not word[-1].isalpha())  # '€', 'r$'
    sign = rf"(?P<before>{_PERCENT}|{signs}|{percent}){_SPACE}?"
    return re.compile(
        rf"(?<![^\W{CJK}-\uffff])(?<![\d.,:/§-])(?<!§ )(?:{sign})?"
        rf"(?!{_CLOCK})(?<!{_HOUR})(?<!\dh )(?<!\d h )"
        rf"(?P<low>{figure})(?:{_SPACE}?(?:[-–—~～〜]|{to}){_SPACE}?(?P<high>{figure}))?"
        rf"(?:{_SPACE}?(?:(?:de|di|d['’]){_SPACE}?)?(?P<unit>{unit}))?(?![.,:/]?\d)",
        re.IGNORECASE,
    )


def _make_quantity(text: str, hit: re.Match[str], local: Local, language: str) -> Quantity | None:
    unit_text = fold(hit["unit"] or hit["before"] or "")
    percent = _PERCENT_SIGN.match(unit_text) or unit_text in map(fold, local.percent)
    unit = "%" if percent else local.money.get(unit_text, "")
    low, scaled = _read_value(hit["low"], local)
    high, scaled_high = _read_value(hit["high"], local) if hit["high"] else (low, scaled)
    if scaled_high > scaled:  # '2 - 3 Millionen'
        low *= scaled_high / scaled
    if not unit and not hit["high"] and _YEAR.fullmatch(hit["low"]) and 1500 <= low < 2100:
        return None
    if local.ordinals and re.fullmatch(r"\d\d?", hit[0]) and _ORDINAL.match(text, hit.end()):
        return None
    low, high = sorted((low, high))
    noun, end = ("", hit.end()) if unit else _read_noun(text, hit.end(), language)
    if noun in local.money:  # 'liraya' ends as no table tells
        return Quantity(hit.start(), end, low, high, local.money[noun], "", False)
    return Quantity(hit.start(), hit.end(), low, high, unit, noun, False)


def _read_value(figure: str, local: Local) -> tuple[float, float]:
    """What a figure tells, and what its words of scale are worth together."""
    plain = _SEPARATOR.sub(lambda hit: "." if hit[0] in local.decimal else "", figure)
    total, current, scaled = 0.0, 0.0, 1.0
    for part in _PART.findall(plain):
        if part[0].isdigit():
            total, current = total + current, float(part)
        elif fold(part) in local.scales:
            current *= local.scales[fold(part)]
            scaled *= local.scales[fold(part)]
    return total + current, scaled


def _read_noun(text: str, end: int, language: str) -> tuple[str, int]:
    """What is counted, and its end: the stem of the word behind, or a character ('人')."""
    hit = _NOUN.match(text, end)
    if not hit:
        return "", end
    return hit.group(1) or stem_in(hit.group(2).casefold(), language), hit.end()
