"""Matched sentences to facts: each a star, one sentence and what other outlets have of it.

A cluster of sentences (`clusters.py`) becomes one row of the report. One of its sentences, the
star's centre, gives the row's words: the stretch that the others share. A long sentence may state a
second fact: a sure pair that no star holds is a row too, unless the words that its sentences share
are mostly those that an earlier row of theirs tells of these two outlets already. Then each sure
row is answered: every other outlet by those of its sentences that match the centre, in whatever
cluster they are, together. So each mark answers the row's own words, and no outlet is marked by way
of a third. A row goes where a wider or surer one says the same of its outlets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from math import prod
from typing import NamedTuple

from ..matching.scorers import load_scorer
from ..model import Cell, Fact, Match, Origin
from ..options import Options
from ..text.annotate import Span, Texts
from ..text.words import POINTING
from .clauses import is_statement, shared_clause
from .clusters import Pair, cluster_sentences
from .coverage import Coverage

# Chosen on the training events, by the rows of events left out (`benchmarks/rows.py`).
ALIKE = 0.95  # score from which a pair may share nothing but the event's own words
HOMES = 4  # pairs beyond its cluster's row that one sentence may stand in
DOUBLE = 0.4  # share of its words, by weight, from which a row that another holds says the same
LONG = 25  # words above which a centre loses some of its worth: a short sentence is one claim
LENGTHY = 0.2  # what it loses for each LONG words more
LACKING = 0.2  # what it loses for each outlet that would have it in part only
POINTING_BACK = 0.2  # what it loses where it begins with a "he" or "this"
TRIED = 8  # centres of a cluster whose words are compared with the others' sentences
TOGETHER = 3  # sentences of an outlet that answer a row together, at most
ADDS = 0.05  # share of the row's words that a further one of them adds, at least
BY_HAND = 1.0  # score of a pair that a correction joins
SUREST = 0.9  # score from which a match is beyond doubt, and rows are ordered by origins first
PARTLY = 0.2  # share of the row's words that a mark "in part" needs below it


class Ray(NamedTuple):
    """What another outlet has of a star's words: its best sentence, and the mark."""

    score: float
    sentence: str
    mark: str = "states"


