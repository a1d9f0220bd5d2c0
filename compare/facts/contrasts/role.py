"""Who is what to whom: 'an assistant district attorney' here, 'a district attorney' there.

Roles are read where they stand right behind a name ('Moore, then a district attorney'); what else a
sentence says of a person is not looked at.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ...datafiles import load_table
from ...text.annotate import AnnotatedSentence
from ...text.words import normal_words
from .pairing import Difference

_BEHIND = re.compile(
    r",\s(?:(?:then|now|once)\s)?(?:an?|the|his|her|its|their)\s((?:[a-z][\w'’-]*[ ]?){1,5})"
)
_CUT = re.compile(r"\s(?:and|or|who|whose|of|in|at|for|to|with|from|by|on|as|that)\b.*")


class Role(NamedTuple):
    """text[start:end] says what the person of the name (normal words) is: its words, head last."""

    start: int
    end: int
    name: frozenset[str]
    words: tuple[str, ...]


def compare_roles(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """One person, one head word, and before it words that cannot both hold: a clash."""
    roles = []
    for x in _find_roles(a):
        for y in _find_roles(b):
            if x.name & y.name and _exclude_each_other(x.words, y.words):
                one, two = a.verbatim(x.start, x.end), b.verbatim(y.start, y.end)
                roles.append(Difference(0.7, "clash", one, two))
    return roles


def _exclude_each_other(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    if one[-1] != two[-1]:
        return False
    table = load_table("roles.txt")
    left, right = ({w for w in words if w in table} for words in (one, two))
    if any(table[w] == "rank" for w in left ^ right):
        rest = [tuple(w for w in words if table.get(w) != "rank") for words in (one, two)]
        return rest[0] == rest[1] and len(rest[0]) > 1
    return any(
        w[:3] != v[:3] and table[w] == table[v] and {w[:2], v[:2]} != {"ol", "el"}
        for w in left - right
        for v in right - left
    )


def _find_roles(side: AnnotatedSentence) -> list[Role]:
    roles = []
    for name in side.names:
        if behind := _BEHIND.match(side.text, name.end):
            phrase = _CUT.sub("", behind.group(1)).rstrip()
            if words := tuple(normal_words(phrase)):
                place = behind.start(1), behind.start(1) + len(phrase)
                roles.append(Role(*place, frozenset(normal_words(name.text)), words))
    return roles
