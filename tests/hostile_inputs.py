"""Inputs that have broken tools like this one: each is put beside three good articles.

`INPUTS` is the list that `benchmarks/reliability.md` prints and `test_inputs.py` goes through.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

BODY = (
    "A fire on the ferry Ellen closed Brackwater harbour on Tuesday, the port authority said. "
    "The harbour will stay shut until Friday while divers look at the wreck in the basin. "
)
WESTERN = (
    "Le port de Brackwater restera fermé jusqu'à vendredi, a annoncé l'autorité “après l’été”. "
)
RUSSIAN = "Порт Бракуотер закрыт до пятницы после пожара на пароме, сообщили власти города. "
CHINESE = "布拉克沃特港因渡轮火灾关闭至星期五，港务局周二表示，十五人被送往医院。"
JAPANESE = "ブラックウォーター港はフェリーの火災のため金曜日まで閉鎖されると港湾局は発表した。"


class Input(NamedTuple):
    """make: puts it into a folder; told: what a message names and says, or (); read: words that the
    comparison then holds, or ""; code: the exit code where it stands beside good articles; large:
    takes long, so only `python -m benchmarks.reliability` tries it."""

    label: str
    make: Callable[[Path], object]
    told: tuple[str, ...] = ()
    read: str = ""
    code: int = 0
    large: bool = False


def raw(name: str, content: bytes | Callable[[], bytes]) -> Callable[[Path], object]:
    """A file of these bytes; large ones are made when asked for, so that no list holds them."""
    return lambda folder: (folder / name).write_bytes(content() if callable(content) else content)


def page(body: str, head: str = "") -> bytes:
    """A page whose article is `body`."""
    whole = f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>"
    return whole.encode()


def _encoded(text: str, encoding: str) -> Callable[[Path], object]:
    return raw("hostile.txt", ("Harbour\n\n" + text * 6).encode(encoding))


def _parquet(**columns: list[object]) -> bytes:
    import pyarrow
    from pyarrow import parquet

    stream = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), stream)
    return stream.getvalue()


def _wrong_parquet(folder: Path) -> None:
    (folder / "hostile.parquet").write_bytes(
        _parquet(outlet=[1, None], text=[{"a": 1}, {"a": 2}], date=[1.5, float("nan")])
    )


def _odd_parquet(folder: Path) -> None:
    """Values that Python does not have, one column of each kind, beside a row that is good."""
    import pyarrow as pa

    kinds = {
        "published": (10**15, pa.timestamp("s")),
        "date": (10**8, pa.date32()),
        "datetime": (10**18, pa.duration("s")),
        "publish_date": (1, pa.timestamp("us", tz="Nowhere/Land")),
        "published_at": (10**17, pa.timestamp("ms", tz="UTC")),
        "pubdate": (-(10**15), pa.date64()),
    }
    columns = {name: pa.array([value, value], kind) for name, (value, kind) in kinds.items()}
    nested: list[object] = [[["deep"]]]
    (folder / "hostile.parquet").write_bytes(
        _parquet(outlet=["Hostile", "Hostile two"], text=[BODY * 2, BODY + "Again."],
                 authors=[nested, nested], **columns)
    )  # fmt: skip


def _long_lists(folder: Path) -> None:
    """A kilobyte of Parquet with lists of millions of numbers."""
    import pyarrow as pa
    from pyarrow import parquet

    table = pa.table({"outlet": ["H"] * 5, "text": ["t"] * 5, "vector": [[0] * 3_000_000] * 5})
    parquet.write_table(table, folder / "hostile.parquet", compression="zstd")


def _growing_parquet(values: int, size: int) -> Callable[[Path], object]:
    """A few kilobytes that unpack to values times size bytes."""

    def make(folder: Path) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        text = pa.DictionaryArray.from_arrays(pa.array([0] * values, pa.int32()), ["a " * size])
        outlet = pa.DictionaryArray.from_arrays(pa.array([0] * values, pa.int32()), ["Hostile"])
        table = pa.table({"outlet": outlet, "text": text})
        parquet.write_table(table, folder / "hostile.parquet", compression="zstd")

    return make


def _lines(head: bytes, line: bytes, times: int, tail: bytes = b"") -> Callable[[Path], object]:
    """A file of one line often, written piece by piece."""

    def make(folder: Path) -> None:
        with (folder / "hostile.csv").open("wb") as stream:
            stream.write(head)
            for _ in range(times // 1000):
                stream.write(line * 1000)
            stream.write(tail)

    return make


def _nest(depth: int, kind: str) -> Callable[[Path], object]:
    """A JSON row whose text, or author, lies this deep in lists or objects."""
    inside = ("[" * depth, "]" * depth) if kind == "list" else ('{"name": ' * depth, "}" * depth)
    deep = f'{inside[0]}"words"{inside[1]}'
    rows = [f'{{"outlet": "Hostile", "text": {deep}}}',
            f'{{"outlet": "Hostile two", "text": "{BODY}", "author": {deep}}}']  # fmt: skip
    return raw("hostile.jsonl", "\n".join(rows).encode())


def _growing_warc(folder: Path) -> None:
    """A record of two gigabytes of one letter."""
    import gzip

    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://h.example/a\r\n"
        "WARC-Date: 2025-03-04T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "Content-Type: application/http;msgtype=response\r\nContent-Length: {}\r\n\r\n"
    )
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>"
    size = 2_000_000_000
    with gzip.open(folder / "hostile.warc.gz", "wb", compresslevel=1) as stream:
        stream.write(head.format(len(http) + size).encode() + http)
        for _ in range(size // 1_000_000):
            stream.write(b"a" * 1_000_000)
        stream.write(b"\r\n\r\n")


def _own_outputs(folder: Path) -> None:
    """What compare-news wrote of another event, copied among the articles."""
    from compare.outputs import write_outputs

    files = {"report.html": "<html><body><p>" + "A secret report. " * 50, "brief.md": BODY * 9,
             "tables/articles.csv": f'outlet,text\nSecret,"{BODY * 3}"\n'}  # fmt: skip
    write_outputs(folder / "another", files, "run", of="x")
    (folder / "another").rename(folder / "moved")


def _cut_parquet(folder: Path) -> None:
    whole = _parquet(outlet=["A"], text=[BODY])
    (folder / "hostile.parquet").write_bytes(whole[: len(whole) // 2])


def _deep(folder: Path) -> None:
    here = os.open(folder, os.O_RDONLY)
    for _ in range(300):
        os.mkdir("d", dir_fd=here)
        here, old = os.open("d", os.O_RDONLY, dir_fd=here), here
        os.close(old)
    file = os.open("deepest.txt", os.O_WRONLY | os.O_CREAT, dir_fd=here)
    os.write(file, ("Deep harbour\n\n" + BODY * 3).encode())
    os.close(file)
    os.close(here)


def _loops(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "sub" / "self").symlink_to("self")
    (folder / "one.txt").symlink_to("two.txt")
    (folder / "two.txt").symlink_to("one.txt")


def _outside(folder: Path) -> None:
    (folder.parent / "secret.txt").write_text("Secret\n\n" + BODY * 3)
    (folder / "articles.csv").write_text(
        "file,outlet\n../secret.txt,Secret\n/etc/passwd,Root\ngazette.txt,The Gazette\n"
    )


def _twins(folder: Path) -> None:
    (folder / "copy.txt").write_bytes((folder / "gazette.txt").read_bytes())
    (folder / "twins.csv").write_text(
        "outlet,text\n" + "".join(f'gazette,"{BODY} Report {n} follows."\n' for n in range(3))
    )


def _names(folder: Path) -> None:
    (folder / "line\nbreak\x1b[31m.txt").write_text("Strange name\n\n" + BODY * 3)
    (folder / ("n" * 250 + ".txt")).write_text("")


_ENTITIES = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
_LAUGHS = (
    f"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a0 'ha'>{_ENTITIES}]>"
    f"<html><body>&a9;<p>{BODY * 3}</p></body></html>"
)
_ROWS = f'outlet,text\nHostile,"{BODY}"\nA,b,c,d\nToo few\nHostile two,"{BODY} Again."\n'
_LINES = "\n".join(
    [json.dumps({"outlet": "Hostile", "text": BODY * 2}), '{"outlet": "Broken", "text": "cut o']
)

_GOOD = json.dumps({"outlet": "Hostile", "text": BODY}).encode()
_ROW = f'Hostile,"{BODY}"\n'.encode()

INPUTS = [
    Input("UTF-8 with a mark", _encoded(BODY, "utf-8-sig"), read="divers look"),
    Input("UTF-16 with a mark", _encoded(BODY, "utf-16"), read="divers look"),
    Input("UTF-16 without a mark", _encoded(BODY, "utf-16-le"), ("hostile.txt", "binary file")),
    Input("cp1252", _encoded(WESTERN, "cp1252"), read="l’été"),
    Input("cp1251", _encoded(RUSSIAN, "cp1251"), read="закрыт до пятницы"),
    Input("GB18030", _encoded(CHINESE, "gb18030"), read="港务局"),
    Input("Shift-JIS", _encoded(JAPANESE, "shift-jis"), read="港湾局"),
    Input("two encodings in one file",
          raw("hostile.txt", ("Harbour\n\n" + WESTERN * 3).encode() + WESTERN.encode("cp1252")),
          read="Brackwater"),
    Input("broken UTF-8", raw("hostile.txt", BODY.encode() * 3 + b"\xff\xc3\x28\xf0\x28"),
          read="divers look"),
    Input("random bytes", raw("hostile.txt", bytes(n * n * 7919 % 251 + 1 for n in range(9000)))),
    Input("NUL bytes", raw("hostile.txt", BODY.encode().replace(b"ferry", b"fer\0ry")),
          ("hostile.txt", "binary file")),
    Input("lone surrogates", raw("hostile.jsonl", json.dumps(
        {"outlet": "H\ud800", "text": BODY + "\udc00 " + BODY}).encode()), read="divers look"),
    Input("bidi and zero-width characters", raw("hostile.txt", (
        "Harbour\n\n" + BODY.replace("a", "\u202ea\u200b").replace(". ", ".\u2066 ") * 3).encode()),
        read="Ellen"),
    Input("10 MB on one line, no space", raw("hostile.txt", lambda: b"a" * 10_000_000),
          ("hostile.txt", "more than 1000000 characters of text")),
    Input("10 MB of prose on one line", raw("hostile.txt", lambda: BODY.encode() * 58_000),
          ("hostile.txt", "more than 1000000 characters of text")),
    Input("100,000 short lines", raw("hostile.txt", lambda: b"A line.\n" * 100_000),
          ("hostile.txt", "more than 50000 lines")),
    Input("folders 300 deep", _deep, read="Deep harbour"),
    Input("links that loop", _loops, ("one.txt",)),
    Input("a pipe", lambda folder: os.mkfifo(folder / "hostile.txt"),
          ("hostile.txt", "not a plain file")),
    Input("a file whose reading fails",
          lambda folder: (folder / "hostile.txt").symlink_to("/proc/self/mem"),
          ("hostile.txt", "cannot be read")),
    Input("names with line breaks and escapes", _names, ("nnn.txt", "empty file"),
          read="Strange name"),
    Input("a list that names files outside", _outside,
          ("../secret.txt", "articles.csv, line 2", "lies outside the folder")),
    Input("an article twice, an outlet often", _twins,
          ("gazette.txt", "same article as copy.txt"), read="Report 2 follows"),
    Input("HTML, 100,000 levels", raw("hostile.html", lambda: page("<div>" * 99_000 + BODY * 3)),
          ),
    Input("HTML, entities in entities", raw("hostile.html", _LAUGHS.encode()), read="divers look"),
    Input("HTML, 50 MB", raw("hostile.html", lambda: page(f"<p>{BODY}</p>" * 290_000)),
          ("hostile.html", "larger than 20 MB")),
    Input("HTML, half a million tags", raw("hostile.html", lambda: page("<b>a" * 500_000)),
          ("hostile.html", "more than 100000 elements")),
    Input("HTML, 300,000 attributes",
          raw("hostile.html",
              lambda: page("<p " + " ".join(f"a{n}=1" for n in range(300_000)) + ">x")),
          ("hostile.html", "attributes in one tag")),
    Input("HTML cut off in a tag", raw("hostile.html", page(f"<p>{BODY * 3}</p><p cla")[:-40]),
          read="divers look"),
    Input("CSV with ragged rows", raw("hostile.csv", _ROWS.encode()),
          ("hostile.csv", "lines 3 to 4"), read="Again"),
    Input("JSON Lines with a broken line", raw("hostile.jsonl", _LINES.encode()),
          ("hostile.jsonl", "line 2", "not JSON"), read="divers look"),
    Input("JSON nested 100,000 deep", raw("hostile.json", lambda: b"[" * 100_000),
          ("hostile.json", "nested too deep")),
    Input("JSON with a number of 10,000 digits",
          raw("hostile.json", b'[{"text": ' + b"9" * 10_000 + b"}]"), ("hostile.json", "not JSON")),
    Input("JSON cut off", raw("hostile.json", b'[{"outlet": "A", "text": "b'),
          ("hostile.json", "not JSON")),
    Input("Parquet of wrong types", _wrong_parquet, ("hostile.parquet#1", "no text in the row")),
    Input("Parquet cut off", _cut_parquet, ("hostile.parquet", "no Parquet table")),
    Input("JSON text in 400 lists", _nest(400, "list"), read="divers look"),
    Input("JSON author in 400 objects", _nest(400, "object"), read="divers look"),
    Input("JSON Lines, one of 40 MB", raw("hostile.jsonl", lambda: b"\n".join(
        [b'{"outlet": "H", "text": "' + b"a" * 40_000_000 + b'"}', _GOOD])),
        ("hostile.jsonl", "line 1", "longer than 4 MB"), read="divers look"),
    Input("JSON of 15 million empty lists",
          raw("hostile.json", lambda: b"[" + b"[]," * 15_000_000 + b"[]]"),
          ("hostile.json", "more than 2000000 values")),
    Input("CSV, a cell of 200 MB on one line",
          _lines(b'outlet,text\nH,"', b"a word ", 28_000_000, b'"\n' + _ROW),
          ("hostile.csv", "line 2", "longer than 4 MB"), read="divers look"),
    Input("CSV, a cell of 200 MB on many lines",
          _lines(b"outlet,text\n" + _ROW + b'H,"', b"a word\n", 28_000_000, b'"\n'),
          ("hostile.csv", "characters in one row"), read="divers look"),
    Input("CSV, a quote that never closes",
          _lines(b"outlet,text\n" + _ROW + b'H,"', b"a,b\n", 1_000_000),
          ("hostile.csv", "line 3"), read="divers look"),
    Input("CSV, a million short rows",
          _lines(b"outlet,text\n", b"Hostile,a short text\n", 1_000_000),
          ("hostile.csv", "100000 rows: what follows was not read"),
          read="a short text", large=True),
    Input("CSV, a million broken rows", _lines(b"outlet,text\n", b"one cell\n", 1_000_000),
          ("hostile.csv", "10000 broken lines: what follows was not read")),
    Input("CSV, 200 MB of line breaks",
          _lines(b"outlet,text\n" + _ROW, b"\n", 200_000_000), read="divers look", large=True),
    Input("Parquet, days and zones that are none", _odd_parquet, read="divers look"),
    Input("Parquet, 6 GB in 5 kB", _growing_parquet(6_000, 500_000),
          ("hostile.parquet", "unpacks to"), large=True),
    Input("Parquet, 15 million numbers in 1 kB", _long_lists, ("hostile.parquet", "unpacks to")),
    Input("Parquet, a cell of 100 MB", _growing_parquet(3, 50_000_000),
          ("hostile.parquet", "unpacks to")),
    Input("a web archive that is a pipe", lambda folder: os.mkfifo(folder / "hostile.warc"),
          ("hostile.warc", "not a plain file")),
    Input("a web archive that is a device",
          lambda folder: (folder / "hostile.warc.gz").symlink_to("/dev/zero"),
          ("hostile.warc.gz", "not a plain file")),
    Input("a web archive of 2 MB that grows to 2 GB", _growing_warc, ("hostile.warc.gz",)),
    *(
        Input(f"HTML, 20,000 {tag} elements", raw("hostile.html", page(
            f"<p>{BODY * 3}</p>" + f"<{tag}>a word</{tag}>" * 20_000)), read="divers look")
        for tag in ("table", "form", "option", "textarea", "fieldset", "legend")
    ),
    Input("JSON-LD author in 400 lists", raw("hostile.html", page(
        f"<p>{BODY * 3}</p>", '<script type="application/ld+json">{"@type": "NewsArticle", '
        f'"author": {"[" * 400}"x"{"]" * 400}}}</script>')), read="divers look"),
    Input("reports of compare-news", _own_outputs, ("moved/", "compare-news wrote it")),
    Input("corrections.toml that is none", raw("corrections.toml", b"[[join]\n"),
          ("corrections.toml", "not valid TOML"), code=3),  # the user's own: no silent loss
]  # fmt: skip
