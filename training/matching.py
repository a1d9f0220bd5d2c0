"""Learn the weights of the "learned" scorer from marked events.

    python -m training.matching TRAIN_FOLDER
    python -m training.matching TRAIN_FOLDER --readings READINGS

A logistic regression over the signals of `compare.matching.features`; with READINGS (made by
`training.reader`, by a reader that left the event out) one over its score and the reading. Every
figure printed, and all bars, come from events left out (eight folds by event), so that none is
tuned on what it tells.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compare.evaluation.marked import marked_pairs, read_marked
from compare.evaluation.matching import calibration_error
from compare.learned import all_log_odds
from compare.matching import signals_of
from compare.matching.reader import choose_pairs
from compare.matching.scorers import READER_WEIGHTS, WEIGHTS
from compare.options import Options

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FOLDS = 8
AS_WELL = 0.01  # of both F1 together, up to which a bar serves as well as the best
PARTLY = 0.7  # weight of a pair that a reader marked as only partly the same
SAME_PRECISION = 0.91  # what the tier "same" must reach on events left out: 0.88 on others
LIKELY_PRECISION = 0.64  # what the tier "likely" must reach there: 0.70 is not reached below "same"


@dataclass
class Event:
    """signals (pairs, n), true and plain (pairs,), and how many of both are marked in all.

    name: the event's; sentences: how many it has
    """

    name: str
    sentences: int
    signals: Floats
    true: NDArray[np.bool_]
    plain: NDArray[np.bool_]
    marked: int
    marked_plain: int


def train_matching(folder: Path, options: Options) -> tuple[dict[str, Any], dict[str, float]]:
    """(weights as JSON will hold them, figures on events left out)."""
    names, events = read_signals(folder, options)
    scores = leave_out(events)
    model = _fit_signals(events)
    scaler, regression = model[0], model[1]
    signals = {
        name: [round(float(v), 6) for v in row]
        for name, *row in zip(names, regression.coef_[0], scaler.mean_, scaler.scale_, strict=True)
    }
    learned = {"intercept": round(float(regression.intercept_[0]), 6), "signals": signals}
    return _add_figures(learned, events, scores)


def train_joining(
    folder: Path, readings: Mapping[str, Sequence[float]], options: Options
) -> tuple[dict[str, Any], dict[str, float]]:
    """The same for the weights that join the score by the words with a reading.

    readings: event -> the log-odds of its candidates, in their order; other events are left out.
    """
    events, scores, pairs, places = score_left_out(folder, readings, options)
    model_of_all = _fit_joining(events, pairs, places, range(len(events)))
    weights = dict(zip(("words", "reading"), model_of_all.coef_[0].tolist(), strict=True))
    weights["intercept"] = float(model_of_all.intercept_[0])
    learned = {"weights": {name: round(value, 6) for name, value in weights.items()}}
    return _add_figures(learned, events, scores)


def score_left_out(
    folder: Path, readings: Mapping[str, Sequence[float]], options: Options
) -> tuple[Sequence[Event], list[Floats], list[Floats], list[Any]]:
    """The events that have readings, and of each the scores of its pairs by weights that did not
    learn from it; what these weigh (log-odds by the words and by the reading), of which pairs."""
    import numpy as np

    everything = read_signals(folder, options)[1]
    both = zip(everything, leave_out(everything), strict=True)
    events, words = zip(*(pair for pair in both if pair[0].name in readings), strict=True)
    odds = [np.array(readings[event.name]) for event in events]
    places = [
        choose_pairs(score, np.ones(len(score), bool), event.sentences)
        for event, score in zip(events, words, strict=True)
    ]
    pairs = [
        np.stack([all_log_odds(w[k]), r[k]], axis=1)
        for w, r, k in zip(words, odds, places, strict=True)
    ]
    scores = [score.copy() for score in words]
    for fold in range(FOLDS):
        model = _fit_joining(
            events, pairs, places, [k for k in range(len(events)) if k % FOLDS != fold]
        )
        for k in range(fold, len(events), FOLDS):
            scores[k][places[k]] = model.predict_proba(pairs[k])[:, 1]
    return events, scores, pairs, places


def _fit_joining(
    events: Sequence[Event],
    pairs: Sequence[Floats],
    places: Sequence[Any],
    fold_events: Iterable[int],
) -> Any:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    fold_events = list(fold_events)
    weight = [_weigh_pairs(events[k])[places[k]] for k in fold_events]
    return LogisticRegression(C=1.0, max_iter=1000).fit(
        np.concatenate([pairs[k] for k in fold_events]),
        np.concatenate([events[k].true[places[k]] for k in fold_events]),
        sample_weight=np.concatenate(weight),
    )


def _add_figures(
    learned: Mapping[str, Any], events: Sequence[Event], scores: Sequence[Floats]
) -> tuple[dict[str, Any], dict[str, float]]:
    """What was learned, with bars, events, and figures on events left out; the figures in full."""
    bars, figures = bars_of(events, scores)
    pairs, true = sum(len(e.true) for e in events), sum(int(e.true.sum()) for e in events)
    return {
        **learned,
        "bars": bars,
        "trained_on": f"{len(events)} events, {pairs} pairs, {true} marked",
        "left_out": {name: round(value, 4) for name, value in figures.items()},
    }, figures


def bars_of(
    events: Sequence[Event], scores: Sequence[Floats]
) -> tuple[dict[str, float], dict[str, float]]:
    """The bars of the tiers, and the figures that they give, by scores of events left out."""
    import numpy as np

    grid = _list_bars(scores)
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
    f1, f1_plain, spread = mean_f1(events, scores, possible)
    marked = sum(event.marked for event in events)
    figures = {
        "events": len(events),
        "f1": f1,
        "f1_standard_error": spread,
        "f1_plain": f1_plain,
        "precision": float(true[pooled >= possible].mean()),
        "recall": float(true[pooled >= possible].sum() / marked),
        "precision_same": float(true[pooled >= same].mean()),
        "recall_same": float(true[pooled >= same].sum() / marked),
        "precision_likely": float(true[(pooled >= likely) & (pooled < same)].mean()),
        "precision_possible": float(true[(pooled >= possible) & (pooled < likely)].mean()),
        "recall_of_candidates": float(true.sum() / marked),
        "calibration_error": calibration_error(
            list(zip(pooled.tolist(), true.tolist(), strict=True))
        ),
    }
    bars = {"possible": possible, "likely": likely, "same": same}
    return {name: round(bar, 3) for name, bar in bars.items()}, figures


def leave_out(events: Sequence[Event]) -> list[Floats]:
    """Scores of each event's pairs by a model that learned on the events of the other folds."""
    scores: list[Any] = [None] * len(events)
    for fold in range(FOLDS):
        model = _fit_signals([event for k, event in enumerate(events) if k % FOLDS != fold])
        for k in range(fold, len(events), FOLDS):
            scores[k] = model.predict_proba(events[k].signals)[:, 1]
    return scores


