"""Dates and times of publication as pages print them, in ISO form. Unknown stays unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from ..text.months import MONTHS
from ..text.words import fold
from .clean_local import local_forms
from .clean_phrases import MONTH

_NAMED = re.compile(
    rf"\b(?:(?P<m1>{MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?!\d),?\s+(?P<y1>(?:19|20)\d\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{MONTH}),?\s+(?P<y2>(?:19|20)\d\d))\b",
    re.I,
)
_ISO = re.compile(r"\b((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"\b(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d)\b")
# at the end of a line alone, where a year of two figures cannot be anything else
_SHORT = re.compile(
    rf"\b(?:(?P<m1>{MONTH})\s+(?P<d1>\d{{1,2}}),?\s+|(?P<d2>\d{{1,2}})[ -](?P<m2>{MONTH})[ -])"
    r"['’]?(?P<y>\d\d)(?=[\s.)]*$)",
    re.I,
)
# hours from UTC; those that several countries have for their own (CST, IST) are not here
_ZONES = {
    **{"z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "mez": 1, "cest": 2},
    **{"mesz": 2, "eet": 2, "sast": 2, "eest": 3, "msk": 3, "hkt": 8, "jst": 9, "kst": 9},
    **{"aest": 10, "aedt": 11, "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6},
    **{"pst": -8, "pdt": -7},
}
_ZONE = (
    r"(?:\s?\(?(?P<zone>(?:UTC|GMT)?(?P<sign>[+−-])(?P<zh>\d{1,2}):?(?P<zm>\d\d)?(?!\d)"
    rf"|(?:{'|'.join(_ZONES)}|CST|IST|[ECMP]T)\b)\)?)?"
)
_CLOCK = (
    r"(?P<h>\d{1,2})(?:(?:[:.h]|\s?[時时点])(?P<m>\d\d)(?:[:.](?P<s>\d\d))?(?:\.\d{1,6})?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?|\s?(?P<bare>[ap])\.?m\b\.?)(?!\d)"
)
_TIME = re.compile(
    r"^(?:T|(?: г\.)?,?\s*(?:(?:at|um|à|às|a las|alle(?: ore)?|ore|в|saat|[-–—|@·])\s*)?)"
    + _CLOCK
    + _ZONE,
    re.I,
)
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_TIME_BEFORE = re.compile(
    rf"(?<![\d:.]){_CLOCK}{_ZONE}(?:\s?[,|·@–—-]\s?|\s(?:on\s)?)(?:{_WEEKDAY},?\s)?$", re.I
)


class DateFound(NamedTuple):
    """One date with its year: iso is None where day and month cannot be told apart.

    time: "10:30", "10:30:15", with its offset from UTC where known ("10:30-05:00"), or ""
    first, second: the two numbers of an ambiguous date, 0 elsewhere.
    """

    start: int
    text: str
    iso: str | None
    time: str = ""
    year: int = 0
    first: int = 0
    second: int = 0

    @property
    def whole(self) -> str | None:
        """Date and, where known, time."""
        return self.iso and self.iso + (f"T{self.time}" if self.time else "")


def find_page_dates(text: str, foreign: bool = False) -> list[DateFound]:
    """Every date with a year in a short text, by place.

    foreign: of a page in another language than English, where the day stands before the month.
    """
    found = []
    for match in _NAMED.finditer(text):
        month = _number_month(match["m1"] or match["m2"])
        year, day = int(match["y1"] or match["y2"]), int(match["d1"] or match["d2"])
        found.append(_found(text, match, year, month, day))
    for match in _SHORT.finditer(text):
        month = _number_month(match["m1"] or match["m2"])
        year, day = 2000 + int(match["y"]), int(match["d1"] or match["d2"])
        found.append(_found(text, match, year, month, day))
    for match in _ISO.finditer(text):
        found.append(_found(text, match, int(match[1]), int(match[3]), int(match[4])))
    for match in _NUMERIC.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        day_first = foreign or match[2] == "."  # dots stand between day and month
        if first <= 12 and second <= 12 and first != second and not day_first:
            one = _found(text, match, year, first, second)
            found.append(one._replace(iso=None, year=year, first=first, second=second))
        else:
            american = first <= 12 and (second > 12 or not day_first)
            month, day = (first, second) if american else (second, first)
            found.append(_found(text, match, year, month, day))
    if foreign:
        found += _local(text)
    return sorted(one for one in found if one.iso or one.first)


def _number_month(name: str) -> int:
    return [fold(known)[:3] for known in MONTHS].index(fold(name)[:3]) + 1


def _local(text: str) -> Iterator[DateFound]:
    """Days named in another language."""
    forms = local_forms()
    for match in forms.day.finditer(text):
        if match["m"]:
            month = forms.months[fold(match["m"])]
            yield _found(text, match, int(match["y"]), month, int(match["d"]))
        else:
            yield _found(text, match, int(match["yn"]), int(match["mn"]), int(match["dn"]))


def settle(date: DateFound, others: Iterable[DateFound]) -> DateFound:
    """An ambiguous date read the one way that another, clear date of the page names."""
    if not date.first:
        return date
    known = {other.iso for other in others}
    readings = ((date.first, date.second), (date.second, date.first))
    ways = [_iso(date.year, month, day) for month, day in readings]
    fitting = [iso for iso in ways if iso in known]
    return date._replace(iso=fitting[0]) if len(fitting) == 1 else date


def _found(text: str, match: re.Match[str], year: int, month: int, day: int) -> DateFound:
    iso, start, end = _iso(year, month, day), match.start(), match.end()
    after = _TIME.match(text[end : end + 32])
    if after and (time := _time(after)):
        return DateFound(start, text[start : end + after.end()], iso, time)
    head = max(0, start - 40)
    before = _TIME_BEFORE.search(text[head:start])
    if before and (time := _time(before)):
        start = head + before.start()
        return DateFound(start, text[start:end], iso, time)
    return DateFound(start, text[start:end], iso)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return datetime(year, month, day).date().isoformat()
    except ValueError:
        return None


def _time(match: re.Match[str]) -> str:
    hour, minute, second = int(match["h"]), int(match["m"] or 0), match["s"]
    half = (match["half"] or match["bare"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or int(second or 0) > 59:
        return ""
    return f"{hour:02d}:{minute:02d}" + (f":{second}" if second else "") + _offset(match)


def _offset(match: re.Match[str]) -> str:
    """ "+02:00" of a zone that is certain, else ""."""
    if match["sign"]:
        hours, minutes = int(match["zh"]), int(match["zm"] or 0)
        sign = "+" if match["sign"] == "+" else "-"
        return f"{sign}{hours:02d}:{minutes:02d}" if hours <= 14 and minutes < 60 else ""
    known = _ZONES.get((match["zone"] or "").lower())
    return "" if known is None else f"{'-' if known < 0 else '+'}{abs(known):02d}:00"
