"""articles.bib: the articles as a bibliography, for BibTeX, biblatex and Zotero."""

from __future__ import annotations

import re

from ..model import Article, Comparison
from ..text.months import MONTHS

_SPECIAL = re.compile(r"[\\{}&%$#_~^]")
_ESCAPES = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def render_bibtex(comparison: Comparison) -> str:
    """An @article for each; what is not known of it is left out. The key is the article's id."""
    return "\n".join(map(_write_entry, comparison.articles))


def _write_entry(article: Article) -> str:
    day = article.published or ""
    # a byline holds commas and titles that BibTeX would read as parts of a name: taken as it stands
    fields = {
        "author": f"{{{_escape_tex(article.byline)}}}" if article.byline else "",
        "title": f"{{{_escape_tex(article.title)}}}" if article.title else "",
        "journal": _escape_tex(article.outlet),
        "year": day[:4],
        "month": _find_month(day),
        "date": day[:10],
        "url": re.sub(r"[{}\\\s]", "", article.url or ""),
        "language": article.language or "",
    }
    lines = [f"@article{{{re.sub(r'[^A-Za-z0-9:_-]', '', article.id)},"]
    for name, value in fields.items():
        if value:
            lines.append(f"  {name} = {value}," if name == "month" else f"  {name} = {{{value}}},")
    return "\n".join([*lines, "}\n"])


def _find_month(day: str) -> str:
    """BibTeX's own name of the month of an ISO date, or ""."""
    hit = re.match(r"\d{4}-(0[1-9]|1[0-2])", day)
    return MONTHS[int(hit[1]) - 1][:3].lower() if hit else ""


def _escape_tex(text: str) -> str:
    """The text for TeX, on one line."""
    return _SPECIAL.sub(lambda hit: _ESCAPES.get(hit[0], "\\" + hit[0]), " ".join(text.split()))
