"""Which of two times of publication is the earlier one."""

from __future__ import annotations

from datetime import UTC, datetime


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
