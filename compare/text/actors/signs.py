"""What words of a name and beside it tell: a role, an office, a body, a headline's capitals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ...datafiles import load_form, load_group, load_lines, load_table, load_words
from ..countries import find_country
from ..words import STOP_WORDS

Words = tuple[str, ...]
_ENDS = re.compile(r"[.!?][\"”’')]?$")
PARTISAN = frozenset({"gop", "republican", "democratic", "democrat", "top", "tory", "labour"})
NO_BODIES = frozenset({"oval office", "fake news", "joint committee", "breaking news"})
PARTY_WORDS = frozenset({"republican", "republicans", "democrat", "democrats", "democratic",
                         "conservative", "conservatives", "tories"})  # fmt: skip
CHAMBERS = frozenset({"Senate", "House", "House of Representatives", "Congress", "White House"})
PRESS = frozenset({"Times", "Post", "Journal", "Herald", "Tribune", "News", "Press"})
ROLE_ENDS = ("man", "woman", "person", "ologist", "onomist")
# titles cut short; posts ('speaker of the House') say more than these ranks and seats
RANKS = load_table("ranks.txt")
SEATS = frozenset(RANKS.values()) - {"governor", "professor"} | {"congressman", "congresswoman"}
# surnames that are titles of many: 'Betty Dukes'
PEERS = frozenset({"barons", "dukes", "kings", "popes", "princes"})
SAYING_VERBS = frozenset(load_table("attribution_verbs.txt"))
LISTED_BODIES = frozenset(name for line in load_lines("bodies.txt") for name in line.split("|"))
FIRM = frozenset({"Co", "Company", "Corp", "Corporation", "Inc", "Ltd", "LLC"})
QUALIFIERS = load_group("qualifiers")
BODY_HEADS = load_group("body_heads")
FIELDS = load_group("fields")
FIELD_ENDS = ("ing", "tion", "ment", "ture", "logy", "ness", "fare", "ics", "cine", "ism")
PLAIN_TITLES = frozenset({"mr", "mrs", "ms", "miss", "sir", "lady", "lord", "dame", "dr", "rev"})
# a given name of two syllables behind the family's: 'Park Geun-hye', 'Choi Soon-Sil'
_SYLLABLES = re.compile(r"[A-Z][a-z]{1,5}-[A-Za-z][a-z]{1,5}")
FAMILY = 6  # letters of such a family's name, at most
_WORD_BEFORE = re.compile(r"([\w.’'\-]{1,30})\s$")
WORD_AFTER = re.compile(r"\s([\w’'\-]{1,30})")
BEHIND = re.compile(r",\s((?:[\w.’'\-]{1,30}[ ]?){1,8})")
_ROLES_BEFORE = re.compile(
    r"(?<![\w’'\-.])((?:(?:former\s[A-Z][\w.]{1,20}|First|Special|Deputy)\s)?"
    r"(?:[a-z][\w’'\-]{1,20}\s){1,5})$"
)
_FORMER = re.compile(r"\b(?:[Ff]ormer|[Tt]hen|[Ee]x)[\s-](?:[A-Z][\w.]{0,20}\s){0,3}$")
_POST = re.compile(rf" of (?:{load_form('posts')})\b")
# what follows an office in apposition; a verb would begin a clause ('With Pell, the mayor said')
_CLOSES = re.compile(r"[^\s\w]|\s(?:of|for|at|in|from|with|who|whose|and|to|on)\b|\s?\Z")
OF_STATE = re.compile(r"\b((?:[A-Z][a-z]+\s)?(?:Unders|S)ecretary" + _POST.pattern + r")\s$")
_OF_WHAT = re.compile(
    r"\s(?:of|for|at)\s(?:the\s)?([A-Z][\w.’'&-]{1,20}(?:\s(?:(?:of|for|and|on)\s(?:the\s)?)?"
    r"[A-Z][\w.’'&-]{1,20}){0,6})"
)
_NO_TITLE = STOP_WORDS - {"of", "the", "for", "and", "first"} | {"top"}


class Named(NamedTuple):
    """An actor before its mentions are found: name, kind, office, and all forms of its name.

    weight: how often named in full, less where by the first name more often: of two with one
    surname it means the one of more; by_first: whether it is so
    """

    name: str
    kind: str
    office: str
    forms: tuple[str, ...]
    weight: float = 0.0
    by_first: bool = False


@dataclass(slots=True)
class Person:
    """All that is known of a name of two words or more, or of a surname with a title.

    points: of evidence; offices: office -> how often; count: mentions by this form;
    inside: those that do not begin a sentence
    """

    words: Words
    points: int = 0
    count: int = 0
    inside: int = 0
    offices: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Candidates:
    """people and bodies by their words; alone: single capitalised words, how often; saying: those
    that say something; odd: those that may be a name written otherwise; short: long form ->
    abbreviation that stands behind it in brackets; places: what stands behind 'in', and the codes
    of countries whose people are named; juniors: surnames that one article has with 'Jr.' and
    without, behind one first name."""

    people: dict[Words, Person]
    bodies: Counter[Words]
    alone: Counter[str]
    short: dict[Words, str]
    places: set[str]
    saying: set[str]
    odd: set[str]
    juniors: set[str] = field(default_factory=set)


def is_title_case(text: str) -> bool:
    """Whether most words begin with a capital, as in headlines: capitals then tell no names."""
    if _ENDS.search(text):
        return False
    words = [word for word in text.split() if word[0].isalpha() and len(word) > 3]
    capital = sum(word[0].isupper() for word in words)
    return len(words) > 3 and capital > 0.7 * len(words)


def is_family_first(words: Words) -> bool:
    """Whether the given name stands behind the family's, its syllables joined: 'Park Geun-hye'."""
    return (
        len(words) == 2
        and len(words[0]) <= FAMILY
        and bool(_SYLLABLES.fullmatch(words[1]))
        and words[0].casefold() not in load_words("given_names.txt")
    )


