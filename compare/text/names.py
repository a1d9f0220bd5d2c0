"""Names: runs of capitalised words."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..datafiles import load_form, load_words
from .words import STOP_WORDS

_CAPITAL = (
    r"(?:[A-Z]\.){1,4}(?=\W|$)|(?:St|Mt)\.(?=[ ][A-Z])"
    r"|[^\W\d_a-zß-öø-ÿ][\w\-]*(?:['’](?!s\b)[\w\-]+)*"
)
_RUN = re.compile(
    rf"(?:{_CAPITAL})(?:(?:\s(?:of|the|de|von|van|bin|al|for|and)){{0,2}}[ ](?:{_CAPITAL}))*"
)
_PERSON_TITLES = re.compile(
    rf"^(?:(?:{load_form('title_leads')})\s)?(?:{load_form('titles')})\s(?:of\s(?:{load_form('title_ends')})\s)?"
)
_ORGANISATION = re.compile(rf"\b(?:{load_form('organisations')})\b")
_NO_NAMES = load_words("calendar.txt") | load_words("offices.txt")
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
# 'Last September' is no name, 'Orr Monday' is Orr
_WHEN = re.compile(
    rf"^(?:Last|Next|This|Early|Late)\s[A-Z][a-z]+(?:day|ber|uary|il|ch|y|e|st)$|\s{_WEEKDAY}$"
)
_TITLE_BEFORE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Sgt|Col|Capt|Prof|Rev|Hon|St|Messrs)\.\s$"
)


class Name(NamedTuple):
    """text[start:end] is a name; kind: person, organisation or '' where not plain."""

    start: int
    end: int
    text: str
    kind: str


def find_names(text: str, at_head: bool = False) -> tuple[Name, ...]:
    """Names in order: runs of capitalised words, titles ("President") split off, no possessive 's.

    A single capitalised word at the head of a sentence is taken for a name only with `at_head`, or
    where it is all capitals.

    >>> [(name.text, name.kind) for name in find_names("Mayor Ann Orr left the FBI.")]
    [('Ann Orr', 'person'), ('FBI', '')]
    >>> find_names("Nobody was hurt.")
    ()
    """
    names: list[Name] = []
    for run in _RUN.finditer(text):
        start, name = run.start(), run.group()
        head = name.split(" ", 1)[0]
        if head.casefold() in STOP_WORDS:
            start += len(head) + 1
        title = _PERSON_TITLES.match(text[start : run.end()])
        if title:
            start += title.end()
        name = _WHEN.sub("", text[start : run.end()]).rstrip("-'’ ")
        if len(name) < 2 or not name[0].isupper() or name.casefold() in _NO_NAMES:
            continue
        alone = title is None and " " not in name and not name.isupper()
        if alone and not at_head and _opens_sentence(text, start):
            continue
        kind = "organisation" if _ORGANISATION.search(name) else "person" if title else ""
        names.append(Name(start, start + len(name), name, kind))
    return tuple(names)


def _opens_sentence(text: str, start: int) -> bool:
    if _TITLE_BEFORE.search(text, max(0, start - 12), start):
        return False  # 'Mr. Moore'
    before = text[max(0, start - 4) : start].rstrip(" \"'“‘(")
    return not before or before[-1] in ".!?:\n"
