"""Files of `compare/data`: bytes, texts, and lists: a word or phrase a line, # begins a comment."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


def read_data(*path: str) -> bytes:
    """A file of `compare/data`. OSError where it is missing."""
    return files("compare").joinpath("data", *path).read_bytes()


def read_data_text(*path: str) -> str:
    """The same as text, its line ends as one character."""
    return files("compare").joinpath("data", *path).read_text(encoding="utf-8")


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


@cache
def load_group(name: str) -> frozenset[str]:
    """A group of `word_groups.txt`, as the words are written there."""
    return frozenset(load_table("word_groups.txt")[name].split())


@cache
def load_forms(name: str) -> dict[str, str]:
    """A list in sections ("== name"), each as one expression: its lines are the alternatives.

    "{name}" in a line stands for a section above it.
    """
    forms: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in load_lines(name):
        if line.startswith("== "):
            lines = forms.setdefault(line[3:], [])
        else:
            lines.append(re.sub(r"\{([a-z]+)\}", lambda at: f"(?:{'|'.join(forms[at[1]])})", line))
    return {section: "|".join(lines) for section, lines in forms.items()}


def load_form(name: str) -> str:
    """A section of `word_forms.txt`, its alternatives as one expression."""
    return load_forms("word_forms.txt")[name]
