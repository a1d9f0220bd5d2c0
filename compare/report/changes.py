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
        *_write_section("New articles", changes.articles_new),
        *_write_section("Articles that are gone", changes.articles_gone),
        *_write_edits(changes.edited),
        *_write_section("Facts gained", changes.facts_gained),
        *_write_section("Facts lost", changes.facts_lost),
        *_write_facts(changes.facts_changed),
        *_write_section("Differences gained", changes.contrasts_gained),
        *_write_section("Differences lost", changes.contrasts_lost),
    ]
    return "\n\n".join(["# What changed", *(blocks or ["Nothing changed."])]) + "\n"


def _write_section(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield _write_list(f"{title} ({len(items)})", map(escape, items))


def _write_list(title: str, lines: Iterable[str]) -> str:
    return "\n".join([f"## {title}", "", *(f"- {line}" for line in lines)])


def _write_edits(edits: Sequence[Edit]) -> Iterator[str]:
    """Each edited article with its changed words, old and new."""
    if edits:
        yield f"## Edited articles ({len(edits)})"
    for edit in edits:
        lines = [f"- {_write_passage(old, new)}" for old, new in edit.passages]
        if edit.more:
            lines.append(f"- and {counted(edit.more, 'more passage')}")
        changes = lines or ["Blanks, case or punctuation only."]
        yield "\n".join([f"### {escape(edit.outlet)}: {escape(edit.title)}", "", *changes])


def _write_passage(old: str, new: str) -> str:
    was = f"~~{escape(old)}~~" if old.strip() else ""
    now = f"**{escape(new)}**" if new.strip() else ""
    return f"{was} {now}".strip() or "—"


def _write_facts(changed: Sequence[FactChange]) -> Iterator[str]:
    if changed:
        yield _write_list(
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
