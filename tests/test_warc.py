"""Web archives: real WARC files, written here from pages of our own."""

from __future__ import annotations

import gzip
import os
import re
import resource
import zlib
from pathlib import Path

import pytest

from compare.errors import InputError
from compare.model import Article, Skipped
from compare.reading import read_articles, stream_articles
from compare.reading.warc import read_warc

pytest.importorskip("fastwarc", reason="the extra [warc] is not installed")

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="og:title" content="{title}">
<meta property="article:published_time" content="2025-03-0{k}T08:00:00Z"></head><body>
<nav>Home Sport Weather</nav><article><h1>{title}</h1>
<p>A fire on the ferry Ellen closed Brackwater harbour on Tuesday morning, the port authority said
in a statement that it read out to reporters at the quay number {k}.</p>
<p>At least fifteen people were taken to hospital with burns, according to the county, and two of
them were still being treated in the evening, a doctor told the town's radio.</p>
<p>The harbour will stay shut until Friday while engineers look at the burnt pier and the crane.</p>
</article></body></html>"""


def record(
    url: str, body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK"
) -> bytes:
    """One response record, by the standard (ISO 28500), as a gzip member of its own."""
    http = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
    )
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2025-03-05T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789abc>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    ).encode()
    return head + http + b"\r\n\r\n"


def pages(count: int = 5) -> list[bytes]:
    """So many pages of so many hosts."""
    return [
        record(
            f"https://www.paper{k}.example/2025/03/04/fire",
            PAGE.format(title=f"Fire shuts harbour {k}", k=k).encode(),
        )
        for k in range(1, count + 1)
    ]


def read(path: Path) -> tuple[list[Article], list[Skipped]]:
    """What a web archive holds."""
    items = list(read_warc(path, path.name))
    return (
        [item for item in items if isinstance(item, Article)],
        [item for item in items if isinstance(item, Skipped)],
    )


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_becomes_an_article(tmp_path: Path, packed: bool) -> None:
    """Host, address, date, language and body are read; menus are not."""
    path = tmp_path / ("news.warc.gz" if packed else "news.warc")
    path.write_bytes(b"".join(gzip.compress(p) if packed else p for p in pages()))
    articles, skipped = read(path)
    assert not skipped
    assert [a.outlet for a in articles] == [f"paper{k}.example" for k in range(1, 6)]
    first = articles[0]
    assert (first.published or "")[:10] == "2025-03-01"
    assert first.title == "Fire shuts harbour 1"
    assert {article.language for article in read_articles(path)} == {"en"}
    assert first.url == "https://www.paper1.example/2025/03/04/fire"
    assert "closed Brackwater harbour" in first.body
    assert "Weather" not in first.text
    assert any(f.field == "crawled" and f.text.startswith("2025-03-05") for f in first.found)


@pytest.mark.parametrize("damage", ["flipped", "cut", "junk"])
def test_a_broken_record_ends_the_file_and_is_told(tmp_path: Path, damage: str) -> None:
    """What stands before the damage is read; what was not read is told, with its place."""
    parts = [gzip.compress(page, mtime=0) for page in pages()]
    hit = parts[2]
    parts[2] = {
        "flipped": hit[:60] + b"\xff" * 40 + hit[100:],
        "cut": hit[: len(hit) // 2],
        "junk": b"this is no record\n" * 9,
    }[damage]
    path = tmp_path / "news.warc.gz"
    path.write_bytes(b"".join(parts))
    articles, skipped = read(path)
    assert [a.outlet[5] for a in articles] == ["1", "2"]
    told = "broken record: nothing behind it was read"
    assert skipped == [Skipped(f"{path.name}#{len(parts[0])}", told, "fetch the file again")]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("lost", [60, 300])
def test_a_file_cut_off_at_its_end_says_so(tmp_path: Path, lost: int, packed: bool) -> None:
    """A download that broke off: what came before is read, the half page is told."""
    whole = b"".join(gzip.compress(page) if packed else page for page in pages(3))
    path = tmp_path / ("news.warc.gz" if packed else "news.warc")
    path.write_bytes(whole[:-lost])
    articles, (skipped,) = read(path)
    assert len(articles) == 2
    assert skipped.problem.endswith("cut off, the file ends in it")


def other(kind: str, body: bytes, content: str = "text/plain") -> bytes:
    """A record that is no response."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://www.paper9.example/fire\r\n"
        "WARC-Date: 2025-03-05T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:9>\r\n"
        f"Content-Type: {content}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


