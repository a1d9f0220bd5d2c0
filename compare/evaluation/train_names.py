"""Learn which mentions are one: `python -m compare.evaluation.train_names MARKED_FILE`.

Writes `compare/data/names_weights.json`. `--left-out` writes nothing: for each event in turn it
learns from the others, with the bar that serves those best, and prints CoNLL F1 on the one that
was left out (about four minutes).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from statistics import fmean

from ..framing.coreference import FEATURES, Mentioned, cluster_mentions, head_of, pair_features
from .names import clusters_of, conll, read_mentions

BARS = (0.35, 0.4, 0.45, 0.5, 0.55)
Event = tuple[list[Mentioned], list[str]]


def train(events: Sequence[Event]) -> dict[str, float]:
    """Weights per feature with "bias"; the "bar" is the one of BARS with the best mean CoNLL F1."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    rows = np.vstack([pair_features(mentions) for mentions, _ in events])
    same = [a == b for _, chains in events for a, b in combinations(chains, 2)]
    # balanced: few pairs are one, and the bar is set after
    fitted = LogisticRegression(max_iter=500, class_weight="balanced").fit(rows, same)
    weights = {
        name: round(float(w), 3) for name, w in zip(FEATURES, fitted.coef_[0], strict=True)
    } | {"bias": round(float(fitted.intercept_[0]), 3)}
    bar = max(
        BARS, key=lambda bar: fmean(_score(event, weights | {"bar": bar}) for event in events)
    )
    return weights | {"bar": bar}


def _score(event: Event, weights: Mapping[str, float]) -> float:
    mentions, chains = event
    return conll(clusters_of(chains), clusters_of(cluster_mentions(mentions, weights)))["conll_f1"]


def main(arguments: Sequence[str]) -> None:
    """See the module's docstring."""
    marked = read_mentions(Path(next(name for name in arguments if not name.startswith("-"))))
    if "--left-out" in arguments:
        figures = []
        for name, event in sorted(marked.items()):
            others = [other for key, other in sorted(marked.items()) if key != name]
            heads = clusters_of([head_of(mention.text) for mention in event[0]])
            base = conll(clusters_of(event[1]), heads)["conll_f1"]
            figures.append((_score(event, train(others)), base))
            sys.stdout.write(f"{name}: {figures[-1][0]:.3f}, same head {base:.3f}\n")
        ours, heads_mean = (fmean(column) for column in zip(*figures, strict=True))
        sys.stdout.write(f"mean: {ours:.3f}, same head {heads_mean:.3f}\n")
        return
    path = Path(__file__).parents[1] / "data" / "names_weights.json"
    weights = train([event for _, event in sorted(marked.items())])
    path.write_text(json.dumps(weights, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
