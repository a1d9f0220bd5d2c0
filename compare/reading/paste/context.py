"""A second look: what the first scores say of the paragraphs around each one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import accumulate

from ...learned import sigmoid
from .features import DATELINE, Traits, count_core_words, sum_weights

LIMIT = 6.0  # log-odds: one paragraph alone never says more than this
_MILD = 0.5  # what an unlikely paragraph counts against the core, beside a likely one
_DATELINE_WORTH = 100.0  # in words, so that an article of three short paragraphs outweighs teasers
_REACHES = (1, 2, 4, 8)


def bound_odds(row: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Log-odds of a row of features, within -LIMIT..LIMIT."""
    return max(-LIMIT, min(LIMIT, sum_weights(row, weights)))


def find_core(all_traits: Sequence[Traits], scores: Sequence[float]) -> tuple[int, int]:
    """First and last index of the article's core; (0, -1) of nothing.

    scores: log-odds from the first look. The core is the stretch whose words, each counted by how
    surely it is the article's or not, have the largest sum (Kadane's method, linear).
    """
    best, span, start, total = 0.0, (0, -1), 0, 0.0
    for index, (traits, score) in enumerate(zip(all_traits, scores, strict=True)):
        if total <= 0.0:
            start, total = index, 0.0
        worth = math.tanh(score / 2) * (4 + min(traits.words, 60))
        worth += _DATELINE_WORTH * traits.own[DATELINE]  # "TOKYO, May 2 (Agency) -": here it begins
        total += worth if worth > 0 else worth * _MILD
        if total > best:
            best, span = total, (start, index)
    return span


def describe_in_context(
    all_traits: Sequence[Traits], scores: Sequence[float], core: tuple[int, int], headline: int
) -> list[dict[str, float]]:
    """Figures (0..1, by name) for the second look; scores: log-odds from the first.

    headline: its index, -1 where none was found.
    """
    chances = [sigmoid(score) for score in scores]
    shares = _share_core_words(all_traits, core)
    end_marks = _count_end_marks(all_traits, core[0])
    gap_above, gap_below = _measure_gaps(chances), _measure_gaps(chances[::-1])[::-1]
    around = _average_around(chances)
    rows = []
    for index, (traits, chance) in enumerate(zip(all_traits, chances, strict=True)):
        inside, long = core[0] <= index <= core[1], traits.words > 12
        share, below = shares[index], index - headline
        row = {
            "chance": chance,
            "score": (scores[index] + LIMIT) / (2 * LIMIT),
            "inside": float(inside),
            "inside, chance": inside * chance,
            "inside, prose": inside * traits.prose,
            "inside, short": float(inside and traits.words <= 4),
            "inside, phrase": float(inside and bool(traits.kinds)),
            "outside, prose": (not inside) * traits.prose,
            "above the core": float(index < core[0]),
            "below the core": float(index > core[1]),
            "far outside": min(max(core[0] - index, index - core[1], 0) / 8, 1.0),
            "next to the core": float(index in (core[0] - 1, core[1] + 1)),
            "gap above": gap_above[index],
            "gap below": gap_below[index],
            "smaller gap": min(gap_above[index], gap_below[index]),
            "words of the core": share,
            "words of the core, longer": share * long,
            "few words of the core, longer": float(long and share < 0.2),
            "no words of the core": float(share == 0.0 and traits.words > 4),
            "no headline": float(headline < 0),
            "above the headline": float(below < 0),
            "close below the headline": max(0.0, 1 - below / 8) if below > 0 <= headline else 0.0,
            "between headline and core": float(headline >= 0 < below and index < core[0]),
            "behind an end mark": end_marks[index],
            "behind an end mark, prose": end_marks[index] * traits.prose,
            "behind an end mark, core words": end_marks[index] * share,
        }
        rows.append(row | around[index])
    return rows


def _average_around(chances: Sequence[float]) -> list[dict[str, float]]:
    """Mean chance of the paragraphs above and below, by how many are looked at."""
    sums = list(accumulate(chances, initial=0.0))
    rows = []
    for index in range(len(chances)):
        row = {}
        for reach in _REACHES:
            low, high = max(0, index - reach), min(len(chances), index + 1 + reach)
            above = (sums[index] - sums[low]) / reach
            below = (sums[high] - sums[index + 1]) / reach
            row[f"{reach} above"] = above
            row[f"{reach} below"] = below
            row[f"{reach} on both sides"] = min(above, below)
        rows.append(row)
    return rows


def _share_core_words(all_traits: Sequence[Traits], span: tuple[int, int]) -> list[float]:
    """Share of each paragraph's content words that stand elsewhere in the core."""
    counts = count_core_words(all_traits, span)
    shares = []
    for index, traits in enumerate(all_traits):
        own = int(span[0] <= index <= span[1] and traits.prose > 0.4)
        known = sum(counts[word] > own for word in traits.content)
        shares.append(known / max(len(traits.content), 1))
    return shares


def _count_end_marks(all_traits: Sequence[Traits], start: int) -> list[float]:
    """0..1 per paragraph: how many marks of an article's end stand between the core and it."""
    ends = {"comment form or reader comments", "related articles", "legal text"}
    level, levels = 0.0, []
    for index, traits in enumerate(all_traits):
        levels.append(level)
        if index > start and traits.words <= 12:
            level += 0.34 * any(kind in ends and how != "inside" for kind, how in traits.kinds)
        level = min(level, 1.0)
    return levels


def _measure_gaps(chances: Sequence[float]) -> list[float]:
    """0..1: how many paragraphs lie between each one and the last likely one before it."""
    gaps = accumulate(chances, lambda gap, chance: 0 if chance > 0.7 else gap + 1, initial=12)
    return [min(gap / 12, 1.0) for gap in gaps][:-1]
