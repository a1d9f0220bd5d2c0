"""What a text calls a person beside the name: the title before it, the office behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..words import STOP_WORDS
from .signs import RANKS, SEATS, Words, is_body, is_role, saying_verbs

PLAIN_TITLES = frozenset({"mr", "mrs", "ms", "miss", "sir", "lady", "lord", "dame", "dr", "rev"})
_WORD_BEFORE = re.compile(r"([\w.’'\-]{1,30})\s$")
BEHIND = re.compile(r",\s((?:[\w.’'\-]{1,30}[ ]?){1,8})")
_ROLES_BEFORE = re.compile(
    r"(?<![\w’'\-])((?:(?:former\s[A-Z][\w.]{1,20}|First|Special|Deputy)\s)?"
    r"(?:[a-z][\w’'\-]{1,20}\s){1,5})$"
)
_FORMER = re.compile(r"\b(?:[Ff]ormer|[Tt]hen|[Ee]x)[\s-](?:[A-Z][\w.]{0,20}\s){0,3}$")
_POST = re.compile(
    r" of (?:[Ss]taff|[Ss]tate|[Dd]efen[cs]e|[Ee]ducation|[Tt]ransportation|[Ll]abor|[Cc]ommerce"
    r"|[Ee]nergy|[Aa]griculture|[Hh]omeland [Ss]ecurity)\b"
)
# what follows an office in apposition; a verb would begin a clause ('With Pell, the mayor said')
_CLOSES = re.compile(r"[^\s\w]|\s(?:of|for|at|in|from|with|who|whose|and|to|on)\b|\s?\Z")
OF_STATE = re.compile(r"\b((?:[A-Z][a-z]+\s)?(?:Unders|S)ecretary" + _POST.pattern + r")\s$")
_OF_WHAT = re.compile(
    r"\s(?:of|for|at)\s(?:the\s)?([A-Z][\w.’'&-]{1,20}(?:\s(?:(?:of|for|and|on)\s(?:the\s)?)?"
    r"[A-Z][\w.’'&-]{1,20}){0,6})"
)
_NO_TITLE = STOP_WORDS - {"of", "the", "for", "and", "first"} | {"top"}


def read_office(text: str, start: int, end: int, titles: Words) -> str:
    """What the text calls the person whose name, with its titles, stands at start..end."""
    for word in titles:
        short = word.endswith(".") and not is_role(word) and word not in {"St.", "Mt."}
        if short or (word.casefold() in _NO_TITLE and not word.isupper()):
            titles = titles[titles.index(word) + 1 :]  # 'Wash. Gov.', 'Why Is Princess'
    office = " ".join(titles)
    before = last_before(text, start)
    if post := OF_STATE.search(text, max(0, start - 60), start):
        former = _FORMER.search(text, max(0, post.start() - 12), post.start())
        return "former " * bool(former) + post.group(1).casefold()
    if titles and titles[-1].rstrip(".").casefold() in PLAIN_TITLES:
        office = ""
    if office and before.endswith("acting"):
        office = f"acting {office}"  # 'then-acting Attorney General Ada Pell'
    if office and _FORMER.search(text, max(0, start - 70), start):
        return f"former {office}"
    if not titles and is_role(before) and before.islower():
        office = office_before(text, start)
    if office.rstrip(".").casefold() in RANKS or office.casefold() in SEATS:
        return office_behind(text, end) or office
    return office or office_behind(text, end)


def last_before(text: str, start: int) -> str:
    hit = _WORD_BEFORE.search(text, max(0, start - 32), start)
    return hit.group(1) if hit else ""


def office_before(text: str, start: int) -> str:
    """'transport minister' of 'said transport minister Helen Marsh'."""
    hit = _ROLES_BEFORE.search(text, max(0, start - 66), start)
    words = hit.group(1).split() if hit else []
    return _trim_office(words[words.index("former") :] if "former" in words else words[-3:])


def office_behind(text: str, end: int) -> str:
    """'police spokesman' of 'Neil Card, a police spokesman,'."""
    hit = BEHIND.match(text, end)
    words = hit.group(1).split() if hit else []
    if words and (words[0] in {"my", "our", "whose"} or words[0] in saying_verbs()):
        return ""  # 'in Ely, my husband and I': a new clause; 'Pell, whose son'
    while words and (words[0] in STOP_WORDS or words[0].isdigit()):
        words = words[1:]
    heads = [n for n, word in enumerate(words[:5]) if is_role(word) and word.islower()]
    if not heads:
        return ""
    last = next(n for n in range(heads[0], len(words) + 1) if n + 1 not in heads)
    office = words[: last + 1]
    if STOP_WORDS.intersection(office[:-1]):
        return ""
    plain = _trim_office(office).rstrip(".")
    at = text.find(plain, end) + len(plain)
    if post := _POST.match(text, at):
        return plain + post.group()
    what = _OF_WHAT.match(text, at)
    if what and is_body(what.group(1).casefold().split()):
        return " ".join([plain, *what.group().rstrip(".").split()])
    of_what = plain == "president" and text.startswith(" and ", at)  # 'president and head of …'
    return plain if _CLOSES.match(text, at) and not of_what else ""


def _trim_office(words: Sequence[str]) -> str:
    """The office without what stands before it: 'the president's', 'said', 'newly'."""
    skipped = STOP_WORDS | saying_verbs()
    starts = [
        n
        for n, word in enumerate(words[:-1], 1)
        if word in skipped or word.endswith(("'s", "’s", "ly", "-old"))
    ]
    if starts and words[starts[-1] - 1].endswith("ly") and words[starts[-1]].endswith("ed"):
        starts.append(starts[-1] + 1)  # 'newly appointed'
    return " ".join(words[max(starts, default=0) :])