@dataclass(frozen=True, slots=True)
class Star:
    """A centre, and of each other outlet the sentence that matches it best.

    more     further sentences of these outlets that match the centre
    stretch  the part of the centre that is the row's words; None until the row is answered
    """

    centre: str
    rays: tuple[Ray, ...]
    more: tuple[str, ...] = ()
    stretch: Span | None = None

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of them, the centre first."""
        return (self.centre, *(ray.sentence for ray in self.rays), *self.more)

    @property
    def mean(self) -> float:
        """Of the scores, 0..1."""
        return sum(ray.score for ray in self.rays) / len(self.rays)


def find_facts(
    matches: Sequence[Match],
    texts: Texts,
    origins: Sequence[Origin],
    options: Options,
    *,
    apart: Set[Pair] = frozenset(),
) -> tuple[Fact, ...]:
    """Facts of two outlets or more: the sure ones ("fact-1", …), then the others ("lead-1", …).

    A mark needs the scorer's bar "likely"; sure is a fact whose mean score in its cluster, or the
    score of a pair between two clusters, reaches "same" (outlets that are then found to state its
    words may match less). Those from a score of `SUREST` on come first; then
    by origins, then by score, each the most first. The order of the arguments' items does not
    matter.
    apart: pairs of sentence ids (a < b) that no fact may hold together.
    """
    scores = {
        (m.a, m.b): m.score
        for m in sorted(matches, key=lambda m: (m.a, m.b))
        if m.a in texts and m.b in texts and texts[m.a].outlet != texts[m.b].outlet
    }
    bars = load_scorer(options).bars
    likely, same = bars["likely"], bars["same"]
    outlets = {name: texts[name].outlet for pair in scores for name in pair}
    coverage = Coverage(texts)
    # what most texts of the event repeat joins no two sentences, unless they are nearly the same
    scores = {
        (a, b): score
        for (a, b), score in scores.items()
        if (score >= ALIKE or coverage.share_own(a, b)) and not coverage.take_sides(a, b)
    }
    clusters = cluster_sentences(scores, outlets, likely, apart)
    star_list = [
        star for one in clusters if (star := _find_star(one, scores, texts, bars, coverage))
    ]
    sure = [star for star in star_list if star.mean >= same]
    sure += _find_pairs(scores, texts, sure, same, apart, coverage)
    near = _list_near({p: s for p, s in scores.items() if s >= likely and p not in apart})
    sure = [
        row
        for star in sure
        if (row := _answer_star(star, near[star.centre], texts, bars, coverage))
    ]
    sure = _drop_doubles(sure, texts, coverage)
    unsure = [star for star in star_list if star.mean < same]
    unsure += _find_pairs(scores, texts, [*sure, *unsure], likely, apart, coverage)
    origin_of = {article: origin.id for origin in origins for article in origin.articles}
    facts: list[Fact] = []
    for kind, stars in (("fact", sure), ("lead", unsure)):
        kind_facts = [
            _make_fact(star, texts, origin_of, coverage, kind == "fact") for star in stars
        ]
        kind_facts.sort(key=_rank_fact)
        facts += [replace(fact, id=f"{kind}-{number}") for number, fact in enumerate(kind_facts, 1)]
    return tuple(facts)


def _rank_fact(fact: Fact) -> tuple[bool, int, float, tuple[str, ...]]:
    return fact.score < SUREST, -fact.origins, -fact.score, fact.sentences


def _list_near(scores: Mapping[Pair, float]) -> Mapping[str, list[Ray]]:
    """Sentence -> those that match it, the surest first."""
    near: defaultdict[str, list[Ray]] = defaultdict(list)
    for (a, b), score in scores.items():
        near[a].append(Ray(score, b))
        near[b].append(Ray(score, a))
    for row in near.values():
        row.sort(key=lambda ray: (-ray.score, ray.sentence))
    return near


def _find_star(
    cluster: frozenset[str],
    scores: Mapping[Pair, float],
    texts: Texts,
    bars: Mapping[str, float],
    coverage: Coverage,
) -> Star | None:
    """The star whose marks are surest, around a short sentence rather than a long one."""
    stars = (
        _make_star(name, cluster, scores, texts, bars, coverage)
        for name in sorted(cluster)
        if _may_stand(name, texts)
    )
    likely = sorted((s for s in stars if s), key=lambda s: (-_weigh_star(s, texts), s.centre))[
        :TRIED
    ]
    return _choose_plainest(likely, texts, coverage)


def _choose_plainest(stars: Sequence[Star], texts: Texts, coverage: Coverage) -> Star | None:
    """The star of most worth, less for each outlet that has the centre's words in part only."""

    def loss(star: Star) -> tuple[float, str]:
        stretch = _find_stretch(star, texts, coverage)
        lacking = sum(
            not coverage.hold_all([ray.sentence], star.centre, stretch) for ray in star.rays
        )
        return round(LACKING * lacking - _weigh_star(star, texts), 9), star.centre

    return min(stars, key=loss, default=None)


def _find_stretch(star: Star, texts: Texts, coverage: Coverage) -> Span:
    """The stretch of the centre that the others share."""
    words = coverage.shared_words(star.centre, [ray.sentence for ray in star.rays])
    return shared_clause(texts[star.centre].text, words)


def _make_star(
    centre: str,
    cluster: Iterable[str],
    scores: Mapping[Pair, float],
    texts: Texts,
    bars: Mapping[str, float],
    coverage: Coverage,
) -> Star | None:
    """The star around one sentence of a cluster; None where no pair with it is likely."""
    near = sorted(
        (-scores.get(_order_pair(centre, name), 0.0), name) for name in cluster if name != centre
    )
    rays: dict[str, Ray] = {}
    more: list[str] = []
    for loss, name in near:
        if -loss < bars["likely"]:
            break
        outlet = texts[name].outlet
        if outlet not in rays:
            rays[outlet] = Ray(-loss, name)
        elif -loss >= bars["same"] and not coverage.shares_more(
            centre,
            name,
            [rays[outlet].sentence, *(one for one in more if texts[one].outlet == outlet)],
        ):
            more.append(name)
    return Star(centre, tuple(rays.values()), tuple(more)) if rays else None


def _may_stand(name: str, texts: Texts) -> bool:
    """Whether a row may be in a sentence's words."""
    return is_statement(texts[name].text, not texts[name].sentence.index)


def _weigh_star(star: Star, texts: Texts) -> float:
    words = len(texts[star.centre].text.split())
    total = sum(ray.score for ray in star.rays)
    first = texts[star.centre].words[:1]
    if first and first[0].normal in POINTING:
        total -= POINTING_BACK
    return round(total - LENGTHY * max(0, words - LONG) / LONG, 9)


