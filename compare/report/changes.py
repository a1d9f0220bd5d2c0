"""What changed between two comparisons, as Markdown: for a code host, a mail, a ticket.

All text of articles is escaped, as in report.md: it can neither end a list, open a link, nor bring
HTML in. Words that changed stand as ~~old~~ **new**.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..diff import Changes, Edit, FactChange
from ..findings.wording import counted
from .escapes import escape


def render_changes(changes: Changes) -> str:
    """The changes as GitHub-flavoured Markdown; 'Nothing changed.' where none did."""
    blocks = [
        *_section("New articles", changes.articles_new),
        *_section("Articles that are gone", changes.articles_gone),
        *_edits(changes.edited),
        *_section("Facts gained", changes.facts_gained),
        *_section("Facts lost", changes.facts_lost),
        *_facts(changes.facts_changed),
        *_section("Differences gained", changes.contrasts_gained),
        *_section("Differences lost", changes.contrasts_lost),
    ]
    return "\n\n".join(["# What changed", *(blocks or ["Nothing changed."])]) + "\n"


def _section(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield _list(f"{title} ({len(items)})", map(escape, items))


def _list(title: str, lines: Iterable[str]) -> str:
    return "\n".join([f"## {title}", "", *(f"- {line}" for line in lines)])


def _edits(edits: Sequence[Edit]) -> Iterator[str]:
    """Each edited article with its changed words, old and new."""
    if edits:
        yield f"## Edited articles ({len(edits)})"
    for edit in edits:
        lines = [f"- {_passage(old, new)}" for old, new in edit.passages]
        if edit.more:
            lines.append(f"- and {counted(edit.more, 'more passage')}")
        told = lines or ["Blanks, case or punctuation only."]
        yield "\n".join([f"### {escape(edit.outlet)}: {escape(edit.title)}", "", *told])


def _passage(old: str, new: str) -> str:
    was = f"~~{escape(old)}~~" if old.strip() else ""
    now = f"**{escape(new)}**" if new.strip() else ""
    return f"{was} {now}".strip() or "—"


def _facts(changed: Sequence[FactChange]) -> Iterator[str]:
    if changed:
        yield _list(
            f"Facts that other outlets now state ({len(changed)})",
            (
                f"{escape(one.text)} — "
                + "; ".join(
                    f"{sign} {', '.join(map(escape, names))}"
                    for sign, names in (("gained", one.gained), ("lost", one.lost))
                    if names
                )
                for one in changed
            ),
        )
