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

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import starmap, zip_longest
from math import prod

from ..matching.scorers import load_scorer
from ..model import Cell, Fact, Match, Origin
from ..options import Options
from ..text.annotate import Texts
from ..text.words import POINTING
from .cells import BY_HAND, TOGETHER, Claim, Marker, Ray
from .clauses import is_statement, shared_clause
from .clusters import Pair, cluster_sentences

SURE, PERHAPS = 0.6, 0.5  # how likely each mark of a row, of a lead, must hold
PROMISING = 0.35  # the same by the words, of a row that is then judged by reading
# Chosen on the same events, by their rows (`benchmarks/rows.py`).
EVEN = 0.5  # how likely a mark holds that is worth nothing to a star
HOMES = 4  # rows that hold a sentence, beyond which no pair of it becomes a row
PAIRS_TRIED = 200  # as rows of their own, in an event, the surest first
DOUBLE = 0.4  # share of its words, by weight, from which a row that another holds says the same
SEVERAL = 3  # sentences that two rows rest on, most of the one's, from which they say the same
LITTLE = 0.2  # share of its words in that row, from which it says so where others state it whole
REPEATED = 0.5  # share of the words that a mark rests on from which a row that has them says it
STATED = 0.2  # what is added to both for a row that another outlet states whole: it is no detail
TELLING = 3  # content words of a sentence with a row's words, at least
LONG = 25  # words above which a centre loses some of its worth: a short sentence is one claim
ALL = 0.3  # what a mark adds that has all of the words: what outlets state whole says most
LENGTHY = 0.2  # what it loses for each LONG words more
POINTING_BACK = 0.4  # what it loses where its words begin with a "he" or "this"
TRIED = 8  # centres of a cluster that are answered
READ = 3  # of these, as many are read
SUREST = 0.85  # how likely a row holds from which it is beyond doubt: those are ordered by origins


@dataclass(frozen=True, slots=True)
class Star:
    """A claim, and what each other outlet has of it."""

    claim: Claim
    rays: tuple[Ray, ...]

    @property
    def centre(self) -> str:
        """The sentence with the claim's words."""
        return self.claim.sentence

    @property
    def is_stated(self) -> bool:
        """Whether another outlet states all of it."""
        return any(ray.mark == "states" for ray in self.rays)

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of them, the centre first."""
        return (self.centre, *(name for ray in self.rays for name in ray.sentences))


def find_facts(
    matches: Sequence[Match],
    texts: Texts,
    origins: Sequence[Origin],
    options: Options,
    *,
    apart: Set[Pair] = frozenset(),
) -> tuple[Fact, ...]:
    """Facts of two outlets or more: the sure ones ("fact-1", …), then the others ("lead-1", …).

    Rows are sought among pairs at the scorer's bar "likely"; any match may be a mark. Each mark of
    a sure fact holds with `SURE`, of the others with `PERHAPS`; weaker ones go. Facts from `SUREST`
    on come first; then by origins, then by how likely they hold, each the most first. The order of
    the arguments' items does not matter.
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
    may_answer = {pair: score for pair, score in scores.items() if pair not in apart}
    finder = _Finder(may_answer, likely, texts, Marker(texts, options))
    stars = finder.find_stars(clusters)
    sure = finder.drop_doubles(finder.mark_all(stars, SURE))
    leads = {(s.claim, finder.outlets_of(s)): s for s in finder.mark_all(stars, PERHAPS)}
    unsure = [star for star in leads.values() if not finder.is_double(star, sure)]
    origin_of = {article: origin.id for origin in origins for article in origin.articles}
    facts: list[Fact] = []
    for kind, stars in (("fact", sure), ("lead", unsure)):
        kind_facts = [_make_fact(star, texts, origin_of, kind == "fact") for star in stars]
        kind_facts.sort(key=lambda f: (f.score < SUREST, -f.origins, -f.score, f.sentences))
        facts += [replace(fact, id=f"{kind}-{number}") for number, fact in enumerate(kind_facts, 1)]
    return tuple(facts)


