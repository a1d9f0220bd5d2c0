"""report.html: one page that opens from disk, without a network.

Jinja escapes all text; the page's script makes elements and text, never HTML. Its
Content-Security-Policy allows that one script and one style, by their hashes, and nothing else.
Without scripts the page still shows the facts, the differences and the articles in full.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model import Comparison
from ..version import VERSION
from .index import Index, anchor, make_index
from .page import page_data
from .types import FactHead
from .view import (
    correction_lines,
    dated_words,
    holding_words,
    method_words,
    option_words,
    summary_words,
    title_words,
    unmeasured_words,
    view_articles,
    view_leads,
    view_origins,
)
from .words import FIELDS, KINDS, NATURES, TERMS, counted

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
SCRIPTS = ("data", "dom", "tables", "shared", "fact", "read", "lists", "figures", "main")
LIMIT = 200  # facts, differences listed where no script runs
CUT_LIMIT = 200  # pieces that one rule cut from an article


class Frame(NamedTuple):
    """What stands around the views."""

    title: str
    summary: tuple[str, ...]
    options: tuple[tuple[str, str, str], ...]


def render_html(comparison: Comparison) -> str:
    """The page as text. The same comparison gives the same bytes."""
    environment = page_environment()
    environment.filters["counted"] = counted
    environment.filters["shown"] = shown
    style, script = _source("report.css"), page_script()
    # the template is indented for those who read it; in every row of a page that would weigh much
    template = re.sub(r"(?m)^ +", "", _source("report.html.j2"))
    index = make_index(comparison)
    articles = list(view_articles(index).values())
    data = page_data(index, articles)
    page: str = environment.from_string(template).render(
        comparison=comparison,
        frame=Frame(title_words(comparison), summary_words(comparison), option_words(comparison)),
        index=index,
        anchor=anchor,
        articles=articles,
        dated=dated_words(articles),
        fields=FIELDS,
        heads=list(index.heads.values()),
        known={
            fact_id for fact_id, head in index.heads.items() if head.number <= len(data["facts"])
        },
        told=lambda head: _told(index, head),
        contrasts=sorted(comparison.contrasts, key=lambda contrast: -contrast.strength),
        copies=view_origins(index, {item.article.id: item for item in articles}),
        corrections=correction_lines(index),
        data=data,
        json=embedded(data),
        kinds=KINDS,
        natures=NATURES,
        unmeasured=unmeasured_words(comparison),
        holding=holding_words(comparison),
        leads=view_leads(index),
        level=f"{100 * comparison.options.confidence:.0f} %",
        limit=LIMIT,
        cut_limit=CUT_LIMIT,
        style=style,
        script=script,
        policy=content_policy(script, style),
        version=VERSION,
        terms=TERMS,
        method=method_words(comparison.signature),
    )
    return page


def page_environment() -> Environment:
    """Where every page is made: text is escaped, an unknown name is an error."""
    from jinja2 import Environment, StrictUndefined

    return Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def page_script() -> str:
    """The page's one script: the files of templates/explorer, in one scope of their own."""
    files = "".join(_source(f"explorer/{name}.js") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{files}start();\n}})();\n'


def content_policy(script: str, style: str) -> str:
    """A Content-Security-Policy for this script and this style; nothing else runs or is loaded.

    Trusted Types are required and none may be made: text can never become HTML in a script.
    """
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
        "trusted-types 'none'"
    )


def embedded(data: Any) -> str:
    """JSON that can stand in a page: no sign in it ends the element or begins another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def shown(text: str) -> str:
    """Text as a browser keeps it, each character in its place: no NUL, no carriage return."""
    return text.replace("\x00", "\ufffd").replace("\r", " ")


def _digest(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _source(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _told(index: Index, head: FactHead) -> list[tuple[str, list[str]]]:
    """(outlet, its sentences in the fact)."""
    names: dict[str, list[str]] = {}
    for name in index.facts[head.id].sentences:
        names.setdefault(index.sentences[name].outlet, []).append(name)
    return sorted(names.items())
