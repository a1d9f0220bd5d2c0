"""One act of one actor with two figures, days or names, in sentences that no fact joins.

The act is taken for one where both sentences name the same person or body, share further words,
and hold the two values in like surroundings (the bars of the kind's own module). Values in somebody
else's mouth, in a headline, or known to both outlets are left out: they mostly belong to two acts.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from itertools import combinations

from ...model import Reading
from ...text.annotate import AnnotatedSentence, Span, Texts
from ...text.locales import is_english
from ...text.names import find_names
from ...text.words import normal_words
from .date import compare_dates, list_dates, measure_distance
from .number import compare_numbers, list_numbers
from .pairing import Difference
from .role import compare_roles

Compare = Callable[[AnnotatedSentence, AnnotatedSentence], list[Difference]]
Values = Callable[[AnnotatedSentence], list[tuple[Span, str]]]
FEWEST = 2  # content words that both sentences share beside the actor's name
FAR = 1.2  # figures that differ by a larger factor mostly count two things
DAYS = 2  # days that differ by more are mostly those of two acts
COMMON = 60  # sentences with a word above which it tells no act
MOST_PAIRS = 5000  # pairs of sentences compared in one event
_BEHIND = re.compile(r"-years?-old\s")  # between an age and whose it is


def _compare_close_numbers(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """Clashes of figures of nearly one size."""
    sizes = {(n, q.start): q.low or q.high for n, side in enumerate((a, b)) for q in side.numbers}

    def factor(one: Difference) -> float:
        less, more = sorted(
            (sizes[0, one.a.start - a.sentence.start], sizes[1, one.b.start - b.sentence.start])
        )
        return more / less if less else math.inf

    return [one for one in compare_numbers(a, b) if factor(one) <= FAR]


def _compare_close_dates(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """Clashes of dates that are near, neither of them a week: 'last week' is read in two ways."""
    spans = {(n, m.start): m for n, side in enumerate((a, b)) for m in side.dates}

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
VALUES: Mapping[str, Values] = {"number": list_numbers, "date": list_dates}


def find_act_differences(texts: Texts) -> dict[str, list[Difference]]:
    """Kind -> clashes between sentences of two outlets that tell one act of one actor."""
    known = {
        (kind, outlet): {value for one in row for _, value in list_values(one)}
        for kind, list_values in VALUES.items()
        for outlet, row in texts.by_outlet.items()
    }
    found: dict[str, list[Difference]] = {kind: [] for kind in ACTS}
    for a, b in _pair_sentences(texts):
        for kind, compare in ACTS.items():
            found[kind] += [
                difference
                for difference in compare(a, b)
                if difference.nature in {"clash", "update"}
                and difference.a.value not in known.get((kind, difference.b.outlet), ())
                and difference.b.value not in known.get((kind, difference.a.outlet), ())
                and not _is_spoken(a, difference.a)
                and not _is_spoken(b, difference.b)
                and not _are_of_two(a, difference.a, b, difference.b)
            ]
    return found


def _pair_sentences(texts: Texts) -> list[tuple[AnnotatedSentence, AnnotatedSentence]]:
    """Sentences of two outlets that share an actor and words; no headlines."""
    rows = [one for one in texts if one.sentence.index and is_english(one.language)]
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
        (-count, i, j)
        for (i, j), count in shared.items()
        if count >= FEWEST and rows[i].outlet != rows[j].outlet and actors[i] & actors[j]
    ]
    return [(rows[i], rows[j]) for _, i, j in sorted(pairs)[:MOST_PAIRS]]


def _list_actors(side: AnnotatedSentence) -> frozenset[str]:
    """Whom the sentence names: people and bodies of the event, and other names but places, each by
    its last word."""
    at = side.sentence.start
    mentions = side.texts.actors.inside(side.id, at, side.sentence.end)
    names = [actor.name for _, actor in mentions if actor.kind != "country"]
    names += [name.text for name in side.names if name.kind != "place"]
    places = {normal_words(m.text)[-1] for m in side.names if m.kind == "place"}
    return frozenset(words[-1] for name in names if (words := normal_words(name))) - places


def _is_spoken(side: AnnotatedSentence, reading: Reading) -> bool:
    """Whether the value stands between quotation marks: another may count otherwise."""
    at = side.sentence.start
    return side.is_marked(reading.start - at, reading.end - at)


def _are_of_two(a: AnnotatedSentence, mine: Reading, b: AnnotatedSentence, other: Reading) -> bool:
    """Whether the names that go with the two values differ: 'Orr, 36', 'the 35-year-old Pell'."""
    owners = {_find_owner(a, mine), _find_owner(b, other)} - {""}
    return len(owners) > 1


def _find_owner(side: AnnotatedSentence, reading: Reading) -> str:
    """The last word of the name right behind a value, else of the last one before it; or ''."""
    at = side.sentence.start
    mentions = side.texts.actors.inside(side.id, at, side.sentence.end)
    spans = {(name.start, name.end) for name in find_names(side.text, at_head=True)}
    spans |= {(place.start - at, place.end - at) for place, _ in mentions}
    start, end = reading.start - at, reading.end - at
    behind = sorted(span for span in spans if _BEHIND.fullmatch(side.text, end, span[0]))
    before = sorted(span for span in spans if span[1] <= start)[-1:]
    owner = next((normal_words(side.text[x:y]) for x, y in behind or before), [])
    return owner[-1] if owner else ""
