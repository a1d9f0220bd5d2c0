"""What an outlet puts first, and how long it writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean

from ..model import Article, Evidence, Fact, Measure, Sentence
from ..options import Options
from .intervals import NOTHING, ROWS, bootstrap, figure, wilson
from .lines import outlet_lines

FIRST = 3  # sentences of the body that are the lead, with the headline


def measure_lead(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Share of the outlet's articles with the fact in headline or first three sentences, 0..1.

    term is the fact's id; n counts the outlet's articles, Wilson interval (a single article says
    little of an outlet); null is the share over all articles of the event. The ROWS facts that
    most articles of the event lead with are listed. Evidence: the sentences.

    News tells first what it holds important: van Dijk (1988), News as Discourse, ch. 2.
    """
    lead = {s.id: s for s in sentences if s.index <= FIRST}
    outlet_of = {article.id: article.outlet for article in articles}
    size: defaultdict[str, int] = defaultdict(int)
    for article in articles:
        size[article.outlet] += 1
    told = []
    for fact in facts:
        here = [lead[name] for name in fact.sentences if name in lead]
        told.append((fact, here, {sentence.article for sentence in here}))
    told.sort(key=lambda item: (-len(item[2]), item[0].id))
    measures = []
    for fact, here, leading in [item for item in told if item[2]][:ROWS]:
        for outlet in sorted(fact.outlets):
            mine = sum(outlet_of[article] == outlet for article in leading)
            measures.append(
                figure(
                    "in the lead",
                    outlet,
                    fact.id,
                    mine / size[outlet],
                    wilson(mine, size[outlet], options),
                    size[outlet],
                    "share of the outlet's articles that lead with the fact, 0..1 (n counts them)",
                    evidence=[Evidence(s.id, s.start, s.end) for s in here if s.outlet == outlet],
                    null=len(leading) / len(articles),
                )
            )
    return measures


def measure_length(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Words per article, headline and body; mean over the outlet's n articles.

    The interval draws articles again (bootstrap), none for fewer than five; null is the mean over
    the whole event.
    """
    words: dict[str, list[float]] = {}
    for outlet, row in outlet_lines(articles, sentences).items():
        counts = {article.id: 0 for article in articles if article.outlet == outlet}
        for line in row:
            counts[line.sentence.article] += line.words
        words[outlet] = [float(count) for _, count in sorted(counts.items())]
    everything = [count for row in words.values() for count in row]
    return [
        figure(
            "length",
            outlet,
            "",
            fmean(row),
            bootstrap(row, None, options, f"length {outlet}") if len(row) > 1 else NOTHING,
            len(row),
            "words per article (n counts articles)",
            null=fmean(everything),
            sample=False,
        )
        for outlet, row in words.items()
    ]
