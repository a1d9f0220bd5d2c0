"""Whether a form of a name means its actor where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ...datafiles import load_group, load_table, load_words
from ..countries import CountryName, find_country
from ..words import STOP_WORDS, Token, owns, tokens
from .signs import (
    QUALIFIERS,
    SAYING_VERBS,
    WORD_AFTER,
    Named,
    Words,
    is_role,
    is_title,
    surname,
)

PLACES = load_group("places")
GOES_ON = load_group("goes_on")
PLATFORMS = load_group("platforms")
ADJECTIVES = load_group("adjectives")
CONTESTS = load_group("contests")
# who speaks for a body
OF_BODY = frozenset(["official", "spokesman", "spokeswoman", "spokesperson"])
RANKED = load_group("ranked")
FAMILY = frozenset(["family", "families", "dynasty"])
# 'the U.N. atomic watchdog' is another body
_PART = re.compile(
    r"(?:['’]s)?(?:\s(?!(?:that|the|and|has|had|was|who)\b)[a-z\-]{3,15}){0,2}\s"
    r"(?:agency|watchdog|commission|court|council|committee|panel|unit)\b"
)
_NUMBERED = re.compile(r"[-–]\d")  # 'No. 10-277' is no 'No. 10'
# surnames that are adjectives too
_HUES = frozenset({"White", "Black", "Brown", "Green", "Gray", "Grey", "Young", "Rich", "Small"})
_OPENING = frozenset("'\"‘“")
# a title between quotation marks: '"America's Pier"'
_IN_TITLE = re.compile(r"(?:['’]s)?(?:\s[A-Z][\w’'-]{1,20}){1,4}[\"”'’]")
_JUNIOR = re.compile(r",?\s[JS]r\b")


class Form(NamedTuple):
    """One form of a name: its words, and whose it may be (numbers of actors); country: what the
    form tells of a country, or None."""

    words: Words
    owners: tuple[int, ...]
    country: CountryName | None


def is_credit(text: str, start: int, end: int) -> bool:
    """Whether a name stands in a credit: 'Ann Orr/AFP', 'via AP', '(Reuters)'."""
    before, after = text[max(0, start - 4) : start], text[end : end + 6]
    if before.endswith("/") or after.startswith("/"):
        return True
    around = before.endswith("(") and after.startswith(")")
    credited = around or before == "via " or after.startswith((" file", " phot", " Phot"))
    return credited and text[start:end] in load_table("agencies.txt")


def may_act(text: str, start: int, end: int) -> bool:
    """Whether no site is named on which others post only: 'on Facebook', 'a Twitter user'."""
    if text[start:end] not in PLATFORMS:
        return True
    after = WORD_AFTER.match(text, end)
    plain = after.group(1).casefold() if after else ""
    return owns(text[end : end + 2]) or plain in GOES_ON or plain in SAYING_VERBS or is_role(plain)


def is_form_of(
    form: Form, text: str, row: Sequence[Token], at: int, headline: bool, named: Sequence[Named]
) -> bool:
    """Whether the words are the name here, and not a part of another ('New Mexico')."""
    end = at + len(form.words)
    if _NUMBERED.match(text, row[end - 1].end):
        return False
    before = row[at - 1] if at and _are_adjacent(text, row[at - 1], row[at]) else None
    adjoins = end < len(row) and _are_adjacent(text, row[end - 1], row[end])
    after = row[end] if adjoins else None
    if before and before.text[0].isupper() and before.text.casefold() in QUALIFIERS:
        return False
    body = not form.country and named[form.owners[0]].kind == "body"
    if body and (_is_office(text, row, end) or _PART.match(text, row[end - 1].end)):
        return False
    junior = _JUNIOR.match(text, row[end - 1].end)
    if junior and not any(" Jr" in one for one in named[form.owners[0]].forms):
        return False
    if len(form.words) > 1 and not form.country:
        return True
    goes_on = bool(after and after.text[0].isupper()) and not headline
    goes_on = goes_on and not owns(row[end - 1].text)
    if form.country:
        if _IN_TITLE.match(text, row[end - 1].end) and text[row[at].start - 1] in _OPENING:
            return False
        if form.country.kind == "capital":
            return not goes_on and _is_government(text, row, at, end, before, after)
        if form.country.kind == "people" and not headline:
            word = form.words[-1]
            government = after and after.text == "Government"
            return _is_nation(word, before, row[end : end + 3] if after else ()) and not (
                goes_on and not government and _in_name(row[end : end + 4], country=True)
            )
        first = before.text if before else ""
        given = first.istitle() and first.casefold() in load_words("given_names.txt")
        person = form.country.kind == "name" and not headline and given  # 'Steve Israel'
        apart = before and before.text in ADJECTIVES
        goes_on = goes_on and text[row[at].start - 1 : row[at].start] != "-"  # 'US-Japan Treaty'
        return not person and not apart and not (goes_on and _in_name(row[end : end + 4]))
    if body:
        name = named[form.owners[0]].name
        alone = name == form.words[0] or not name.endswith(form.words[0])
        called = before and before.text.casefold() in {"the", "this", "that", "our"}
        of = after and after.text == "of"
        if "." in text[row[end - 1].end - 1 : row[end - 1].end + 1]:  # 'the F.B.I. Nothing was'
            goes_on = _in_name(row[end : end + 4])
        return (alone or bool(called and not of)) and (
            not goes_on or bool(after and is_role(after.text))
        )
    plain = after.text.casefold() if after else ""
    if strip_possessive(plain) in FAMILY:
        return False
    if _is_adjective(form.words[0], after, opens=at == 0):
        return False
    in_run = before and before.text[0].isupper() and not is_title(before.text) and at > 1
    is_first = form.words[0] != surname(split_words(named[form.owners[0]].name))
    if goes_on and (is_first or " " not in named[form.owners[0]].name):
        return False
    return not (goes_on and _in_name(row[end : end + 3])) and (
        headline or not in_run or bool(before and owns(before.text))
    )


def _is_adjective(word: str, after: Token | None, *, opens: bool) -> bool:
    """Whether a surname that is an adjective is one here: 'White male students drink'."""
    plain = after.text if after else ""
    noun = plain.islower() and plain not in STOP_WORDS and not plain.endswith(("ed", "ly"))
    return opens and word in _HUES and noun and plain not in SAYING_VERBS


def _is_nation(word: str, before: Token | None, behind: Sequence[Token]) -> bool:
    """Whether a people's name is an adjective ('Greek ships', 'Greek and Maltese ships') or stands
    for all ('the Greeks'); 'all Greeks', 'a Greek' do not speak for the country."""
    plain = behind[0].text.casefold() if behind else ""
    if plain in {"and", "or"} and len(behind) > 1 and find_country(behind[1].text):
        return len(behind) > 2 and not word.endswith("s")
    before_it = before.text.casefold() if before else ""
    many = word.endswith("s") and find_country(word[:-1]) is not None
    noun = many or not plain or plain in STOP_WORDS or plain in SAYING_VERBS
    return before_it == "the" or not (noun or before_it in ADJECTIVES)


def _is_office(text: str, row: Sequence[Token], end: int) -> bool:
    """Whether a body's name only tells of an office or a contest: 'FBI Director', 'Senate race'."""
    for n in range(end, min(end + 4, len(row))):
        word = row[n].text
        if not _are_adjacent(text, row[n - 1], row[n]) or owns(row[n - 1].text):
            return False
        if word in CONTESTS:
            return True
        if is_role(word):
            return word.casefold() not in OF_BODY
        if not word[0].isupper() and word not in RANKED:
            return False
    return False


