"""A comparison in a few lines: what `compare-news show` prints and a notebook displays.

`comparison.fact("fact-7")` shows a fact with its sentences and differences. What a notebook shows
is static HTML, no script, all text escaped.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .model import Comparison, Contrast, Fact, Reading, Sentence

SHOWN = 60  # characters of a reading's own words; longer ones are shown by their value


def summary_counts(comparison: Comparison) -> dict[str, int]:
    """The figures of the first glance, each a plain count under its name, singular or plural."""
    everyone = len(comparison.outlets)
    by_all = sum(len(fact.outlets) == everyone for fact in comparison.facts)
    counts = (
        (len(comparison.articles), "article", "articles"),
        (everyone, "outlet", "outlets"),
        (len(comparison.origins), "independent origin", "independent origins"),
        (len(comparison.facts), "shared fact", "shared facts"),
        (by_all, "fact that all outlets state", "facts that all outlets state"),
        (len(comparison.contrasts), "difference", "differences"),
        (len(comparison.only), "sentence without a counterpart", "sentences without a counterpart"),
        (len(comparison.skipped), "input skipped", "inputs skipped"),
    )
    return {one if n == 1 else many: n for n, one, many in counts}


def summary_text(comparison: Comparison, facts: int = 5) -> str:
    """Plain text for a terminal: the counts, the most shared facts, the strongest differences."""
    lines = [comparison.event or "Comparison", ""]
    lines += [f"{n:6d}  {name}" for name, n in summary_counts(comparison).items()]
    if comparison.facts:
        lines += ["", "Most widely shared:"]
        for fact in comparison.facts[:facts]:
            lines.append(f"  {fact.id}  [{', '.join(fact.outlets)}]  {fact.title}")
    if comparison.contrasts:
        lines += ["", "Strongest differences:"]
        for contrast in comparison.contrasts[:facts]:
            words = " | ".join(
                f"{r.outlet}: {_show_reading(r, comparison)}" for r in contrast.readings
            )
            lines.append(f"  {contrast.fact or '—'}  {contrast.kind} ({contrast.nature})  {words}")
    lines += ["", comparison.signature]
    return "\n".join(lines) + "\n"


def _show_reading(reading: Reading, comparison: Comparison) -> str:
    """What the outlet says, in its own words where they are few."""
    article = next(s.article for s in comparison.sentences if s.id == reading.sentence)
    text = next(a.text for a in comparison.articles if a.id == article)
    words = " ".join(text[reading.start : reading.end].split())
    words = words if 0 < len(words) <= SHOWN else reading.value
    return f"{words} ({reading.speaker})" if reading.speaker else words


def summary_html(comparison: Comparison, facts: int = 8) -> str:
    """The same for a notebook: a small fact × outlet table. Article text is escaped."""
    outlets = comparison.outlets
    counts = " · ".join(f"{n} {name}" for name, n in summary_counts(comparison).items() if n)
    head = "".join(f"<th>{escape(outlet)}</th>" for outlet in outlets)
    rows = "".join(
        f"<tr><td>{escape(fact.id)}</td>"
        f'<td style="text-align:left">{escape(fact.title)}</td>'
        + "".join(f"<td>{'●' if outlet in fact.outlets else '·'}</td>" for outlet in outlets)
        + "</tr>"
        for fact in comparison.facts[:facts]
    )
    return (
        f"<div><strong>{escape(comparison.event or 'Comparison')}</strong><br>{escape(counts)}"
        f"<table><thead><tr><th></th><th>fact, as one outlet words it</th>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table><small>{escape(comparison.signature)}</small></div>"
    )


@dataclass(frozen=True, slots=True, repr=False)
class FactDisplay:
    """A fact with its sentences and contrasts, for people: shows itself in a notebook.

    fact       the fact itself
    sentences  those that state it, in its order
    contrasts  where the outlets differ inside it, the strongest first
    """

    fact: Fact
    sentences: tuple[Sentence, ...]
    contrasts: tuple[Contrast, ...]

    def __repr__(self) -> str:
        """What a terminal shows: plain text, a sentence a line."""
        lines = [f"{one.outlet} [{one.id}]  {one.text}" for one in self.sentences]
        return "\n".join([f"{self.fact.id}  {self.fact.text}", *lines])

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        fact = self.fact
        told = f"{', '.join(fact.outlets)}; origins: {fact.origins}; score {fact.score:.2f} of 1"
        rows = ((one.outlet, one.text, one.id) for one in self.sentences)
        return (
            f"<div><strong>{escape(fact.id)}</strong> {escape(fact.text)}<br>"
            f"<em>{escape(told)}</em><br>{_make_table(rows)}"
            + "".join(map(_show_contrast, self.contrasts))
            + "</div>"
        )


def show_fact(comparison: Comparison, name: str) -> FactDisplay:
    """The fact of this id with what it points at. KeyError names the ids there are."""
    known = {fact.id: fact for fact in comparison.facts}
    if name not in known:
        raise KeyError(f"no fact {name!r}; there are: {', '.join(known) or 'none'}")
    fact = known[name]
    sentences = {sentence.id: sentence for sentence in comparison.sentences}
    contrasts = (one for one in comparison.contrasts if one.fact == name)
    return FactDisplay(
        fact,
        tuple(sentences[sentence] for sentence in fact.sentences),
        tuple(sorted(contrasts, key=lambda one: -one.strength)),
    )


def _show_contrast(contrast: Contrast) -> str:
    """A contrast: what each outlet says, in its normal form, with the sentence's id."""
    rows = ((one.outlet, one.value, one.sentence) for one in contrast.readings)
    kind = escape(f"{contrast.kind} ({contrast.nature})")
    return f"<div><strong>{kind}</strong>{_make_table(rows)}</div>"


def _make_table(rows: Iterable[tuple[str, str, str]]) -> str:
    cells = "".join(
        f'<tr><th style="text-align:left">{escape(outlet)}</th>'
        f'<td style="text-align:left">{escape(text)}</td><td>{escape(name)}</td></tr>'
        for outlet, text, name in rows
    )
    return f"<table><tbody>{cells}</tbody></table>"
