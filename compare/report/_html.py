"""report.html: one page that opens from disk, without a network, with or without a script.

Jinja escapes all text. The page's Content-Security-Policy allows one script, by its hash, and
nothing from anywhere else.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from pathlib import Path
from typing import NamedTuple

from ..model import Comparison
from ..version import VERSION
from ._types import View
from ._view import make_view, method_words
from ._words import SIGNS, TERMS, counted

TEMPLATES = Path(__file__).parent / "templates"


class Cut(NamedTuple):
    """How many of each the page shows; the rest is told by number, and stands in comparison.json.

    columns: whether the tables have one per outlet. facts, contrasts (of a kind), groups and rows
    (of a measure): in all; cards, lacks: outlets in one fact; only, absent: per outlet.
    """

    columns: bool
    facts: int
    cards: int
    lacks: int
    contrasts: int
    only: int
    absent: int
    groups: int
    rows: int


# a page that a browser opens at once: 5 articles in less than 1 MB, 200 in less than 10
FEW_OUTLETS = Cut(True, 400, 20, 20, 100, 100, 100, 40, 60)
MANY_OUTLETS = Cut(False, 150, 12, 4, 25, 5, 5, 8, 25)
MANY = 60  # outlets above which it is cut short


def render_html(comparison: Comparison) -> str:
    """The page as text. The same comparison gives the same bytes."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["counted"] = counted
    script = _source("report.js")
    # the template is indented for those who read it; in every row of a page that would weigh much
    template = re.sub(r"(?m)^ +", "", _source("report.html.j2"))
    cut = FEW_OUTLETS if len(comparison.outlets) <= MANY else MANY_OUTLETS
    page: str = environment.from_string(template).render(
        view=make_view(comparison),
        cut=cut,
        comparison=comparison,
        deepest=_deepest,
        style=_source("report.css"),
        script=script,
        policy=content_policy(script),
        version=VERSION,
        terms=TERMS,
        method=method_words(comparison.signature),
        signs=SIGNS,
    )
    return page


def content_policy(script: str) -> str:
    """A Content-Security-Policy under which this script runs, and nothing else is loaded."""
    digest = b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def _source(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _deepest(view: View) -> int:
    """The largest count off the diagonal of the overlap, at least 1: the full colour."""
    rows = enumerate(view.overlap)
    return max([1, *(n for i, row in rows for j, n in enumerate(row) if i != j)])
