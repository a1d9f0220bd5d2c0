"""What pages in other languages than English print around an article: days, authors, changes.

A page says seldom which language it is in, and its menus are too short to tell; so the words of all
languages of `compare/data/languages.toml` are looked for together. Months come from the CLDR.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..text.locales import CJK, SPACES, any_of, load_locals

_YEAR = r"(?:19|20|١٩|٢٠)\d\d"
_PARTICLES = re.compile(
    r"al|bin|d[aeou]|das|del|della|den|der|di|dos|el?|et|i|la|le|und|van|ve|von|y|и|та", re.I
)
_LONGEST = 60  # characters of a line that names its author


class LocalForms(NamedTuple):
    """day: a day with its year (groups d, m, y; dn, mn, yn where the month is a number); months:
    name -> 1..12; author: how a line begins that names its author; change: said of a day on which
    a page was changed."""

    day: re.Pattern[str]
    months: dict[str, int]
    author: re.Pattern[str]
    change: re.Pattern[str]


@cache
def local_forms() -> LocalForms:
    """The forms of all languages together."""
    every = load_locals()
    months = {name: number for local in every for name, number in local.months.items()}
    joins = any_of({join for local in every for join in local.joins})
    joined = rf"(?:,?[ {SPACES}](?:(?:{joins})[ {SPACES}])?)"
    named = rf"(?P<d>\d{{1,2}})(?:[.º°ª]|er)?{joined}(?P<m>{any_of(months)})(?:/\w{{1,12}})?"
    counted = rf"(?P<yn>{_YEAR})年 ?(?P<mn>\d{{1,2}})月 ?(?P<dn>\d{{1,2}})[日号號]"
    authors = [word for local in every for word in local.authors]
    spaced = any_of(word for word in authors if word[0] <= CJK)
    glued = any_of(word for word in authors if word[0] > CJK)
    return LocalForms(
        re.compile(rf"(?<!\d)(?:{named}\.?{joined}(?P<y>{_YEAR})(?!\d)|{counted})", re.I),
        months,
        re.compile(
            rf"^\W{{0,2}}(?:(?:{spaced})(?:[:：]\s?|\s)|(?:{glued})[:：/ ]?(?=[{CJK}-\uffff]))",
            re.I,
        ),
        re.compile(any_of({word for local in every for word in local.changes}), re.I),
    )


def read_local_byline(line: str) -> str | None:
    """The name in "Von Anna Lenz" or "记者 王强"; None where the line says anything more."""
    start = local_forms().author.match(line) if len(line) <= _LONGEST else None
    name = line[start.end() :].strip(" ,;|-–—)）]】") if start else ""
    words = name.split()
    if not words or len(words) > 8 or re.search(r"[\d.!?。！？:：,，、]", name):
        return None
    if words[0][0] > CJK:
        return name if max(map(len, words)) <= 6 else None
    named = [word for word in words if not _PARTICLES.fullmatch(word)]
    return name if named and not any(word[0].islower() for word in named) else None
