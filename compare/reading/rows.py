"""Tables: one article a row, in CSV, TSV, JSON, JSON Lines or Parquet."""

from __future__ import annotations

import csv
import io
import json
import math
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from ..errors import InputError, MissingExtraError, OptionError
from ..model import Article, Found, Skipped
from .decoding import decode_lines, decode_text, find_double_encoding
from .fields import (
    FIELDS,
    drop_headline,
    iso_published,
    join_article,
    plain_byline,
    plain_line,
    split_paragraphs,
    url_date,
    url_host,
)
from .language import language_code

MAX_RESTARTS = 100
_NOTHING = {"nan", "none", "null", "n/a", "nat"}


class Row(NamedTuple):
    """One row: its number among the rows and the line it begins on, both from 1 (0: no lines)."""

    number: int
    line: int
    cells: Mapping[str, Any]


class Table(NamedTuple):
    """A table as its file gives it; `skipped` tells the lines that could not be read, `garbled` the
    ones (counted from 1) whose bytes are not what the others' are."""

    header: tuple[str, ...]
    rows: list[Row]
    skipped: list[Skipped]
    garbled: Mapping[int, Found] = {}


def read_rows(
    raw: bytes, source: str, columns: Mapping[str, str]
) -> tuple[list[Article], list[Skipped]]:
    """The articles of a table, and the rows that are none.

    `columns` maps a field to the table's own name for it; usual names (`FIELDS`) are recognised.
    Raises InputError where the table cannot be read or has no column for the text, OptionError
    where `columns` names a column that is not there.
    """
    table = TABLES[PurePosixPath(source).suffix.lower()](raw, source)
    names = find_columns(table.header, columns)
    if "text" not in names:
        raise InputError(
            source,
            f"no column for the text among: {', '.join(table.header)[:300] or 'none'}",
            "say which it is: columns={'text': NAME}, or --column text=NAME; "
            "a list of files needs a column 'file' and the name articles.csv",
        )
    articles, skipped = [], list(table.skipped)
    garbled = {_row_of(line, table.rows): found for line, found in table.garbled.items()}
    for row in table.rows:
        article = _row_article(row, names, source, garbled.get(row.number))
        if article is None:
            where = f"line {row.line}: " if row.line else ""
            skipped.append(Skipped(f"{source}#{row.number}", f"{where}no text in the row"))
        else:
            articles.append(article)
    return articles, skipped


def _row_of(line: int, rows: Sequence[Row]) -> int:
    """The number of the row that a line belongs to, 0 above the first."""
    return bisect_right(rows, line, key=lambda row: row.line)


def check_columns(columns: Mapping[str, str] | None) -> Mapping[str, str]:
    """`columns` itself, or an OptionError that lists the fields a column can be named for."""
    for field in columns or {}:
        if field not in FIELDS:
            raise OptionError.unknown("field", field, FIELDS)
    return columns or {}


