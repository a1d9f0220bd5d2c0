"""Lists as CSV that a spreadsheet can open without harm."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ..disk import write_file
from ..model import Skipped
from ..report.escapes import neutralise

HEADER = ("source", "problem", "remedy")


def write_list(path: Path, rows: Iterable[Sequence[Any]]) -> None:
    """A row a line, the first one the names; formulas are neutralised."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([map(neutralise, row) for row in rows])
    write_file(path, text.getvalue())


def write_skipped(path: Path, skipped: Iterable[Skipped]) -> None:
    """A line per input that was not compared."""
    write_list(path, [HEADER, *((item.source, item.problem, item.remedy) for item in skipped)])


def read_skipped(path: Path) -> list[Skipped]:
    """What `write_skipped` wrote; nothing where there is no such file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return [Skipped(*row) for row in list(csv.reader(lines))[1:]]
