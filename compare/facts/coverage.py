"""What sentences have in common, word by word: which words of one another has too."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence, Set
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ..text.actors.signs import is_general
from ..text.annotate import AnnotatedSentence, Span, Texts
from ..text.countries import find_country
from ..text.dates import DateMention
from ..text.hedges import find_doubted
from ..text.locales import is_english
from ..text.names import Name
from ..text.numbers import Quantity
from ..text.words import stem
from .clauses import Word

if TYPE_CHECKING:
    from ..text.actors import Actor

ROUNDED = 0.01  # relative difference up to which two quantities are one
SPOKEN = 0.6  # share of a stretch that is one speaker's, from which its words are his
VERBATIM = 0.8  # share of its stems from which other words are these, whoever speaks them there

FEWEST = 3  # words that two share of what one doubts
LETTERS = 4  # of a name of nobody known, up to which it is an abbreviation

THIS_COUNTRY = frozenset(map(stem, ("country", "nation")))
# of no thing: a dateline, a member's party and state, a word with a mark
_NO_NAME = re.compile(r"[A-Z]{5,}\b|[RDI]-|I['’]")
_HE = re.compile(r"[\"“]?(?:He|She|he|she)\b")
_FIGURE = re.compile(r"\d[\d.,:]{0,20}(?<=\d)")
_DENIES = re.compile(
    r"\b(?:not|never|den(?:y|ies|ied)|doubt\w{0,4}|s[ck]eptic\w{0,4}|question\w{0,4})\b|n[’']t\b",
    re.I,
)
# 'Calling Orr a friend, Pell …', 'According to Orr, …'
_BESIDE = re.compile(r"[A-Z][a-z]{2,15}ing\s[^,]{1,150},[’'”\"]?\s")


class Shared(NamedTuple):
    """What sentences have of a stretch of another one, together.

    share: of its content words, by weight, 0..1
    unquoted: whether it has content words in quotation marks, and they none of those
    apart: whether both name a day, and not one day is the same
    """

    share: float
    unquoted: bool = False
    apart: bool = False


class Coverage:
    """What the sentences of an event have in common."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def share_told(
        self, name: str, stretch: Span, other: str, told: Span, names: Sequence[str] = ()
    ) -> float:
        """How much of a stretch of a sentence a stretch of another one has, 0..1: of its content
        words, by weight.

        names: only of the words that these sentences have too
        """
        known = self._texts[other].stems(*told)
        words = [w for w in self.cover(name, names, stretch) if w.share or not names]
        return share_there([w._replace(share=w.stem in known) for w in words])

    def compare(self, centre: str, names: Sequence[str], stretch: Span) -> Shared:
        """What other sentences have of a stretch of a sentence together."""
        words = self.cover(centre, names, stretch)
        text = self._texts[centre]
        quoted = [word.share for word in words if text.is_uttered(word.start)]
        days = _list_days(d for d in text.dates if stretch[0] <= d.start and d.end <= stretch[1])
        own_days = _list_days(d for name in names for d in self._texts[name].dates)
        return Shared(
            share_there(words),
            unquoted=bool(quoted) and not any(quoted),
            apart=bool(days and own_days) and not days & own_days,
        )

    def name_subject(self, centre: str, stretch: Span) -> Set[str]:
        """The outlets that name, anywhere, the first person of a stretch, or whom the "he" means
        that it begins with; all where it has none."""
        one = self._texts[centre]
        begin = one.sentence.start
        if _HE.match(one.text, stretch[0]) and (he := self._texts.cast.subjects.get(centre)):
            return self._namers[he.name]
        beside = _BESIDE.match(one.text, *stretch)
        people = self._list_people(centre, begin + stretch[0], begin + stretch[1])
        if beside:  # whose people the main clause is not about
            people = [row for row in people if row[0] >= begin + beside.end()] or people
        if not people:
            return set(self._texts.by_outlet)
        return self._namers[min(people)[1].name]

    def has_names(self, names: Sequence[str], centre: str, stretch: Span) -> bool:
        """Whether the outlet of sentences has every name of a stretch of another one, in its words
        in them or anywhere, and every day of it in them, beside them or in its lead; for a country
        they may speak of 'this country'."""
        one, outlet = self._texts[centre], self._texts[names[0]].outlet
        own = frozenset().union(*(self._texts[name].all_stems for name in names))
        here = not THIS_COUNTRY.isdisjoint(own)
        for name in one.names if is_english(one.language) else ():  # elsewhere all nouns may be
            inside = stretch[0] <= name.start and name.end <= stretch[1]
            is_there = one.stems(name.start, name.end) <= own
            if inside and not (is_there or self._has_name(name, one, outlet, here=here)):
                return False
        near = [e for name in names for other in self._list_near(name) for e in _read_dates(other)]
        return all(any(_may_meet(d, e) for e in near) for d in _read_dates(one, stretch))

    def _list_near(self, name: str) -> list[AnnotatedSentence]:
        """A sentence, its neighbours, and its article's headline and first sentence."""
        here = self._texts[name].sentence
        row = self._texts.by_article[here.article]
        at = next(n for n, one in enumerate(row) if one.id == name)
        return [*row[:2], *row[max(0, at - 1) : at + 2]]

    def _has_name(self, name: Name, one: AnnotatedSentence, outlet: str, *, here: bool) -> bool:
        """Whether an outlet has a sentence's name, anywhere. here: it speaks of 'this country'."""
        actors = [who for (a, b), who in one.actors if a < name.end and name.start < b]
        if not actors:
            is_word = (
                len(name.text) < LETTERS or _NO_NAME.match(name.text) or find_country(name.text)
            )
            stems = one.stems(name.start, name.end)
            return bool(is_word) or not stems.isdisjoint(self._stems[outlet])
        return all(
            outlet in self._namers[who.name]
            or (who.kind == "country" and here)
            or (who.kind == "body" and is_general(who.name))
            for who in actors
        )

    @cached_property
    def _stems(self) -> dict[str, frozenset[str]]:
        """Outlet -> the stems of all its words."""
        rows = self._texts.by_outlet.items()
        return {outlet: frozenset().union(*(one.all_stems for one in row)) for outlet, row in rows}

    def has_speakers(self, outlet: str, centre: str, stretch: Span, share: float = 0.0) -> bool:
        """Whether an outlet names, anywhere, who says most of a stretch, or has nearly all of its
        words (share)."""
        speakers = self._list_speakers(centre, stretch)
        return share >= VERBATIM or all(outlet in self._namers[one] for one in speakers)

    @cached_property
    def _namers(self) -> dict[str, set[str]]:
        """Actor -> the outlets that name it, anywhere."""
        return {
            actor.name: {
                self._texts[place.sentence].outlet
                for place in actor.mentions
                if place.sentence in self._texts
            }
            for actor in self._texts.actors
        }

    def _list_people(self, name: str, start: int, end: int) -> list[tuple[int, Actor]]:
        """The people whom a sentence names from start to end of the article, by place."""
        named = self._texts.actors.inside(name, start, end)
        return [(place.start, actor) for place, actor in named if actor.kind == "person"]

    def is_of_others(self, centre: str, stretch: Span, name: str) -> bool:
        """Whether a stretch is a speaker's words, and another sentence is other people's; of an
        outlet that never names the speaker, whoever is quoted in it."""
        speakers = self._list_speakers(centre, stretch)
        if not speakers:
            return False
        said = self._texts[name].speech
        others = {one.actor for one in said if one.actor}
        if not self.has_speakers(self._texts[name].outlet, centre, stretch):
            others |= {one.speaker for one in said if one.direct and one.speaker}
        if not others or speakers & others:
            return False
        words = self._texts[centre].stems(*stretch)
        return len(words & self._texts[name].all_stems) < VERBATIM * len(words)

    def differs_in_doubt(self, centre: str, stretch: Span, name: str) -> bool:
        """Whether one of a stretch of a sentence and another sentence doubts most of what they
        share, and the other states it, denying nothing."""
        one, other = self._texts[centre], self._texts[name]
        for doubting, (start, end), plain, bounds in (
            (one, stretch, other, (0, len(other.text))),
            (other, (0, len(other.text)), one, stretch),
        ):
            clause = find_doubted(doubting.text[start:end])
            if not clause or _DENIES.search(plain.text, *bounds):
                continue
            own = plain.stems(*bounds)
            shared = doubting.stems(start, end) & own
            doubted = doubting.stems(start + clause[0], start + clause[1]) & own
            return len(doubted) >= max(FEWEST, len(shared) / 2)
        return False

    def _list_speakers(self, centre: str, stretch: Span) -> set[str]:
        """The actors who say most of a stretch."""
        begin = self._texts[centre].sentence.start
        start, end = begin + stretch[0], begin + stretch[1]
        return {
            one.actor
            for one in self._texts[centre].speech
            if one.actor
            and one.direct
            and min(one.end, end) - max(one.start, start) >= SPOKEN * (end - start)
        }

    def cover(self, centre: str, names: Sequence[str], stretch: Span) -> list[Word]:
        """The content words of a stretch, each with the share of the others that have it too."""
        there = [self._texts[name].all_stems for name in names]
        return [
            Word(
                word.start,
                word.stem,
                self._texts.idf(word.stem),
                sum(word.stem in stems for stems in there) / max(1, len(there)),
            )
            for word in self._texts[centre].words
            if word.content and stretch[0] <= word.start < stretch[1]
        ]

    def hold_figures(self, names: Sequence[str], centre: str, stretch: Span) -> bool:
        """Whether sentences together have every figure of a stretch of another one: quantities
        within `ROUNDED`, days that meet, and other figures (a year, a score)."""
        mine, theirs = [self._texts[name] for name in names], self._texts[centre]
        start, end = stretch
        numbers = [q for q in theirs.numbers if start <= q.start and q.end <= end]
        dates = _read_dates(theirs, stretch)
        own_numbers = [q for one in mine for q in one.numbers]
        own_dates = [d for one in mine for d in _read_dates(one)]
        if not all(any(_are_near(q, p) for p in own_numbers) for q in numbers):
            return False
        if not all(
            any(_may_meet(d, e) for e in own_dates)
            for d in dates
            if own_dates or _FIGURE.search(d[1])
        ):
            return False
        known = {figure for one in mine for figure in _FIGURE.findall(one.text)}
        return all(
            hit.group() in known
            for hit in _FIGURE.finditer(theirs.text, start, end)
            if not any(q.start <= hit.start() < q.end for q in numbers)
            and not any(d.start <= hit.start() < d.end for d, _ in dates)
        )


