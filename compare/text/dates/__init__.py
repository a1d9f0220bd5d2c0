"""Days and spans of days as news writes them, in any language.

English has rules of its own (`english.py`); the others share what the CLDR holds of them
(`local.py`): days, months with their year, weekdays.
"""

from __future__ import annotations

from ..locales import is_english
from .english import DateMention, find_english_dates
from .local import find_local_dates
from .moments import is_earlier, utc_time

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
