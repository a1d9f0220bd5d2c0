"""report.docx: the document for desks that live in Word.

Text is text: python-docx writes it as XML text, and what XML cannot hold (control characters,
halves of a character) becomes a blank. Times inside the file are fixed, so that the same comparison
gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..errors import MissingExtraError
from ..model import Comparison
from ..version import VERSION
from .document import Block, Bullets, Heading, Paragraph, Picture, Run, Table, make_document
from .figures import render_figures

if TYPE_CHECKING:
    from docx.document import Document

PAGE = 6.0  # width of the text on a page, in inches
NARROW = 12  # characters of a cell from which its column takes more room
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
    content, document = make_document(comparison), Document()
    pictures = render_figures(comparison)
    _set_properties(document, content.title)
    document.add_heading(fit(content.title), 0)
    for block in content.blocks:
        _write_block(document, block, pictures)
    return _pack_same_bytes(document)


def fit(text: str) -> str:
    """Text on one line, without what XML or Word cannot hold or would turn the direction of."""
    return " ".join(_UNFIT.sub(" ", text).split())


def _set_properties(document: Document, title: str) -> None:
    """What Word shows as the file's properties: nothing of the machine or the day."""
    properties = document.core_properties
    properties.title, properties.author = fit(title)[:255], f"compare-news {VERSION}"
    properties.comments = properties.keywords = properties.last_modified_by = ""
    properties.created = properties.modified = WHEN
    properties.revision = 1


def _pack_same_bytes(document: Document) -> bytes:
    """The file packed anew, each part dated alike."""
    saved, packed = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = ZipInfo(name, WHEN.timetuple()[:6])
            part.compress_type = ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return packed.getvalue()


def _write_block(document: Document, block: Block, pictures: dict[str, bytes | None]) -> None:
    if isinstance(block, Heading):
        document.add_heading(fit(block.text), block.level - 1)
    elif isinstance(block, Paragraph):
        _write_runs(document.add_paragraph(), block.runs)
    elif isinstance(block, Bullets):
        for item in block.items:
            _write_runs(document.add_paragraph(style="List Bullet"), item)
        if block.more:
            more = (Run(f"… and {block.more}", "quiet"),)
            _write_runs(document.add_paragraph(style="List Bullet"), more)
    elif isinstance(block, Table):
        _write_table(document, block)
    else:
        _write_picture(document, block, pictures.get(f"{block.name}.png"))


def _write_runs(paragraph: Any, runs: Sequence[Run]) -> None:
    """Runs of text; blanks at a run's ends stay. An id stands in brackets."""
    for text, style in runs:
        shown = f"[{text}]" if style == "ref" else text
        run = paragraph.add_run(_UNFIT.sub(" ", re.sub(r"\s", " ", shown)))
        run.bold, run.italic = style == "bold" or None, style == "quiet" or None


def _write_table(document: Document, block: Table) -> None:
    """A table whose head stands on each page; columns with long cells are wider."""
    from docx.oxml import OxmlElement
    from docx.shared import Inches

    columns = list(zip(block.head, *block.rows, strict=True))
    shares = [max(NARROW, *(min(60, len(cell)) for cell in column)) for column in columns]
    widths = [Inches(PAGE * share / sum(shares)) for share in shares]
    table = document.add_table(len(block.rows) + 1, len(block.head), "Light Grid Accent 1")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for n, (cells, texts) in enumerate(zip(table.rows, [block.head, *block.rows], strict=True)):
        for cell, text, width in zip(cells.cells, texts, widths, strict=True):
            cell.width = width
            _write_runs(cell.paragraphs[0], [Run(text, "bold" if not n else "")])
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _write_picture(document: Document, block: Picture, content: bytes | None) -> None:
    from docx.shared import Inches

    if content:
        shape = document.add_picture(BytesIO(content), Inches(PAGE))
        # what a screen reader says of it
        shape._inline.docPr.set("descr", fit(block.caption))
