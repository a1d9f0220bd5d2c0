"""Which line is the headline: by place, form, and the words it shares with the article's core.

A logistic regression ranks the lines about the head of the core; its weights are learned by
`training.cleaning`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from .features import Look, core_words
from .lines import Unit

LEAST = -4.0  # log-odds that the best line needs to be the headline at all
_REACH = 80  # lines above the core that are looked at
_BELOW = 4  # lines within the core's head that may still be the headline
_NEVER = frozenset({"age of a post", "count of views or comments", "byline", "update note"})
_FURNITURE = frozenset({"whole", "start"})


def find_headline(
    units: Sequence[Unit],
    looks: Sequence[Look],
    core: tuple[int, int],
    weights: Mapping[str, float],
) -> int:
    """Index of the headline among the paragraphs, -1 where no line looks like one."""
    best, headline = LEAST, -1
    for index, row in headline_rows(units, looks, core):
        worth = weights.get("", 0.0) + math.fsum(
            value * weights.get(name, 0.0) for name, value in row.items()
        )
        if worth > best:
            best, headline = worth, index
    return headline


def headline_rows(
    units: Sequence[Unit], looks: Sequence[Look], core: tuple[int, int]
) -> list[tuple[int, dict[str, float]]]:
    """The lines that may be the headline, each with its figures (0..1, by name)."""
    start, end = core
    if end < 0:
        start, end = 0, len(units) - 1
    words = core_words(looks, (start, end))
    first = frozenset().union(*(look.content for look in looks[start : start + 4]))
    others = "\n".join(unit.text for unit in units[: start + 12])
    rows = []
    for index in range(max(0, start - _REACH), min(start + _BELOW, end + 1)):
        unit, look = units[index], looks[index]
        if not _may_be(unit, look):
            continue
        row = _form(unit, look)
        size = max(len(look.content), 1)
        elsewhere = others.count(unit.text) - 1 if look.words >= 3 else 0
        row |= {
            "words of the core": sum(word in words for word in look.content) / size,
            "words of the lead": sum(word in first for word in look.content) / size,
            "stands elsewhere": float(elsewhere > 0),
            "stands elsewhere twice": float(elsewhere > 1),
            "very first": float(index == 0),
            "lines above the core": min(max(start - index, 0) / 20, 1.0),
            "within ten lines": float(0 <= start - index <= 10),
            "within four lines": float(0 <= start - index <= 4),
            "inside the core": float(index > start),
            "heads the core": float(index == start),
        }
        rows.append((index, row | _around(looks, index)))
    return rows


def _may_be(unit: Unit, look: Look) -> bool:
    if not 2 <= look.words <= 40 or _NEVER & set(look.patterns) or unit.mark:
        return False
    if "date or time" in look.patterns and look.words <= 6:
        return False
    return not any(how in _FURNITURE for _, how in look.kinds)


def _form(unit: Unit, look: Look) -> dict[str, float]:
    row = {f"words > {size}": 1.0 for size in (2, 3, 4, 6, 9, 13, 17, 22, 28) if look.words > size}
    row |= {
        "ends like a sentence": look.own["sentence end"],
        "ends otherwise": float(bool(re.search(r"[;:,…]$", unit.text))),
        "after empty line": float(unit.after_blank),
        "capitals": look.own["capitals"],
        "capitals, longer": look.own["capitals, longer"],
        "all capitals": look.own["all capitals"],
        "prose": look.prose,
        "function words": look.own["function words"],
        "starts small": look.own["starts small"],
    }
    for name in ("link list", "cut-off teaser", "date or time", "picture count", "address"):
        row[name] = float(name in look.patterns)
    row["phrase inside"] = float(bool(look.kinds))
    return row


def _around(looks: Sequence[Look], index: int) -> dict[str, float]:
    """Author, date and sharing stand below a headline; other headlines about a teaser."""
    row = {}
    for name in ("byline", "update note", "date or time", "age of a post"):
        for reach in (1, 3, 6):
            near = looks[index + 1 : index + 1 + reach]
            row[f"{name} within {reach}"] = float(
                any(name in look.patterns and look.words <= 25 for look in near)
            )
    above, below = looks[index - 1 : index] if index else [], looks[index + 1 : index + 2]
    for side, looked in (("above", above), ("below", below)):
        for look in looked:
            row[f"short {side}"] = float(look.words <= 3)
            row[f"like itself {side}"] = float(4 <= look.words <= 20 and look.prose < 0.5)
            row[f"prose {side}"] = look.prose
            row[f"date {side}"] = float("date or time" in look.patterns and look.words <= 8)
            row[f"share button {side}"] = float(
                any(kind == "share button" for kind, _ in look.kinds)
            )
    return row
