"""Documents: what lies in a file is a text or a page, in a container of some kind."""

from __future__ import annotations

import re
from collections.abc import Callable

from ...errors import InputError
from .markdown import open_markdown, split_front
from .office import open_pdf, open_rtf, open_word
from .plain import Document, open_archived_page, open_page, open_text

__all__ = ["CONTAINERS", "MAX_CONTAINER_BYTES", "OPENERS", "Document", "open_document"]

MAX_CONTAINER_BYTES = 100_000_000  # of a file that may hold pictures

_MIME = re.compile(rb"(?:[\w-]{1,40}:[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n){0,20}){1,40}", re.I)


def open_plain(raw: bytes, source: str) -> Document:
    """A plain text, with or without front matter."""
    return split_front(open_text(raw, source))


def open_old_word(raw: bytes, source: str) -> Document:
    """A ".doc" that is none of the forms known by their first bytes."""
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(source, "a Word file of the old form", "open it and save it as .docx")
    return open_text(raw, source)


# suffix -> how such a file is opened
OPENERS: dict[str, Callable[[bytes, str], Document]] = {
    ".txt": open_plain,
    ".text": open_plain,
    ".md": open_markdown,
    ".html": open_page,
    ".htm": open_page,
    ".xhtml": open_page,
    ".mhtml": open_archived_page,
    ".mht": open_archived_page,
    ".docx": open_word,
    ".doc": open_old_word,
    ".rtf": open_rtf,
    ".pdf": open_pdf,
}
CONTAINERS = frozenset({".mhtml", ".mht", ".docx", ".doc", ".rtf", ".pdf"})


def open_document(raw: bytes, source: str, suffix: str) -> Document:
    """The text or page in a file, by its first bytes where they tell its form, else by its suffix.

    Raises InputError where it cannot be opened, MissingExtraError where a package is missing.
    """
    return OPENERS[_known_form(raw) or suffix](raw, source)


def _known_form(raw: bytes) -> str:
    """The suffix of the form that a file's first bytes are of, or ""."""
    head = raw[:4096].lstrip()
    if head.startswith(b"%PDF-"):
        return ".pdf"
    if head.startswith(b"{\\rtf"):
        return ".rtf"
    if head.startswith(b"PK\x03\x04") and b"word/document.xml" in raw:
        return ".docx"
    mime = _MIME.match(head.replace(b"\r\n", b"\n"))
    return ".mhtml" if mime and b"multipart/related" in mime.group().lower() else ""
