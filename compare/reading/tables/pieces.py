"""A table's file piece by piece, in whole lines: no more than a few megabytes lie in memory."""

from __future__ import annotations

import codecs
import io
from collections import deque
from collections.abc import Iterator
from csv import Error as RowError
from typing import BinaryIO, NamedTuple

from ...errors import InputError
from ...model import Found, Skipped
from ..decoding import decode_lines

PIECE = 4_000_000  # bytes; a line more may lie in it
MAX_LINE = 4_000_000  # bytes of one line, and characters of one row
MAX_WIDE = 20_000_000  # bytes of a file in UTF-16 or UTF-32: it is read whole
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)  # UTF-32 LE begins like 16


class Piece(NamedTuple):
    """first: the number of its first line, from 1; garbled: lines whose bytes are not the others'
    (line -> what was found)."""

    first: int
    text: str
    garbled: dict[int, Found]


def read_pieces(table: bytes | BinaryIO, source: str, skipped: list[Skipped]) -> Iterator[Piece]:
    """The text of a table in whole lines; a line that is too long is added to `skipped`, and empty.

    Line ends are newlines; single NUL bytes, as databases write, are spaces. Raises InputError for
    a binary file, and for one that holds nothing but white space.
    """
    stream = io.BytesIO(table) if isinstance(table, bytes) else table
    head = stream.read(4_000)
    stream.seek(0)
    first, empty = 1, True
    wide = head.startswith(_WIDE) or head.count(0) * 100 > len(head)
    for raw in [_read_whole(stream, source)] if wide else _read_lines(stream, source, skipped):
        if not raw.strip():
            first += raw.count(b"\n")
            continue
        text, garbled = decode_lines(raw if wide else blank_zeros(raw), source)
        yield Piece(first, text, {first - 1 + line: found for line, found in garbled.items()})
        first, empty = first + text.count("\n"), False
    if empty and not skipped:
        raise InputError(source, "empty file", "save the article again")


def blank_zeros(raw: bytes) -> bytes:
    """Bytes with spaces for single NUL bytes; many of them are a binary file, or UTF-16."""
    zeros = raw.count(0)
    few = zeros and zeros * 100 < len(raw) and not raw.startswith(_WIDE)
    return raw.replace(b"\0", b" ") if few else raw


def _read_whole(stream: BinaryIO, source: str) -> bytes:
    raw = stream.read(MAX_WIDE + 1)
    if len(raw) > MAX_WIDE:
        raise InputError(source, f"larger than {MAX_WIDE // 1_000_000} MB", "save it as UTF-8")
    return raw


def _read_lines(stream: BinaryIO, source: str, skipped: list[Skipped]) -> Iterator[bytes]:
    lines: list[bytes] = []
    size, number = 0, 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            problem = f"line {number}: longer than {MAX_LINE // 1_000_000} MB"
            skipped.append(Skipped(source, problem, "save only the article, as text"))
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_LINE)
            line = b"\n"
        lines.append(line)
        size += len(line) + 50  # what an object takes: a piece of empty lines is no larger
        if size > PIECE:
            yield b"".join(lines)
            lines, size = [], 0
    yield b"".join(lines)


class Lines:
    """The lines of pieces, one by one; those of a broken row can be read again.

    row  the lines of the row at hand, each with its number
    """

    def __init__(self, pieces: Iterator[Piece], garbled: dict[int, Found]) -> None:
        self._lines = _split_lines(pieces, garbled)
        self._back: deque[tuple[int, str]] = deque()
        self.row: list[tuple[int, str]] = []
        self._size = 0

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        pair = self._back.popleft() if self._back else next(self._lines)
        self.row.append(pair)
        self._size += len(pair[1])
        if self._size > MAX_LINE:
            raise RowError(f"more than {MAX_LINE} characters in one row")
        return pair[1]

    def numbered(self) -> Iterator[tuple[int, str]]:
        """(number, line), each a row of its own."""
        return self._lines

    def start_row(self) -> None:
        """What was given is a row, or told."""
        self.row, self._size = [], 0

    def go_back(self) -> None:
        """Give the lines of the row again, but for its first."""
        self._back.extendleft(reversed(self.row[1:]))

    def peek(self) -> str:
        """The first line that is not blank, "" where there is none; no line is lost by it."""
        while not (self._back and self._back[-1][1].strip()):
            pair = next(self._lines, None)
            if pair is None:
                return ""
            self._back.append(pair)
        return self._back[-1][1]


def _split_lines(pieces: Iterator[Piece], garbled: dict[int, Found]) -> Iterator[tuple[int, str]]:
    for piece in pieces:
        garbled.update(piece.garbled)
        yield from enumerate(io.StringIO(piece.text, newline="\n"), piece.first)
