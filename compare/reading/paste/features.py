"""What a paragraph looks like, by itself and among its neighbours: figures between 0 and 1.

After boilerpipe (Kohlschuetter, Fankhauser & Nejdl 2010) and jusText (Pomikalek 2011): length,
the share of function words and the neighbours tell running text from the furniture of a page.
Phrases, forms of dates, and the words that a paragraph shares with the article's core are added.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from ...datafiles import load_group
from ...text.locales import CJK
from ..furniture.bylines import find_dateline, read_local_byline
from ..furniture.phrases import PATTERNS, change_words, find_kinds
from ..published import local_days
from .lines import Paragraph

DATELINE = "dateline"

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_PAIR = re.compile(rf"[{CJK}-\uffff]{{1,2}}")
_END = re.compile(r"[.!?。！？؟][\"'”’»)\]*“«」』）]*$")
_SIZES = (1, 2, 3, 5, 8, 12, 18, 30, 60, 120)
_SIGNED = frozenset({"byline", "date with its year"})
_FIRST = frozenset({"i", "me", "my", "i'm", "i've", "lol", "imo", "i'd", "i'll"})
_SECOND = frozenset({"you", "your", "you're", "yours", "you'll", "please", "click", "here"})
_FOREIGN = 0.35  # mean of "function words" of a page not in English; Portuguese 0.25, English 0.5
_ORDINARY = 0.35  # share of function words in running text
_LONG = 400  # words of a paragraph that are looked at
_SMALL = load_group("function_words")


class Traits(NamedTuple):
    """What one paragraph looks like by itself; prose: 0..1, how much it reads as sentences;
    foreign: whether it was looked at as one in another language than English."""

    words: int
    content: frozenset[str]
    prose: float
    kinds: tuple[tuple[str, str], ...]
    patterns: tuple[str, ...]
    own: dict[str, float]
    foreign: bool = False


def read_traits(paragraph: Paragraph, foreign: bool = False) -> Traits:
    """The figures of one paragraph without its neighbours; foreign: not in English."""
    text = paragraph.text[:4000]
    words = _split_words(text)[:_LONG]
    low = [word.lower().replace("’", "'") for word in words]
    count = len(low)
    small = sum(word in _SMALL for word in low) / max(count, 1)
    if foreign:
        small = _ORDINARY * min(count / 5, 1.0)
    ends = _END.search(paragraph.text[-20:]) is not None
    prose = min(count / 12, 1.0) * min(small / 0.3, 1.0) * (1.0 if ends else 0.5)
    kinds = tuple(find_kinds(text, count, foreign))
    patterns = _name_patterns(text[:300], foreign)
    own = {f"words > {size}": 1.0 for size in _SIZES if count > size}
    own |= {f"{kind}: {how}": 1.0 for kind, how in kinds}
    for name in patterns:
        own[name] = 1.0
        if count <= 10:
            own[f"{name}, short"] = 1.0
    capitals = sum(word[0].isupper() for word in words) / max(count, 1)
    own |= {
        "function words": min(small / 0.5, 1.0),
        "sentence end": float(ends),
        "sentence end, longer": float(ends and count > 8),
        "no sentence end, longer": float(not ends and count > 12),
        "capitals": capitals,
        "capitals, longer": capitals * (count > 5),
        "all capitals": float(text.isupper()),
        "starts small": float(text[:1].islower()),
        "starts with quote": float(text[:1] in "\"“'‘"),
        "quoted": float(bool(re.search(r"[\"“”]", text))),
        "commas": min(text.count(",") / max(count, 1) * 5, 1.0),
        "digits": min(sum(c.isdigit() for c in text) / max(len(text), 1) * 4, 1.0),
        "first person": min(sum(w in _FIRST for w in low) / max(count, 1) * 10, 1.0),
        "second person": min(sum(w in _SECOND for w in low) / max(count, 1) * 10, 1.0),
        "bullet": float(bool(paragraph.mark)),
        DATELINE: float(find_dateline(text) is not None),
        "after empty line": float(paragraph.after_blank),
    }
    content = {w for w in low if len(w) > 3 and w not in _SMALL}
    content |= {text[at : at + 2] for at in range(len(text) - 1) if text[at] > CJK < text[at + 1]}
    return Traits(count, frozenset(content), prose, kinds, patterns, own, foreign)


def _split_words(text: str) -> list[str]:
    """Words by the spaces; two Chinese or Japanese characters count for one."""
    if not text.isascii():
        text = _PAIR.sub(r" \g<0> ", text)
    return _WORD.findall(text)


def _name_patterns(text: str, foreign: bool) -> tuple[str, ...]:
    """Names of the patterns that a line shows; foreign: also by the words of other languages."""
    names = {name for name, form in PATTERNS.items() if form.search(text)}
    if foreign:
        if local_days().search(text):
            names |= {"date or time", "date with its year"}
        if change_words().match(text):
            names.add("update note")
        if read_local_byline(text):
            names.add("byline")
    return tuple(name for name in PATTERNS if name in names)


def read_all_traits(paragraphs: Sequence[Paragraph]) -> list[Traits]:
    """The figures of every paragraph by itself.

    Where the long ones hold hardly any function word of English, or none is long, the page is in
    another language, and the share of function words is taken for ordinary everywhere.
    """
    all_traits = [read_traits(paragraph) for paragraph in paragraphs]
    long = [traits.own["function words"] for traits in all_traits if traits.words > 12]
    if long and sum(long) / len(long) >= _FOREIGN:
        return all_traits
    return [read_traits(paragraph, foreign=True) for paragraph in paragraphs]


def sum_weights(row: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Log-odds of a row of features; "" is the constant."""
    products = (value * weights.get(name, 0.0) for name, value in row.items())
    return weights.get("", 0.0) + math.fsum(products)


