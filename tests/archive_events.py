"""A small mixed archive of our own making: two earthquakes, two trials, a strike and a fire."""

from __future__ import annotations

import json
from pathlib import Path

CASES = Path(__file__).parent / "cases" / "archive.json"
EVENTS = 6


def archive_rows() -> list[dict[str, str]]:
    """An article a row, with its event: each event told by three outlets."""
    rows: list[dict[str, str]] = json.loads(CASES.read_text(encoding="utf-8"))
    return rows


def write_rows(path: Path, rows: list[dict[str, str]]) -> Path:
    """The rows as JSON lines, their event left out."""
    shown = [{key: row[key] for key in row if key != "event"} for row in rows]
    path.write_text("".join(json.dumps(row) + "\n" for row in shown), encoding="utf-8")
    return path


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, and its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
