"""report.md and brief.md: the findings for a code host, a plain reader, or paper.

All text of articles is escaped: it can neither end a table, open a link, nor bring HTML in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..findings import Finding, Findings, find_findings
from ..findings.alone import first_of_each
from ..findings.wording import counted, end_sentence
from ..model import Comparison, Evidence, Fact
from .escapes import escape, escape_inline, escape_start, write_table
from .figures import figure_captions
from .index import Index, make_index
from .view import correction_lines, method_words, unmeasured_words, view_origins
from .words import FIELDS, KINDS, NATURES, NONE, SIGNS, TERMS

SHOWN = 10  # entries of a list before "and n more"
ROWS = 40  # rows of facts and differences
SENTENCES = 10  # rows whose sentences are given too
WIDEST = 8  # outlets that fit beside each other in a table
ACTORS = 12
SHOWN_MARKS = ("states", "in part")


def render_markdown(comparison: Comparison) -> str:
    """The report as GitHub-flavoured Markdown, in the page's order, at the length of a paper;
    figures are linked beside it."""
    findings = find_findings(comparison)
    index = make_index(comparison, findings.told)
    pictures = {
        name: f"![{escape(caption)}](figures/{name}.png)"
        for name, caption in figure_captions(comparison).items()
    }
    blocks = [
        *_write_head(comparison, findings),
        *_write_glance(comparison, findings, pictures.get("voices", "")),
        *_write_facts(index, findings, pictures.get("facts", "")),
        *_write_origins(index, findings, pictures.get("dates", "")),
        *_write_method(index),
    ]
    return _join_blocks(findings.title, blocks)


def render_brief(comparison: Comparison, words: int = 480) -> str:
    """The findings alone: one page of at most so many words, each statement with the ids of its
    sentences.

    The longest list loses its last statement until all fits.
    """
    findings = find_findings(comparison)
    lists: dict[str, list[Finding]] = {
        "What two or more state": list(findings.shared),
        "Where they differ": list(findings.differences),
        "One speaker, in each": list(findings.says[:2]),
        "How they report it": list(findings.framing),
        "What only one reports": first_of_each(findings.alone),
    }
    heads = "; ".join(head.dated_label for head in findings.headlines[:12])
    lead = f"{_count_texts(comparison, findings)} {heads}. Made by machine: look at the sentences."
    while True:
        blocks = [_write_line(escape_inline(lead))]
        for title, statements in lists.items():
            if statements or title in NONE:
                items = [
                    _write_statement(one, findings.labels) + _list_refs(one.evidence)
                    for one in statements
                ]
                blocks += [_write_heading(title), _write_list(items) or escape(NONE[title])]
        size = sum(any(map(str.isalnum, word)) for word in " ".join(blocks).split())
        if size <= words or not any(lists.values()):
            return _join_blocks(f"{findings.title} in brief", blocks)
        # each list keeps two as long as another has more
        rows = [row for row in lists.values() if len(row) > 2] or list(lists.values())
        longest = max(rows, key=lambda row: sum(len(one.sentence) for one in row))
        longest.pop()


def _join_blocks(title: str, blocks: Iterable[str]) -> str:
    return "\n\n".join(filter(None, [f"# {escape(title)}", *blocks])) + "\n"


def _write_heading(title: str, level: int = 2) -> str:
    return f"{'#' * level} {escape(title)}"


def _write_line(line: str) -> str:
    """A line of escaped parts: its start is no start of a list."""
    return escape_start(line.strip())


def _write_list(items: Iterable[str], more: str = "") -> str:
    """Lines of escaped parts as a list; more: how many were left out, in words."""
    lines = [*map(_write_line, items), *([f"… and {more}"] if more else [])]
    return "\n".join(f"- {line}" for line in lines)


def _write_bold(text: str) -> str:
    """Text in bold; blanks stay outside."""
    text = escape_inline(text)
    bold = text.strip()
    return text.replace(bold, f"**{bold}**", 1) if bold else text


def _write_ref(name: str) -> str:
    """A sentence's id."""
    return f"`{name.replace('`', '')}`"


