"""Exports of news databases: many articles in one file, split at the marks that each one sets.

A database's module finds its marks in the lines of a text and gives the records; they become
articles here. A text without such marks gives none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ...model import Article, Found, Skipped
from ..fields import join_article, plain_line
from ..furniture.bylines import plain_byline
from ..markup import parse_page, visible_blocks
from ..published import read_day
from . import factiva, nexis, proquest
from .record import Record

# database -> how a text of it is split; ProQuest first, its "Document 1 of 2" is Nexis' too
TEXTS: dict[str, Callable[[Sequence[str]], list[Record]]] = {
    "ProQuest": proquest.split_text,
    "Nexis": nexis.split_text,
    "Factiva": factiva.split_text,
}
# what a page of theirs holds
_MARKS = re.compile(
    r"\bof \d{1,5} DOCUMENTS\b|\bEnd of Document\b|\bProQuest document ID\b"
    r"|>\s{0,20}Document [A-Z][A-Za-z0-9]{7,40}\b"
)


def split_export(text: str, source: str, *, page: bool = False) -> list[Article | Skipped]:
    """The articles (without ids) of a database's export, and the records without a text; an empty
    list for any other text.

    page  whether `text` is HTML
    """
    if page:
        if not _MARKS.search(text):
            return []
        text = "\n\n".join(block.text for block in visible_blocks(parse_page(text, source)))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    for name, split in TEXTS.items():
        if found := split(lines):
            return [_make_article(one, name, f"{source}#{n}") for n, one in enumerate(found, 1)]
    return []


def _make_article(record: Record, database: str, source: str) -> Article | Skipped:
    said = {"title": record.title, **record.fields}.items()
    values = {field: line for field, value in said if (line := plain_line(value))}
    title = values.get("title", "")
    if not any(record.paragraphs):
        named = f": {title}" if title else ""
        return Skipped(
            source, f"no text in this document of {database}{named}", "export full texts"
        )
    return Article(
        id="",
        outlet=values.get("outlet", ""),
        title=title,
        text=join_article(title, [line for line in map(plain_line, record.paragraphs) if line]),
        published=read_day(values.get("published", "")),
        byline=plain_byline(values.get("byline", "")),
        url=values.get("url"),
        source=source,
        found=tuple(Found(field, f"{database}'s field", value) for field, value in values.items()),
    )
