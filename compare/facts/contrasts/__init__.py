"""Where the outlets differ: one module per kind, joined here.

Each function in `CONTRASTS` compares two sentences of different outlets in one fact and returns
what differs; a false alarm costs a reader more than a miss, so each asks for the same slot in both.
What is one thing without a fact is sought in sentences that match (`label.py`, `doubt.py`) or in
the whole event: one speaker's words (`requote.py`), one actor's act (`act.py`), `opposed.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations, islice, permutations

from scipy.cluster.hierarchy import DisjointSet

from ...model import Cell, Contrast, Fact, Match, Reading
from ...options import Options
from ...text.annotate import AnnotatedSentence, Texts
from ...text.locales import is_english
from .act import find_act_differences
from .both import have_both
from .date import compare_dates
from .degree import find_degrees
from .doubt import find_doubts
from .label import find_labels
from .name import compare_names
from .number import compare_numbers
from .opposed import find_opposed
from .opposite import compare_opposites
from .pairing import Difference
from .polarity import compare_polarity
from .requote import find_requotes
from .reversed import compare_reversed
from .voice import name_speakers

Compare = Callable[[AnnotatedSentence, AnnotatedSentence], list[Difference]]
CONTRASTS: Mapping[str, Compare] = {
    "number": compare_numbers,
    "date": compare_dates,
    "name": compare_names,
    "polarity": lambda a, b: compare_polarity(a, b) or compare_opposites(a, b),
    "role": compare_reversed,
}
KINDS = (*CONTRASTS, "status", "quote", "label")
# kinds that read figures, days and marks; the others read English words
ANY_LANGUAGE = frozenset({"number", "date"})
PER_KIND = 2  # contrasts of one kind shown for one fact, the strongest
MATCHED = frozenset({"same", "likely"})  # tiers of pairs that are compared though in no fact
MOST_OUTSIDE = 10  # of one kind, outside of facts
MOST_PAIRS = 1000  # pairs of sentences compared for one fact: a bound for events of many outlets


def find_contrasts(
    facts: Sequence[Fact],
    texts: Texts,
    options: Options,
    matches: Sequence[Match] = (),
) -> tuple[Contrast, ...]:
    """Differences inside each fact and outside, the strongest first, one reading per outlet.

    matches: of sentences; those that no fact joins are compared too, by stricter bars.
    A contrast in two overlapping facts is given once, with the first of them: one of which two
    readings were side by side before is left out. The kinds are those
    of `CONTRASTS`. `options` is taken so that all stages look alike; nothing in it bears on this.
    """

    @cache  # overlapping facts share pairs
    def differences(kind: str, a: str, b: str) -> list[Difference]:
        english = is_english(texts[a].language) and is_english(texts[b].language)
        readable = english or kind in ANY_LANGUAGE
        return CONTRASTS[kind](texts[a], texts[b]) if readable else []

    sure = {(m.a, m.b) for m in matches if m.tier == "same"}
    unsure = {(m.a, m.b) for m in matches} - sure
    contrasts: list[Contrast] = []
    pairs_so_far: set[tuple[str, Reading, Reading]] = set()
    joined: set[tuple[str, str]] = set()
    for fact in facts:
        stating = (texts[name] for name in fact.sentences if name in texts)
        here = list(islice(_pair_outlets(stating), MOST_PAIRS))
        joined.update(here)
        surely = [pair for pair in here if tuple(sorted(pair)) not in unsure]
        for kind in CONTRASTS:
            differing = [difference for a, b in surely for difference in differences(kind, a, b)]
            for contrast in _join_differences(fact.id, kind, differing)[:PER_KIND]:
                pairs = {(kind, a, b) for a, b in combinations(contrast.readings, 2)}
                if not pairs & pairs_so_far:
                    contrasts.append(contrast)
                pairs_so_far |= pairs
    matched = {(m.a, m.b) for m in matches if m.tier in MATCHED} - joined
    # headlines of two outlets tell one event
    headlines = {*_pair_outlets(one for one in texts if not one.sentence.index)}
    acts = find_act_differences(texts, joined, sure - joined)
    apart = {**acts, "polarity": find_opposed(texts)}
    for kind, differing in apart.items():
        outside = [d for d in differing if not _is_known(kind, d, contrasts)]
        contrasts += _join_differences("", kind, outside)[:MOST_OUTSIDE]
    wordings = {
        "quote": find_requotes(texts, joined),
        "label": [
            *find_labels(texts, joined | matched | headlines),
            *find_degrees(texts, joined | matched),
        ],
        "status": find_doubts(texts, joined | matched),
    }
    contrasts += [
        replace(contrast, fact=_find_fact(contrast, facts))
        for kind, differing in wordings.items()
        for contrast in _join_differences("", kind, differing)
    ]
    counted = {_list_sentences(one) for one in contrasts if one.kind == "number"}
    contrasts = [
        contrast
        for contrast in contrasts
        if not have_both(contrast, texts)
        # 'nobody was hurt' / 'two were hurt' is told once
        and not (contrast.kind == "polarity" and _list_sentences(contrast) in counted)
    ]
    # the sort is stable: equally strong ones stay in the order of the facts
    contrasts.sort(key=lambda contrast: -contrast.strength)
    return tuple(name_speakers(list(_join_repeats(contrasts)), texts))


def lower_marks(facts: Sequence[Fact], contrasts: Sequence[Contrast]) -> tuple[Fact, ...]:
    """The facts, with "in part" for an outlet that has another value, or another quotation, where
    the words have one."""
    by_id = {fact.id: fact for fact in facts}
    clashing: defaultdict[str, set[str]] = defaultdict(set)
    for contrast in contrasts:
        fact = by_id.get(contrast.fact)
        if fact and (contrast.nature == "clash" or contrast.kind == "quote"):
            own = {
                reading.value
                for reading in contrast.readings
                if reading.sentence == fact.sentence and fact.start <= reading.start < fact.end
            }
            clashing[fact.id] |= {r.outlet for r in contrast.readings if own and r.value not in own}

    def lower(cell: Cell, fact: Fact) -> Cell:
        return replace(cell, mark="in part") if cell.outlet in clashing[fact.id] else cell

    return tuple(
        replace(fact, cells=tuple(lower(cell, fact) for cell in fact.cells)) for fact in facts
    )


def _join_repeats(contrasts: Iterable[Contrast]) -> Iterable[Contrast]:
    """Two values once, with all outlets that have them, and an outlet's value against another
    outlet once: a town stands in many sentences of a tale."""
    kept: dict[tuple[str, frozenset[str]], Contrast] = {}
    told: set[tuple[str, ...]] = set()
    for one in contrasts:
        key = one.kind, frozenset(reading.value for reading in one.readings)
        pairs = permutations(one.readings, 2)
        values = {(one.kind, mine.outlet, mine.value, other.outlet) for mine, other in pairs}
        if key in kept:
            readings = {r.outlet: r for r in (*one.readings, *kept[key].readings)}
            ordered = tuple(readings[outlet] for outlet in sorted(readings))
            kept[key] = replace(kept[key], readings=ordered)
        elif not values & told:
            kept[key] = one
        told |= values
    return kept.values()


def _list_sentences(contrast: Contrast) -> tuple[str, ...]:
    return tuple(reading.sentence for reading in contrast.readings)


def _find_fact(contrast: Contrast, facts: Sequence[Fact]) -> str:
    """The first fact that joins two of the outlets' sentences, or ""."""
    names = {reading.sentence for reading in contrast.readings}
    return next((fact.id for fact in facts if len(names & set(fact.sentences)) > 1), "")


