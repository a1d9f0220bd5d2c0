"""What is known of a pair of sentences: the signals that the scorer joins.

Each is symmetric in the pair. They come in four families: overlap of words (weighted within the
event), RapidFuzz, shared names and numbers, and the pair's place: how its neighbours compare, and
whether each is the other's best in that outlet.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..model import Sentence
from ..text.names import find_names
from ..text.numbers import find_numbers
from ..text.words import normal_words, tokens
from .similarities import content_stems, stems, stems_and_pairs, tfidf_vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Indices = NDArray[np.int64]

# The signals that a match carries along, for people to read.
SHOWN = ("tfidf_words", "tfidf_pairs", "tfidf_chars", "token_set", "token_sort", "contained",
         "shared_names", "context")  # fmt: skip


def pair_features(
    sentences: Sequence[Sentence], words: Any, first: Indices, second: Indices
) -> dict[str, Floats]:
    """The signals of the pairs (first[k], second[k]): name -> array of shape (pairs,).

    words: TF-IDF rows over content stems, as candidates were found with. Those in `SHOWN` lie in
    0..1; the others are logarithms of counts, ranks and margins.
    """
    texts = [sentence.text for sentence in sentences]
    spaces = {
        "tfidf_words": words,
        "tfidf_pairs": tfidf_vectors(texts, stems_and_pairs),
        "tfidf_chars": tfidf_vectors(texts),
    }
    found = {name: _dot(space, first, second) for name, space in spaces.items()}
    # the mean of the three weighs a pair where ranks, margins and neighbours are compared
    joint = _stack([space * (1 / 3) ** 0.5 for space in spaces.values()])
    found |= _fuzzy(texts, first, second)
    found |= _overlap(texts, first, second)
    found |= _named(texts, first, second)
    found |= _neighbours(sentences, joint, first, second)
    found |= _standing(sentences, _mean([found[name] for name in spaces]), first, second)
    return found | _place(sentences, first, second)


def _dot(space: Any, first: Indices, second: Indices) -> Floats:
    """Cosines of the pairs alone, in blocks: never a matrix of all with all."""
    import numpy as np

    parts = [
        np.asarray(space[first[k : k + 50_000]].multiply(space[second[k : k + 50_000]]).sum(axis=1))
        for k in range(0, len(first), 50_000)
    ]
    return np.clip(np.concatenate(parts).ravel(), 0.0, 1.0) if parts else np.empty(0)


def _mean(values: Sequence[Floats]) -> Floats:
    import numpy as np

    result: Floats = np.mean(values, axis=0)
    return result


def _stack(spaces: Iterable[Any]) -> Any:
    from scipy.sparse import hstack

    return hstack(list(spaces)).tocsr()


def _fuzzy(texts: Sequence[str], first: Indices, second: Indices) -> dict[str, Floats]:
    import numpy as np
    from rapidfuzz import fuzz, process

    normal = [" ".join(normal_words(text)) for text in texts]
    one, two = [normal[i] for i in first], [normal[j] for j in second]
    scorers: dict[str, Callable[..., float]] = {
        "token_set": fuzz.token_set_ratio,
        "token_sort": fuzz.token_sort_ratio,
    }
    return {
        name: process.cpdist(one, two, scorer=scorer, dtype=np.float64) / 100.0
        for name, scorer in scorers.items()
    }


def _overlap(texts: Sequence[str], first: Indices, second: Indices) -> dict[str, Floats]:
    """Shared content stems: how many, how rare, how much of each sentence, in the same order."""
    import numpy as np
    from rapidfuzz.distance import LCSseq

    content = [content_stems(text) for text in texts]
    sets = [set(words) for words in content]
    runs = [{*pairwise(words)} for words in map(stems, texts)]
    counts = Counter(word for words in sets for word in words)
    weight = {word: math.log((len(texts) + 1) / (n + 0.5)) for word, n in counts.items()}
    rare = {word for word, n in counts.items() if n + 0.5 < 5}
    total = [math.fsum(weight[word] for word in words) for words in sets]
    rows = []
    for i, j in zip(first.tolist(), second.tolist(), strict=True):
        both = sets[i] & sets[j]
        mass = math.fsum(weight[word] for word in both)
        within = sorted((mass / (total[i] or 1), mass / (total[j] or 1)))
        order = LCSseq.similarity(content[i], content[j])
        shorter = max(1, min(len(content[i]), len(content[j])))
        rows.append((*within, len(both), len(both & rare), mass, order / shorter, order,
                     len(runs[i] & runs[j])))  # fmt: skip
    table = np.array(rows, dtype=np.float64).reshape(-1, 8)
    names = ("contained_both", "contained", "shared", "shared_rare", "shared_weight",
             "common_order", "common_length", "shared_runs")  # fmt: skip
    plain = {"contained_both", "contained", "common_order"}
    return {
        name: np.clip(table[:, k], 0, 1) if name in plain else np.log1p(table[:, k])
        for k, name in enumerate(names)
    }


def _named(texts: Sequence[str], first: Indices, second: Indices) -> dict[str, Floats]:
    """Shared words of names, weighted by rarity, and shared or differing figures."""
    import numpy as np

    names = [
        {
            word.casefold()
            for name in find_names(text)
            for word in name.text.split()
            if len(word) > 2
        }
        for text in texts
    ]
    figures = [
        {f"{q.low}{q.unit}" for q in find_numbers(text)}
        | {token.text for token in tokens(text) if token.text[0].isdigit()}
        for text in texts
    ]
    counts = Counter(word for found in names for word in found)
    weight = {word: math.log((len(texts) + 1) / (n + 0.5)) for word, n in counts.items()}
    total = [math.fsum(weight[word] for word in found) for found in names]
    mass = np.array(
        [
            math.fsum(weight[word] for word in names[i] & names[j])
            for i, j in zip(first, second, strict=True)
        ]
    )
    larger = np.array([max(total[i], total[j]) for i, j in zip(first, second, strict=True)])
    shared = np.array([len(figures[i] & figures[j]) for i, j in zip(first, second, strict=True)])
    both = np.array([bool(figures[i] and figures[j]) for i, j in zip(first, second, strict=True)])
    return {
        "shared_names": np.clip(mass / np.where(larger > 0, larger, 1), 0, 1),
        "names_weight": np.log1p(np.maximum(mass, 0)),
        "shared_figures": np.minimum(shared, 3).astype(np.float64),
        "other_figures": (both & (shared == 0)).astype(np.float64),
    }


def _neighbours(
    sentences: Sequence[Sentence], space: Any, first: Indices, second: Indices
) -> dict[str, Floats]:
    """Do the sentences before (or behind) the two also compare? Does one resemble the other's?"""
    import numpy as np

    at = {(s.article, s.index): k for k, s in enumerate(sentences)}

    def moved(step: int) -> Indices:
        # the headline (index 0) is nobody's neighbour; -1: there is none
        return np.array(
            [
                at.get((s.article, s.index + step), -1) if s.index + step > 0 else -1
                for s in sentences
            ]
        )

    def compare(one: Indices, two: Indices) -> Floats:
        known = (one >= 0) & (two >= 0)
        result = np.zeros(len(one))
        result[known] = _dot(space, one[known], two[known])
        return result

    before, behind = moved(-1), moved(1)
    cross = [compare(step[first], second) for step in (before, behind)]
    cross += [compare(first, step[second]) for step in (before, behind)]
    return {
        "context": np.maximum(
            compare(before[first], before[second]), compare(behind[first], behind[second])
        ),
        "cross_context": np.maximum.reduce(cross),
    }


