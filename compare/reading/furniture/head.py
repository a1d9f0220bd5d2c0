"""Lines that are a headline's date and author, or a heading within the text, and state nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

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


def find_head_rule(line: str, foreign: bool = False) -> str:
    """Why a line below a headline is none of the article: "date line", "byline", or "".

    foreign: of a page in another language than English.
    """
    if len(line) > LONGEST:
        return ""
    if read_byline(line) or (foreign and read_local_byline(line)):
        return "" if line.endswith((".", "!", "?")) and len(line.split()) > 6 else "byline"
    rest = _strip_dates(line, foreign)
    if rest == line:
        return ""
    if not _MARKS.sub("", rest):
        return "date line"
    if _strip_to_names(rest):
        return "byline"
    return "date line" if _PLACE.fullmatch(rest.strip(" ,;|-–—:·•()")) else ""


def read_dated_names(line: str) -> str | None:
    """The names of a line that gives a date beside them ("Ann Lee, 14 March 2024"), or None."""
    if len(line) > LONGEST:
        return None
    rest = _strip_dates(line, False)
    return None if rest == line else _strip_to_names(rest)


def read_author_line(line: str, below: str, foreign: bool = False) -> str | None:
    """The names of a line that is names (and roles) alone, with a date line below it, or None."""
    names = bare_names(line) if len(line) <= LONGEST else ""
    if not is_names(names) or len(names.split()) > 9 or _SECTIONS.search(names):
        return None
    return names if find_head_rule(below, foreign) == "date line" else None


def pick_head(lines: Sequence[str], foreign: bool = False) -> list[str]:
    """The rule of each line below a headline that is its head, "" of the others.

    Up to two of the others may stand above it: a standfirst.
    """
    rules: list[str] = []
    for place, line in enumerate(lines):
        below = lines[place + 1] if place + 1 < len(lines) else ""
        rule = find_head_rule(line, foreign)
        if not rule and read_author_line(line, below, foreign):
            rule = "byline"
        if not rule and (any(rules) or rules.count("") == STANDFIRST):
            break
        rules.append(rule)
    return rules


def find_headings(lines: Sequence[str]) -> list[int]:
    """The places of the short lines without an end of their own that divide an English text.

    None of a text that has many: a list, or verse, or one without full stops. A list's own lines,
    behind a colon or one another, stay, and so do a chronicle's days.
    """
    is_open = [not _ENDS.search(line[-20:]) for line in lines]
    if 3 * sum(is_open) > len(lines):
        return []
    return [
        place
        for place, line in enumerate(lines)
        if is_open[place]
        and not (place and (is_open[place - 1] or lines[place - 1].endswith(":")))
        and line[0].isalnum()
        and len(line.split()) <= HEADING_WORDS
        and not (_GOES_ON.search(line) or find_head_rule(line))
    ]


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