def surname(words: Words) -> str:
    """The last word that is no 'Jr.'; the first of 'Park Geun-hye'."""
    if is_family_first(words):
        return words[0]
    plain = [word for word in words if word.rstrip(".") not in {"Jr", "Sr", "II", "III", "IV"}]
    return plain[-1] if plain else words[-1]


def suffix(words: Words) -> str:
    """The 'Jr' or 'Sr' of a name, else ""."""
    last = words[-1].rstrip(".")
    return last if last in {"Jr", "Sr"} else ""


def is_role(word: str) -> bool:
    """Whether a word says what a person is: 'minister', 'spokesman', 'economist'."""
    plain = word.casefold().removeprefix("ex-").partition("-of-")[0]  # 'mother-of-two'
    roles = load_words("person_roles.txt")
    if word in {"AG", "PM", "VP"} or not roles.isdisjoint((plain, plain.rstrip("."))):
        return True
    return word.islower() and len(plain) > 5 and plain.endswith(ROLE_ENDS)


def is_general(body: str) -> bool:
    """Whether a body's name stands for its members, or for who reports, more often than for a thing
    of its own: a chamber, a party, an administration, a paper."""
    last = body.split()[-1]
    return body in CHAMBERS or last in PRESS or last.casefold() in {"party", "administration"}


def is_title(word: str) -> bool:
    """Whether a word before a name may be its title: 'Vice-President', 'Representative-elect'."""
    first, _, last = word.rpartition("-")
    return word == "Miss" or is_role(first if last == "elect" and first else last or word)


def initials(words: Words) -> str:
    """The first letters of capitalised words ('Liberal Democratic Party': 'LDP'); "" of one."""
    return "".join(word[0] for word in words if word[0].isupper()) if len(words) > 1 else ""


def are_in_order(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)


def is_short(letters: str, words: Words) -> bool:
    """Whether an abbreviation is of a name: 'TEPCO' of 'Tokyo Electric Power Co'."""
    plain = letters.replace(".", "")
    in_order = are_in_order(plain.casefold(), "".join(words).casefold())
    return in_order and set(initials(words)[:2]) <= set(plain) and letters[0] == words[0][0]


def is_post(office: str) -> bool:
    """Whether an office tells something by itself: no 'director', no 'brother'."""
    words = office.partition(" of ")[0].split()
    of_body = " of " in office and words[-1] not in load_group("kin")
    return of_body or not (
        load_group("bare").issuperset(words) or {*words[-1:]} <= load_group("kin")
    )


def is_body(low: Sequence[str]) -> bool:
    if len(low) < 2:
        return False
    joint = next((n for n, word in enumerate(low) if n and word in {"of", "for"}), 0)
    return low[-1] in load_words("body_words.txt") or (joint > 0 and low[joint - 1] in BODY_HEADS)


def is_field(word: str) -> bool:
    """Whether a word names what bodies are for: 'Planning', 'Welfare', 'Human'."""
    plain = word.casefold()
    return word.istitle() and (plain in FIELDS or (len(plain) > 6 and plain.endswith(FIELD_ENDS)))


def may_be_person(words: Words) -> bool:
    """Whether words in capitals may name a person: no state, no party, no function word inside;
    behind a given name a country may be a surname ('Steve Israel')."""
    low = [word.casefold() for word in words]
    is_given = len(words) > 1 and low[0] in load_words("given_names.txt")
    if low[0] in QUALIFIERS or words[0] in LISTED_BODIES:
        return False
    if is_family_first(words):
        return STOP_WORDS.isdisjoint(low)
    if not is_given and find_country(words[-1]):
        return False
    if not is_given and not load_words("no_actor_words.txt").isdisjoint(low[:-1]):
        return False  # 'Ely County Sheriff'
    if low[-1].endswith("s") and is_role(low[-1][:-1]) and not (is_given and low[-1] in PEERS):
        return False  # 'Joe Millionaires', 'Pell Supporters'
    if low[-1] in PARTY_WORDS or " ".join(words) in LISTED_BODIES:
        return False
    return STOP_WORDS.isdisjoint(low)


def plain_body(words: Words) -> Words:
    """A body without a party before it ('GOP Senate' is the Senate); () of what only sounds so."""
    low = {word.casefold() for word in words}
    if (
        " ".join(words).casefold() in NO_BODIES
        or "shopping" in low
        or low & (STOP_WORDS - {"of", "for", "the", "and"})
    ):
        return ()
    if len(words) > 2 and low & PARTISAN and words[-1] in {"Senate", "House"}:
        return words[-1:]  # 'the Torvia GOP Senate race'
    if len(words) == 2 and words[1] in LISTED_BODIES:
        first = words[0].casefold().partition("-")[0]
        return words[1:] if first in PARTISAN else words
    return words


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
    if words and (words[0] in {"my", "our", "whose"} or words[0] in SAYING_VERBS):
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
    skipped = STOP_WORDS | SAYING_VERBS | {"quoted", "quoting", "cited", "citing"}
    starts = [
        n
        for n, word in enumerate(words[:-1], 1)
        if word in skipped or word.endswith(("'s", "’s", "ly", "-old"))
    ]
    if starts and words[starts[-1] - 1].endswith("ly") and words[starts[-1]].endswith("ed"):
        starts.append(starts[-1] + 1)  # 'newly appointed'
    return " ".join(words[max(starts, default=0) :])
