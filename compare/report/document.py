"""A report for paper, before it is Markdown or Word: headings, paragraphs, lists, tables, pictures.

`make_document` builds it once; a format is one writer over the blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..findings import ActorRow, Finding, Findings, find_findings
from ..findings.alone import first_of_each
from ..findings.wording import counted, end_sentence
from ..model import Comparison, Evidence, Fact
from .figures import figure_captions
from .index import Index, make_index
from .view import correction_lines, method_words, unmeasured_words, view_framing, view_origins
from .words import FIELDS, KINDS, NATURES, NONE, SIGNS, TERMS

SHOWN = 10  # entries of a list before "and n more"
ROWS = 40  # rows of facts and differences
SENTENCES = 8  # rows whose sentences are given too
WIDEST = 8  # outlets that fit beside each other in a table
ACTORS = 12


class Run(NamedTuple):
    """A stretch of text; ref: a sentence's id."""

    text: str
    style: str = ""  # "", "bold", "quiet" or "ref"


Runs = tuple[Run, ...]


class Heading(NamedTuple):
    text: str
    level: int = 2


class Paragraph(NamedTuple):
    runs: Runs


class Bullets(NamedTuple):
    """items: each of runs; more: how many were left out, in words, or ""."""

    items: tuple[Runs, ...]
    more: str = ""


class Table(NamedTuple):
    """numbers: "r" for each column set right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: str = ""


class Picture(NamedTuple):
    name: str
    caption: str


Block = Heading | Paragraph | Bullets | Table | Picture


class Document(NamedTuple):
    title: str
    blocks: tuple[Block, ...]


def make_document(comparison: Comparison) -> Document:
    """The report in the page's order, at the length of a paper."""
    findings = find_findings(comparison)
    index = make_index(comparison, findings.told)
    return Document(
        findings.title,
        (
            *_write_head(comparison, findings),
            *_write_glance(comparison, findings),
            *_write_facts(index, findings),
            *_write_figures(comparison, findings),
            *_write_origins(index, findings),
            *_write_method(index, findings),
        ),
    )


