"""One act of one actor with two figures, days or names, in sentences that no fact joins.

The act is taken for one where both sentences name the same person or body, share further words,
and hold the two values in like surroundings (the bars of the kind's own module). It is for figures
all but alike in sentences that share many words, and for each outlet's only figure of something: of
a noun ('the 47-page report'), of the dead, of how far a zone reaches. Values in somebody else's
mouth, in a headline, or known to both outlets are left out: they mostly belong to two acts.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from ...text.annotate import AnnotatedSentence, Span, Texts
from ...text.locales import is_english
from ...text.numbers import Quantity
from ...text.numbers.nouns import AGE, PEOPLE, SCORE
from ...text.words import normal_words, stem
from .date import compare_dates, differ_in_day, list_dates, list_usable, measure_distance
from .name import compare_names
from .number import (
    NEAR_THING,
    SAME_THING,
    THINGS,
    compare_numbers,
    compare_sole_numbers,
    foretells,
    is_rest,
    list_acts,
    list_numbers,
    make_difference,
)
from .owner import are_of_two
from .pairing import Difference, context_similarity, is_headline
from .role import compare_roles
from .values import are_same, is_exact, is_rounding

Compare = Callable[[AnnotatedSentence, AnnotatedSentence], list[Difference]]
Figure = tuple[AnnotatedSentence, Quantity]
Thing = tuple[str, float]
Values = Callable[[AnnotatedSentence], list[tuple[Span, str]]]
FEWEST = 2  # content words that both sentences share beside the actor's name
MANY = 4  # the same where no actor is the same
FAR = 1.2  # figures that differ by a larger factor mostly count two things
NEARER = 1.03  # the same where no actor is the same
LONE = 1.1  # the same of the only figure of its noun
TOLL, ZONE = 2.0, 3.0  # the same of the dead, hurt and held; of how far a zone reaches
EARLY = 8  # sentences of an article in which the toll of its event stands
LONE_ALIKE = 0.1  # likeness (0..1) of the words around such figures
MENTIONS = 20  # places of such a figure in one outlet that are looked at
DAYS = 2  # days that differ by more are mostly those of two acts
COMMON = 60  # sentences with a word above which it tells no act
MOST_PAIRS = 5000  # pairs of sentences compared in one event
_THING_STEMS = frozenset(stem(noun) for noun in THINGS)
TOLLS = frozenset({"kill", "injur", "arrest"})
_TOLL = re.compile(r"\btoll\b[^.;:]{1,60}\Z")
_REACH = frozenset(map(stem, ("mile", "kilometer", "kilometre", "km", "meter", "metre", "yard")))
_ZONE = re.compile(r"\b(?:zone|radius|perimeter|buffer|corridor)s?\b")
_WITHIN = re.compile(r"\bwithin\s(?:\w{2,12}\s){0,2}\Z")
NEAR_ZONE = 25  # characters between a figure and the word for the zone


def _compare_close_numbers(
    a: AnnotatedSentence, b: AnnotatedSentence, bar: float = FAR
) -> list[Difference]:
    """Clashes of figures of nearly one size; exact ones that are all but alike too."""
    left, right = ({side.sentence.start + q.start: q for q in side.numbers} for side in (a, b))
    close: list[Difference] = []
    if differ_in_day(a, b):
        return close
    for one in compare_numbers(a, b):
        x, y = left[one.a.start], right[one.b.start]
        alike = is_exact(x) and is_exact(y) and _divide(x, y) <= NEARER
        of_two = are_of_two(a, x[:2], b, y[:2], in_row=False)
        if _divide(x, y) <= bar and (alike or one.nature != "precision") and not of_two:
            close.append(one)
    return close


def _compare_twin_numbers(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """The same where no actor is the same: of figures that are all but alike, and no shares."""
    close = _compare_close_numbers(a, b, NEARER)
    return [one for one in close if not one.a.value.endswith("%")]


def _compare_sole_numbers(
    a: AnnotatedSentence, b: AnnotatedSentence, bar: float
) -> list[Difference]:
    """The only counts of one noun, where no sentence names somebody whom the other lacks."""
    mine, other = _list_actors(a), _list_actors(b)
    return compare_sole_numbers(a, b, bar) if mine <= other or other <= mine else []


def _divide(x: Quantity, y: Quantity) -> float:
    """How many times the smaller figure the larger one is."""
    less, more = sorted((x.low or x.high, y.low or y.high))
    return more / less if less else math.inf


def _compare_close_dates(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """Clashes of dates that are near, neither of them a week: 'last week' is read in two ways."""
    spans = {(n, m.start): m for n, side in enumerate((a, b)) for m in list_usable(side)}

    def are_near(one: Difference) -> bool:
        x = spans[0, one.a.start - a.sentence.start]
        y = spans[1, one.b.start - b.sentence.start]
        if {x.precision, y.precision} & {"week", "weekend"}:
            return False
        fine = {x.precision, y.precision} <= {"day", "weekday"}
        return not fine or measure_distance(x, y) <= DAYS

    return [one for one in compare_dates(a, b) if are_near(one)]


ACTS: Mapping[str, Compare] = {
    "number": _compare_close_numbers,
    "date": _compare_close_dates,
    "name": compare_roles,
}
ACTS_OF_OTHERS: Mapping[str, Compare] = {"number": _compare_twin_numbers}
ACTS_OF_ROWS: Mapping[str, Compare] = {
    "number": lambda a, b: _compare_sole_numbers(a, b, NEAR_THING)
}
ACTS_OF_MATCHES: Mapping[str, Compare] = {
    "number": lambda a, b: _compare_twin_numbers(a, b) or _compare_sole_numbers(a, b, SAME_THING),
    "date": _compare_close_dates,
    "name": compare_names,
}
VALUES: Mapping[str, Values] = {"number": list_numbers, "date": list_dates}


def find_act_differences(
    texts: Texts,
    joined: Iterable[tuple[str, str]] = (),
    matched: Iterable[tuple[str, str]] = (),
) -> dict[str, list[Difference]]:
    """Kind -> clashes between sentences of two outlets that tell one act of one actor.

    joined, matched: pairs of sentences that a fact joins, and that state the same in none.
    """
    known = {
        (kind, outlet): {value for one in row for _, value in list_values(one)}
        for kind, list_values in VALUES.items()
        for outlet, row in texts.by_outlet.items()
    }
    found: dict[str, list[Difference]] = {kind: [] for kind in ACTS_OF_MATCHES}
    pairs = [
        (texts[one], texts[two], acts)
        for row, acts in ((joined, ACTS_OF_ROWS), (matched, ACTS_OF_MATCHES))
        for one, two in sorted(row)
    ]
    for a, b, acts in (*pairs, *_pair_sentences(texts)):
        for kind, compare in acts.items():
            found[kind] += [
                difference
                for difference in compare(a, b)
                if difference.a.value not in known.get((kind, difference.b.outlet), ())
                and difference.b.value not in known.get((kind, difference.a.outlet), ())
                # between quotation marks another may count otherwise
                and not a.is_marked(*a.span_of(difference.a))
                and not b.is_marked(*b.span_of(difference.b))
            ]
    found["number"] += _compare_lone_numbers(texts)
    return found


def _compare_lone_numbers(texts: Texts) -> list[Difference]:
    """Two outlets' only figures of one thing: '47 pages' / '48 pages', '12 dead' / '15 dead'."""
    rows = texts.by_outlet
    lone = {outlet: _list_lone(row) for outlet, row in rows.items()}
    known = {outlet: {q.low for side in row for q in side.numbers} for outlet, row in rows.items()}
    differences = []
    for one, two in combinations(sorted(lone), 2):
        for thing in sorted(lone[one].keys() & lone[two].keys()):
            pairs = [
                (context_similarity(a, x[:2], b, y[:2]), -m, -n)
                for m, (a, x) in enumerate(lone[one][thing])
                for n, (b, y) in enumerate(lone[two][thing])
                if len(a.content_stems & b.content_stems) >= FEWEST and not differ_in_day(a, b)
                if _may_be_one_place(a, b)
            ]
            alike, m, n = max(pairs, default=(0.0, 0, 0))
            if alike >= LONE_ALIKE:
                (a, x), (b, y) = lone[one][thing][-m], lone[two][thing][-n]
                if are_same(x, y) or is_rounding(x, y) or foretells(a) != foretells(b):
                    continue
                if x.low in known[two] or y.low in known[one]:
                    continue  # who has both differs in nothing
                if _divide(x, y) <= thing[1]:
                    differences.append(make_difference(a, x, b, y, alike))
    return differences


