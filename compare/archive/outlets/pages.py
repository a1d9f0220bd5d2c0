"""A profile as files: outlets.html (opens from disk, no script), tables/."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from ...findings.wording import counted
from ...options import Options
from ...outputs import write_outputs
from ...report.escapes import content_policy, page_environment, write_frame
from ...version import VERSION
from ..index import TEMPLATES
from .profile import Profile
from .view import Section, make_sections


def write_profile(
    profile: Profile,
    folder: str | Path,
    options: Options | None = None,
    *,
    force: bool = False,
) -> list[Path]:
    """Write outlets.html and tables/*.csv; returns the files, in order.

    The same events give the same bytes, whatever their order. ReportError where the folder cannot
    be written to or holds files of these names that compare-news did not write (unless `force`),
    InputError for a profile without events.
    """
    options = options or Options()
    tables = profile.tables(options)
    sections = make_sections(tables, options.confidence, sorted(profile.signatures))
    title = f"{counted(len(tables['outlets']), 'outlet')} over "
    title += counted(len(profile.events), "event")
    files: dict[str, str | bytes | None] = {
        "outlets.html": _render_html(title, sections),
        **{f"tables/{name}.csv": write_frame(frame) for name, frame in tables.items()},
    }
    of = hashlib.sha256(str(files["outlets.html"]).encode("utf-8", "replace")).hexdigest()[:16]
    return write_outputs(Path(folder), files, "outlets", of, force=force)


def _render_html(title: str, sections: Sequence[Section]) -> str:
    # the policy names the style by its hash, as it stands in the page
    style = (TEMPLATES / "index.css").read_text(encoding="utf-8")
    source = (TEMPLATES / "outlets.html.j2").read_text(encoding="utf-8")
    page: str = (
        page_environment()
        .from_string(source)
        .render(
            title=title,
            sections=sections,
            style=style,
            policy=content_policy("", style),
            version=VERSION,
        )
    )
    return page
