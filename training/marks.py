"""How likely a row's mark holds: learned from what strict readers said of single cells.

    python -m training.marks TRAIN_FOLDER

Of the cells of `row_marks.tsv` (`claims.py`), those of events that the reader left out. Printed
are `HOLDS`, `STATES`, `HOLDS_READ` and `STATES_READ` of `compare.facts.cells`, and how marks
fare by weights that left their event out too.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from compare.evaluation.marked import read_marked
from compare.facts.cells import WHOLE, WHOLE_READ, Answer, Marker, Ray
from compare.facts.stars import SURE
from compare.learned import log_odds
from compare.matching import match_sentences
from compare.options import Options

from .claims import read_cells
from .matching import FOLDS
from .reader import list_left_out


class Mark(NamedTuple):
    """A cell that was judged, with its signals; figures: whether all of the claim's are there."""

    event: str
    answer: Answer
    figures: bool
    grade: int


def list_marks(folder: Path, options: Options) -> list[Mark]:
    """The cells of events left out that a match bears out, as the product would fill them."""
    left_out = list_left_out(folder)
    events = {event.name: event.texts for event in read_marked(folder) if event.name in left_out}
    marks = []
    for name, texts in events.items():
        matches = match_sentences(texts, options).matches
        scores = {(m.a, m.b): m.score for m in matches}
        marker = Marker(texts, options)
        cells = []
        for cell in (one for one in read_cells() if one.event == name):
            near = [
                Ray(scores.get((min(pair), max(pair)), 0.0), pair[1])
                for pair in ((cell.claim.sentence, other) for other in cell.grades)
            ]
            own = sorted((r for r in near if r.score), key=lambda r: (-r.score, r.sentence))
            cells += [(cell, own)] if own else []
        marker.read((cell.claim, (ray.sentence,)) for cell, own in cells for ray in own)
        marker.read_together((cell.claim, own) for cell, own in cells)
        for cell, own in cells:
            answer = marker.gather(cell.claim, own)
            figures = marker.coverage.hold_figures(answer.sentences, *cell.claim)
            marks.append(Mark(name, answer, figures, cell.grade))
    return marks


def main(arguments: Sequence[str]) -> None:
    """Print the weights, and how marks fare that they let pass."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import GroupKFold, cross_val_predict

    for suffix, options in (("", Options(reader="none")), ("_READ", Options())):
        marks = list_marks(Path(arguments[0]), options)
        grades = np.array([mark.grade for mark in marks])
        groups = [mark.event for mark in marks]
        figures = np.array([mark.figures for mark in marks])
        words = np.array([(log_odds(m.answer.score), *m.answer.shared) for m in marks])
        likely = {}
        for n, (name, true) in enumerate((("HOLDS", grades > 0), ("STATES", grades == 2))):
            read = [[max(r[n] for r in m.answer.readings)] for m in marks if m.answer.readings]
            signals = np.column_stack([read, words]) if read else words
            model = LogisticRegression(C=10.0, max_iter=1000)
            likely[name] = cross_val_predict(
                model, signals, true, cv=GroupKFold(FOLDS), groups=groups, method="predict_proba"
            )[:, 1]
            model.fit(signals, true)
            weights = tuple(round(float(w), 2) for w in (*model.coef_[0], model.intercept_[0]))
            area = roc_auc_score(true, likely[name])
            sys.stdout.write(f"{name}{suffix} = {weights}: area under the curve {area:.3f}\n")
        states = (likely["STATES"] >= (WHOLE_READ if suffix else WHOLE)) & figures
        for bar in (0.5, 0.6, SURE, 0.7, 0.8, 0.9):
            kept = likely["HOLDS"] >= bar
            hold, whole = grades[kept] > 0, grades[kept & states] == 2
            sys.stdout.write(
                f"from {bar}: {len(hold)} of {len(marks)} marks, {hold.mean():.3f} hold, that is "
                f"{hold.sum() / (grades > 0).sum():.3f} of those that do; of {len(whole)} “states” "
                f"{whole.mean():.3f} say all\n"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
