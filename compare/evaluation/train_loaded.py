"""Learns the weights of loaded language: python -m compare.evaluation.train_loaded SENTENCES.jsonl

The file is as `framing.read_marked` reads it. A fifth of the sentences, chosen by their
fingerprints, is never learned from: `compare-news evaluate --stage loaded` scores on it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..framing.loaded import loaded_words
from .framing import fingerprint, read_marked

WEIGHTS = Path(__file__).parents[1] / "data" / "loaded_weights.json"
STRENGTH = 1.0  # inverse of the L2 penalty; 0.5 to 4 were tried in five folds
LEAST = 5  # sentences a stem must stand in; fewer gained nothing


def train_loaded(texts: Sequence[str], loaded: Sequence[bool]) -> dict[str, Any]:
    """The content of the weights file: intercept, stem -> [idf, weight] to four digits, and the
    fingerprints of what was learned from."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = TfidfVectorizer(analyzer=loaded_words, min_df=LEAST)
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    model.fit(vectors.fit_transform(texts), list(loaded))
    words = {
        word: [round(float(vectors.idf_[column]), 4), round(float(model.coef_[0][column]), 4)]
        for word, column in sorted(vectors.vocabulary_.items())
    }
    return {
        "source": "BABE, Spinde et al. 2021; learned by compare.evaluation.train_loaded",
        "learned_from": sorted(fingerprint(text) for text in texts),
        "intercept": round(float(model.intercept_[0]), 4),
        "words": words,
    }


def main(paths: Sequence[str]) -> None:
    """Learn from the first path and write the weights."""
    marked = [row for row in read_marked(Path(paths[0])) if fingerprint(row[0]) % 5]
    learned = train_loaded([text for text, _ in marked], [loaded for _, loaded in marked])
    rows = ",\n".join(
        f"{json.dumps(word, ensure_ascii=False)}: {json.dumps(pair)}"
        for word, pair in learned.pop("words").items()
    )
    head = json.dumps(learned, ensure_ascii=False)[:-1]
    WEIGHTS.write_text(f'{head}, "words": {{\n{rows}\n}}}}\n', encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
