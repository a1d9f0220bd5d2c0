"""One utterance quoted in other words, wherever the outlets quote it: in no row of the report too.

Right by construction where the speaker is: the words that two outlets put into one person's mouth,
in quotation marks, alike to a large part word by word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from ...datafiles import load_group
from ...text.annotate import AnnotatedSentence, Texts
from ...text.words import normal_words
from .pairing import Difference
from .quote import (
    Alignment,
    Words,
    align_quotations,
    is_edge,
    read_quotations,
    spell_words,
    tell_change,
)

IN_FACT = 4  # words that two quotations in sentences of one fact share
RUN = 3  # words in a row that two quotations share before they are compared
COMMON = 50  # sentences with such a run above which it is everybody's phrase
ALIKE = 0.6  # share (0..1) of the stretch that both have, outside of facts with its short ends
FEWEST = 5  # words that both have, of one speaker
UNNAMED = 9  # the same where an outlet does not name the speaker
PERSONS = ("first_person", "second_person", "third_person")
MEDIA = ("post", "paper", "aloud")  # groups of words of what is written, printed, spoken
# to whom somebody says it: 'told the Herald', 'in an interview with Tom Orr'
_HEARER = re.compile(
    r"\b(?:told|interview(?:ed)?\s(?:with|by|on|for)|sp(?:oke|eaking)\s(?:to|with))\s(?:[Tt]he\s)?"
    r"([A-Z][\w&’'-]{1,20}(?:\s[A-Z][\w&’'-]{1,20}){0,3})"
)
NEAR = 2  # sentences before a quotation in which that stands
MOST_PAIRS = 5000  # pairs of sentences compared in one event

Pair = tuple[str, str]
Near = tuple[AnnotatedSentence, Words, AnnotatedSentence, Words, Alignment]


def find_requotes(texts: Texts, joined: Iterable[Pair]) -> list[Difference]:
    """Quotations of one speaker in two outlets, alike but for a word that says something.

    joined: pairs of sentences of one fact, whose quotations may be less alike.

    Words that one outlet quotes before or after the common stretch are a cut, no difference; so
    are an ellipsis and what an editor put into brackets. Quoted against paraphrased is none.
    """
    facts = {(a, b) if a < b else (b, a) for a, b in joined}
    near = [
        (texts[a], x, texts[b], y, row)
        for a, b in sorted({*facts, *_pair_sentences(texts)})
        for x in read_quotations(texts[a])
        for y in read_quotations(texts[b])
        if (row := align_quotations(x, y)) and (_are_near(row) or ((a, b) in facts and _fit(row)))
    ]
    # (article, where the quotation begins) -> whose it is, by the event's own name for them
    said = texts.utterances if near else ()
    speakers = {(one.article, one.start): one.speaker for one in said if one.direct and one.speaker}
    differences = []
    for a, x, b, y, row in _choose_nearest(near):
        one, two = _name_speaker(a, x, speakers), _name_speaker(b, y, speakers)
        mostly = (a.id, b.id) in facts and row.shared >= ALIKE * row.whole
        unnamed = row.shared >= UNNAMED and not (one and two)
        is_one = (mostly or unnamed or bool(one & two)) and not _are_two(a, x, b, y, row)
        if is_one and (change := tell_change(a, x, b, y, row)):
            differences.append(change)
    return differences


def _choose_nearest(near: list[Near]) -> list[Near]:
    """Each stretch with that of another outlet which it is most alike: what one speaker says twice,
    in other words, is quoted twice by both."""
    used: defaultdict[tuple[str, int, str], list[tuple[int, int]]] = defaultdict(list)
    chosen = []
    for one in sorted(near, key=_rank_near):
        a, x, b, y, row = one
        head, tail = row.ends
        places = (
            (used[a.id, x[0].start, b.outlet], (head.b, tail.a)),
            (used[b.id, y[0].start, a.outlet], (head.d, tail.c)),
        )
        if any(low < end and start < high for row, (start, end) in places for low, high in row):
            continue
        chosen.append(one)
        for spans, span in places:
            spans.append(span)
    return chosen


def _rank_near(one: Near) -> tuple[float, int, str, str, int, int]:
    a, x, b, y, row = one
    return -row.shared / row.whole, -row.shared, a.id, b.id, x[0].start, y[0].start


def _are_two(
    a: AnnotatedSentence, x: Words, b: AnnotatedSentence, y: Words, row: Alignment
) -> bool:
    """Whether one speaker said two things in like words: of other persons ('their country', 'our
    country'), to others, one spoken and one written, or two that were written, whose words nobody
    mishears."""
    ends = [end for end in row.ends if is_edge(end)]
    for change in (*ends, *row.changes):
        mine, other = _read_persons(x[change.a : change.b]), _read_persons(y[change.c : change.d])
        if mine and other and not mine & other:
            return True
    here, there = _read_hearers(a), _read_hearers(b)
    if here and there and not here & there:
        return True
    one, two = _read_media(a), _read_media(b)
    return bool(one and two) and (not one & two or one == two == {"post"})


def _read_persons(words: Words) -> set[str]:
    """Of whom a stretch speaks: 'my', 'our' of the first person, 'their', 'her' of the third."""
    return {person for word in words for person in PERSONS if word.normal in load_group(person)}


def _read_hearers(side: AnnotatedSentence) -> set[str]:
    """The words of whom somebody speaks to there, or in the nearest sentence before."""
    near = side.texts.before(side.sentence.article, side.sentence.start, NEAR + 1)
    hits = (_HEARER.findall(one.text) for one in near)
    return {word for name in next(filter(None, hits), ()) for word in normal_words(name)}


def _read_media(side: AnnotatedSentence) -> set[str]:
    """Where somebody says it by the outlet's own words there: in a post, in a letter, aloud."""
    words = {word.normal for word in side.words if not side.is_marked(*word[:2])}
    return {medium for medium in MEDIA if words & load_group(medium)}


def _pair_sentences(texts: Texts) -> list[Pair]:
    """Sentences of two outlets whose quotations share a run of words."""
    by_run: defaultdict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for one in texts:
        for words in read_quotations(one):
            stems = spell_words(words)
            for at in range(len(stems) - RUN + 1):
                by_run[tuple(stems[at : at + RUN])][one.id] = one.outlet
    pairs = {
        (a, b)
        for outlets in by_run.values()
        if len(outlets) <= COMMON
        for a, b in combinations(sorted(outlets), 2)
        if outlets[a] != outlets[b]
    }
    return sorted(pairs)[:MOST_PAIRS]


def _are_near(row: Alignment) -> bool:
    """Whether it is one utterance: both go on alike, or one of them stops."""
    return _stop(row) and row.shared >= max(FEWEST, ALIKE * row.whole)


def _stop(row: Alignment) -> bool:
    return all(is_edge(end) or end.a == end.b or end.c == end.d for end in row.ends)


def _fit(row: Alignment) -> bool:
    """The same of two sentences that state one fact."""
    return (
        _stop(row) and row.shared >= max(IN_FACT, ALIKE * row.longer) and row.shared > row.whole / 2
    )


def _name_speaker(
    side: AnnotatedSentence, words: Words, speakers: dict[tuple[str, int], str]
) -> frozenset[str]:
    """The words of the speaker's name; none where it is not told."""
    at, article = side.sentence.start, side.sentence.article
    start = at + words[0].start
    around = (q for q in side.whole.quotes if q.kind == "direct" and q.start <= start < q.end)
    names = (speakers.get((article, quote.start), "") for quote in around)
    return frozenset(normal_words(next(filter(None, names), "")))
