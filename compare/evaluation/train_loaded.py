"""Learns the weights of loaded language.

    python -m compare.evaluation.train_loaded SENTENCES.jsonl [NEWS ...]

SENTENCES is as `framing.read_marked` reads it. A fifth of the sentences, chosen by their
fingerprints, is never learned from: `compare-news evaluate --stage loaded` scores on it. NEWS are
unmarked texts (`word_vectors.read_texts`): from them come the words that the marked set lacks.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..framing.loaded import any_of, loaded_terms
from ..text.words import Token, tokens
from .framing import Marked, fingerprint, read_marked
from .word_vectors import read_texts, word_vectors

if TYPE_CHECKING:
    from .word_vectors import Floats

WEIGHTS = Path(__file__).parents[1] / "data" / "loaded_weights.json"
# chosen in five folds over the learning part: macro F1 .755; .743 without marked words, .716
# without vectors too
STRENGTH = 1.0  # inverse of the L2 penalty; 0.5 to 4 were tried
COMPANY = 0.5  # length of the word vectors beside that of the TF-IDF; 0.3 to 2 were tried
MARKED = 0.15  # the same for "one word or more is marked", in standard deviations
LEAST = 5  # sentences a term must stand in; fewer gained nothing
TRUST = 5  # sentences' worth of what a word's vector says of its being marked
VECTOR_STRENGTH = 3.0  # inverse of the L2 penalty for that


def train_loaded(marked: Sequence[Marked], vectors: Mapping[str, Floats]) -> dict[str, Any]:
    """The content of the weights file, as `framing.loaded.Weights` explains it, to four digits,
    with the fingerprints of what was learned from."""
    import numpy as np
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    counter = TfidfVectorizer(analyzer=_terms, min_df=LEAST, sublinear_tf=True)
    counts = counter.fit_transform([row.text for row in marked])
    idf = {term: float(counter.idf_[at]) for term, at in counter.vocabulary_.items()}
    rarest = max(idf.values())
    company = [_mean(_terms(row.text), vectors, idf, rarest) for row in marked]
    rates = Rates(marked, vectors)
    seen = np.array([any_of(rates.without(row)) for row in marked])
    middle, spread = float(seen.mean()), float(seen.std()) or 1.0
    columns = np.column_stack([COMPANY * np.array(company), MARKED * (seen - middle) / spread])
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    model.fit(hstack([counts, csr_matrix(columns)]).tocsr(), [row.loaded for row in marked])
    weights = model.coef_[0]
    folded, slope = COMPANY * weights[len(idf) : -1], MARKED * float(weights[-1]) / spread
    stems = {
        stem: [float(vectors[stem] @ folded) if stem in vectors else 0.0, rates.of(stem)]
        for stem in sorted({*vectors, *rates.times})
    }
    return {
        "source": "BABE, Spinde et al. 2021; learned by compare.evaluation.train_loaded",
        "learned_from": sorted(fingerprint(row.text) for row in marked),
        "intercept": round(float(model.intercept_[0]) - slope * middle, 4),
        "marked": round(slope, 4),
        "rarest": round(rarest, 4),
        "rate": round(rates.usual, 4),
        "terms": {
            term: [round(idf[term], 4), round(float(weights[at]), 4)]
            for term, at in sorted(counter.vocabulary_.items())
        },
        "stems": {stem: [round(x, 4) for x in pair] for stem, pair in stems.items()},
    }


class Rates:
    """How often experts mark a stem: counted, and for rare ones what their vectors say."""

    def __init__(self, marked: Sequence[Marked], vectors: Mapping[str, Floats]) -> None:
        import numpy as np
        from sklearn.linear_model import LogisticRegression

        self.times, self.hits = Counter[str](), Counter[str]()
        for row in marked:
            self.times.update(stems := _stems_of(row.text))
            self.hits.update(stems & _stems_of(" ".join(row.words)))
        self.usual = sum(self.hits.values()) / sum(self.times.values())
        self.expected: dict[str, float] = {}
        known = sorted(self.times.keys() & vectors.keys())
        if any(self.hits[stem] for stem in known):
            space = np.array([vectors[stem] for stem in known])
            hits = np.array([self.hits[stem] for stem in known], dtype=float)
            times = np.array([self.times[stem] for stem in known], dtype=float)
            model = LogisticRegression(C=VECTOR_STRENGTH, max_iter=1000)
            truth = [1] * len(known) + [0] * len(known)
            model.fit(np.vstack([space, space]), truth, sample_weight=[*hits, *(times - hits)])
            everyone = sorted(vectors)
            told = model.predict_proba(np.array([vectors[stem] for stem in everyone]))[:, 1]
            self.expected = dict(zip(everyone, told.tolist(), strict=True))

    def of(self, stem: str, hits: int = 0, times: int = 0) -> float:
        """0..1; `hits` of `times` sentences are taken as not seen."""
        expected = TRUST * self.expected.get(stem, self.usual)
        return (self.hits[stem] - hits + expected) / (self.times[stem] - times + TRUST)

    def without(self, row: Marked) -> list[float]:
        """The rates of a sentence's stems, the sentence itself not counted."""
        told = _stems_of(" ".join(row.words))
        return [self.of(stem, int(stem in told), 1) for stem in sorted(_stems_of(row.text))]


def _terms(text: str) -> list[str]:
    return loaded_terms(tokens(text))


def _stems_of(text: str) -> set[str]:
    return {term for term in _terms(text) if " " not in term}


def _mean(
    terms: Sequence[str], vectors: Mapping[str, Floats], idf: Mapping[str, float], rarest: float
) -> Floats:
    """The vectors of the terms, weighted by idf, over the length of those weights."""
    import numpy as np

    known = [(idf.get(term, rarest), vectors[term]) for term in terms if term in vectors]
    length = float(np.sqrt(sum(weight * weight for weight, _ in known))) or 1.0
    start = np.zeros(len(next(iter(vectors.values()), ())))
    return np.asarray(sum((weight * vector for weight, vector in known), start) / length)


def main(paths: Sequence[str]) -> None:
    """Learn from the first path and the news of the others, and write the weights."""
    marked = [row for row in read_marked(Path(paths[0])) if fingerprint(row.text) % 5]
    news = read_texts([Path(path) for path in paths[1:]])
    vectors = word_vectors([[_stem(word) for word in tokens(text)] for text in news])
    write_weights(WEIGHTS, train_loaded(marked, vectors))


def _stem(word: Token) -> str:
    """ "" for names and figures, so that distances between words stay what they are."""
    return (loaded_terms([word]) or [""])[0]


def write_weights(file: Path, learned: Mapping[str, Any]) -> None:
    """JSON with one line per weight, so that a change of weights can be read as a change."""
    parts = []
    for name, value in learned.items():
        if isinstance(value, dict):
            rows = ",\n".join(
                f"{json.dumps(term, ensure_ascii=False)}: {json.dumps(weight)}"
                for term, weight in value.items()
            )
            parts.append(f"{json.dumps(name)}: {{\n{rows}\n}}")
        else:
            parts.append(f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}")
    file.write_text("{" + ",\n".join(parts) + "}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
