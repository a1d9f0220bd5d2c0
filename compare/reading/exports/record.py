"""One document of a database, and what the readers of databases share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from ...datafiles import load_table

_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_WRAPPED = 100  # characters; text files of databases are wrapped at 80


class Record(NamedTuple):
    """A document as its database gives it.

    fields  outlet, published, byline, url, section, length: verbatim, where they stand
    """

    title: str
    paragraphs: list[str]
    fields: dict[str, str]


def load_names(whose: str) -> frozenset[str]:
    """What a database calls its fields."""
    return frozenset(load_table("export_fields.txt")[whose].split(","))


def split_blocks(lines: Iterable[str]) -> list[list[str]]:
    """Runs of lines between empty ones."""
    return [list(run) for filled, run in groupby(lines, key=bool) if filled]


def split_at(lines: Iterable[str], is_mark: Callable[[str], object]) -> list[list[str]]:
    """The lines before, between and behind marks, without the marks."""
    parts: list[list[str]] = [[]]
    for line in lines:
        if is_mark(line):
            parts.append([])
        else:
            parts[-1].append(line)
    return parts


def join_wrapped(lines: Sequence[str]) -> list[str]:
    """Paragraphs: lines between empty ones are one where they were wrapped, else one each."""
    paragraphs: list[str] = []
    for block in split_blocks(lines):
        wrapped = len(block) > 1 and max(map(len, block)) <= _WRAPPED and _stops_inside(block)
        paragraphs += [" ".join(block)] if wrapped else block
    return paragraphs


def _stops_inside(block: Sequence[str]) -> bool:
    """Whether most lines but the last stop within a sentence, near the block's width."""
    width = max(map(len, block))
    inside = [line for line in block[:-1] if len(line) >= 0.6 * width and not _END.search(line)]
    return 2 * len(inside) >= len(block) - 1