def _list_lone(row: Sequence[AnnotatedSentence]) -> dict[Thing, list[Figure]]:
    """What is counted -> where the outlet has it, with one figure throughout."""
    places: defaultdict[Thing, list[Figure]] = defaultdict(list)
    for side in row:
        for figure in side.numbers:
            for thing in _list_things(side, figure):
                places[thing].append((side, figure))
    lone = {}
    for thing, here in places.items():
        first = here[0][1]
        if all(q.low == first.low and (is_exact(q) or thing[1] > LONE) for _, q in here):
            told = [(a, q) for a, q in here if thing[1] > LONE or not is_headline(a)]
            lone[thing] = [(a, q) for a, q in told if not a.is_marked(q.start, q.end)][:MENTIONS]
    return lone


def _list_things(side: AnnotatedSentence, figure: Quantity) -> Iterator[Thing]:
    """What a figure counts: its noun, the dead, the reach of a zone; with the factor up to which
    two outlets' figures are of one thing."""
    noun = stem(figure.noun)
    if figure.unit or figure.noun in {AGE, SCORE} or is_rest(side, figure):
        return
    if noun and noun not in _THING_STEMS:
        yield noun, LONE
    if noun in _REACH:
        near = max(0, figure.start - NEAR_ZONE), figure.end + NEAR_ZONE
        if _ZONE.search(side.text, *near) or _WITHIN.search(side.text, near[0], figure.start):
            yield f"zone of {noun}", ZONE
    elif side.sentence.index <= EARLY and (not noun or figure.noun in PEOPLE or noun == "live"):
        acts = [act for act in list_acts(side, figure) if act in TOLLS]
        if not acts and _TOLL.search(side.text, 0, figure.start):
            acts = ["kill"]
        for act in acts[:1]:
            yield act, TOLL


