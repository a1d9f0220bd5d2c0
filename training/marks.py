"""How likely a row's mark holds: learned from what strict readers said of single marks.

    python -m training.marks TRAIN_FOLDER READINGS

`row_marks.tsv` has the marks of rows of 37 events, drawn from a score of 0.6 on, each judged by a
language model that read the row's words and the outlet's sentences. READINGS are those of
`training.reader`: of events that it left out. Printed are the weights `HOLDS` of
`compare.facts.stars`, and what they give for events left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from compare.evaluation.marked import read_marked
from compare.facts.coverage import Coverage, Shared
from compare.facts.stars import SURE, WHOLE
from compare.learned import log_odds
from compare.matching import signals_of
from compare.options import Options

from .matching import FOLDS, score_left_out

MARKS = Path(__file__).with_name("row_marks.tsv")


class Mark(NamedTuple):
    """One that was judged: what is known of it, and its grade (2 all, 1 in part, 0 not there).

    score: of the best match; figures: whether all of the row's are there
    """

    event: str
    score: float
    shared: Shared
    figures: bool
    grade: int


def read_marks(folder: Path, scores: dict[str, dict[tuple[str, str], float]]) -> list[Mark]:
    """The marks that a match from the lowest bar on still bears out."""
    rows = [
        line.split("\t")
        for line in MARKS.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    texts = {event.name: event.texts for event in read_marked(folder)}
    coverage = {name: Coverage(texts[name]) for name in scores}
    marks = []
    for event, centre, place, others, grade in rows:
        names, (start, end) = others.split(), map(int, place.split("-"))
        score = max(scores[event].get((min(centre, n), max(centre, n)), 0.0) for n in names)
        shared = coverage[event].compare(centre, names, (start, end))
        figures = coverage[event].hold_figures(names, centre, (start, end))
        marks.append(Mark(event, score, shared, figures, int(grade)))
    return [mark for mark in marks if mark.score > 0]


def main(arguments: Sequence[str]) -> None:
    """Print the weights, and how marks fare that they let pass."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import GroupKFold, cross_val_predict

    folder = Path(arguments[0])
    readings = json.loads(Path(arguments[1]).read_text(encoding="utf-8"))
    events, scores, *_ = score_left_out(folder, readings, Options(reader="none"))
    by_pair = {}
    texts = {event.name: event.texts for event in read_marked(folder)}
    for event, values in zip(events, scores, strict=True):
        ordered = sorted(texts[event.name], key=lambda one: one.id)
        first, second, _ = signals_of(ordered, Options(reader="none"))
        pairs = ((ordered[i].id, ordered[j].id) for i, j in zip(first, second, strict=True))
        by_pair[event.name] = dict(zip(pairs, values.tolist(), strict=True))
    marks = read_marks(folder, by_pair)
    signals = np.array([(log_odds(mark.score), *mark.shared) for mark in marks])
    grades = np.array([mark.grade for mark in marks])
    groups = [mark.event for mark in marks]
    figures = np.array([mark.figures for mark in marks])
    likely = {}
    for name, true in (("HOLDS", grades > 0), ("STATES", grades == 2)):
        model = LogisticRegression(C=10.0)
        likely[name] = cross_val_predict(
            model, signals, true, cv=GroupKFold(FOLDS), groups=groups, method="predict_proba"
        )[:, 1]
        model.fit(signals, true)
        weights = [round(float(w), 2) for w in (*model.coef_[0], model.intercept_[0])]
        area = roc_auc_score(true, likely[name])
        sys.stdout.write(f"{name} = {tuple(weights)}: area under the curve {area:.3f}\n")
    states = (likely["STATES"] >= WHOLE) & figures
    for bar in (0.5, 0.6, SURE, 0.8):
        kept = likely["HOLDS"] >= bar
        shares = [f"{kept.sum()} of {len(marks)} marks, {(grades[kept] > 0).mean():.3f} hold"]
        shares.append(
            f"of {(kept & states).sum()} “states” {(grades[kept & states] == 2).mean():.3f}"
        )
        sys.stdout.write(f"from {bar}: {', '.join(shares)} say all\n")


if __name__ == "__main__":
    main(sys.argv[1:])
