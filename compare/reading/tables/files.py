"""Table files: CSV, TSV, JSON, JSON Lines and Parquet become rows of cells."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, BinaryIO, NamedTuple

from ...errors import InputError
from ...model import Found, Skipped
from ..decoding import decode_text
from ..fields import FIELDS, decode_json, plain_line, usual_name
from .lines import MAX_LINE, Lines, blank_zeros, read_lines

MAX_RESTARTS = 100
MAX_DEPTH = 4  # levels of JSON in which a list of articles is looked for
_SEP = re.compile(r'"?sep=([^\s"]|\t)"?\s*')  # Excel's own first line
_HOISTED = ("_source", "fields", "attributes", "article", "thread")  # objects that wrap the fields
MAX_ROWS = 100_000  # articles of one table
MAX_BROKEN = 10_000  # lines of it that are none
MAX_JSON = 50_000_000  # bytes: JSON is parsed whole, and takes up to seven times its size
MAX_VALUES = 2_000_000
_SAVE = "save it as CSV with a line of names"


class Row(NamedTuple):
    """One row: its number among the rows and the line it begins on, both from 1 (0: no lines)."""

    number: int
    line: int
    cells: Mapping[str, Any]


class Table(NamedTuple):
    """A table as its file gives it; `skipped` lists the lines that could not be read, `garbled` the
    ones (counted from 1) whose bytes are not what the others' are."""

    header: tuple[str, ...]
    rows: list[Row]
    skipped: list[Skipped]
    garbled: Mapping[int, Found] = {}


def read_delimited(raw: bytes | BinaryIO, source: str, *, short_lines: bool = False) -> Table:
    """A table of cells between commas, semicolons, tabs or bars, whichever its first line holds.

    Excel's line "sep=;" goes before that. A line with the wrong number of cells, or whose quotes do
    not close, is skipped and reading goes on at the line after it. `short_lines`: missing cells at
    the end of a line are empty instead.
    """
    skipped: list[Skipped] = []
    garbled: dict[int, Found] = {}
    lines = Lines(read_lines(raw, source, skipped, garbled))
    header: tuple[str, ...] | None = None
    rows: list[Row] = []
    broken: list[tuple[int, str]] = []
    before = csv.field_size_limit(MAX_LINE)
    try:
        declared = _SEP.fullmatch(lines.peek())
        if declared:
            next(filter(str.strip, lines))
        delimiter = max(",;\t|", key=lambda mark: _count_cells(lines.peek(), mark))
        if declared:
            delimiter = declared.group(1).replace("\\t", "\t")
        for line, cells in _read_records(lines, delimiter, short_lines):
            if header is None:
                if isinstance(cells, str):
                    raise InputError(source, f"not a table: {cells}", _SAVE)
                header = tuple(plain_line(name) for name in cells)
            elif isinstance(cells, str):
                broken.append((line, cells))
            else:
                rows.append(Row(len(rows) + 1, line, dict(zip(header, cells, strict=False))))
            if reason := _name_limit(rows, broken):
                broken.append((line, reason))
                break
    finally:
        csv.field_size_limit(before)
    if header is None:
        raise InputError(source, "not a table: ", _SAVE)
    skipped += _tell_broken(broken, source)
    return Table(header, rows, skipped, garbled)


def _name_limit(rows: Sequence[Row], broken: Sequence[object]) -> str:
    """Why no more of a table is read, or ""."""
    if len(rows) < MAX_ROWS and len(broken) < MAX_BROKEN:
        return ""
    what = f"{MAX_ROWS} rows" if len(rows) >= MAX_ROWS else f"{MAX_BROKEN} broken lines"
    return f"{what}: what follows was not read"


def _count_cells(line: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=delimiter), ()))
    except csv.Error:
        return 0


def _read_records(
    lines: Lines, delimiter: str, short_lines: bool
) -> Iterator[tuple[int, list[str] | str]]:
    """(line it begins on, its cells or what is wrong with it); the header is the first."""
    width, restarts = 0, 0
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.start_row()
        try:
            cells = next(reader, None)
            problem = "" if cells is None else _find_problem(cells, width, short_lines)
        except csv.Error as error:
            cells, problem = [], str(error)
        if cells is None:
            return
        line = lines.row[0][0]
        if problem:
            yield line, problem
            restarts += len(lines.row) > 1
            if restarts > MAX_RESTARTS:
                yield line + 1, f"more than {MAX_RESTARTS} broken lines: the rest was not read"
                return
            lines.go_back()  # a quote that does not close ate what follows
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
        elif any(cell.strip() for cell in cells):
            width = width or len(cells)
            yield line, cells


def _find_problem(cells: list[str], width: int, short_lines: bool) -> str:
    while width and len(cells) > width and not cells[-1].strip():
        cells.pop()
    if not width or not any(cells) or len(cells) == width or (short_lines and len(cells) < width):
        return ""
    return f"{len(cells)} cells, the header has {width}"


def _tell_broken(broken: list[tuple[int, str]], source: str) -> Iterator[Skipped]:
    """Neighbouring broken lines are one: mostly they are one article's paragraphs."""
    for _, run in groupby(enumerate(broken), lambda one: one[1][0] - one[0]):
        lines, problems = zip(*(pair for _, pair in run), strict=True)
        where = f"line {lines[0]}" if len(lines) == 1 else f"lines {lines[0]} to {lines[-1]}"
        problem = f"{where}: {'; '.join(dict.fromkeys(problems))}"
        yield Skipped(source, problem, "put the text in quotes, quotes in it twice")


