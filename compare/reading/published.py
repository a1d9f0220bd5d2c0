"""Dates and times of publication, as pages print them and as fields hold them, in ISO form.

Unknown stays unknown.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache
from typing import NamedTuple

from ..datafiles import load_forms, load_table
from ..text.locales import SPACES, any_of, load_locals
from ..text.words import fold, number_month
from .fields import plain_line

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
DATE = (
    rf"(?:(?:{_WEEKDAY},?\s+)?{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+(?:19|20)\d\d)?"
    rf"|(?:{_WEEKDAY},?\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH},?(?:\s+(?:19|20)\d\d)?"
    r"|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d)"
)
_NAMED = re.compile(
    rf"\b(?:(?P<m1>{MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?!\d),?\s+(?P<y1>(?:19|20)\d\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{MONTH}),?\s+(?P<y2>(?:19|20)\d\d))\b",
    re.I,
)
_ISO = re.compile(r"\b((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"\b(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d)\b")
_ZONES = {name: int(hours) for name, hours in load_table("time_zones.txt").items()}
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
_WEEKDAYS = re.compile(rf"\b(?:{load_forms('furniture.txt')['weekday']})\b,?", re.I)
_TIME_BEFORE = re.compile(
    rf"(?<![\d:.]){_CLOCK}{_ZONE}(?:\s?[,|·@–—-]\s?|\s(?:on\s)?)(?:{_WEEKDAY},?\s)?$", re.I
)

_URL_DATE = re.compile(r"/((?:19|20)\d\d)([/-])(\d{1,2})\2(\d{1,2})(?=[/_-]|$)")
# "Thu Apr 06 01:38:00 EDT 2017"
_UNIX = re.compile(r"^(\w{3} \w{3} \d{1,2}) ([\d:]{8} \S{1,6}) (\d{4})$")
_YEAR = r"(?:19|20|١٩|٢٠)\d\d"


@cache
def _local_months() -> dict[str, int]:
    """The months of other languages than English (CLDR): name -> 1..12."""
    return {name: month for local in load_locals() for name, month in local.months.items()}


@cache
def local_days() -> re.Pattern[str]:
    """How other languages than English write a day with its year, all together, since a page says
    seldom which language it is in: groups d, m, y; dn, mn, yn where the month is a number."""
    joins = any_of({join for local in load_locals() for join in local.joins})
    joined = rf"(?:,?[ {SPACES}](?:(?:{joins})[ {SPACES}])?)"
    named = (
        rf"(?P<d>\d{{1,2}})(?:[.º°ª]|er)?{joined}(?P<m>{any_of(_local_months())})(?:/\w{{1,12}})?"
    )
    counted = rf"(?P<yn>{_YEAR})年 ?(?P<mn>\d{{1,2}})月 ?(?P<dn>\d{{1,2}})[日号號]"
    days = rf"(?<!\d)(?:{named}\.?{joined}(?P<y>{_YEAR})(?!\d)|{counted})"
    return re.compile(days, re.I)


class DateFound(NamedTuple):
    """One date with its year: iso is None where day and month cannot be told apart.

    time: "10:30", "10:30:15", with its offset from UTC where known ("10:30-05:00"), or ""
    """

    start: int
    text: str
    iso: str | None
    time: str = ""

    @property
    def whole(self) -> str | None:
        """Date and, where known, time."""
        return self.iso and self.iso + (f"T{self.time}" if self.time else "")


def find_page_dates(text: str, foreign: bool = False) -> list[DateFound]:
    """Every date with a year in a short text, by place.

    foreign: of a page in another language than English, where the day stands before the month.
    """
    found: list[DateFound] = []
    unclear: list[DateFound] = []
    for match in _NAMED.finditer(text):
        month = number_month(match["m1"] or match["m2"])
        year, day = int(match["y1"] or match["y2"]), int(match["d1"] or match["d2"])
        found.append(_make_date(text, match, year, month, day))
    for match in _ISO.finditer(text):
        found.append(_make_date(text, match, int(match[1]), int(match[3]), int(match[4])))
    for match in _NUMERIC.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        day_first = foreign or match[2] == "."  # dots stand between day and month
        if first <= 12 and second <= 12 and first != second and not day_first:
            unclear.append(_make_date(text, match, year, first, second)._replace(iso=None))
        else:
            american = first <= 12 and (second > 12 or not day_first)
            month, day = (first, second) if american else (second, first)
            found.append(_make_date(text, match, year, month, day))
    for match in local_days().finditer(text) if foreign else ():
        month = _local_months()[fold(match["m"])] if match["m"] else int(match["mn"])
        year, day = int(match["y"] or match["yn"]), int(match["d"] or match["dn"])
        found.append(_make_date(text, match, year, month, day))
    return sorted([*unclear, *(one for one in found if one.iso)])


def _make_date(text: str, match: re.Match[str], year: int, month: int, day: int) -> DateFound:
    iso, start, end = _make_iso(year, month, day), match.start(), match.end()
    after = _TIME.match(text[end : end + 32])
    if after and (time := _read_time(after)):
        return DateFound(start, text[start : end + after.end()], iso, time)
    head = max(0, start - 40)
    before = _TIME_BEFORE.search(text[head:start])
    if before and (time := _read_time(before)):
        start = head + before.start()
        return DateFound(start, text[start:end], iso, time)
    return DateFound(start, text[start:end], iso)


def _make_iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _read_time(match: re.Match[str]) -> str:
    hour, minute, second = int(match["h"]), int(match["m"] or 0), match["s"]
    half = (match["half"] or match["bare"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or int(second or 0) > 59:
        return ""
    return f"{hour:02d}:{minute:02d}" + (f":{second}" if second else "") + _read_offset(match)


def _read_offset(match: re.Match[str]) -> str:
    """ "+02:00" of a zone that is certain, else ""."""
    if match["sign"]:
        hours, minutes = int(match["zh"]), int(match["zm"] or 0)
        sign = "+" if match["sign"] == "+" else "-"
        return f"{sign}{hours:02d}:{minutes:02d}" if hours <= 14 and minutes < 60 else ""
    known = _ZONES.get((match["zone"] or "").lower())
    return "" if known is None else f"{known:+03d}:00"


def read_day(value: str) -> str | None:
    """The day that a field names, with its time where one follows: "January 11, 2010 Monday"."""
    plain = " ".join(_WEEKDAYS.sub(" ", value).split())[:120]
    for text in (plain, re.sub(r"^(\d{1,2}) ", r"\1. ", plain)):  # "9 Januar 1993" lacks its dot
        dates = [date for date in find_page_dates(text, foreign=True) if date.iso]
        if dates:
            return dates[0].whole
    return iso_published(plain)


def url_date(url: str | None) -> str | None:
    """The day that stands in an address ("/2021/10/16/", "/2021-10-16-"), as ISO date, or None."""
    found = _URL_DATE.search(url or "")
    return _make_iso(*map(int, found.group(1, 3, 4))) if found else None


def iso_published(value: str) -> str | None:
    """An ISO date, with its time where one is given, out of a field that holds a date.

    The time is the one the source states, with its offset from UTC where it names one. None where
    day, month and year are not all certain ("03/04/2025" may be April or March).

    >>> iso_published("Sun, 24 Nov 2024 10:05:00 GMT"), iso_published("24/11/2024")
    ('2024-11-24T10:05:00+00:00', '2024-11-24')
    """
    value = _UNIX.sub(r"\1 \3 \2", plain_line(value)[:80])
    found = _read_moment(value)
    if found is None:
        dates = [date for date in find_page_dates(value) if date.iso]
        found = dates[0].whole if len({date.iso for date in dates}) == 1 else None
    return found if found and 1600 <= int(found[:4]) <= 2200 else None


def _read_moment(value: str) -> str | None:
    """A date or a time as ISO has it, or Unix time in seconds or milliseconds, read as UTC."""
    if re.fullmatch(r"\d{9,10}(\d{3})?(\.\d*)?", value):
        seconds = int(value.partition(".")[0])
        seconds //= 1000 if seconds > 10**10 else 1
        return datetime.fromtimestamp(seconds, tz=UTC).isoformat()
    if not re.match(r"\d{4}([-/]?)\d\d\1\d\d(?!\d)", value):
        return None
    value = re.sub(r"(?<=\d)\s+(?=(UTC|GMT|[+-]\d\d:?\d\d)$)", "", value)
    value = re.sub(r"(UTC|GMT|z)$", "Z", value).replace("/", "-")
    try:
        moment = datetime.fromisoformat(value).replace(microsecond=0)
    except ValueError:
        return None
    return moment.isoformat() if re.search("[T ]", value) else moment.date().isoformat()
