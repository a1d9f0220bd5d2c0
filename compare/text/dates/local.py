"""Days in other languages than English, resolved as English ones are (`english.py`)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from ..locales import CJK, SPACES, Local, any_of, load_local
from ..words import fold
from .english import (
    DateMention,
    Days,
    iso_day,
    last_weekday,
    make_mention,
    resolve_day,
    whole_month,
)

_SPACE = rf"[ {SPACES}]"
_ORDERS = {"dmy": "(?P<d3>{2})[./-](?P<m3>{2})[./-](?P<y3>{4})",
           "mdy": "(?P<m3>{2})[./-](?P<d3>{2})[./-](?P<y3>{4})",
           "ymd": "(?P<y3>{4})[./-](?P<m3>{2})[./-](?P<d3>{2})"}  # fmt: skip


def find_local_dates(
    text: str, language: str, published: str | None = None
) -> tuple[DateMention, ...]:
    """Days, months with their year, and weekdays in order; none where the language is unknown."""
    local = load_local(language)
    if local is None:
        return ()
    day = iso_day(published)
    hits = _date_pattern(language).finditer(text)
    return tuple(make_mention(hit, _resolve_date(hit, local, day)) for hit in hits)


@cache
def _date_pattern(language: str) -> re.Pattern[str]:
    """What a day, a month with its year and a year look like in a language that the CLDR knows."""
    local = load_local(language)
    assert local
    month, year = rf"(?:{any_of(local.months)})", r"(?:19|20|١٩|٢٠|１９|２０)\d\d"
    joined = rf"(?:,?{_SPACE}(?:(?:{any_of(local.joins)}){_SPACE})?)"
    numeric = _ORDERS[local.order].replace("{2}", r"\d{1,2}").replace("{4}", year)
    weekday, word = any_of(local.weekdays), any_of(local.days)
    # a letter goes on behind a word of letters, not behind one of characters
    ends = rf"(?![^\W_{CJK}-\uffff])"
    return re.compile(
        rf"(?<!\w)(?:(?P<iso>\d{{4}}-\d\d-\d\d)|{numeric})(?!\d)"
        rf"|(?:(?P<y4>{year})年)?(?P<m4>\d{{1,2}})月(?:(?P<d4>\d{{1,2}})[日号])"
        rf"|(?P<y5>{year})年(?:(?P<m5>\d{{1,2}})月)?"
        rf"|(?<!\w)(?P<d1>\d{{1,2}})(?:[.º°ª]|er)?{joined}(?P<m1>{month})"
        rf"(?:\.?{joined}(?P<y1>{year}))?{ends}"
        rf"|(?<!\w)(?P<m2>{month})\.?{joined}(?P<y2>{year}){ends}"
        rf"|(?<![^\W{CJK}-\uffff])(?:(?P<weekday>{weekday})|(?P<word>{word})){ends}",
        re.IGNORECASE,
    )


def _resolve_date(hit: re.Match[str], local: Local, day: date | None) -> Days:
    """First and last day that the hit names, and its precision, by the groups that took part."""
    if hit["iso"]:
        moment = iso_day(hit["iso"])
        return moment, moment, "day"
    for k in "134":
        if hit[f"d{k}"]:
            month = local.months[fold(hit["m1"])] if k == "1" else int(hit[f"m{k}"])
            moment = resolve_day(hit[f"y{k}"], month, int(hit[f"d{k}"]), day)
            return moment, moment, "day"
    for k in "25":
        if hit[f"m{k}"]:
            month = local.months[fold(hit["m2"])] if k == "2" else int(hit["m5"])
            if not 1 <= month <= 12:
                return None, None, "month"
            return (*whole_month(int(hit[f"y{k}"]), month), "month")
    if hit["y5"]:
        year = int(hit["y5"])
        return date(year, 1, 1), date(year, 12, 31), "year"
    if day is None:
        return None, None, "weekday" if hit["weekday"] else "day"
    if hit["weekday"]:
        moment = last_weekday(local.weekdays[fold(hit["weekday"])], day)
        return moment, moment, "weekday"
    moment = day + timedelta(days=local.days[fold(hit["word"])])
    return moment, moment, "day"
