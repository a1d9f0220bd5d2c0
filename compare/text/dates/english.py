"""Dates of English news, resolved against the day of publication where the text needs it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from ..words import fold, number_month

_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTH = (
    r"Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
)
COUNTS = ["a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_COUNTS = "|".join(COUNTS)
# days that share a month: '5-9 April', '3, 4 and 5 May', 'March 3 and 4'
_N = r"\d{1,2}(?:st|nd|rd|th)?(?!\d)"
GAP = 14  # characters at most between a weekday and its date
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s)?"
_TO = rf"(?:\s?[-–—/]\s?|\s(?:to|through|until|till|and|or|&)\s(?:the\s)?|,\s(?:and\s)?){_WEEKDAY}"
# behind the month a number may count what follows: 'on March 3 four of 4 people'
_ENDS = (
    r"(?=[.,;:)!?\"”–—-]|$|\s(?:and|or|to|through|at|in|on|for|with|after|before|when|as|by"
    r"|because|from|that|while|over|despite|amid|during|a|the|this|next|last|will|would|is|are|was|were"
    r"|has|have|had|but|until|since|near|outside|where)\b|\s\()"
)
_DATE = re.compile(
    rf"\b(?P<iso>\d{{4}}-\d\d-\d\d)\b"
    rf"|\b(?P<m1>{MONTH})\s(?P<d1>{_N}(?:[-–—/]{_N}|(?:{_TO}){_N}{_ENDS}){{0,6}})(?:,?\s(?P<y1>(?:19|20)\d\d)\b)?"
    rf"|\b(?P<d2>{_N}(?:(?:{_TO}){_N}){{0,6}})\s(?:of\s)?(?P<m2>{MONTH})(?:,?\s(?P<y2>(?:19|20)\d\d)\b)?(?!\w)"
    rf"|\b(?P<m3>{MONTH})\s(?P<y3>(?:19|20)\d\d)\b"
    rf"|\b(?i:in|since|by|until|last|this|late|early|mid)[\s-](?P<m4>January|February|March|April|May|June|July|August|September|October|November|December)\b(?!\s\d)"
    rf"|\b(?:(?P<rel>(?i:last|next|this|on|until|by|till|from|every|each))\s)?"
    rf"(?P<wd>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?P<each>s?)\b"
    rf"|\b(?P<word>(?i:yesterday|today|tonight|tomorrow|(?:over\sthe|(?:last|next|this|past|coming))\sweekend"
    r"|(?:last|next|this)\s(?:week|month|year)))\b"
    rf"|\b(?P<ago>(?i:\d{{1,2}}|{_COUNTS}))\s(?P<unit>day|week|month|year)s?\sago\b"
    r"|\b(?i:from\s)?(?P<y6>(?:19|20)\d\d)(?:\s(?:to|through|until)\s|[-–](?=\d{4}))(?P<y7>(?:19|20)\d\d)\b"
    r"|\b(?i:in|since|by|of|until|during|for)\s(?P<y5>(?:19|20)\d\d)\b(?!\s?(?:people|percent|%))"
)


_MONTH_HINT = re.compile(rf"\b(?:{MONTH})\b")
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"\d{4}")
_TILL = re.compile(r"\s?[-–—]\s?|,?\s(?:to|through|until|till)\s")
_BETWEEN = re.compile(r"\b[Bb]etween\s(?:the\s)?$")
# 'Friday, 3 May', 'Friday (3 May)', 'Fri 3 May'; 'May 3 (Friday)', '3 May, a Friday'
_BEFORE_DAY = re.compile(
    r"(?:\s(?:night|morning|afternoon|evening))?(?:,?\s(?:the\s)?|\s\()|['’]s\s\("
)
_SHORT_WEEKDAY = re.compile(r"\b(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?,?\s$")
_BEHIND_DAY = re.compile(r"\s\(|,\sa\s")


Days = tuple[date | None, date | None, str]  # the first and the last one, and their precision


class DateMention(NamedTuple):
    """text[start:end] names a time: ISO days low..high, None where it cannot be resolved."""

    start: int
    end: int
    low: str | None
    high: str | None
    precision: str
    recurring: bool


def find_english_dates(text: str, published: str | None = None) -> tuple[DateMention, ...]:
    """Dates in order. published: ISO day of the article, for weekdays and days without a year."""
    day = iso_day(published)
    mentions: list[DateMention] = []
    for hit in _DATE.finditer(text):
        for mention in _read_hit(text, hit, day):
            mentions.append(_with_weekday(text, mention))
            while len(mentions) > 1 and (joined := _join_mentions(text, *mentions[-2:])):
                mentions[-2:] = [joined]
    return tuple(mentions)


def _read_hit(text: str, hit: re.Match[str], day: date | None) -> list[DateMention]:
    """One mention; of days that share a month but do not follow each other, one for each."""
    if not (hit["m1"] or hit["m2"]):
        recurring = bool(hit["each"]) or fold(hit["rel"] or "") in {"every", "each"}
        named = (None, None, "weekday") if recurring else _resolve_date(hit, day)
        return [make_mention(hit, named, recurring)]
    group = "d1" if hit["m1"] else "d2"
    numbers = list(_NUMBER.finditer(hit[group]))
    days, at = [int(number[0]) for number in numbers], hit.start(group)
    gaps = [hit[group][a.end() : b.start()] for a, b in pairwise(numbers)]
    listed = any(gap.lstrip("stndrh").startswith(",") for gap in gaps)
    rising = all(a < b for a, b in pairwise(days)) and days[-1] <= 31
    if gaps and (not rising or (listed and "and" not in gaps[-1] and "or" not in gaps[-1])):
        near = numbers[0] if group == "d1" else numbers[-1]
        start = hit.start() if group == "d1" else at + near.start()
        end = at + near.end() if group == "d1" else hit.end()
        return [_of_days(hit, day, (int(near[0]),) * 2, (start, end))]
    between = _BETWEEN.search(text, max(0, hit.start() - 13), hit.start())
    apart = [
        b - a > 1 and not between and re.search(r"and|,|&", gap)
        for (a, b), gap in zip(pairwise(days), gaps, strict=True)
    ]
    if not any(apart):
        return [_of_days(hit, day, (days[0], days[-1]), hit.span())]
    mentions = []
    for n, number in enumerate(numbers):
        start = hit.start() if n == 0 else at + number.start()
        end = hit.end() if group == "d2" or n + 1 == len(numbers) else at + number.end()
        mentions.append(_of_days(hit, day, (days[n], days[n]), (start, end)))
    return mentions


def _of_days(
    hit: re.Match[str], day: date | None, days: tuple[int, int], span: tuple[int, int]
) -> DateMention:
    """A mention of the days from..to of the month that the hit names."""
    k = "1" if hit["m1"] else "2"
    month = number_month(hit[f"m{k}"])
    low = resolve_day(hit[f"y{k}"], month, days[0], day)
    high = resolve_day(str(low.year), month, days[1], day) if low else None
    first, last = (low.isoformat(), high.isoformat()) if low and high else (None, None)
    return DateMention(span[0], span[1], first, last, "day", False)


def _join_mentions(text: str, one: DateMention, two: DateMention) -> DateMention | None:
    """Two mentions that are one: a weekday beside its date, the two ends of a span of days."""
    between = text[one.end : two.start]
    if len(between) > GAP or one.recurring or two.recurring:
        return None
    dated = [
        m.precision == "day" and _NUMBER.search(text, m.start, m.end) is not None
        for m in (one, two)
    ]
    if one.precision == "weekday" and dated[1] and _BEFORE_DAY.fullmatch(between):
        end = two.end + (between.endswith("(") and text[two.end : two.end + 1] == ")")
        return two._replace(start=one.start, end=end)
    if dated[0] and two.precision == "weekday" and _BEHIND_DAY.fullmatch(between):
        return one._replace(end=two.end + (text[two.end : two.end + 1] == ")"))
    spans = _TILL.fullmatch(between) or (
        between == " and " and _BETWEEN.search(text, max(0, one.start - 13), one.start)
    )
    if not (all(dated) and spans and one.low and two.high):
        return None
    low = one.low
    if _YEAR.search(text, two.start, two.end) and not _YEAR.search(
        text, one.start, one.end
    ):  # '28 April to 3 May 2021'
        low = f"{two.high[:4]}{one.low[4:]}"
    return two._replace(start=one.start, low=low) if iso_day(low) and low < two.high else None


def _with_weekday(text: str, mention: DateMention) -> DateMention:
    """'Fri 3 May' from its weekday on."""
    before = _SHORT_WEEKDAY.search(text, max(0, mention.start - 8), mention.start)
    if before and mention.precision == "day":
        return mention._replace(start=before.start())
    return mention


def find_shared_days(text: str) -> list[tuple[int, int]]:
    """Where several days share a month ('3, 4 and 5 May'): their numbers count nothing."""
    if not _MONTH_HINT.search(text):
        return []
    return [
        hit.span()
        for hit in _DATE.finditer(text)
        if hit["m1" if hit["m1"] else "m2"] and not (hit["d1"] or hit["d2"]).isdecimal()
    ]


def iso_day(value: str | None) -> date | None:
    """The day that an ISO date begins with; None for what is none, or no day to reckon from:
    'last year' must stay inside the calendar."""
    try:
        day = date.fromisoformat((value or "")[:10])
    except ValueError:
        return None
    return day if 1000 < day.year < 9000 else None


def make_mention(hit: re.Match[str], days: Days, recurring: bool = False) -> DateMention:
    """The mention that a hit is, of its first and last day and their precision."""
    low, high = (day.isoformat() if day else None for day in days[:2])
    return DateMention(*hit.span(), low, high, days[2], recurring)


def _resolve_date(hit: re.Match[str], day: date | None) -> Days:
    """First and last day that a hit without days of a month names, and its precision, by the groups
    that took part."""
    if hit["iso"]:
        moment = iso_day(hit["iso"])
        return moment, moment, "day"
    if hit["m3"] or hit["m4"]:
        month = number_month(hit["m3"] or hit["m4"])
        year = int(hit["y3"]) if hit["y3"] else nearest_year(month, day)
        return (*whole_month(year, month), "month") if year else (None, None, "month")
    if hit["y6"]:
        years = sorted((int(hit["y6"]), int(hit["y7"])))
        return date(years[0], 1, 1), date(years[1], 12, 31), "years"
    if hit["y5"]:
        year = int(hit["y5"])
        return date(year, 1, 1), date(year, 12, 31), "year"
    if hit["wd"]:
        return _resolve_weekday(hit["wd"], hit["rel"], day)
    if hit["ago"]:
        return _resolve_ago(fold(hit["ago"]), fold(hit["unit"]), day)
    return _resolve_relative(hit["word"], day)


def _resolve_ago(number: str, unit: str, day: date | None) -> Days:
    """'three days ago'; weeks, months and years are no more exact than the unit itself."""
    if day is None:
        return None, None, unit
    return _shift_days(unit, day, -int(number) if number.isdigit() else -COUNTS.index(number) - 1)


def _shift_days(unit: str, day: date, count: int) -> Days:
    """The day, week, month or year that lies `count` of them behind the one of `day`."""
    if unit == "day":
        moment = day + timedelta(days=count)
        return moment, moment, unit
    if unit == "week":
        monday = day + timedelta(days=7 * count - day.weekday())
        return monday, monday + timedelta(days=6), unit
    if unit == "year":
        return date(day.year + count, 1, 1), date(day.year + count, 12, 31), unit
    index = day.year * 12 + day.month - 1 + count
    return (*whole_month(index // 12, index % 12 + 1), unit)


def resolve_day(year: str | None, month: int, number: int, day: date | None) -> date | None:
    """A day of the year named, else of the one nearest to `day`; None where there is none."""
    if not 1 <= month <= 12:
        return None
    guess = int(year) if year else nearest_year(month, day)
    try:
        return date(guess, month, number) if guess else None
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
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _resolve_weekday(name: str, relation: str | None, day: date | None) -> Days:
    """News tells of what was: a bare weekday is the last such day up to the publication."""
    if day is None:
        return None, None, "weekday"
    moment = last_weekday(WEEKDAYS.index(fold(name)), day)
    if relation and fold(relation) in {"next", "until", "till", "by", "from"}:
        moment += timedelta(days=7)
    return moment, moment, "weekday"


def _resolve_weekend(relation: str, day: date) -> tuple[date, date]:
    """'this weekend' is the nearest one, else the last: up to Tuesday the one just past."""
    saturday = last_weekday(5, day)
    if relation in {"next", "coming"} or (relation == "this" and 2 <= day.weekday() <= 4):
        saturday += timedelta(days=7)
    return saturday, saturday + timedelta(days=1)


def _resolve_relative(word: str, day: date | None) -> Days:
    """'yesterday', 'last week', 'this weekend', reckoned from the day of publication."""
    word = " ".join(fold(word).split())
    unit = word.split(" ")[-1]
    if day is None:
        return None, None, unit if unit in {"week", "weekend", "month", "year"} else "day"
    if word in _DAYS:
        return _shift_days("day", day, _DAYS[word])
    if unit == "weekend":
        return (*_resolve_weekend(word.split(" ")[0], day), "weekend")
    return _shift_days(unit, day, {"last": -1, "this": 0, "next": 1}[word.split(" ")[0]])
