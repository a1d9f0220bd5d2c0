"""Learn attributions from marked news: `python -m training.quotes POLNEAR_FOLDER`.

Learns from the split "train" alone and writes `compare/data/quotes_weights.json`. `--held-out`
learns from all but a seventh of it instead, prints the figures on that seventh for several bars,
and writes nothing: so settings are chosen, and "dev" is only measured.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import compare
from compare.text.attribution_features import (
    Range,
    Tokens,
    content_candidates,
    content_features,
    cue_features,
    read_tokens,
    source_candidates,
    source_features,
)
from compare.text.attributions import Model, Models
from compare.text.marks import quoted_spans
from compare.text.sentences import split_sentences
from training.evaluate.quotes import count_quotes, quote_figures, read_attributed

BAR = 0.33  # chosen by --held-out
FEWEST = {"cue": 4, "content": 8, "source": 6}  # examples that hold a feature
STRENGTH = {"cue": 0.2, "content": 0.5, "source": 0.5}  # scikit-learn's C
WEAKEST = 0.06  # weights below are left out
RARELY = 0.03  # share of a stem's places that are cues, below which it is never one
SAYING = frozenset(
    [
        *("said", "says", "say", "told", "wrote", "asked", "according", "added", "saying"),
        *("announced", "noted", "tweeted"),
    ]
)
# a cue is marked with what follows its verb: 'called on', 'said in a statement'
TAILS = frozenset(
    [
        *("for", "on", "to", "that", "by", "of", "in", "from", "with", "about", "as", "at", "into"),
        *(
            "over",
            "against",
            "upon",
            "out",
            "up",
            "down",
            "back",
            "off",
            "a",
            "an",
            "the",
            ",",
            ":",
        ),
        *("statement", "interview", "it", "him", "her", "them", "me"),
    ]
)
Examples = tuple[list[list[str]], list[bool]]


def train(rows: Sequence[Mapping[str, Any]]) -> Models:
    """Models of the three choices from marked articles."""
    articles = [(row["text"], _read_sentences(row)) for row in rows]
    cue_counts: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for _, sentences in articles:
        for s, heads in sentences:
            total.update(s.stems)
            cue_counts.update(s.stems[i] for i in heads)
    stems = frozenset(w for w, n in cue_counts.items() if n >= 2 and n >= RARELY * total[w])
    examples: dict[str, Examples] = {name: ([], []) for name in FEWEST}
    for _, sentences in articles:
        for s, heads in sentences:
            _add_examples(s, heads, stems, examples)
    cue, content, source = (_fit_model(name, *examples[name]) for name in FEWEST)
    return Models(stems, BAR, cue, content, source)


def _read_sentences(row: Mapping[str, Any]) -> list[tuple[Tokens, dict[int, Mapping[str, Any]]]]:
    """Each sentence with its cues: token -> the marked attribution."""
    text, quotes = row["text"], quoted_spans(row["text"])
    cues: defaultdict[int, list[Mapping[str, Any]]] = defaultdict(list)
    spans = split_sentences(text)
    for one in row["attributions"]:
        if one["cue_spans"] and one["content_spans"]:
            first = one["cue_spans"][0][0]
            for n, (start, end) in enumerate(spans):
                if start <= first < end:
                    cues[n].append(one)
    sentences = []
    for n, (start, end) in enumerate(spans):
        s = read_tokens(text, start, end, quotes)
        heads = {_find_head(s, one["cue_spans"]): one for one in cues[n]}
        sentences.append((s, {i: one for i, one in heads.items() if i >= 0}))
    return sentences


def _find_head(s: Tokens, spans: Sequence[Range]) -> int:
    """The token of a marked cue that stands for it: its verb; -1 where none is there."""
    inside = [i for i, (a, b) in enumerate(s.places) if any(a < q and b > p for p, q in spans)]
    saying = [i for i in inside if s.words[i] in SAYING]
    plain = [i for i in reversed(inside) if s.words[i] not in TAILS]
    return next(iter((*saying, *plain, *inside)), -1)


def _add_examples(
    s: Tokens,
    heads: Mapping[int, Mapping[str, Any]],
    stems: frozenset[str],
    examples: Mapping[str, Examples],
) -> None:
    for i, root in enumerate(s.stems):
        if root in stems:
            _add_example(examples["cue"], cue_features(s, i), i in heads)
    for i, one in heads.items():
        spans = [(max(a, s.start), min(b, s.end)) for a, b in one["content_spans"]]
        spans = [span for span in spans if span[1] > span[0]]
        candidates = content_candidates(s, i)
        if not spans or not candidates:
            continue
        longest = max(spans, key=lambda span: span[1] - span[0])
        alike = [_share_characters(s.span(a, b), longest) for _, a, b in candidates]
        best = max(alike)
        if best < 0.5:
            continue
        for candidate, value in zip(candidates, alike, strict=True):
            features = content_features(s, i, candidate, heads.keys() - {i})
            _add_example(examples["content"], features, value >= max(0.5, best - 0.02))
        if one["source_spans"]:
            _, a, b = candidates[alike.index(best)]
            content = set(range(a, b))
            for who in source_candidates(s, i, content):
                p, q = s.span(who[0], who[1])
                right = any(p < y and q > x for x, y in one["source_spans"])
                _add_example(examples["source"], source_features(s, i, who, content), right)


def _add_example(examples: Examples, features: list[str], right: bool) -> None:
    examples[0].append(features)
    examples[1].append(right)


def _share_characters(x: Range, y: Range) -> float:
    shared = max(0, min(x[1], y[1]) - max(x[0], y[0]))
    return shared / (x[1] - x[0] + y[1] - y[0] - shared)


def _fit_model(name: str, rows: Sequence[Sequence[str]], right: Sequence[bool]) -> Model:
    import numpy as np
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = CountVectorizer(analyzer=list, binary=True, min_df=FEWEST[name], dtype=np.float64)
    matrix = vectors.fit_transform(rows).sorted_indices()
    fitted = LogisticRegression(C=STRENGTH[name], solver="liblinear", random_state=0)
    fitted.fit(matrix, list(right))
    weights = {
        str(feature): round(float(weight), 2)
        for feature, weight in zip(vectors.get_feature_names_out(), fitted.coef_[0], strict=True)
        if abs(weight) >= WEAKEST
    }
    return Model(round(float(fitted.intercept_[0]), 3), weights)


def main(arguments: Sequence[str]) -> None:
    """See the module's docstring."""
    folder = Path(next(name for name in arguments if not name.startswith("-")))
    rows = [row for row in read_attributed(folder) if row["split"] == "train"]
    if "--held-out" in arguments:
        random.Random(1).shuffle(rows)
        seventh = len(rows) // 7
        models = train(rows[seventh:])
        for bar in (0.3, BAR, 0.36):
            counts = count_quotes(rows[:seventh], models._replace(bar=bar))
            figures = {name: round(value, 3) for name, value in quote_figures(counts).items()}
            sys.stdout.write(f"{bar} {figures}\n")
        return
    models = train(rows)
    weights = {
        "made": "python -m training.quotes (PolNeAR, split train)",
        "bar": models.bar,
        "stems": sorted(models.stems),
        **{name: list(getattr(models, name)) for name in FEWEST},
    }
    path = Path(compare.__file__).parent / "data" / "quotes_weights.json"
    path.write_text(json.dumps(weights, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    sys.stdout.write(f"{path}: {path.stat().st_size / 1e6:.2f} MB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
