"""What a figure counts: the noun behind it, or before it where none stands behind.

'34 miners', but 'Tom Bexley, 34,' (an age), 'a crowd of 4,000', 'a magnitude of 6.5', 'won 3-1'.
"""

from __future__ import annotations

import re

from ...datafiles import load_group, load_words
from ..words import STOP_WORDS, fold, stem

AGE = "year-old"  # apart from a span of years
SCORE = "score"
PEOPLE = frozenset({"people", "persons", "crowd", "audience", "attendance"})
OLDEST = 115
_DIGITS = re.compile(r"\d+")
# the word behind 'one' is what is counted only where the phrase ends with it ('one man was')
_PHRASE_ENDS = (
    r"\s?(?:[.,;:!?)\"”]|$)|\s(?:was|were|is|has|had|who|that|in|on|at|from|of|and|or|to|with)\b"
)
_SINGULAR = re.compile(rf"\s([a-z]{{3,30}})(?={_PHRASE_ENDS})")
_AGED = re.compile(r"[- ]years?[- ]olds?\b|\syears?\sof\sage\b")
_COMPOUND = re.compile(r"-([^\W\d_]{3,20})\b")
_NO_NOUN = (
    r"(?!(?:was|is|has|does|as|its|his|this|us|yes|says|thus|always|perhaps|and|or|but|in|on|at|to"
    r"|from|by|for|with|who|that|which|were|are|had|have|will|would|after|before|since|than)\b)"
)
_NOUN = re.compile(
    rf"(?:\sor\sso\b)?(?:\sof\s(?:the|its|his|her|their|those|these)\b)?\s?-?\s?"
    rf"((?:{_NO_NOUN}[^\W\d_][\w'’\-]*\s){{0,3}}?)"
    rf"({_NO_NOUN}[^\W\d_]{{2,}}(?<![su])(?<!i)s|people|men|women|children|police|percent)\b"
)
# 'Tom Bexley, 34,', 'Tom Bexley (34)', 'aged 34', 'a man of 51'
_AGE_BEFORE = re.compile(
    r"(?:[^\W\d_a-z][\w'’.\-]{1,30}(?P<comma>,\s|\s\()|\bage\s|\bboth\s|\bturn(?:s|ed)\s"
    r"|\b[Ss]?[Hh]e\s(?:is|was)\s"
    r"|\b(?:man|woman|boy|girl|son|daughter|wife|husband|brother|sister|mother|father|child|baby|twins|couple"
    r"|cousin|nephew|niece|uncle|aunt|grandmother|grandfather|driver|student|friend|neighbou?r)s?,\s|(?P<sure>\bat\s(?:the\s)?age\sof\s"
    r"|\baged\s(?:between\s|\d{1,3}(?:,\s\d{1,3}){0,4},?\sand\s)?"
    r"|\b(?:died|dies|dead)\sat\s)|,\s(?:now|then)\s|\bwho\s(?:is|was|turned|turns)\s"
    r"|\b(?:man|woman|boy|girl|widow|widower|pensioner|youth|father|mother)\sof\s)$"
)
_AGE_BEHIND = re.compile(r"[,.;)]|\s(?:and|on|of|from|was|who|has|had|is|died)\b|$")
_HEAD_BEFORE = re.compile(r"\b([a-z]{4,20})\sof\s$|\b(magnitude|score|seed)[\s-]$")
_NO_HEAD = load_group("no_counted")
_CONTEST = re.compile(
    r"\b(?:beat|beats|beaten|defeat|defeated|won|win|wins|lost|lose|loses|losing|drew|draw|draws|led|lead"
    r"|leads|trail|trails|trailed|trailing|victory|vote|voted|votes|scored?|scoreline|final|ruled|ruling|decision|thrashed|edged"
    r"|level|ahead|down|up|pass|passed|approved|rejected|backed|adopted|cleared)\b"
)
_CONTEST_BEHIND = re.compile(
    r"\s(?:down|win|victory|defeat|loss|draw|lead|vote|ruling|decision|majority|scoreline|thrashing)\b"
)
_PLURAL = re.compile(r"\s[a-z]+s\b")
_WORD = re.compile(r"\s([a-z]{3,30})\b")
_RICHTER = re.compile(r"\son\sthe\sRichter\b")
_POINTS = re.compile(r"\d{1,3}(?:[-–]|\sto\s)\d{1,3}")
TALLY = r"\s(?:goals?|sets?|games?|votes?|points?|runs?)\sto\s"  # '3 goals to 2'
_TALLIED = re.compile(rf"{TALLY}|[-–]nil\b")
_MEASURED = re.compile(
    r"\b(?:quake|earthquake|tremor|aftershock)\b[^.]{0,30}\bmeasur(?:ed|ing)\s(?:a\s)?$"
)
_AGES = re.compile(r"(?:between\s)?\d{1,3}(?:(?:\sand\s|\sto\s|[-–])\d{1,3})?")
# '60 were hurt', '4,000 marched': people
_PEOPLE_ACT = re.compile(
    r"\s(?:(?:was|were|have\sbeen|had\sbeen|are|is)\s)?(?:killed|hurt|injured|wounded|arrested|detained"
    r"|hospitali[sz]ed|missing|dead|died|drowned|evacuated|rescued|marched|attended|protested|rallied"
    r"|demonstrated|gathered|turned\sout|took\spart|fled)\b"
)


