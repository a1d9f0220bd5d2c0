"""report.docx: the report for desks that live in Word. Headings, tables, sentences with their ids.

The same order and words as report.md. Text is text: python-docx writes it as XML text, and what
XML cannot hold (control characters, halves of a character) becomes a blank. Times inside the file
are fixed, so that the same comparison gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..errors import MissingExtraError
from ..model import Comparison
from ..version import VERSION
from .figures import figure_captions, render_figures
from .types import ContrastView, FactView, Line, MeasureView, Near, OutletView, View
from .view import make_view, method_words, unmeasured_words
from .words import SIGNS, TERMS, counted

if TYPE_CHECKING:
    from docx.document import Document

WIDEST = 8  # outlets that fit beside each other on a page
SHOWN = 10  # entries of a list before "and n more"
MOST = 200  # facts, differences, outlets: Word is slow with more, and so is writing them
MEASURED = 40  # rows of a measure
PICTURED = 24  # outlets whose names can be read in a figure of this width
PAGE = 6.0  # width of the text on a page, in inches
WHEN = datetime(2000, 1, 1)
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+"
)


def render_docx(comparison: Comparison) -> bytes:
    """The document. MissingExtraError where python-docx (extra `[docx]`) is not installed."""
    try:
        from docx import Document
    except ImportError:
        raise MissingExtraError("python-docx", "docx") from None
    view, document = make_view(comparison), Document()
    _set_properties(document, view)
    document.add_heading(fit(view.title), 0)
    document.add_paragraph(fit(" ".join(view.summary)))
    for term, meaning in TERMS:
        _item(document, (term, "b"), (f": {meaning}", ""))
    _articles(document, view)
    _facts(document, view)
    _differences(document, view)
    _missing(document, view)
    _framing(document, view)
    _origins(document, view)
    _method(document, view)
    return _same_bytes(document)


def fit(text: str) -> str:
    """Text on one line, without what XML or Word cannot hold or would turn the direction of."""
    return " ".join(_UNFIT.sub(" ", text).split())


def _set_properties(document: Document, view: View) -> None:
    """What Word shows as the file's properties: nothing of the machine or the day."""
    told = document.core_properties
    told.title, told.author = fit(view.title)[:255], f"compare-news {VERSION}"
    told.comments = told.keywords = told.last_modified_by = ""
    told.created = told.modified = WHEN
    told.revision = 1


def _same_bytes(document: Document) -> bytes:
    """The file packed anew, each part dated alike."""
    made, packed = BytesIO(), BytesIO()
    document.save(made)
    with ZipFile(made) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = ZipInfo(name, WHEN.timetuple()[:6])
            part.compress_type = ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return packed.getvalue()


def _write(paragraph: Any, *runs: tuple[str, str]) -> None:
    """Runs of text: "b" bold, "i" italic. Blanks at a run's ends stay."""
    for text, style in runs:
        run = paragraph.add_run(_UNFIT.sub(" ", re.sub(r"\s", " ", text)))
        run.bold, run.italic = "b" in style or None, "i" in style or None


def _item(document: Document, *runs: tuple[str, str]) -> None:
    _write(document.add_paragraph(style="List Bullet"), *runs)


def _rest(document: Document, items: Sequence[object], what: str, shown: int = SHOWN) -> None:
    """How many were left out."""
    if len(items) > shown:
        more = counted(len(items) - shown, f"more {what}")
        _item(document, (f"… and {more}, in comparison.json", "i"))


def _table(
    document: Document,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    shares: Sequence[float],
) -> None:
    """A table whose head stands on each page; shares: how wide a column is beside the others."""
    from docx.oxml import OxmlElement
    from docx.shared import Inches

    rows = list(rows)
    widths = [Inches(PAGE * share / sum(shares)) for share in shares]
    table = document.add_table(len(rows) + 1, len(head), "Light Grid Accent 1")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for n, (cells, texts) in enumerate(zip(table.rows, [head, *rows], strict=True)):
        for cell, text, width in zip(cells.cells, texts, widths, strict=True):
            cell.width = width
            _write(cell.paragraphs[0], (text, "b" * (not n)))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _where(line: Line) -> str:
    """The id by which comparison.json and every other format know the sentence."""
    return f" [{line.id}, {line.place}]"


