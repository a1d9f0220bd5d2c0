"""Loaded language: sentences whose wording experts would call loaded, as far as words show it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import exp, sqrt
from typing import NamedTuple

from ..model import Article, Evidence, Fact, Measure, Sentence
from ..options import Options
from ..text.words import STOP_WORDS, Token, normal_word, stem, tokens
from .intervals import figure, wilson
from .lines import Line, outlet_lines

BAR = 0.5  # likelier loaded than not: what evaluation scores
SURE = 0.65  # what the measure counts: precision .85, recall .36 in five folds of BABE
SHOWN = 3  # words shown of a loaded sentence


class Weights(NamedTuple):
    """Logistic regression on TF-IDF, learned by `compare.evaluation.train_loaded`.

    words          stem -> (idf, weight)
    learned_from   CRC-32 of the sentences it learned from, to leave them out of any score
    """

    intercept: float
    words: dict[str, tuple[float, float]]
    learned_from: frozenset[int]


def measure_loaded(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Share of the outlet's own-voice sentences whose wording a trained scorer calls loaded, 0..1.

    A sentence counts from a probability of SURE on, so that few plain ones slip in. The scorer
    (logistic regression on TF-IDF of stems of words in lower case, so without names) learned from
    sentences that experts marked: Spinde et al. (2021), Neural Media Bias Detection Using Distant
    Supervision With BABE, Findings of EMNLP, 1166-1177. It misses much and errs often
    (`compare-news evaluate --stage loaded`), and half of the sentences it learned from were loaded:
    compare outlets on one event, read no single verdict. Wilson interval over n sentences; null is
    the share over the whole event. Evidence: the SHOWN words of each such sentence that weigh most.
    """
    lines = {
        outlet: [line for line in row if line.own]
        for outlet, row in outlet_lines(articles, sentences).items()
    }
    loaded = {
        outlet: [line for line in row if loaded_probability(line.own) >= SURE]
        for outlet, row in lines.items()
    }
    everywhere = sum(map(len, loaded.values()))
    total = sum(map(len, lines.values()))
    return [
        figure(
            "loaded sentences",
            outlet,
            "",
            len(loaded[outlet]) / len(row),
            wilson(len(loaded[outlet]), len(row), options),
            len(row),
            "share of the outlet's own-voice sentences, 0..1",
            evidence=[place for line in loaded[outlet] for place in _heaviest(line)],
            null=everywhere / total,
            note=f"{len(loaded[outlet])} of {len(row)}",
        )
        for outlet, row in lines.items()
        if row
    ]


def loaded_probability(words: Sequence[Token], weights: Weights | None = None) -> float:
    """0..1, how likely an expert calls a sentence with these words loaded; weights None: ours.

    1 / (1 + exp(-(b + sum of w(t) x(t)))), x(t) = count(t) idf(t), scaled to length 1.
    """
    weights = weights or load_weights()
    parts = [
        (*weights.words[term], n) for term, n in _counts(words).items() if term in weights.words
    ]
    length = sqrt(sum((n * idf) ** 2 for idf, _, n in parts)) or 1.0
    return 1 / (1 + exp(-weights.intercept - sum(n * idf * w for idf, w, n in parts) / length))


def loaded_words(text: str) -> list[str]:
    """The stems of a text that the scorer looks at; training asks the same."""
    return list(_counts(tokens(text)).elements())


@cache
def load_weights() -> Weights:
    """The trained weights of `compare/data`."""
    read = json.loads(files("compare").joinpath("data", "loaded_weights.json").read_text("utf-8"))
    words = {word: (idf, weight) for word, (idf, weight) in read["words"].items()}
    return Weights(read["intercept"], words, frozenset(read["learned_from"]))


def _counts(words: Sequence[Token]) -> Counter[str]:
    """Stems of the words in lower case: names carry an event, not a wording."""
    return Counter(term for token in words if (term := _term(token)))


def _term(token: Token) -> str:
    return stem(normal_word(token.text)) if token.text[:1].islower() else ""


def _heaviest(line: Line) -> list[Evidence]:
    """The words that speak most for a loaded sentence, in the order of the text."""
    weights = load_weights().words
    weighed = []
    for token in line.own:
        idf, weight = weights.get(_term(token), (0.0, 0.0))
        if weight > 0 and normal_word(token.text) not in STOP_WORDS:
            weighed.append((-idf * weight, token))
    return [
        Evidence(line.sentence.id, token.start, token.end)
        for token in sorted(token for _, token in sorted(weighed)[:SHOWN])
    ]