def read_json_lines(raw: bytes | BinaryIO, source: str) -> Table:
    """One JSON object a line."""
    skipped: list[Skipped] = []
    garbled: dict[int, Found] = {}
    lines = read_lines(raw, source, skipped, garbled)
    items = ((line, _parse_line(text)) for line, text in lines if text.strip())
    return _fill_table(items, source, skipped, garbled, lined=True)


def _parse_line(text: str) -> Mapping[str, Any] | str:
    """The object of a line, or what is wrong with it."""
    try:
        value = json.loads(text, strict=False)
    except RecursionError:
        return "not JSON: nested too deep"
    except ValueError as error:
        return f"not JSON: {error}"
    return value if isinstance(value, dict) else "no JSON object"


def read_json(raw: bytes | BinaryIO, source: str) -> Table:
    """A list of objects; one object that is an article or holds a list of them, also further in;
    several values one behind the other."""
    whole = raw if isinstance(raw, bytes) else raw.read(MAX_JSON + 1)
    try:
        if len(whole) > MAX_JSON:
            raise ValueError(f"larger than {MAX_JSON // 1_000_000} MB")
        text = decode_text(blank_zeros(whole), source)
        if sum(map(text.count, "[{,")) > MAX_VALUES:
            raise ValueError(f"more than {MAX_VALUES} values")
        values = list(decode_json(text))
    except ValueError as error:
        raise InputError(source, f"not JSON: {error}", "fix it, or save it as JSON Lines") from None
    items = _find_list(values[0] if len(values) == 1 else values)
    if not any(isinstance(item, dict) for item in items):
        raise InputError(source, "no list of articles in it", "save a list of objects")
    return _fill_table(enumerate(map(_check_item, items), 1), source, [])


def _check_item(item: Any) -> Mapping[str, Any] | str:
    """An object, or what is wrong with an item of a list."""
    if not isinstance(item, dict):
        return "no JSON object"
    if any(isinstance(value, str) and len(value) > MAX_LINE for value in item.values()):
        return f"more than {MAX_LINE} characters in one cell"
    return item


def _fill_table(
    items: Iterable[tuple[int, Mapping[str, Any] | str]],
    source: str,
    skipped: list[Skipped],
    garbled: Mapping[int, Found] | None = None,
    *,
    lined: bool = False,
) -> Table:
    """A table of numbered items, each an object or what is wrong with it; lined: the numbers are
    lines of the file."""
    rows: list[Row] = []
    for number, item in items:
        name, place = (source, f"line {number}: ") if lined else (f"{source}#{number}", "")
        if isinstance(item, str):
            skipped.append(Skipped(name, place + item, "one {...} a line" if lined else ""))
        else:
            line = number if lined else 0
            rows.append(Row(len(rows) + 1 if lined else number, line, flatten_object(item)))
        if reason := _name_limit(rows, skipped):
            skipped.append(Skipped(name, place + reason, "give it in parts"))
            break
    header = dict.fromkeys(key for row in rows for key in row.cells)
    return Table(tuple(header), rows, skipped, garbled or {})


def flatten_object(item: Mapping[str, Any]) -> dict[str, Any]:
    """An object's fields; those inside a wrapper ("fields", "_source") stand beside the others."""
    flat = dict(item)
    for name in _HOISTED:
        inner = flat.get(name)
        if isinstance(inner, Mapping):
            del flat[name]
            flat |= {key: value for key, value in inner.items() if key not in flat}
    return flat


def _find_list(value: Any) -> list[Any]:
    """The first list of objects with a text, level by level; else the first list of objects, else
    the object itself."""
    if isinstance(value, list):
        return value
    lists: list[list[Any]] = []
    level = [value]
    for _ in range(MAX_DEPTH):
        objects = [item for item in level if isinstance(item, dict)]
        if any(has_text(item) for item in objects):
            return objects[:1]
        inner = [part for item in objects for part in item.values()]
        lists += [part for part in inner if isinstance(part, list) and _holds_objects(part)]
        level = [part for part in inner if isinstance(part, dict)]
    return next(filter(_holds_texts, lists), lists[0] if lists else [value])


def _holds_objects(items: list[Any]) -> bool:
    return any(isinstance(item, dict) for item in items[:100])


def _holds_texts(items: list[Any]) -> bool:
    return any(isinstance(item, dict) and has_text(flatten_object(item)) for item in items[:100])


def has_text(item: Mapping[str, Any]) -> bool:
    """Whether one of an object's fields is called as tables call the text of an article."""
    return any(usual_name(name) in FIELDS["text"] for name in item if isinstance(name, str))


def read_parquet(raw: bytes | BinaryIO, source: str) -> Table:
    """A Parquet file; needs the extra `parquet`."""
    from .parquet import read_rows

    skipped: list[Skipped] = []
    return _fill_table(enumerate(read_rows(raw, source, skipped), 1), source, skipped)


# suffix -> how its table is read
TABLES: dict[str, Callable[[bytes | BinaryIO, str], Table]] = {
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".parquet": read_parquet,
}
