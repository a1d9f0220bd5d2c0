"""Learn how likely two articles tell one event, from archives with marked stories.

    python -m training.stories FILE ... [--out OUT.json]

The figures printed come from stories left out: four folds by story, each held-out fold grouped as
an archive of its own and never seen by the weights that group it. The bar is chosen on them too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from compare.archive.grouping import prepare
from compare.archive.linkage import average_linkage
from compare.archive.pairs import KNOWN, pair_signals, same_event, signal_matrix
from compare.evaluation import Scores, average, mean_of
from compare.model import Article
from training.evaluate.stories import read_stories, story_figures

FOLDS = 4
HIDDEN = 24  # units; 12 lose 0.005 of B-cubed F1, 48 win nothing
NETWORKS = 3  # of other beginnings; three win 0.005 over one
DRAWN = (40_000, 80_000)  # pairs drawn from a set: its number, but no fewer and no more
BARS = [round(0.2 + 0.025 * step, 3) for step in range(15)]
Archive = tuple[Sequence[Article], Sequence[str]]


class Part:
    """An archive with its signals: matrix (pairs, signals), true (pairs,)."""

    def __init__(self, articles: Sequence[Article], stories: Sequence[str]) -> None:
        import numpy as np

        self.stories = stories
        counts, vectors, self.i, self.j = prepare(articles)
        self.signals = pair_signals(vectors, counts, self.i, self.j)
        names = np.array(stories)
        self.true = names[self.i] == names[self.j]

    def figures(self, weights: Mapping[str, Any], bar: float) -> dict[str, float]:
        """Grouped with these weights, undated."""
        score = same_event(self.signals, weights)
        pairs = list(zip(self.i.tolist(), self.j.tolist(), score.tolist(), strict=True))
        return story_figures(
            self.stories, average_linkage(len(self.stories), pairs, bar, known=KNOWN)
        )


def fold_of(story: str) -> int:
    """The fold of a story, the same on every machine; look-alikes ("12ecb", "12ecbplus") share."""
    plain = story.removesuffix("plus")
    return int(hashlib.sha256(f"fold {plain}".encode()).hexdigest(), 16) % FOLDS


def split_archive(archive: Archive, fold: int) -> tuple[Archive, Archive]:
    """(all but the fold, the fold)."""
    sides: list[tuple[list[Article], list[str]]] = [([], []), ([], [])]
    for article, story in zip(*archive, strict=True):
        side = sides[fold_of(story) == fold]
        side[0].append(article)
        side[1].append(story)
    return sides[0], sides[1]


def fit(archives: Sequence[Sequence[Part]]) -> dict[str, Any]:
    """The network's weights; `archives`: per set, its parts."""
    import warnings

    import numpy as np
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    draw = np.random.default_rng(0)
    inputs, true = [], []
    for parts in archives:
        matrix = np.concatenate([signal_matrix(part.signals) for part in parts])
        labels = np.concatenate([part.true for part in parts])
        places = draw.choice(len(matrix), min(max(len(matrix), DRAWN[0]), DRAWN[1]))
        inputs.append(matrix[places])
        true.append(labels[places])
    matrix = np.concatenate(inputs)
    mean, scale = matrix.mean(axis=0).round(5), matrix.std(axis=0).round(5) + 1e-5
    networks = [
        MLPClassifier(
            (HIDDEN,),
            alpha=1e-2,
            max_iter=25,
            batch_size=256,
            learning_rate_init=2e-3,
            random_state=seed,
        )
        for seed in range(NETWORKS)
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # stopped early on purpose
        for network in networks:
            network.fit((matrix - mean) / scale, np.concatenate(true))
    # the mean of several networks' log-odds is one network with all their hidden units
    output = np.concatenate([network.coefs_[1][:, 0] for network in networks]) / NETWORKS
    bias = sum(float(network.intercepts_[1][0]) for network in networks) / NETWORKS
    return {
        "mean": mean.tolist(),
        "scale": scale.round(5).tolist(),
        "hidden": np.concatenate([n.coefs_[0] for n in networks], axis=1).round(4).tolist(),
        "hidden_bias": np.concatenate([n.intercepts_[0] for n in networks]).round(4).tolist(),
        "output": output.round(4).tolist(),
        "output_bias": round(bias, 4),
    }


def train_stories(archives: Mapping[str, Archive]) -> tuple[dict[str, Any], Scores]:
    """(weights with their bar, figures on stories left out, mean over the folds)."""
    folds_of = {name: [split_archive(a, f) for f in range(FOLDS)] for name, a in archives.items()}
    parts = {name: [Part(*side) for _, side in sides] for name, sides in folds_of.items()}
    wholes = {name: Part(*archive) for name, archive in archives.items()}
    rows: dict[float, dict[str, list[dict[str, float]]]] = {bar: {} for bar in BARS}
    for fold in range(FOLDS):
        training_parts = [
            [*(p for f, p in enumerate(parts[name]) if f != fold), Part(*folds_of[name][fold][0])]
            for name in archives
        ]
        weights = fit(training_parts)
        for bar in BARS:
            for name in archives:
                row = parts[name][fold].figures(weights, bar)
                rows[bar].setdefault(name, []).append(row)
    means = {bar: {name: average(folds) for name, folds in of.items()} for bar, of in rows.items()}
    bar = max(BARS, key=lambda bar: average(means[bar].values())["bcubed_f1"])
    weights = fit([[*parts[name], wholes[name]] for name in archives])
    weights["bar"] = bar
    weights["trained_on"] = ", ".join(
        f"{name}: {len(set(stories))} stories" for name, (_, stories) in sorted(archives.items())
    )
    return weights, mean_of(means[bar])


def main(arguments: Sequence[str]) -> None:
    """Train, write the weights, print the figures."""
    parser = argparse.ArgumentParser(prog="python -m training.stories")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=Path("compare/data/stories_weights.json"))
    options = parser.parse_args(arguments)
    archives = {path.parent.name: read_stories(path) for path in options.files}
    weights, scores = train_stories(archives)
    options.out.write_text(json.dumps(weights, sort_keys=True) + "\n", encoding="utf-8")
    sys.stdout.write(f"bar {weights['bar']}, on stories left out:\n{scores.table()}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
