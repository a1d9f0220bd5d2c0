"""Emphasis: how much room each fact gets, where it stands, how much is shared at all."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from ..model import Article, Evidence, Fact, Measure, Sentence
from ..options import Options
from .intervals import NOTHING, ROWS, bootstrap, figure, wilson
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
