"""Web archives (WARC, ISO 28500), as CC-NEWS has them: page after page, never a whole file.

FastWARC (Bevendorff et al. 2018) reads the records, `read_html` the pages.
"""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email.message import Message
from pathlib import Path
from typing import IO, Any

from ..disk import open_plain
from ..errors import InputError, needs_extra
from ..model import Article, Found, Skipped
from ..text.words import count_words
from .fields import url_outlet
from .files import MAX_BYTES
from .html import read_html
from .published import url_date

WARC = (".warc.gz", ".warc")
MIN_WORDS = 40  # a page with a shorter text is a list, a video, a wall: told as skipped


def read_warc(path: Path, source: str) -> Iterator[Article | Skipped]:
    """The pages of a web archive, each an article (without id) or told as skipped, with its reason.

    Pages are response records with status 200 and resource records; other records are passed over.
    source is "FILE#POSITION" (bytes into the file). Outlet: the domain of the address. `published`
    is the page's own date; when it was fetched is kept in `found`, as it says only "not later".
    Memory is bounded by the largest page (20 MB). A damaged record ends the file, told with its
    place. Raises InputError where the file cannot be opened, MissingExtraError without FastWARC.
    """
    kinds: Counter[str] = Counter()
    with open_plain(path, source) as stream:
        for record in _read_records(stream):
            if isinstance(record, int):
                problem = "broken record: nothing behind it was read"
                yield Skipped(f"{source}#{record}", problem, "fetch the file again")
                return
            kinds[_record_type(record)] += 1
            page = _read_page(record, f"{source}#{record.stream_pos}")
            if page is not None:
                yield page
    if kinds["response"] + kinds["resource"] == 0:
        if kinds["conversion"]:
            yield Skipped(source, "holds text records (WET), no pages", "give the WARC itself")
        else:
            yield Skipped(source, "holds no pages", "give a WARC with response records")


def _read_records(stream: IO[bytes]) -> Iterator[Any]:
    """Each record that holds something, then, where one is damaged, the position of the last."""
    with needs_extra("fastwarc", "warc"):
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    last = 0
    try:
        # pages are unpacked here: FastWARC loses the next record where a header says "gzip" and
        # the page is stored plain, as CC-NEWS has it in its first years
        for record in ArchiveIterator(
            stream, record_types=kinds, parse_http=True, auto_decode="none"
        ):
            last = record.stream_pos
            yield record
    except (OSError, ValueError, RuntimeError):
        yield last


def _read_page(record: Any, source: str) -> Article | Skipped | None:
    """The article of a record; None for what is no page: a picture, a script, a redirection."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    kind, charset = _content_type(record)
    if kind not in _PAGES:
        return None
    try:
        stored: bytes = record.reader.read(MAX_BYTES + 1)
        if len(stored) < min(record.content_length, MAX_BYTES + 1):
            return Skipped(source, f"{url}: cut off, the file ends in it", "fetch the file again")
        raw = _unpack_page(stored, record.http_headers or {})
        if len(raw) > MAX_BYTES:
            return Skipped(source, f"{url}: larger than {MAX_BYTES // 1_000_000} MB")
        page = read_html(raw, source, charset)
    except InputError as error:
        return Skipped(source, f"{url}: {error.problem}", error.remedy)
    except (OSError, ValueError) as error:
        return Skipped(source, f"{url}: broken record ({type(error).__name__})")
    if count_words(page.body) < MIN_WORDS:
        return Skipped(source, f"{url}: no article text (fewer than {MIN_WORDS} words)")
    host = url_outlet(url) or page.outlet or "unknown"
    found = [item for item in page.found if item.field not in ("outlet", "url")]
    found += [Found("outlet", "domain of the record's address", host)]
    found += [Found("crawled", "WARC-Date", record.headers.get("WARC-Date") or "")]
    published = page.published or url_date(url)
    return replace(
        page, outlet=host, published=published, url=url or None, found=tuple(found), removed=()
    )


def _record_type(record: Any) -> str:
    return (record.headers.get("WARC-Type") or "").lower()


def _content_type(record: Any) -> tuple[str, str | None]:
    """(media type of the page that a record holds, its charset); ("", None) where it holds none."""
    if _record_type(record) == "resource":
        kind = Message()
        kind["Content-Type"] = record.headers.get("Content-Type") or ""
        return kind.get_content_type(), kind.get_content_charset()
    headers = record.http_headers
    if _record_type(record) != "response" or headers is None or headers.status_code != 200:
        return "", None
    return (record.http_content_type or "").lower(), record.http_charset


def _unpack_page(raw: bytes, headers: Mapping[str, str]) -> bytes:
    """The page's bytes, unpacked as its headers say; as they lie where that cannot be so.

    Crawlers that store a page unpacked may keep the header that says how it was sent. No more than
    `MAX_BYTES` + 1 bytes are unpacked.
    """
    for name in ("Transfer-Encoding", "Content-Encoding"):
        sent = (headers.get(name) or "").lower()
        for coding in reversed([part.strip() for part in sent.split(",")]):
            if coding in _DECODERS:
                raw = _DECODERS[coding](raw) or raw
    return raw


def _read_chunks(raw: bytes) -> bytes:
    """What HTTP/1.1 sent in chunks, the last one perhaps cut off; b"" for anything else."""
    parts, at = [], 0
    while size := _CHUNK.match(raw, at):
        length = int(size.group(1), 16)
        parts.append(raw[size.end() : size.end() + length])
        at = size.end() + length
        if not length:
            break
    return b"".join(parts)


def _inflate_bytes(raw: bytes) -> bytes:
    """What gzip or deflate packed, as far as it goes; b"" for neither."""
    for wbits in (47, -15):  # 47: gzip or zlib by their heads; -15: deflate without a head
        unpacker = zlib.decompressobj(wbits)
        try:
            unpacked = unpacker.decompress(raw, MAX_BYTES + 1)
        except zlib.error:
            continue
        if wbits > 0 or unpacker.eof or len(unpacked) > MAX_BYTES:
            return unpacked
    return b""


def _unpack_brotli(raw: bytes) -> bytes:
    from fastwarc.stream_io import BrotliReader

    try:
        unpacked: bytes = BrotliReader(io.BytesIO(raw)).read(MAX_BYTES + 1)
    except OSError:
        return b""
    return unpacked


_CHUNK = re.compile(rb"(?:\r?\n)?([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_DECODERS = {
    "chunked": _read_chunks,
    "gzip": _inflate_bytes,
    "x-gzip": _inflate_bytes,
    "deflate": _inflate_bytes,
    "br": _unpack_brotli,
}
_PAGES = {"text/html", "application/xhtml+xml"}
