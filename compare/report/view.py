"""What the reports show of articles, rows and origins, once for all formats: named and in words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from ..framing import MEASURES, find_unmeasured
from ..framing.kind import MeasureKind
from ..model import Article, Comparison, Correction, Measure, Origin, Removal
from ..text.words import MONTHS, tokens
from .index import ArticleView, FactHead, Index, Line, anchor
from .words import FIELDS, METHOD, ORIGINS, RIGHT

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d)[\d:]*([+-]\d\d:\d\d)?)?")


def unmeasured_words(comparison: Comparison) -> tuple[str, ...]:
    """What is not measured of articles in other languages than English."""
    return tuple(
        f"{item.source[:1].upper()}{item.source[1:]}: {item.problem}."
        for item in find_unmeasured(comparison.articles)
    )


def method_words(signature: str) -> list[tuple[str, str]]:
    """How the report was made, with the measured figures of the weights that made it."""
    from ..matching.scorers import measured

    figures = measured(signature)
    if not figures:
        return METHOD
    return [METHOD[0], ("How often that is right", RIGHT.format(**figures)), *METHOD[1:]]


def view_origins(index: Index) -> list[tuple[Origin, str]]:
    """The origins that two articles or more go back to, and why."""
    copies = (origin for origin in index.comparison.origins if len(origin.articles) > 1)
    return [(origin, _origin_words(index, origin)) for origin in copies]


def _origin_words(index: Index, origin: Origin) -> str:
    """Why articles are one origin, and which is dated earliest: 'near-copies; 83 % of …'."""
    reasons = [ORIGINS.get(origin.kind, origin.kind)]
    if origin.overlap:
        reasons.append(
            f"at least {100 * origin.overlap:.0f} % of the shorter text is in the longer"
        )
    for what, name in (("credited", origin.agency), ("owner", origin.owner)):
        reasons += [f"{what}: {name}"] if name else []
    if origin.first:
        reasons.append(f"dated earliest: {index.articles[origin.first].outlet}")
    return "; ".join(reasons)


def correction_lines(index: Index) -> tuple[tuple[Correction, tuple[Line, ...]], ...]:
    """The entries of corrections.toml, each with the sentences that it names."""
    return tuple(
        (item, tuple(index.line(name) for name in item.sentences))
        for item in index.comparison.corrections
    )


def date_words(article: Article) -> str:
    """'24 November 2024, 01:44 UTC+1'; 'October 2 (year not given)'; '—' where nothing is known."""
    if article.published:
        hit = _ISO.match(article.published)
        if not hit or not 1 <= int(hit[2]) <= 12:
            return article.published
        day = f"{int(hit[3])} {MONTHS[int(hit[2]) - 1]} {hit[1]}"
        return f"{day}, {_clock_words(hit)}" if hit[4] else day
    for found in article.found:
        if found.field == "published":
            lacking = "year not given" if "without a year" in found.rule else "incomplete"
            return f"{found.text} ({lacking})"
    return "—"


def _clock_words(hit: re.Match[str]) -> str:
    """'01:44', with the offset from UTC where the page names it: '01:44 UTC+1'."""
    if not hit[4] or not hit[5]:
        return hit[4] or ""
    hours, minutes = hit[5][1:].split(":")
    offset = f"{hit[5][0]}{int(hours)}" + (f":{minutes}" if minutes != "00" else "")
    return f"{hit[4]} UTC" + ("" if offset in ("+0", "-0") else offset)


def view_articles(index: Index) -> dict[str, ArticleView]:
    """Article id -> what is known of it, its paragraphs in full."""
    facts: dict[str, list[FactHead]] = defaultdict(list)
    for fact in index.comparison.facts:
        for name in fact.sentences:
            facts[name].append(index.heads[fact.id])
    paragraphs: dict[str, dict[int, list[tuple[Line, tuple[FactHead, ...]]]]] = {
        article.id: defaultdict(list) for article in index.comparison.articles
    }
    for sentence in index.comparison.sentences:
        line = (index.line(sentence.id), tuple(facts[sentence.id]))
        paragraphs[sentence.article][sentence.paragraph].append(line)
    return {
        article.id: ArticleView(
            article=article,
            anchor=anchor("article", article.id),
            published=date_words(article),
            words=len(tokens(article.text)),
            language=_name_language(article.language),
            link=_safe_link(article.url),
            removed=_removed_by_rule(article.removed),
            found=tuple((FIELDS.get(f.field, f.field), f.text, f.rule) for f in article.found),
            paragraphs=tuple(map(tuple, paragraphs[article.id].values())),
        )
        for article in index.comparison.articles
    }


def _name_language(code: str | None) -> str:
    """'Arabic'; '—' where it is not known."""
    from babel import Locale

    return str(Locale("en").languages.get(code or "", code or "—"))


def _safe_link(url: str | None) -> str | None:
    """Only addresses of the web become links: no script, no file."""
    return url if url and re.match(r"https?://[^\s<>\"]+\Z", url, re.IGNORECASE) else None


def _removed_by_rule(removed: Sequence[Removal]) -> tuple[tuple[str, tuple[Removal, ...]], ...]:
    """The rule that cut most comes first."""
    rules: dict[str, list[Removal]] = defaultdict(list)
    for removal in removed:
        rules[removal.rule].append(removal)
    return tuple(
        (rule, tuple(rules[rule])) for rule in sorted(rules, key=lambda r: (-len(rules[r]), r))
    )


_COUNTS = re.compile(r"n counts (?:its |articles' )?(\w+)")


def view_framing(comparison: Comparison) -> list[tuple[MeasureKind, list[Measure]]]:
    """The measures that have figures, an outlet's together."""
    by_name: dict[str, list[Measure]] = defaultdict(list)
    for measure in sorted(comparison.framing, key=lambda m: m.outlet):
        by_name[measure.name].append(measure)
    return [(kind, by_name[name]) for name, kind in MEASURES.items() if name in by_name]


def figure_words(measure: Measure) -> tuple[str, str, str]:
    """Value, interval and what it was counted in: '34 %', '12 % to 48 %', '378 words'."""
    is_share = measure.unit.startswith("share")
    bounds = (measure.value, measure.low, measure.high)
    value, low, high = (
        "" if n is None else f"{100 * n:.0f} %" if is_share else f"{n:.2f}" for n in bounds
    )
    noun = _COUNTS.search(measure.unit)
    basis = f"{measure.n:,} {noun[1] if noun else ''}".strip()
    return value, f"{low} to {high}" if low and high else "too few to say", basis