def _in_name(behind: Sequence[Token], country: bool = False) -> bool:
    """Whether the capitalised words behind make the name a part of a longer one: 'Trump Tower',
    'U.S. Census Bureau', of a country also 'Russian Witch Hunt'; in 'U.S. Treasury Secretary' they
    do not."""
    known = load_words("body_words.txt") | load_words("no_actor_words.txt")
    for n, token in enumerate(behind):
        role = is_role(strip_possessive(token.text))
        if role or not token.text[0].isupper():
            return country and n > 0 and not (role and (n < 2 or token.text[0].isupper()))
        if strip_possessive(token.text).casefold() in known:
            return True
    return country


def _is_government(
    text: str, row: Sequence[Token], at: int, end: int, before: Token | None, after: Token | None
) -> bool:
    """Whether a capital means its government: 'Beijing said', 'ties with Moscow'."""
    if before and (before.text.casefold() in PLACES or before.text[0].isupper()):
        return False
    if before and at > 1 and before.text in {"and", "or"} and find_country(row[at - 2].text):
        ahead = row[at - 3] if at > 2 else None  # 'hotels in Perth and Oslo'
        return not (ahead and ahead.text.casefold() in PLACES)
    if at and before is None and text[row[at - 1].end : row[at].start].strip() == ",":
        return False  # 'Ankara, Athens': a list of places; 'Perth, London'
    if owns(row[end - 1].text):
        return True
    if after is None:
        behind = text[row[end - 1].end :].lstrip()[:1]
        return at > 0 and behind not in {",", "(", "—", "–", "-"}
    if after.text == "also" and end + 1 < len(row):
        after = row[end + 1]
    plain = after.text.casefold()
    speaks = plain in GOES_ON or plain in SAYING_VERBS or plain.endswith("ed")
    return speaks or bool(before and before.text == "with")


def _are_adjacent(text: str, one: Token, two: Token) -> bool:
    """Whether nothing but one space, or the full stop of a title, stands between."""
    return text[one.end : two.start] in {" ", ". ", "\u00a0"}


def split_words(text: str) -> Words:
    return tuple(strip_possessive(token.text) for token in tokens(text))


def strip_possessive(word: str) -> str:
    word = word.replace("’", "'")
    return word[:-2] if word.endswith("'s") and len(word) > 3 else word
