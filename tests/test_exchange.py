"""Formats for other programs: spreadsheets, SQLite, Gephi, BibTeX, Label Studio."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from compare import Comparison, compare_articles, read_articles, read_report
from compare.cli import main
from compare.report.bibtex import render_bibtex
from compare.report.gephi import render_gephi
from compare.report.labelstudio import CHOICE, render_labelstudio
from compare.report.sqlite import REFERENCES, render_sqlite
from compare.report.xlsx import render_xlsx
from compare.tables import COLUMNS, table_rows

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


def test_the_database_holds_every_row_and_its_ids_lead_on(
    saved: Comparison, tmp_path: Path
) -> None:
    """Every table with its rows; what refers to an article, sentence or fact refers to one."""
    (tmp_path / "c.sqlite").write_bytes(render_sqlite(saved))
    with sqlite3.connect(tmp_path / "c.sqlite") as base:
        for name, rows in table_rows(saved).items():
            columns = ", ".join(f'"{column}"' for column in COLUMNS[name].split())
            assert base.execute(f"SELECT {columns} FROM {name}").fetchall() == rows
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert base.execute("PRAGMA foreign_key_list(contrasts)").fetchall()
        counts = base.execute(
            "SELECT outlet, count(*) FROM facts JOIN fact_sentences ON fact = facts.id "
            "GROUP BY outlet"
        ).fetchall()
    assert sum(n for _, n in counts) == sum(len(fact.sentences) for fact in saved.facts)
    assert set(REFERENCES.values()) <= set(COLUMNS)


def test_the_database_takes_any_text(hostile: Comparison) -> None:
    """Half a surrogate pair and control characters are no error."""
    assert render_sqlite(hostile) == render_sqlite(hostile)


def test_gephi_reads_edges_and_nodes() -> None:
    """Edges name nodes that are there; weights are shared facts, and utterances of a speaker."""
    example = Path(__file__).parents[1] / "compare" / "data" / "example"
    made = compare_articles(read_articles(example))
    files = {name: list(csv.DictReader(io.StringIO(t))) for name, t in render_gephi(made).items()}
    nodes = {row["Id"]: row for row in files["nodes.csv"]}
    assert {row["Label"] for row in nodes.values() if row["Kind"] == "outlet"} == set(made.outlets)
    for name in ("outlets.csv", "speakers.csv"):
        assert list(files[name][0]) == ["Source", "Target", "Type", "Weight"]
        assert all(row["Source"] in nodes and row["Target"] in nodes for row in files[name])
    pair = next(row for row in files["outlets.csv"] if "Northline" in row["Source"] + row["Target"])
    names = {nodes[pair["Source"]]["Label"], nodes[pair["Target"]]["Label"]}
    assert int(pair["Weight"]) == sum(names <= set(fact.outlets) for fact in made.facts)
    speakers = {nodes[row["Target"]]["Label"] for row in files["speakers.csv"]}
    assert any("Marsh" in name for name in speakers)


def test_the_bibliography_names_each_article(hostile: Comparison) -> None:
    """One balanced entry per article; TeX's own characters are escaped; unknown is left out."""
    text = render_bibtex(hostile)
    entries = text.strip().split("\n\n")
    assert len(entries) == len(hostile.articles)
    for entry, article in zip(entries, hostile.articles, strict=True):
        assert entry.startswith(f"@article{{{article.id},")
        plain = re.sub(r"\\[{}]", "", entry)
        assert plain.count("{") == plain.count("}")
        assert ("year = " in entry) == bool(article.published)
    assert r"\textbackslash{}input" in entries[0]
    assert r"50\%" in entries[0]


def test_decisions_come_back_from_label_studio(
    harbour: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tasks go out, an export comes back: "yes" joins, "no" parts, what is open or disputed is
    left alone; the next run applies them; a second import adds nothing."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for path in harbour.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    assert main(["run", str(folder), "-o", str(out), "-q", "--format", "json", "labelstudio"]) == 0
    tasks = json.loads((out / "labelstudio" / "tasks.json").read_text(encoding="utf-8"))
    shown = ElementTree.parse(out / "labelstudio" / "interface.xml")
    names = {node.get("value", "").removeprefix("$") for node in shown.iter("Text")}
    assert names | {"outlet_a", "outlet_b", "event"} <= set(tasks[0]["data"])
    answers = [["yes"], ["no"], ["part"], ["yes", "no"], []]
    assert len(tasks) >= len(answers)
    export = [
        {"id": k, **task, "annotations": [annotation(answer) for answer in said]}
        for k, (task, said) in enumerate(zip(tasks, answers, strict=False))
    ]
    (tmp_path / "export.json").write_text(json.dumps(export), encoding="utf-8")
    add = ["decisions", str(tmp_path / "export.json"), "-o", str(folder)]
    assert main(add) == 0
    assert "1 join, 3 left alone, 1 part" in capsys.readouterr().err
    once = (folder / "corrections.toml").read_text(encoding="utf-8")
    assert main(add) == 0
    assert (folder / "corrections.toml").read_text(encoding="utf-8") == once
    assert main(["run", str(folder), "-o", str(out), "-q", "--format", "json"]) == 0
    applied = read_report(out).corrections
    assert {(c.table, c.status) for c in applied} == {("join", "applied"), ("part", "applied")}


def annotation(answer: str) -> dict[str, object]:
    """An annotation as Label Studio exports it (https://labelstud.io/guide/task_format)."""
    value = {"choices": [answer]}
    part = {"from_name": CHOICE, "to_name": "a", "type": "choices", "value": value}
    return {"id": 1, "was_cancelled": False, "ground_truth": False, "result": [part]}


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '[{"data": {}}]', '[{"annotations": [{"result": [{}]}]}]', "[" * 9999]
)
def test_what_is_no_export_is_told(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file of another kind is an unusable input, and nothing is written."""
    (tmp_path / "e.json").write_text(text, encoding="utf-8")
    code = main(["decisions", str(tmp_path / "e.json"), "-o", str(tmp_path)])
    assert code == (0 if text in ("{}", '[{"annotations": [{"result": [{}]}]}]') else 3)


def test_interface_and_tasks_belong_together(saved: Comparison) -> None:
    """The choice that is read back is the one that the interface asks for."""
    files = render_labelstudio(saved)
    choices = ElementTree.fromstring(files["interface.xml"]).find("Choices")
    assert choices is not None
    assert choices.get("name") == CHOICE
    assert {node.get("value") for node in choices} == {"yes", "part", "no"}
