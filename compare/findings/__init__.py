"""Findings: what is worth saying of an event, as whole statements with the places they rest on.

`find_findings` is asked once per report; the page, the brief and report.md lay out the
same statements. Nothing is reworded: a statement is a sentence of an article, shortened where it
stays whole, or a count in a fixed frame.
"""

from __future__ import annotations

from ..model import Comparison
from ..text.annotate import annotate
from ..text.words import count_words, word_starts
from .actors import cross_actors, leave_faint, list_voices
from .alone import find_alone
from .framing import Rest, find_framing
from .model import ActorRow, Finding, Findings, Headline
from .namings import tell_namings
from .rows import tell_rows
from .shared import find_differences, find_shared, tell_holding, tell_sharing
from .title import date_span, make_title
from .wording import break_off, day_words, label_outlets, tell_strays

SHORT = ("too short", "cut off", "other language")  # of an omission: the silence says nothing
LONG_TITLE = 24  # words of a headline that are shown: of a text without one, it is a sentence

__all__ = ["ActorRow", "Finding", "Findings", "find_findings"]


_LAST: dict[int, tuple[Comparison, Findings]] = {}  # each format of a report asks for one's own


def find_findings(comparison: Comparison) -> Findings:
    """All that a report says first. The same comparison gives the same findings."""
    known = _LAST.get(id(comparison))  # it is held there: no other one has its id
    if known is None:
        known = comparison, _find(comparison)
        _LAST.clear()
        _LAST[id(comparison)] = known
    return known[1]


def _find(comparison: Comparison) -> Findings:
    articles = comparison.articles
    texts = annotate(articles, comparison.sentences)
    labels = label_outlets(articles)
    actors = cross_actors(texts, copies=len(comparison.origins) < 2)
    differences, says = find_differences(comparison, texts, labels)
    span, warning = date_span(articles)
    strays = _find_strays(comparison)
    related = texts.select({a.id: a.outlet for a in articles if a.outlet not in strays})
    in_related = tuple(
        row._replace(cells=tuple(cell for cell in row.cells if cell.outlet not in strays))
        for row in actors
    )
    headlines = []
    for article in articles:
        words = count_words(article.text)
        quoted = sum(
            one.is_uttered(start)
            for one in texts.by_article[article.id]
            for start in word_starts(one.text)
        )
        headlines.append(
            Headline(
                article.id,
                article.outlet,
                labels[article.outlet],
                break_off(" ".join(article.title.split()), LONG_TITLE),
                day_words(article),
                words,
                quoted / words if words else None,
            )
        )
    told = tell_rows(comparison, texts)
    shared = find_shared(comparison, texts, told, labels)
    framing = find_framing(
        related,
        in_related,
        Rest(labels, related.outlets, strays),
        more=tell_namings(related, labels),
        short={one.outlet for one in comparison.omissions if one.status in SHORT},
    )
    return Findings(
        title=make_title(comparison, strays),
        span=span,
        warning="; ".join(filter(None, [warning, tell_strays([labels[one] for one in strays])])),
        labels=labels,
        headlines=tuple(headlines),
        told=told,
        sharing=tell_sharing(comparison, labels),
        shared=shared,
        holding=tell_holding(comparison),
        differences=differences,
        says=says,
        actors=leave_faint(actors, " ".join(one.sentence for one in framing)),
        voices=list_voices(texts.utterances),
        alone=find_alone(comparison, related, labels),
        framing=framing,
    )


def _find_strays(comparison: Comparison) -> list[str]:
    """Outlets that no row marks: their texts may be about something else, so that their silence,
    and what they alone have, says nothing."""
    outlets = {outlet for fact in comparison.facts for outlet in fact.outlets}
    return sorted(set(comparison.outlets) - outlets)