def _count_texts(comparison: Comparison, findings: Findings) -> str:
    parts = [
        f"{counted(len(comparison.articles), 'article')} by "
        f"{counted(len(comparison.outlets), 'outlet')}, "
        f"{counted(len(comparison.origins), 'independent text')}",
        findings.span,
        findings.warning,
    ]
    return f"{'; '.join(filter(None, parts))}."


def _write_head(comparison: Comparison, findings: Findings) -> Iterator[str]:
    """What was compared: counts, a table of the articles, warnings."""
    yield escape(_count_texts(comparison, findings))
    rows = [
        (
            head.label,
            head.day,
            f"{head.words:,}",
            "—" if head.quoted is None else f"{100 * head.quoted:.0f} %",
            head.title or "no headline",
        )
        for head in findings.headlines[: 4 * SHOWN]
    ]
    yield write_table(("outlet", "date", "words", "quoted", "headline"), rows, "  rr")
    yield from map(escape, unmeasured_words(comparison))
    warned = [(article, item) for article in comparison.articles for item in article.warnings]
    items = [
        _write_bold(findings.labels.get(article.outlet, article.outlet))
        + escape_inline(f": {FIELDS.get(item.field, item.field)}: {item.rule}: “{item.text}”")
        for article, item in warned[:SHOWN]
    ]
    yield _write_list(items, f"{len(warned) - SHOWN} more" if len(warned) > SHOWN else "")


def _write_glance(comparison: Comparison, findings: Findings, picture: str) -> Iterator[str]:
    labels = findings.labels
    yield from _list_findings("What two or more state", findings.shared, labels)
    if findings.holding:
        yield escape(f"{findings.holding}.")
    more = _count_rest(comparison.contrasts, len(findings.differences), "difference")
    yield from _list_findings("Where they differ", findings.differences, labels, more)
    yield from _list_findings("One speaker, in each", findings.says, labels)
    yield _write_heading("Who names and quotes whom")
    if findings.actors:
        yield from _write_actors(comparison, findings)
        yield picture
    else:
        yield "Nobody is quoted here, or named more than in passing."
    yield from _list_findings("How they report it", findings.framing, labels)
    yield from _list_findings("What only one reports", findings.alone, labels)


def _list_findings(
    title: str, findings: Sequence[Finding], labels: dict[str, str], more: str = ""
) -> Iterator[str]:
    """A heading with the findings below it, or what is said in their place, or nothing at all."""
    if findings or title in NONE:
        yield _write_heading(title)
        items = [_write_statement(one, labels) for one in findings]
        yield _write_list(items, more) if items else escape(NONE[title])


def _write_statement(one: Finding, labels: dict[str, str]) -> str:
    """A finding; of a difference what each outlet says is bold, or the words of it that differ."""
    if not one.sides:
        return escape_inline(one.sentence)
    natures = "".join(f", {NATURES.get(nature, nature)}" for nature in one.marks)
    sides = []
    for side in one.sides:
        before, key, after = side.parts
        words = escape_inline(before) + _write_bold(key) + escape_inline(after)
        sides.append(escape_inline(f"{labels[side.outlet]} ") + words + escape_inline(side.whose))
    end = one.sentence[len(one.sentence.rstrip(".")) :]
    return escape_inline(f"{KINDS.get(one.text, one.text)}{natures}: ") + "; ".join(sides) + end


def _list_refs(evidence: Sequence[Evidence]) -> str:
    """The ids of the sentences, the first of each article: four of them at most."""
    first: dict[str, str] = {}
    for place in evidence:
        first.setdefault(place.sentence.rsplit("-", 1)[0], place.sentence)
    names = list(dict.fromkeys(first.values()))[:4]
    return "".join(f" {_write_ref(name)}" for name in names)


def _write_actors(comparison: Comparison, findings: Findings) -> Iterator[str]:
    outlets = comparison.outlets[:WIDEST]
    rows = [
        (
            row.name + (f", {row.office}" if row.office else ""),
            *(
                f"{len(cell.named)}" + (f" “{cell.words}”" if cell.words else "")
                for cell in row.cells[: len(outlets)]
            ),
        )
        for row in findings.actors[:ACTORS]
    ]
    yield write_table(("", *(findings.labels[outlet] for outlet in outlets)), rows)
    yield (
        "How often each names them; “5” behind it: five of their words stand there in quotation"
        " marks."
    )


