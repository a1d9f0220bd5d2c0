"""Findings: what is worth saying of an event, as whole statements with the places they rest on.

`find_findings` is asked once per report; the page, the brief, report.md and report.docx lay out the
same statements. Nothing is reworded: a statement is a sentence of an article, shortened where it
stays whole, or a count in a fixed frame.
"""

from __future__ import annotations

from ..model import Comparison
from ..text.actors import find_actors
from ..text.annotate import annotate
from ..text.utterances import find_utterances
from .actors import cross_actors, name_speakers
from .framing import find_framing
from .model import ActorCell, ActorRow, Finding, Findings, Headline, Side
from .shared import find_alone, find_differences, find_shared, tell_holding
from .title import date_span, make_title
from .wording import day_words, label_outlets

__all__ = [
    "ActorCell",
    "ActorRow",
    "Finding",
    "Findings",
    "Headline",
    "Side",
    "find_findings",
]


def find_findings(comparison: Comparison) -> Findings:
    """All that a report says first. The same comparison gives the same findings."""
    articles, sentences = comparison.articles, comparison.sentences
    texts = annotate(articles, sentences)
    labels = label_outlets(articles)
    named = find_actors(articles, sentences)
    said = name_speakers(find_utterances(texts), named)
    actors = cross_actors(named, said, texts)
    differences, says = find_differences(comparison, texts, labels)
    span, warning = date_span(articles)
    headlines = []
    for article in articles:
        words = [word for one in texts.by_article[article.id] for word in one.words]
        quoted = sum(
            one.is_uttered(word.start) for one in texts.by_article[article.id] for word in one.words
        )
        headlines.append(
            Headline(
                article.id,
                article.outlet,
                labels[article.outlet],
                " ".join(article.title.split()),
                day_words(article),
                len(words),
                quoted / len(words) if words else None,
            )
        )
    return Findings(
        title=make_title(comparison),
        span=span,
        warning=warning,
        labels=labels,
        headlines=tuple(headlines),
        shared=find_shared(comparison, texts, said, labels),
        holding=tell_holding(comparison),
        differences=differences,
        says=says,
        actors=actors,
        alone=find_alone(comparison, texts, labels),
        framing=find_framing(texts, actors, labels, comparison.options.seed),
    )
