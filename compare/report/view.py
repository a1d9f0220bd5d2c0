"""What the reports show of articles, rows and origins, once for all formats: named and in words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import NamedTuple

from ..framing import MEASURES, find_unmeasured
from ..matching.scorers import measured
from ..model import Article, Comparison, Correction, Evidence, Measure, Origin, Removal
from ..text.dates import utc_time
from ..text.words import MONTHS, tokens
from .index import ArticleView, FactHead, Index, Line, OriginView, anchor
from .words import FIELDS, METHOD, OPTIONS, ORIGINS, RIGHT

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d)[\d:]*([+-]\d\d:\d\d)?)?")


def unmeasured_words(comparison: Comparison) -> tuple[str, ...]:
    """What is not measured of articles in other languages than English."""
    return tuple(
        f"{item.source[:1].upper()}{item.source[1:]}: {item.problem}."
        for item in find_unmeasured(comparison.articles)
    )


def option_words(comparison: Comparison) -> tuple[tuple[str, str, str], ...]:
    """(option, its value in force, what it does)."""
    return tuple(
        (field.name, "default" if value is None else str(value), OPTIONS.get(field.name, ""))
        for field in fields(comparison.options)
        for value in [getattr(comparison.options, field.name)]
    )


def method_words(signature: str) -> list[tuple[str, str]]:
    """How the report was made, with the measured figures of the weights that made it."""
    figures = measured(signature)
    if not figures:
        return METHOD
    return [METHOD[0], ("How often that is right", RIGHT.format(**figures)), *METHOD[1:]]


def view_origins(index: Index) -> tuple[OriginView, ...]:
    """The origins that two articles or more go back to."""
    return tuple(
        OriginView(
            tuple(index.articles[name] for name in origin.articles),
            _origin_words(index, origin),
            tuple(index.line(name) for name in origin.evidence),
            origin.first or "",
        )
        for origin in index.comparison.origins
        if len(origin.articles) > 1
    )


def _origin_words(index: Index, origin: Origin) -> str:
    """Why articles are one origin, and which is dated earliest: 'near-copies; 83 % of …'."""
    reasons = [ORIGINS.get(origin.kind, origin.kind)]
    if origin.overlap:
        reasons.append(
            f"at least {100 * origin.overlap:.0f} % of the shorter text is in the longer"
        )
    for what, name in (("credited", origin.agency), ("owner", origin.owner)):
        reasons += [f"{what}: {name}"] if name else []
    if origin.first:
        reasons.append(f"dated earliest: {index.articles[origin.first].outlet}")
    return "; ".join(reasons)


def correction_lines(index: Index) -> tuple[tuple[Correction, tuple[Line, ...]], ...]:
    """The entries of corrections.toml, each with the sentences that it names."""
    return tuple(
        (item, tuple(index.line(name) for name in item.sentences))
        for item in index.comparison.corrections
    )


def overlap_counts(comparison: Comparison) -> tuple[tuple[int, ...], ...]:
    """Outlet × outlet: facts that both state; on the diagonal, facts that the outlet states."""
    together: Counter[tuple[str, str]] = Counter()
    for fact in comparison.facts:
        together.update((a, b) for a in fact.outlets for b in fact.outlets)
    outlets = comparison.outlets
    return tuple(tuple(together[a, b] for b in outlets) for a in outlets)


def view_leads(index: Index) -> list[list[Line]]:
    """The sentences of what is perhaps shared: to be looked at, in no count."""
    return [[index.line(name) for name in fact.sentences] for fact in index.comparison.leads]


def date_words(article: Article) -> str:
    """'24 November 2024, 01:44 UTC+1'; 'October 2 (year not given)'; '—' where nothing is known."""
    if article.published:
        hit = _ISO.match(article.published)
        if not hit or not 1 <= int(hit[2]) <= 12:
            return article.published
        day = f"{int(hit[3])} {MONTHS[int(hit[2]) - 1]} {hit[1]}"
        return f"{day}, {_clock_words(hit)}" if hit[4] else day
    for found in article.found:
        if found.field == "published":
            lacking = "year not given" if "without a year" in found.rule else "incomplete"
            return f"{found.text} ({lacking})"
    return "—"


def _clock_words(hit: re.Match[str]) -> str:
    """'01:44', with the offset from UTC where the page names it: '01:44 UTC+1'."""
    if not hit[4] or not hit[5]:
        return hit[4] or ""
    hours, minutes = hit[5][1:].split(":")
    offset = f"{hit[5][0]}{int(hours)}" + (f":{minutes}" if minutes != "00" else "")
    return f"{hit[4]} UTC" + ("" if offset in ("+0", "-0") else offset)


def dated_words(articles: Iterable[Article]) -> list[tuple[str, list[tuple[str, str]]]]:
    """(day in words, its articles' outlets with the time where known), the earliest day first.

    What has no whole date comes last: nothing is said of its place in the order.
    """
    days: dict[tuple[bool, str], list[tuple[str, str, str]]] = defaultdict(list)
    words: dict[tuple[bool, str], str] = {}
    for article in articles:
        hit = _ISO.match(article.published or "")
        day = (not hit, hit[0][:10] if hit else "")
        words[day] = date_words(article).split(",")[0] if hit else "no full date"
        time = _clock_words(hit) if hit else ""
        order = utc_time(article.published) or (f"{hit[0][:10]}T{time}" if hit else "")
        days[day].append((order, time, article.outlet))
    return [
        (words[day], [(outlet, time) for _, time, outlet in sorted(found)])
        for day, found in sorted(days.items())
    ]


def view_articles(index: Index) -> dict[str, ArticleView]:
    """Article id -> what is known of it, its paragraphs in full."""
    facts: dict[str, list[FactHead]] = defaultdict(list)
    for fact in index.comparison.facts:
        for name in fact.sentences:
            facts[name].append(index.heads[fact.id])
    paragraphs: dict[str, dict[int, list[tuple[Line, tuple[FactHead, ...]]]]] = {
        article.id: defaultdict(list) for article in index.comparison.articles
    }
    for sentence in index.comparison.sentences:
        line = (index.line(sentence.id), tuple(facts[sentence.id]))
        paragraphs[sentence.article][sentence.paragraph].append(line)
    return {
        article.id: ArticleView(
            article=article,
            anchor=anchor("article", article.id),
            published=date_words(article),
            words=len(tokens(article.text)),
            language=_name_language(article.language),
            link=_safe_link(article.url),
            removed=_removed_by_rule(article.removed),
            found=tuple((FIELDS.get(f.field, f.field), f.text, f.rule) for f in article.found),
            paragraphs=tuple(map(tuple, paragraphs[article.id].values())),
        )
        for article in index.comparison.articles
    }


def _name_language(code: str | None) -> str:
    """'Arabic'; '—' where it is not known."""
    from babel import Locale

    return str(Locale("en").languages.get(code or "", code or "—"))


def _safe_link(url: str | None) -> str | None:
    """Only addresses of the web become links: no script, no file."""
    return url if url and re.match(r"https?://[^\s<>\"]+\Z", url, re.IGNORECASE) else None


def _removed_by_rule(removed: Sequence[Removal]) -> tuple[tuple[str, tuple[Removal, ...]], ...]:
    """The rule that cut most comes first."""
    rules: dict[str, list[Removal]] = defaultdict(list)
    for removal in removed:
        rules[removal.rule].append(removal)
    return tuple(
        (rule, tuple(rules[rule])) for rule in sorted(rules, key=lambda r: (-len(rules[r]), r))
    )


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
