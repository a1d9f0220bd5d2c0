"""Lines and paragraphs of pasted text: white space made plain, hard-wrapped lines joined.

Nothing is lost on the way: every character that is not white space stands in exactly one `Line`,
or in the control characters that `split_lines` hands back beside them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

# Breaks that an editor counts, and breaks that it does not (vertical tab, form feed, U+2028 ...).
_EDITOR_BREAK = re.compile(r"\r\n|\n|\r")
_OTHER_BREAK = re.compile("[\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
# Spaces of no width: byte order marks, zero width spaces and joiners of words.
_NO_WIDTH = re.compile("[\ufeff\u200b\u2060]")
# What no reader sees and no report can show: controls, soft hyphens, marks of writing direction,
# halves of surrogate pairs.
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+"
)
_BULLET = re.compile(r"(?:[•●▪■◦‣·∙►▶➤]|[»›*+–—-](?=\s))\s*")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")

WRAP_WIDTHS = range(40, 101)
"""Longest line, in characters, of text that was wrapped by hand or by a mail program."""


class Line(NamedTuple):
    """One line without the white space around it; number counts from 1."""

    number: int
    text: str
    after_blank: bool = False


class Unit(NamedTuple):
    """A paragraph: one line, or several that were wrapped; `mark` is the bullet before it."""

    lines: tuple[Line, ...]
    text: str
    mark: str = ""

    @property
    def number(self) -> int:
        """The line it begins on, counted from 1."""
        return self.lines[0].number

    @property
    def after_blank(self) -> bool:
        """Whether an empty line stands before it."""
        return self.lines[0].after_blank


def is_space(character: str) -> bool:
    """Whether cleaning holds a character for white space."""
    return character.isspace() or _NO_WIDTH.match(character) is not None


def split_lines(raw: str) -> tuple[list[Line], list[Line]]:
    """The lines that hold anything, their white space made plain; and the control characters."""
    lines: list[Line] = []
    controls: list[Line] = []
    blank = False
    for number, whole in enumerate(_EDITOR_BREAK.split(raw), 1):
        for piece in _OTHER_BREAK.split(_NO_WIDTH.sub("", whole)):
            controls += [Line(number, found) for found in _CONTROL.findall(piece)]
            text = " ".join(_CONTROL.sub("", piece).split())
            if text:
                lines.append(Line(number, text, blank or not lines))
            blank = not text
    return lines, controls


def join_lines(lines: Sequence[Line]) -> list[Unit]:
    """Paragraphs: each line its own, but for lines that were hard-wrapped, joined by a space."""
    units: list[Unit] = []
    for run in _runs(lines):
        width = _wrap_width(run)
        open_lines: list[Line] = []
        for line in run:
            if open_lines and not _goes_on(open_lines[-1].text, line.text, width):
                units.append(_unit(open_lines))
                open_lines = []
            open_lines.append(line)
        units.append(_unit(open_lines))
    return units


def _unit(lines: list[Line]) -> Unit:
    text = " ".join(line.text for line in lines)
    mark = _BULLET.match(text)
    if not mark or mark.end() == len(text):
        return Unit(tuple(lines), text)
    return Unit(tuple(lines), text[mark.end() :], mark.group().strip())


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that neither an empty line divides nor one that is too long to have been wrapped."""
    runs: list[list[Line]] = []
    for line in lines:
        is_long = len(line.text) > WRAP_WIDTHS[-1]
        if line.after_blank or not runs or is_long or len(runs[-1][-1].text) > WRAP_WIDTHS[-1]:
            runs.append([])
        runs[-1].append(line)
    return runs


def _wrap_width(run: Sequence[Line]) -> int:
    """The width a run of lines was wrapped at, 0 where it was not.

    Wrapped text shows itself by lines that stop in mid-sentence close to the widest line, the next
    going on in lower case.
    """
    width = max(len(line.text) for line in run)
    if len(run) < 3 or width not in WRAP_WIDTHS:
        return 0
    broken = sum(
        len(one.text) >= 0.7 * width
        and not _SENTENCE_END.search(one.text)
        and two.text[:1].islower()
        for one, two in itertools.pairwise(run)
    )
    return width if broken >= max(2, len(run) / 5) else 0


def _goes_on(text: str, after: str, width: int) -> bool:
    """Whether a line is the wrapped rest of the one above it."""
    if not width or _BULLET.match(after):
        return False
    if after[:1].islower() and not _SENTENCE_END.search(text) and len(text) >= 0.6 * width:
        return True
    next_word = after.split(" ", 1)[0]
    would_fit = len(text) + 1 + len(next_word) <= 0.9 * width
    is_text = len(after) >= 0.6 * width or _SENTENCE_END.search(after) is not None
    return is_text and not would_fit and not _SENTENCE_END.search(text)
