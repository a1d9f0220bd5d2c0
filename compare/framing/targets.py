"""Tone towards a named actor: a trained scorer over the words around the name."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import exp
from statistics import fmean
from typing import Any, NamedTuple

from ..model import Article, Evidence, Fact, Measure, Sentence
from ..options import Options
from ..text.lexicon import valence
from ..text.words import Token, normal_word, stem, tokens
from .intervals import ROWS, benjamini_hochberg, bootstrap, figure, shuffled_p
from .lines import outlet_lines
from .naming import actors_of, mentions_of

POLARITIES = ("negative", "neutral", "positive")
REACH = 8.0  # words from the target at which a word's place counts half
BESIDE = 2  # words right beside the target that count by their place too
SPAN = 3  # words before a valenced one in which a negation turns it
LEAST = 2  # namings by the outlet; one says nothing of an outlet
HEARD = 60  # words to each side of the target that are looked at
NAME, FIGURE = "@", "0"
NEGATIONS = frozenset(["not", "no", "never", "without", "nor", "neither", "cannot", "hardly"])


class TargetWeights(NamedTuple):
    """Multinomial logistic regression, learned by `compare.evaluation.train_tone`.

    intercept      one number per polarity, in the order of POLARITIES
    features       feature -> one weight per polarity
    learned_from   CRC-32 of the sentences it learned from, to leave them out of any score
    """

    intercept: tuple[float, ...]
    features: dict[str, tuple[float, ...]]
    learned_from: frozenset[int]


def measure_tone_towards(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """How positively less how negatively the outlet tells of an actor, -1..1; term: the actor.

    Mean over the outlet's n namings of P(positive) - P(negative) of `tone_towards`, quotations
    blanked out. Actors are those of `measure_names`, named by two outlets or more; the ROWS that
    an outlet names most, LEAST times or more, are listed. What happens to an actor counts as well
    as how it is told. The scorer errs often (`compare-news evaluate --stage tone`): read it over
    many namings.

    The interval draws namings again (bootstrap); null is the mean over the other outlets' namings
    too. p is of shuffling whose naming is whose; q (Benjamini & Hochberg) counts every outlet and
    actor listed as tested. Evidence: the namings.
    """
    named: dict[tuple[str, str], list[tuple[float, Evidence]]] = defaultdict(list)
    mentions = [
        (outlet, line, mention)
        for outlet, row in outlet_lines(articles, sentences).items()
        for line in row
        for mention in mentions_of(line)
    ]
    actors = actors_of([mention for _, _, mention in mentions])
    for outlet, line, mention in mentions:
        place, shift = mention.evidence, line.sentence.start
        negative, _, positive = tone_towards(line.blanked, place.start - shift, place.end - shift)
        named[actors[mention.words], outlet].append((positive - negative, place))
    by_actor: dict[str, list[str]] = defaultdict(list)
    for actor, outlet in named:
        by_actor[actor].append(outlet)
    rows = [
        (outlet, actor)
        for outlet in sorted({outlet for _, outlet in named})
        for actor in sorted(
            (
                actor
                for actor, outlets in by_actor.items()
                if len(outlets) > 1 and len(named.get((actor, outlet), ())) >= LEAST
            ),
            key=lambda a: (-len(named[a, outlet]), a),
        )[:ROWS]
    ]
    values = {key: [value for value, _ in found] for key, found in named.items()}
    rest = {
        (actor, outlet): [v for o in by_actor[actor] if o != outlet for v in values[actor, o]]
        for outlet, actor in rows
    }
    salts = [f"tone towards {outlet} {actor}" for outlet, actor in rows]
    p = [
        shuffled_p(values[actor, outlet], rest[actor, outlet], options, salt)
        for (outlet, actor), salt in zip(rows, salts, strict=True)
    ]
    return [
        figure(
            "tone towards actors",
            outlet,
            actor,
            fmean(values[actor, outlet]),
            bootstrap(values[actor, outlet], None, options, salt),
            len(values[actor, outlet]),
            "mean of P(positive) - P(negative) per naming in own voice, -1..1",
            evidence=[place for _, place in named[actor, outlet]],
            null=fmean([*values[actor, outlet], *rest[actor, outlet]]),
            note=f"q = {chance:.3g}",
        )
        for (outlet, actor), salt, chance in zip(rows, salts, benjamini_hochberg(p), strict=True)
    ]


def tone_towards(
    text: str, start: int, end: int, weights: TargetWeights | None = None
) -> tuple[float, float, float]:
    """Probabilities that text[start:end] is told of negatively, neutrally, positively.

    text      one sentence; the target's own words are not looked at, nor is any other name
    weights   None: ours

    Softmax of intercept + sum of weight(f) value(f) over `target_features`. The task: Hamborg &
    Donnay (2021), NewsMTSC, Proceedings of EACL.
    """
    weights = weights or load_target_weights()
    scores = list(weights.intercept)
    for name, value in target_features(text, start, end).items():
        for at, weight in enumerate(weights.features.get(name, ())):
            scores[at] += weight * value
    top = max(scores)
    shares = [exp(score - top) for score in scores]
    negative, neutral, positive = (share / sum(shares) for share in shares)
    return negative, neutral, positive


def target_features(text: str, start: int, end: int) -> dict[str, float]:
    """Feature -> value of the sentence `text` around the target text[start:end].

    "s x"    the stem x stands in the sentence
    "a x"    x stands behind the target, "b x" before it: 1 / (1 + words between / REACH)
    "a0 x"   x is the first word behind it ("b0" before), "a1", "b1" the second
    "V..."   VADER's valences behind and before, by sign, fading like places; "V" over all
    "next"   the mark right behind the target; "'s": the target owns what follows
    """
    words = tokens(text)
    behind = [word for word in words if word.start >= end][:HEARD]
    before = [word for word in words if word.end <= start][-HEARD:][::-1]
    found: dict[str, float] = {f"next {_mark(text, end)}": 1.0}
    if text[max(start, end - 2) : end].replace("’", "'") == "'s":
        found["'s"] = 1.0
    for side, row in (("a", behind), ("b", before)):
        stems = [target_term(word) for word in row]
        for place, term in enumerate(stems):
            found[f"s {term}"] = 1.0
            found.setdefault(f"{side} {term}", 1 / (1 + place / REACH))
        found |= {f"{side}{place} {term}": 1.0 for place, term in enumerate(stems[:BESIDE])}
        for place, value in enumerate(_valences(row, reverse=side == "b")):
            if value:
                sign = "+" if value > 0 else "-"
                for name, part in (
                    (f"V{side}{sign}", abs(value) / 2 / (1 + place / REACH)),
                    (f"V{sign}", abs(value) / 4),
                ):
                    found[name] = found.get(name, 0.0) + part
    return found


@cache
def load_target_weights() -> TargetWeights:
    """The trained weights of `compare/data`."""
    read = json.loads(files("compare").joinpath("data", "tone_weights.json").read_text("utf-8"))
    return target_weights_of(read)


def target_weights_of(read: Mapping[str, Any]) -> TargetWeights:
    """The content of a weights file as `TargetWeights`."""
    features = {name: tuple(weights) for name, weights in read["features"].items()}
    return TargetWeights(tuple(read["intercept"]), features, frozenset(read["learned_from"]))


def target_term(word: Token) -> str:
    """The word's stem; names are one and the same, so that no actor's name speaks for itself."""
    if word.text[0].isdigit():
        return FIGURE
    if word.text[0].isupper() and word.start > 0:
        return NAME
    return stem(normal_word(word.text))


def _valences(row: Sequence[Token], reverse: bool) -> list[float]:
    """Each word's VADER valence, its sign turned by a negation within SPAN words before it."""
    words = [normal_word(word.text) for word in row]
    denied = [word in NEGATIONS or word.endswith("n't") for word in words]
    values = []
    for place, word in enumerate(words):
        value = valence(word)
        near = slice(place + 1, place + 1 + SPAN) if reverse else slice(max(0, place - SPAN), place)
        values.append(-value if value and any(denied[near]) else value)
    return values


def _mark(text: str, end: int) -> str:
    behind = text[end : end + 2].strip()[:1]
    return "" if behind.isalnum() else behind