def best_bar(events: Sequence[Event], scores: Sequence[Floats]) -> float:
    """The bar for a match that serves the events best, by F1 and F1 on plain statements; the lowest
    of those that serve them as well: more may answer a row.
    """
    import numpy as np

    bars = _list_bars(scores)
    worth = np.array([sum(mean_f1(events, scores, bar)[:2]) for bar in bars])
    return float(bars[worth >= worth.max() - AS_WELL][0])


def _list_bars(scores: Sequence[Floats]) -> Floats:
    import numpy as np

    return np.unique(np.quantile(np.concatenate(scores), np.linspace(0.8, 0.995, 150)))


def read_signals(folder: Path, options: Options) -> tuple[list[str], list[Event]]:
    """The signals' names, and each marked event's pairs with what its readers say of them."""
    import numpy as np

    names: list[str] = []
    events = []
    for event in read_marked(folder):
        ordered = sorted(event.texts, key=lambda one: one.id)
        first, second, signals = signals_of(ordered, options)
        names = list(signals)
        pairs = [(ordered[i].id, ordered[j].id) for i, j in zip(first, second, strict=True)]
        for reader in event.readers:
            any_grade, in_full = marked_pairs(reader), marked_pairs(reader, grade=2)
            events.append(
                Event(
                    event.name,
                    len(ordered),
                    np.stack([signals[name] for name in names], axis=1),
                    np.array([pair in any_grade for pair in pairs]),
                    np.array([pair in in_full for pair in pairs]),
                    len(any_grade),
                    len(in_full),
                )
            )
    return names, events


def _fit_signals(events: Sequence[Event]) -> Any:
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    weight = [_weigh_pairs(event) for event in events]
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.02, max_iter=3000))
    return model.fit(
        np.concatenate([event.signals for event in events]),
        np.concatenate([event.true for event in events]),
        logisticregression__sample_weight=np.concatenate(weight),
    )


def _weigh_pairs(event: Event) -> Floats:
    """What each pair counts: each event alike, whatever its length, and partly marked ones less."""
    import numpy as np

    return np.where(event.true & ~event.plain, PARTLY, 1.0) * (2000 / len(event.true))


def mean_f1(
    events: Sequence[Event], scores: Sequence[Floats], bar: float
) -> tuple[float, float, float]:
    """F1, F1 on plain statements, mean over events; the standard error of the first."""
    import numpy as np

    rows = []
    for event, score in zip(events, scores, strict=True):
        predicted = score >= bar
        clear = predicted & ~(event.true & ~event.plain)
        rows.append(
            (
                2 * (predicted & event.true).sum() / (predicted.sum() + event.marked),
                2 * (clear & event.plain).sum() / max(1, clear.sum() + event.marked_plain),
            )
        )
    table = np.array(rows, dtype=np.float64)
    mean = table.mean(axis=0)
    error = table[:, 0].std(ddof=1) / len(rows) ** 0.5 if len(rows) > 1 else np.nan
    return float(mean[0]), float(mean[1]), float(error)


def main(arguments: Sequence[str]) -> None:
    """Train, write the weights, print the figures. With READINGS: the weights that join them."""
    folder, *rest = arguments
    if rest[:1] == ["--readings"]:
        readings = json.loads(Path(rest[1]).read_text(encoding="utf-8"))
        name = READER_WEIGHTS
        weights, figures = train_joining(Path(folder), readings, Options(reader="none"))
    else:
        name = WEIGHTS
        weights, figures = train_matching(Path(folder), Options(reader="none"))
    out = Path("compare/data") / name
    out.write_text(json.dumps(weights, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
