"""Cleans a page as people paste it: select all in a browser, copy, paste into a text file.

    raw -> lines -> paragraphs -> verdicts (`cleaning`) -> headline, body, metadata

Nothing is lost: every character that is not white space stands in the title, the body or a
`Removal`, exactly once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model import Removal
from ..furniture.bylines import Dateline, find_dateline
from ..furniture.head import head_rule, pick_head
from ..furniture.metadata import find_metadata
from ..furniture.notices import OFFER, find_truncation, notice_rule
from ..published import DATE
from ..types import Cleaned
from .classify import Judged, Models, judge
from .lines import Unit, join_lines, split_lines

_DATED_HEADLINE = re.compile(
    rf"^(?:(?:date|published|posted|updated)\W{{0,3}})?{DATE}\W{{1,3}}(?=[A-Z\"“'‘])", re.I
)
_HEAD_ABOVE, _HEAD_BELOW = 6, 12  # paragraphs around the headline that may name date and author
_OFFER_BELOW = 8  # paragraphs behind the article in which a paywall's offer may stand


def clean_dump(raw: str, source: str = "", models: Models | None = None) -> Cleaned:
    """Cleans the text of a pasted page; `source`, its file, changes nothing (as in `read_html`);
    `models`: weights in place of the package's own, for measuring on pages not learned from.

    Never raises for any text: an empty one gives an empty title and body.
    """
    lines, controls = split_lines(raw)
    units = join_lines(lines)
    judged, head_end = _without_head(units, judge(units, models))
    judged, offers = _without_notices(units, judged)
    removed = [Removal(one.number, one.text, "control characters") for one in controls]
    title = ""
    paragraphs: list[str] = []
    dateline: Dateline | None = None
    for index, (unit, verdict) in enumerate(zip(units, judged.verdicts, strict=True)):
        if index == judged.headline:
            title, cut = _headline(unit)
            removed += cut
        elif verdict.keep:
            if unit.mark:
                removed.append(Removal(unit.number, unit.mark, "bullet"))
            text, found = _without_dateline(unit, len(paragraphs))
            dateline = dateline or found
            if found:
                removed.append(Removal(unit.number, found.text, "dateline"))
            paragraphs.append(text)
        else:
            removed += [Removal(line.number, line.text, verdict.rule) for line in unit.lines]
    texts = [line.text for line in lines]
    names = find_metadata(texts, _head(units, judged, head_end), title, dateline, judged.foreign)
    body = "\n\n".join(paragraphs)
    cut_off = find_truncation(body, offers)
    return Cleaned(
        title,
        body,
        tuple(sorted(removed, key=lambda removal: removal.line)),
        (*names.found, cut_off) if cut_off else names.found,
        names.outlet,
        names.byline,
        names.published,
        names.url,
    )


def _without_head(units: Sequence[Unit], judged: Judged) -> tuple[Judged, int]:
    """Date and author below the headline, or a date above it, are cut from a clean text too, where
    nothing beside them tells the classifier that they are furniture; and where the last stands."""
    verdicts = list(judged.verdicts)
    below = [i for i in range(judged.headline + 1, len(units)) if verdicts[i].keep][:_HEAD_BELOW]
    rules = pick_head([units[index].text for index in below], judged.foreign)
    last = judged.headline
    for index, rule in zip(below, rules, strict=False):
        if rule:
            verdicts[index], last = verdicts[index]._replace(keep=False, rule=rule), index
    for index in range(max(0, judged.headline - _HEAD_ABOVE), max(0, judged.headline)):
        rule = head_rule(units[index].text, judged.foreign) if verdicts[index].keep else ""
        if rule:
            verdicts[index] = verdicts[index]._replace(keep=False, rule=rule)
    return judged._replace(verdicts=verdicts), last


def _without_notices(units: Sequence[Unit], judged: Judged) -> tuple[Judged, list[str]]:
    """Offers and notes of correction are cut wherever they stand; and the offers of a paywall that
    stand in the article or close behind it."""
    verdicts = list(judged.verdicts)
    last = max((index for index, one in enumerate(verdicts) if one.keep), default=-1)
    offers = []
    for index in range(judged.headline + 1, min(len(units), last + _OFFER_BELOW)):
        rule = notice_rule(units[index].text)
        if rule and verdicts[index].keep:
            verdicts[index] = verdicts[index]._replace(keep=False, rule=rule)
        if rule == OFFER:
            offers.append(units[index].text)
    return judged._replace(verdicts=verdicts), offers


def _headline(unit: Unit) -> tuple[str, list[Removal]]:
    """The headline without the bullet or the date before it."""
    cut = [Removal(unit.number, unit.mark, "bullet")] if unit.mark else []
    dated = _DATED_HEADLINE.match(unit.text[:80])
    if not dated or len(unit.text[dated.end() :].split()) < 3:
        return unit.text, cut
    return unit.text[dated.end() :], [
        *cut,
        Removal(unit.number, dated.group().strip(), "date before the headline"),
    ]


def _without_dateline(unit: Unit, place: int) -> tuple[str, Dateline | None]:
    """A paragraph without its dateline, which stands in one of the first three only."""
    found = find_dateline(unit.text) if place < 3 else None
    if not found:
        return unit.text, None
    return unit.text[len(found.text) :].lstrip(), found


def _head(units: Sequence[Unit], judged: Judged, end: int) -> list[str]:
    """The lines about the headline, down to the first long paragraph that is kept below `end`."""
    top = max(judged.headline, 0)
    head: list[str] = []
    for index in range(max(0, top - _HEAD_ABOVE), min(len(units), top + _HEAD_BELOW)):
        verdict = judged.verdicts[index]
        if index > max(top, end) and verdict.keep and judged.words[index] > 20:
            break
        if not verdict.keep:
            head += [line.text for line in units[index].lines]
    return head
