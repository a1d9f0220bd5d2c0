"""What the learned attributions look at: a sentence's tokens, and features of three choices.

A feature is a short string; a model is a weight per string (`attributions.py`). The choices are
after Pareti 2015 (PARC 3.0, PhD thesis, Edinburgh): cue, then content, then source. No parser is
used: what one would tell is read off the words near by.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ..datafiles import load_table
from .marks import touching
from .words import STOP_WORDS, stem

Range = tuple[int, int]  # tokens begin..end-1 of a sentence
Candidate = tuple[str, int, int]  # "A" behind the cue or "B" before it, and its range

_TOKEN = re.compile(r"''|``|\w+(?:[’'\-]\w+)*|[^\w\s]")
MARKS = frozenset({'"', "“", "”", "«", "»", "''", "``"})
_ENDS = frozenset(".!?…") | MARKS
_OPENERS = frozenset({"that", "to", "how", "whether", "if", "what", "why", ":", ","}) | MARKS
_WORDS = {name: frozenset(row.split()) for name, row in load_table("attribution_words.txt").items()}
_BREAKS, _AUXILIARIES, _PRONOUNS = _WORDS["breaks"], _WORDS["auxiliaries"], _WORDS["pronouns"]
_NEAR = ("he", "she", "they", "who", "it", "which", "that", "to", "not", "n't")
_CLAUSES = frozenset({"that", "to", "how", "whether", "if", "what", "why"})
LONGEST = 400  # tokens of a sentence that are looked at
MOST_ENDS = 12  # ends of a content behind its cue that are tried
MOST_STARTS = 6  # starts before it
FARTHEST = 24  # tokens between the end of a content and its cue: who speaks may be told at length


@dataclass(frozen=True, slots=True)
class Tokens:
    """A sentence's tokens: places in the text, small letters, stems, shapes, inside quotes or not.

    quotes: the quotations of the text, cut to the sentence.
    """

    start: int
    end: int
    places: tuple[Range, ...]
    words: tuple[str, ...]
    stems: tuple[str, ...]
    shapes: tuple[str, ...]
    quoted: tuple[bool, ...]
    quotes: tuple[Range, ...]

    def word(self, at: int) -> str:
        """The word at a place, or a sign for what lies beyond the sentence."""
        if at < 0:
            return "<s>"
        return self.words[at] if at < len(self.words) else "</s>"

    def shape(self, at: int) -> str:
        """cap, low, dig, the sign itself, or edge."""
        return self.shapes[at] if 0 <= at < len(self.shapes) else "edge"

    def span(self, begin: int, end: int) -> Range:
        """Offsets in the text of tokens begin..end-1."""
        return self.places[begin][0], self.places[end - 1][1]


def read_tokens(text: str, start: int, end: int, quotes: Sequence[Range]) -> Tokens:
    """The tokens of one sentence, at most LONGEST; quotes: all of the text."""
    hits = []
    for hit in _TOKEN.finditer(text, start, end):
        hits.append(hit.span())
        if len(hits) == LONGEST:
            break
    words = tuple(text[a:b].lower() for a, b in hits)
    cut = tuple((max(a, start), min(b, end)) for a, b in touching(quotes, start, end))
    return Tokens(
        start,
        end,
        tuple(hits),
        words,
        tuple(stem(word) if word[0].isalpha() else word for word in words),
        tuple(_read_shape(text[a]) for a, _ in hits),
        tuple(any(a <= at < b for a, b in cut) for at, _ in hits),
        cut,
    )


def _read_shape(first: str) -> str:
    if first.isupper():
        return "cap"
    return "low" if first.isalpha() else "dig" if first.isdigit() else first


def cue_features(s: Tokens, i: int) -> list[str]:
    """Whether token i tells that somebody says, writes, thinks or wants something."""
    word, root, quoted = s.words[i], s.stems[i], int(s.quoted[i])
    tail = word[-3:] if len(word) > 4 else word
    back, ahead = s.word(i - 1), s.word(i + 1)
    place = s.places[i]
    before = int(any(b <= place[0] for _, b in s.quotes))
    after = int(any(a >= place[1] for a, _ in s.quotes))
    f = [
        *(f"w={word}", f"s={root}", f"t={tail}", f"p1={back}", f"n1={ahead}"),
        *(f"p2={s.word(i - 2)}", f"n2={s.word(i + 2)}", f"sp={s.shape(i - 1)}"),
        *(f"sn={s.shape(i + 1)}", f"s0={s.shape(i)}", f"q={quoted}", f"s,n1={root},{ahead}"),
        *(f"s,p1={root},{back}", f"s,sp={root},{s.shape(i - 1)}", f"t,n1={tail},{ahead}"),
        *(f"t,p1={tail},{back}", f"any={int(bool(s.quotes))}", f"p1,n1={back},{ahead}"),
        *(f"qb={before}{after}{quoted}", f"s,qb={root},{before}{after}"),
        *(f"rest={min(6, len(s.words) - i)}", f"pos={min(6, i)}", f"w,n1={word},{ahead}"),
        *(f"t,p1,sn={tail},{back},{s.shape(i + 1)}", f"n1,n2={ahead},{s.word(i + 2)}"),
        *(f"s,n1,n2={root},{ahead},{s.word(i + 2)}", f"w,p1={word},{back}"),
    ]
    if quoted != int(s.quoted[i - 1] if i else False):
        f.append("edge")
    if i and back == ",":
        f.append(f"s,comma={root}")
    mark = next((k - i for k in range(i + 1, min(len(s.words), i + 6)) if s.words[k] in MARKS), 0)
    f += [f"mark={mark}"] if mark else []
    window = s.words[max(0, i - 6) : i]
    f += [f"win={word}" for word in _NEAR if word in window]
    subject = next((k for k in range(i - 1, max(-1, i - 5), -1) if not _is_filler(s.words[k])), -1)
    if subject >= 0:
        shape = s.shape(subject)
        f += [f"sub={shape}", f"s,sub={root},{shape}", f"subw={s.words[subject]}"]
        f += [f"t,sub={tail},{shape}", f"sub,n1={shape},{ahead}"]
    clause = next((word for word in s.words[i + 1 : i + 6] if word in _CLAUSES), "")
    return f + ([f"aft={clause}", f"s,aft={root},{clause}"] if clause else [])


def _is_filler(word: str) -> bool:
    return word in _AUXILIARIES or word.endswith("ly")


def content_candidates(s: Tokens, i: int) -> list[Candidate]:
    """Ranges that the content of the cue i may have: behind it, then before it."""
    size = len(s.words)
    last = size
    while last > 0 and s.words[last - 1] in _ENDS:
        last -= 1
    starts = {i + 1}
    for k in range(i + 1, min(size, i + 9)):
        if s.words[k] in _OPENERS:
            starts.add(k + 1 if s.words[k] in ":," else k)
        if k <= i + 2:
            starts.add(k + 1)
    ends = [last]
    for k in range(i + 3, size):
        if s.words[k] in _BREAKS:
            ends.append(k)
        if s.words[k] in MARKS and not (k + 1 < size and s.quoted[k + 1]):
            ends.append(k + 1)
        if len(ends) > MOST_ENDS:
            break
    ranges = [("A", a, b) for a in sorted(starts) for b in ends if a < b <= size]
    return list(dict.fromkeys(ranges + (_candidates_before(s, i) if i >= 2 else [])))


def _candidates_before(s: Tokens, i: int) -> list[Candidate]:
    """Ranges before the cue, for '"…", she said'."""
    starts = {0}
    for k in range(i):
        if s.words[k] in {",", ";", "—", "–", "and", "but", "that"}:
            starts.add(k + 1)
        if s.words[k] in MARKS and s.quoted[k] and not (k and s.quoted[k - 1]):
            starts.add(k)
    ends = {i}
    for k in range(i, max(0, i - FARTHEST), -1):
        back = s.words[k - 1]
        if back in {",", "—", "–"} or back in MARKS or s.words[k] in {"he", "she", "they"}:
            ends.add(k)
        if back == ",":
            ends.add(k - 1)
    first = [0, *sorted(starts)[-MOST_STARTS:]]
    return [("B", a, b) for a in first for b in sorted(ends) if b - a >= 2]


def content_features(s: Tokens, i: int, candidate: Candidate, cues: Collection[int]) -> list[str]:
    """Whether a range is what the cue i lays to somebody; cues: the sentence's other ones."""
    k, a, b = candidate
    size, root, length = len(s.words), s.stems[i], b - a
    gap = min(7, a - i - 1 if k == "A" else i - b)
    inside, total = sum(s.quoted[a:b]), sum(s.quoted)
    marked = "all" if inside == length else "most" if inside > length / 2 else str(bool(inside))
    marked += ",left" if total > inside else ""
    full = int(b >= size - 2 if k == "A" else a <= 1)
    rest = min(5, size - i)
    close = min(3, gap)
    opens = int(s.quoted[a] != (s.quoted[a - 1] if a else False))
    closes = int(s.quoted[b - 1] != s.quoted[b] if b < size else 0)
    ahead = s.word(i + 1)
    f = [
        *(f"gap={gap}", f"s={root}", f"full={full}", f"q={marked}", f"full,q={full},{marked}"),
        *(f"len={min(8, int(2 * math.log2(length + 1)))}", f"g1={s.word(a - 1)}"),
        *(f"g0={s.word(a)}", f"e0={s.word(b)}", f"e-1={s.word(b - 1)}", f"e1={s.word(b + 1)}"),
        *(f"n1,gap={ahead},{close}", f"s,gap={root},{close}", f"s,n1={root},{ahead}"),
        *(f"early={int(i < 4)}", f"rest={rest}", f"rest,full={rest},{full}"),
        *(f"inq={int(s.quoted[i])}", f"cues={min(3, sum(a <= c < b for c in cues))}"),
        *("subj" if i and s.words[i - 1][0].isalpha() else "inv", f"p1={s.word(i - 1)}"),
        *(f"opens={opens}", f"closes={closes}", f"alike={int(s.quoted[a] == s.quoted[b - 1])}"),
    ]
    if k == "A":
        f += [
            f"cue={int(not {b, b + 1, b + 2}.isdisjoint(cues))}",
            f"qb={int(any(s.quoted[b:]))}{int(any(s.quoted[:i]))}",
            f"e0,cue={s.word(b)},{int(any(b < c <= b + 4 for c in cues))}",
        ]
    else:
        tail = range(max(a, b - 6), b)
        f += [
            f"qa={int(any(s.quoted[i:]))}",
            f"caps={sum(s.shapes[at] == 'cap' for at in tail)}",
            f"who={int('who' in s.words[max(a, b - 14) : b])}",
            f"comma={int(s.word(b - 1) == ',')},{int(',' in s.words[max(a, b - 14) : b - 1])}",
        ]
    return [k + name for name in f]


