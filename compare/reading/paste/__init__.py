"""Cleans a page as people paste it: select all in a browser, copy, paste into a text file.

    raw -> lines -> paragraphs -> verdicts (`cleaning`) -> headline, body, metadata

Nothing is lost: every character that is not white space stands in the title, the body or a
`Removal`, exactly once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model import Article, Removal
from ..fields import join_article
from ..furniture.bylines import Dateline, find_dateline
from ..furniture.head import HEADING, find_head_rule, find_headings, pick_head
from ..furniture.metadata import find_metadata
from ..furniture.notices import OFFER, find_notice_rule, find_truncation
from ..published import DATE
from .classify import Classification, Models, classify_paragraphs
from .lines import Paragraph, join_lines, split_lines

_DATED_HEADLINE = re.compile(
    rf"^(?:(?:date|published|posted|updated)\W{{0,3}})?{DATE}\W{{1,3}}(?=[A-Z\"“'‘])", re.I
)
_HEAD_ABOVE, _HEAD_BELOW = 6, 12  # paragraphs around the headline that may name date and author
_OFFER_BELOW = 8  # paragraphs behind the article in which a paywall's offer may stand


def clean_paste(raw: str, source: str = "", models: Models | None = None) -> Article:
    """The article (without id) of a pasted page, in the file `source`.

    models  weights in place of the package's own, for measuring on pages not learned from

    Never raises for any text: an empty one gives an empty title and body.
    """
    lines, controls = split_lines(raw)
    paragraphs = join_lines(lines)
    outcome, head_end = _cut_head(paragraphs, classify_paragraphs(paragraphs, models))
    outcome, offers = _cut_notices(paragraphs, outcome)
    outcome = _cut_headings(paragraphs, outcome)
    removed = [Removal(one.number, one.text, "control characters") for one in controls]
    title = ""
    body_parts: list[str] = []
    dateline: Dateline | None = None
    for index, (paragraph, verdict) in enumerate(zip(paragraphs, outcome.verdicts, strict=True)):
        if index == outcome.headline:
            title, removals = _split_headline(paragraph)
            removed += removals
        elif verdict.keep:
            if paragraph.mark:
                removed.append(Removal(paragraph.number, paragraph.mark, "bullet"))
            text, found = _cut_dateline(paragraph, len(body_parts))
            dateline = dateline or found
            if found:
                removed.append(Removal(paragraph.number, found.text, "dateline"))
            body_parts.append(text)
        else:
            removed += [Removal(line.number, line.text, verdict.rule) for line in paragraph.lines]
    texts = [line.text for line in lines]
    names = find_metadata(
        texts, _collect_head(paragraphs, outcome, head_end), title, dateline, outcome.foreign
    )
    body = "\n\n".join(body_parts)
    cut_off = find_truncation(body, offers)
    return Article(
        id="",
        outlet=names.outlet or "",
        title=title,
        text=join_article(title, [body]),
        published=names.published,
        byline=names.byline,
        url=names.url,
        source=source,
        found=(*names.found, cut_off) if cut_off else names.found,
        removed=tuple(sorted(removed, key=lambda removal: removal.line)),
    )


def _cut_head(
    paragraphs: Sequence[Paragraph], outcome: Classification
) -> tuple[Classification, int]:
    """Date and author below the headline, or a date above it, are cut from a clean text too, where
    nothing beside them tells the classifier that they are furniture; and where the last stands."""
    verdicts = list(outcome.verdicts)
    below = [i for i in range(outcome.headline + 1, len(paragraphs)) if verdicts[i].keep][
        :_HEAD_BELOW
    ]
    rules = pick_head([paragraphs[index].text for index in below], outcome.foreign)
    last = outcome.headline
    for index, rule in zip(below, rules, strict=False):
        if rule:
            verdicts[index], last = verdicts[index]._replace(keep=False, rule=rule), index
    for index in range(max(0, outcome.headline - _HEAD_ABOVE), max(0, outcome.headline)):
        rule = (
            find_head_rule(paragraphs[index].text, outcome.foreign) if verdicts[index].keep else ""
        )
        if rule:
            verdicts[index] = verdicts[index]._replace(keep=False, rule=rule)
    return outcome._replace(verdicts=verdicts), last


def _cut_notices(
    paragraphs: Sequence[Paragraph], outcome: Classification
) -> tuple[Classification, list[str]]:
    """Offers and notes of correction are cut wherever they stand; and the offers of a paywall that
    stand in the article or close behind it."""
    verdicts = list(outcome.verdicts)
    last = max((index for index, one in enumerate(verdicts) if one.keep), default=-1)
    offers = []
    for index in range(outcome.headline + 1, min(len(paragraphs), last + _OFFER_BELOW)):
        rule = find_notice_rule(paragraphs[index].text)
        if rule and verdicts[index].keep:
            verdicts[index] = verdicts[index]._replace(keep=False, rule=rule)
        if rule == OFFER:
            offers.append(paragraphs[index].text)
    return outcome._replace(verdicts=verdicts), offers


def _cut_headings(paragraphs: Sequence[Paragraph], outcome: Classification) -> Classification:
    verdicts = list(outcome.verdicts)
    kept = [index for index, verdict in enumerate(verdicts) if verdict.keep]
    lines = [paragraphs[index].mark + paragraphs[index].text for index in kept]
    for place in [] if outcome.foreign else find_headings(lines):
        verdicts[kept[place]] = verdicts[kept[place]]._replace(keep=False, rule=HEADING)
    return outcome._replace(verdicts=verdicts)


def _split_headline(paragraph: Paragraph) -> tuple[str, list[Removal]]:
    """The headline without the bullet or the date before it."""
    removals = [Removal(paragraph.number, paragraph.mark, "bullet")] if paragraph.mark else []
    date_mark = _DATED_HEADLINE.match(paragraph.text[:80])
    if not date_mark or len(paragraph.text[date_mark.end() :].split()) < 3:
        return paragraph.text, removals
    return paragraph.text[date_mark.end() :], [
        *removals,
        Removal(paragraph.number, date_mark.group().strip(), "date before the headline"),
    ]


def _cut_dateline(paragraph: Paragraph, place: int) -> tuple[str, Dateline | None]:
    """A paragraph without its dateline, which stands in one of the first three only."""
    found = find_dateline(paragraph.text) if place < 3 else None
    if not found:
        return paragraph.text, None
    return paragraph.text[len(found.text) :].lstrip(), found


def _collect_head(paragraphs: Sequence[Paragraph], outcome: Classification, end: int) -> list[str]:
    """The lines about the headline, down to the first long paragraph that is kept below `end`."""
    top = max(outcome.headline, 0)
    head: list[str] = []
    for index in range(max(0, top - _HEAD_ABOVE), min(len(paragraphs), top + _HEAD_BELOW)):
        verdict = outcome.verdicts[index]
        if index > max(top, end) and verdict.keep and outcome.words[index] > 20:
            break
        if not verdict.keep:
            head += [line.text for line in paragraphs[index].lines]
    return head
