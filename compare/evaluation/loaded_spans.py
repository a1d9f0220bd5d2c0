"""Do loaded words and 'only in one outlet' find the sentences that readers marked (BASIL)?

PATH: a .jsonl file or a folder with articles.jsonl; of each line `event_id`, `outlet`, `title`,
`sentences`, `sent_has_lexical_bias` and `sent_has_informational_bias` are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ..framing.loaded import loaded_probability
from ..matching import match_sentences
from ..model import Article, Sentence
from ..options import Options
from ..text.words import tokens
from .framing import read_rows
from .scores import Scores

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

KINDS = ("lexical", "informational")
SIGNALS = {"loaded": (0,), "only": (1,), "loaded and only": (0, 1)}
FOLDS = 5  # of whole events
DRAWS = 200  # events drawn again, for the interval of the gain


def score_loaded_spans(path: Path, options: Options) -> Scores:
    """Area under the ROC curve, 0..1 (0.5: chance), for sentences marked lexical, informational.

    A row per signal: "loaded" is the scorer's probability for the whole sentence, "only" one minus
    the score of the nearest sentence in another outlet, "loaded and only" both; each a logistic
    regression learned on other events (FOLDS parts, both classes weighing the same). Flat: the
    joint row, gain over loaded alone with its interval (events drawn again), n sentences, events.
    Marks: Fan et al. (2019), In Plain Sight: Media Bias Through the Lens of Factual Reporting,
    Proceedings of EMNLP-IJCNLP.
    """
    import numpy as np

    events: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in read_rows(path, "articles.jsonl"):
        events[str(row.get("event_id"))].append(row)
    found = [_event(rows, options) for _, rows in sorted(events.items())]
    if not any(len(signals) for signals, _ in found):
        raise InputError(path, "no marked sentences", "give articles as BASIL has them")
    owner = np.repeat(np.arange(len(found)), [len(signals) for signals, _ in found])
    signals = np.array([row for rows, _ in found for row in rows])
    marks = np.array([row for _, rows in found for row in rows])
    told = {
        name: [_held_out(signals[:, columns], marks[:, at], owner) for at in range(len(KINDS))]
        for name, columns in SIGNALS.items()
    }
    rows = {
        name: {f"auc_{kind}": _auc(marks[:, at], told[name][at]) for at, kind in enumerate(KINDS)}
        for name in SIGNALS
    }
    flat = dict(rows["loaded and only"])
    for at, kind in enumerate(KINDS):
        flat |= _gain(kind, marks[:, at], told["loaded"][at], told["loaded and only"][at], owner)
    return Scores(flat | {"n": float(len(marks)), "events": float(len(found))}, rows)


def _event(
    rows: Sequence[Mapping[str, Any]], options: Options
) -> tuple[list[tuple[float, float]], list[tuple[int, ...]]]:
    """Per sentence its two signals and its two marks; the sentences are those of the set."""
    articles, sentences, marks = [], [], []
    for row in rows:
        name, outlet = str(row["id"]), str(row["outlet"])
        at, body = 0, []
        for index, text in enumerate(row["sentences"]):
            if text:
                place = Sentence(f"{name}-{index:03d}", name, outlet, index + 1, 1, at,
                                 at + len(text), text)  # fmt: skip
                sentences.append(place)
                marks.append(tuple(int(row[f"sent_has_{kind}_bias"][index]) for kind in KINDS))
                body.append(text)
                at += len(text) + 1
        articles.append(Article(name, outlet, "", " ".join(body)))
    nearest: dict[str, float] = defaultdict(float)
    for match in match_sentences(sentences, articles, options).nearest:
        for name in (match.a, match.b):
            nearest[name] = max(nearest[name], match.score)
    signals = [(loaded_probability(tokens(s.text)), 1 - nearest[s.id]) for s in sentences]
    return signals, marks


def _held_out(
    signals: npt.NDArray[np.float64], marks: npt.NDArray[np.int64], owner: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """The score of each sentence by a regression that never saw its event."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    told = np.zeros(len(marks))
    for fold in range(FOLDS):
        held = owner % FOLDS == fold
        if held.any() and len(set(marks[~held].tolist())) > 1:
            model = LogisticRegression(class_weight="balanced")
            told[held] = model.fit(signals[~held], marks[~held]).decision_function(signals[held])
    return told


def _auc(marks: npt.NDArray[np.int64], told: npt.NDArray[np.float64]) -> float:
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(marks, told)) if len(set(marks.tolist())) > 1 else float("nan")


def _gain(
    kind: str,
    marks: npt.NDArray[np.int64],
    one: npt.NDArray[np.float64],
    both: npt.NDArray[np.float64],
    owner: npt.NDArray[np.int64],
) -> dict[str, float]:
    """What the joint scorer's AUC is above the single one's, with a 95 % interval over events."""
    import numpy as np

    rng = np.random.default_rng(0)
    members = [np.flatnonzero(owner == event) for event in range(int(owner.max()) + 1)]
    gains = []
    for _ in range(DRAWS):
        drawn = np.concatenate(
            [members[at] for at in rng.integers(len(members), size=len(members))]
        )
        gains.append(_auc(marks[drawn], both[drawn]) - _auc(marks[drawn], one[drawn]))
    low, high = np.nanpercentile(gains, [2.5, 97.5])
    return {
        f"gain_{kind}": _auc(marks, both) - _auc(marks, one),
        f"gain_{kind}_low": float(low),
        f"gain_{kind}_high": float(high),
    }
