"""What one outlet alone has: sentences whose telling words no other article holds anywhere.

Held against whole articles, not only against the nearest sentence, and with related words
(`data/related.txt`): 'took photos' and 'took pictures' are one claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..model import Comparison
from ..text.annotate import read_stems
from .heads import Heads, are_beside
from .model import Finding
from .standing import stands_alone
from .wording import end_sentence, shorten, tell_words

if TYPE_CHECKING:
    from ..text.annotate import AnnotatedSentence, Texts

EACH = 2  # sentences of an outlet
NEWS = 0.4  # share of its words, by rarity, that no other article has, nor a related one
TOLD = 0.15  # score of two passages that are each other's nearest, from which they are on one thing
AHEAD = 0.15  # by which that share is above the score of the nearest sentence elsewhere
ABOUT = 0.5  # nearness of a stem, from which it tells the same
ONE_TOPIC = 5.0  # rarity of the news that two share, from which they tell of one thing
LEAST = 2  # words that no other article has
MANY = 5  # such words, from which more of them weigh no more
NAMES = 3  # names, from which a sentence without a figure or a speaker is no mere colour
LATE = 0.2  # what the last sentence of an article weighs beside its first
TOPIC = 5  # what one adds to its weight whose words all stand in the heads of the others


def find_alone(
    comparison: Comparison, texts: Texts, labels: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Per outlet up to EACH sentences that no other outlet's text has, the news before the rest.

    texts   of the outlets that tell of the event; they are held against all that were compared

    None that may match another outlet's sentence, or comes nearer to one than its news is apart, or
    whose nearest there has its own nearest beside it, in no row; no two of one passage, or with one
    piece of news. News is what is early, and near the words of the others' heads.
    """
    heads = Heads(texts.event)
    mine: defaultdict[str, dict[str, float]] = defaultdict(dict)
    nearest = _find_nearest(comparison)
    alone = {each.sentence for each in comparison.only}
    matched = {name for match in comparison.matches for name in (match.a, match.b)}
    for each in comparison.only:
        back = nearest.get(each.closest or "", "")
        if (
            each.sentence not in texts
            or each.sentence in matched
            or (
                each.score >= TOLD
                and back in alone
                and are_beside(texts[each.sentence].sentence, texts.event[back].sentence, 1)
            )
        ):
            continue  # another outlet tells of the same passage
        mine[each.outlet][each.sentence] = each.score
    found = []
    for outlet in texts.outlets:
        chosen: list[tuple[AnnotatedSentence, Mapping[str, float]]] = []
        for one, news in _rank_news(mine[outlet], texts.event, heads):
            if not any(
                are_beside(one.sentence, other.sentence, 1)
                or sum(news[stem] for stem in sorted(news.keys() & told)) >= ONE_TOPIC
                for other, told in chosen
            ):
                chosen.append((one, news))
        for one, _ in chosen[:EACH]:
            text = tell_words(one.sentence.start, one.text, one.speech)
            sentence = end_sentence(f"Only in {labels[outlet]}: {text}")
            places = (one.evidence(0, len(one.text)),)
            found.append(Finding("alone", sentence, text, (outlet,), places))
    return tuple(found)


def _find_nearest(comparison: Comparison) -> dict[str, str]:
    """Each sentence's nearest in another outlet, where it has one."""
    nearest: dict[str, tuple[float, str]] = {}
    for match in comparison.nearest:
        for one, two in ((match.a, match.b), (match.b, match.a)):
            nearest[one] = max(nearest.get(one, (0.0, "")), (match.score, two))
    return {one: two for one, (_, two) in nearest.items()}


def first_of_each(alone: Sequence[Finding], each: int = 1) -> list[Finding]:
    """The first sentences of each outlet, so many of one."""
    outlets = [one.outlets[0] for one in alone]
    return [one for n, one in enumerate(alone) if outlets[:n].count(outlets[n]) < each]


def _rank_news(
    scores: Mapping[str, float], event: Texts, heads: Heads
) -> list[tuple[AnnotatedSentence, Mapping[str, float]]]:
    """An outlet's sentences that can stand alone and tell something, each with the stems that are
    news in it and how rare they are; the news first.

    scores  sentence -> how near another outlet's nearest comes
    """
    from ..matching.related import load_related

    related = load_related()
    mine = [event[name] for name in scores]
    known = {
        stem for one in event for stem in one.all_stems if mine and one.outlet != mine[0].outlet
    }
    known |= {other for one in known for other, near in related.near.get(one, ()) if near >= ABOUT}
    rows = []
    for one in mine:
        stems = one.content_stems & read_stems(shorten(one.text), one.language)
        fresh = stems - known
        new, whole = (
            sum(event.scaled_idf.get(stem, 1.0) * related.idf(stem) for stem in sorted(row))
            for row in (fresh, stems)
        )
        is_new = len(fresh) >= LEAST and new >= max(NEWS, scores[one.id] + AHEAD) * whole
        if is_new and _has_substance(one) and stands_alone(one, heads):
            late = one.sentence.index / len(event.by_article[one.sentence.article])
            weight = new / whole * min(1.0, len(fresh) / MANY) * (1 - (1 - LATE) * late)
            weight *= 1 + TOPIC * heads.near(stems, one.sentence.article)
            rows.append((-weight, one.id, one, {stem: related.idf(stem) for stem in fresh}))
    return [row[-2:] for row in sorted(rows, key=lambda row: row[:2])]


def _has_substance(one: AnnotatedSentence) -> bool:
    """Whether it has a figure, a day, a speaker, a body, a full name, or several names: else it may
    be colour."""
    full = any(who.kind == "body" or " " in one.text[slice(*span)] for span, who in one.actors)
    is_said = any(each.speaker for each in one.speech)
    figure = one.dates or any(map(str.isdigit, one.text))
    return bool(figure or is_said or full or len(one.names) >= NAMES)
