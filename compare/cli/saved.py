"""The verbs that read saved comparisons: `report`, `show`, `diff`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from .terminal import (
    DEFAULT_FORMATS,
    add_formats,
    add_output,
    add_verb,
    show_text,
)


def add_verbs(verbs: Any) -> None:
    """Add this module's verbs to the parser's."""
    report = add_verb(verbs, "report", _run_report, "render a saved comparison again")
    report.add_argument("saved", metavar="DIR", help="a report's folder, or its comparison.json")
    add_output(report, "the files", default="the same")
    add_formats(report, DEFAULT_FORMATS)

    diff = add_verb(verbs, "diff", _run_diff, "what changed between two comparisons of an event")
    diff.add_argument("old", metavar="OLD", help="a report's folder, or its comparison.json")
    diff.add_argument("new", metavar="NEW", help="the newer one")

    show = add_verb(verbs, "show", _run_show, "a saved comparison in a few lines")
    show.add_argument("saved", metavar="DIR", help="a report's folder, or its comparison.json")
    show.add_argument("--facts", type=int, default=5, metavar="N", help="how many (default 5)")


def _run_report(arguments: argparse.Namespace) -> int:
    from ..report import check_formats, read_report, write_report

    check_formats(arguments.format or ())
    saved = Path(arguments.saved)
    folder = arguments.output or (saved if saved.is_dir() else saved.parent)
    comparison = read_report(saved)
    for path in write_report(comparison, folder, formats=arguments.format, force=arguments.force):
        if not arguments.quiet:
            print(path)
    return 0


def _run_diff(arguments: argparse.Namespace) -> int:
    from ..diff import compare_versions
    from ..report import read_report

    changes = compare_versions(read_report(arguments.old), read_report(arguments.new))
    show_text(changes.text())
    return 0


def _run_show(arguments: argparse.Namespace) -> int:
    from ..report import read_report
    from ..summary import summary_text

    show_text(summary_text(read_report(arguments.saved), arguments.facts))
    return 0