def _nearest(near: Near | None) -> str:
    return f"; nearest {near.score}: “{near.line.text}”{_where(near.line)}" if near else ""


def _articles(document: Document, view: View) -> None:
    document.add_heading("The articles", 1)
    _table(
        document,
        ("outlet", "headline", "published", "author", "words", "id"),
        [
            (
                item.article.outlet,
                item.article.title or "—",
                item.published,
                item.article.byline or "—",
                f"{item.words:,}",
                item.article.id,
            )
            for item in view.articles
        ],
        (1.1, 2, 1.1, 0.9, 0.6, 1),
    )


def _facts(document: Document, view: View) -> None:
    document.add_heading("Who states what", 1)
    told = [
        f"{SIGNS[name].symbol} {SIGNS[name].words}"
        for name in ("states", "in part", "perhaps", "not found", "too short")
    ]
    document.add_paragraph("; ".join(told) + ".")
    if len(view.outlets) <= WIDEST:
        _table(
            document,
            ("no.", "fact", *view.outlets),
            [
                (
                    str(fact.head.number),
                    fact.head.text,
                    *(cell.sign.symbol for cell in fact.cells),
                )
                for fact in view.facts[:MOST]
            ],
            (0.45, 3, *[0.6] * len(view.outlets)),
        )
    document.add_heading("The sentences side by side", 2)
    for fact in view.facts[:MOST]:
        _fact(document, fact)
    _rest(document, view.facts, "fact", MOST)


def _fact(document: Document, fact: FactView) -> None:
    head = fact.head
    title = f"Fact {head.number}: {counted(len(head.outlets), 'outlet')}"
    document.add_heading(title, 3)
    for card in fact.cards[:SHOWN]:
        outlet = f"{SIGNS[card.state].symbol} {card.outlet}"
        for line in card.lines:
            _item(document, (outlet, "b"), (f": {line.text}", ""), (_where(line), "i"))
    _rest(document, fact.cards, "outlet")


def _differences(document: Document, view: View) -> None:
    document.add_heading("Where they differ", 1)
    document.add_paragraph(
        "Outlets state the same fact; this is what each says. It is not said who is right."
        if view.contrasts
        else "None was found."
    )
    for kind, items in view.contrasts_by_kind:
        document.add_heading(fit(kind), 2)
        for item in items[:MOST]:
            _contrast(document, item)
        _rest(document, items, "difference", MOST)


def _contrast(document: Document, item: ContrastView) -> None:
    _write(document.add_paragraph(), (f"Fact {item.fact.number}: {item.nature_words}", "b"))
    for reading in item.readings[:SHOWN]:
        runs = [(p.text, "b" * ("reading" in p.marks)) for p in reading.line.pieces]
        _item(document, (f"{reading.outlet}: ", "i"), *runs, (_where(reading.line), "i"))
    _rest(document, item.readings, "reading")


def _missing(document: Document, view: View) -> None:
    document.add_heading("Only in one outlet, not found in others", 1)
    document.add_paragraph(
        "The nearest sentence is given with each, since matching by machine misses some."
    )
    for item in view.by_outlet[:MOST]:
        _missing_in(document, item)
    _rest(document, view.by_outlet, "outlet", MOST)


