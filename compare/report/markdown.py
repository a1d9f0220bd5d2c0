"""report.md and brief.md: the document for a code host or a plain reader.

All text of articles is escaped: it can neither end a table, open a link, nor bring HTML in.
"""

from __future__ import annotations

from collections.abc import Sequence

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
from .escapes import escape, escape_inline, escape_start, write_table


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
        return write_table(block.head, block.rows, block.numbers)
    items = [f"- {_write_runs(item)}" for item in block.items]
    return "\n".join([*items, *([f"- … and {block.more}"] if block.more else [])])


def _write_runs(runs: Sequence[Run]) -> str:
    """Runs in a line: its start is no start of a list, blanks stay outside of bold."""
    parts = []
    for run in runs:
        if run.style == "ref":
            parts.append(f"`{run.text.replace('`', '')}`")
        else:
            text = escape_inline(run.text)
            bold = text.strip() if run.style == "bold" else ""
            parts.append(text.replace(bold, f"**{bold}**", 1) if bold else text)
    return escape_start("".join(parts).strip())
