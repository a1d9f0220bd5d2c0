"""What stands between quotation marks, read off the marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ..datafiles import load_table

_PAIRS = load_table("quotation_marks.txt")
_MARK = re.compile(r"''|``|[“”«»„「」『』\"‘’']")
_REVERSED = re.compile(r"(?:^|\W)?»(?=\w)")
_OPENING = re.compile(r"[ (—\-]?[‘'](?=\w)")
_NO_MARK = re.compile(
    r"(?s)(?:.?\d|[,.!?] )\"(?<=\d\")|[,.!?] \"(?:he|she|they)\s(?:said|told|tweeted|wrote)"
)
_CLOSING = re.compile(r"['’](?=[\s.,;:!?)]|$)")
GOES_ON = re.compile(r"[a-z]\s\Z")  # 'called it the "Asian Union."': the sentence's own words
_ANEW = re.compile(r"\n\s{0,3}[‘'](?=\w)")  # the next paragraph begins with a single mark
_LEADS = re.compile(r"[:,]\s\Z")
_OPEN = "none"  # closes a quotation that its paragraph leaves open
_CURLY, _STRAIGHT = re.compile("[“”]"), re.compile('"')
_CLOSES = re.compile(r"[^\s(\[—–-][\"”](?=[\s.,;:!?)—–]|$)")
FARTHEST = 1500  # characters behind a paragraph in which the mark stands that closes its quotation
Span = tuple[int, int]


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Offsets of what stands between quotation marks, marks included, sorted, disjoint.

    A quotation that its paragraph leaves open runs to the paragraph's end, and on through the next
    ones where the first mark of its sort behind it closes it; one in single marks only where the
    next paragraph opens it anew. Linear.

    >>> quoted_spans('She called it “a great day”.')
    [(14, 27)]
    """
    spans: list[Span] = []
    at = goes_on = 0
    for line in re.split(r"(\n)", text):
        anew = _ANEW.match(text, at + len(line))
        begin = at + min(len(line), max(0, goes_on - at))
        quotes = _line_quotes(line[begin - at :], anew is not None)
        own = [(begin + start, begin + end) for start, end in quotes]
        if at < begin and line.strip():
            own.insert(0, (at, begin))
        spans += own
        at += len(line)
        if own and text[own[-1][0]] in '“"' and text[at - 1] not in '”"' and own[-1][1] == at:
            marks = _CURLY if text[own[-1][0]] == "“" else _STRAIGHT
            close = marks.search(text, at, at + FARTHEST)
            is_end = close and _CLOSES.match(text, close.start() - 1)
            goes_on = close.end() if close and is_end else at
    return spans


def touching(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Those of some spans, sorted and disjoint, that touch start..end."""
    first = bisect_right(spans, start, key=lambda span: span[1])
    return spans[first : bisect_left(spans, end, key=lambda span: span[0])]


def _line_quotes(line: str, anew: bool) -> list[Span]:
    """The quotations of one line, by what opens and what closes each.

    anew  whether the next line opens with a single mark
    """
    spans, opened, closer, inner = [], -1, "", False
    for hit in _MARK.finditer(line):
        mark, at = hit.group(), hit.start()
        within = opened >= 0 and (closer[0] == '"' or GOES_ON.search(line, max(0, at - 2), at))
        if (within and mark == "“") or (inner and mark == "”"):
            inner = mark == "“"  # '"He said “no” to us," …'
        elif closer in {"'", "’"} and opened >= 0 and line[at + 1 : at + 2].isalpha():
            continue  # 'I don't know'
        elif (
            opened >= 0
            and at == opened + 1
            and mark == line[opened]
            and line[at + 1 :][:1].isalpha()
        ):
            continue  # '""We knew," she said': a quotation within one
        elif opened >= 0 and mark in closer.split():
            spans.append((opened, hit.end()))
            opened = -1
        elif opened < 0 and mark == '"' and _NO_MARK.match(line, max(0, at - 2)):
            continue  # an inch mark: 'the 6" pipe'; one that closes: 'It burned, "he said'
        elif opened < 0 and mark == "»" and _REVERSED.match(line, max(0, at - 1)):
            opened, closer = at, "«"  # »so sets German print«
        elif opened < 0 and mark in _PAIRS:
            opened, closer = at, _PAIRS[mark]
        elif opened < 0 and mark in "‘'" and _OPENING.match(line, max(0, at - 1)):
            close = _CLOSING.search(line, at + 1, at + 400)
            if close and (mark == "‘" or close.group() == "'"):
                opened, closer = at, close.group()
            elif anew and not close and (not at or _LEADS.search(line, max(0, at - 2), at)):
                opened, closer = at, _OPEN
    if opened >= 0 and closer not in {"'", "’"}:
        spans.append((opened, len(line)))
    return spans
