"""What a paragraph looks like, by itself and among its neighbours: figures between 0 and 1.

After boilerpipe (Kohlschuetter, Fankhauser & Nejdl 2010) and jusText (Pomikalek 2011): length,
the share of function words and the neighbours tell running text from the furniture of a page.
Phrases, forms of dates, and the words that a paragraph shares with the article's core are added.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from ...learned import read_data_text
from ...text.locales import CJK
from ..furniture.bylines import find_dateline, read_local_byline
from ..furniture.phrases import PATTERNS, change_words, kinds_of
from ..published import local_days
from .lines import Unit

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


@cache
def function_words() -> frozenset[str]:
    """Small words that running prose is full of."""
    text = read_data_text("clean_function_words.txt")
    return frozenset(text.split("\n", 1)[1].split())


class Look(NamedTuple):
    """What one paragraph looks like by itself; prose: 0..1, how much it reads as sentences;
    foreign: whether it was looked at as one in another language than English."""

    words: int
    content: frozenset[str]
    prose: float
    kinds: tuple[tuple[str, str], ...]
    patterns: tuple[str, ...]
    own: dict[str, float]
    foreign: bool = False


def look_at(unit: Unit, foreign: bool = False) -> Look:
    """The figures of one paragraph without its neighbours; foreign: not in English."""
    text = unit.text[:4000]
    found = _words(text)[:_LONG]
    low = [word.lower().replace("’", "'") for word in found]
    count = len(low)
    small = sum(word in function_words() for word in low) / max(count, 1)
    if foreign:
        small = _ORDINARY * min(count / 5, 1.0)
    ends = _END.search(unit.text[-20:]) is not None
    prose = min(count / 12, 1.0) * min(small / 0.3, 1.0) * (1.0 if ends else 0.5)
    kinds = tuple(kinds_of(text, count, foreign))
    patterns = _patterns(text[:300], foreign)
    own = {f"words > {size}": 1.0 for size in _SIZES if count > size}
    own |= {f"{kind}: {how}": 1.0 for kind, how in kinds}
    for name in patterns:
        own[name] = 1.0
        if count <= 10:
            own[f"{name}, short"] = 1.0
    capitals = sum(word[0].isupper() for word in found) / max(count, 1)
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
        "bullet": float(bool(unit.mark)),
        DATELINE: float(find_dateline(text) is not None),
        "after empty line": float(unit.after_blank),
    }
    content = {w for w in low if len(w) > 3 and w not in function_words()}
    content |= {text[at : at + 2] for at in range(len(text) - 1) if text[at] > CJK < text[at + 1]}
    return Look(count, frozenset(content), prose, kinds, patterns, own, foreign)


def _words(text: str) -> list[str]:
    """Words by the spaces; two Chinese or Japanese characters count for one."""
    if not text.isascii():
        text = _PAIR.sub(r" \g<0> ", text)
    return _WORD.findall(text)


def _patterns(text: str, foreign: bool) -> tuple[str, ...]:
    """Names of the patterns that a line shows; foreign: also by the words of other languages."""
    shown = {name for name, form in PATTERNS.items() if form.search(text)}
    if foreign:
        if local_days().pattern.search(text):
            shown |= {"date or time", "date with its year"}
        if change_words().match(text):
            shown.add("update note")
        if read_local_byline(text):
            shown.add("byline")
    return tuple(name for name in PATTERNS if name in shown)


def look_at_all(units: Sequence[Unit]) -> list[Look]:
    """The figures of every paragraph by itself.

    Where hardly any function word of English is seen, the page is in another language, and the
    share of function words is taken for ordinary everywhere.
    """
    looks = [look_at(unit) for unit in units]
    return [look_at(unit, foreign=True) for unit in units] if is_foreign(looks) else looks


def is_foreign(looks: Sequence[Look]) -> bool:
    """Whether the long paragraphs hold hardly any function word of English, or none is long."""
    long = [look.own["function words"] for look in looks if look.words > 12]
    return not long or sum(long) / len(long) < _FOREIGN


def core_words(looks: Sequence[Look], core: tuple[int, int]) -> Counter[str]:
    """In how many paragraphs of the core each content word stands."""
    inside = looks[core[0] : core[1] + 1]
    return Counter(word for look in inside if look.prose > 0.4 for word in look.content)


def local_rows(units: Sequence[Unit], looks: Sequence[Look]) -> list[dict[str, float]]:
    """The figures of every paragraph, named, with what stands right above and below it."""
    repeated = Counter(unit.text for unit in units)
    above, below = _fading(looks), _fading(looks[::-1])[::-1]
    signed = _signed(looks)
    total = max(sum(look.words * look.prose for look in looks), 1.0)
    passed = list(accumulate((look.words * look.prose for look in looks), initial=0.0))
    blank_style = _blank_style(units, looks)
    rows = []
    for index, (unit, look) in enumerate(zip(units, looks, strict=True)):
        row = dict(look.own)
        row |= {
            "prose": look.prose,
            "prose above": above[index],
            "prose below": below[index],
            "prose on both sides": min(above[index], below[index]),
            "prose and prose near": look.prose * max(above[index], below[index]),
            "close below author or date": signed[index],
            "close below author or date, prose": signed[index] * look.prose,
            "repeated": float(repeated[unit.text] > 1),
            "share of all prose": look.words * look.prose / total,
            "prose so far": passed[index] / total,
            "first tenth": float(passed[index] / total < 0.1),
            "last tenth": float(passed[index] / total > 0.9),
            "other spacing than the prose": float(blank_style != unit.after_blank) * look.prose,
            "last": float(index == len(units) - 1),
        }
        for step, side in ((-1, "above"), (1, "below"), (-2, "two above"), (2, "two below")):
            row |= _neighbour(looks, index + step, side)
        rows.append(row)
    return rows


def _fading(looks: Iterable[Look]) -> list[float]:
    """How much prose stands before each paragraph, halved with every line between."""
    level, levels = 0.0, []
    for look in looks:
        levels.append(min(level, 1.0))
        level = level * 0.6 + look.prose * min(look.words / 25, 1.0)
    return levels


def _signed(looks: Sequence[Look]) -> list[float]:
    """1 right below a line that names author or date, less with every line in between."""
    level, levels = 0.0, []
    for look in looks:
        levels.append(level)
        level *= 0.85
        if look.words <= 14 and _SIGNED & set(look.patterns):
            level = 1.0
    return levels


def _blank_style(units: Sequence[Unit], looks: Sequence[Look]) -> bool:
    """Whether paragraphs of prose mostly stand behind an empty line."""
    votes = [
        unit.after_blank
        for unit, look in zip(units, looks, strict=True)
        if look.prose > 0.7 and look.words > 15
    ]
    return sum(votes) * 2 >= len(votes)


def _neighbour(looks: Sequence[Look], index: int, side: str) -> dict[str, float]:
    if not 0 <= index < len(looks):
        return {f"nothing {side}": 1.0}
    look = looks[index]
    row = {
        f"{side}: prose": look.prose,
        f"{side}: short": float(look.words < 5),
        f"{side}: headline-like": float(5 <= look.words <= 16 and not look.own["sentence end"]),
    }
    row |= {f"{side}: {kind}": 1.0 for kind, how in look.kinds if how != "inside"}
    for name in ("date or time", "age of a post", "byline"):
        if name in look.patterns and look.words <= 12:
            row[f"{side}: {name}"] = 1.0
    return row
