"""Which paragraphs of a pasted page are the article: weights, neighbours, and a named reason each.

A logistic regression over `clean_features` gives every paragraph log-odds of being the article's;
the likeliest run of kept and cut paragraphs follows by Viterbi, a change costing a little. The
weights are learned by `training.cleaning`. Time grows linearly with the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ...learned import load_weights
from ..furniture.notices import SALUTATION, find_notice_rule
from ..furniture.phrases import find_aside_rule, phrase_kinds
from .context import LIMIT, bound_odds, describe_in_context, find_core
from .features import Traits, describe_all, read_all_traits
from .headline import find_headline
from .lines import Paragraph

# "headline", "line" and "second" -> weights by feature; "" is the constant
Models = Mapping[str, Mapping[str, float]]

SWITCH_COST = 0.5  # log-odds that a change from cut to kept, or back, must earn
FEWEST_WORDS = 30  # a page whose kept text is shorter is looked at again, more mildly
TRUST = 3.0  # log-odds that every line of a text without furniture gains
TABLE_WORDS, TABLE_PROSE = 16, 0.15  # a long line with next to no function word
MILDER = 1.5  # log-odds added then, step by step
STEPS = 4

HEADLINE_REPEATED = "headline repeated"


class Classification(NamedTuple):
    """rules: why each paragraph is cut, "" where it is kept; headline: its index, -1 where none was
    found; foreign: whether the running text is in another language than English."""

    rules: list[str]
    headline: int
    foreign: bool


def classify_paragraphs(
    paragraphs: Sequence[Paragraph], models: Models | None = None
) -> Classification:
    """Says of every paragraph whether it belongs to the article, and if not, why not.

    models: weights in place of the package's own, for measuring on pages not learned from.
    """
    rules = [find_aside_rule(paragraph.text) for paragraph in paragraphs]
    rest = [index for index, rule in enumerate(rules) if not rule]  # weighed as if alone
    models = models or load_weights("clean_weights.json")[0]["weights"]
    outcome = _classify_rest([paragraphs[index] for index in rest], models)
    for index, rule in zip(rest, outcome.rules, strict=True):
        rules[index] = rule
    headline = rest[outcome.headline] if outcome.headline >= 0 else -1
    return Classification(rules, headline, outcome.foreign)


def _classify_rest(paragraphs: Sequence[Paragraph], models: Models) -> Classification:
    all_traits = read_all_traits(paragraphs)
    rows = describe_all(paragraphs, all_traits)
    first = [bound_odds(row, models["line"]) for row in rows]
    core = find_core(all_traits, first)
    headline = find_headline(paragraphs, all_traits, core, models["headline"])
    more = describe_in_context(all_traits, first, core, headline)
    scores = [bound_odds(row | add, models["second"]) for row, add in zip(rows, more, strict=True)]
    if _is_plain(all_traits):
        scores = [min(score + TRUST, LIMIT) for score in scores]
    sure = [_find_sure_rule(traits) for traits in all_traits]
    for index, rule in enumerate(sure):
        if rule:
            scores[index] = -LIMIT
        if index == headline:
            scores[index] = 0.0
    keep = _choose_run(scores, all_traits, headline)
    title = paragraphs[headline].text.casefold() if headline >= 0 else None
    rules = []
    for index, (paragraph, traits) in enumerate(zip(paragraphs, all_traits, strict=True)):
        rule = sure[index]
        if index != headline and paragraph.text.casefold() == title:
            rule = HEADLINE_REPEATED
        if not rule and (index == headline or not keep[index]):
            is_greeting = find_notice_rule(paragraph.text) == SALUTATION
            rule = SALUTATION if is_greeting else _name_reason(traits, more[index], index, core)
        rules.append(rule)
    foreign = any(traits.foreign and traits.words > 12 for traits in all_traits)
    return Classification(rules, headline, foreign)


def _is_plain(all_traits: Sequence[Traits]) -> bool:
    """Whether a text shows no furniture at all: it was saved clean, so doubt keeps."""
    furniture = sum(any(how != "inside" for _, how in traits.kinds) for traits in all_traits)
    stubs = sum(traits.words <= 3 and not traits.own["sentence end"] for traits in all_traits)
    return furniture <= len(all_traits) / 40 and stubs <= len(all_traits) / 8


def _choose_run(scores: Sequence[float], all_traits: Sequence[Traits], headline: int) -> list[bool]:
    """The likeliest run; milder where it leaves next to nothing of a text that holds more."""
    keep = find_likeliest_run(scores)
    for step in range(1, STEPS + 1):
        words = sum(traits.words for traits, kept in zip(all_traits, keep, strict=True) if kept)
        if words >= FEWEST_WORDS:
            break
        milder = [
            value + step * MILDER if value > -LIMIT and index != headline else value
            for index, value in enumerate(scores)
        ]
        keep = find_likeliest_run(milder)
    return keep


def find_likeliest_run(scores: Sequence[float], cost: float = SWITCH_COST) -> list[bool]:
    """The run of kept (True) and cut with the largest sum of scores less `cost` per change."""
    cut, kept = 0.0, -cost
    steps: list[tuple[bool, bool]] = []
    for value in scores:
        steps.append((kept - cost > cut, cut - cost <= kept))
        cut, kept = max(cut, kept - cost), max(kept, cut - cost) + value
    state = kept - cost > cut
    run = []
    for from_kept_to_cut, stays_kept in reversed(steps):
        run.append(state)
        state = stays_kept if state else from_kept_to_cut
    return run[::-1]


def _find_sure_rule(traits: Traits) -> str:
    """The rule that cuts a paragraph whatever stands around it, or ""."""
    if "source of a republisher" in traits.patterns:
        return "source line"
    if traits.words > TABLE_WORDS and traits.prose < TABLE_PROSE and not traits.own["sentence end"]:
        return "table or form"
    ways = {"whole"}
    if traits.words <= 6 and not traits.own["sentence end"]:
        ways.add("start")
    sure = {kind.kind for kind in phrase_kinds() if kind.sure}
    return next((kind for kind, how in traits.kinds if kind in sure and how in ways), "")


_OF_PATTERN = {
    "byline": "byline",
    "update note": "date line",
    "age of a post": "date line",
    "date or time": "date line",
    "count of views or comments": "count of views or comments",
    "picture count": "picture or film control",
    "link list": "menu or link list",
    "numbers only": "only numbers or signs",
}


def _name_reason(
    traits: Traits, row: Mapping[str, float], index: int, core: tuple[int, int]
) -> str:
    """The most telling thing about a cut paragraph, as a reader would say it."""
    for kind, how in traits.kinds:
        if how != "inside" or traits.words <= 25:
            return kind
    for pattern in traits.patterns:
        if pattern in _OF_PATTERN and traits.words <= 15:
            return _OF_PATTERN[pattern]
    if traits.words <= 4 and not traits.own["sentence end"]:
        return "menu or link list"
    if row["behind an end mark"] > 0.0 or index > core[1]:
        return "text behind the article"
    if index < core[0]:
        return "text above the article"
    return "teaser or caption inside the article"
