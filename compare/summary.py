"""A comparison in a few lines: what `compare-news show` prints and a notebook displays."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Comparison, Reading


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
    return words if 0 < len(words) <= SHOWN else reading.value


def summary_dict(comparison: Comparison, facts: int = 5) -> dict[str, object]:
    """The same for programs: counts, the `facts` most shared facts and strongest differences."""
    return {
        "event": comparison.event,
        "signature": comparison.signature,
        "counts": {
            name: len(getattr(comparison, name))
            for name in ("articles", "outlets", "origins", "facts", "leads", "contrasts",
                         "omissions", "only", "skipped")
        },
        "facts": [
            {"id": f.id, "text": f.title, "outlets": f.outlets, "score": f.score}
            for f in comparison.facts[:facts]
        ],
        "contrasts": [
            {
                "fact": c.fact, "kind": c.kind, "nature": c.nature,
                "readings": {r.outlet: r.value for r in c.readings},
            }
            for c in comparison.contrasts[:facts]
        ],
    }  # fmt: skip


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
