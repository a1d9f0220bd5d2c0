"""The months in English, the one list of them."""

from __future__ import annotations

from .words import fold

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def number_month(name: str) -> int:
    """1 to 12 of a month's name or its first three letters."""
    return [fold(month)[:3] for month in MONTHS].index(fold(name)[:3]) + 1
