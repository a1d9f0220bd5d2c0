"""What a notebook shows of a fact or a contrast: static HTML, no script, all text escaped.

`Fact` and `Contrast` hold ids, so their own display tells outlets, values and ids. With the
comparison at hand, `comparison.fact("fact-7")` shows the sentences themselves as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .model import Comparison, Contrast, Fact, Sentence


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
        rows = ((one.outlet, one.text, one.id) for one in self.sentences)
        return (
            f"<div>{_fact_head(self.fact)}{_make_table(rows)}"
            + "".join(contrast_html(one) for one in self.contrasts)
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


def fact_html(fact: Fact) -> str:
    """A fact alone: its words, who states it, the ids of its sentences."""
    return f"<div>{_fact_head(fact)}<small>{escape(', '.join(fact.sentences))}</small></div>"


def contrast_html(contrast: Contrast) -> str:
    """A contrast: what each outlet says, in its normal form, with the sentence's id."""
    rows = ((one.outlet, one.value, one.sentence) for one in contrast.readings)
    kind = escape(f"{contrast.kind} ({contrast.nature})")
    where = f" in {escape(contrast.fact)}" if contrast.fact else ""
    return f"<div><strong>{kind}</strong>{where}{_make_table(rows)}</div>"


def _fact_head(fact: Fact) -> str:
    summary = f"{', '.join(fact.outlets)}; origins: {fact.origins}; score {fact.score:.2f} of 1"
    return (
        f"<strong>{escape(fact.id)}</strong> {escape(fact.text)}<br><em>{escape(summary)}</em><br>"
    )


def _make_table(rows: Iterable[tuple[str, str, str]]) -> str:
    cells = "".join(
        f'<tr><th style="text-align:left">{escape(outlet)}</th>'
        f'<td style="text-align:left">{escape(text)}</td><td>{escape(name)}</td></tr>'
        for outlet, text, name in rows
    )
    return f"<table><tbody>{cells}</tbody></table>"
