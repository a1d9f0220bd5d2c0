"""report.xlsx: every table, and no text that a spreadsheet would run."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from compare import Comparison, read_report
from compare.report.xlsx import render_xlsx
from compare.tables import COLUMNS

GOLDEN = Path(__file__).parent / "golden" / "comparison.json"
HOSTILE = '=HYPERLINK("http://x")\x01 \ud800 {\\input} & 50% <b> ]]>'


@pytest.fixture(scope="module")
def saved() -> Comparison:
    """The comparison that the tests keep."""
    return read_report(GOLDEN)


@pytest.fixture(scope="module")
def hostile(saved: Comparison) -> Comparison:
    """The same with a headline, an outlet and a text that mean something to other programs."""
    first, *rest = saved.articles
    return replace(
        saved,
        event=HOSTILE,
        articles=(replace(first, title=HOSTILE, byline=HOSTILE, url=f"http://x/{HOSTILE}"), *rest),
        sentences=(replace(saved.sentences[0], text=HOSTILE), *saved.sentences[1:]),
    )


def sheets(content: bytes) -> dict[str, str]:
    """Part of a workbook -> its XML; each is well formed."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
    for text in parts.values():
        ElementTree.fromstring(text)
    return parts


def test_the_workbook_holds_every_table_and_no_formula(hostile: Comparison) -> None:
    """A sheet for facts x outlets and one a table; text of an article stays text; same bytes."""
    pytest.importorskip("xlsxwriter", reason="the extra [xlsx] is not installed")
    content = render_xlsx(hostile)
    parts = sheets(content)
    names = re.findall(r'<sheet name="([^"]+)"', parts["xl/workbook.xml"])
    assert names == ["who states what", *COLUMNS]
    assert not any("<f>" in text or "<hyperlink" in text for text in parts.values())
    assert "=HYPERLINK" in parts["xl/sharedStrings.xml"]
    assert content == render_xlsx(hostile)


def test_a_long_cell_is_cut_where_excel_stops(saved: Comparison) -> None:
    """A text of more than 32,767 characters is there as far as a cell goes."""
    pytest.importorskip("xlsxwriter", reason="the extra [xlsx] is not installed")
    long = replace(saved.sentences[0], text="word " * 10_000)
    parts = sheets(render_xlsx(replace(saved, sentences=(long, *saved.sentences[1:]))))
    assert max(map(len, re.findall(r">([^<]*)<", parts["xl/sharedStrings.xml"]))) == 32_767