def _missing_in(document: Document, item: OutletView) -> None:
    if item.only:
        of = counted(item.sentences, "sentence")
        document.add_heading(fit(f"Only in {item.outlet} ({len(item.only)} of {of})"), 2)
        for line, near in item.only[:SHOWN]:
            _item(document, (line.text, ""), (_where(line) + _nearest(near), "i"))
        _rest(document, item.only, "sentence")
    if item.lacks:
        lacking = counted(len(item.lacks), "fact")
        document.add_heading(fit(f"Not found in {item.outlet} ({lacking})"), 2)
        for lack in item.lacks[:SHOWN]:
            told = f"Fact {lack.fact.number}, {lack.status}: "
            _item(document, (told, "b"), (lack.fact.text, ""), (_nearest(lack.near), "i"))
        _rest(document, item.lacks, "fact")


def _framing(document: Document, view: View) -> None:
    if not view.framing:
        return
    document.add_heading("How it is told", 1)
    document.add_paragraph(
        "Figures of the words each outlet chooses, with intervals. Where intervals overlap widely, "
        "there may be no difference; “few” marks figures that rest on too little. All figures with "
        "their sentences are in comparison.json."
    )
    for line in unmeasured_words(view.comparison):
        document.add_paragraph(fit(line))
    if len(view.outlets) <= PICTURED:
        _pictures(document, view)
    for measure in view.framing:
        _measure(document, measure)


def _pictures(document: Document, view: View) -> None:
    from docx.shared import Inches

    files = render_figures(view.comparison)
    for name, caption in figure_captions(view).items():
        content = files[f"{name}.png"]
        if content:
            shape = document.add_picture(BytesIO(content), Inches(PAGE))
            shape._inline.docPr.set("descr", fit(caption))
            document.add_paragraph(fit(caption), "Caption")


def _measure(document: Document, measure: MeasureView) -> None:
    document.add_heading(fit(measure.title), 2)
    document.add_paragraph(fit(f"{measure.explained} Unit: {measure.unit}."))
    rows = [
        (
            f"fact {group.fact.number}" if group.fact else group.title,
            f"fact {row.fact.number}" if row.fact else row.label,
            row.value,
            row.interval,
            f"{row.n:,}" + " (few)" * row.few,
        )
        for group in measure.groups
        for row in group.rows[: SHOWN // 2]
    ]
    _table(document, ("", "", "value", "interval", "n"), rows[:MEASURED], (1.5, 2, 0.8, 1.2, 0.8))
    if measure.rows > len(rows[:MEASURED]):
        more = counted(measure.rows - len(rows[:MEASURED]), "more row")
        document.add_paragraph(f"… and {more}, in comparison.json.")


def _origins(document: Document, view: View) -> None:
    document.add_heading("Who wrote it first", 1)
    for origin in view.copies:
        names = ", ".join(f"{a.article.outlet} (“{a.article.title}”)" for a in origin.articles)
        _item(document, (f"One text: {names}: {origin.words}.", ""))
        for line in origin.evidence[:SHOWN]:
            _item(document, (f"{line.outlet}: {line.text}", ""), (_where(line), "i"))
    if not view.copies:
        document.add_paragraph("No two articles are copies of one text, as far as the words show.")


def _method(document: Document, view: View) -> None:
    document.add_heading("What was not compared", 1)
    for skipped in view.comparison.skipped:
        _item(document, (f"{skipped.source}: {skipped.problem}", ""))
    if not view.comparison.skipped:
        document.add_paragraph("Every input was used.")
    if view.corrections:
        document.add_heading("What was corrected by hand", 1)
    for item, lines in view.corrections:
        told = f"{item.place}: {item.status}" + f" ({item.note})" * bool(item.note)
        _item(document, (told, ""), ("".join(f" {_where(line)}" for line in lines), "i"))
    document.add_heading("How this was made, and its limits", 1)
    for title, text in method_words(view.comparison.signature):
        _item(document, (f"{title}. ", "b"), (text, ""))
    _table(document, ("option", "value", "what it does"), view.options, (1.2, 1, 3.8))
    _write(document.add_paragraph(), (f"Signature: {view.comparison.signature}", "i"))
