"""Which line is the headline: by place, form, and the words it shares with the article's core.

A logistic regression ranks the lines about the head of the core; its weights are learned by
`training.cleaning`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..furniture.notices import CORRECTION, find_notice_rule
from .features import DATELINE, Traits, count_core_words, sum_weights
from .lines import Paragraph

LEAST = 0.0  # log-odds that the best line needs to be the headline at all: unknown, not wrong
_REACH = 80  # lines above the core that are looked at
_BELOW = 4  # lines within the core's head that may still be the headline
_NEVER = frozenset({"age of a post", "count of views or comments", "byline", "update note"})
_FURNITURE = frozenset({"whole", "start"})
_SIGNS = frozenset({"byline", "update note", "date or time", "age of a post"})
_SIGNED, _PLACED = 3, 15  # lines below that may name author or date; words of a line that they show
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]\W*")
# what running text ends with, an abbreviation apart: "a statement.", "they added,", "in short:"
_TEXT_END = re.compile(
    r"(?:[,;:]|(?<!\b[A-Z])(?<!\bInc)(?<!\bCorp)(?<!\bCo)(?<!\b[JS]r)\.)[\"'”’)\]]{0,3}$"
)


def find_headline(
    paragraphs: Sequence[Paragraph],
    all_traits: Sequence[Traits],
    core: tuple[int, int],
    weights: Mapping[str, float],
) -> int:
    """Index of the headline among the paragraphs, -1 where no line looks like one.

    Where none is likely, a first line set apart from prose by an empty one: so people write it.
    """
    best, headline = LEAST, -1
    candidates = describe_headlines(paragraphs, all_traits, core)
    for index, row in candidates:
        worth = sum_weights(row, weights)
        if worth > best:
            best, headline = worth, index
    if headline < 0 and candidates and candidates[0][0] == 0 and len(paragraphs) > 1:
        return 0 if paragraphs[1].after_blank and all_traits[1].own["sentence end"] else -1
    return headline


def describe_headlines(
    paragraphs: Sequence[Paragraph], all_traits: Sequence[Traits], core: tuple[int, int]
) -> list[tuple[int, dict[str, float]]]:
    """The lines that may be the headline, each with its figures (0..1, by name)."""
    start, end = core
    if end < 0:
        start, end = 0, len(paragraphs) - 1
    words = count_core_words(all_traits, (start, end))
    first = frozenset().union(*(traits.content for traits in all_traits[start : start + 4]))
    others = "\n".join(paragraph.text for paragraph in paragraphs[: start + 12])
    rows = []
    for index in range(max(0, start - _REACH), min(start + _BELOW, end + 1)):
        paragraph, traits = paragraphs[index], all_traits[index]
        if not _can_be_headline(paragraph, traits):
            continue
        elsewhere = others.count(paragraph.text) - 1 if traits.words >= 3 else 0
        if _TEXT_END.search(paragraph.text) and not elsewhere:
            below = (one for one in all_traits[index + 1 : index + 1 + _SIGNED] if one.words <= 14)
            if traits.words > _PLACED or all(_SIGNS.isdisjoint(one.patterns) for one in below):
                continue
        row = _describe_form(paragraph, traits)
        size = max(len(traits.content), 1)
        row |= {
            "words of the core": sum(word in words for word in traits.content) / size,
            "words of the lead": sum(word in first for word in traits.content) / size,
            "stands elsewhere": float(elsewhere > 0),
            "stands elsewhere twice": float(elsewhere > 1),
            "very first": float(index == 0),
            "lines above the core": min(max(start - index, 0) / 20, 1.0),
            "within ten lines": float(0 <= start - index <= 10),
            "within four lines": float(0 <= start - index <= 4),
            "inside the core": float(index > start),
            "heads the core": float(index == start),
        }
        rows.append((index, row | _describe_neighbours(all_traits, index)))
    return rows


def _can_be_headline(paragraph: Paragraph, traits: Traits) -> bool:
    if not 2 <= traits.words <= 40 or _NEVER & set(traits.patterns) or paragraph.mark:
        return False
    if traits.own[DATELINE] or _BRACKETS.fullmatch(paragraph.text):
        return False
    if find_notice_rule(paragraph.text) not in ("", CORRECTION):
        return False
    if "date or time" in traits.patterns and traits.words <= 6:
        return False
    return not any(how in _FURNITURE for _, how in traits.kinds)


def _describe_form(paragraph: Paragraph, traits: Traits) -> dict[str, float]:
    row = {
        f"words > {size}": 1.0 for size in (2, 3, 4, 6, 9, 13, 17, 22, 28) if traits.words > size
    }
    row |= {
        "ends like a sentence": traits.own["sentence end"],
        "ends otherwise": float(bool(re.search(r"[;:,…]$", paragraph.text))),
        "after empty line": float(paragraph.after_blank),
        "capitals": traits.own["capitals"],
        "capitals, longer": traits.own["capitals, longer"],
        "all capitals": traits.own["all capitals"],
        "prose": traits.prose,
        "function words": traits.own["function words"],
        "starts small": traits.own["starts small"],
    }
    for name in ("link list", "cut-off teaser", "date or time", "picture count", "address"):
        row[name] = float(name in traits.patterns)
    row["phrase inside"] = float(bool(traits.kinds))
    return row


def _describe_neighbours(all_traits: Sequence[Traits], index: int) -> dict[str, float]:
    """Author, date and sharing stand below a headline; other headlines about a teaser."""
    row = {}
    for name in ("byline", "update note", "date or time", "age of a post"):
        for reach in (1, 3, 6):
            near = all_traits[index + 1 : index + 1 + reach]
            row[f"{name} within {reach}"] = float(
                any(name in traits.patterns and traits.words <= 25 for traits in near)
            )
    above, below = all_traits[index - 1 : index] if index else [], all_traits[index + 1 : index + 2]
    for side, neighbours in (("above", above), ("below", below)):
        for traits in neighbours:
            row[f"short {side}"] = float(traits.words <= 3)
            row[f"like itself {side}"] = float(4 <= traits.words <= 20 and traits.prose < 0.5)
            row[f"prose {side}"] = traits.prose
            row[f"date {side}"] = float("date or time" in traits.patterns and traits.words <= 8)
            row[f"share button {side}"] = float(
                any(kind == "share button" for kind, _ in traits.kinds)
            )
    return row