OTHERS = ["warcinfo", "request", "metadata", "revisit", "conversion", "continuation", "unheard-of"]


@pytest.mark.parametrize("kind", OTHERS)
def test_records_of_other_kinds_are_passed_over(tmp_path: Path, kind: str) -> None:
    """Before, between and behind the pages: nothing is told of them, nothing is lost."""
    one, two = pages(2)
    aside = other(kind, b"fetchTimeMs: 12\r\n" * 20)
    path = tmp_path / "news.warc.gz"
    path.write_bytes(b"".join(map(gzip.compress, [aside, one, aside, aside, two, aside])))
    articles, skipped = read(path)
    assert [len(articles), skipped] == [2, []]


def test_pages_of_resource_records_are_read(tmp_path: Path) -> None:
    """As `warcit` and archivists write them: the page without a server's answer around it."""
    page = PAGE.format(title="Požár", k=9).replace("ferry", "převozní").encode("iso-8859-2")
    path = tmp_path / "news.warc.gz"
    path.write_bytes(gzip.compress(other("resource", page, "text/html; charset=iso-8859-2")))
    (article,), skipped = read(path)
    assert (article.outlet, skipped) == ("paper9.example", [])
    assert "převozní" in article.body


@pytest.mark.parametrize(("kind", "problem"), [("conversion", "WET"), ("metadata", "no pages")])
def test_an_archive_without_pages_says_what_to_give(
    tmp_path: Path, kind: str, problem: str
) -> None:
    """Text records (WET) and records about records (WAT) are named, once, with the way out."""
    path = tmp_path / "news.warc.wet.gz.warc.gz"
    path.write_bytes(b"".join([gzip.compress(other(kind, b"A fire on the ferry. " * 30))] * 3))
    articles, (skipped,) = read(path)
    assert not articles
    assert problem in skipped.problem
    assert "WARC" in skipped.remedy


def test_a_pipe_or_device_is_no_web_archive(tmp_path: Path) -> None:
    """Neither is waited for: it is named, and the rest goes on."""
    os.mkfifo(tmp_path / "pipe.warc")
    (tmp_path / "zero.warc.gz").symlink_to("/dev/zero")
    (tmp_path / "news.warc").write_bytes(b"".join(pages(2)))
    for items in (read_articles(tmp_path).skipped, list(stream_articles(tmp_path))):
        told = {item.source: item.problem for item in items if isinstance(item, Skipped)}
        assert told == dict.fromkeys(["pipe.warc", "zero.warc.gz"], "not a plain file")