class _Finder:
    """Finds the stars of an event's matches.

    scores: pairs (a < b) of different outlets -> 0..1, those that may answer a claim; likely: the
    score from which a pair may be a row of its own.
    """

    def __init__(
        self, scores: Mapping[Pair, float], likely: float, texts: Texts, marker: Marker
    ) -> None:
        self.scores = {pair: score for pair, score in scores.items() if score >= likely}
        self.texts = texts
        self.marker = marker
        self.coverage = marker.coverage
        self._answers: dict[Claim, Mapping[str, Sequence[Ray]]] = {}  # outlet -> what may answer
        self._rays: dict[Claim, list[Ray]] = {}  # of all outlets, as far as claims were read
        near: defaultdict[str, list[Ray]] = defaultdict(list)  # the surest first
        for (a, b), score in scores.items():
            near[a].append(Ray(score, b))
            near[b].append(Ray(score, a))
        for row in near.values():
            row.sort(key=lambda ray: (-ray.score, ray.sentence))
        self.near = near
        self.lengths = Counter(one.sentence.article for one in texts)  # in sentences

    def find_stars(self, clusters: Iterable[Set[str]]) -> list[Star]:
        """The stars of clusters and of pairs that may be rows, all of them read: of each cluster
        the one of most worth."""
        tried = [self.list_promising(cluster) for cluster in clusters]
        # the best of each cluster before the second best of any: not all may be read
        self.read(star for stars in zip_longest(*tried) for star in stars if star)
        best = (self.choose_best(stars) for stars in tried)
        stars = [star for star in best if star]
        pairs = self.find_pairs(stars)
        self.read(pairs)
        found = [*stars, *pairs]
        self.read_together(found)
        return found

    def list_promising(self, cluster: Set[str]) -> list[Star]:
        """Of a cluster the stars that promise most by the words, `READ` at most."""
        claims = starmap(self.choose_words, self.list_centres(cluster))
        return sorted(self.mark_claims(claims, PROMISING), key=self.rank)[:READ]

    def read(self, stars: Iterable[Star]) -> None:
        """Whether the sentences that may answer their claims state these."""
        self._rays.clear()
        self.marker.read(
            (star.claim, (ray.sentence,))
            for star in stars
            for own in self.list_answers(star.claim).values()
            for ray in own[:TOGETHER]
        )

    def read_together(self, stars: Iterable[Star]) -> None:
        """Whether what an outlet answers their claims by states these as one text."""
        self._rays.clear()
        self.marker.read_together(
            (star.claim, own) for star in stars for own in self.list_answers(star.claim).values()
        )

    def choose_best(self, stars: Sequence[Star]) -> Star | None:
        """The star of most worth now, a row before a lead; None where there is none."""
        for bar in (SURE, PERHAPS, PROMISING):
            if marked := self.mark_all(stars, bar):
                return min(marked, key=self.rank)
        return None

    def mark_all(self, stars: Iterable[Star], bar: float) -> list[Star]:
        """Those that have a mark, marked anew."""
        return self.mark_claims((star.claim for star in stars), bar)

    def mark_claims(self, claims: Iterable[Claim], bar: float) -> list[Star]:
        """The stars of those claims that have a mark."""
        return [star for claim in claims if (star := self.mark(claim, bar))]

    def list_centres(self, cluster: Set[str]) -> list[tuple[str, list[str]]]:
        """Of a cluster those sentences that promise most, `TRIED` at most, each with the sentences
        of other outlets that match it the best."""
        centres: list[tuple[float, str, list[str]]] = []
        for name in sorted(cluster):
            best: dict[str, Ray] = {}
            for ray in self.near[name]:
                if ray.sentence in cluster:
                    best.setdefault(self.texts[ray.sentence].outlet, ray)
            if best and self.may_stand(name):
                worth = self.weigh(name, (ray.score for ray in best.values()))
                centres.append((-worth, name, [ray.sentence for ray in best.values()]))
        return [(name, others) for _, name, others in sorted(centres)[:TRIED]]

    def rank(self, star: Star) -> tuple[float, str]:
        """For sorting, the star of most worth first."""
        marks = (ray.holds + ALL * (ray.mark == "states") for ray in star.rays)
        return -self.weigh(star.centre, marks, star.claim.stretch[0]), star.centre

    def find_pairs(self, stars: Sequence[Star]) -> list[Star]:
        """Pairs that may say what no star does: the surest first."""
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
            claims = [self.choose_words(x, [y]) for x, y in ((a, b), (b, a)) if self.may_stand(x)]
            stars = self.mark_claims(claims, PROMISING)
            fresh = [star for star in stars if star.centre not in used]  # words of its own
            found = min(fresh or stars, key=self.rank, default=None)
            if found:
                pair_stars.append(found)
                used.add(found.centre)
                for name in (a, b):
                    rows[name].append(found)
        return pair_stars

    def may_stand(self, name: str) -> bool:
        """Whether a row may be in a sentence's words: in a headline's where there is no more."""
        one = self.texts[name]
        if not one.sentence.index and self.lengths[one.sentence.article] > 1:
            return False
        telling = sum(word.content for word in one.words) >= TELLING
        return telling and is_statement(one.text, not one.sentence.index)

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

    def choose_words(self, centre: str, others: Sequence[str]) -> Claim:
        """The stretch of a centre that the others share."""
        text = self.texts[centre].text
        shared = self.coverage.cover(centre, others, (0, len(text)))
        return Claim(centre, shared_clause(text, shared))

    def mark(self, claim: Claim, bar: float) -> Star | None:
        """The star with what each other outlet has of the claim by all of its sentences that match
        the claim's: each mark that likely holds. None where no outlet has one."""
        if claim not in self._rays:
            answers = self.list_answers(claim).values()
            self._rays[claim] = [self.marker.mark(claim, own) for own in answers]
        kept = keep_likely(self._rays[claim], bar)
        return Star(claim, kept) if kept else None

    def list_answers(self, claim: Claim) -> Mapping[str, Sequence[Ray]]:
        """Outlet -> its sentences that match the claim's, the surest first.

        An outlet that never names the person whom the words are about has nothing of them, nor has
        a sentence that is other people's words where they are somebody's, or doubts what they say.
        """
        if claim in self._answers:
            return self._answers[claim]
        naming = self.coverage.name_subject(*claim)
        by_outlet: defaultdict[str, list[Ray]] = defaultdict(list)
        for ray in self.near[claim.sentence]:
            outlet = self.texts[ray.sentence].outlet
            apart = self.coverage.is_of_others(*claim, ray.sentence)
            apart = apart or self.coverage.differs_in_doubt(*claim, ray.sentence)
            may_answer = outlet in naming and not apart
            if may_answer or ray.score >= BY_HAND:
                by_outlet[outlet].append(ray)
        self._answers[claim] = by_outlet
        return by_outlet

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
        return any(
            both <= self.outlets_of(other)
            and self.coverage.share_told(*star.claim, *other.claim, ray.sentences)
            >= REPEATED + self.margin(star, other)
            for other in others
        )

    def margin(self, star: Star, other: Star) -> float:
        """What a row needs more to be a double, if another outlet states it whole, and the two do
        not answer each other."""
        answer_each_other = star.centre in other.sentences and other.centre in star.sentences
        return STATED if star.is_stated and not answer_each_other else 0.0

    def outlets_of(self, star: Star) -> frozenset[str]:
        """All that have its words, or a part of them."""
        return frozenset(self.texts[name].outlet for name in star.sentences)

    def is_told(self, star: Star, other: Star) -> bool:
        """Whether another row, in the words of one of them, has a star's sentences, or most of
        these, or has most of its words."""
        (start, end), (other_start, other_end) = star.claim.stretch, other.claim.stretch
        if star.centre == other.centre and start < other_end and other_start < end:
            return True  # the same words, cut otherwise
        own = {star.centre, *(ray.sentence for ray in star.rays)}
        if other.centre in own and own <= {*other.sentences}:
            return True
        shared = self.coverage.share_told(*star.claim, *other.claim)
        both = len({*star.sentences} & {*other.sentences})
        if both >= max(SEVERAL, len(star.sentences) / 2):
            return shared >= LITTLE or not star.is_stated
        return shared >= DOUBLE + self.margin(star, other)


def keep_likely(rays: Iterable[Ray], bar: float) -> tuple[Ray, ...]:
    """The marks that likely hold, the surest first."""
    likely = (ray for ray in rays if ray.holds >= bar)
    return tuple(sorted(likely, key=lambda ray: (-ray.holds, ray.sentence)))


def _make_fact(star: Star, texts: Texts, origin_of: Mapping[str, str], sure: bool) -> Fact:
    """The fact without its number."""
    centre = texts[star.centre].sentence
    start, end = star.claim.stretch
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