def _may_be_one_place(a: AnnotatedSentence, b: AnnotatedSentence) -> bool:
    """Whether the two sentences have a name in common, or one of them has none."""
    left, right = ({w for name in s.names for w in normal_words(name.text)} for s in (a, b))
    return not (left and right) or bool(left & right)


def _pair_sentences(
    texts: Texts,
) -> list[tuple[AnnotatedSentence, AnnotatedSentence, Mapping[str, Compare]]]:
    """Sentences of two outlets that share words and how they are compared, those first that share
    an actor too; no headlines."""
    rows = [one for one in texts if not is_headline(one) and is_english(one.language)]
    by_stem: defaultdict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(rows):
        for word in one.content_stems:
            by_stem[word].append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for word in sorted(by_stem):
        if len(by_stem[word]) <= COMMON:
            shared.update(combinations(by_stem[word], 2))
    actors = [_list_actors(one) for one in rows]
    pairs = [
        (other, -count, i, j)
        for (i, j), count in shared.items()
        if rows[i].outlet != rows[j].outlet
        and count >= (MANY if (other := not actors[i] & actors[j]) else FEWEST)
    ]
    return [
        (rows[i], rows[j], ACTS_OF_OTHERS if other else ACTS)
        for other, _, i, j in sorted(pairs)[:MOST_PAIRS]
    ]


def _list_actors(side: AnnotatedSentence) -> frozenset[str]:
    """Whom the sentence names: people and bodies of the event, and other names, each by its last
    word."""
    names = [actor.name for _, actor in side.actors if actor.kind != "country"]
    names += [name.text for name in side.names]
    return frozenset(words[-1] for name in names if (words := normal_words(name)))
