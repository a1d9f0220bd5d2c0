"""Tables: one article a row, from a file of any form or from Python's own records."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from ...errors import InputError, OptionError
from ...model import Article, Found, Removal, Skipped
from ..decoding import find_double_encoding
from ..fields import (
    FIELDS,
    drop_headline,
    is_address,
    join_article,
    strip_site,
    url_outlet,
    usual_name,
)
from ..furniture.bylines import plain_byline
from ..language import language_code
from ..published import iso_published, url_date
from .cells import cell_line, cell_paragraphs
from .files import TABLES, Row, Table, flatten_object

if TYPE_CHECKING:
    from pandas import DataFrame

Columns = Mapping[str, Sequence[str]]  # field -> the table's columns for it, the surest first

# how an API says that it hands out the head of a text only; what follows is not there
_CUT = re.compile(
    r" ?(?:\[\+?(?P<more>\d{1,7}) chars\]|\[(?:…|\.\.\.)\]|\((?:more|continued)(?:…|\.\.\.)\))$"
)
_SERIAL = re.compile(r"([2-5]\d{4})(?:\.\d+)?")  # a day as Excel counts it: 1954 to 2064


Records: TypeAlias = "DataFrame | Iterable[Mapping[str, Any]]"


def list_records(inputs: Any) -> list[Mapping[str, Any]] | None:
    """The rows of a DataFrame (pandas or polars), or a list of dicts as it is; None for paths.

    Raises TypeError for what is neither, with what can be given.
    """
    if hasattr(inputs, "to_dicts"):  # polars
        return list(inputs.to_dicts())
    if hasattr(inputs, "to_dict") and hasattr(inputs, "columns"):
        return list(inputs.to_dict(orient="records"))
    if isinstance(inputs, str) or hasattr(inputs, "__fspath__"):
        return None
    if isinstance(inputs, Mapping):
        return [inputs]
    items = list(inputs)
    if items and all(isinstance(item, Mapping) for item in items):
        return items
    for item in items:
        if not isinstance(item, str) and not hasattr(item, "__fspath__"):
            kind = type(item).__name__
            raise TypeError(f"give paths, or records (dicts, a DataFrame), not {kind}")
    return None


def read_rows(
    raw: bytes | BinaryIO, source: str, columns: Mapping[str, str]
) -> tuple[list[Article], list[Skipped]]:
    """The articles of a table's file, and the rows that are none; errors as in `read_table`."""
    table = TABLES[PurePosixPath(source).suffix.lower()](raw, source)
    return read_table(table, source, columns)


def read_records(
    records: Iterable[Mapping[str, Any]], source: str, columns: Mapping[str, str]
) -> tuple[list[Article], list[Skipped]]:
    """The articles of records (field -> value); errors as in `read_table`."""
    rows = [Row(n, 0, flatten_object(item)) for n, item in enumerate(records, 1)]
    header = dict.fromkeys(str(name) for row in rows for name in row.cells)
    return read_table(Table(tuple(header), rows, []), source, columns)


def read_table(
    table: Table, source: str, columns: Mapping[str, str]
) -> tuple[list[Article], list[Skipped]]:
    """The articles of a table, and the rows that are none.

    `columns` maps a field to the table's own name for it; usual names (`FIELDS`) are recognised.
    Raises InputError where the table has no column for the text, OptionError where `columns` names
    a column that is not there.
    """
    names = find_columns(table.header, columns)
    if "text" not in names:
        raise _explain_no_text(table, names, source)
    articles, skipped = [], list(table.skipped)
    begins = [row.line for row in table.rows]
    garbled = {bisect_right(begins, line): found for line, found in table.garbled.items()}
    for row in table.rows:
        article = _make_article(row, names, source, garbled.get(row.number))
        if article is None:
            where = f"line {row.line}: " if row.line else ""
            skipped.append(Skipped(f"{source}#{row.number}", f"{where}no text in the row"))
        else:
            articles.append(article)
    return articles, skipped


def _explain_no_text(table: Table, names: Columns, source: str) -> InputError:
    header = ", ".join(table.header)[:300] or "none"
    remedy = (
        "say which it is: columns={'text': NAME}, or --column text=NAME; "
        "a list of files needs a column 'file' and the name articles.csv"
    )
    if "url" in names:
        url = names["url"][0]
        remedy = (
            f"a list of stories without their texts, as Media Cloud gives it: save the page of each"
            f" address in {url!r} as a file and add a column 'file' that names it, as articles.csv;"
            f" or {remedy}"
        )
    return InputError(source, f"no column for the text among: {header}", remedy)


