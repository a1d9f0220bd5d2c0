"""RUN/index.html: all events on one page that opens from disk, to search and to sort out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..report.escapes import content_policy, page_environment

TEMPLATES = Path(__file__).parent / "templates"


def render_index(
    events: Sequence[Mapping[str, Any]], skipped: int, report: str | None = None
) -> str:
    """The page as text, from the rows of the table `events`, newest event first.

    skipped  how many inputs were not compared
    report   the file of each event's report, None where none were written
    """
    ordered = sorted(events, key=lambda row: row["event"])
    ordered.sort(key=lambda row: row["last"] or "", reverse=True)
    rows = [
        {
            **row,
            "link": f"reports/{quote(row['event'])}/{report}" if report else None,
            "outlets": row["outlets"].split("; "),
        }
        for row in ordered
    ]
    outlets = sorted({outlet for row in rows for outlet in row["outlets"]})
    script = _read_template("index.js")
    return render_page("index.html.j2", script, events=rows, outlets=outlets, skipped=skipped)


def render_page(template: str, script: str = "", **values: Any) -> str:
    """A page of this room; its policy names style and script by their hashes."""
    style = _read_template("index.css")
    policy = content_policy(script, style)
    page: str = (
        page_environment()
        .from_string(_read_template(template))
        .render(style=style, script=script, policy=policy, **values)
    )
    return page


def _read_template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")
