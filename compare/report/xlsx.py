"""report.xlsx: facts x outlets on the first sheet, then each table of `to_tables` on its own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ..errors import MissingExtraError
from ..model import Comparison
from ..tables import COLUMNS, plain_cell, table_rows

MOST_ROWS, MOST_CHARACTERS = 1_048_575, 32_767  # of a sheet below its head, of a cell (Excel)
WIDTHS = {"text": 70, "fact": 60, "fact_text": 60, "closest_text": 60, "title": 40, "note": 40}
MADE = datetime(2000, 1, 1)  # the file holds no time, so that the same comparison is the same bytes
# what is safe to open: no text becomes a formula or a link
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def render_xlsx(comparison: Comparison) -> bytes:
    """The workbook. Raises MissingExtraError without xlsxwriter (extra `[xlsx]`)."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise MissingExtraError("xlsxwriter", "xlsx") from None
    buffer = io.BytesIO()
    with Workbook(buffer, OPTIONS) as book:
        title = "".join(filter(str.isprintable, plain_cell(comparison.event)))
        book.set_properties({"title": title[:255], "created": MADE})
        styles = (
            book.add_format({"bold": True, "bottom": 1}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        _add_sheet(book, "who states what", *_make_matrix(comparison), styles)
        for name, rows in table_rows(comparison).items():
            _add_sheet(book, name, COLUMNS[name].split(), rows, styles)
    return buffer.getvalue()


def _make_matrix(comparison: Comparison) -> tuple[list[str], list[tuple[Any, ...]]]:
    """(head, rows): a fact a row, and what each outlet's mark is."""
    marks = {(f.id, c.outlet): c.mark for f in comparison.facts for c in f.cells}
    marks |= {(o.fact, o.outlet): o.status for o in comparison.omissions}
    rows = [
        (f.id, f.title, f.origins, *(marks.get((f.id, one)) for one in comparison.outlets))
        for f in comparison.facts
    ]
    return ["id", "fact", "origins", *comparison.outlets], rows


def _add_sheet(
    book: Any, name: str, head: Sequence[str], rows: Sequence[Sequence[Any]], styles: Any
) -> None:
    sheet, (bold, wrapped) = book.add_worksheet(name), styles
    for column, title in enumerate(head):
        sheet.set_column(column, column, WIDTHS.get(title, 16), wrapped)
        sheet.write_string(0, column, plain_cell(title), bold)
    for number, row in enumerate(rows[:MOST_ROWS], 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, plain_cell(cell)[:MOST_CHARACTERS])
            elif cell is not None:
                sheet.write_number(number, column, cell)
    sheet.freeze_panes(1, 0)
    if head and rows:
        sheet.autofilter(0, 0, min(len(rows), MOST_ROWS), len(head) - 1)
