"""Lines that are a headline's date and author, or a heading within the text, and state nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ...datafiles import load_forms
from ..published import DATE, find_page_dates
from .bylines import bare_names, is_names, read_byline, read_local_byline
from .phrases import PATTERNS

HEADING = "heading"

LONGEST = 160  # characters of such a line
HEADING_WORDS = 12
STANDFIRST = 2  # paragraphs that may stand between a headline and its date
_FORMS = load_forms("furniture.txt")
_LABELS = re.compile(rf"\b(?:{_FORMS['day']})\b\.?", re.I)
_PLACE = re.compile(r"[A-Z][\w.’'-]{1,30}(?:,? [A-Z][\w.’'-]{1,30}){0,3}")  # or an outlet
_ENDS = re.compile(r"[.!?。！？؟:;,…\"”’'»」』)\]]\W{0,9}$")
# running text that breaks off: two sentences, or none without what follows
_GOES_ON = re.compile(
    r"[.!?] [A-Z]|\b(?:an?|and|as|at|but|by|for|from|in|is|of|on|or|said|says|that|the|their|to"
    r"|told|was|were|which|who|with)$"
)
_MARKS = re.compile(r"[\W_]+")
_SECTIONS = re.compile(rf"\b(?:{_FORMS['section']})\b", re.I)


class HeadLine(NamedTuple):
    """What a line by a headline is: rule "date line", "byline", or "" where it is the article's;
    whom it names as authors, None where nobody; how it shows them."""

    rule: str = ""
    names: str | None = None
    how: str = ""


def read_head_line(line: str, below: str = "", foreign: bool = False) -> HeadLine:
    """What a line by a headline is. below: the next one, since names alone may stand above a date;
    foreign: of a page in another language than English."""
    names = read_byline(line) or (read_local_byline(line) if foreign else None)
    if names:
        is_text = len(line) > LONGEST or (line.endswith((".", "!", "?")) and len(line.split()) > 6)
        return HeadLine("" if is_text else "byline", names, "line that begins with By")
    if len(line) > LONGEST:
        return HeadLine()
    rest = _strip_dates(line, foreign)
    if rest != line:
        if not _MARKS.sub("", rest):
            return HeadLine("date line")
        if names := _strip_to_names(rest):
            return HeadLine("byline", names, "names beside the date")
        return HeadLine("date line" if _PLACE.fullmatch(rest.strip(" ,;|-–—:·•()")) else "")
    names = bare_names(line)
    alone = is_names(names) and len(names.split()) <= 9 and not _SECTIONS.search(names)
    if alone and read_head_line(below, foreign=foreign).rule == "date line":
        return HeadLine("byline", names, "names above the date")
    return HeadLine()


def pick_head(lines: Sequence[str], foreign: bool = False) -> list[str]:
    """The rule of each line below a headline that is its head, "" of the others.

    Up to two of the others may stand above it: a standfirst.
    """
    rules: list[str] = []
    for line, below in zip(lines, [*lines[1:], ""], strict=False):
        rule = read_head_line(line, below, foreign).rule
        if not rule and (any(rules) or rules.count("") == STANDFIRST):
            break
        rules.append(rule)
    return rules


def cut_headings(lines: Sequence[str], rules: list[str]) -> None:
    """Among the lines without a rule, gives one to the short ones without an end of their own that
    divide an English text.

    None of a text that has many: a list, or verse, or one without full stops. A list's own lines,
    behind a colon or one another, stay, and so do a chronicle's days.
    """
    kept = [(place, line) for place, line in enumerate(lines) if not rules[place]]
    is_open = [not _ENDS.search(line[-20:]) for _, line in kept]
    if 3 * sum(is_open) > len(kept):
        return
    for n, (place, line) in enumerate(kept):
        if (
            is_open[n]
            and not (n and (is_open[n - 1] or kept[n - 1][1].endswith(":")))
            and line[0].isalnum()
            and len(line.split()) <= HEADING_WORDS
            and not (_GOES_ON.search(line) or read_head_line(line).rule)
        ):
            rules[place] = HEADING


def _strip_to_names(rest: str) -> str | None:
    names = bare_names(re.sub(r"^\W*by\b:?", "", rest.strip(" ,;|-–—:·•"), flags=re.I).strip())
    return names if is_names(names) and not _SECTIONS.search(names) else None


def _strip_dates(line: str, foreign: bool) -> str:
    """The line without days, times and the words that go with them; itself where it has no day."""
    dates = find_page_dates(line, foreign)
    rest = line
    for found in reversed(dates):
        rest = f"{rest[: found.start]} {rest[found.start + len(found.text) :]}"
    if not dates and not PATTERNS["age of a post"].search(line) and not _DAY.search(line):
        return line
    return _LABELS.sub(" ", _DAY.sub(" ", rest))


_DAY = re.compile(rf"(?<![\w]){DATE}(?![\w-])", re.I)