def find_columns(header: Iterable[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Field -> column: the ones named in `columns`, and the usual names whatever their case."""
    header = list(header)
    for name in columns.values():
        if name not in header:
            raise OptionError.unknown("column", name, header)
    known = {_usual(name): name for name in reversed(header)}
    taken = set(columns.values())
    found = dict(columns)
    for field, usual in FIELDS.items():
        for name in usual:
            if field not in found and name in known and known[name] not in taken:
                found[field] = known[name]
    return found


def _usual(name: str) -> str:
    return "_".join(name.strip().casefold().replace("-", " ").replace("_", " ").split())


def _row_article(
    row: Row, names: Mapping[str, str], source: str, garbled: Found | None = None
) -> Article | None:
    values = {field: cell_text(row.cells.get(name)) for field, name in names.items()}
    title = plain_line(values.get("title", ""))
    paragraphs = drop_headline(title, split_paragraphs(values["text"]))
    if not paragraphs:
        return None
    told = {field: plain_line(value) for field, value in values.items() if field != "text"}
    found = [Found(f, f"column {names[f]}", value) for f, value in told.items() if value]
    garbled = garbled or find_double_encoding(values["text"])
    found += [garbled] if garbled else []
    url = told.get("url") or None
    outlet = told.get("outlet", "")
    if not outlet:
        host = url_host(url)
        outlet = host or f"{PurePosixPath(source).stem} row {row.number}"
        found.append(Found("outlet", "host of the url" if host else "file name and row", outlet))
    published = iso_published(told.get("published", ""))
    if published is None and (published := url_date(url)):
        found.append(Found("published", "date in the address", published))
    return Article(
        id="",
        outlet=outlet,
        title=title,
        text=join_article(title, paragraphs),
        published=published,
        byline=plain_byline(told.get("byline", "")),
        url=url,
        language=language_code(told.get("language", "")),
        owner=told.get("owner") or None,
        origin=told.get("origin") or None,
        source=f"{source}#{row.number}",
        found=tuple(found),
    )


def cell_text(value: Any) -> str:
    """A cell as text: dates as ISO, lists joined by commas, an object by its name."""
    if isinstance(value, str):
        return "" if value.strip().casefold() in _NOTHING else value
    if isinstance(value, list | tuple):
        return ", ".join(text for item in value[:50] if (text := cell_text(item)))
    if isinstance(value, dict):
        return cell_text(next((value[k] for k in ("name", "title", "href") if k in value), None))
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if value is None or isinstance(value, bool) or (isinstance(value, float) and math.isnan(value)):
        return ""
    return str(value)


def read_delimited(raw: bytes, source: str, *, short_lines: bool = False) -> Table:
    """A table of cells between commas, semicolons, tabs or bars, whichever its first line holds.

    A line with the wrong number of cells, or whose quotes do not close, is skipped and reading goes
    on at the line after it. `short_lines`: missing cells at the end of a line are empty instead.
    """
    text, garbled = decode_lines(raw, source)
    lines = list(io.StringIO(text, newline="\n"))
    before = csv.field_size_limit(sys.maxsize if sys.maxsize < 2**63 else 2**31 - 1)
    try:
        delimiter = max(",;\t|", key=lambda mark: _width(lines[0], mark))
        records = list(_records(lines, delimiter, short_lines))
    finally:
        csv.field_size_limit(before)
    first = records[0][1] if records else ""
    if isinstance(first, str):
        raise InputError(source, f"not a table: {first}", "save it as CSV with a line of names")
    header = tuple(plain_line(name) for name in first)
    rows: list[Row] = []
    broken: list[tuple[int, str]] = []
    for line, cells in records[1:]:
        if isinstance(cells, str):
            broken.append((line, cells))
        else:
            rows.append(Row(len(rows) + 1, line, dict(zip(header, cells, strict=False))))
    return Table(header, rows, list(_tell_broken(broken, source)), garbled)


def _width(line: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=delimiter), ()))
    except csv.Error:
        return 0


def _records(
    lines: list[str], delimiter: str, short_lines: bool
) -> Iterator[tuple[int, list[str] | str]]:
    """(line it begins on, its cells or what is wrong with it); the header is the first."""
    start, width = 0, 0
    for _ in range(MAX_RESTARTS):
        reader = csv.reader(islice(lines, start, None), delimiter=delimiter, strict=True)
        while True:
            line = start + reader.line_num + 1
            try:
                cells = next(reader, None)
                problem = "" if cells is None else _problem(cells, width, short_lines)
            except csv.Error as error:
                cells, problem = [], str(error)
            if cells is None:
                return
            if problem:
                yield line, problem
                if start + reader.line_num > line:  # a quote that does not close ate what follows
                    break
            elif any(cell.strip() for cell in cells):
                width = width or len(cells)
                yield line, cells
        start = line
    yield start + 1, f"more than {MAX_RESTARTS} broken lines: the rest was not read"


def _problem(cells: list[str], width: int, short_lines: bool) -> str:
    while width and len(cells) > width and not cells[-1].strip():
        cells.pop()
    if not width or not any(cells) or len(cells) == width or (short_lines and len(cells) < width):
        return ""
    return f"{len(cells)} cells, the header has {width}"


def _tell_broken(broken: list[tuple[int, str]], source: str) -> Iterator[Skipped]:
    """Neighbouring broken lines are one: mostly they are one article's paragraphs."""
    runs: list[list[tuple[int, str]]] = []
    for line, problem in broken:
        if runs and runs[-1][-1][0] == line - 1:
            runs[-1].append((line, problem))
        else:
            runs.append([(line, problem)])
    for run in runs:
        first, last = run[0][0], run[-1][0]
        where = f"line {first}" if first == last else f"lines {first} to {last}"
        problems = "; ".join(dict.fromkeys(problem for _, problem in run))
        yield Skipped(source, f"{where}: {problems}", "put the text in quotes, quotes in it twice")


def read_json_lines(raw: bytes, source: str) -> Table:
    """One JSON object a line."""
    rows: list[Row] = []
    skipped: list[Skipped] = []
    whole, garbled = decode_lines(raw, source)
    for line, text in enumerate(whole.split("\n"), 1):
        if not text.strip():
            continue
        try:
            value = _parse_json(text)
        except ValueError as error:
            skipped.append(Skipped(source, f"line {line}: no JSON: {error}", "mend or drop it"))
            continue
        if isinstance(value, dict):
            rows.append(Row(len(rows) + 1, line, value))
        else:
            skipped.append(Skipped(source, f"line {line}: no JSON object", "one {...} a line"))
    return Table(_keys(rows), rows, skipped, garbled)


def read_json(raw: bytes, source: str) -> Table:
    """A list of objects, or one object that is an article or holds one list of them."""
    try:
        value = _parse_json(decode_text(raw, source))
    except ValueError as error:
        raise InputError(source, f"no JSON: {error}", "mend it, or save as JSON Lines") from None
    if isinstance(value, dict) and not find_columns(value, {}).get("text"):
        lists = [item for item in value.values() if isinstance(item, list)]
        value = lists[0] if len(lists) == 1 else None
    items = [value] if isinstance(value, dict) else value
    if not isinstance(items, list) or not any(isinstance(item, dict) for item in items):
        raise InputError(source, "no list of articles in it", "save a list of objects")
    rows = [Row(n, 0, item) for n, item in enumerate(items, 1) if isinstance(item, dict)]
    skipped = [
        Skipped(f"{source}#{n}", "no JSON object")
        for n, item in enumerate(items, 1)
        if not isinstance(item, dict)
    ]
    return Table(_keys(rows), rows, skipped)


def _parse_json(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _keys(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for row in rows for key in row.cells))


def read_parquet(raw: bytes, source: str) -> Table:
    """A Parquet file; needs the extra `parquet`."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise MissingExtraError("pyarrow", "parquet") from None
    try:
        table = parquet.read_table(pyarrow.BufferReader(raw))
        rows = [Row(n, 0, cells) for n, cells in enumerate(table.to_pylist(), 1)]
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        reason = plain_line(str(error))[:200]
        raise InputError(source, f"no Parquet table: {reason}", "save it again") from None
    return Table(tuple(table.column_names), rows, [])


# suffix -> how its table is read
TABLES: dict[str, Callable[[bytes, str], Table]] = {
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".parquet": read_parquet,
}
