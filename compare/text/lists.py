"""Word lists of `compare/data`: a word or phrase a line, # begins a comment."""

from __future__ import annotations

from functools import cache

from ..learned import read_data_text


@cache
def load_lines(name: str) -> tuple[str, ...]:
    """The lines of a list, comments and empty ones left out, in the file's order."""
    text = read_data_text(name)
    lines = (line.split("#", 1)[0].rstrip() for line in text.splitlines())
    return tuple(line for line in lines if line)


@cache
def load_words(name: str) -> frozenset[str]:
    """The same as a set, case-folded."""
    return frozenset(line.casefold() for line in load_lines(name))


@cache
def load_table(name: str) -> dict[str, str]:
    """A list of two columns, divided by a tab: word -> value."""
    return dict(line.split("\t", 1) for line in load_lines(name))
