"""Plain texts and pages, also those in a single file (MHTML, of a mail's form: by `email`)."""

from __future__ import annotations

import re
from email import message_from_bytes
from itertools import islice
from typing import Any, NamedTuple

from ...errors import InputError
from ...model import Found, Removal
from ..decoding import decode_bytes
from ..markup import decode_page, looks_like_html

MAX_LINES = 50_000  # of one text; cleaning takes about 0.2 ms a line
MAX_PARTS = 2_000  # of an MHTML file
_PAGES = ("text/html", "application/xhtml+xml")


class Document(NamedTuple):
    """A text; is_page: in HTML.

    claims    what the container says of the article; goes before what the text says
    fallbacks what it says where the text itself says nothing
    found     what is wrong with the bytes
    removed   lines of the container that are no part of the article: a page number
    """

    text: str
    is_page: bool = False
    claims: tuple[Found, ...] = ()
    fallbacks: tuple[Found, ...] = ()
    found: tuple[Found, ...] = ()
    removed: tuple[Removal, ...] = ()


def open_text(raw: bytes, source: str) -> Document:
    """A text; a page that was saved under a plain text's name is a page."""
    text, found = decode_bytes(raw, source)
    if looks_like_html(text):
        return open_page(raw, source)
    if text.count("\n") > MAX_LINES:
        raise InputError(source, f"more than {MAX_LINES} lines", "save only the article, as text")
    return Document(text=text, found=found)


def open_page(raw: bytes, source: str, declared: str | None = None) -> Document:
    """A page; declared: its encoding, as its container names it."""
    text, found = decode_page(raw, source, declared)
    return Document(text, is_page=True, found=found)


def open_archived_page(raw: bytes, source: str) -> Document:
    """The page of an MHTML file: the part that is its start, without pictures and frames."""
    try:
        message = message_from_bytes(raw)
    except (RecursionError, ValueError, LookupError):
        raise InputError(source, "cannot be read", "save it again, or as text") from None
    parts = islice(message.walk(), MAX_PARTS)  # a nest too deep is told by `read_input`
    pages: list[Any] = [part for part in parts if part.get_content_type() in _PAGES]
    if not pages:
        raise InputError(source, "no page in it", "save it again as a web page, or as text")
    start = message.get_param("start")
    page = next((part for part in pages if start and part["Content-ID"] == start), pages[0])
    address = str(message["Snapshot-Content-Location"] or page["Content-Location"] or "").strip()
    payload = page.get_payload(decode=True)
    document = open_page(
        payload if isinstance(payload, bytes) else b"", source, page.get_content_charset()
    )
    if not re.match(r"https?://[^\s/]", address):
        return document
    return document._replace(fallbacks=(Found("url", "address in the MHTML file", address),))