def _find_pairs(
    scores: Mapping[Pair, float],
    texts: Texts,
    stars: Sequence[Star],
    bar: float,
    apart: Set[Pair],
    coverage: Coverage,
) -> list[Star]:
    """Pairs from the bar on that say what no star does, as rows of two: the surest first."""
    rows: defaultdict[str, list[Star]] = defaultdict(list)  # sentence -> the stars that hold it
    for star in stars:
        for name in star.sentences:
            rows[name].append(star)
    centres = {star.centre for star in stars}

    def says_more(name: str, other: str) -> bool:
        outlet = texts[other].outlet
        earlier = [s for star in rows[name] for s in star.sentences if texts[s].outlet == outlet]
        return not earlier or coverage.shares_more(name, other, earlier)

    pair_stars: list[Star] = []
    for (a, b), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if score < bar:
            break
        if max(len(rows[a]), len(rows[b])) >= HOMES or (a, b) in apart:
            continue
        if not (says_more(a, b) and says_more(b, a)):
            continue
        pair = [Star(a, (Ray(score, b),)), Star(b, (Ray(score, a),))]
        pair = [star for star in pair if _may_stand(star.centre, texts)]
        if not pair:
            continue
        fresh = [star for star in pair if star.centre not in centres] or pair  # words of its own
        pair_stars += [star for star in [_choose_plainest(fresh, texts, coverage)] if star]
        centres.add(pair_stars[-1].centre)
        for name in (a, b):
            rows[name].append(pair_stars[-1])
    return pair_stars


def _answer_star(
    star: Star, near: Sequence[Ray], texts: Texts, bars: Mapping[str, float], coverage: Coverage
) -> Star | None:
    """The star with its words fixed, and with what each other outlet has of them by all of its
    sentences that match the centre: "states" where they have all of it together, "in part" where
    they surely match. None where no outlet has.

    near: the centre's likely matches, the surest first. An outlet that never names the person whom
    the words are about has nothing of them.
    """
    stretch = _find_stretch(star, texts, coverage)
    by_outlet: defaultdict[str, list[Ray]] = defaultdict(list)
    naming = coverage.name_subject(star.centre, stretch)
    for ray in near:
        if texts[ray.sentence].outlet in naming or ray.score >= BY_HAND:
            by_outlet[texts[ray.sentence].outlet].append(ray)
    rays: list[Ray] = []
    more: list[str] = []
    for own in by_outlet.values():
        score = own[0].score
        names = _join_answers(star.centre, stretch, own, coverage)
        has_part = score >= bars["same"] and (
            score >= SUREST or coverage.share_of(star.centre, names, stretch) >= PARTLY
        )
        states = coverage.hold_all(names, star.centre, stretch)
        if states or has_part:
            rays.append(Ray(score, names[0], "states" if states else "in part"))
            more += names[1:]
    return Star(star.centre, tuple(rays), tuple(more), stretch) if rays else None


def _join_answers(centre: str, stretch: Span, own: Sequence[Ray], coverage: Coverage) -> list[str]:
    """Of an outlet's sentences that match the centre the best, and those that add to it."""
    names: list[str] = []
    share = -ADDS
    for ray in own[:TOGETHER]:
        together = coverage.share_of(centre, [*names, ray.sentence], stretch)
        if together >= share + ADDS:
            names.append(ray.sentence)
            share = together
    return names


def _drop_doubles(stars: Sequence[Star], texts: Texts, coverage: Coverage) -> list[Star]:
    """Those that say more than a wider or surer one says of their outlets already."""
    kept: list[tuple[Star, set[str]]] = []
    for star in sorted(stars, key=lambda one: (-len(one.rays), -one.mean, one.centre)):
        outlets = {texts[name].outlet for name in star.sentences}
        stretch = star.stretch or (0, len(texts[star.centre].text))
        if not any(
            outlets <= there and coverage.share_of(star.centre, [other.centre], stretch) >= DOUBLE
            for other, there in kept
        ):
            kept.append((star, outlets))
    return [star for star, _ in kept]


def _order_pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _make_fact(
    star: Star,
    texts: Texts,
    origin_of: Mapping[str, str],
    coverage: Coverage,
    sure: bool,
) -> Fact:
    """The fact without its number."""
    centre = texts[star.centre].sentence
    start, end = star.stretch or _find_stretch(star, texts, coverage)
    cells = [Cell(centre.outlet, centre.id, 1.0, "states")]
    for score, name, mark in star.rays:
        if not star.stretch:
            mark = "states" if coverage.hold_all([name], centre.id, (start, end)) else "in part"
        cells.append(Cell(texts[name].outlet, name, score, mark))
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
        score=round(prod(ray.score for ray in star.rays), 6),
        sure=sure,
    )