def source_candidates(s: Tokens, i: int, content: Collection[int]) -> list[tuple[int, int, str]]:
    """(begin, end, kind) of who may speak: runs of capitalised words, pronouns, single nouns.

    content: the tokens that are said; nobody among them is taken.
    """
    size, k = len(s.words), 0
    ranges = []
    while k < size:
        word, end = s.words[k], k + 1
        if k in content or k == i or s.quoted[k] != s.quoted[i]:
            pass
        elif word in _PRONOUNS:
            ranges.append((k, end, "pro"))
        elif s.shapes[k] == "cap" and word not in STOP_WORDS:
            while end < size and end not in content and end != i and _goes_on(s, end, content):
                end += 1
            ranges.append((k, end, "cap"))
        elif word[0].isalpha() and word not in STOP_WORDS and len(word) > 2:
            ranges.append((k, end, "low"))
        k = end
    return ranges


def _goes_on(s: Tokens, at: int, content: Collection[int]) -> bool:
    """Whether a run of capitalised words goes on here: 'Sen. Rubio of Florida'."""
    if s.shapes[at] == "cap":
        return True
    following = at + 1 < len(s.words) and s.shapes[at + 1] == "cap" and at + 1 not in content
    return s.words[at] in {".", "of", "de", "&"} and following


