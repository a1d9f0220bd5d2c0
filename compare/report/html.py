"""report.html: one page that opens from disk, without a network.

Jinja escapes all text; the page's script makes elements and text, never HTML. Its
Content-Security-Policy allows that one script and one style, by their hashes, and nothing else.
Without scripts the page still shows the facts, the differences and the articles in full.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..findings import find_findings
from ..findings.alone import first_of_each
from ..findings.wording import counted, end_sentence
from ..model import Comparison
from ..version import VERSION
from .escapes import content_policy, embedded, page_environment, shown
from .index import anchor, make_index
from .page import Places, number_sentences, page_data
from .view import (
    correction_lines,
    figure_words,
    method_words,
    unmeasured_words,
    view_articles,
    view_framing,
    view_origins,
)
from .words import FIELDS, KINDS, NATURES, NONE, SIGNS, TERMS

TEMPLATES = Path(__file__).parent / "templates"
SCRIPTS = ("data", "dom", "tables", "shared", "fact", "read", "lists", "places", "main")
ACTORS = 8  # rows of the first screen; the others stand under Framing
HEADS = 10  # headlines of the first screen
FEW = 3  # outlets, up to which two sentences of each alone have room there
LIMIT = 200  # facts, differences listed where no script runs
CUT_LIMIT = 200  # pieces that one rule cut from an article


def render_html(comparison: Comparison) -> str:
    """The page as text. The same comparison gives the same bytes."""
    environment = page_environment()
    findings = find_findings(comparison)
    index = make_index(comparison, findings.told)
    environment.filters["counted"] = counted
    environment.filters["shown"] = shown
    environment.filters["figures"] = figure_words
    environment.filters["ended"] = end_sentence
    environment.filters["label"] = lambda name: shown(str(findings.labels.get(name, name)))
    style, script = _read_source("report.css"), page_script()
    # the template is indented for those who read it; in every row of a page that would weigh much
    template = re.sub(r"(?m)^ +", "", _read_source("report.html.j2"))
    articles = list(view_articles(index).values())
    numbers = number_sentences(articles)
    places = Places(index, numbers)
    data = page_data(index, numbers, findings.labels)
    page: str = environment.from_string(template).render(
        comparison=comparison,
        findings=findings,
        places=places,
        actors=ACTORS,
        heads_shown=HEADS,
        alone=first_of_each(findings.alone, 2 if len(findings.labels) <= FEW else 1)[:HEADS],
        signs=SIGNS,
        index=index,
        anchor=anchor,
        articles=articles,
        fields=FIELDS,
        nothing=NONE,
        heads=list(index.heads.values()),
        told=lambda head: [index.sentences[name] for name in index.facts[head.id].sentences],
        contrasts=sorted(comparison.contrasts, key=lambda contrast: -contrast.strength),
        copies=view_origins(index),
        corrections=correction_lines(index),
        measures=view_framing(comparison),
        data=data,
        json=lambda: embedded(data | {"places": places.told}),  # asked for last: links fill it
        kinds=KINDS,
        natures=NATURES,
        unmeasured=unmeasured_words(comparison),
        leads=comparison.leads,
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


def page_script() -> str:
    """The page's one script: the files of templates/explorer, in one scope of their own."""
    files = "".join(_read_source(f"explorer/{name}.js") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{files}start();\n}})();\n'


def _read_source(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")
