"""What is known of a pair of sentences: the signals that the scorer joins.

Each is symmetric in the pair. They come in five families: overlap of words (weighted within the
event), related words, RapidFuzz, shared names and numbers, and the pair's place: how its neighbours
compare, and whether each is the other's best in that outlet. All are computed over the whole list
of pairs at once, as sparse or dense products; each sentence is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from ..model import Sentence
from ..text.names import find_names
from ..text.numbers import find_numbers
from .related import soft_signals
from .terms import Terms, character_grams, sets_matrix
from .tfidf import PAIRS, Floats, Indices, event_idf, multiply_rows, weigh_terms

Pairs = tuple[Indices, Indices]

# The signals that a match carries along, for people to read.
MATCH_SIGNALS = (
    "tfidf_words", "tfidf_pairs", "tfidf_chars", "token_set", "token_sort", "contained",
    "soft_contained", "shared_names", "context",
)  # fmt: skip
DENSE = 50  # cells of all rows with all rows, per pair asked for, up to which that is quicker


def pair_features(
    sentences: Sequence[Sentence], terms: Terms, first: Indices, second: Indices
) -> dict[str, Floats]:
    """The signals of the pairs (first[k], second[k]): name -> array of shape (pairs,).

    terms: of the sentences, in their order. The signals in `MATCH_SIGNALS` lie in 0..1; others are
    logarithms of counts, ranks and margins.
    """
    spaces = {
        "tfidf_words": weigh_terms(terms.words),
        "tfidf_pairs": weigh_terms(terms.pairs),
        "tfidf_chars": weigh_terms(character_grams([s.text for s in sentences]), copy=False),
    }
    pairs = first, second
    signals = {name: np.clip(_compare_rows(space, pairs), 0, 1) for name, space in spaces.items()}
    # the mean of the three weighs a pair where ranks, margins and neighbours are compared
    base = np.mean(list(signals.values()), axis=0)
    signals |= _compare_neighbours(sentences, list(spaces.values()), base, first, second)
    spaces.clear()  # a large event's n-grams are most of what it holds
    signals |= _measure_fuzzy(terms, first, second)
    signals |= _measure_overlap(terms, first, second)
    signals |= soft_signals(terms, first, second)
    signals |= _compare_names([sentence.text for sentence in sentences], terms, first, second)
    signals |= _rank_pairs(sentences, base, first, second)
    return signals | _compare_places(sentences, terms, first, second)


def _compare_rows(space: Any, pairs: Pairs) -> Floats:
    """Dot products of the rows of the pairs: all rows with all rows where that costs less."""
    one, two = pairs
    if space.shape[0] ** 2 <= DENSE * len(one):
        dense: Floats = (space @ space.T).toarray()[one, two].astype(np.float64)
        return dense
    return multiply_rows(space, space, one, two)


def _average_products(spaces: Sequence[Any], pairs: Pairs) -> Floats:
    """The mean of the products in all spaces, 0 where it is 0 in the first."""
    words, *others = spaces
    products = _compare_rows(words, pairs)
    common = np.flatnonzero(products)
    for space in others:
        products[common] += _compare_rows(space, (pairs[0][common], pairs[1][common]))
    return products / len(spaces)


def _sum_shared(cells: Any, worth: Floats, pairs: Pairs) -> Floats:
    """What the columns that both rows of a pair hold are worth, summed; shape (pairs, kinds).

    cells: 0 or 1; worth: of each column, shape (columns, kinds).
    """
    one, two = pairs
    sums = np.zeros((len(one), worth.shape[1]))
    for begin in range(0, len(one), PAIRS):
        part = slice(begin, begin + PAIRS)
        sums[part] = cells[one[part]].multiply(cells[two[part]]) @ worth
    return sums


def _measure_fuzzy(terms: Terms, first: Indices, second: Indices) -> dict[str, Floats]:
    plain = [" ".join(words) for words in terms.normal]
    in_order = [" ".join(sorted(words)) for words in terms.normal]
    return {
        "token_set": _each_pair(plain, fuzz.token_set_ratio, first, second) / 100.0,
        # what token_sort_ratio does, with each sentence sorted once
        "token_sort": _each_pair(in_order, fuzz.ratio, first, second) / 100.0,
    }


def _each_pair(
    texts: Sequence[str], scorer: Callable[..., float], first: Indices, second: Indices
) -> Floats:
    one, two = [texts[i] for i in first.tolist()], [texts[j] for j in second.tolist()]
    result: Floats = process.cpdist(one, two, scorer=scorer, dtype=np.float64)
    return result


def _measure_overlap(terms: Terms, first: Indices, second: Indices) -> dict[str, Floats]:
    """Shared content stems: how many, how rare, how much of each sentence, in the same order."""
    pairs = first, second
    presence, runs = terms.words.sign(), terms.pairs[:, terms.runs :].sign()
    number = np.asarray(presence.sum(axis=0)).ravel()  # sentences that hold each stem
    weight = event_idf(number, presence.shape[0])
    total = presence @ weight
    worth = np.column_stack([np.ones(len(weight)), number + 0.5 < 5, weight])
    shared, rare, mass = _sum_shared(presence, worth, pairs).T
    order = _each_pair(terms.order, LCSseq.similarity, first, second)
    length = np.array([len(words) for words in terms.order])
    within = np.sort(
        [mass / np.where(total[side] > 0, total[side], 1) for side in (first, second)], axis=0
    )
    return {
        "contained_both": np.clip(within[0], 0, 1),
        "contained": np.clip(within[1], 0, 1),
        "shared": np.log1p(shared),
        "shared_rare": np.log1p(rare),
        "shared_weight": np.log1p(mass),
        "common_order": order / np.maximum(1, np.minimum(length[first], length[second])),
        "common_length": np.log1p(order),
        "shared_runs": np.log1p(_sum_shared(runs, np.ones((runs.shape[1], 1)), pairs)[:, 0]),
    }


def _compare_names(
    texts: Sequence[str], terms: Terms, first: Indices, second: Indices
) -> dict[str, Floats]:
    """Shared words of names, weighted by rarity, and shared or differing figures."""
    names = sets_matrix([_read_name_words(text) for text in texts])
    figures = sets_matrix(list(map(_read_quantities, texts, terms.normal, terms.languages)))
    weight = event_idf(np.asarray(names.sum(axis=0)).ravel(), len(texts))
    total = names @ weight
    mass = _sum_shared(names, weight[:, None], (first, second))[:, 0]
    larger = np.maximum(total[first], total[second])
    shared = _sum_shared(figures, np.ones((figures.shape[1], 1)), (first, second))[:, 0]
    some = np.diff(figures.indptr) > 0
    return {
        "shared_names": np.clip(mass / np.where(larger > 0, larger, 1), 0, 1),
        "names_weight": np.log1p(mass),
        "shared_figures": np.minimum(shared, 3.0),
        "other_figures": (some[first] & some[second] & (shared == 0)).astype(np.float64),
    }


def _read_name_words(text: str) -> set[str]:
    names = (name.text.split() for name in find_names(text))
    return {word.casefold() for words in names for word in words if len(word) > 2}


def _read_quantities(text: str, words: Sequence[str], language: str | None) -> set[str]:
    # 'nobody' and 'two' may tell one act: nothing counted is no figure here
    quantities = {f"{q.low}{q.unit}" for q in find_numbers(text, language) if q.high}
    return quantities | {word for word in words if word[0].isdigit()}


def _compare_neighbours(
    sentences: Sequence[Sentence],
    spaces: Sequence[Any],
    base: Floats,
    first: Indices,
    second: Indices,
) -> dict[str, Floats]:
    """Do the sentences before (or behind) the two also compare? Does one resemble the other's?

    By the mean of the cosines in all spaces, which base tells of the pairs, sorted, themselves; 0
    where the first space (words) has nothing in common.
    """
    at = {(s.article, s.index): k for k, s in enumerate(sentences)}

    def shift_by(step: int) -> Indices:
        # the headline (index 0) is nobody's neighbour; -1: there is none
        return np.array(
            [
                at.get((s.article, s.index + step), -1) if s.index + step > 0 else -1
                for s in sentences
            ]
        )

    neighbours: list[Pairs] = []
    for step in (shift_by(-1), shift_by(1)):
        neighbours += [(step[first], step[second]), (step[first], second), (first, step[second])]
    one, two = np.sort([np.concatenate(side) for side in zip(*neighbours, strict=True)], axis=0)
    size = len(sentences)
    cells, place = np.unique(np.where(one < 0, -1, one * size + two), return_inverse=True)
    # many a neighbour is a candidate itself
    ours = first * size + second
    near = np.minimum(np.searchsorted(ours, cells), len(ours) - 1)
    candidates = ours[near] == cells
    cosines = np.where(candidates, base[near], 0.0)
    others = np.flatnonzero(~candidates & (cells >= 0))
    cosines[others] = _average_products(spaces, (cells[others] // size, cells[others] % size))
    before, before_b, before_a, behind, behind_b, behind_a = np.clip(
        cosines[place].reshape(len(neighbours), -1), 0, 1
    )
    return {
        "context": np.maximum(before, behind),
        "cross_context": np.maximum.reduce([before_a, before_b, behind_a, behind_b]),
    }


def _rank_pairs(
    sentences: Sequence[Sentence], base: Floats, first: Indices, second: Indices
) -> dict[str, Floats]:
    """Rank and lead of the pair among all that each sentence has in the other's outlet."""
    base = np.round(base, 12)  # equals stay equal, whatever the order of summing
    outlets = np.unique([s.outlet for s in sentences], return_inverse=True)[1]
    ranks, leads = np.zeros((2, len(base))), np.zeros((2, len(base)))
    for side, (mine, other) in enumerate(((first, second), (second, first))):
        group = mine * (outlets.max(initial=0) + 1) + outlets[other]
        order = np.lexsort((other, -base, group))
        _, begin, size = np.unique(group[order], return_index=True, return_counts=True)
        ranked = base[order]
        ranks[side, order] = place = np.arange(len(order)) - np.repeat(begin, size)
        second_best = np.where(np.repeat(size, size) > place + 1, np.r_[ranked, 0.0][1:], 0.0)
        rival = np.where(place == 0, second_best, np.repeat(ranked[begin], size))
        leads[side, order] = ranked - rival
    return {
        "rank_best": np.log1p(ranks.min(axis=0)),
        "rank_worst": np.log1p(ranks.max(axis=0)),
        "lead_least": leads.min(axis=0),
        "lead_most": leads.max(axis=0),
    }


def _compare_places(
    sentences: Sequence[Sentence], terms: Terms, first: Indices, second: Indices
) -> dict[str, Floats]:
    """Where in their articles the two stand, and how long they are."""
    last: dict[str, int] = {}
    for s in sentences:
        last[s.article] = max(last.get(s.article, 1), s.index)
    where = np.array([s.index / max(1, last[s.article]) for s in sentences])
    headline = np.array([float(s.index == 0) for s in sentences])
    lead = np.array([float(0 < s.index <= 2) for s in sentences])
    length = np.log([max(1, len(words)) for words in terms.order])
    return {
        "apart": np.abs(where[first] - where[second]),
        "headlines": headline[first] + headline[second],
        "leads": lead[first] + lead[second],
        "shorter": np.minimum(length[first], length[second]),
        "longer": np.maximum(length[first], length[second]),
    }
