"""Edits a user's corrections.toml: entries under a [[table]]; what else stands in it is kept.

A change is read, made, checked and put in place while no other process of ours may write; a file
that would not hold exactly what it held, and the change, is not written.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from .corrections import (
    FILE,
    TABLES,
    Corrections,
    check_entry,
    digest,
    format_entry,
    read_corrections,
    read_text,
)
from .disk import lock_folder, write_file
from .errors import InputError

Content = dict[str, Any]
REMEDY = "write each entry under a [[table]] of its own, or edit the file"


def add_entries(path: Path, entries: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
    """Put entries (table, values) that the file lacks behind those that it holds.

    Raises InputError for an entry that cannot be used, and where the file cannot be edited.
    """
    new = {digest(table, values): (table, values) for table, values in entries}
    for table, values in new.values():
        if problem := check_entry(table, values):
            raise InputError(table, problem, f"known: {', '.join(TABLES)}")

    def change(text: str, known: Corrections) -> str:
        keys = {entry.key for entry in known.entries}
        for key, (table, values) in new.items():
            if key not in keys:
                text = _add_entry(text, table, values)
        return text

    _edit_file(path, change)


def remove_entry(path: Path, key: str) -> None:
    """Take the entry of this key (`Entry.key`) out of the file.

    Raises InputError where no entry has it (it was taken out, or has changed), and where the file
    cannot be edited.
    """

    def change(text: str, known: Corrections) -> str:
        mine = [entry for entry in known.entries if entry.key == key]
        if not mine:
            raise InputError(FILE, "this entry does not stand there any more", "nothing is undone")
        return _remove_entry(text, mine[-1].table, mine[-1].number - 1)

    _edit_file(path, change)


def _edit_file(path: Path, change: Callable[[str, Corrections], str]) -> None:
    """Change the file's text while no other process of ours may; its BOM and line ends stay."""
    with lock_folder(path.parent):
        raw = read_text(path) if path.exists() else ""
        known = read_corrections(path) if raw else Corrections()
        text = raw.removeprefix("\ufeff").replace("\r\n", "\n")
        changed = change(text, known)
        if changed != text:
            if path.is_symlink():
                raise InputError(FILE, "is a link", "edit the file that it leads to")
            whole = changed.replace("\n", "\r\n") if "\r\n" in raw else changed
            write_file(path, "\ufeff" * raw.startswith("\ufeff") + whole)


def _add_entry(text: str, table: str, values: Mapping[str, Any]) -> str:
    """The text with one entry more at its end."""
    before = tomllib.loads(text)
    changed = (text.rstrip("\n") + "\n\n" if text.strip() else "") + format_entry(table, values)
    if _has_content(changed, {**before, table: [*_as_list(before.get(table, [])), dict(values)]}):
        return changed
    raise InputError(FILE, f"{table} is written in a form that cannot be added to", REMEDY)


def _remove_entry(text: str, table: str, at: int) -> str:
    """The text without the entry at this place of its table."""
    before = tomllib.loads(text)
    rows = _as_list(before[table])
    changed = _cut_lines(text, table, at)
    if _has_content(changed, {**before, table: rows[:at] + rows[at + 1 :]}):
        return changed
    raise InputError(FILE, f"{table} {at + 1} cannot be taken out", REMEDY)


def _cut_lines(text: str, table: str, at: int) -> str:
    """The text without the lines of the entry under the header [[table]] of this number.

    Comments behind its last line are the next entry's, and stay. A header can stand inside a text:
    the caller tries what is left.
    """
    heads = list(re.finditer(r"(?m)^[ \t]*\[\[?[ \t]*[\"']?(\w+)[^\n]*\n?", text))
    mine = [number for number, head in enumerate(heads) if head[1] == table and _is_head(head[0])]
    if at >= len(mine):
        return text
    later = [head.start() for head in heads[mine[at] + 1 :] if _is_head(head[0])]
    start, end = heads[mine[at]].start(), min(later, default=len(text))
    lines = text[start:end].splitlines(keepends=True)
    own = max(n for n, line in enumerate(lines) if line.strip() and line.lstrip()[0] != "#")
    return text[:start] + "".join(lines[own + 1 :]).lstrip("\n") + text[end:]


def _is_head(line: str) -> bool:
    """Whether a header begins an entry: not [join.a], which belongs to the entry above it."""
    return "." not in line.partition("]")[0]


def _as_list(rows: Any) -> list[Any]:
    return rows if isinstance(rows, list) else [rows]


def _has_content(text: str, wanted: Content) -> bool:
    """Whether a text is TOML of this content; an empty list is as good as none."""
    try:
        found = tomllib.loads(text)
    except ValueError:
        return False
    expected, actual = (
        {name: _as_list(rows) for name, rows in content.items() if rows not in ([], {})}
        for content in (wanted, found)
    )
    return expected == actual
