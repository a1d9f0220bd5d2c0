"""Pages saved as a single file (MHTML), which has a mail's form: by Python's `email`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any

from ...errors import InputError
from ...model import Found
from ..types import Document
from .plain import open_page

MAX_PARTS = 2_000
_PAGES = ("text/html", "application/xhtml+xml")


def open_archived_page(raw: bytes, source: str) -> Document:
    """The page of an MHTML file: the part that is its start, without pictures and frames."""
    try:
        message = message_from_bytes(raw)
    except (RecursionError, ValueError, LookupError):
        raise InputError(source, "cannot be read", "save it again, or as text") from None
    pages = [part for part in _list_parts(message) if part.get_content_type() in _PAGES]
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


def _list_parts(message: Any) -> Iterator[Any]:
    """All parts that hold something, the outer before the inner, without recursion."""
    waiting: list[Any] = [message]
    for count, part in enumerate(waiting):  # grows while it is read
        if count > MAX_PARTS:
            return
        if part.is_multipart():
            waiting += part.get_payload()
        else:
            yield part
