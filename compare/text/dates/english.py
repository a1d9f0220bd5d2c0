"""Dates of English news, resolved against the day of publication where the text needs it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from ..words import fold

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = (
    r"Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
)
COUNTS = ["a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_COUNTS = "|".join(COUNTS)
_DATE = re.compile(
    rf"\b(?P<iso>\d{{4}}-\d\d-\d\d)\b"
    rf"|\b(?P<m1>{_MONTH})\s(?P<d1>\d{{1,2}})(?:[-–](?P<e1>\d{{1,2}}))?(?:st|nd|rd|th)?(?!\d)(?:,?\s(?P<y1>(?:19|20)\d\d)\b)?"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m2>{_MONTH})(?:,?\s(?P<y2>(?:19|20)\d\d)\b)?(?!\w)"
    rf"|\b(?P<m3>{_MONTH})\s(?P<y3>(?:19|20)\d\d)\b"
    rf"|\b(?i:in|since|by|until|last|this|late|early|mid)[\s-](?P<m4>January|February|March|April|May|June|July|August|September|October|November|December)\b(?!\s\d)"
    rf"|\b(?:(?P<rel>(?i:last|next|this|on|until|by|till|from|every|each))\s)?"
    rf"(?P<wd>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?P<each>s?)\b"
    rf"|\b(?P<word>(?i:yesterday|today|tonight|tomorrow|(?:over\sthe|(?:last|next|this|past|coming))\sweekend"
    r"|(?:last|next|this)\s(?:week|month|year)))\b"
    rf"|\b(?P<ago>(?i:\d{{1,2}}|{_COUNTS}))\s(?P<unit>day|week|month|year)s?\sago\b"
    r"|\b(?i:from\s)?(?P<y6>(?:19|20)\d\d)(?:\s(?:to|through|until)\s|[-–](?=\d{4}))(?P<y7>(?:19|20)\d\d)\b"
    r"|\b(?i:in|since|by|of|until|during|for)\s(?P<y5>(?:19|20)\d\d)\b(?!\s?(?:people|percent|%))"
)


_PARTS = r"morning|noon|midday|afternoon|evening|night|midnight"
_LATE = re.compile(r"\b(late|early)\s(?:on\s)?$", re.IGNORECASE)
_PART = re.compile(
    rf"\s(?:(?:late|early)\s)?({_PARTS})\b|\sat\s(\d{{1,2}}(?::\d\d)?\s[ap]\.?m)",
    re.IGNORECASE,
)


class DateMention(NamedTuple):
    """text[start:end] names a time: ISO days low..high, None where it cannot be resolved.

    part: the time of day told with a day ("evening", "late", "5 p.m"), or ""; it is not in the span
    """

    start: int
    end: int
    low: str | None
    high: str | None
    precision: str
    recurring: bool
    part: str = ""


def find_english_dates(text: str, published: str | None = None) -> tuple[DateMention, ...]:
    """Dates in order. published: ISO day of the article, for weekdays and days without a year."""
    day = iso_day(published)
    return tuple(_mention(text, hit, day) for hit in _DATE.finditer(text))


def iso_day(value: str | None) -> date | None:
    """The day that an ISO date begins with; None for what is none, or no day to reckon from:
    'last year' must stay inside the calendar."""
    try:
        found = date.fromisoformat((value or "")[:10])
    except ValueError:
        return None
    return found if 1000 < found.year < 9000 else None


def _mention(text: str, hit: re.Match[str], day: date | None) -> DateMention:
    recurring = bool(hit["each"]) or fold(hit["rel"] or "") in {"every", "each"}
    low, high, precision = (None, None, "weekday") if recurring else _resolve(hit, day)
    return DateMention(
        hit.start(), hit.end(),
        low.isoformat() if low else None, high.isoformat() if high else None, precision, recurring,
        _part(text, hit) if precision in {"day", "weekday"} else "",
    )  # fmt: skip


def _part(text: str, hit: re.Match[str]) -> str:
    """'Friday evening', 'late Friday', 'Friday at 5 p.m.'"""
    before = text[max(0, hit.start() - 10) : hit.start()]
    found = _PART.match(text, hit.end()) or _LATE.search(before)
    return fold(found.group(1) or found.group(2)) if found else ""


def _resolve(hit: re.Match[str], day: date | None) -> tuple[date | None, date | None, str]:
    if hit["iso"]:
        found = iso_day(hit["iso"])
        return found, found, "day"
    for m, d, y in (("m1", "d1", "y1"), ("m2", "d2", "y2")):
        if hit[m]:
            found = _day(hit[y], hit[m], hit[d], day)
            last = found
            if found and m == "m1" and hit["e1"]:  # 'Oct. 1-3'
                last = _day(str(found.year), hit[m], hit["e1"], day) or found
            return found, max(found, last) if found and last else None, "day"
    if hit["m3"] or hit["m4"]:
        month = _month(hit["m3"] or hit["m4"])
        year = int(hit["y3"]) if hit["y3"] else nearest_year(month, day)
        return (*whole_month(year, month), "month") if year else (None, None, "month")
    if hit["y6"]:
        years = sorted((int(hit["y6"]), int(hit["y7"])))
        return date(years[0], 1, 1), date(years[1], 12, 31), "years"
    if hit["y5"]:
        year = int(hit["y5"])
        return date(year, 1, 1), date(year, 12, 31), "year"
    if hit["wd"]:
        return _weekday(hit["wd"], hit["rel"], day)
    if hit["ago"]:
        return _ago(fold(hit["ago"]), fold(hit["unit"]), day)
    return _relative(hit["word"], day)


def _ago(number: str, unit: str, day: date | None) -> tuple[date | None, date | None, str]:
    """'three days ago'; weeks, months and years are told no more exactly than by themselves."""
    if day is None:
        return None, None, unit
    count = int(number) if number.isdigit() else COUNTS.index(number) + 1
    if unit == "day":
        found = day - timedelta(days=count)
        return found, found, "day"
    if unit == "week":
        monday = day - timedelta(days=day.weekday() + 7 * count)
        return monday, monday + timedelta(days=6), "week"
    if unit == "year":
        return date(day.year - count, 1, 1), date(day.year - count, 12, 31), "year"
    index = day.year * 12 + day.month - 1 - count
    return (*whole_month(index // 12, index % 12 + 1), "month")


def _month(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(fold(name[:3])))


def _day(year: str | None, month: str, number: str, day: date | None) -> date | None:
    at = _month(month)
    guess = int(year) if year else nearest_year(at, day)
    try:
        return date(guess, at, int(number)) if guess else None
    except ValueError:
        return None


def last_weekday(number: int, day: date) -> date:
    """The last such day (0: Monday) up to `day`: news tells of what was."""
    return day - timedelta(days=(day.weekday() - number) % 7)


def nearest_year(month: int, day: date | None) -> int | None:
    """The year that puts the month nearest to the day of publication."""
    if day is None:
        return None
    years = (day.year - 1, day.year, day.year + 1)
    return min(years, key=lambda year: abs((year - day.year) * 12 + month - day.month))


def whole_month(year: int, month: int) -> tuple[date, date]:
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), after - timedelta(days=1)


def _weekday(
    name: str, relation: str | None, day: date | None
) -> tuple[date | None, date | None, str]:
    """News tells of what was: a bare weekday is the last such day up to the publication."""
    if day is None:
        return None, None, "weekday"
    number = WEEKDAYS.index(fold(name))
    back = (day.weekday() - number) % 7
    if relation and fold(relation) in {"next", "until", "till", "by", "from"}:
        found = day + timedelta(days=7 - back)
    else:
        found = day - timedelta(days=back)
    return found, found, "weekday"


def _weekend(relation: str, day: date) -> tuple[date, date]:
    """'this weekend' is the nearest one, else the last: up to Tuesday the one just past."""
    saturday = day - timedelta(days=(day.weekday() + 2) % 7)
    if relation in {"next", "coming"} or (relation == "this" and 2 <= day.weekday() <= 4):
        saturday += timedelta(days=7)
    return saturday, saturday + timedelta(days=1)


def _relative(word: str, day: date | None) -> tuple[date | None, date | None, str]:
    word = " ".join(fold(word).split())
    unit = word.split(" ")[-1]
    if day is None:
        return None, None, unit if unit in {"week", "weekend", "month", "year"} else "day"
    if word in _DAYS:
        found = day + timedelta(days=_DAYS[word])
        return found, found, "day"
    if unit == "weekend":
        return (*_weekend(word.split(" ")[0], day), "weekend")
    shift = {"last": -1, "this": 0, "next": 1}[word.split(" ")[0]]
    if unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * shift)
        return monday, monday + timedelta(days=6), "week"
    if unit == "year":
        return date(day.year + shift, 1, 1), date(day.year + shift, 12, 31), "year"
    index = day.year * 12 + day.month - 1 + shift
    return (*whole_month(index // 12, index % 12 + 1), "month")
