"""What one outlet alone has: sentences whose telling words no other article holds anywhere.

Held against whole articles, not only against the nearest sentence, and with related words
(`data/related.txt`): 'took photos' and 'took pictures' are one claim. None rather than a doubtful
one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..model import Comparison
from ..text.words import POINTING, count_words
from .heads import Heads, are_beside
from .model import Finding
from .rows import Speech
from .wording import DANGLING, LABEL, NOTICE, QUOTES, TAG, end_sentence, shorten, tell_words

if TYPE_CHECKING:
    from ..text.annotate import AnnotatedSentence, Texts

EACH = 2  # sentences of an outlet
NEAR = 0.3  # score of the nearest sentence elsewhere, from which a sentence is not alone
NEWS = 0.4  # share of its words, by rarity, that no other article has, nor a related one
ABOUT = 0.5  # nearness of a stem, from which it tells the same
LEAST = 2  # words that no other article has
MANY = 5  # such words, from which more of them weigh no more
WORDS = (9, 36)  # words of a sentence that can stand for an outlet
BARE = 6  # telling words beside its actors, up to which it says little more than who they are
FIGURES = 4  # figures, from which it is a list
LATE = 0.5  # what the last sentence of an article weighs beside its first
ASIDE = 0.6  # what one about people weighs whom no other outlet names
TOPIC = 3  # what one adds to its weight whose words all stand in all heads
OPENING = 3  # words of a sentence in which a "they" has nobody before it
REPORTED = 8  # reported words, from which a sentence is no mere lead-in to a quotation
JOINING = frozenset(["and", "but", "so", "yet"])
HE = frozenset(["he", "she", "his", "her", "him"])
PERSONAL = HE | {"it", "they", "its", "them", "their"}
# 'Pressed by the board, they refused': whom it is about, a sentence before says
_PARTICIPLE = re.compile(r"[A-Z][a-z]{2,20}(?:ed|ing)\b[^.]{5,200}?,\s(?:he|she|they|it)\b")
_MARKED = re.compile(r"[“\"][^“”\"]{1,300}[”\"]")
SAYING = 12  # quoted words, from which a sentence that is little else tells something
READERS = ("i", "we", "you", "your", "our", "my", "let", "please")


def find_alone(
    comparison: Comparison, texts: Texts, speech: Speech, labels: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Per outlet up to EACH sentences that no other outlet's text has, the news before the rest.

    texts   of the outlets that tell of the event; they are held against all that were compared

    None that matches another outlet's sentence, be it only "possible"; no two of one passage. News
    is what is early, near the words of the articles' heads, about people whom others name too.
    """
    heads = Heads(texts.event)
    taken = {name for match in comparison.matches for name in (match.a, match.b)}
    mine: defaultdict[str, list[AnnotatedSentence]] = defaultdict(list)
    for each in comparison.only:
        if each.score < NEAR and each.sentence in texts and each.sentence not in taken:
            mine[each.outlet].append(texts[each.sentence])
    found = []
    for outlet in texts.outlets:
        chosen: list[AnnotatedSentence] = []
        for one in _rank_news(mine[outlet], texts.event, heads, speech):
            if not any(are_beside(one.sentence, other.sentence, 1) for other in chosen):
                chosen.append(one)
        for one in chosen[:EACH]:
            text = tell_words(one.id, one.sentence.start, one.text, speech.get(one.id, ()))
            sentence = end_sentence(f"Only in {labels[outlet]}: {text}")
            places = (one.evidence(0, len(one.text)),)
            found.append(Finding("alone", sentence, text, (outlet,), places))
    return tuple(found)


def first_of_each(alone: Sequence[Finding], each: int = 1) -> list[Finding]:
    """The first sentences of each outlet, so many of one."""
    outlets = [one.outlets[0] for one in alone]
    return [one for n, one in enumerate(alone) if outlets[:n].count(outlets[n]) < each]


