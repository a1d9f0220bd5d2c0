"""report.md: the report for a code host or a plain reader, in the page's order.

All text of articles is escaped: it can neither end a table, open a link, nor bring HTML in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..model import Comparison
from .figures import figure_captions
from .types import (
    ArticleView,
    ContrastView,
    FactHead,
    FactView,
    Line,
    MeasureView,
    OutletView,
    Row,
    View,
)
from .view import make_view, method_words, unmeasured_words
from .words import FIELDS, SIGNS, TERMS, counted

LONGEST = 240  # characters of a sentence that is only pointed to
WIDEST = 12  # outlets that fit beside each other in a table
SHOWN = 10  # entries of a list before "and n more"
PICTURES = {"sources": "voices"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$@!])")
_LINK = re.compile(r"(?i)(https?|ftp|mailto|xmpp)(:)|(www)(\.)")
_START = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$)))?([-+=:.)])")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def render_markdown(comparison: Comparison) -> str:
    """The report as GitHub-flavoured Markdown; figures and JSON are linked beside it."""
    view = make_view(comparison)
    blocks = [
        f"# {escape(view.title)}",
        " ".join(map(escape, view.summary)),
        "Outlets: " + ", ".join(map(escape, view.outlets)) + ".",
        "\n".join(f"- **{term}**: {meaning}" for term, meaning in TERMS),
        *_articles(view),
        *_glance(view),
        *_facts(view),
        *_differences(view),
        *_missing(view),
        *_framing(view),
        *_origins(view),
        *_method(view),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def escape(text: str) -> str:
    """Text as text: one line, nothing in it read as Markdown, HTML, a link, a mention or math."""
    return _START.sub(lambda hit: f"{hit[1] or ''}\\{hit[2]}", _inline(text).strip())


def _inline(text: str) -> str:
    """The same for a part of a line: blanks at its ends stay, its start is no start of a line."""
    text = re.sub(r"\s+", " ", _CONTROL.sub(" ", text)).replace("&", "&amp;")
    text = _SPECIAL.sub(r"\\\1", text)
    return _LINK.sub(lambda hit: f"{hit[1] or hit[3]}\\{hit[2] or hit[4]}", text)


def short(text: str) -> str:
    """Escaped, and cut at a word where it is long."""
    text = " ".join(text.split())
    return escape(text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: str = "") -> str:
    """A table of cells that are escaped already; `numbers`: 'r' for each column set right."""
    rules = ["--:" if kind == "r" else "---" for kind in numbers.ljust(len(head))]
    lines = [head, rules, *rows]
    return "\n".join("| " + " | ".join(cell or " " for cell in line) + " |" for line in lines)


def _from(line: Line) -> str:
    return f"({escape(line.outlet)}, {line.place})"


def _few(items: Sequence[str], what: str) -> Iterator[str]:
    """A list, the tail of it only counted."""
    if items:
        more = [f"- … and {counted(len(items) - SHOWN, f'more {what}')}"] * (len(items) > SHOWN)
        yield "\n".join([*items[:SHOWN], *more])


def _picture(view: View, name: str) -> Iterator[str]:
    caption = figure_captions(view).get(name)
    if caption:
        yield f"![{caption}](figures/{name}.png)"


def _articles(view: View) -> Iterator[str]:
    yield "## The articles"
    yield table(
        ("outlet", "headline", "published", "author", "words", "language", "cut"),
        [
            (
                escape(item.article.outlet),
                escape(item.article.title) or "—",
                escape(item.published),
                escape(item.article.byline or "—"),
                f"{item.words:,}",
                escape(item.language),
                counted(len(item.article.removed), "piece") if item.article.removed else "—",
            )
            for item in view.articles
        ],
        "    r",
    )
    for item in view.articles:
        for warning in item.article.warnings:
            outlet, name = escape(item.article.outlet), FIELDS[warning.field]
            yield f"**{outlet}: {name}.** {escape(warning.rule)}: “{short(warning.text)}”."
        yield from _cuts(item)


def _cuts(item: ArticleView) -> Iterator[str]:
    """What was cut, by rule: how often, and an example."""
    if item.removed:
        rules = "; ".join(
            f"{escape(rule)} × {len(cuts)} (line {cuts[0].line}: “{short(cuts[0].text[:80])}”)"
            for rule, cuts in item.removed[:SHOWN]
        )
        yield f"Cut from {escape(item.article.outlet)}: {rules}."


def _glance(view: View) -> Iterator[str]:
    yield "## At a glance"
    yield "### Most widely shared"
    yield (
        "\n".join(
            f"{n}. {escape(fact.head.text)} — {', '.join(map(escape, fact.head.outlets))}"
            for n, fact in enumerate(view.top_facts, 1)
        )
        or "No fact was found in two outlets."
    )
    if view.contrasts:
        yield "### Strongest differences"
        yield "\n".join(
            f"- {item.kind_words} ({item.nature_words}), fact {item.fact.number}: "
            + "; ".join(f"**{escape(r.outlet)}** “{short(r.words)}”" for r in item.readings)
            for item in view.contrasts[:5]
        )
    yield "### Only in one outlet"
    yield table(
        ("outlet", "sentences only here", "of"),
        [
            (escape(item.outlet), str(len(item.only)), str(item.sentences))
            for item in view.by_outlet
        ],
        " rr",
    )
    yield from _picture(view, "overlap")


def _facts(view: View) -> Iterator[str]:
    yield "## Who states what"
    told = [
        f"{SIGNS[name].symbol} {SIGNS[name].words}"
        for name in ("states", "in part", "perhaps", "not found")
    ]
    yield f"{'; '.join(told)}; – not found, and not to be expected (very short or earlier)."
    if len(view.outlets) <= WIDEST:
        yield table(
            ("no.", "fact", "origins", *map(escape, view.outlets)),
            [
                (
                    str(fact.head.number),
                    escape(fact.head.text),
                    str(fact.head.origins),
                    *(cell.sign.symbol for cell in fact.cells),
                )
                for fact in view.facts
            ],
        )
    else:
        yield "\n".join(
            f"{fact.head.number}. {escape(fact.head.text)} — "
            + ", ".join(map(escape, fact.head.outlets))
            for fact in view.facts
        )
    yield from _picture(view, "facts")
    if view.facts:
        yield "### The sentences side by side"
        for fact in view.facts:
            yield from _fact(fact)


def _fact(fact: FactView) -> Iterator[str]:
    head = fact.head
    told = f"{counted(len(head.outlets), 'outlet')}, {counted(head.origins, 'origin')}"
    yield f"**Fact {head.number}** ({told}): {escape(head.text)}"
    yield "\n".join(
        f"- {SIGNS[c.state].symbol} **{escape(c.outlet)}**: {escape(line.text)} ({line.place})"
        for c in fact.cards
        for line in c.lines
    )


def _differences(view: View) -> Iterator[str]:
    yield "## Where they differ"
    yield "Outlets state the same fact; this is what each says. It is not said who is right."
    for kind, items in view.contrasts_by_kind:
        yield f"### {kind}"
        for item in items:
            yield _contrast(item)
    if not view.contrasts:
        yield "None was found."


def _contrast(item: ContrastView) -> str:
    told = f"{counted(len(item.fact.outlets), 'outlet')}, {counted(item.fact.origins, 'origin')}"
    lines = [
        f"**{item.nature_words[:1].upper()}{item.nature_words[1:]}**, on fact {item.fact.number} "
        f"({told}): {short(item.fact.text)}"
    ]
    lines += [
        f"- **{escape(reading.outlet)}**: {_marked(reading.line)} ({reading.line.place})"
        for reading in item.readings
    ]
    return "\n\n".join([lines[0], "\n".join(lines[1:])])


def _marked(line: Line) -> str:
    """The sentence with the reading in bold."""
    told = []
    for piece in line.pieces:
        text = _inline(piece.text)
        bold = text.strip() if "reading" in piece.marks else ""
        told.append(text.replace(bold, f"**{bold}**", 1) if bold else text)
    return "".join(told).strip()


def _missing(view: View) -> Iterator[str]:
    yield "## Only in one outlet, not found in others"
    yield "The nearest sentence is given with each, since matching by machine misses some."
    for item in view.by_outlet:
        yield from _missing_in(item)


def _missing_in(item: OutletView) -> Iterator[str]:
    outlet = escape(item.outlet)
    if item.only:
        yield f"### Only in {outlet} ({len(item.only)} of {counted(item.sentences, 'sentence')})"
        only = [
            f"- {escape(line.text)} ({line.place})"
            + (
                f"; nearest {near.score}: “{short(near.line.text)}” {_from(near.line)}"
                if near
                else ""
            )
            for line, near in item.only
        ]
        yield from _few(only, "sentence")
    if item.lacks:
        yield f"### Not found in {outlet} ({counted(len(item.lacks), 'fact')})"
        lacks = [
            f"- Fact {lack.fact.number}, {lack.status}: {escape(lack.fact.text)}"
            + (f"; nearest {lack.near.score}: “{short(lack.near.line.text)}” "
               f"({lack.near.line.place})" if lack.near else "")
            for lack in item.lacks
        ]  # fmt: skip
        yield from _few(lacks, "fact")


def _framing(view: View) -> Iterator[str]:
    if view.framing:
        yield "## How it is told"
        yield "### The headlines, side by side"
        yield table(
            ("outlet", "headline"),
            [
                (escape(item.article.outlet), escape(item.article.title) or "no headline")
                for item in view.articles
            ],
        )
        yield (
            "Figures of the words each outlet chooses, with intervals. Where intervals overlap "
            "widely, there may be no difference; “few” marks figures that rest on too little. All "
            "figures with their sentences are in comparison.json."
        )
        yield from map(escape, unmeasured_words(view.comparison))
        for measure in view.framing:
            yield from _measure(view, measure)


def _measure(view: View, measure: MeasureView) -> Iterator[str]:
    yield f"### {escape(measure.title)}"
    yield f"{measure.explained} Unit: {escape(measure.unit)}.".strip()
    yield from _picture(view, PICTURES.get(measure.name, ""))
    rows = [
        (_term(group.title, group.fact), _term(row.label, row.fact), row)
        for group in measure.groups
        for row in group.rows[: SHOWN // 2]
    ]
    head: tuple[str, ...] = ("", "", "value", "interval", "n", "rests on")
    cells: list[tuple[str, ...]] = [
        (group, label, row.value, row.interval, f"{row.n:,}" + " (few)" * row.few, _rests_on(row))
        for group, label, row in rows[: 4 * SHOWN]
    ]
    if not any(group for group, _, _ in rows):
        head, cells = head[1:], [cell[1:] for cell in cells]
    yield table(head, cells)
    if measure.rows > len(cells):
        yield f"… and {counted(measure.rows - len(cells), 'more row')}."


def _term(label: str, fact: FactHead | None) -> str:
    return f"fact {fact.number}" if fact else escape(label)


def _rests_on(row: Row) -> str:
    """The words, or how many sentences."""
    if row.words:
        return ", ".join(
            f"{escape(w)}{f' ×{count}' if count > 1 else ''}" for w, count in row.words
        )
    sentences = len(row.evidence) + row.more
    return counted(sentences, "sentence") if sentences else "—"


def _origins(view: View) -> Iterator[str]:
    yield "## Who wrote it first"
    yield from _picture(view, "origins")
    for origin in view.copies:
        names = ", ".join(
            f"{escape(item.article.outlet)} (“{escape(item.article.title)}”)"
            for item in origin.articles
        )
        yield f"- One text: {names}: {escape(origin.words)}."
    if not view.copies:
        yield "No two articles are copies of one text, as far as the words show."


def _method(view: View) -> Iterator[str]:
    skipped = view.comparison.skipped
    yield "## What was not compared"
    yield (
        "\n".join(
            f"- {escape(item.source)}: {escape(item.problem)}"
            + (f" ({escape(item.remedy)})" if item.remedy else "")
            for item in skipped
        )
        or "Every input was used."
    )
    if view.corrections:
        yield "## What was corrected by hand"
        yield "\n".join(
            f"- {escape(item.place)}: {item.status}{f' ({escape(item.note)})' * bool(item.note)}"
            + "".join(f"; “{short(line.text)}” {_from(line)}" for line in lines)
            for item, lines in view.corrections
        )
    yield "## How this was made, and its limits"
    yield "\n".join(
        f"- **{title}.** {text}" for title, text in method_words(view.comparison.signature)
    )
    yield table(
        ("option", "value", "what it does"),
        [(escape(name), escape(value), meaning) for name, value, meaning in view.options],
    )
    yield f"Signature: {escape(view.comparison.signature)}"