def check_columns(columns: Mapping[str, str] | None) -> Mapping[str, str]:
    """`columns` itself, or an OptionError that lists the fields a column can be named for."""
    for field in columns or {}:
        if field not in FIELDS:
            raise OptionError.unknown("field", field, FIELDS)
    return columns or {}


def find_columns(header: Iterable[str], columns: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Field -> its columns, the surest first: the one named in `columns`, or all usual names."""
    header = list(header)
    for name in columns.values():
        if name not in header:
            raise OptionError.unknown("column", name, header)
    known = {usual_name(name): name for name in reversed(header)}
    taken = set(columns.values())
    found: dict[str, tuple[str, ...]] = {field: (name,) for field, name in columns.items()}
    for field, usual in FIELDS.items():
        own = [known[name] for name in usual if name in known and known[name] not in taken]
        if own and field not in found:
            found[field] = tuple(own)
    return found


def read_row(row: Row, names: Columns) -> dict[str, tuple[str, str]]:
    """Field -> (its column, its value on one line) of a row, for all fields that have one.

    An outlet's name goes before its address; of an address only the domain is the outlet.
    """
    found: dict[str, tuple[str, str]] = {}
    for field, columns in names.items():
        if field == "text":
            continue
        filled = [(name, value) for name in columns if (value := cell_line(row.cells.get(name)))]
        named = [item for item in filled if field != "outlet" or not is_address(item[1])]
        if filled:
            found[field] = (named or filled)[0]
        # the address of a page may stand where an outlet is looked for (trafilatura's `source`)
        pages = (item for item in filled if re.match(r"https?://[^/\s]+/.", item[1]))
        if "url" not in names and (page := next(pages, None)):
            found["url"] = page
    return found


def _make_article(
    row: Row, names: Columns, source: str, garbled: Found | None = None
) -> Article | None:
    values = read_row(row, names)
    found = [Found(field, f"column {name}", value) for field, (name, value) in values.items()]
    fields = {field: value for field, (_, value) in values.items()}
    url = fields.get("url") or None
    outlet = fields.get("outlet", "")
    if is_address(outlet):
        domain = url_outlet(outlet) or outlet
        outlet = outlet if outlet.casefold() == domain else domain
    if not outlet:
        domain = url_outlet(url) or ""
        outlet = domain or f"{PurePosixPath(source).stem} row {row.number}"
        found.append(
            Found("outlet", "domain of the url" if domain else "file name and row", outlet)
        )
    title = strip_site(fields.get("title", ""), outlet, url)
    paragraphs, removed = _read_paragraphs(row, names["text"], title)
    if not paragraphs:
        return None
    garbled = garbled or find_double_encoding("\n".join(paragraphs))
    found += [garbled] if garbled else []
    found += [Found("truncated", "the list holds its head only", cut.text) for cut in removed]
    published = _read_date(fields.get("published", ""))
    if published is None and (published := url_date(url)):
        found.append(Found("published", "date in the address", published))
    return Article(
        id="",
        outlet=outlet,
        title=title,
        text=join_article(title, paragraphs),
        published=published,
        byline=plain_byline(fields.get("byline", "")),
        url=url,
        language=language_code(fields.get("language", "")),
        owner=fields.get("owner") or None,
        origin=fields.get("origin") or None,
        source=f"{source}#{row.number}",
        found=tuple(found),
        removed=tuple(removed),
    )


def _read_paragraphs(
    row: Row, columns: Sequence[str], title: str
) -> tuple[list[str], list[Removal]]:
    """The text of a row, out of the first of its columns that holds one; and the mark at its end
    that says how much is cut off."""
    paragraphs = next(filter(None, (cell_paragraphs(row.cells.get(name)) for name in columns)), [])
    paragraphs = drop_headline(title, paragraphs)
    cut = _CUT.search(paragraphs[-1]) if paragraphs else None
    if not cut:
        return paragraphs, []
    paragraphs[-1] = paragraphs[-1][: cut.start()].rstrip()
    mark = Removal(row.line or row.number, cut.group().strip(), "says that the text is cut off")
    return [text for text in paragraphs if text], [mark]


def _read_date(value: str) -> str | None:
    serial = _SERIAL.fullmatch(value)
    if serial:
        return (date(1899, 12, 30) + timedelta(days=int(serial.group(1)))).isoformat()
    return iso_published(value)
