"""A table's file line by line: no more than a line of it lies in memory."""

from __future__ import annotations

import codecs
import io
from collections import deque
from collections.abc import Iterator
from csv import Error as RowError
from typing import BinaryIO

from ...errors import InputError
from ...model import Found, Skipped
from ..decoding import decode_line, decode_text, find_encoding

MAX_LINE = 4_000_000  # bytes of one line, and characters of one row
MAX_WIDE = 20_000_000  # bytes of a file in UTF-16 or UTF-32: it is read whole
SAMPLE = 1_000_000  # bytes that tell a file's encoding
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)  # UTF-32 LE begins like 16

NumberedLines = Iterator[tuple[int, str]]


def read_lines(
    table: bytes | BinaryIO, source: str, skipped: list[Skipped], garbled: dict[int, Found]
) -> NumberedLines:
    """(number from 1, line) of a table; a line that is too long is added to `skipped`, and empty;
    one whose bytes are not the others' to `garbled`, so that it does not spoil all.

    Line ends are newlines; single NUL bytes, as databases write, are spaces. Raises InputError for
    a binary file, and for one that holds nothing but white space.
    """
    stream = io.BytesIO(table) if isinstance(table, bytes) else table
    sample = stream.read(SAMPLE)
    stream.seek(0)
    if _is_wide(sample[:4_000]):
        raw = stream.read(MAX_WIDE + 1)
        if len(raw) > MAX_WIDE:
            raise InputError(source, f"larger than {MAX_WIDE // 1_000_000} MB", "save it as UTF-8")
        yield from enumerate(io.StringIO(decode_text(raw, source), newline="\n"), 1)
        return
    encoding = find_encoding(sample, source)
    number, empty = 0, True
    for raw in _split_lines(stream, source, skipped):
        text, wrong = decode_line(raw.replace(b"\0", b" "), encoding)
        text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
        for line in io.StringIO(text, newline="\n"):
            number += 1
            empty = empty and not line.strip()
            if wrong:
                garbled[number] = Found("encoding", wrong, f"line {number}")
            yield number, line
    if empty and not skipped:
        raise InputError(source, "empty file", "save the article again")


def _is_wide(head: bytes) -> bool:
    return head.startswith(_WIDE) or head.count(0) * 100 > len(head)


def blank_zeros(raw: bytes) -> bytes:
    """Bytes with spaces for single NUL bytes; many of them are a binary file, or UTF-16."""
    return raw if _is_wide(raw) else raw.replace(b"\0", b" ")


def _split_lines(stream: BinaryIO, source: str, skipped: list[Skipped]) -> Iterator[bytes]:
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            problem = f"line {number}: longer than {MAX_LINE // 1_000_000} MB"
            skipped.append(Skipped(source, problem, "save only the article, as text"))
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_LINE)
            line = b"\n"
        yield line


class Lines:
    """The lines of a table, one by one; those of a broken row can be read again.

    row  the lines of the row at hand, each with its number
    """

    def __init__(self, lines: NumberedLines) -> None:
        self._lines = lines
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
