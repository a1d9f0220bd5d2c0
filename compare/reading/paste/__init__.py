"""Cleans a page as people paste it: select all in a browser, copy, paste into a text file.

    raw -> lines -> paragraphs -> rules (`classify`) -> headline, body, metadata

Nothing is lost: every character that is not white space stands in the title, the body or a
`Removal`, exactly once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model import Article, Removal
from ...text.words import count_words
from ..fields import join_article
from ..furniture.bylines import Dateline, find_dateline
from ..furniture.head import cut_headings, pick_head, read_head_line
from ..furniture.metadata import find_metadata
from ..furniture.notices import OFFER, find_notice_rule, find_truncation
from ..published import DATE
from .classify import Models, classify_paragraphs
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
    rules, headline, foreign = classify_paragraphs(paragraphs, models)
    head_end = _cut_head(paragraphs, rules, headline, foreign)
    offers = _cut_notices(paragraphs, rules, headline)
    if not foreign:
        cut_headings([one.mark + one.text for one in paragraphs], rules)
    removed = [Removal(one.number, one.text, "control characters") for one in controls]
    title = ""
    body_parts: list[str] = []
    dateline: Dateline | None = None
    for index, (paragraph, rule) in enumerate(zip(paragraphs, rules, strict=True)):
        if index == headline:
            title, removals = _split_headline(paragraph)
            removed += removals
        elif rule:
            removed += [Removal(line.number, line.text, rule) for line in paragraph.lines]
        else:
            if paragraph.mark:
                removed.append(Removal(paragraph.number, paragraph.mark, "bullet"))
            text = paragraph.text
            if len(body_parts) < 3 and (found := find_dateline(text)):
                dateline = dateline or found
                removed.append(Removal(paragraph.number, found.text, "dateline"))
                text = text[len(found.text) :].lstrip()
            body_parts.append(text)
    head = _collect_head(paragraphs, rules, max(headline, 0), head_end)
    names = find_metadata([line.text for line in lines], head, title, dateline, foreign)
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
    paragraphs: Sequence[Paragraph], rules: list[str], headline: int, foreign: bool
) -> int:
    """Date and author below the headline, or a date above it, are cut from a clean text too, where
    nothing beside them tells the classifier that they are furniture. Where the last stands."""
    below = [i for i in range(headline + 1, len(paragraphs)) if not rules[i]][:_HEAD_BELOW]
    last = headline
    below_rules = pick_head([paragraphs[index].text for index in below], foreign)
    for index, rule in zip(below, below_rules, strict=False):
        if rule:
            rules[index], last = rule, index
    for index in range(max(0, headline - _HEAD_ABOVE), max(0, headline)):
        rules[index] = rules[index] or read_head_line(paragraphs[index].text, foreign=foreign).rule
    return last


def _cut_notices(paragraphs: Sequence[Paragraph], rules: list[str], headline: int) -> list[str]:
    """Offers and notes of correction are cut wherever they stand; the offers of a paywall that
    stand in the article or close behind it."""
    last = max((index for index, rule in enumerate(rules) if not rule), default=-1)
    offers = []
    for index in range(headline + 1, min(len(paragraphs), last + _OFFER_BELOW)):
        rule = find_notice_rule(paragraphs[index].text)
        rules[index] = rules[index] or rule
        if rule == OFFER:
            offers.append(paragraphs[index].text)
    return offers


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


def _collect_head(
    paragraphs: Sequence[Paragraph], rules: Sequence[str], top: int, end: int
) -> list[str]:
    """The lines about the headline, down to the first long paragraph that is kept below `end`."""
    head: list[str] = []
    for index in range(max(0, top - _HEAD_ABOVE), min(len(paragraphs), top + _HEAD_BELOW)):
        if rules[index]:
            head += [line.text for line in paragraphs[index].lines]
        elif index > max(top, end) and count_words(paragraphs[index].text) > 20:
            break
    return head
