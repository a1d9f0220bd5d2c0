"""Ways from matched pairs to the rows of a report, side by side, on marked events.

    python -m benchmarks.rows TRAIN_FOLDER GOLD_FOLDER

The same scores for all ways: on TRAIN those of weights that learned on the other events (eight
folds), on GOLD those of the shipped weights. Beside our stars:

- components: connected components of the pairs of tier "same";
- correlation clustering: clusters that disagree least with the pairs, by greedy additive edge
  contraction (Keuper et al. 2015, ICCV, algorithm 1) on the log-odds of the scores.

A cluster's row is told by the sentence that its other members match best.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import log
from pathlib import Path

from compare.evaluation.marked import MarkedEvent, Pair, outlet_of, read_marked
from compare.evaluation.rows import Row, judge_rows
from compare.evaluation.scores import mean_of
from compare.evaluation.train_matching import leave_out, read_signals
from compare.facts import find_facts, find_origins
from compare.matching import match_sentences, signals_of
from compare.matching.scorers import load_scorer
from compare.model import Match
from compare.options import Options

OPTIONS = Options()
BARS = load_scorer(OPTIONS).bars
UNMATCHED = -3.0  # log-odds of two sentences of different outlets that are no candidates

Scores = Mapping[Pair, float]


def stars(event: MarkedEvent, scores: Scores) -> list[Row]:
    """What the tool does (`compare.facts.stars`)."""
    matches = [Match(a, b, score, "") for (a, b), score in scores.items()]
    origins = find_origins(event.articles, event.sentences, OPTIONS)
    facts = find_facts(matches, event.sentences, event.articles, origins, OPTIONS)
    return [(fact.sentence, frozenset(fact.sentences)) for fact in facts if fact.sure]


def components(event: MarkedEvent, scores: Scores) -> list[Row]:
    """All that hangs together by sure pairs."""
    home: dict[str, set[str]] = {}
    for (a, b), score in scores.items():
        if score >= BARS["same"]:
            joined = home.get(a, {a}) | home.get(b, {b})
            home |= dict.fromkeys(joined, joined)
    return _rows({frozenset(group) for group in home.values()}, scores)


def correlation_clusters(event: MarkedEvent, scores: Scores) -> list[Row]:
    """Clusters merged as long as a merger adds agreement, the most telling first."""
    clusters = {n: {name} for n, name in enumerate(sorted({s for pair in scores for s in pair}))}
    number = {name: n for n, members in clusters.items() for name in members}
    weights: dict[int, dict[int, float]] = defaultdict(dict)
    for a, b in combinations(sorted(number), 2):
        if outlet_of(a) != outlet_of(b):
            score = scores.get((a, b))
            odds = UNMATCHED if score is None else log(max(score, 1e-6) / max(1 - score, 1e-6))
            weights[number[a]][number[b]] = weights[number[b]][number[a]] = odds
    while True:
        best = max(
            ((w, -i, -j) for i, row in weights.items() for j, w in row.items() if i < j),
            default=(0.0, 0, 0),
        )
        if best[0] <= 0:
            break
        kept, gone = -best[1], -best[2]
        clusters[kept] |= clusters.pop(gone)
        for other, weight in weights.pop(gone).items():
            del weights[other][gone]
            if other != kept:
                total = weights[kept].get(other, 0.0) + weight
                weights[kept][other] = weights[other][kept] = total
    return _rows({frozenset(members) for members in clusters.values()}, scores)


def _rows(groups: set[frozenset[str]], scores: Scores) -> list[Row]:
    """A row per group of two outlets or more, those with the highest scores first."""
    ranked = []
    for group in groups:
        central: dict[str, float] = defaultdict(float)
        for pair in combinations(sorted(group), 2):
            for name in pair:
                central[name] += scores.get(pair, 0.0)
        if len({outlet_of(name) for name in group}) > 1:
            stating = min(central, key=lambda name: (-central[name], name))
            ranked.append((-central[stating] / (len(group) - 1), stating, group))
    return [(stating, group) for _, stating, group in sorted(ranked, key=lambda row: row[:2])]


WAYS: dict[str, Callable[[MarkedEvent, Scores], list[Row]]] = {
    "stars": stars,
    "components": components,
    "correlation clustering": correlation_clusters,
}


def left_out_scores(folder: Path, events: Sequence[MarkedEvent]) -> list[Scores]:
    """Scores by weights that have not seen the event; each event has one reader."""
    _, signals = read_signals(folder, OPTIONS)
    found = []
    for event, scores in zip(events, leave_out(signals), strict=True):
        ordered = sorted(event.sentences, key=lambda sentence: sentence.id)
        first, second, _ = signals_of(ordered, OPTIONS)
        pairs = ((ordered[i].id, ordered[j].id) for i, j in zip(first, second, strict=True))
        found.append({p: s for p, s in zip(pairs, scores.tolist(), strict=True) if s > 0.05})
    return found


def shipped_scores(event: MarkedEvent) -> Scores:
    """Scores by the shipped weights."""
    options = Options(possible=0.05)
    matches = match_sentences(event.sentences, event.articles, options).matches
    return {(m.a, m.b): m.score for m in matches}


def main(train: str, gold: str) -> None:
    """Print a table per set."""
    learned, held = read_marked(Path(train)), read_marked(Path(gold))
    sets = {
        "train, left out": (learned, left_out_scores(Path(train), learned)),
        "gold": (held, [shipped_scores(event) for event in held]),
    }
    names = ("rows", "right", "partly", "nonsense", "cells", "double", "found")
    for title, (events, scores) in sets.items():
        print(f"\n| {title} | " + " | ".join(names) + " |\n|---|" + "---:|" * len(names))
        for way, rows_of in WAYS.items():
            figures = {}
            for event, known in zip(events, scores, strict=True):
                rows = rows_of(event, known)
                for reader in range(len(event.readers)):
                    marked = event.readers[reader]["facts"]
                    figures[f"{event.name} {reader}"] = judge_rows(rows, marked)
            mean = mean_of(figures).mean
            print(f"| {way} | " + " | ".join(f"{mean[name]:.2f}" for name in names) + " |")


if __name__ == "__main__":
    main(*sys.argv[1:3])
