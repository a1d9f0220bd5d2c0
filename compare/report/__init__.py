"""Comparison -> what people read and other programs use. A format is a name in FORMATS.

A format is a function Comparison -> {path in the report's folder: its text or bytes, or None where
there is nothing to show}. Only `write_report` writes. A format of one's own is one more entry:
`FORMATS["txt"] = lambda comparison: {"report.txt": comparison.event}`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ..disk import read_plain
from ..errors import InputError, OptionError
from ..model import Comparison
from ..outputs import check_outputs, write_outputs
from ..tables import to_tables
from .escapes import write_frame
from .figures import render_figures
from .html import render_html
from .json import parse_json, render_json
from .markdown import render_brief, render_markdown

__all__ = [
    "FORMATS",
    "check_folder",
    "check_formats",
    "read_report",
    "render_report",
    "write_report",
]
Files = Mapping[str, str | bytes | None]

FORMATS: dict[str, Callable[[Comparison], Files]] = {
    "html": lambda comparison: {"report.html": render_html(comparison)},
    "md": lambda comparison: {"report.md": render_markdown(comparison)},
    "brief": lambda comparison: {"brief.md": render_brief(comparison)},
    "json": lambda comparison: {"comparison.json": render_json(comparison)},
    "csv": lambda comparison: {
        f"tables/{name}.csv": write_frame(table) for name, table in to_tables(comparison).items()
    },
    "figures": lambda comparison: {
        f"figures/{name}": content for name, content in render_figures(comparison).items()
    },
}
SAVED = "comparison.json"
# the first file of each usual format: what lies in their way is told before the work
FIRST = {
    "html": "report.html",
    "md": "report.md",
    "brief": "brief.md",
    "json": SAVED,
    "csv": "tables/articles.csv",
}
MAX_SAVED = 2_000_000_000  # bytes; 5,000 articles on one event make some 200 MB


def check_formats(names: Iterable[str]) -> None:
    """OptionError for an unknown format: before the work, not after it."""
    for name in names:
        if name not in FORMATS:
            raise OptionError.unknown("format", name, FORMATS)


def render_report(comparison: Comparison, format: str) -> str:
    """A report as one text: "html", "md", "brief", "json", or a format of one's own.

    OptionError for another name, and for a format that is not one text (csv, figures).
    """
    check_formats([format])
    files = FORMATS[format](comparison)
    content = next(iter(files.values())) if len(files) == 1 else None
    if not isinstance(content, str):
        raise OptionError(f"format {format!r} is not one text; write_report writes it to a folder")
    return content


def write_report(
    comparison: Comparison,
    folder: str | Path,
    formats: Iterable[str] | None = None,
    *,
    force: bool = False,
) -> list[Path]:
    """Write the named formats (default: all) to a folder; the files, in order.

    report.md shows the figures, so "md" writes them too. Each file is whole or not there at all;
    what was written there of another comparison is taken away. An unknown name: OptionError, before
    anything is written. A folder that cannot be written to, or that holds a file of the same name
    which compare-news did not write (unless `force`): ReportError.
    """
    wanted = set(FORMATS if formats is None else formats)
    check_formats(sorted(wanted))
    if "md" in wanted:
        wanted.add("figures")
    files: dict[str, str | bytes | None] = {}
    for name in FORMATS:
        if name in wanted:
            files |= FORMATS[name](comparison)
    of = hashlib.sha256(render_json(comparison).encode("utf-8", "replace")).hexdigest()[:16]
    return write_outputs(Path(folder), files, "run", of, force=force) if files else []


def check_folder(
    folder: str | Path, formats: Iterable[str] | None = None, *, force: bool = False
) -> None:
    """ReportError where `write_report` would be refused by the usual files: before the work."""
    names = [FIRST[name] for name in formats or FIRST if name in FIRST]
    check_outputs(Path(folder), names, force=force)


def read_report(path: str | Path) -> Comparison:
    """The comparison that `write_report` saved, exactly: from comparison.json or its folder.

    Raises InputError where there is none, or where it is not what `write_report` writes.
    """
    path = Path(path)
    source = path / SAVED if path.is_dir() else path
    try:
        text = read_plain(source, str(source), MAX_SAVED).decode("utf-8")
    except InputError as error:
        reason = error.problem if source.exists() else "there is no such file"
        problem = f"no {SAVED} can be read here: {reason}"
        raise InputError(path, problem, "name the folder that 'compare-news run' wrote") from None
    except UnicodeDecodeError:
        raise InputError(source, "not UTF-8", "make it again with 'compare-news run'") from None
    return parse_json(text, str(source))
