"""Framing figures as rows on a scale, each opening to the words it rests on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from ..framing import MEASURES
from ..model import Evidence, Measure
from .index import Index, anchor
from .types import Group, Line, MeasureView, Row

SHOWN = 3  # sentences of evidence in a row
WORDS = 8  # different words named in a row
WORD_LENGTH = 40  # longer evidence is a passage, not a word
SHORT = 12  # a measure with no more rows is shown at once
FEW = 5  # below this many units a figure is called small


class Scale(NamedTuple):
    """low..high holds every value; sampled: n is a sample, a small one is worth a warning."""

    low: float
    high: float
    sampled: bool

    def percent(self, value: float) -> float:
        """Where the value lies, 0..100."""
        return round(100 * (value - self.low) / (self.high - self.low), 2)

    def few(self, measure: Measure) -> bool:
        """Whether the figure rests on too few units to say much."""
        return self.sampled and measure.n < FEW


def view_framing(index: Index) -> tuple[MeasureView, ...]:
    """One view per measure, in the order of the measures' first figures."""
    by_name: dict[str, list[Measure]] = defaultdict(list)
    for measure in index.comparison.framing:
        by_name[measure.name].append(measure)
    return tuple(_view_measure(index, name, found) for name, found in by_name.items())


def _view_measure(index: Index, name: str, measures: Sequence[Measure]) -> MeasureView:
    scale = make_scale(measures)
    kind = MEASURES.get(name)  # None where another version measured it
    return MeasureView(
        name=name,
        anchor=anchor("measure", name),
        title=kind.title if kind else name[:1].upper() + name[1:],
        explained=kind.explanation if kind else "",
        unit=measures[0].unit,
        scale=tuple(number_words(end, measures[0].unit) for end in (scale.low, scale.high)),
        zero=scale.percent(0.0) if scale.low < 0 else None,
        groups=_groups(index, measures, scale),
        few=sum(map(scale.few, measures)),
        rows=len(measures),
        open=len(measures) <= SHORT,
    )


def _groups(index: Index, measures: Sequence[Measure], scale: Scale) -> tuple[Group, ...]:
    """One group without terms; by term where outlets share terms, else by outlet."""
    if not any(measure.term for measure in measures):
        rows = [_row(index, m, m.outlet, scale) for m in sorted(measures, key=_by_outlet)]
        return (Group("", None, tuple(rows)),)
    terms = {measure.term for measure in measures}
    if len(measures) <= 1.5 * len(terms):
        ordered = sorted(measures, key=_by_outlet)  # within an outlet the rank given stays
        return tuple(
            Group(outlet, None, tuple(_row(index, m, m.term, scale) for m in found))
            for outlet, found in groupby(ordered, key=_by_outlet)
        )
    together: dict[str, list[Measure]] = defaultdict(list)
    for measure in measures:
        together[measure.term].append(measure)
    facts = {name: head.number for name, head in index.heads.items()}
    ranked = sorted(together, key=lambda term: (facts.get(term, 0), -len(together[term])))
    return tuple(
        Group(
            term,
            index.heads.get(term),
            tuple(_row(index, m, m.outlet, scale) for m in sorted(together[term], key=_by_outlet)),
        )
        for term in ranked
    )


def _by_outlet(measure: Measure) -> str:
    return measure.outlet


def _row(index: Index, measure: Measure, label: str, scale: Scale) -> Row:
    evidence, more = _evidence(index, measure.evidence)
    return Row(
        label=label,
        fact=index.heads.get(label),
        value=number_words(measure.value, measure.unit),
        interval=interval_words(measure),
        n=measure.n,
        at=scale.percent(measure.value),
        low=None if measure.low is None else scale.percent(measure.low),
        high=None if measure.high is None else scale.percent(measure.high),
        null=None if measure.null is None else scale.percent(measure.null),
        null_words=number_words(measure.null, measure.unit) if measure.null is not None else "",
        note="; ".join(p for p in measure.note.split("; ") if not p.startswith("n = ")),
        few=scale.few(measure),
        words=_words(index, measure.evidence),
        evidence=evidence,
        whole=all(_is_whole(index, span) for span in measure.evidence),
        more=more,
    )


def make_scale(measures: Sequence[Measure]) -> Scale:
    """The range that holds every value, interval and null; it begins at 0 unless some lie below."""
    values = [0.0]
    for measure in measures:
        known = (measure.value, measure.low, measure.high, measure.null)
        values += [value for value in known if value is not None]
    low, high = min(values), max(values)
    sampled = any(measure.low is not None for measure in measures)
    return Scale(low, high if high > low else low + 1.0, sampled)


def number_words(value: float | None, unit: str) -> str:
    """'34 %' for shares, else two decimals with a true minus sign."""
    if value is None:
        return "—"
    if unit.startswith("share"):
        return f"{100 * value:.0f} %"
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")


def interval_words(measure: Measure) -> str:
    """'12 % to 48 %', or a dash where n allows no interval."""
    if measure.low is None or measure.high is None:
        return "—"
    return (
        f"{number_words(measure.low, measure.unit)} to {number_words(measure.high, measure.unit)}"
    )


def _words(index: Index, evidence: Sequence[Evidence]) -> tuple[tuple[str, int], ...]:
    """The words of the evidence, most frequent first; none where it is whole passages."""
    if any(span.end - span.start > WORD_LENGTH or _is_whole(index, span) for span in evidence):
        return ()
    counts: Counter[str] = Counter()
    for span in evidence:
        text = index.articles[index.sentences[span.sentence].article].text
        counts[" ".join(text[span.start : span.end].lower().split())] += 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:WORDS])


def _is_whole(index: Index, span: Evidence) -> bool:
    sentence = index.sentences[span.sentence]
    return (span.start, span.end) == (sentence.start, sentence.end)


def _evidence(index: Index, evidence: Sequence[Evidence]) -> tuple[tuple[Line, ...], int]:
    """The first sentences with their spans marked, and how many more there are."""
    spans: dict[str, list[Evidence]] = defaultdict(list)
    for span in evidence:
        spans[span.sentence].append(span)
    lines = tuple(
        index.line(name, [index.span(name, s.start, s.end, "reading") for s in spans[name]])
        for name in list(spans)[:SHOWN]
    )
    return lines, max(0, len(spans) - SHOWN)
