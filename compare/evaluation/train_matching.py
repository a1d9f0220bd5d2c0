"""Learn the weights of the "learned" scorer from marked events.

    python -m compare.evaluation.train_matching TRAIN_FOLDER [MODEL]

A logistic regression over the signals of `compare.matching.features`. Every figure printed, and
both bars, come from events left out (eight folds by event), so that none is tuned on what it tells.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..matching import signals_of
from ..matching.scorers import MODEL_WEIGHTS, WEIGHTS
from ..options import Options
from .marked import marked_pairs, read_marked
from .matching import calibration_error

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FOLDS = 8
PARTLY = 0.7  # weight of a pair that a reader marked as only partly the same
SAME_PRECISION = 0.88  # what the tier "same" must reach on events left out
LIKELY_PRECISION = 0.63  # what the tier "likely" must reach there


@dataclass
class Event:
    """signals (pairs, n), true and plain (pairs,), and how many of both are marked in all."""

    signals: Floats
    true: NDArray[np.bool_]
    plain: NDArray[np.bool_]
    marked: int
    marked_plain: int


def train_matching(folder: Path, options: Options) -> tuple[dict[str, Any], dict[str, float]]:
    """(weights as JSON will hold them, figures on events left out)."""
    import numpy as np

    names, events = read_signals(folder, options)
    scores = leave_out(events)
    grid = _grid(scores)
    possible = best_bar(events, scores)
    pooled = np.concatenate(scores)
    true = np.concatenate([event.true for event in events])

    def bar_for(precision: float, below: float) -> float:
        """The lowest bar from which the pairs up to `below` reach the precision."""
        for bar in grid[(grid >= possible) & (grid < below)]:
            if true[(pooled >= bar) & (pooled < below)].mean() >= precision:
                return float(bar)
        return float(grid[-1])

    same = bar_for(SAME_PRECISION, np.inf)
    likely = bar_for(LIKELY_PRECISION, same)
    model = _fit(events)
    scaler, regression = model[0], model[1]
    signals = {
        name: [round(float(v), 6) for v in row]
        for name, *row in zip(names, regression.coef_[0], scaler.mean_, scaler.scale_, strict=True)
    }
    weights = {
        "bars": {
            "possible": round(possible, 3),
            "likely": round(likely, 3),
            "same": round(same, 3),
        },
        "intercept": round(float(regression.intercept_[0]), 6),
        "signals": signals,
        "trained_on": f"{len(events)} events, {len(true)} pairs, {int(true.sum())} marked",
    }
    f1, f1_plain, spread = mean_f1(events, scores, possible)
    figures = {
        "events": len(events),
        "f1": f1,
        "f1_standard_error": spread,
        "f1_plain": f1_plain,
        "precision": float(true[pooled >= possible].mean()),
        "recall": float(true[pooled >= possible].sum() / sum(event.marked for event in events)),
        "precision_same": float(true[pooled >= same].mean()),
        "precision_likely": float(true[(pooled >= likely) & (pooled < same)].mean()),
        "precision_possible": float(true[(pooled >= possible) & (pooled < likely)].mean()),
        "recall_of_candidates": float(true.sum() / sum(event.marked for event in events)),
        "calibration_error": calibration_error(
            list(zip(pooled.tolist(), true.tolist(), strict=True))
        ),
    }
    weights["left_out"] = {name: round(value, 4) for name, value in figures.items()}
    return weights, figures


def leave_out(events: Sequence[Event]) -> list[Floats]:
    """Scores of each event's pairs by a model that learned on the events of the other folds."""
    scores: list[Any] = [None] * len(events)
    for fold in range(FOLDS):
        model = _fit([event for k, event in enumerate(events) if k % FOLDS != fold])
        for k in range(fold, len(events), FOLDS):
            scores[k] = model.predict_proba(events[k].signals)[:, 1]
    return scores


def best_bar(events: Sequence[Event], scores: Sequence[Floats]) -> float:
    """The bar for a match that serves the events best.

    F1 counts twice against F1 on plain statements, which alone would ask for a higher bar.
    """
    import numpy as np

    return float(max(_grid(scores), key=lambda b: np.dot((2, 1), mean_f1(events, scores, b)[:2])))


def _grid(scores: Sequence[Floats]) -> Floats:
    import numpy as np

    return np.unique(np.quantile(np.concatenate(scores), np.linspace(0.8, 0.995, 150)))


def read_signals(folder: Path, options: Options) -> tuple[list[str], list[Event]]:
    """The signals' names, and each marked event's pairs with what its readers say of them."""
    import numpy as np

    names: list[str] = []
    events = []
    for event in read_marked(folder):
        ordered = sorted(event.sentences, key=lambda sentence: sentence.id)
        first, second, signals = signals_of(ordered, options)
        names = list(signals)
        pairs = [(ordered[i].id, ordered[j].id) for i, j in zip(first, second, strict=True)]
        for reader in event.readers:
            any_grade, whole = marked_pairs(reader), marked_pairs(reader, grade=2)
            events.append(
                Event(
                    np.stack([signals[name] for name in names], axis=1),
                    np.array([pair in any_grade for pair in pairs]),
                    np.array([pair in whole for pair in pairs]),
                    len(any_grade),
                    len(whole),
                )
            )
    return names, events


def _fit(events: Sequence[Event]) -> Any:
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    # each event counts alike, whatever its length
    weight = [
        np.where(event.true & ~event.plain, PARTLY, 1.0) * (2000 / len(event.true))
        for event in events
    ]
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.02, max_iter=3000))
    return model.fit(
        np.concatenate([event.signals for event in events]),
        np.concatenate([event.true for event in events]),
        logisticregression__sample_weight=np.concatenate(weight),
    )


def mean_f1(
    events: Sequence[Event], scores: Sequence[Floats], bar: float
) -> tuple[float, float, float]:
    """F1, F1 on plain statements, mean over events; the standard error of the first."""
    import numpy as np

    rows = []
    for event, score in zip(events, scores, strict=True):
        found = score >= bar
        clear = found & ~(event.true & ~event.plain)
        rows.append(
            (
                2 * (found & event.true).sum() / (found.sum() + event.marked),
                2 * (clear & event.plain).sum() / max(1, clear.sum() + event.marked_plain),
            )
        )
    table = np.array(rows, dtype=np.float64)
    mean = table.mean(axis=0)
    error = table[:, 0].std(ddof=1) / len(rows) ** 0.5 if len(rows) > 1 else np.nan
    return float(mean[0]), float(mean[1]), float(error)


def main(arguments: Sequence[str]) -> None:
    """Train, write the weights, print the figures. With MODEL: the weights used with any model."""
    options = Options(model=arguments[1] if len(arguments) > 1 else None)
    weights, figures = train_matching(Path(arguments[0]), options)
    out = Path("compare/data") / (MODEL_WEIGHTS if options.model else WEIGHTS)
    out.write_text(json.dumps(weights, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
