"""What one outlet alone has: sentences whose telling words no other article holds anywhere.

Held against whole articles, not only against the nearest sentence, and with related words
(`data/related.txt`): 'took photos' and 'took pictures' are one claim. None rather than a doubtful
one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..model import Comparison, Evidence
from ..text.annotate import AnnotatedSentence, Texts
from ..text.words import POINTING, count_words
from .model import Finding
from .wording import NOTICE, end_sentence, tell_words

if TYPE_CHECKING:
    from ..text.utterances import Utterance

EACH = 2  # sentences of an outlet
NEAR = 0.6  # score of the nearest sentence elsewhere, from which a sentence is not alone
NEWS = 0.4  # share of its words, by rarity, that no other article has, nor a related one
ABOUT = 0.5  # nearness of a stem, from which it tells the same
LEAST = 2  # words that no other article has
WORDS = (9, 36)  # words of a sentence that can stand for an outlet
FIGURES = 4  # figures, from which it is a list
LATE = 0.5  # what the last sentence of an article weighs beside its first
OPENING = 3  # words of a sentence in which a "they" has nobody before it
PERSONAL = frozenset(["he", "she", "it", "they"])
READERS = ("i", "we", "you", "your", "our", "my", "let", "please")
_LABEL = re.compile(r"\W?[A-Z][a-z]{1,20}(?: [a-z]{1,20}){0,2}:")  # 'Source: …', 'Example: …'
# 'these threats', 'the latter', 'this case': whose sense stands in the sentence before
_DANGLING = re.compile(
    r"^(?:From there|Instead|Then|Here|As a result)\b"
    r"|\b(?:these|those|such|the (?:latter|former|same|move|decision|case|incident))\b"
    r"|\b[Tt]h(?:is|at) (?!(?:week|month|year|morning|afternoon|evening|summer|winter|spring|fall"
    r"|season|time|kind|sort|day)\b)[a-z]+\b"
)


def find_alone(
    comparison: Comparison, texts: Texts, said: Sequence[Utterance], labels: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Per outlet up to EACH sentences with most that no other outlet's text has.

    texts   of the outlets that tell of the event; they are held against all that were compared
    What is counted is the rarity of the words that no other outlet uses anywhere, names and figures
    twice; less for what is long, or late in its article.
    """
    from ..matching.related import load_related

    shared = {name for lead in comparison.leads for name in lead.sentences}
    related = load_related()
    known: dict[str, set[str]] = {}
    for sentence in comparison.sentences:
        known.setdefault(sentence.outlet, set()).update(texts.event[sentence.id].all_stems)
    found = []
    for outlet in texts.outlets:
        elsewhere = set[str]().union(*(known[other] for other in known if other != outlet))
        elsewhere |= {
            stem for one in elsewhere for stem, share in related.near.get(one, ()) if share >= ABOUT
        }
        mine = [
            (-news, one.sentence)
            for one in comparison.only
            if one.sentence in texts and texts[one.sentence].outlet == outlet
            if one.score < NEAR and one.sentence not in shared
            for news in _weigh_news(texts[one.sentence], elsewhere, said, related.idf)
        ]
        for _, name in sorted(mine)[:EACH]:
            start, whole = texts[name].sentence.start, texts[name].text
            text = tell_words(name, start, whole, said)
            found.append(
                Finding(
                    kind="alone",
                    sentence=end_sentence(f"Only in {labels[outlet]}: {text}"),
                    text=text,
                    outlets=(outlet,),
                    evidence=(Evidence(name, start, texts[name].sentence.end),),
                )
            )
    return tuple(found)


def _weigh_news(
    one: AnnotatedSentence,
    elsewhere: set[str],
    said: Sequence[Utterance],
    background: Callable[[str], float],
) -> Iterator[float]:
    """How much of a sentence no other outlet has; nothing where it cannot stand alone."""
    if not _stands_alone(one, said):
        return
    marked = [(name.start, name.end) for name in one.names]
    marked += [(number.start, number.end) for number in one.numbers]
    own = one.texts.scaled_idf
    whole = new = weight = 0.0
    fresh = set()
    for word in one.words:
        if word.content:
            rarity = own.get(word.stem, 1.0) * background(word.stem)
            whole += rarity
            if word.stem not in elsewhere:
                new += rarity
                fresh.add(word.stem)
                is_marked = any(start <= word.start < end for start, end in marked)
                weight += rarity * (2 if is_marked else 1)
    if len(fresh) >= LEAST and new >= NEWS * whole:
        row = one.texts.by_article[one.sentence.article]
        late = one.sentence.index / max(1, row[-1].sentence.index)
        yield weight / (10 + len(one.words)) * (1 - (1 - LATE) * late)


def _stands_alone(one: AnnotatedSentence, said: Sequence[Utterance]) -> bool:
    """Whether a sentence is a statement that can be read by itself, with a name or a figure in it:
    no question, notice, list, "these threats", nothing that a "he" says or does."""
    text = one.text.strip()
    if not WORDS[0] <= count_words(text) <= WORDS[1] or text[-1:] in "?:!" or NOTICE.search(text):
        return False
    if _LABEL.match(text) or text.count(":") > 1:
        return False
    names = [name for name in one.names if name.start > 0 or " " in one.text[name.start : name.end]]
    if not (names or one.numbers) or len(one.numbers) >= FIGURES:
        return False
    own = [word.normal.split("'")[0] for word in one.own_words]
    first = [word.normal for word in one.words[:OPENING]]
    opens = not POINTING.isdisjoint(first[:1]) or not PERSONAL.isdisjoint(first)
    if _DANGLING.search(one.own_text) or opens or not own or not {*own}.isdisjoint(READERS):
        return False
    speakers = [each.speaker for each in said if each.sentence == one.id]
    return any(speakers) or not any(word.content for word in one.quoted_words)