def share_there(words: Sequence[Word]) -> float:
    """How much of these the others have, 0..1, by weight."""
    total = sum(word.weight for word in words)
    return sum(word.weight for word in words if word.share) / total if total else 0.0


def _list_days(dates: Iterable[DateMention]) -> set[str]:
    """Those that are known to the day."""
    return {str(d.low) for d in dates if d.low is not None and d.low == d.high}


def _are_near(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities are one, but for rounding."""
    return all(
        a == b or abs(a - b) <= ROUNDED * max(abs(a), abs(b))
        for a, b in ((one.low, other.low), (one.high, other.high))
    )


def _read_dates(
    one: AnnotatedSentence, stretch: Span = (0, sys.maxsize)
) -> list[tuple[DateMention, str]]:
    """The dates of a stretch, each with its words."""
    dates = (d for d in one.dates if stretch[0] <= d.start and d.end <= stretch[1])
    return [(d, one.text[d.start : d.end].casefold()) for d in dates]


def _may_meet(one: tuple[DateMention, str], other: tuple[DateMention, str]) -> bool:
    """Whether two mentions may be of one day; one that could not be resolved may be any of its
    sort: another weekday is not."""
    (a, words), (b, other_words) = one, other
    if None in (a.low, a.high, b.low, b.high):
        alike = a.precision != "weekday" or words[-6:] == other_words[-6:]  # 'last Monday'
        return a.precision == b.precision and alike
    return str(a.low) <= str(b.high) and str(b.low) <= str(a.high)
