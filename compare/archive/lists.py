"""What was not compared, as a list to read and to read back."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from ..disk import write_file
from ..model import Skipped
from ..report.escapes import write_rows

HEADER = ("source", "problem", "remedy")


def write_skipped(path: Path, skipped: Iterable[Skipped]) -> None:
    """A line per input that was not compared."""
    rows = ((item.source, item.problem, item.remedy) for item in skipped)
    write_file(path, write_rows([HEADER, *rows]))


def read_skipped(path: Path) -> list[Skipped]:
    """What `write_skipped` wrote; nothing where there is no such file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return [Skipped(*row) for row in list(csv.reader(lines))[1:]]
