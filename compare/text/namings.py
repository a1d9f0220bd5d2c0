"""Listed names of one thing, found in a sentence: 'illegal immigrants', 'undocumented immigrants'.

A list has one thing a line, its names divided by "|", the forms of one name by ",".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..datafiles import load_lines
from .locales import is_english
from .words import normal_words

if TYPE_CHECKING:
    from .annotate import AnnotatedSentence, Span

NAMINGS = "namings.txt"


class Name(NamedTuple):
    """A name of a thing: its first form, which thing (number of its line), its place there."""

    text: str
    thing: int
    place: int


def find_namings(one: AnnotatedSentence, table: str = NAMINGS) -> Iterator[tuple[Name, Span]]:
    """The names of listed things in a sentence, outside of quotation marks, the longest first.

    A word that the list has in small letters counts in them, but for headlines and openings: what
    begins with a capital is part of a name.
    """
    if not is_english(one.language):
        return
    names = _load_names(table)
    plain = [word.normal for word in one.words]
    at = 0
    while at < len(plain):
        row = [hit for hit in names.get(plain[at], ()) if [*hit[0]] == plain[at : at + len(hit[0])]]
        size = len(row[0][0]) if row else 1
        start, end = one.words[at].start, one.words[min(at + size, len(plain)) - 1].end
        inside = one.is_marked(start, end) or ")" in one.text[start:end]
        proper = at > 0 and one.sentence.index > 0 and one.text[start].isupper()
        for form, name in row:
            if len(form) == size and not inside and not (proper and name.text[0].islower()):
                yield name, (start, end)
        at += size


@cache
def _load_names(table: str) -> dict[str, list[tuple[tuple[str, ...], Name]]]:
    """First word -> the forms that begin so, in singular and plural, the longest first."""
    names: defaultdict[str, list[tuple[tuple[str, ...], Name]]] = defaultdict(list)
    for thing, line in enumerate(load_lines(table)):
        for place, row in enumerate(line.split("|")):
            forms = [part.strip() for part in row.split(",")]
            for *head, last in map(normal_words, forms):
                for plural in (last, f"{last}s", f"{last}es"):
                    words = (*head, plural)
                    names[words[0]].append((words, Name(forms[0], thing, place)))
    for rows in names.values():
        rows.sort(key=lambda row: -len(row[0]))
    return names
