"""report.md and brief.md: the document for a code host or a plain reader.

All text of articles is escaped: it can neither end a table, open a link, nor bring HTML in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..model import Comparison
from .document import (
    Block,
    Document,
    Heading,
    Paragraph,
    Picture,
    Run,
    Table,
    make_brief,
    make_document,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$@!])")
_LINK = re.compile(r"(?i)(https?|ftp|mailto|xmpp)(:)|(www)(\.)")
_START = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$)))?([-+=:.)])")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def render_markdown(comparison: Comparison) -> str:
    """The report as GitHub-flavoured Markdown; figures are linked beside it."""
    return write_markdown(make_document(comparison))


def render_brief(comparison: Comparison) -> str:
    """The findings on one page, each statement with the ids of its sentences."""
    return write_markdown(make_brief(comparison))


def write_markdown(document: Document) -> str:
    """A document's blocks as Markdown."""
    blocks = [f"# {escape(document.title)}", *map(_write_block, document.blocks)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _write_block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {escape(block.text)}"
    if isinstance(block, Paragraph):
        return _write_runs(block.runs)
    if isinstance(block, Picture):
        return f"![{escape(block.caption)}](figures/{block.name}.png)"
    if isinstance(block, Table):
        return table(block.head, [[escape(c) for c in row] for row in block.rows], block.numbers)
    items = [f"- {_write_runs(item)}" for item in block.items]
    return "\n".join([*items, *([f"- … and {block.more}"] if block.more else [])])


def _write_runs(runs: Sequence[Run]) -> str:
    """Runs in a line: its start is no start of a list, blanks stay outside of bold."""
    told = []
    for run in runs:
        if run.style == "ref":
            told.append(f"`{run.text.replace('`', '')}`")
        else:
            text = _inline(run.text)
            bold = text.strip() if run.style == "bold" else ""
            told.append(text.replace(bold, f"**{bold}**", 1) if bold else text)
    return _START.sub(lambda hit: f"{hit[1] or ''}\\{hit[2]}", "".join(told).strip())


def escape(text: str) -> str:
    """Text as text: one line, nothing in it read as Markdown, HTML, a link, a mention or math."""
    return _START.sub(lambda hit: f"{hit[1] or ''}\\{hit[2]}", _inline(text).strip())


def _inline(text: str) -> str:
    """The same for a part of a line: blanks at its ends stay, its start is no start of a line."""
    text = re.sub(r"\s+", " ", _CONTROL.sub(" ", text)).replace("&", "&amp;")
    text = _SPECIAL.sub(r"\\\1", text)
    return _LINK.sub(lambda hit: f"{hit[1] or hit[3]}\\{hit[2] or hit[4]}", text)


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: str = "") -> str:
    """A table of cells that are escaped already; `numbers`: 'r' for each column set right."""
    rules = ["--:" if kind == "r" else "---" for kind in numbers.ljust(len(head))]
    lines = [[escape(cell) for cell in head], rules, *rows]
    return "\n".join("| " + " | ".join(cell or " " for cell in line) + " |" for line in lines)
