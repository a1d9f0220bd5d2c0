"""Ways from matched pairs to the rows of a report, side by side, on marked events.

    python -m benchmarks.rows TRAIN_FOLDER GOLD_FOLDER

The same scores for all ways, by the words alone: on TRAIN those of weights that learned on the
other events (eight folds), on GOLD those of the shipped weights. Beside what the tool does, the
stars inside clusters:

- clusters: all members of a cluster are marked, whatever they have of the row's own words;
- components: connected components of the pairs of tier "same", likewise;
- greedy stars: no clusters; each time the star of pairs from the bar on that newly explains most,
  a sentence in two at most.

Then what the tool does with the reader: on the events of TRAIN that it left out, and on GOLD.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from compare.evaluation import mean_of
from compare.evaluation.marked import MarkedEvent, Pair, outlet_of, read_marked
from compare.evaluation.rows import Row, judge_rows, score_event
from compare.facts import find_facts, find_origins
from compare.facts.clusters import cluster_sentences
from compare.matching import match_sentences, signals_of
from compare.matching.scorers import load_scorer
from compare.model import Match
from compare.options import Options
from training.matching import leave_out, read_signals
from training.reader import FOLDS

OPTIONS = Options(reader="none")  # the ways are compared on one set of scores, by the words
BARS = load_scorer(OPTIONS).bars

Scores = Mapping[Pair, float]
NAMES = ("rows", "right", "partly", "nonsense", "cells", "double", "found")


def stars(event: MarkedEvent, scores: Scores) -> list[Row]:
    """What the tool does (`compare.facts.stars`)."""
    matches = [Match(a, b, score, "") for (a, b), score in scores.items()]
    origins = find_origins(event.texts, OPTIONS)
    facts = find_facts(matches, event.texts, origins, OPTIONS)
    return [(fact.sentence, frozenset(fact.sentences)) for fact in facts if fact.sure]


def components(event: MarkedEvent, scores: Scores) -> list[Row]:
    """All that hangs together by sure pairs."""
    home: dict[str, set[str]] = {}
    for (a, b), score in scores.items():
        if score >= BARS["same"]:
            cluster = home.get(a, {a}) | home.get(b, {b})
            home |= dict.fromkeys(cluster, cluster)
    return _make_rows({frozenset(group) for group in home.values()}, scores)


def clusters(event: MarkedEvent, scores: Scores) -> list[Row]:
    """The clusters whole."""
    candidates = {pair: score for pair, score in scores.items() if score >= BARS["possible"]}
    outlets = {name: outlet_of(name) for pair in candidates for name in pair}
    return _make_rows(set(cluster_sentences(candidates, outlets, BARS["likely"])), candidates)


def greedy_stars(event: MarkedEvent, scores: Scores) -> list[Row]:
    """Stars of sure pairs by what they newly explain."""
    near: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (a, b), score in scores.items():
        if score >= BARS["same"]:
            near[a].append((-score, b))
            near[b].append((-score, a))
    homes: Counter[str] = Counter()
    explained: set[frozenset[str]] = set()
    rows: list[Row] = []
    while True:
        best: tuple[float, str, set[str]] = (0.0, "", set())
        for centre in sorted(near):
            rays: dict[str, tuple[float, str]] = {}
            for loss, name in sorted(near[centre]):
                if homes[name] < 2 and frozenset((centre, name)) not in explained:
                    rays.setdefault(outlet_of(name), (loss, name))
            worth = sum(-loss for loss, _ in rays.values())
            if homes[centre] < 2 and worth > best[0]:
                best = worth, centre, {name for _, name in rays.values()}
        if not best[1]:
            return rows
        members = {best[1], *best[2]}
        rows.append((best[1], frozenset(members)))
        homes.update(members)
        explained |= {frozenset(pair) for pair in combinations(members, 2)}


def _make_rows(groups: set[frozenset[str]], scores: Scores) -> list[Row]:
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
    "stars in clusters": stars,
    "clusters": clusters,
    "components": components,
    "greedy stars": greedy_stars,
}


def left_out_scores(folder: Path, events: Sequence[MarkedEvent]) -> list[Scores]:
    """Scores by weights that have not seen the event; each event has one reader."""
    _, signals = read_signals(folder, OPTIONS)
    scores_by_event = []
    for event, scores in zip(events, leave_out(signals), strict=True):
        ordered = sorted(event.texts, key=lambda one: one.id)
        first, second, _ = signals_of(ordered, OPTIONS)
        pairs = ((ordered[i].id, ordered[j].id) for i, j in zip(first, second, strict=True))
        scores_by_event.append(
            {p: s for p, s in zip(pairs, scores.tolist(), strict=True) if s > 0.05}
        )
    return scores_by_event


def shipped_scores(event: MarkedEvent) -> Scores:
    """Scores by the shipped weights."""
    options = replace(OPTIONS, possible=0.05)
    matches = match_sentences(event.texts, options).matches
    return {(m.a, m.b): m.score for m in matches}


def main(train: str, gold: str) -> None:
    """Print a table per set."""
    learned, members = read_marked(Path(train)), read_marked(Path(gold))
    sets = {
        "train, left out": (learned, left_out_scores(Path(train), learned)),
        "gold": (members, [shipped_scores(event) for event in members]),
    }
    for title, (events, scores) in sets.items():
        print(f"\n| {title} | " + " | ".join(NAMES) + " |\n|---|" + "---:|" * len(NAMES))
        for way, rows_of in WAYS.items():
            figures = {}
            for event, event_scores in zip(events, scores, strict=True):
                rows = rows_of(event, event_scores)
                for reader in range(len(event.readers)):
                    marked = event.readers[reader]["facts"]
                    figures[f"{event.name} {reader}"] = judge_rows(rows, marked)
            print_row(way, mean_of(figures).mean)
    print(
        "\n| the tool, with the reader | " + " | ".join(NAMES) + " |\n|---|" + "---:|" * len(NAMES)
    )
    for title, events in {"train, left out": learned[::FOLDS], "gold": members}.items():
        print_row(title, mean_of({e.name: score_event(e, Options()) for e in events}).mean)


def print_row(title: str, mean: Mapping[str, float]) -> None:
    """A line of a table."""
    print(f"| {title} | " + " | ".join(f"{mean[name]:.2f}" for name in NAMES) + " |", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:3])
