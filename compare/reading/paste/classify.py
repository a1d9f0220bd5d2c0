"""Which paragraphs of a pasted page are the article: weights, neighbours, and a named reason each.

A logistic regression over `clean_features` gives every paragraph log-odds of being the article's;
the likeliest run of kept and cut paragraphs follows by Viterbi, a change costing a little. The
weights are learned by `training.cleaning`. Time grows linearly with the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ...learned import load_weights
from ..furniture.phrases import is_label, is_slot, phrase_kinds
from .context import LIMIT, core_span, second_rows, weigh
from .features import Look, local_rows, look_at_all
from .headline import find_headline
from .lines import Unit

# "headline", "line" and "second" -> weights by feature; "" is the constant
Models = Mapping[str, Mapping[str, float]]

SWITCH_COST = 0.5  # log-odds that a change from cut to kept, or back, must earn
FEWEST_WORDS = 30  # a page whose kept text is shorter is looked at again, more mildly
TRUST = 3.0  # log-odds that every line of a text without furniture gains
MILDER = 1.5  # log-odds added then, step by step
STEPS = 4

HEADLINE_REPEATED = "headline repeated"


class Verdict(NamedTuple):
    """What becomes of a paragraph: rule is "" where it is kept; score: log-odds of keeping."""

    keep: bool
    rule: str
    score: float


class Judged(NamedTuple):
    """All verdicts and word counts; headline: its index, -1 where none was found; foreign: whether
    the running text is in another language than English."""

    verdicts: list[Verdict]
    words: list[int]
    headline: int
    foreign: bool


def judge(units: Sequence[Unit], models: Models | None = None) -> Judged:
    """Says of every paragraph whether it belongs to the article, and if not, why not.

    models: weights in place of the package's own, for measuring on pages not learned from.
    """
    aside = {index: rule for index, unit in enumerate(units) if (rule := aside_rule(unit))}
    rest = [index for index in range(len(units)) if index not in aside]
    inner = _judge(
        [units[index] for index in rest], models or load_weights("clean_weights.json")[0]["weights"]
    )
    verdicts = [Verdict(False, aside.get(index, ""), -LIMIT) for index in range(len(units))]
    looks = {}
    for index, verdict, look in zip(rest, inner.verdicts, inner.looks, strict=True):
        verdicts[index], looks[index] = verdict, look
    words = [looks[index].words if index in looks else 1 for index in range(len(units))]
    headline = rest[inner.headline] if inner.headline >= 0 else -1
    foreign = any(look.foreign and look.words > 12 for look in inner.looks)
    return Judged(verdicts, words, headline, foreign)


def aside_rule(unit: Unit) -> str:
    """The rule that takes a line out before anything is weighed, as if it were not there, or "".

    Advertisement slots and names of a part of the page stand in mid-article and end nothing.
    """
    if is_label(unit.text):
        return "section label"
    return "advertisement" if is_slot(unit.text) else ""


class _Inner(NamedTuple):
    verdicts: list[Verdict]
    looks: list[Look]
    headline: int


def _judge(units: Sequence[Unit], models: Models) -> _Inner:
    looks = look_at_all(units)
    rows = local_rows(units, looks)
    first = [weigh(row, models["line"]) for row in rows]
    core = core_span(looks, first)
    headline = find_headline(units, looks, core, models["headline"])
    more = second_rows(looks, first, core, headline)
    scores = [weigh(row | add, models["second"]) for row, add in zip(rows, more, strict=True)]
    if _is_plain(looks):
        scores = [min(score + TRUST, LIMIT) for score in scores]
    sure = [_sure_rule(look) for look in looks]
    for index, rule in enumerate(sure):
        if rule:
            scores[index] = -LIMIT
        if index == headline:
            scores[index] = 0.0
    keep = _decide(scores, looks, headline)
    title = _key(units[headline].text) if headline >= 0 else None
    verdicts = []
    for index, (unit, look) in enumerate(zip(units, looks, strict=True)):
        rule = sure[index]
        if index != headline and _key(unit.text) == title:
            rule = HEADLINE_REPEATED
        kept = keep[index] and not rule and index != headline
        if not kept and not rule:
            rule = _reason(look, more[index], index, core)
        verdicts.append(Verdict(kept, "" if kept else rule, scores[index]))
    return _Inner(verdicts, looks, headline)


def _is_plain(looks: Sequence[Look]) -> bool:
    """Whether a text shows no furniture at all: it was saved clean, so doubt keeps."""
    said = sum(any(how != "inside" for _, how in look.kinds) for look in looks)
    stubs = sum(look.words <= 3 and not look.own["sentence end"] for look in looks)
    return said <= len(looks) / 40 and stubs <= len(looks) / 8


def _decide(scores: Sequence[float], looks: Sequence[Look], headline: int) -> list[bool]:
    """The likeliest run; milder where it leaves next to nothing of a text that holds more."""
    keep = likeliest(scores)
    for step in range(1, STEPS + 1):
        words = sum(look.words for look, kept in zip(looks, keep, strict=True) if kept)
        if words >= FEWEST_WORDS:
            break
        milder = [
            value + step * MILDER if value > -LIMIT and index != headline else value
            for index, value in enumerate(scores)
        ]
        keep = likeliest(milder)
    return keep


def likeliest(scores: Sequence[float], cost: float = SWITCH_COST) -> list[bool]:
    """The run of kept (True) and cut with the largest sum of scores less `cost` per change."""
    cut, kept = 0.0, -cost
    came: list[tuple[bool, bool]] = []
    for value in scores:
        came.append((kept - cost > cut, cut - cost <= kept))
        cut, kept = max(cut, kept - cost), max(kept, cut - cost) + value
    state = kept - cost > cut
    run = []
    for from_kept_to_cut, stays_kept in reversed(came):
        run.append(state)
        state = stays_kept if state else from_kept_to_cut
    return run[::-1]


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def _sure_rule(look: Look) -> str:
    """The rule that cuts a paragraph whatever stands around it, or ""."""
    if "source of a republisher" in look.patterns:
        return "source line"
    ways = {"whole"}
    if look.words <= 6 and not look.own["sentence end"]:
        ways.add("start")
    sure = {kind.kind for kind in phrase_kinds() if kind.sure}
    return next((kind for kind, how in look.kinds if kind in sure and how in ways), "")


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


def _reason(look: Look, row: Mapping[str, float], index: int, core: tuple[int, int]) -> str:
    """The most telling thing about a cut paragraph, as a reader would say it."""
    for kind, how in look.kinds:
        if how != "inside" or look.words <= 25:
            return kind
    for pattern in look.patterns:
        if pattern in _OF_PATTERN and look.words <= 15:
            return _OF_PATTERN[pattern]
    if look.words <= 4 and not look.own["sentence end"]:
        return "menu or link list"
    if row["behind an end mark"] > 0.0 or index > core[1]:
        return "text behind the article"
    if index < core[0]:
        return "text above the article"
    return "teaser or caption inside the article"
