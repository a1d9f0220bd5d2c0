"""The clause of a sentence that other outlets share: a stretch of it that can be read by itself.

No parser: a sentence is cut where news English sets clauses apart by a mark or a connective, and
clauses that others do not have are taken off its ends. Nothing is taken out of the middle, and what
could turn the meaning (a condition, a 'but', who says it) is never taken off. In another language,
or in doubt, the sentence stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..datafiles import load_form, load_table
from ..text.locales import any_of
from ..text.marks import quoted_spans
from ..text.words import OPEN_END

SHARED = 0.3  # share of a clause's weight that others have, below which it is taken off the ends
FEWEST = 5  # words that a clause needs to be read by itself
SHORT = 10  # words up to which a line without a full stop is a heading or a caption

_VERB = r"(?:said|says|is|was|are|were|has|have|had|will|would|could|can|may|did|does|\w{2,20}ed)\b"
_SUBJECT = (
    r"(?:(?i:he|she|it|they|we|i|there)\b"
    r"|(?i:the|a|an|this|that|these|those|his|her|its|their|some|many|most)\s"
    rf"(?:[\w.’'-]{{1,30}}\s){{1,5}}{_VERB}|(?:[A-Z][\w.’'-]{{0,30}}\s){{1,4}}{_VERB})"
)
_HAS_VERB = re.compile(_VERB)
_CUT = re.compile(
    r"(?:;\s{1,4}|\s{1,4}[–—]\s{0,4}|\s{1,4}--?\s{1,4})"
    rf"|,\s{{1,4}}(?:and|so|while|whereas)\s{{1,4}}(?={_SUBJECT})"
    r"|,\s{1,4}(?=(?:which|who|whose|where|when|after|before|as|because|since|amid|despite|with|in"
    r"|on|for|by|at|from|under|during|through|[a-z]{2,20}ing)\b)"
    r"|\s{1,4}(?=(?:while|because|whereas)\s)"
)
# what may stand between a subject and its verb, and does where a comma follows
_INSERTED = re.compile(
    r"(?:which|who|whose|where|with|in|on|for|by|at|from|under|during|through|despite|[a-z]{2,20}ing)\b"
)
# 'Pell, who led it while he lived, …': the clause whose subject stands before is not over
_RELATIVE = re.compile(r"\b(?:who|which|whose)\s[^,;]{1,200}(?<!,)\s\Z")
# a condition, a contrast, a denial, a source: without it the rest would say something else
_TURNS = re.compile(rf"\b(?:{load_form('turns')})\b|n[’']t\b", re.IGNORECASE)
# a first clause that may go, since what follows it is a sentence
_INTRODUCES = re.compile(rf"(?:{load_form('introduces')})\b")
# where and when: 'In a debate in March, she said that …'
_SETTING = re.compile(r"(?:In|On|At|During)\b")
_INTRODUCED = re.compile(rf"[^,]*,\s{{1,4}}(?={_SUBJECT})")
# of the outlet, or whoever wrote the page, and to its readers
_WE_OR_YOU = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us|[Yy]ou|[Yy]ours?)\b(?!\.)")
_NO_CLAIM = re.compile(r"[“\"'‘]?(?:Dear|Let['’]s|Imagine|Suppose|How\scome|What\sif|If\sonly)\b")
_NAMES = re.compile(r"(?:[A-Z]\.\s|[A-Z][a-z’'-]{1,20}\.?\s?){1,8}")  # 'Donald Pell Jr.'
# a few words and who says them: '“No brainer,” Pell tweeted.'
_SCRAP = re.compile(
    r"[“\"‘'](?:[^\s“”\"]{1,20}\s?){1,4}[”\"’']\s(?:[A-Z][\w.’'-]{1,20}\s){1,3}\w{3,12}\W{0,2}"
)
_LABELS = re.compile(r"(?:[^.:!?]{1,40}:\s){2}")  # of an item in a list: "Proposals: Ports: he …"
_QUOTE = re.compile('[“”"]')  # of a quotation that goes on in the next sentence
_CLOSING = " \t\u00a0\"”’')»"
_STOPS = (".", "!", "…", "。", "！", "।", "۔")
_EDGES = " \t\u00a0,;:–—-"
_DASH = re.compile(r"[–—]|--?")
_CLEFT = re.compile(r"(?:It|This|That)(?:\s(?:is|was)|['’]s)\b")  # what it is comes behind
_DATELINE = re.compile(r"\A[A-Z]{3}[A-Z. ]{0,20}(?:,\s[A-Z][\w.]{1,12}){0,2}\s\W{1,3}\Z")
_JOINS = re.compile(r"[,\s]{1,4}(?:and|so|while|whereas)\s{0,4}$")
_SAYING = re.compile(rf"\b(?:{any_of(load_table('attribution_verbs.txt'))})\b", re.IGNORECASE)


class Word(NamedTuple):
    """A content word at text[start:]: its weight, and the share (0..1) of the others with it."""

    start: int
    stem: str
    weight: float
    share: float


def shared_clause(text: str, words: Sequence[Word]) -> tuple[int, int]:
    """Offsets (start, end) of the shortest run of clauses that holds what others share.

    words: the content words of the text, in order. The run has at least `FEWEST` words.

    >>> text = "The mayor resigned on Monday, while his party met in Oslo."
    >>> shares = {"mayor": 1, "resigned": 1, "Monday": 1, "party": 0}
    >>> words = [Word(text.find(word), word, 1, share) for word, share in shares.items()]
    >>> text[slice(*shared_clause(text, words))]
    'The mayor resigned on Monday'
    """
    clauses = split_clauses(text)
    first, last = 0, len(clauses) - 1
    while last > first and _may_end_before(text, clauses[last]) and _is_own(clauses[last], words):
        if last == 1 and _INTRODUCES.match(text):
            break  # what introduces a clause is none by itself
        last -= 1
    while (
        first < last
        and _may_begin_after(text, clauses[first], clauses[first + 1])
        and _is_own(clauses[first], words)
    ):
        first += 1
    start, end = clauses[first][0], clauses[last][1]
    if first:
        start += len(text[start:end]) - len(text[start:end].lstrip(_EDGES))
    if last < len(clauses) - 1:
        end = start + len(_JOINS.sub("", text[start:end].rstrip(_EDGES)).rstrip(_EDGES))
    return (start, end) if len(text[start:end].split()) >= FEWEST else (0, len(text))


def is_statement(text: str, is_headline: bool = False) -> bool:
    """Whether a row may be in the words of this sentence: no question, salutation, supposition,
    labelled item, end of a bracket, "we" or "you" of nobody quoted, or short line without an end,
    as captions and headings are, and headlines without a plain verb.

    >>> is_statement("The mayor resigned."), is_statement("Did the mayor resign?")
    (True, False)
    >>> is_statement("Open in late May!)"), is_statement("“No brainer,” Ada Pell tweeted.")
    (False, False)
    >>> is_statement("You can call the mayor."), is_statement("“You can call,” said the mayor.")
    (False, True)
    """
    bare = text.rstrip(_CLOSING)
    if bare.endswith(("?", "？", "؟")) or _NO_CLAIM.match(text) or _LABELS.match(text):
        return False
    if (_NAMES.fullmatch(text) and not is_headline) or (text[-1:] == ")" and "(" not in text):
        return False
    if _SCRAP.fullmatch(text):
        return False
    if _WE_OR_YOU.search(text) and not _QUOTE.search(text):
        return False
    tells = is_headline and _HAS_VERB.search(text)
    return bool(tells) or bare.endswith(_STOPS) or len(text.split()) > SHORT


def split_clauses(text: str) -> list[tuple[int, int]]:
    """The text cut at its marks and connectives, none inside a quotation or brackets."""
    closed = [*quoted_spans(text), *(m.span() for m in re.finditer(r"\([^()]*\)", text))]
    hits = [hit for hit in _CUT.finditer(text) if not _is_listing(text, hit)]
    is_insertion = (
        sum(bool(_DASH.search(hit.group())) for hit in hits) > 1
    )  # an insertion between two
    places = [hit.end() for hit in hits if not (is_insertion and _DASH.search(hit.group()))]
    if _INTRODUCES.match(text) and (hit := _INTRODUCED.match(text)):
        places.append(hit.end())
    cuts = [0]
    for at in sorted({*places}):
        inside = any(start < at < end for start, end in closed)
        goes_on = _INSERTED.match(text, at) or _RELATIVE.search(text, cuts[-1], at)
        if not inside and not (goes_on and "," in text[at:]):
            cuts.append(at)
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True))


def _is_listing(text: str, cut: re.Match[str]) -> bool:
    """Whether a semicolon only parts items of a list: what follows it has no verb."""
    item = text[cut.end() :].partition(";")[0]
    return cut.group().startswith(";") and not _HAS_VERB.search(item)


def _is_own(clause: tuple[int, int], words: Sequence[Word]) -> bool:
    """Whether others have little of the clause."""
    inside = [word for word in words if clause[0] <= word.start < clause[1]]
    total = sum(word.weight for word in inside)
    return sum(word.weight * word.share for word in inside) <= SHARED * total


def _may_end_before(text: str, clause: tuple[int, int]) -> bool:
    """Whether the sentence may be cut before this clause: it turns nothing, and names no source."""
    words = text[slice(*clause)]
    return not (
        _CLEFT.match(text)
        or _TURNS.search(words)
        or OPEN_END.search(_JOINS.sub("", text[: clause[0]]))
    ) and not (len(words.split()) <= 8 and _SAYING.search(words))


def _may_begin_after(text: str, clause: tuple[int, int], following: tuple[int, int]) -> bool:
    """Whether what follows the clause has a subject of its own, and the clause may be missed."""
    words = text[slice(*clause)]
    if _TURNS.search(words) or _SAYING.search(words):
        return False
    is_closed = text[clause[0] : following[0]].rstrip().endswith((";", "–", "—", "--"))
    has_subject = re.match(_SUBJECT, text[following[0] :]) or _DATELINE.match(words)
    is_clause = len(words.split()) > FEWEST or _HAS_VERB.search(words)  # no 'Pell, 60, and'
    return bool(
        (is_closed and has_subject)
        or (is_clause and re.search(r"\b(?:and|so|while|whereas)\s{1,4}$", words))
        or (_INTRODUCES.match(words) and has_subject and not _SETTING.match(words))
    )
