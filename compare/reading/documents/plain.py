"""Plain texts and pages."""

from __future__ import annotations

from ...errors import InputError
from ..decoding import decode_bytes
from ..markup import decode_page, looks_like_html
from ..types import Document

MAX_LINES = 50_000  # of one text; cleaning takes about 0.2 ms a line


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
    page, found = decode_page(raw, source, declared)
    return Document(page=page, found=found)
