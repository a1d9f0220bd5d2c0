"""Framing figures in words: a table per measure, each row with the places that it rests on."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from ..framing import MEASURES
from ..model import Comparison, Evidence, Measure
from .index import anchor

_COUNTED = re.compile(r" ?\(n counts [^()]{0,40}\)|; n counts \w{1,20}")
_COUNTS = re.compile(r"n counts (?:its |articles' )?(\w+)")
_STATISTICS = re.compile(r"^(?:n|z|q) = ")


class FigureRow(NamedTuple):
    """One figure: value and interval in words, and what it was counted in ("378 words")."""

    outlet: str
    term: str
    value: str
    interval: str
    basis: str
    note: str
    evidence: tuple[Evidence, ...]


class MeasureView(NamedTuple):
    """A measure and its figures, an outlet's together.

    plain  one figure per outlet, or of the user's own words: short enough for a paper
    """

    anchor: str
    title: str
    explained: str
    unit: str
    plain: bool
    rows: tuple[FigureRow, ...]


def view_framing(comparison: Comparison) -> tuple[MeasureView, ...]:
    """One view per measure, in the order of their first figures."""
    by_name: dict[str, list[Measure]] = defaultdict(list)
    for measure in comparison.framing:
        by_name[measure.name].append(measure)
    return tuple(_view_measure(name, rows) for name, rows in by_name.items())


def _view_measure(name: str, measures: list[Measure]) -> MeasureView:
    kind = MEASURES.get(name)  # None where another version measured it
    return MeasureView(
        anchor=anchor("measure", name),
        title=kind.title if kind else name[:1].upper() + name[1:],
        explained=kind.explanation if kind else "",
        unit=_COUNTED.sub("", measures[0].unit),
        plain=bool(kind and kind.words) or not any(m.term for m in measures),
        rows=tuple(_view_figure(m) for m in sorted(measures, key=lambda m: m.outlet)),
    )


def _view_figure(measure: Measure) -> FigureRow:
    hit = _COUNTS.search(measure.unit)
    noun = f" {hit[1]}" if hit else ""
    parts = [part for part in measure.note.split("; ") if not _STATISTICS.match(part)]
    return FigureRow(
        outlet=measure.outlet,
        term=measure.term,
        value=number_words(measure.value, measure.unit),
        interval=interval_words(measure),
        basis=f"{measure.n:,}{noun}",
        note="; ".join(filter(None, parts)),
        evidence=measure.evidence,
    )


def number_words(value: float | None, unit: str) -> str:
    """'34 %' for shares, else two decimals with a true minus sign."""
    if value is None:
        return "—"
    if unit.startswith("share"):
        return f"{100 * value:.0f} %"
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")


def interval_words(measure: Measure) -> str:
    """'12 % to 48 %', or 'too few to say'."""
    if measure.low is None or measure.high is None:
        return "too few to say"
    return (
        f"{number_words(measure.low, measure.unit)} to {number_words(measure.high, measure.unit)}"
    )