def _rank_news(
    mine: Sequence[AnnotatedSentence], event: Texts, heads: Heads, speech: Speech
) -> list[AnnotatedSentence]:
    """An outlet's sentences that can stand alone and have a name or a figure, the news first."""
    from ..matching.related import load_related

    related = load_related()
    known = {
        stem for one in event for stem in one.all_stems if mine and one.outlet != mine[0].outlet
    }
    known |= {other for one in known for other, near in related.near.get(one, ()) if near >= ABOUT}
    rows = []
    for one in mine:
        stems = one.content_stems
        fresh = stems - known
        new, whole = (
            sum(event.scaled_idf.get(stem, 1.0) * related.idf(stem) for stem in sorted(row))
            for row in (fresh, stems)
        )
        named = one.numbers or any(name.start or " " in name.text for name in one.names)
        is_new = named and len(fresh) >= LEAST and new >= NEWS * whole
        if is_new and _stands_alone(one, speech) and not _is_bare(one, event):
            late = one.sentence.index / len(event.by_article[one.sentence.article])
            weight = new / whole * min(1.0, len(fresh) / MANY) * (1 - (1 - LATE) * late)
            weight *= (1 + TOPIC * heads.near(stems)) * (ASIDE if _is_aside(one, event) else 1.0)
            rows.append((-weight, one.id, one))
    return [row[-1] for row in sorted(rows, key=lambda row: row[:2])]


def _is_aside(one: AnnotatedSentence, event: Texts) -> bool:
    """Whether it is about people whom no other outlet names."""
    named = event.actors.inside(one.id, one.sentence.start, one.sentence.end)
    people = [actor for _, actor in named if actor.kind == "person"]
    others = (event[at.sentence].outlet for actor in people for at in actor.mentions)
    return bool(people) and all(outlet == one.outlet for outlet in others)


def _is_bare(one: AnnotatedSentence, event: Texts) -> bool:
    """Whether it says little more than two countries that a sentence of another outlet names too:
    'a measured reaction from Tokyo and Washington'."""
    named = event.actors.inside(one.id, one.sentence.start, one.sentence.end)
    countries = {actor for _, actor in named if actor.kind == "country"}
    if len(countries) < 2 or len(one.content_stems) - len(countries) > BARE:
        return False
    together = set.intersection(*({at.sentence for at in each.mentions} for each in countries))
    return any(event[name].outlet != one.outlet for name in together)


def _stands_alone(one: AnnotatedSentence, speech: Speech) -> bool:
    """Whether a sentence is a statement that can be read by itself: no question, notice, list, no
    lead-in to the quotation behind it, no "these threats", nothing that a "he" says or does."""
    text = one.text.strip()
    ends = text.rstrip("”\"’')")[-1:] == "."  # no heading, no link
    if not WORDS[0] <= count_words(text) <= WORDS[1] or not ends or NOTICE.search(text):
        return False
    if (
        _PARTICIPLE.match(text)
        or LABEL.match(text)
        or text.count(":") > 1
        or len(one.numbers) >= FIGURES
    ):
        return False
    own = [word.normal.split("'")[0] for word in one.own_words]
    head = [word.normal for word in one.words[: OPENING + 1]]
    head = head[1:] if head[0] in JOINING else head[:OPENING]
    opens = not POINTING.isdisjoint(head[:1]) or not PERSONAL.isdisjoint(head)
    if DANGLING.search(one.own_text) or opens or not own or not {*own}.isdisjoint(READERS):
        return False
    at = one.sentence.start
    names = [name.start for name in one.names if not one.is_marked(name.start, name.end)]
    names += [m.start - at for m, _ in one.texts.actors.inside(one.id, at, one.sentence.end)]
    shown = shorten(text)
    plain = count_words(_MARKED.sub(" ", shown))
    if plain <= BARE and 0 < count_words(shown) - plain < SAYING:
        return False
    he = [word.start for word in one.own_words if word.normal in HE]
    if he and len(own) > TAG and he[0] < min(names, default=len(text)):
        return False
    said = speech.get(one.id, ())
    behind = one.whole.article.text[one.sentence.end :].lstrip()[:1]
    if behind and behind in QUOTES and not any(each.words >= REPORTED for each in said):
        return False
    return any(each.speaker for each in said) or not any(w.content for w in one.quoted_words)