def _write_facts(index: Index, findings: Findings, picture: str) -> Iterator[str]:
    facts = index.comparison.facts
    if not facts:
        return
    yield _write_heading("Who states what")
    yield picture
    legend = (f"{SIGNS[mark].symbol} {SIGNS[mark].words}" for mark in SHOWN_MARKS)
    yield escape(f"{'; '.join(legend)}. Of an outlet without a sign no sentence surely does.")
    yield _write_list(
        [_write_row(index, fact, findings) for fact in facts[:ROWS]],
        _count_rest(facts, ROWS, "row"),
    )
    yield _write_heading("The surest rows, sentence by sentence", 3)
    for fact in facts[:SENTENCES]:
        head = index.heads[fact.id]
        number = _write_bold(f"Row {head.number}")
        yield f"{number} {_write_ref(fact.sentence)}{escape_inline(f': {head.text}').rstrip()}"
        others = [name for name in fact.sentences if name != fact.sentence]
        yield _write_list(_write_sentence(index, findings, name) for name in others)


def _write_row(index: Index, fact: Fact, findings: Findings) -> str:
    """'**1** The pier burned. ● Gazette ◐ Herald'."""
    marks = [
        f"{SIGNS[state].symbol} {findings.labels[outlet]}"
        for outlet, state in index.states(fact).items()
        if state in SHOWN_MARKS
    ]
    told = escape_inline(f" {end_sentence(findings.told[fact.id])} {' '.join(marks)}")
    return _write_bold(str(index.heads[fact.id].number)) + told


def _write_sentence(index: Index, findings: Findings, name: str) -> str:
    line = index.line(name)
    told = escape_inline(f": {line.text} {line.place} ")
    return _write_bold(findings.labels[line.outlet]) + told + _write_ref(name)


def _count_rest(items: Sequence[object], shown: int, what: str) -> str:
    more = len(items) - shown
    return f"{counted(more, f'more {what}')}, in comparison.json" if more > 0 else ""


def _write_origins(index: Index, findings: Findings, picture: str) -> Iterator[str]:
    yield _write_heading("Who wrote it first")
    yield picture
    copies = view_origins(index)
    items = [
        "One text: "
        + _write_bold(
            ", ".join(findings.labels[index.articles[name].outlet] for name in origin.articles)
        )
        + escape_inline(f": {words}.")
        for origin, words in copies[:SHOWN]
    ]
    none = "No two articles are copies of one text, as far as the words show."
    yield _write_list(items, _count_rest(copies, SHOWN, "group")) or none


def _write_method(index: Index) -> Iterator[str]:
    """What was left out, corrected by hand, and how the rest was made."""
    comparison = index.comparison
    if comparison.skipped:
        yield _write_heading("What was not compared")
        yield _write_list(
            [
                _write_bold(item.source) + escape_inline(f": {item.problem}")
                for item in comparison.skipped[: 2 * SHOWN]
            ],
            _count_rest(comparison.skipped, 2 * SHOWN, "input"),
        )
    if comparison.corrections:
        yield _write_heading("What was corrected by hand")
        items = []
        for item, lines in correction_lines(index)[: 2 * SHOWN]:
            note = f" ({item.note})" if item.note else ""
            told = _write_bold(item.place) + escape_inline(f": {item.status}{note}")
            for line in lines:
                told += escape_inline(f"; “{line.text}” ") + _write_ref(line.id)
            items.append(told)
        yield _write_list(items, _count_rest(comparison.corrections, 2 * SHOWN, "entry"))
    yield _write_heading("How this was made, and its limits")
    method = (*TERMS[:2], *method_words(comparison.signature)[1:3])
    yield _write_list(_write_bold(title) + escape_inline(f": {text}") for title, text in method)
    yield escape(f"Signature: {comparison.signature}")
