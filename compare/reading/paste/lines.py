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
_LONGEST_PARAGRAPH = 15  # wrapped lines; a longer run holds several paragraphs


class Line(NamedTuple):
    """One line without the white space around it; number counts from 1."""

    number: int
    text: str
    after_blank: bool = False


class Paragraph(NamedTuple):
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


def join_lines(lines: Sequence[Line]) -> list[Paragraph]:
    """Paragraphs: each line its own, but for lines that were hard-wrapped, joined by a space."""
    paragraphs: list[Paragraph] = []
    page_width = _page_width(lines)
    for run in _split_runs(lines):
        width = _wrap_width(run) or page_width
        divided = page_width > 0 and len(run) <= _LONGEST_PARAGRAPH
        open_lines: list[Line] = []
        for line in run:
            if open_lines and not _goes_on(open_lines[-1].text, line.text, width, divided):
                paragraphs.append(_make_paragraph(open_lines))
                open_lines = []
            open_lines.append(line)
        paragraphs.append(_make_paragraph(open_lines))
    return paragraphs


def _make_paragraph(lines: list[Line]) -> Paragraph:
    parts = [lines[0].text]
    for one, two in itertools.pairwise(line.text for line in lines):
        # a hyphen at a line's end stays, since it may be the word's own
        is_glued = one.endswith("-") and one[-2:-1].isalpha() and two[0].islower()
        parts.append(two if is_glued else f" {two}")
    text = "".join(parts)
    mark = _BULLET.match(text)
    if not mark or mark.end() == len(text):
        return Paragraph(tuple(lines), text)
    return Paragraph(tuple(lines), text[mark.end() :], mark.group().strip())


def _split_runs(lines: Sequence[Line]) -> list[list[Line]]:
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


def _page_width(lines: Sequence[Line]) -> int:
    """The width that a whole page was wrapped at, 0 where it was not.

    One paragraph of two lines shows too little; on a page that was wrapped nearly no line is
    longer, and nearly all that stop in mid-sentence have no room for the next word.
    """
    sizes = [len(line.text) for line in lines]
    if 10 * sum(size for size in sizes if size > WRAP_WIDTHS[-1]) > sum(sizes):
        return 0
    pairs = [
        (one.text, two.text)
        for one, two in itertools.pairwise(lines)
        if not two.after_blank and len(one.text) <= WRAP_WIDTHS[-1]
    ]
    broken = [(a, b) for a, b in pairs if b[:1].islower() and not _SENTENCE_END.search(a)]
    width = max((len(one) for one, _ in broken), default=0)
    full = [pair for pair in pairs if not _would_fit(*pair, width)]
    sure = [pair for pair in broken if not _would_fit(*pair, width)]
    if width not in WRAP_WIDTHS or len(full) < 2 or len(sure) < 0.8 * len(broken):
        return 0
    # teasers of all lengths without an empty line between them are no wrapped text
    ends = [pair for pair in pairs if len(pair[0]) >= 0.6 * width]
    return width if len(full) >= 0.7 * len(ends) else 0


def _would_fit(text: str, after: str, width: int) -> bool:
    """Whether the next line's first word had room behind a line."""
    return len(text) + 1 + len(after.split(" ", 1)[0]) <= 0.9 * width


def _goes_on(text: str, after: str, width: int, divided: bool) -> bool:
    """Whether a line is the wrapped rest of the one above it; divided: empty lines divide
    paragraphs, so that one may go on behind a line that ends with a sentence."""
    if not width or _BULLET.match(after):
        return False
    ends = _SENTENCE_END.search(text) is not None
    if after[:1].islower() and not ends and len(text) >= 0.6 * width:
        return True
    is_text = len(after) >= 0.6 * width or _SENTENCE_END.search(after) is not None
    return is_text and not _would_fit(text, after, width) and (divided or not ends)
