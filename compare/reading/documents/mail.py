"""Mails and pages in mail's form: MHTML ("save as single file") and .eml, by Python's `email`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import Any

from ...errors import InputError
from ...model import Found, Removal
from ..decoding import decode_bytes
from ..fields import plain_line, url_outlet
from ..markup import parse_page, visible_blocks
from ..types import Document
from .plain import open_page

MAX_PARTS = 2_000
_FORWARDED = re.compile(
    r"^(?:-{2,20} ?(?:Forwarded message|Original Message|Weitergeleitete Nachricht"
    r"|Message transféré) ?-{2,20}|Begin forwarded message:)$",
    re.I | re.M,
)
_FOOTER = re.compile(
    r"\bunsubscribe\b|\b(?:view|open|read) (?:this |it |the )?(?:e-?mail |newsletter )?(?:in|on) "
    r"(?:your |a |the )?(?:web ?)?browser\b"
    r"|\b(?:receiv(?:e|ed|ing)|get(?:ting)?) this (?:e-?mail|mail|newsletter)\b"
    r"|\b(?:manage|update|change) your (?:e-?mail |newsletter )?(?:preferences|subscription)",
    re.I,
)
_HEADER = re.compile(r"\*{0,2}(From|Von|De|Date|Sent|Gesendet|Subject|Betreff|To|Cc)\*{0,2}: ?(.*)")
_SUBJECT = re.compile(r"^(?:(?:fwd?|re|wg|aw|tr)\s*:\s*)+", re.I)
# where mail addresses are people's own: a name before one is no outlet's
_PRIVATE = re.compile(
    r"@(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|gmx|web|icloud|me|mac|aol|proton"
    r"|protonmail|pm|posteo|mailbox|t-online|freenet|mail|yandex|qq|163)\.",
    re.I,
)


def open_archived_page(raw: bytes, source: str) -> Document:
    """The page of an MHTML file: the part that is its start, without pictures and frames."""
    message = _parse_mail(raw, source)
    pages = [part for part in _list_parts(message) if _media_type(part) in _PAGES]
    if not pages:
        raise InputError(source, "no page in it", "save it again as a web page, or as text")
    start = message.get_param("start")
    page = next((part for part in pages if start and part["Content-ID"] == start), pages[0])
    address = str(message["Snapshot-Content-Location"] or page["Content-Location"] or "").strip()
    fallbacks = (
        [Found("url", "address in the MHTML file", address)]
        if re.match(r"https?://[^\s/]", address)
        else []
    )
    document = open_page(_read_payload(page), source, page.get_content_charset())
    return document._replace(fallbacks=tuple(fallbacks))


def open_mail(raw: bytes, source: str) -> Document:
    """The article in a mail: a newsletter, or one that somebody sent on.

    Subject, sender and date are the article's headline, outlet and date; of a mail that was sent
    on, those of the mail inside.
    """
    message = _parse_mail(raw, source)
    parts = [
        part for part in _list_parts(message) if part.get_content_disposition() != "attachment"
    ]
    texts = [part for part in parts if _media_type(part) == "text/plain"]
    pages = [part for part in parts if _media_type(part) in _PAGES]
    headers = {name: _read_header(message, name) for name in ("From", "Date", "Subject")}
    text, faults = _read_plain_part(texts[0], source) if texts else ("", ())
    sent_on = _FORWARDED.search(text)
    if sent_on:
        inner, text = _read_headers(text[sent_on.end() :])
        headers = {"Subject": headers["Subject"], **inner}
    if pages and not sent_on:
        document = open_page(_read_payload(pages[0]), source, pages[0].get_content_charset())
        text, faults = _shown_text(document.page or "", source), document.found
    if not text.strip():
        raise InputError(source, "no text in this mail", "save what is attached to it as a file")
    lines = list(enumerate(text.split("\n"), 1))
    cut = {n: line for n, line in lines if len(line) < 400 and _FOOTER.search(line)}
    body = "\n".join(line for n, line in lines if n not in cut)
    removed = tuple(Removal(n, line.strip(), "line of a mailing list") for n, line in cut.items())
    return Document(text=body, claims=_read_claims(headers), found=faults, removed=removed)


_PAGES = ("text/html", "application/xhtml+xml")


def _parse_mail(raw: bytes, source: str) -> Message:
    try:
        return message_from_bytes(raw)
    except (RecursionError, ValueError, LookupError):
        raise InputError(source, "no mail that can be read", "save it again, or as text") from None


def _list_parts(message: Message) -> Iterator[Any]:
    """All parts that hold something, the outer before the inner, without recursion."""
    waiting: list[Any] = [message]
    for count, part in enumerate(waiting):  # grows while it is read
        if count > MAX_PARTS:
            return
        if part.is_multipart():
            waiting += part.get_payload()
        else:
            yield part


def _media_type(part: Message) -> str:
    return part.get_content_type()


def _read_payload(part: Message) -> bytes:
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


def _read_header(message: Message, name: str) -> str:
    value = str(message.get(name, ""))
    try:
        return plain_line(str(make_header(decode_header(value))))
    except (LookupError, UnicodeError, ValueError):
        return plain_line(value)


def _read_plain_part(part: Message, source: str) -> tuple[str, tuple[Found, ...]]:
    """A plain part, its soft line breaks (RFC 3676) taken back."""
    raw = _read_payload(part)
    if not raw.strip():
        return "", ()
    text, faults = decode_bytes(raw, source, part.get_content_charset())
    if str(part.get_param("format", "")).lower() == "flowed":
        gap = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
        text = re.sub(r"(?<=[^\s-]) \n(?=\S)", gap, text)
    return text, faults


def _shown_text(page: str, source: str) -> str:
    """The text of a mail's page as it is shown: mails are laid out in tables, which say nothing of
    where the article stands."""
    return "\n\n".join(block.text for block in visible_blocks(parse_page(page, source)))


def _read_headers(text: str) -> tuple[dict[str, str], str]:
    """(headers of a mail that was sent on, its text); "> " before its lines is taken away."""
    lines = text.strip().split("\n")
    if all(line.startswith(">") for line in lines[:3] if line.strip()):
        lines = [line.removeprefix(">").removeprefix(" ") for line in lines]
    named = {"Von": "From", "De": "From", "Sent": "Date", "Gesendet": "Date", "Betreff": "Subject"}
    headers: dict[str, str] = {}
    at = 0
    while at < len(lines):
        header = _HEADER.match(lines[at].strip())
        if lines[at].strip() and not header:
            break
        if header:
            headers.setdefault(named.get(header[1], header[1]), plain_line(header[2].strip("* ")))
        elif headers:
            break
        at += 1
    return headers, "\n".join(lines[at:])


def _read_claims(headers: dict[str, str]) -> tuple[Found, ...]:
    """What a mail's headers say of the article."""
    name, address = parseaddr(headers.get("From", ""))
    outlet = plain_line(name) or url_outlet(address.rpartition("@")[2]) or ""
    if _PRIVATE.search(address) or "@" in outlet:
        outlet = ""
    values = {
        "title": _SUBJECT.sub("", headers.get("Subject", "")),
        "outlet": outlet,
        "published": headers.get("Date", ""),
    }
    rules = {"title": "Subject", "outlet": "From", "published": "Date"}
    return tuple(
        Found(field, f"{rules[field]} of the mail", value)
        for field, value in values.items()
        if value
    )