@pytest.mark.parametrize("where", ["body", "head", "http head"])
def test_an_archive_that_unpacks_without_end_is_bounded(tmp_path: Path, where: str) -> None:
    """A megabyte of a thousand: read in pieces, and told; no more than a page is in memory."""
    huge, million = 1_000_000_000, b"a" * 1_000_000
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    whole = other("response", http, "application/http")
    head = {"body": whole[:-4] + b"\r\n", "head": b"WARC/1.0\r\nX: ", "http head": whole[:-4]}
    lengths = re.compile(rb"Content-Length: \d+")
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    path = tmp_path / "news.warc.gz"
    with path.open("wb") as stream:
        stream.write(
            packer.compress(
                lengths.sub(b"Content-Length: %d" % (huge + len(http) + 2), head[where])
            )
        )
        for _ in range(huge // len(million)):
            stream.write(packer.compress(million))
        stream.write(packer.flush())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    articles, (skipped,) = read(path)
    assert not articles
    assert "larger than 20 MB" in skipped.problem or "broken record" in skipped.problem
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kilobytes


def test_what_is_no_article_is_left_out_or_told(tmp_path: Path) -> None:
    """Pictures and redirections are passed over; a page without a text is told."""
    path = tmp_path / "news.warc.gz"
    others = [
        record("https://a.example/p.png", b"\x89PNG", "image/png"),
        record("https://a.example/moved", b"gone", status="301 Moved"),
        record("https://a.example/short", b"<html><body><p>Watch the video.</p></body></html>"),
    ]
    path.write_bytes(b"".join(map(gzip.compress, [*others, *pages(1)])))
    articles, skipped = read(path)
    assert len(articles) == 1
    assert [item.problem.split(":")[0] for item in skipped] == ["https"]


def test_nonsense_is_no_web_archive(tmp_path: Path) -> None:
    """A file that only has the name is told as broken, once; a missing one is an error."""
    path = tmp_path / "news.warc.gz"
    path.write_bytes(b"nothing of the kind" * 50)
    assert [len(part) for part in read(path)] == [0, 1]
    with pytest.raises(InputError, match="is gone"):
        list(read_warc(tmp_path / "none.warc.gz", "none.warc.gz"))


def test_web_archives_are_read_like_any_other_form(tmp_path: Path) -> None:
    """`read_articles` and `stream_articles` take a folder with web archives in it."""
    (tmp_path / "news.warc.gz").write_bytes(b"".join(map(gzip.compress, pages(3))))
    assert len(read_articles(tmp_path)) == 3
    assert sum(isinstance(item, Article) for item in stream_articles(tmp_path)) == 3


def stored(path: Path, headers: dict[str, str], payload: bytes) -> tuple[list[str], list[str]]:
    """(bodies, problems) of a web archive of one page that FastWARC itself has written."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    told = {"Content-Type": "text/html", **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    made = WarcRecord()
    made.init_headers(record_type=WarcRecordType.response, record_urn=b"<urn:uuid:1>")
    made.headers["WARC-Target-URI"] = "https://www.paper1.example/fire"
    made.headers["Content-Type"] = "application/http; msgtype=response"
    made.set_bytes_content(f"HTTP/1.1 200 OK\r\n{head}\r\n".encode() + payload)
    with gzip.open(path, "wb") as stream:
        made.write(stream)
    articles, skipped = read(path)
    return [article.body for article in articles], [item.problem for item in skipped]


def in_chunks(payload: bytes, size: int = 300) -> bytes:
    """The payload as HTTP/1.1 sends it in chunks."""
    parts = [payload[at : at + size] for at in range(0, len(payload), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in [*parts, b""])


PLAIN = PAGE.format(title="Fire shuts harbour", k=1).encode()


@pytest.mark.parametrize(
    ("headers", "payload"),
    [
        ({"Content-Encoding": "gzip"}, gzip.compress(PLAIN)),
        ({"Transfer-Encoding": "chunked"}, in_chunks(PLAIN)),
        (
            {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"},
            in_chunks(gzip.compress(PLAIN)),
        ),
        ({"Content-Encoding": "gzip"}, PLAIN),
        ({"Transfer-Encoding": "chunked"}, PLAIN),
        ({"Content-Encoding": "deflate"}, zlib.compress(PLAIN)),
        ({"Content-Encoding": "deflate"}, zlib.compress(PLAIN, wbits=-15)),
        ({"Content-Encoding": "deflate"}, PLAIN),
        ({"Content-Encoding": "x-gzip, gzip"}, gzip.compress(gzip.compress(PLAIN))),
        ({"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}, gzip.compress(PLAIN)),
        ({"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}, in_chunks(PLAIN)),
        ({"Content-Encoding": "br", "Transfer-Encoding": "chunked"}, PLAIN),
        ({"Content-Encoding": "br"}, PLAIN),
    ],
)
def test_a_packed_page_is_read(tmp_path: Path, headers: dict[str, str], payload: bytes) -> None:
    """A page stored as it was sent is unpacked, one that only says so is read as it lies; the
    pages behind it are read in any case."""
    (plain,), _ = stored(tmp_path / "plain.warc.gz", {}, PLAIN)
    path = tmp_path / "sent.warc.gz"
    assert stored(path, headers, payload) == ([plain], [])
    one = path.read_bytes()
    others = [gzip.compress(page) for page in pages(3)]
    path.write_bytes(b"".join([others[0], one, others[1], one, one, others[2]]))
    articles, skipped = read(path)
    assert [len(articles), skipped] == [6, []]


def test_the_encoding_that_the_server_told_is_used(tmp_path: Path) -> None:
    """The page itself is silent on it."""
    page = PAGE.format(title="Požár", k=1).replace("ferry Ellen", "převozní lodi Šárka")
    headers = {"Content-Type": "text/html; charset=iso-8859-2"}
    (body,), _ = stored(tmp_path / "news.warc.gz", headers, page.encode("iso-8859-2"))
    assert "převozní lodi Šárka" in body


def test_a_page_that_unpacks_without_end_is_told(tmp_path: Path) -> None:
    """A few bytes of a hundred million: no more than the limit is unpacked."""
    bomb = gzip.compress(b"<html><body>" + b" " * 100_000_000)
    bodies, (problem,) = stored(tmp_path / "news.warc.gz", {"Content-Encoding": "gzip"}, bomb)
    assert not bodies
    assert "larger than 20 MB" in problem
