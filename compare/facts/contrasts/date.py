"""One act, two times: 'on Tuesday' here, 'on Wednesday' there."""

from __future__ import annotations

import re
from datetime import date

from ...text.dates import DateMention
from .sides import Difference, Side, share_of_fewer

_YEAR = re.compile(r"\b\d{4}\b")
AROUND = 3  # content words on each side of a date that make its slot
SAME_SLOT = 0.3  # share of the poorer slot's words that both must hold
SAME_WEEK = 4  # days between two publications up to which one weekday's name is one day
LITTLE = {
    "on",
    "in",
    "this",
    "last",
    "by",
    "the",
    "since",
    "until",
    "of",
    "during",
    "late",
    "early",
}


def compare_dates(a: Side, b: Side) -> list[Difference]:
    """Dates in slots that share words: no common day is a clash, one within the other precision.

    Weekdays of articles of one week, or without a date, are compared by name. Left out: mentions
    that both sentences hold, those inside quotations (told from the speaker's day), and all that
    cannot be resolved.
    """
    left = [x for x in _usable(a) if not any(_same(a, x, b, y) for y in _usable(b))]
    right = [y for y in _usable(b) if not any(_same(a, x, b, y) for x in _usable(a))]
    ranked = []
    for x in left:
        for y in right:
            slot = share_of_fewer(a.slot(x.start, x.end, AROUND), b.slot(y.start, y.end, AROUND))
            if slot >= SAME_SLOT:
                ranked.append((-slot, x.start + y.start, x.start, x, y))
    found = []
    used: set[tuple[str, int]] = set()
    for minus_slot, _, _, x, y in sorted(ranked, key=lambda row: row[:3]):
        apart = _apart(x, y)
        if apart is not None and ("a", x.start) not in used and ("b", y.start) not in used:
            used |= {("a", x.start), ("b", y.start)}
            found.append(_difference(a, x, b, y, apart, -minus_slot))
    return found


def _difference(
    a: Side, x: DateMention, b: Side, y: DateMention, apart: bool, slot: float
) -> Difference:
    strength = (0.8 if apart else 0.4) * (0.6 + 0.4 * slot)
    one, two = (s.reading(m.start, m.end, _show(s, m)) for s, m in ((a, x), (b, y)))
    return Difference(strength, "clash" if apart else "precision", one, two)


def _usable(side: Side) -> list[DateMention]:
    return [m for m in side.dates if not m.recurring and not side.is_quoted(m.start, m.end)]


def _same(a: Side, x: DateMention, b: Side, y: DateMention) -> bool:
    if _words(a, x) == _words(b, y) and _gap(a, b) <= SAME_WEEK:
        return True
    if not (x.low and x.high and y.low and y.high):
        return False
    if not (_YEAR.search(_words(a, x)) and _YEAR.search(_words(b, y))):
        # the year was reckoned from the day of publication: no ground for a contrast
        return (x.low[5:], x.high[5:]) == (y.low[5:], y.high[5:])
    return (x.low, x.high) == (y.low, y.high)


def _gap(a: Side, b: Side) -> int:
    """Days between the two publications; 0 where one is not known."""
    try:
        return abs((date.fromisoformat(a.day or "") - date.fromisoformat(b.day or "")).days)
    except ValueError:
        return 0


def _words(side: Side, mention: DateMention) -> str:
    text = side.sentence.text[mention.start : mention.end].casefold()
    return " ".join(word for word in text.split() if word not in LITTLE)


def _apart(x: DateMention, y: DateMention) -> bool | None:
    """True: no common day; False: one holds the other; None: cannot be told.

    A day and a far year are hardly two times of one act, so only equal precisions clash.
    """
    if x.low and x.high and y.low and y.high:
        apart = x.high < y.low or y.high < x.low
        return None if apart and _fine(x) != _fine(y) else apart
    return True if x.precision == y.precision == "weekday" else None


def _fine(mention: DateMention) -> str:
    return "day" if mention.low == mention.high else mention.precision


def _show(side: Side, mention: DateMention) -> str:
    if mention.low and mention.high:
        same = mention.low == mention.high
        return mention.low if same else f"{mention.low} to {mention.high}"
    return _words(side, mention)