def source_features(
    s: Tokens, i: int, candidate: tuple[int, int, str], content: Collection[int]
) -> list[str]:
    """Whether the one named at a range is who speaks at the cue i."""
    a, b, kind = candidate
    side = "L" if b <= i else "R"
    begin, end = (b, i) if side == "L" else (i + 1, a)
    between = s.words[begin:end]
    gap = [word for word in between if not _is_filler(word)]
    across = "C" if any(k in content for k in range(begin, end)) else "N"
    commas, far, near = min(3, between.count(",")), min(8, len(gap)), min(3, len(gap))
    f = [
        *("", kind, f"gap={far}", f"k,gap={kind},{far}", across, f"com={commas}"),
        *(f"k,c,gap={kind},{across},{min(4, len(gap))}", f"p1={s.word(a - 1)}"),
        *(f"n1={s.word(b)}", f"p2={s.word(a - 2)}", f"n2={s.word(b + 1)}"),
        *(f"w={'Cap' if kind == 'cap' else s.word(b - 1)}", f"com,gap={commas},{near}"),
        *(f"s,gap={s.stems[i]},{min(2, len(gap))}", f"i-1,gap={s.word(i - 1)},{near}"),
        *(f"t={s.word(b - 1)[-3:] if kind == 'low' else kind}", f"first={int(a == 0)}"),
        *(f"nb={between[-1] if between else '-'}", f"fb={between[0] if between else '-'}"),
        f"verb={int(any(word.endswith(('ed', 'ing')) for word in gap))}",
    ]
    return [side + name for name in (*f, *(["appos"] if s.word(b) == "," else []))]
