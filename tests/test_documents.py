"""report.docx, opened again by python-docx."""

from __future__ import annotations

import builtins
import io
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from compare import Comparison
from compare.errors import ReportError
from compare.report import FORMATS, read_report, write_report

GOLDEN = Path(__file__).parent / "golden"
HOSTILE = "<w:p/>&lt;b&gt; \x07\x1b[31m \ud800 \u202e \uffff ]]> =cmd()"


@pytest.fixture(scope="module")
def saved() -> Comparison:
    """The small event of tests/test_report.py."""
    return read_report(GOLDEN)


def document_of(comparison: Comparison) -> Any:
    """report.docx as python-docx reads it; skipped where that extra is not installed."""
    docx = pytest.importorskip("docx", reason="extra [docx] is not installed")
    content = FORMATS["docx"](comparison)["report.docx"]
    assert isinstance(content, bytes)
    return docx.Document(io.BytesIO(content))


def test_a_document_holds_every_fact_sentence_and_id(saved: Comparison) -> None:
    """Headings in order, a table of headlines, each row's sentences with their ids."""
    document = document_of(saved)
    titles = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert titles[:3] == [
        "What two or more state",
        "Where they differ",
        "Who names and quotes whom",
    ]
    assert [row.cells[0].text for row in document.tables[0].rows[1:]] == list(saved.outlets)
    told = [p.text for p in document.paragraphs]
    texts = {sentence.id: sentence.text for sentence in saved.sentences}
    for name in (cell.sentence for fact in saved.facts for cell in fact.cells):
        assert any(texts[name] in line and f"[{name}]" in line for line in told)


def test_what_an_outlet_says_is_bold_in_its_sentence(saved: Comparison) -> None:
    """Each reading of a difference is in a bold run of the sentence that carries it."""
    bold = {run.text for p in document_of(saved).paragraphs for run in p.runs if run.bold}
    articles = {article.id: article.text for article in saved.articles}
    owner = {sentence.id: sentence.article for sentence in saved.sentences}
    for contrast in saved.contrasts:
        for reading in contrast.readings:
            words = articles[owner[reading.sentence]][reading.start : reading.end]
            assert any(words in run for run in bold)


def test_a_large_event_is_cut_and_says_so(saved: Comparison) -> None:
    """Of very many facts the most widely shared are told, and how many were left out."""
    facts = tuple(replace(saved.facts[0], id=f"fact-{n}") for n in range(1, 261))
    contrasts = tuple(replace(one, fact="fact-1") for one in saved.contrasts)
    omissions = tuple(replace(one, fact="fact-1") for one in saved.omissions)
    document = document_of(replace(saved, facts=facts, contrasts=contrasts, omissions=omissions))
    told = [p.text for p in document.paragraphs]
    assert sum(line.startswith("Row ") for line in told) == 8
    assert "… and 220 more rows, in comparison.json" in told


def test_hostile_text_is_text_in_a_document(saved: Comparison) -> None:
    """Marks of XML are shown, what XML cannot hold is a blank, and the file opens."""
    facts = tuple(replace(fact, text=HOSTILE) for fact in saved.facts)
    articles = tuple(replace(a, title=HOSTILE, byline=HOSTILE) for a in saved.articles)
    spoilt = replace(saved, event=HOSTILE, facts=facts, articles=articles, signature=HOSTILE)
    document = document_of(spoilt)
    assert document.paragraphs[0].text == "<w:p/>&lt;b&gt; [31m ]]> =cmd()"
    assert "<w:p/>" in document.tables[0].rows[1].cells[4].text
    assert document.core_properties.title == document.paragraphs[0].text


def test_a_document_has_the_same_bytes_and_no_day(saved: Comparison) -> None:
    """Written twice it is the same; each part is dated alike."""
    document_of(saved)
    first, again = (FORMATS["docx"](saved)["report.docx"] for _ in range(2))
    assert first == again
    assert isinstance(first, bytes)
    with ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {2000}


def test_without_the_extra_the_rest_is_written_and_the_pip_line_told(
    saved: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """python-docx is optional: its absence names the extra, and stops no other format."""
    real = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        if name == "docx":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(
        ReportError, match=r"pip install python-docx; in a clone: pip install '\.\[docx\]'"
    ):
        write_report(saved, tmp_path, ["docx", "brief"])
    assert (tmp_path / "brief.md").is_file()
