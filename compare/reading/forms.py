"""The forms an input can have: one reader each, found by the file's suffix."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from ..errors import InputError
from ..model import Article, Skipped
from .decoding import decode_bytes
from .dump import Cleaned, clean_dump
from .fields import join_article
from .files import MAX_TABLE_BYTES, Place, looks_like_html, read_bytes
from .html import read_html
from .rows import read_rows
from .table_files import TABLES
from .warc import is_warc, read_warc

MAX_TEXT = 1_000_000  # characters of one article, some 170 000 words: 20 s and 500 MB to compare
MAX_LINES = 50_000  # of one dump; cleaning takes about 0.2 ms a line


class Input(NamedTuple):
    """What one file held.

    articles       without ids
    skipped        rows that are no article
    digest         of the file's bytes where it is one article, else ""
    title_in_text  the title is a line of the text, not the word of a column or a meta tag
    """

    articles: list[Article]
    skipped: list[Skipped]
    digest: str
    title_in_text: bool


def clean_text(raw: bytes, source: str) -> Cleaned:
    """Clean a plain dump; a page that was saved under a plain text's name is read as a page."""
    text, found = decode_bytes(raw, source)
    if text.count("\n") > MAX_LINES:
        raise InputError(source, f"more than {MAX_LINES} lines", "save the article alone as text")
    if looks_like_html(text):
        return read_html(raw, source)
    cleaned = clean_dump(text, source)
    return cleaned._replace(found=(*cleaned.found, *found))


# suffix -> how the one article in such a file is cleaned
CLEANERS: dict[str, Callable[[bytes, str], Cleaned]] = {
    ".txt": clean_text,
    ".md": clean_text,
    ".text": clean_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
}
SUFFIXES = tuple(sorted({*CLEANERS, *TABLES}))


def read_input(place: Place, columns: Mapping[str, str]) -> Input:
    """The articles of one file, of any form. Raises InputError where it cannot be used."""
    if is_warc(place.path):
        return _apart(read_warc(place.path, place.source))
    if _suffix(place) in TABLES:
        raw = read_bytes(place, MAX_TABLE_BYTES)
        articles, skipped = read_rows(raw, place.source, columns)
        return _apart([*articles, *skipped])
    raw, cleaned = clean_place(place)
    if not cleaned.body.strip():
        raise InputError(
            place.source,
            "nothing is left after cleaning",
            f"`compare-news clean {place.source}` shows what was cut",
        )
    article = Article(
        id="",
        outlet=cleaned.outlet or "",
        title=cleaned.title,
        text=join_article(cleaned.title, [cleaned.body]),
        published=cleaned.published,
        byline=cleaned.byline,
        url=cleaned.url,
        source=place.source,
        found=tuple(cleaned.found),
        removed=tuple(cleaned.removed),
    )
    if told := too_long(article):
        raise InputError(told.source, told.problem, told.remedy)
    from_line = not any(item.field == "title" for item in cleaned.found)
    return Input([article], [], hashlib.sha256(raw).hexdigest(), from_line)


def too_long(article: Article) -> Skipped | None:
    """What is told of a text that is too long for an article, None where it is not."""
    if len(article.text) <= MAX_TEXT:
        return None
    told = f"more than {MAX_TEXT} characters of text"
    return Skipped(article.source, told, "save the article alone as text")


def _apart(pages: Iterable[Article | Skipped]) -> Input:
    held = Input([], [], "", False)
    for page in pages:
        told = too_long(page) if isinstance(page, Article) else page
        if told:
            held.skipped.append(told)
        elif isinstance(page, Article):
            held.articles.append(page)
    return held


def clean_place(place: Place) -> tuple[bytes, Cleaned]:
    """The bytes and the cleaned article of one text or page. Raises InputError."""
    suffix = _suffix(place)
    cleaner = CLEANERS.get(suffix)
    if suffix in TABLES:
        raise InputError(place.source, "a table: its texts are compared as they are")
    if cleaner is None and not place.named:
        raise InputError(
            place.source,
            f"unknown suffix {suffix!r}" if suffix else "no suffix",
            f"save it as text or HTML; known: {' '.join(SUFFIXES)}",
        )
    raw = read_bytes(place)
    return raw, (cleaner or clean_text)(raw, place.source)


def _suffix(place: Place) -> str:
    return PurePosixPath(place.source).suffix.lower()
