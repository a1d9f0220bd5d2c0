"""Emphasis: how much room each fact gets, where it stands, how much is shared at all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import atanh, sqrt, tanh
from statistics import fmean

from ..model import Article, Evidence, Fact, Measure, Sentence
from ..options import Options
from .intervals import (
    FEW,
    NOTHING,
    ROWS,
    Interval,
    benjamini_hochberg,
    bootstrap,
    figure,
    wilson,
    z_of,
)
from .lines import Line, outlet_lines


def measure_emphasis(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Share of the outlet's words in a fact's sentences, 0..1; term is the fact's id.

    The interval draws the outlet's sentences again (bootstrap), n is their number, null the share
    of the fact in the words of the whole event. The ROWS facts with the most room are listed. Room
    as emphasis: Entman (1991), Framing U.S. Coverage of International News, Journal of
    Communication 41(4), 6-27, "sizing".
    """
    lines = outlet_lines(articles, sentences)
    total = sum(line.words for row in lines.values() for line in row)
    words = {line.sentence.id: line.words for row in lines.values() for line in row}
    measures = []
    for outlet, row in lines.items():
        mine = sum(line.words for line in row)
        shares = {}
        for fact, told in _told(facts, row):
            inside = {line.sentence.id for line in told}
            shares[fact.id] = (sum(line.words for line in told) / max(mine, 1), fact, inside)
        for share, fact, inside in sorted(shares.values(), key=lambda item: (-item[0], item[1].id))[
            :ROWS
        ]:
            tops = [line.words * (line.sentence.id in inside) for line in row]
            measures.append(
                figure(
                    "share of text",
                    outlet,
                    fact.id,
                    share,
                    bootstrap(
                        tops, [line.words for line in row], options, f"room {outlet} {fact.id}"
                    ),
                    len(row),
                    "share of the outlet's words, 0..1 (n counts its sentences)",
                    evidence=[_whole(line) for line in row if line.sentence.id in inside],
                    null=sum(words.get(name, 0) for name in fact.sentences) / max(total, 1),
                )
            )
    return measures