def make_brief(comparison: Comparison, words: int = 480) -> Document:
    """The findings alone: one page of at most so many words, each statement with its sentences.

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
    while True:
        blocks: list[Block] = [*_write_head(comparison, findings, brief=True)]
        for title, statements in lists.items():
            if not statements and title == "One speaker, in each":
                continue
            items = tuple(
                (*_write_statement(one, findings.labels), *_list_refs(one.evidence))
                for one in statements
            )
            blocks += [Heading(title), Bullets(items) if items else Paragraph((Run(NONE[title]),))]
        size = sum(len(run.text.split()) for block in blocks for run in _runs_of(block))
        if size <= words or not any(lists.values()):
            return Document(f"{findings.title} in brief", tuple(blocks))
        # each list keeps two as long as another has more
        rows = [row for row in lists.values() if len(row) > 2] or list(lists.values())
        longest = max(rows, key=lambda row: sum(len(one.sentence) for one in row))
        longest.pop()


def _runs_of(block: Block) -> Sequence[Run]:
    if isinstance(block, Paragraph):
        return block.runs
    if isinstance(block, Bullets):
        return [run for item in block.items for run in item]
    return [Run(block.text)] if isinstance(block, Heading) else []


def _write_head(comparison: Comparison, findings: Findings, brief: bool = False) -> Iterator[Block]:
    """What was compared: counts, a table of the articles, warnings; of a brief a line alone."""
    parts = [
        f"{counted(len(comparison.articles), 'article')} by "
        f"{counted(len(comparison.outlets), 'outlet')}, "
        f"{counted(len(comparison.origins), 'independent text')}",
        findings.span,
        findings.warning,
    ]
    line = f"{'; '.join(filter(None, parts))}."
    if brief:
        heads = "; ".join(head.dated_label for head in findings.headlines[:12])
        yield Paragraph((Run(f"{line} {heads}. Made by machine: look at the sentences."),))
        return
    yield Paragraph((Run(line),))
    yield Table(
        ("outlet", "date", "words", "quoted", "headline"),
        tuple(
            (
                head.label,
                head.day,
                f"{head.words:,}",
                "—" if head.quoted is None else f"{100 * head.quoted:.0f} %",
                head.title or "no headline",
            )
            for head in findings.headlines[: 4 * SHOWN]
        ),
        "  rr",
    )
    warned = [(article, item) for article in comparison.articles for item in article.warnings]
    if warned:
        items = [
            (
                Run(findings.labels.get(article.outlet, article.outlet), "bold"),
                Run(f": {FIELDS.get(item.field, item.field)}: {item.rule}: “{item.text}”"),
            )
            for article, item in warned[:SHOWN]
        ]
        more = len(warned) - SHOWN
        yield Bullets(tuple(items), f"{more} more" if more > 0 else "")


def _write_glance(comparison: Comparison, findings: Findings) -> Iterator[Block]:
    labels = findings.labels
    yield from _list_findings("What two or more state", findings.shared, labels)
    if findings.holding:
        yield Paragraph((Run(f"{findings.holding}."),))
    more = _count_rest(comparison.contrasts, len(findings.differences), "difference")
    yield from _list_findings("Where they differ", findings.differences, labels, more)
    yield from _list_findings("One speaker, in each", findings.says, labels)
    yield Heading("Who names and quotes whom")
    if findings.actors:
        yield from _write_actors(comparison, findings)
    else:
        yield Paragraph((Run("No actor was found."),))
    yield from _list_findings("How they report it", findings.framing, labels)
    yield from _list_findings("What only one reports", findings.alone, labels)


def _list_findings(
    title: str, findings: Sequence[Finding], labels: dict[str, str], more: str = ""
) -> Iterator[Block]:
    """A heading with the findings below it, or what is said in their place, or nothing at all."""
    if findings or title in NONE:
        yield Heading(title)
        items = tuple(_write_statement(one, labels) for one in findings)
        yield Bullets(items, more) if items else Paragraph((Run(NONE[title]),))


def _write_statement(one: Finding, labels: dict[str, str]) -> Runs:
    """A finding as runs: of a difference what each outlet says is bold."""
    if not one.sides:
        return (Run(one.sentence),)
    natures = "".join(f", {NATURES.get(nature, nature)}" for nature in one.marks)
    runs = [Run(f"{KINDS.get(one.text, one.text)}{natures}: ")]
    for number, side in enumerate(one.sides):
        runs += [Run(f"{'; ' if number else ''}{labels[side.outlet]} "), Run(side.shown, "bold")]
        runs += [Run(side.whose)] if side.voice else []
    return (*runs, Run("."))


def _list_refs(evidence: Sequence[Evidence]) -> Runs:
    """The ids of the sentences, the first of each article: four of them at most."""
    first: dict[str, str] = {}
    for place in evidence:
        first.setdefault(place.sentence.rsplit("-", 1)[0], place.sentence)
    names = list(dict.fromkeys(first.values()))[:4]
    return tuple(run for name in names for run in (Run(" "), Run(name, "ref")))


def _write_actors(comparison: Comparison, findings: Findings) -> Iterator[Block]:
    outlets = comparison.outlets[:WIDEST]
    yield Table(
        ("", *(findings.labels[outlet] for outlet in outlets)),
        tuple(
            (
                row.name + (f", {row.office}" if row.office else ""),
                *(_write_cell(row, n) for n in range(len(outlets))),
            )
            for row in findings.actors[:ACTORS]
        ),
    )
    yield Paragraph((Run("How often each names them; in marks: words that it quotes.", "quiet"),))


def _write_cell(row: ActorRow, n: int) -> str:
    cell = row.cells[n]
    return f"{len(cell.named)}" + (f" “{cell.words}”" if cell.words else "")


def _write_facts(index: Index, findings: Findings) -> Iterator[Block]:
    comparison = index.comparison
    if not comparison.facts:
        return
    yield Heading("Who states what")
    if caption := figure_captions(comparison).get("facts"):
        yield Picture("facts", caption)
    yield Bullets(
        tuple(_write_row(index, fact, findings) for fact in comparison.facts[:ROWS]),
        _count_rest(comparison.facts, ROWS, "row"),
    )
    yield Heading("The surest rows, sentence by sentence", 3)
    for fact in comparison.facts[:SENTENCES]:
        number = Run(f"Row {index.heads[fact.id].number}", "bold")
        yield Paragraph(
            (number, Run(" "), Run(fact.sentence, "ref"), Run(f": {index.heads[fact.id].text}"))
        )
        others = [name for name in fact.sentences if name != fact.sentence]
        yield Bullets(tuple(_write_sentence(index, findings, name) for name in others))


def _write_row(index: Index, fact: Fact, findings: Findings) -> Runs:
    """'The pier burned. ● Gazette ◐ Herald ? Times'."""
    marks = [
        f"{SIGNS[state].symbol} {findings.labels[outlet]}"
        for outlet, state in index.states(fact).items()
        if state in ("states", "in part", "perhaps")
    ]
    return (Run(f"{end_sentence(findings.told[fact.id])} "), Run(" ".join(marks), "quiet"))


def _write_sentence(index: Index, findings: Findings, name: str) -> Runs:
    line = index.line(name)
    return (
        Run(findings.labels[line.outlet], "bold"),
        Run(f": {line.text} "),
        Run(line.place, "quiet"),
        Run(" "),
        Run(name, "ref"),
    )


def _count_rest(items: Sequence[object], shown: int, what: str) -> str:
    more = len(items) - shown
    return f"{counted(more, f'more {what}')}, in comparison.json" if more > 0 else ""


def _write_figures(comparison: Comparison, findings: Findings) -> Iterator[Block]:
    if not (measures := view_framing(comparison)):
        return
    yield Heading("Shares and rates")
    if caption := figure_captions(comparison).get("voices"):
        yield Picture("voices", caption)
    for line in unmeasured_words(comparison):
        yield Paragraph((Run(line),))
    rows = [
        (measure.title, findings.labels.get(row.outlet, row.outlet), row.term or "–", row.value,
         row.interval, row.basis)
        for measure in measures
        if measure.plain
        for row in measure.rows[: 2 * SHOWN]
    ]  # fmt: skip
    yield Table(
        ("what", "outlet", "", "value", "mostly between", "of"), tuple(rows[: 2 * ROWS]), "   r"
    )
    if len(rows) > 2 * ROWS:
        yield Paragraph((Run(f"{counted(len(rows) - 2 * ROWS, 'more figure')}, in tables/."),))


def _write_origins(index: Index, findings: Findings) -> Iterator[Block]:
    yield Heading("Who wrote it first")
    if caption := figure_captions(index.comparison).get("dates"):
        yield Picture("dates", caption)
    copies = view_origins(index)
    items = tuple(
        (
            Run("One text: "),
            Run(", ".join(findings.labels[a.outlet] for a in copy.articles), "bold"),
            Run(f": {copy.words}."),
        )
        for copy in copies[:SHOWN]
    )
    if items:
        yield Bullets(items, _count_rest(copies, SHOWN, "group"))
    else:
        yield Paragraph((Run("No two articles are copies of one text, as far as the words show."),))


def _write_method(index: Index, findings: Findings) -> Iterator[Block]:
    """What was left out, corrected by hand, and how the rest was made."""
    comparison = index.comparison
    if comparison.skipped:
        yield Heading("What was not compared")
        yield Bullets(
            tuple(
                (Run(item.source, "bold"), Run(f": {item.problem}"))
                for item in comparison.skipped[: 2 * SHOWN]
            ),
            _count_rest(comparison.skipped, 2 * SHOWN, "input"),
        )
    if comparison.corrections:
        yield Heading("What was corrected by hand")
        items = []
        for item, lines in correction_lines(index)[: 2 * SHOWN]:
            runs = [Run(item.place, "bold"), Run(f": {item.status}")]
            runs += [Run(f" ({item.note})")] if item.note else []
            for line in lines:
                runs += [Run(f"; “{line.text}” "), Run(line.id, "ref")]
            items.append(tuple(runs))
        yield Bullets(tuple(items), _count_rest(comparison.corrections, 2 * SHOWN, "entry"))
    yield Heading("How this was made, and its limits")
    yield Bullets(
        tuple(
            (Run(title, "bold"), Run(f": {text}"))
            for title, text in (*TERMS[:2], *method_words(comparison.signature)[1:3])
        )
    )
    yield Paragraph((Run(f"Signature: {comparison.signature}", "quiet"),))
