"""Days and spans of days as news writes them, in any language.

English has rules of its own (`english.py`); the others share what the CLDR holds of them
(`local.py`): days, months with their year, weekdays.
"""

from __future__ import annotations

from datetime import UTC, datetime

from ..locales import is_english
from .english import DateMention, find_english_dates
from .local import find_local_dates

__all__ = ["DateMention", "find_dates", "is_earlier", "utc_time"]


def find_dates(text: str, language: str | None, day: str | None = None) -> tuple[DateMention, ...]:
    """Dates in order, by the rules of the language (ISO 639-1, None: unknown, as English).

    day: ISO date of publication, for weekdays and for days without a year. Linear.

    >>> [found.low for found in find_dates("on Friday", "en", "2024-11-24")]
    ['2024-11-22']
    >>> [found.low for found in find_dates("am 3. November", "de", "2024-11-24")]
    ['2024-11-03']
    """
    if is_english(language):
        return find_english_dates(text, day)
    return find_local_dates(text, language or "", day)


def utc_time(published: str | None) -> str | None:
    """The same time by UTC's clock, to the second; None where no offset from UTC is named.

    >>> utc_time("2024-03-14T23:30-05:00"), utc_time("2024-03-14T23:30")
    ('2024-03-15T04:30:00', None)
    """
    try:
        moment = datetime.fromisoformat(published or "")
        if moment.tzinfo is None:
            return None
        return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()
    except (ValueError, OverflowError):
        return None


def is_earlier(one: str, two: str) -> bool:
    """Whether one ISO date or time surely lies before another: by UTC where both name their
    offset, else by the day, since clocks of several zones do not tell."""
    moments = utc_time(one), utc_time(two)
    if moments[0] and moments[1]:
        return moments[0] < moments[1]
    return one[:10] < two[:10]