def read_noun(text: str, start: int, end: int, single: bool) -> str:
    """What the figure text[start:end] counts, "" where the text does not say.

    single: it is 1, and its noun no plural.

    >>> text = "Tom Bexley, 34, saw a crowd of 4,000"
    >>> read_noun(text, 12, 14, False), read_noun(text, 31, 36, False)
    ('year-old', 'crowd')
    """
    before, digits = text[max(0, start - 50) : start], text[start:end]
    if _POINTS.fullmatch(digits) and (
        _CONTEST_BEHIND.match(text, end)
        or (_CONTEST.search(before) and not _PLURAL.match(text, end))
    ):
        return SCORE
    if _TALLIED.search(digits):  # a score by its own words
        return SCORE
    behind = _read_behind(text, end, single)
    if behind:
        return behind
    aged = _AGE_BEFORE.search(before)
    is_end = bool(aged and (aged["sure"] or _AGE_BEHIND.match(text, end)))
    if (
        aged
        and is_end
        and _AGES.fullmatch(digits)
        and 0 < int(_DIGITS.findall(digits)[-1]) <= OLDEST
    ):
        word = before[aged.start() : aged.end()].split(",")[0].split(" ")[0]
        if not (aged["comma"] and fold(word).rstrip(".") in load_words("calendar.txt")):
            return AGE
    if _RICHTER.match(text, end) or _MEASURED.search(before):
        return "magnitude"
    head = _HEAD_BEFORE.search(before)
    if head and head.group(2):  # 'of magnitude 7 killed 14'
        return head.group(2)
    if _PEOPLE_ACT.match(text, end):
        return "people"
    word = head.group(1) if head else ""
    return "" if word in _NO_HEAD or word in STOP_WORDS else word


def _read_behind(text: str, end: int, single: bool) -> str:
    if _AGED.match(text, end):
        return AGE
    compound = _COMPOUND.match(text, end)
    if compound and compound.group(1) in {"odd", "strong", "plus"}:
        word = _WORD.match(text, compound.end())  # 'a 5,000-strong crowd'
        return word.group(1) if word and word.group(1) not in STOP_WORDS else ""
    if compound:  # 'a 42-year-old'
        return fold(compound.group(1))
    if single:
        word = _SINGULAR.match(text, end)
        return word.group(1) if word and word.group(1) not in STOP_WORDS else ""
    hit = _NOUN.match(text, end)
    return fold(hit.group(2)) if hit else ""


def same_noun(one: str, two: str) -> bool:
    """Whether two nouns count one sort of thing, as far as their words tell."""
    return stem(one) == stem(two) or (one in PEOPLE and two in PEOPLE)
