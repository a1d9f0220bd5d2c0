"""Matched sentences to facts: each a star, one sentence and what other outlets have of it.

A cluster of sentences (`clusters.py`) becomes one row of the report. One of its sentences, the
star's centre, gives the row's words: the stretch that the others share. Every other outlet answers
these words by those of its sentences that match the centre, in whatever cluster they are, together:
so each mark answers the row's own words, and no outlet is marked by way of a third. How sure a mark
is comes of the match and of the words that are there too. Of the sentences of a cluster the centre
is the one that is answered best. A long sentence may state a
second fact: a pair that no star holds, or that only answers another sentence's words, is a row too.
A row goes where a wider or surer one says the same of its outlets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from math import prod
from typing import NamedTuple

from ..learned import log_odds, sigmoid
from ..matching.scorers import load_scorer
from ..model import Cell, Fact, Match, Origin
from ..options import Options
from ..text.annotate import Span, Texts
from ..text.words import POINTING
from .clauses import is_statement, shared_clause
from .clusters import Pair, cluster_sentences
from .coverage import Coverage, Shared

# How likely a mark holds: logistic regression (log-odds of the match; share, unquoted and apart of
# `Shared`; constant) on what strict readers said of 633 marks in rows of 37 training events, which
# the scores had not learned from (`python -m training.marks`).
HOLDS = (0.78, 2.3, -1.28, -1.61, -1.24)
SURE, PERHAPS = 0.63, 0.5  # how likely the weakest marks of a row, of a lead, must hold
STATES = (
    0.75,
    3.68,
    -1.29,
    -2.01,
    -3.14,
)  # the same for the outlet's having all that the words say
WHOLE = 0.8  # how likely that must be for the mark "states"
# Chosen on the same events, by their rows (`benchmarks/rows.py`).
EVEN = 0.5  # how likely a mark holds that is worth nothing to a star
HOMES = 4  # rows that hold a sentence, beyond which no pair of it becomes a row
PAIRS_TRIED = 200  # as rows of their own, in an event, the surest first
DOUBLE = 0.4  # share of its words, by weight, from which a row that another holds says the same
REPEATED = 0.6  # share of the words that a mark rests on from which a row that has them says it
LONG = 25  # words above which a centre loses some of its worth: a short sentence is one claim
LENGTHY = 0.2  # what it loses for each LONG words more
POINTING_BACK = 0.4  # what it loses where its words begin with a "he" or "this"
TRIED = 8  # centres of a cluster that are answered
TOGETHER = 3  # sentences of an outlet that answer a row together, at most
ADDS = 0.05  # share of the row's words that a further one of them adds, at least
BY_HAND = 1.0  # score of a pair that a correction joins
SUREST = 0.85  # how likely a row holds from which it is beyond doubt: those are ordered by origins


Weights = tuple[float, ...]


class Ray(NamedTuple):
    """What another outlet has of a star's words: its best sentence, how surely that matches, how
    likely the mark holds, the mark, and further sentences that answer together with the best."""

    score: float
    sentence: str
    holds: float = 0.0
    mark: str = ""
    more: tuple[str, ...] = ()


class Centre(NamedTuple):
    """A sentence whose words may be a row's, and those of other outlets that match it the best."""

    sentence: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Star:
    """A centre, and of each other outlet the sentence that matches it best.

    stretch  the part of the centre that is the row's words
    """

    centre: str
    stretch: Span
    rays: tuple[Ray, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of them, the centre first."""
        return (self.centre, *(name for ray in self.rays for name in (ray.sentence, *ray.more)))


def find_facts(
    matches: Sequence[Match],
    texts: Texts,
    origins: Sequence[Origin],
    options: Options,
    *,
    apart: Set[Pair] = frozenset(),
) -> tuple[Fact, ...]:
    """Facts of two outlets or more: the sure ones ("fact-1", …), then the others ("lead-1", …).

    A mark needs the scorer's bar "likely". Sure is a fact whose two weakest marks hold together
    with `SURE`, of the others with `PERHAPS`; weaker ones go. Facts from `SUREST` on
    come first; then by origins, then by how likely they hold, each the most first. The order of the
    arguments' items does not matter.
    apart: pairs of sentence ids (a < b) that no fact may hold together.
    """
    scores = {
        (m.a, m.b): m.score
        for m in sorted(matches, key=lambda m: (m.a, m.b))
        if m.a in texts and m.b in texts and texts[m.a].outlet != texts[m.b].outlet
    }
    likely = load_scorer(options).bars["likely"]
    outlets = {name: texts[name].outlet for pair in scores for name in pair}
    clusters = cluster_sentences(scores, outlets, likely, apart)
    finder = _Finder({p: s for p, s in scores.items() if s >= likely and p not in apart}, texts)
    sure, unsure = [], []
    for cluster in clusters:
        centres = finder.list_centres(cluster)
        if star := finder.choose_star(centres, SURE):
            sure.append(star)
        elif star := finder.choose_star(centres, PERHAPS):
            unsure.append(star)
    sure = finder.drop_doubles([*sure, *finder.find_pairs(sure, SURE)])
    unsure += finder.find_pairs([*sure, *unsure], PERHAPS)
    leads = {(s.centre, s.stretch, finder.outlets_of(s)): s for s in unsure}
    unsure = [star for star in leads.values() if not finder.is_double(star, sure)]
    origin_of = {article: origin.id for origin in origins for article in origin.articles}
    facts: list[Fact] = []
    for kind, stars in (("fact", sure), ("lead", unsure)):
        kind_facts = [_make_fact(star, texts, origin_of, kind == "fact") for star in stars]
        kind_facts.sort(key=_rank_fact)
        facts += [replace(fact, id=f"{kind}-{number}") for number, fact in enumerate(kind_facts, 1)]
    return tuple(facts)


class _Finder:
    """Finds the stars of an event's matches.

    scores: pairs (a < b) of different outlets -> 0..1, the likely ones.
    """

    def __init__(self, scores: Mapping[Pair, float], texts: Texts) -> None:
        self.scores = scores
        self.texts = texts
        self.coverage = Coverage(texts)
        near: defaultdict[str, list[Ray]] = defaultdict(list)  # the surest first
        for (a, b), score in scores.items():
            near[a].append(Ray(score, b))
            near[b].append(Ray(score, a))
        for row in near.values():
            row.sort(key=lambda ray: (-ray.score, ray.sentence))
        self.near = near

    def list_centres(self, cluster: Set[str]) -> list[Centre]:
        """Of a cluster those that promise most, `TRIED` at most."""
        centres: list[tuple[float, Centre]] = []
        for name in sorted(cluster):
            best: dict[str, Ray] = {}
            for ray in self.near[name]:
                if ray.sentence in cluster:
                    best.setdefault(self.texts[ray.sentence].outlet, ray)
            if best and self.may_stand(name):
                worth = self.weigh(name, (ray.score for ray in best.values()))
                centres.append((-worth, Centre(name, tuple(ray.sentence for ray in best.values()))))
        return [centre for _, centre in sorted(centres)[:TRIED]]

    def choose_star(self, centres: Iterable[Centre], bar: float) -> Star | None:
        """The star of most worth, None where no centre is answered."""
        stars = (self.answer(centre, bar) for centre in centres)
        return min((star for star in stars if star), key=self.rank, default=None)

    def rank(self, star: Star) -> tuple[float, str]:
        """For sorting, the star of most worth first."""
        marks = (ray.holds for ray in star.rays)
        return -self.weigh(star.centre, marks, star.stretch[0]), star.centre

    def find_pairs(self, stars: Sequence[Star], bar: float) -> list[Star]:
        """Pairs that say what no star does, as rows: the surest first."""
        rows: defaultdict[str, list[Star]] = defaultdict(list)  # sentence -> the stars that hold it
        for star in stars:
            for name in (star.centre, *(ray.sentence for ray in star.rays)):
                rows[name].append(star)
        used = {star.centre for star in stars}
        pair_stars: list[Star] = []
        tried = 0
        for a, b in sorted(self.scores, key=lambda pair: (-self.scores[pair], pair)):
            if max(len(rows[a]), len(rows[b])) >= HOMES:
                continue
            if any(star.centre in (a, b) and {a, b} <= {*star.sentences} for star in rows[a]):
                continue
            if (tried := tried + 1) > PAIRS_TRIED:
                break
            centres = [Centre(a, (b,)), Centre(b, (a,))]
            centres = [one for one in centres if self.may_stand(one.sentence)]
            fresh = [one for one in centres if one.sentence not in used]  # words of its own
            found = self.choose_star(fresh, bar) or self.choose_star(centres, bar)
            if found:
                pair_stars.append(found)
                used.add(found.centre)
                for name in (a, b):
                    rows[name].append(found)
        return pair_stars

    def may_stand(self, name: str) -> bool:
        """Whether a row may be in a sentence's words."""
        return is_statement(self.texts[name].text, not self.texts[name].sentence.index)

    def weigh(self, centre: str, marks: Iterable[float], start: int = 0) -> float:
        """What a star is worth: many sure marks around a short sentence that stands by itself.

        start: of the row's words in the sentence.
        """
        worth = sum(mark - EVEN for mark in marks)
        words = [w.normal for w in self.texts[centre].words if w.start >= start]
        first = next((word for word in words if word not in {"and", "but"}), "")
        if first in POINTING:
            worth -= POINTING_BACK
        longer = max(0, len(self.texts[centre].text.split()) - LONG)
        return round(worth - LENGTHY * longer / LONG, 9)

    def answer(self, centre: Centre, bar: float) -> Star | None:
        """The star with its words fixed, and with what each other outlet has of them by all of its
        sentences that match the centre: a mark that likely holds, "states" where they likely say
        all of it together and have its figures, else "in part". None where no outlet has one.

        An outlet that never names the person whom the words are about has nothing of them.
        """
        name, coverage = centre.sentence, self.coverage
        stretch = shared_clause(self.texts[name].text, coverage.shared_words(name, centre.others))
        naming = coverage.name_subject(name, stretch)
        by_outlet: defaultdict[str, list[Ray]] = defaultdict(list)
        for ray in self.near[name]:
            outlet = self.texts[ray.sentence].outlet
            if outlet in naming or ray.score >= BY_HAND:
                by_outlet[outlet].append(ray)
        rays: list[Ray] = []
        for own in by_outlet.values():
            score, names = own[0].score, self.join_answers(name, stretch, own)
            shared = coverage.compare(name, names, stretch)
            whole = how_likely(STATES, score, shared) >= WHOLE
            whole = whole and coverage.hold_figures(names, name, stretch)
            mark = "states" if whole else "in part"
            holds = how_likely(HOLDS, score, shared)
            rays.append(Ray(score, names[0], holds, mark, tuple(names[1:])))
        kept = keep_likely(rays, bar)
        return Star(name, stretch, kept) if kept else None

    def join_answers(self, centre: str, stretch: Span, own: Sequence[Ray]) -> list[str]:
        """Of an outlet's sentences that match the centre the best, and those that add to it."""
        names: list[str] = []
        share = -ADDS
        for ray in own[:TOGETHER]:
            together = self.coverage.share_of(centre, [*names, ray.sentence], stretch)
            if together >= share + ADDS:
                names.append(ray.sentence)
                share = together
        return names

    def drop_doubles(self, stars: Sequence[Star]) -> list[Star]:
        """Those that say more than a wider or surer one."""
        kept: list[Star] = []
        for star in sorted(stars, key=self.rank):
            if not self.is_double(star, kept):
                kept.append(star)
        return kept

    def is_double(self, star: Star, others: Collection[Star]) -> bool:
        """Whether another row says the same of its outlets, or of sentences of two of them; or
        others say what each of its marks rests on."""
        outlets = self.outlets_of(star)
        for other in others:
            both = {self.texts[name].outlet for name in {*star.sentences} & {*other.sentences}}
            if (len(both) > 1 or outlets <= self.outlets_of(other)) and self.is_told(star, other):
                return True
        return all(self.is_repeated(star, ray, others) for ray in star.rays)

    def is_repeated(self, star: Star, ray: Ray, others: Iterable[Star]) -> bool:
        """Whether a row of both outlets has the words that a mark rests on."""
        both = {self.texts[star.centre].outlet, self.texts[ray.sentence].outlet}
        names = [ray.sentence, *ray.more]
        return any(
            both <= self.outlets_of(other)
            and self.coverage.share_told(
                star.centre, star.stretch, other.centre, other.stretch, names
            )
            >= REPEATED
            for other in others
        )

    def outlets_of(self, star: Star) -> frozenset[str]:
        """All that have its words, or a part of them."""
        return frozenset(self.texts[name].outlet for name in star.sentences)

    def is_told(self, star: Star, other: Star) -> bool:
        """Whether another row, in the words of one of them, has a star's sentences, or has most of
        its words."""
        own = {star.centre, *(ray.sentence for ray in star.rays)}
        if other.centre in own and own <= {*other.sentences}:
            return True
        told = self.coverage.share_told(star.centre, star.stretch, other.centre, other.stretch)
        return told >= DOUBLE


def keep_likely(rays: Iterable[Ray], bar: float) -> tuple[Ray, ...]:
    """The surest marks, as long as each likely holds together with the one before it.

    Not all together: a row of sixty outlets would lose marks of which each is beyond doubt.
    """
    kept: list[Ray] = []
    for ray in sorted(rays, key=lambda ray: (-ray.holds, ray.sentence)):
        if prod(one.holds for one in (*kept[-1:], ray)) < bar:
            break
        kept.append(ray)
    return tuple(kept)


def how_likely(weights: Weights, score: float, shared: Shared) -> float:
    """A mark holds (`HOLDS`), or says all (`STATES`), 0..1: by the score of its match, and what the
    outlet has of the row's words. One that a correction joins does."""
    if score >= BY_HAND:
        return 1.0
    signals = (log_odds(score), *shared, 1.0)
    return sigmoid(sum(w * value for w, value in zip(weights, signals, strict=True)))


def _rank_fact(fact: Fact) -> tuple[bool, int, float, tuple[str, ...]]:
    return fact.score < SUREST, -fact.origins, -fact.score, fact.sentences


def _make_fact(star: Star, texts: Texts, origin_of: Mapping[str, str], sure: bool) -> Fact:
    """The fact without its number."""
    centre = texts[star.centre].sentence
    start, end = star.stretch
    cells = [Cell(centre.outlet, centre.id, 1.0, "states")]
    cells += [
        Cell(texts[ray.sentence].outlet, ray.sentence, ray.score, ray.mark) for ray in star.rays
    ]
    members = [texts[name].sentence for name in star.sentences]
    members.sort(key=lambda s: (s.article, s.index, s.id))
    return Fact(
        id="",
        text=centre.text[start:end],
        sentence=centre.id,
        start=centre.start + start,
        end=centre.start + end,
        cells=tuple(sorted(cells, key=lambda cell: cell.outlet)),
        sentences=tuple(s.id for s in members),
        outlets=tuple(sorted(cell.outlet for cell in cells)),
        origins=len({origin_of.get(s.article, s.article) for s in members}),
        score=round(prod(ray.holds for ray in star.rays), 6),
        sure=sure,
    )