def measure_place(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Share of the article's words before the fact's first sentence, 0 (first) .. 1; term: fact id.

    Mean over the outlet's n articles that state the fact; a count of a whole text, so without an
    interval and its n is no sample. null is the place that k of m sentences dealt at random begin
    at on average, (m - k) / ((k + 1) m). The ROWS facts that come first are listed. News puts what
    it holds important first: van Dijk (1988), News as Discourse, ch. 2, "relevance structure".
    """
    measures = []
    for outlet, row in outlet_lines(articles, sentences).items():
        before = _words_before(row)
        placed = []
        for fact, told in _told(facts, row):
            firsts: dict[str, Line] = {}
            for line in told:
                firsts.setdefault(line.sentence.article, line)
            place = fmean(before[line.sentence.id] for line in firsts.values())
            k = len(told) / len(firsts)
            m = len(before) / len({line.sentence.article for line in row})
            placed.append(
                (place, fact.id, list(firsts.values()), max(0.0, (m - k) / ((k + 1) * m)))
            )
        for place, fact_id, first, null in sorted(placed, key=lambda item: item[:2])[:ROWS]:
            made = figure(
                "first place",
                outlet,
                fact_id,
                place,
                NOTHING,
                len(first),
                "share of the article's words before the fact, 0 = at the very start (n counts "
                "articles)",
                evidence=[_whole(line) for line in first],
                null=null,
                sample=False,
            )
            measures.append(made)
    return measures


def measure_order(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Rank correlation (Kendall's tau-b) of the order of facts, -1..1; term is the other outlet.

    Over the n facts that both outlets tell, by the place of each fact's first sentence; in several
    articles, the first by share of its article. The interval is Fisher's z with a standard error
    of sqrt(0.437 / (n - 4)) (Fieller, Hartley & Pearson 1957, Tests for Rank Correlation
    Coefficients, Biometrika 44), none for fewer than FEW facts; null is 0, what shuffled facts
    give. q (Benjamini & Hochberg) counts every pair of outlets once. A sentence that stands in
    several facts gives them one place.
    """
    from scipy.stats import kendalltau

    placed: dict[str, dict[str, tuple[float, Line]]] = {}
    for outlet, row in outlet_lines(articles, sentences).items():
        before = _words_before(row)
        placed[outlet] = {
            fact.id: min(((before[x.sentence.id], x) for x in told), key=lambda pair: pair[0])
            for fact, told in _told(facts, row)
        }
    found = []
    for one, two in combinations(placed, 2):
        shared = sorted(placed[one].keys() & placed[two].keys())
        left, right = ([placed[o][fact][0] for fact in shared] for o in (one, two))
        if len(set(left)) > 1 and len(set(right)) > 1:  # else there is no order to compare
            result = kendalltau(left, right)
            found.append((one, two, shared, float(result[0]), float(result[1])))
    chances = benjamini_hochberg([p for *_, p in found])
    measures = []
    for (one, two, shared, tau, _), q in zip(found, chances, strict=True):
        for outlet, other in ((one, two), (two, one)):
            measures.append(
                figure(
                    "order of facts",
                    outlet,
                    other,
                    tau,
                    _fisher(tau, len(shared), options),
                    len(shared),
                    "rank correlation of the order of shared facts, -1..1 (n counts facts)",
                    evidence=[_whole(placed[outlet][fact][1]) for fact in shared],
                    null=0.0,
                    note=f"q = {q:.3g}",
                )
            )
    return sorted(measures, key=lambda measure: (measure.outlet, measure.term))


def _fisher(tau: float, n: int, options: Options) -> Interval:
    if n < FEW:
        return NOTHING
    middle = atanh(max(-1 + 1e-9, min(1 - 1e-9, tau)))
    half = z_of(options) * sqrt(0.437 / (n - 4))
    return min(tau, tanh(middle - half)), max(tau, tanh(middle + half))


def measure_sharing(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Share of the outlet's sentences that belong to any fact, 0..1.

    Wilson interval; null is the share over the whole event. The rest is what this outlet alone
    has, or what matching did not find: read it beside the omissions.
    Evidence: the shared sentences.
    """
    inside = {name for fact in facts for name in fact.sentences}
    lines = outlet_lines(articles, sentences)
    everything = [line.sentence.id in inside for row in lines.values() for line in row]
    measures = []
    for outlet, row in lines.items():
        if not row:
            continue
        shared = [line for line in row if line.sentence.id in inside]
        measures.append(
            figure(
                "text shared",
                outlet,
                "",
                len(shared) / len(row),
                wilson(len(shared), len(row), options),
                len(row),
                "share of the outlet's sentences that another outlet has too, 0..1",
                evidence=[_whole(line) for line in shared],
                null=sum(everything) / len(everything),
            )
        )
    return measures


def _told(facts: Sequence[Fact], lines: Sequence[Line]) -> list[tuple[Fact, list[Line]]]:
    """The facts that these lines tell, each with its lines in their order."""
    place = {line.sentence.id: at for at, line in enumerate(lines)}
    told = []
    for fact in facts:
        found = sorted(place[name] for name in fact.sentences if name in place)
        if found:
            told.append((fact, [lines[at] for at in found]))
    return told


def _words_before(lines: Sequence[Line]) -> dict[str, float]:
    """Sentence id -> share of its article's words that stand before it."""
    total: dict[str, int] = {}
    before: dict[str, int] = {}
    for line in lines:
        article = line.sentence.article
        before[line.sentence.id] = total.get(article, 0)
        total[article] = total.get(article, 0) + line.words
    owner = {line.sentence.id: line.sentence.article for line in lines}
    return {name: count / max(total[owner[name]], 1) for name, count in before.items()}


def _whole(line: Line) -> Evidence:
    return Evidence(line.sentence.id, line.sentence.start, line.sentence.end)
