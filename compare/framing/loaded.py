"""Loaded language: sentences whose wording experts would call loaded, as far as words show it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log, prod, sqrt
from typing import Any, NamedTuple

from ..model import Article, Evidence, Fact, Measure, Sentence
from ..options import Options
from ..text.words import STOP_WORDS, Token, normal_word, stem
from .intervals import figure, wilson
from .lines import Line, outlet_lines

BAR = 0.5  # likelier loaded than not: what evaluation scores
SURE = 0.7  # what the measure counts: precision .86, recall .48 in five folds of BABE
SHOWN = 3  # words shown of a loaded sentence
NEAR = 2  # characters between neighbours: a space, a comma and a space; not a quotation
NAME = "#"


class Weights(NamedTuple):
    """Logistic regression on TF-IDF, learned by `compare.evaluation.train_loaded`.

    terms          stem or two neighbouring stems -> (idf, weight)
    stems          stem -> (what the company it keeps in plain news adds: word vectors, folded;
                   0..1, how often experts mark the word itself, as far as it is known)
    marked         weight of "one word or more is marked"
    rarest         idf of a stem that the marked sentences do not have
    rate           0..1, how often a word that nothing is known of is marked
    learned_from   CRC-32 of the sentences it learned from, to leave them out of any score
    """

    intercept: float
    terms: dict[str, tuple[float, float]]
    stems: dict[str, tuple[float, float]]
    marked: float
    rarest: float
    rate: float
    learned_from: frozenset[int]


def measure_loaded(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Share of the outlet's own-voice sentences whose wording a trained scorer calls loaded, 0..1.

    A sentence counts from a probability of SURE on, so that few plain ones slip in. The scorer
    (logistic regression on TF-IDF of stems and pairs of them, names left out, on the company that
    words keep in plain news, and on how often a word is marked) learned from sentences that experts
    marked: Spinde et al. (2021), Neural Media Bias Detection Using Distant
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

    1 / (1 + exp(-(b + sum of w(t) x(t) + sum of c(s) y(s) + m (1 - product of (1 - p(s)))))).
    x(t) = (1 + ln count(t)) idf(t) of the stems and pairs that were learned, y(s) = count(s) idf(s)
    of the stems whose company c is known, both scaled to length 1; p(s), how often experts mark
    the word, over the different stems.
    """
    weights = weights or load_weights()
    counts = Counter(loaded_terms(words))
    heard = [
        ((1 + log(n)) * weights.terms[term][0], weights.terms[term][1])
        for term, n in counts.items()
        if term in weights.terms
    ]
    kept = [
        (weights.terms.get(term, (weights.rarest, 0.0))[0], weights.stems[term][0])
        for term in counts.elements()
        if term in weights.stems
    ]
    score = sum(
        sum(x * weight for x, weight in part) / (sqrt(sum(x * x for x, _ in part)) or 1.0)
        for part in (heard, kept)
    )
    rates = [weights.stems.get(term, (0.0, weights.rate))[1] for term in counts if " " not in term]
    score += weights.marked * any_of(rates)
    return 1 / (1 + exp(-weights.intercept - score))


def any_of(rates: Iterable[float]) -> float:
    """The chance that one or more of independent things with these chances happens, 0..1."""
    return 1 - prod(1 - rate for rate in rates)


def loaded_terms(words: Sequence[Token]) -> list[str]:
    """The stems the scorer looks at, and the pairs of neighbours with `NAME` for other words.

    Words in lower case alone: names carry an event, not a wording. Training asks the same.
    """
    stems = [_term(token) for token in words]
    pairs = [
        f"{first or NAME} {second or NAME}"
        for (left, first), (right, second) in pairwise(zip(words, stems, strict=True))
        if (first or second) and right.start - left.end <= NEAR
    ]
    return [term for term in stems if term] + pairs


@cache
def load_weights() -> Weights:
    """The trained weights of `compare/data`."""
    read = json.loads(files("compare").joinpath("data", "loaded_weights.json").read_text("utf-8"))
    return weights_of(read)


def weights_of(read: Mapping[str, Any]) -> Weights:
    """The content of a weights file as `Weights`."""
    terms = {term: (idf, weight) for term, (idf, weight) in read["terms"].items()}
    stems = {term: (company, rate) for term, (company, rate) in read["stems"].items()}
    learned_from = frozenset(read["learned_from"])
    marked, rarest, rate = (float(read[name]) for name in ("marked", "rarest", "rate"))
    return Weights(read["intercept"], terms, stems, marked, rarest, rate, learned_from)


def _term(token: Token) -> str:
    return stem(normal_word(token.text)) if token.text[:1].islower() else ""


def _heaviest(line: Line) -> list[Evidence]:
    """The words that speak most for a loaded sentence, in the order of the text."""
    weights = load_weights()
    weighed = []
    for token in line.own:
        term = _term(token)
        idf, weight = weights.terms.get(term, (weights.rarest, 0.0))
        company, rate = weights.stems.get(term, (0.0, weights.rate))
        push = idf * (weight + company) + weights.marked * (rate - weights.rate)
        if push > 0 and normal_word(token.text) not in STOP_WORDS:
            weighed.append((-push, token))
    return [
        Evidence(line.sentence.id, token.start, token.end)
        for token in sorted(token for _, token in sorted(weighed)[:SHOWN])
    ]
