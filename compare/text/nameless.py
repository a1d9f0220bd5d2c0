"""What a text calls somebody without a name: 'officials', 'a spokesman for the mayor'."""

from __future__ import annotations

import re

from ..datafiles import load_form, load_group, load_table, load_words
from .actors.signs import PRESS, is_role
from .countries import find_country

DETERMINERS = load_group("determiners")
OF_HEAD = frozenset({"of", "for", "in", "at", "from", "with", "familiar", "close", "who"})
_NAMED_ORGANISATION = re.compile(rf"\b(?:{load_form('named_organisations')})\b")
# kind of source -> one of its words, in the singular or plural, whatever the case
_KINDS = {
    kind: re.compile(rf"\b(?:{'|'.join(words.split())})(?:e?s)?\b", re.IGNORECASE)
    for kind, words in load_table("source_kinds.txt").items()
}
# what a sentence may begin with before its subject: 'On Monday, ', 'But the '
LEAD_IN = (
    rf"\A(?:(?:{load_form('lead_in')})\b[^,“”\"]{{0,60}},\s|(?:But|And|Meanwhile|Later|Still),?\s)?"
)
# 'On Friday, she left': whom a sentence is about, in place of a name
OPENING_HE = re.compile(r"(?:\S{1,30}\s){0,3}?([Hh]e|[Ss]he)\b")
# 'Another former wrestler whose tape was shown', 'One of the aides': nobody of the named
_SOMEBODY = re.compile(
    LEAD_IN + r"(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]he\sother|[A-Z][\w.-]{1,20}['’]s)\s"
    r"(?:of\s(?:the|his|her)\s)?((?:[\w’'-]{1,20}\s){0,4}?[a-z][\w-]{2,20})"
    r"(?=,\s[a-z]|\s(?:of|for|from|in|at|with|close|who|whose|said|told|has|had|was|is"
    r"|(?!named|called|identified)[a-z]{3,12}(?:ed|s))\b)"
)
_OF_OTHER = re.compile(r"[a-z]\s(?:for|to|with|by)\s|^(?:[Aa]n?|[Oo]ne|[Aa]nother)\s.{3,60}\sof\s")


def read_nameless(speaker: str) -> str | None:
    """What a text calls somebody without a name, without its article; None: no person, no body.

    >>> read_nameless("the officials"), read_nameless("a spokesman for the mayor")
    ('officials', 'spokesman for the mayor')
    >>> read_nameless("sharply"), read_nameless("Wednesday"), read_nameless("Koichi Nakano")
    (None, None, 'Koichi Nakano')
    """
    words = [word for word in speaker.split() if word[0].isalnum()]
    while len(words) > 1 and (words[0].casefold() in DETERMINERS or words[0].endswith("ing")):
        words = words[1:]
    end = next((n for n, word in enumerate(words) if word.casefold() in OF_HEAD), len(words))
    if not end:
        return None
    if speaks(words[end - 1]):
        if len(words) > 1 and words[0].istitle() and words[1].islower() and words[0].isalpha():
            words[0] = words[0] if find_country(words[0]) else words[0].casefold()
        return " ".join(map(_small, words))
    named = len(words) > 1 and all(word[0].isupper() and len(word) > 1 for word in words)
    return speaker if named and words[0].casefold() in load_words("given_names.txt") else None


def _small(word: str) -> str:
    """'The Officials' in small letters; names among them stay."""
    return word.casefold() if word.istitle() and speaks(word) and word not in PRESS else word


def speaks(word: str) -> bool:
    """Whether a word is the head of a phrase for people or a body: 'officials', 'ministry'."""
    plain = word.casefold().strip(".,")
    cap = word[:1].isupper()  # 'Corfman' is no role by its end
    one = plain[:-1] if plain.endswith("s") else plain
    bodies = load_words("body_words.txt")
    return plain in load_group("people") or any(
        is_role(form.title() if cap else form) or form in bodies for form in (plain, one)
    )


def is_of_somebody(text: str) -> bool:
    """Whether a sentence's subject is a person without a name: 'A former teammate said'."""
    hit = _SOMEBODY.match(text)
    noun = hit.group(1).split()[-1] if hit else ""
    return speaks(noun) and noun not in load_words("body_words.txt")


def is_of_other(speaker: str) -> bool:
    """Whether a name in a speaker's words only tells whose somebody is: 'a friend of Ada Pell'."""
    head, of, _ = speaker.partition(" of ")
    last = head.split()[-1:]
    named = bool(of and last and last[0].islower() and speaks(last[0]))
    return named or bool(_OF_OTHER.search(speaker))


def list_offices(office: str) -> list[str]:
    """How the holder may be called: 'Seattle mayor', 'mayor'; not 'president' of a vice one."""
    head = office.partition(" of ")[0].split()
    first = next((n for n, word in enumerate(head) if not word[0].isupper()), 0)
    parts = (part for part in (head, head[first:]) if part and part[-1] not in {"officer", "agent"})
    return list(dict.fromkeys(" ".join(part).casefold() for part in parts))


def source_kind(speaker: str | None) -> str | None:
    """What sort of source a speaker's words tell of."""
    if not speaker:
        return None
    for kind, pattern in _KINDS.items():
        if pattern.search(speaker) and (kind != "unnamed" or speaker.islower()):
            return kind
    return "organisation" if _NAMED_ORGANISATION.search(speaker) else None