def _standing(
    sentences: Sequence[Sentence], base: Floats, first: Indices, second: Indices
) -> dict[str, Floats]:
    """Rank and lead of the pair among all that each sentence has in the other's outlet."""
    import numpy as np

    outlets = np.unique([s.outlet for s in sentences], return_inverse=True)[1]
    ranks, leads = np.zeros((2, len(base))), np.zeros((2, len(base)))
    for side, (mine, other) in enumerate(((first, second), (second, first))):
        group = mine * (outlets.max(initial=0) + 1) + outlets[other]
        order = np.lexsort((other, -base, group))
        starts = (
            np.r_[True, group[order][1:] != group[order][:-1]] if len(order) else np.empty(0, bool)
        )
        begin = np.flatnonzero(starts)
        place = np.arange(len(order)) - np.repeat(begin, np.diff(np.r_[begin, len(order)]))
        best = np.repeat(base[order][begin], np.diff(np.r_[begin, len(order)]))
        following = np.r_[base[order][1:], 0.0]
        last = np.r_[starts[1:], True]
        second_best = np.where(last, 0.0, following)
        ranks[side, order] = place
        leads[side, order] = np.where(place == 0, base[order] - second_best, base[order] - best)
    return {
        "rank_best": np.log1p(ranks.min(axis=0)),
        "rank_worst": np.log1p(ranks.max(axis=0)),
        "lead_least": leads.min(axis=0),
        "lead_most": leads.max(axis=0),
    }


def _place(sentences: Sequence[Sentence], first: Indices, second: Indices) -> dict[str, Floats]:
    """Where in their articles the two stand, and how long they are."""
    import numpy as np

    last: dict[str, int] = {}
    for s in sentences:
        last[s.article] = max(last.get(s.article, 1), s.index)
    where = np.array([s.index / max(1, last[s.article]) for s in sentences])
    headline = np.array([float(s.index == 0) for s in sentences])
    lead = np.array([float(0 < s.index <= 2) for s in sentences])
    length = np.log([max(1, len(content_stems(s.text))) for s in sentences])
    return {
        "apart": np.abs(where[first] - where[second]),
        "headlines": headline[first] + headline[second],
        "leads": lead[first] + lead[second],
        "shorter": np.minimum(length[first], length[second]),
        "longer": np.maximum(length[first], length[second]),
    }
