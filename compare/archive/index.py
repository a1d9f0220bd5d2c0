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
    script = (TEMPLATES / "index.js").read_text(encoding="utf-8")
    # the policy names the style by its hash, as it stands in the page
    style = (TEMPLATES / "index.css").read_text(encoding="utf-8")
    ordered = sorted(events, key=lambda row: row["event"])
    ordered.sort(key=lambda row: row["last"] or "", reverse=True)
    source = (TEMPLATES / "index.html.j2").read_text(encoding="utf-8")
    template = page_environment().from_string(source)
    page: str = template.render(
        events=[
            {
                **row,
                "link": f"reports/{quote(row['event'])}/{report}" if report else None,
                "outlets": row["outlets"].split("; "),
            }
            for row in ordered
        ],
        outlets=sorted({outlet for row in events for outlet in row["outlets"].split("; ")}),
        skipped=skipped,
        script=script,
        style=style,
        policy=content_policy(script, style),
    )
    return page
