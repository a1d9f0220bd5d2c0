"""A stretch of a sentence made whole: 'the 47-page' becomes 'the 47-page report'.

By marks and little words alone: a phrase ends before a preposition, a conjunction or a mark, and
begins at one, at an article, or where its clause begins.
"""

from __future__ import annotations

import re

from ..datafiles import load_group

MOST = 9  # words that are added on one side
FARTHEST = 16  # the same where no phrase ends before
OPENS = "(["  # what stands in brackets is another phrase
DASHES = "—–"
NOT_FIRST = frozenset({"of", "than", "or"})  # go on with what stands before them
PAIRS = frozenset({"between", "both", "either"})  # of two things, with one of these between them
JOINS = frozenset({"and", "or"})
_WORD = re.compile(r"[^\s—–]+")
_ENDS = re.compile(r"[.,;:!?)\]…][”\"’')\]]{0,2}\Z")  # a word with the mark that ends a clause
_GOES_ON = re.compile(r"(?:[a-z]ed|ing)\Z")  # 'hosted by', 'waiting for'
_TITLE = re.compile(r"(?:[A-Z][a-z]{0,4}|[A-Z](?:\.[A-Z]){1,4})\.\Z")  # 'Mr.', 'Sen.', 'U.S.'

Span = tuple[int, int]


def find_phrase(text: str, start: int, end: int, bounds: Span | None = None) -> Span:
    """Where the phrases begin and end in which text[start:end] stands, inside bounds.

    >>> text = "The mayor said the 47-page report of May had left it out."
    >>> text[slice(*find_phrase(text, 19, 21))]
    'The mayor said the 47-page report of May had left it out'
    >>> text = "It reflects the values of Ayn Rand, he said."
    >>> text[slice(*find_phrase(text, 3, 22))]
    'It reflects the values of Ayn Rand'
    """
    low, high = bounds or (0, len(text))
    before = [hit.span() for hit in _WORD.finditer(text, low, start)]
    behind = [hit.span() for hit in _WORD.finditer(text, end, high)]
    least = end
    if before and before[-1][1] == start:  # the rest of a word: 'a 72-foot spruce'
        start = before.pop()[0]
    if behind and behind[0][0] == end:
        end = behind.pop(0)[1]
    last = _find_end(text, start, end, behind)
    return _find_start(text, start, before), max(least, len(text[:last].rstrip(" .,;:—–-")))


def _find_start(text: str, start: int, before: list[Span]) -> int:
    """The clause's beginning where it is near, else the farthest place where a phrase begins."""
    leads = (load_group("phrase_leads") | load_group("determiners")) - NOT_FIRST
    best = start
    for at, stop in before[: -MOST - 1 : -1]:
        if _ends_clause(text[at:stop]) or any(mark in DASHES for mark in text[stop:start]):
            return start
        if text[start] in OPENS or _read(text[at:stop]) in load_group("clause_leads"):
            return start
        start = at
        if _read(text[at:stop]) in leads:
            best = at
    return best if len(before) > MOST else start


def _find_end(text: str, start: int, end: int, behind: list[Span]) -> int:
    """The clause's end where it is near, else the farthest place where a phrase ends."""
    leads, clauses = load_group("phrase_leads"), load_group("clause_leads")
    last, best, pair = text[start:end].split(" ")[-1], 0, False
    for n, (at, stop) in enumerate(behind):
        whole = _read(last) not in leads | clauses | load_group("determiners")
        word, pair = _read(text[at:stop]), pair or _read(last) in PAIRS
        if _ends_clause(last) or any(mark in DASHES for mark in text[end:at]):
            return end
        if whole and (word in clauses or text[at] in OPENS):
            return end
        if whole and word in leads - NOT_FIRST and not _GOES_ON.search(last):
            best = best if pair else end
            pair = pair and word not in JOINS
        if n >= (MOST if best else FARTHEST):
            return best or end
        last, end = text[at:stop], stop
    return end


def _ends_clause(word: str) -> bool:
    return bool(_ENDS.search(word)) and not _TITLE.match(word)


def _read(word: str) -> str:
    return word.strip("“”\"'’‘()[].,;:!?").casefold()
