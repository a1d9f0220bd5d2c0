"""The forms an input can have: one reader each, found by the file's suffix; what cleaning does to
texts and pages, to look at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from textwrap import wrap

from ..errors import InputError, MissingExtraError
from ..model import Article, Found, Skipped
from ..text.words import count_words
from .documents import CONTAINERS, MAX_CONTAINER_BYTES, OPENERS, Document, open_document
from .exports import split_export
from .fields import url_outlet
from .files import MAX_BYTES, Place, as_skipped, gather_places, open_table, read_bytes
from .html import read_html
from .overrides import BESIDE, apply_claims
from .paste import clean_paste
from .several import RULE as SEVERAL
from .several import find_in_text
from .tables.files import TABLES
from .tables.rows import read_rows
from .warc import WARC, read_warc

MAX_TEXT = 1_000_000  # characters of one article, some 170 000 words: 20 s and 500 MB to compare
TOO_LONG = (f"more than {MAX_TEXT} characters of text", "save only the article, as text")
CLEAN = 0.9  # share of words kept from which on a text is no pasted page
SUFFIXES = tuple(sorted({*OPENERS, *TABLES}))


def read_input(
    place: Place, columns: Mapping[str, str], digests: dict[str, str]
) -> Iterator[Article | Skipped]:
    """The articles (without ids) of one file, of any form, and its rows that are none, one after
    the other; the digest of a text's or page's bytes is added to `digests`, by its source.

    Raises InputError where the file cannot be used.
    """
    try:
        for item in _read_form(place, columns, digests):
            too_long = isinstance(item, Article) and len(item.text) > MAX_TEXT
            yield Skipped(item.source, *TOO_LONG) if too_long else item
    except RecursionError:  # whichever reader it was: the file is named, and the rest goes on
        raise InputError(place.source, "nested too deep", "save the article as text") from None


def _read_form(
    place: Place, columns: Mapping[str, str], digests: dict[str, str]
) -> Iterator[Article | Skipped]:
    if place.path.name.lower().endswith(WARC):
        yield from read_warc(place.path, place.source)
    elif _read_suffix(place) in TABLES:
        with open_table(place) as table:
            articles, skipped = read_rows(table, place.source, columns)
        yield from articles
        yield from skipped
    else:
        raw, document = _open_place(place)
        digests.setdefault(place.source, hashlib.sha256(raw).hexdigest())
        records = split_export(document.text, place.source, page=document.is_page)
        yield from records or [_read_article(document, place.source)]


def _read_article(document: Document, source: str) -> Article:
    """The one article of a text or page."""
    article = _clean_document(document, source)
    if not article.body.strip():
        raise InputError(
            source,
            "nothing is left after cleaning",
            f"`compare-news clean {source}` shows what was cut",
        )
    # the teasers of a page, pasted or not, say nothing
    is_page = document.is_page or count_words(article.text) < CLEAN * count_words(document.text)
    if not is_page and (several := find_in_text(document.text)):
        article = replace(article, found=(*article.found, Found("several", SEVERAL, several)))
    if len(article.text) > MAX_TEXT:
        raise InputError(source, *TOO_LONG)
    return article


def clean_place(place: Place) -> Article:
    """The cleaned article of one text or page. Raises InputError."""
    if _read_suffix(place) in TABLES:
        raise InputError(place.source, "a table: its texts are compared as they are")
    _, document = _open_place(place)
    if records := split_export(document.text, place.source, page=document.is_page):
        problem = f"{len(records)} articles of a database: they are compared as they are"
        raise InputError(place.source, problem)
    return _clean_document(document, place.source)


def clean_files(
    paths: str | Path | Sequence[str | Path],
) -> tuple[list[Article], tuple[Skipped, ...]]:
    """Clean files, or all of a folder; (articles, skipped). A single file that fails raises; a body
    with nothing in it is no error here."""
    places, skipped, alone = gather_places(paths)
    cleaned = []
    for place in places:
        if place.path.name in BESIDE:
            continue
        try:
            cleaned.append(clean_place(place))
        except (InputError, MissingExtraError) as error:
            if alone:
                raise
            skipped.append(as_skipped(error, place.source))
    return cleaned, tuple(skipped)


def show_cleaned(page: Article, width: int = 120) -> str:
    """One file's cleaning as text: metadata with their rules, then side by side what is kept and
    what was cut, each piece with its line and rule; `width`: columns of the terminal, at least 60.
    """
    rules = {item.field: item.rule for item in page.found}
    lines = [page.source]
    for field in ("title", "outlet", "byline", "published", "url"):
        value = getattr(page, field) or "—"
        lines.append(f"  {field:<9}  {value}" + (f"  [{rules[field]}]" if field in rules else ""))
    lines += [f"  {found.field:<9}  {found.text}  [{found.rule}]" for found in page.warnings]
    half = max(60, width) // 2 - 2
    body_lines = [f"kept: {count_words(page.body)} words", ""]
    for paragraph in page.body.split("\n\n"):
        body_lines += [*wrap(paragraph, half), ""]
    cut_lines = [f"cut: {len(page.removed)} pieces", ""]
    for item in page.removed:
        cut_lines += [*wrap(f"line {item.line} [{item.rule}] {item.text}", half), ""]
    for left, right in zip_longest(body_lines, cut_lines, fillvalue=""):
        lines.append(f"{left:<{half}} │ {right}".rstrip())
    return "\n".join(lines) + "\n"


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


def _clean_document(document: Document, source: str) -> Article:
    """The one article of a document, with what its container says of it."""
    text = document.text
    article = read_html(text, source) if document.is_page else clean_paste(text, source)
    fallbacks = [item for item in document.fallbacks if not getattr(article, item.field)]
    article = apply_claims(article, [*document.claims, *fallbacks])
    found, outlet = [*article.found, *document.found], article.outlet
    if not outlet and (domain := url_outlet(article.url)):
        outlet = domain
        found.append(Found("outlet", "domain of the url", domain))
    removed = (*article.removed, *document.removed)
    return replace(article, outlet=outlet, found=tuple(found), removed=removed)


def _read_suffix(place: Place) -> str:
    return PurePosixPath(place.source).suffix.lower()
