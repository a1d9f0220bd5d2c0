"""Web archives (WARC, ISO 28500), as CC-NEWS has them: page after page, never a whole file.

FastWARC (Bevendorff et al. 2018) reads the records, `read_html` the pages. It stops at a record
that is damaged; reading then goes on at the next record behind it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from ..errors import InputError, MissingExtraError
from ..model import Article, Found, Skipped
from ..text.words import count_words
from .fields import join_article, url_date, url_host
from .files import MAX_BYTES
from .html import read_html
from .language import detect_language

SUFFIXES = (".warc.gz", ".warc")
MIN_WORDS = 40  # a page with a shorter text is a list, a video, a wall: told as skipped
_STARTS = {True: b"\x1f\x8b\x08", False: b"WARC/1."}  # of a record, by whether it is compressed
_BLOCK = 1 << 20


def is_warc(path: Path) -> bool:
    """Whether a file's name says that it is a web archive."""
    return path.name.lower().endswith(SUFFIXES)


def read_warc(path: Path, source: str) -> Iterator[Article | Skipped]:
    """The pages of a web archive, each an article (without id) or told as skipped, with its reason.

    source is "FILE#POSITION" (bytes into the file). Outlet: the host of the address. `published`
    is the page's own date; when it was fetched is kept in `found`, as it says only "not later".
    Memory is bounded by the largest record (20 MB). Raises InputError where the file cannot be
    opened, MissingExtraError without FastWARC.
    """
    try:
        stream = path.open("rb")
    except OSError as error:
        raise InputError(source, f"cannot be read: {error.strerror}") from None
    with stream:
        for record in _records(stream):
            if isinstance(record, int):
                yield Skipped(f"{source}#{record}", "broken record", "fetch the file again")
            elif (article := _page(record, f"{source}#{record.stream_pos}", path)) is not None:
                yield article


def _records(stream: IO[bytes]) -> Iterator[Any]:
    """Each response, or the position of a damaged record."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise MissingExtraError("fastwarc", "warc") from None
    packed = stream.read(2) == b"\x1f\x8b"
    base = 0
    while True:
        stream.seek(base)
        last = -1
        try:
            kinds = WarcRecordType.response | WarcRecordType.warcinfo | WarcRecordType.request
            for record in ArchiveIterator(
                stream, record_types=kinds, parse_http=True, auto_decode="all"
            ):
                last = record.stream_pos
                if record.record_type == WarcRecordType.response:
                    yield record
        except (OSError, ValueError, RuntimeError):
            pass
        broken = base if last < 0 else _end(stream, last, packed)
        if not _anything(stream, broken):
            return
        yield broken
        following = _find(stream, broken + 1, _STARTS[packed])
        if following is None:
            return
        base = following


def _end(stream: IO[bytes], start: int, packed: bool) -> int:
    """Where the record behind the one that begins at `start` begins."""
    if not packed:
        following = _find(stream, start + 1, b"\r\n\r\n" + _STARTS[False])
        return _size(stream) if following is None else following + 4
    stream.seek(start)
    member, at = zlib.decompressobj(wbits=31), start
    while not member.eof and (block := stream.read(_BLOCK)):
        try:
            member.decompress(block)
        except zlib.error:
            return start
        at += len(block)
    return at - len(member.unused_data) if member.eof else start


def _find(stream: IO[bytes], start: int, mark: bytes) -> int | None:
    stream.seek(start)
    at, before = start, b""
    while block := stream.read(_BLOCK):
        found = (before + block).find(mark)
        if found >= 0:
            return at - len(before) + found
        at += len(block)
        before = (before + block)[-len(mark) + 1 :]
    return None


def _size(stream: IO[bytes]) -> int:
    return stream.seek(0, 2)


def _anything(stream: IO[bytes], start: int) -> bool:
    """Whether anything but white space and zeros stands from `start` on."""
    stream.seek(start)
    return bool(stream.read(_BLOCK).strip(b"\0 \r\n"))


def _page(record: Any, source: str, path: Path) -> Article | Skipped | None:
    """The article of a response; None for what is no page: a picture, a script, a redirection."""
    headers = record.http_headers
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    kind = (record.http_content_type or "").lower()
    if headers is None or headers.status_code != 200 or kind not in _PAGES:
        return None
    try:
        raw = _payload(record, path)
        if len(raw) > MAX_BYTES:
            return Skipped(source, f"{url}: larger than {MAX_BYTES // 1_000_000} MB")
        page = read_html(raw, source, record.http_charset)
    except InputError as error:
        return Skipped(source, f"{url}: {error.problem}", error.remedy)
    except (OSError, ValueError) as error:
        return Skipped(source, f"{url}: broken record ({type(error).__name__})")
    if count_words(page.body) < MIN_WORDS:
        return Skipped(source, f"{url}: no article text (fewer than {MIN_WORDS} words)")
    host = url_host(url) or page.outlet or "unknown"
    found = [item for item in page.found if item.field not in ("outlet", "url")]
    found += [Found("outlet", "host of the record's address", host)]
    found += [Found("crawled", "WARC-Date", record.headers.get("WARC-Date") or "")]
    article = Article(
        id="",
        outlet=host,
        title=page.title,
        text=join_article(page.title, [page.body]),
        published=page.published or url_date(url),
        byline=page.byline,
        url=url or None,
        source=source,
        found=tuple(found),
        removed=(),
    )
    return replace(article, language=detect_language(article.body))


def _payload(record: Any, path: Path) -> bytes:
    """The page's bytes, unpacked; as they are stored where they are not packed as they say.

    Crawlers that store a page unpacked may keep the header that says how it was sent: so did
    CC-NEWS in its first years.
    """
    sent = [record.http_headers.get(f"{kind}-Encoding") for kind in ("Content", "Transfer")]
    start = record.stream_pos
    try:
        raw: bytes = record.reader.read(MAX_BYTES + 1)
    except OSError:
        if not any(sent):
            raise
        raw = b""
    if raw or not any(sent):
        return raw
    from fastwarc.warc import ArchiveIterator

    with path.open("rb") as stream:
        stream.seek(start)
        stored: bytes = next(ArchiveIterator(stream, parse_http=True)).reader.read(MAX_BYTES + 1)
        return stored


_PAGES = {"text/html", "application/xhtml+xml"}
