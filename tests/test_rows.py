"""Tables: an article a row, whatever the columns are called, broken lines named."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.errors import InputError, OptionError
from compare.reading.rows import cell_text, read_delimited, read_rows

CASES = json.loads((Path(__file__).parent / "cases" / "rows.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_rows_become_articles(case: dict[str, Any]) -> None:
    """Each row is an article; what is none is named with its line."""
    articles, skipped = read_rows(case["file"].encode(), case["name"], {})
    assert [[a.outlet, a.title, a.body, a.published, a.byline, a.url] for a in articles] == case[
        "articles"
    ]
    assert len(skipped) == len(case["skipped"])
    for item, told in zip(skipped, case["skipped"], strict=True):
        assert item.source.startswith(case["name"])
        assert told in item.problem


def test_each_value_tells_its_column() -> None:
    """`found` names the column that a value came from, and `source` the row."""
    raw = b"Source,Date,text\nGazette,October 2,The port is shut.\n"
    (article,), _ = read_rows(raw, "t.csv", {})
    assert [(item.field, item.rule, item.text) for item in article.found] == [
        ("outlet", "column Source", "Gazette"),
        ("published", "column Date", "October 2"),
    ]
    assert article.published is None
    assert article.source == "t.csv#1"


def test_named_columns_go_first() -> None:
    """A column that the user names wins over a usual name."""
    raw = b"text,full,outlet,paper\nshort,the full text,X,Gazette\n"
    (article,), _ = read_rows(raw, "t.csv", {"text": "full", "outlet": "paper"})
    assert (article.outlet, article.body) == ("Gazette", "the full text")


def test_column_that_is_not_there_lists_the_columns() -> None:
    """Naming a column that the table lacks raises OptionError with those it has."""
    with pytest.raises(OptionError, match="'ful'; valid: full, outlet"):
        read_rows(b"outlet,full\nA,b\n", "t.csv", {"text": "ful"})


@pytest.mark.parametrize(
    ("name", "raw", "problem"),
    [
        ("t.csv", b"a,b\n1,2\n", "no column for the text among: a, b"),
        ("t.json", b"{", "no JSON"),
        ("t.json", b"[" * 100_000, "nested too deep"),
        ("t.json", b'{"facts": [], "skipped": []}', "no list of articles"),
        ("t.json", b"[1, 2]", "no list of articles"),
        ("t.parquet", b"PAR1 and then nothing", "no Parquet table"),
        ("t.csv", b"\x00\x01\x02", "binary file"),
    ],
)
def test_what_is_no_table_is_told(name: str, raw: bytes, problem: str) -> None:
    """A file that is no table raises InputError with the reason."""
    with pytest.raises(InputError, match=problem):
        read_rows(raw, name, {})


def test_long_cells_are_read() -> None:
    """A cell may be longer than the csv module's own limit, which is put back afterwards."""
    before = csv.field_size_limit()
    (article,), _ = read_rows(b"outlet,text\nA," + b"word " * 100_000, "t.csv", {})
    assert len(article.body) == 499_999
    assert csv.field_size_limit() == before


def test_many_broken_quotes_are_bounded() -> None:
    """A table with a broken quote on every line ends soon, and says what it did not read."""
    start = time.thread_time()
    _, skipped = read_rows(b"outlet,text\n" + b'A,"x\n' * 20_000, "t.csv", {})
    assert "the rest was not read" in " ".join(item.problem for item in skipped)
    assert time.thread_time() - start < 5


def test_parquet_round_trip(tmp_path: Path) -> None:
    """A Parquet table reads like any other, its dates and lists too."""
    pyarrow = pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    from datetime import datetime

    from pyarrow import parquet

    table = pyarrow.table(
        {
            "outlet": ["A", "B"],
            "text": ["one two", None],
            "date": [datetime(2025, 3, 4, 9), None],
            "authors": [["N. Field", "T. Hale"], None],
        }
    )
    parquet.write_table(table, tmp_path / "t.parquet")
    (article,), skipped = read_rows((tmp_path / "t.parquet").read_bytes(), "t.parquet", {})
    assert (article.published, article.byline) == ("2025-03-04T09:00:00", "N. Field, T. Hale")
    assert [item.source for item in skipped] == ["t.parquet#2"]


def test_parquet_without_pyarrow_names_the_extra() -> None:
    """Without pyarrow a Parquet file says which line of pip helps."""
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from compare.reading.rows import read_rows\n"
        "try: read_rows(b'PAR1', 't.parquet', {})\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.startswith("MissingExtraError")
    assert "compare-news[parquet]" in shown.stdout


CELL = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@given(st.lists(st.tuples(CELL, CELL.filter(str.strip)), min_size=1, max_size=5))
def test_written_tables_read_back(rows: list[tuple[str, str]]) -> None:
    """What the csv module writes, commas and quotes and all, is read back cell by cell."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([("outlet", "text"), *rows])
    table = read_delimited(stream.getvalue().encode(), "t.csv")
    assert [tuple(row.cells.values()) for row in table.rows] == rows
    assert table.skipped == []


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_an_error(raw: bytes) -> None:
    """No bytes crash the table readers: articles, or an InputError."""
    for name in ("t.csv", "t.json", "t.jsonl"):
        try:
            read_rows(raw, name, {})
        except InputError:
            continue


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        ("NaN", ""),
        (7, "7"),
        (True, ""),
        (["a", None, {"name": "b"}], "a, b"),
        ({"x": 1}, ""),
        (b"caf\xc3\xa9", "café"),
    ],
)
def test_cells_as_text(value: object, text: str) -> None:
    """Whatever a cell holds becomes plain text; what is missing becomes nothing."""
    assert cell_text(value) == text
