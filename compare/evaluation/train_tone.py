"""Learns the weights of tone towards a target.

    python -m compare.evaluation.train_tone TARGETS.jsonl [NEWS ...]

TARGETS is NewsMTSC-like (`framing.read_targets`). Only its split "train" is learned from:
`compare-news evaluate --stage tone` scores on the other sentences. NEWS are unmarked texts
(`word_vectors.read_texts`): words that the marked set hardly has learn from the company they keep.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..framing.targets import FIGURE, NAME, POLARITIES, target_features, target_term
from ..text.words import tokens
from .framing import Target, fingerprint, read_targets
from .train_loaded import write_weights
from .word_vectors import read_texts, word_vectors

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    from .word_vectors import Floats

WEIGHTS = Path(__file__).parents[1] / "data" / "tone_weights.json"
# chosen in four folds by sentence over the learning part: macro F1 .664, without vectors .654
STRENGTH = 0.05  # inverse of the L2 penalty; 0.02 to 0.3 were tried
LEAST = 4  # targets that a feature must stand at; pairs of words gained nothing
COMPANY = {"a": 0.5, "b": 0.5, "s": 0.25}  # how much the vectors of a kind of feature weigh


def train_tone(
    targets: Sequence[Target], vectors: Mapping[str, Floats] | None = None
) -> dict[str, Any]:
    """The content of the weights file: intercept and feature -> a weight per polarity, to three
    digits, and the fingerprints of what was learned from. Classes weigh the same.

    A word's vector stands beside each of its features in COMPANY, as often as the feature itself;
    what the model says of the vector is added to the word's own weight.
    """
    import numpy as np
    from scipy.sparse import hstack
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    table = DictVectorizer()
    matrix = table.fit_transform([target_features(t.text, t.start, t.end) for t in targets]).tocsr()
    kept = np.flatnonzero(np.asarray((matrix != 0).sum(axis=0)).ravel() >= LEAST)
    company = _company(matrix, table.vocabulary_, vectors or {})
    model = LogisticRegression(C=STRENGTH, max_iter=1000, class_weight="balanced")
    model.fit(hstack([matrix[:, kept], *company]).tocsr(), [t.polarity for t in targets])
    order = [list(model.classes_).index(name) for name in POLARITIES]
    weights = model.coef_[order]
    names = table.get_feature_names_out()[kept]
    features = dict(zip(names.tolist(), weights[:, : len(kept)].T, strict=True))
    for turn, part in enumerate(company):
        (kind, length), size = list(COMPANY.items())[turn], part.shape[1]
        begin = len(kept) + turn * size
        for stem, vector in (vectors or {}).items():
            more = length * (weights[:, begin : begin + size] @ vector)
            features[f"{kind} {stem}"] = features.get(f"{kind} {stem}", 0.0) + more
    return {
        "source": "NewsMTSC, Hamborg & Donnay 2021; learned by compare.evaluation.train_tone",
        "learned_from": sorted({fingerprint(target.text) for target in targets}),
        "intercept": [round(float(model.intercept_[at]), 4) for at in order],
        "features": {
            name: [round(float(weight), 3) for weight in row]
            for name, row in sorted(features.items())
        },
    }


def _company(
    matrix: csr_matrix, column: Mapping[str, int], vectors: Mapping[str, Floats]
) -> list[csr_matrix]:
    """Per kind in COMPANY, the vectors of the targets' words, as often as their features."""
    import numpy as np
    from scipy.sparse import csr_matrix

    parts, size = [], len(next(iter(vectors.values()), ()))
    for kind, length in COMPANY.items() if vectors else ():
        here = [stem for stem in sorted(vectors) if f"{kind} {stem}" in column]
        columns = matrix[:, [column[f"{kind} {stem}"] for stem in here]]
        space = np.array([vectors[stem] for stem in here]).reshape(len(here), size)
        parts.append(csr_matrix(length * (columns @ space)))
    return parts


def main(paths: Sequence[str]) -> None:
    """Learn from the first path's split "train" and the news of the others; write the weights."""
    learning = [target for target in read_targets(Path(paths[0])) if target.split == "train"]
    news = read_texts([Path(path) for path in paths[1:]])
    vectors = word_vectors([[_stem(target_term(word)) for word in tokens(text)] for text in news])
    write_weights(WEIGHTS, train_tone(learning, vectors))


def _stem(term: str) -> str:
    """ "" for names and figures: they have no company of their own."""
    return "" if term in (NAME, FIGURE) else term


if __name__ == "__main__":
    main(sys.argv[1:])
