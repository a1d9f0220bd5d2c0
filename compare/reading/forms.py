"""The forms an input can have: one reader each, found by the file's suffix."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from ..errors import InputError
from ..model import Article, Found, Skipped
from .documents import CONTAINERS, MAX_CONTAINER_BYTES, OPENERS, open_document
from .exports import split_export
from .fields import drop_headline, join_article, same_headline, url_outlet
from .files import MAX_BYTES, Place, open_table, read_bytes
from .html import read_html
from .paste import clean_paste
from .published import iso_published
from .several import RULE as SEVERAL
from .several import find_in_text
from .tables.files import TABLES
from .tables.rows import read_rows
from .types import Cleaned, Document
from .warc import is_warc, read_warc

MAX_TEXT = 1_000_000  # characters of one article, some 170 000 words: 20 s and 500 MB to compare
SUFFIXES = tuple(sorted({*OPENERS, *TABLES}))
_HEAD = 3  # the headline is looked for among this many paragraphs


class FileArticle(NamedTuple):
    """An article (without id) as its file gives it.

    digest         of the file's bytes where the file is this one article, else ""
    title_in_text  the title is a line of the text, not the word of a column or a meta tag
    """

    article: Article
    digest: str = ""
    title_in_text: bool = False


def read_input(place: Place, columns: Mapping[str, str]) -> Iterator[FileArticle | Skipped]:
    """The articles of one file, of any form, and its rows that are none, one after the other.

    Raises InputError where the file cannot be used.
    """
    try:
        for item in _read_form(place, columns):
            yield (check_length(item.article) if isinstance(item, FileArticle) else None) or item
    except RecursionError:  # whichever reader it was: the file is named, and the rest goes on
        raise InputError(place.source, "nested too deep", "save the article as text") from None


def _read_form(place: Place, columns: Mapping[str, str]) -> Iterator[FileArticle | Skipped]:
    if is_warc(place.path):
        yield from map(_wrap_article, read_warc(place.path, place.source))
        return
    if _read_suffix(place) in TABLES:
        with open_table(place) as table:
            articles, skipped = read_rows(table, place.source, columns)
        yield from map(FileArticle, articles)
        yield from skipped
        return
    raw, document = _open_place(place)
    if records := _split_document(document, place.source):
        yield from map(_wrap_article, records)
        return
    yield _read_article(raw, document, place.source)


def _wrap_article(item: Article | Skipped) -> FileArticle | Skipped:
    return FileArticle(item) if isinstance(item, Article) else item


def _read_article(raw: bytes, document: Document, source: str) -> FileArticle:
    """The one article of a text or page."""
    cleaned = _clean_document(document, source)
    if not cleaned.body.strip():
        raise InputError(
            source,
            "nothing is left after cleaning",
            f"`compare-news clean {source}` shows what was cut",
        )
    found = cleaned.found
    # a heading within the text may be the next article's headline
    cut = {item.line for item in cleaned.removed if item.rule != "heading"}
    if document.text and (several := find_in_text(document.text, cut)):
        found = (*found, Found("several", SEVERAL, several))
    article = Article(
        id="",
        outlet=cleaned.outlet or "",
        title=cleaned.title,
        text=join_article(cleaned.title, [cleaned.body]),
        published=cleaned.published,
        byline=cleaned.byline,
        url=cleaned.url,
        source=source,
        found=found,
        removed=cleaned.removed,
    )
    if problem := check_length(article):
        raise InputError(problem.source, problem.problem, problem.remedy)
    from_line = not any(item.field == "title" for item in cleaned.found)
    return FileArticle(article, hashlib.sha256(raw).hexdigest(), from_line)


def check_length(article: Article) -> Skipped | None:
    """What is said of a text that is too long for an article, None where it is not."""
    if len(article.text) <= MAX_TEXT:
        return None
    problem = f"more than {MAX_TEXT} characters of text"
    return Skipped(article.source, problem, "save only the article, as text")


def clean_place(place: Place) -> Cleaned:
    """The cleaned article of one text or page. Raises InputError."""
    if _read_suffix(place) in TABLES:
        raise InputError(place.source, "a table: its texts are compared as they are")
    _, document = _open_place(place)
    if records := _split_document(document, place.source):
        problem = f"{len(records)} articles of a database: they are compared as they are"
        raise InputError(place.source, problem)
    return _clean_document(document, place.source)


def _open_place(place: Place) -> tuple[bytes, Document]:
    suffix = _read_suffix(place)
    if suffix not in OPENERS and not place.named:
        raise InputError(
            place.source,
            f"unknown suffix {suffix!r}" if suffix else "no suffix",
            f"save it as text or HTML; known: {' '.join(SUFFIXES)}",
        )
    raw = read_bytes(place, MAX_CONTAINER_BYTES if suffix in CONTAINERS else MAX_BYTES)
    return raw, open_document(raw, place.source, suffix if suffix in OPENERS else ".txt")


def _split_document(document: Document, source: str) -> list[Article | Skipped]:
    if document.page is not None:
        return split_export(document.page, source, page=True)
    return split_export(document.text or "", source)


def _clean_document(document: Document, source: str) -> Cleaned:
    """The one article of a document, with what its container says of it."""
    if document.page is not None:
        cleaned = read_html(document.page, source)
    else:
        cleaned = clean_paste(document.text or "", source)
    named = {
        "title": cleaned.title,
        "outlet": cleaned.outlet,
        "byline": cleaned.byline,
        "published": cleaned.published,
        "url": cleaned.url,
    }
    claims = [*document.claims, *(item for item in document.fallbacks if not named.get(item.field))]
    values = {item.field: _read_value(item) for item in claims}
    fields = {field for field, value in values.items() if value}
    found = [item for item in cleaned.found if item.field not in fields]
    found += [*claims, *document.found]
    url = values.get("url") or cleaned.url
    if not (values.get("outlet") or cleaned.outlet) and (domain := url_outlet(url)):
        values["outlet"] = domain
        found.append(Found("outlet", "domain of the url", domain))
    body = cleaned.body
    if title := values.get("title"):
        paragraphs = body.split("\n\n")
        from_line = not any(item.field == "title" for item in cleaned.found)
        if from_line and cleaned.title and not same_headline(cleaned.title, title):
            paragraphs.insert(0, cleaned.title)
        body = "\n\n".join(drop_headline(title, paragraphs, _HEAD))
    return cleaned._replace(
        title=values.get("title") or cleaned.title,
        body=body,
        removed=(*cleaned.removed, *document.removed),
        found=tuple(found),
        outlet=values.get("outlet") or cleaned.outlet,
        byline=values.get("byline") or cleaned.byline,
        published=values.get("published") or cleaned.published,
        url=url,
    )


def _read_value(item: Found) -> str | None:
    return iso_published(item.text) if item.field == "published" else item.text


def _read_suffix(place: Place) -> str:
    return PurePosixPath(place.source).suffix.lower()