def count_core_words(all_traits: Sequence[Traits], core: tuple[int, int]) -> Counter[str]:
    """In how many paragraphs of the core each content word stands."""
    inside = all_traits[core[0] : core[1] + 1]
    return Counter(word for traits in inside if traits.prose > 0.4 for word in traits.content)


def describe_all(
    paragraphs: Sequence[Paragraph], all_traits: Sequence[Traits]
) -> list[dict[str, float]]:
    """The figures of every paragraph, named, with what stands right above and below it."""
    repeated = Counter(paragraph.text for paragraph in paragraphs)
    above, below = _fade_prose(all_traits), _fade_prose(all_traits[::-1])[::-1]
    signs = _fade_signs(all_traits)
    total = max(sum(traits.words * traits.prose for traits in all_traits), 1.0)
    passed = list(accumulate((traits.words * traits.prose for traits in all_traits), initial=0.0))
    blank_style = _blank_style(paragraphs, all_traits)
    rows = []
    for index, (paragraph, traits) in enumerate(zip(paragraphs, all_traits, strict=True)):
        row = dict(traits.own)
        row |= {
            "prose": traits.prose,
            "prose above": above[index],
            "prose below": below[index],
            "prose on both sides": min(above[index], below[index]),
            "prose and prose near": traits.prose * max(above[index], below[index]),
            "close below author or date": signs[index],
            "close below author or date, prose": signs[index] * traits.prose,
            "repeated": float(repeated[paragraph.text] > 1),
            "share of all prose": traits.words * traits.prose / total,
            "prose so far": passed[index] / total,
            "first tenth": float(passed[index] / total < 0.1),
            "last tenth": float(passed[index] / total > 0.9),
            "other spacing than the prose": float(blank_style != paragraph.after_blank)
            * traits.prose,
            "last": float(index == len(paragraphs) - 1),
        }
        for step, side in ((-1, "above"), (1, "below"), (-2, "two above"), (2, "two below")):
            row |= _describe_neighbour(all_traits, index + step, side)
        rows.append(row)
    return rows


def _fade_prose(all_traits: Iterable[Traits]) -> list[float]:
    """How much prose stands before each paragraph, halved with every line between."""
    worth = (traits.prose * min(traits.words / 25, 1.0) for traits in all_traits)
    levels = accumulate(worth, lambda level, more: level * 0.6 + more, initial=0.0)
    return [min(level, 1.0) for level in levels][:-1]


def _fade_signs(all_traits: Sequence[Traits]) -> list[float]:
    """1 right below a line that names author or date, less with every line in between."""
    signs = (traits.words <= 14 and _SIGNED & set(traits.patterns) for traits in all_traits)
    levels = accumulate(signs, lambda level, sign: 1.0 if sign else level * 0.85, initial=0.0)
    return list(levels)[:-1]


def _blank_style(paragraphs: Sequence[Paragraph], all_traits: Sequence[Traits]) -> bool:
    """Whether paragraphs of prose mostly stand behind an empty line."""
    votes = [
        paragraph.after_blank
        for paragraph, traits in zip(paragraphs, all_traits, strict=True)
        if traits.prose > 0.7 and traits.words > 15
    ]
    return sum(votes) * 2 >= len(votes)


def _describe_neighbour(all_traits: Sequence[Traits], index: int, side: str) -> dict[str, float]:
    if not 0 <= index < len(all_traits):
        return {f"nothing {side}": 1.0}
    traits = all_traits[index]
    row = {
        f"{side}: prose": traits.prose,
        f"{side}: short": float(traits.words < 5),
        f"{side}: headline-like": float(5 <= traits.words <= 16 and not traits.own["sentence end"]),
    }
    row |= {f"{side}: {kind}": 1.0 for kind, how in traits.kinds if how != "inside"}
    for name in ("date or time", "age of a post", "byline"):
        if name in traits.patterns and traits.words <= 12:
            row[f"{side}: {name}"] = 1.0
    return row
