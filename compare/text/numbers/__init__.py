"""Quantities as news writes them, in any language.

English has rules of its own (`english.py`): figures in words, bounds, ranges. The others share
what the CLDR holds of them (`local.py`): figures in digits, words of scale and of money.
"""

from __future__ import annotations

from ..dates.local import find_local_dates
from ..locales import is_english
from .english import find_english_numbers
from .figures import Quantity
from .local import find_local_numbers

__all__ = ["Quantity", "find_numbers"]


def find_numbers(text: str, language: str | None) -> tuple[Quantity, ...]:
    """Quantities in order, by the rules of the language (ISO 639-1, None: unknown, as English).

    Years, dates, times and numbers in names are none. Linear.

    >>> [(found.low, found.noun) for found in find_numbers("at least 15 people", "en")]
    [(15.0, 'people')]
    >>> [(found.low, found.unit) for found in find_numbers("3,5 Millionen Euro", "de")]
    [(3500000.0, 'EUR')]
    """
    if is_english(language):
        return find_english_numbers(text)
    language = language or ""
    return find_local_numbers(text, language, find_local_dates(text, language))