def _is_known(kind: str, difference: Difference, contrasts: Sequence[Contrast]) -> bool:
    """Whether a contrast of that kind stands between the two sentences, or shows one of them next
    to another sentence of the same outlet."""
    sides = {difference.a.sentence, difference.b.sentence}
    outlets = {difference.a.outlet, difference.b.outlet}
    for contrast in contrasts:
        shown = {r.sentence for r in contrast.readings if r.outlet in outlets}
        if contrast.kind == kind and len(shown) == len(outlets) and shown & sides:
            return True
    return False


def _pair_outlets(sides: Iterable[AnnotatedSentence]) -> Iterator[tuple[str, str]]:
    """The pairs of two outlets' sentences among these."""
    return ((a.id, b.id) for a, b in combinations(sides, 2) if a.outlet != b.outlet)


def _join_differences(fact: str, kind: str, differences: Sequence[Difference]) -> list[Contrast]:
    """Differences of one nature whose readings overlap become one contrast.

    Each outlet's strongest reading stays.
    """
    contrasts = []
    for group in _group_overlapping(differences):
        readings: dict[str, Reading] = {}
        ordered = sorted(group, key=_rank_difference)
        for difference in ordered:
            for reading in (difference.a, difference.b):
                readings.setdefault(reading.outlet, reading)
        best = ordered[0]
        ordered_readings = tuple(readings[outlet] for outlet in sorted(readings))
        contrasts.append(
            Contrast(fact, kind, ordered_readings, best.nature, round(best.strength, 4))
        )
    return sorted(
        contrasts, key=lambda c: (-c.strength, c.readings[0].sentence, c.readings[0].start)
    )


def _group_overlapping(differences: Sequence[Difference]) -> list[list[Difference]]:
    """Differences of one nature, linked wherever two of their readings overlap in a sentence."""
    groups = DisjointSet(range(len(differences)))
    places = sorted(
        (difference.nature, reading.sentence, reading.start, reading.end, k)
        for k, difference in enumerate(differences)
        for reading in (difference.a, difference.b)
    )
    # in order of place, a reading overlaps an earlier one if it begins before the last has ended
    last: tuple[str, str, int, int] | None = None
    for nature, sentence, start, end, k in places:
        if last and last[:2] == (nature, sentence) and start < last[2]:
            groups.merge(last[3], k)
            end = max(end, last[2])
        last = (nature, sentence, end, k)
    return [[differences[k] for k in sorted(group)] for group in groups.subsets()]


def _rank_difference(difference: Difference) -> tuple[float, str, int, str, int]:
    a, b = difference.a, difference.b
    return -difference.strength, a.sentence, a.start, b.sentence, b.start
