"""Countries by all their names: 'Türkiye', 'Turkey', 'Turks' and 'Ankara' mean one.

Names come from the Unicode CLDR by way of Babel; `compare/data/countries.txt` adds the people, the
capital and further names, `compare/data/renamed_places.txt` cities and regions with two names.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..datafiles import load_lines

NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "UM"})  # of the CLDR's codes


class CountryName(NamedTuple):
    """What a name tells of a country: code (ISO 3166); kind "name", "people" or "capital"."""

    code: str
    kind: str


def find_country(name: str) -> CountryName | None:
    """The country that a name means by itself, None where it means none.

    >>> find_country("the Netherlands"), find_country("Burma").code, find_country("Turks").kind
    (CountryName(code='NL', kind='name'), 'MM', 'people')
    >>> find_country("Norwalk")
    """
    known, plain = _load_countries(), _normalise_name(name)
    return known.get(plain) or known.get(plain.removeprefix("the "))


@cache
def country_name(code: str) -> str:
    """The usual English name of a country."""
    name = _load_territories()[code]
    odd = any(sign in name for sign in ("(", " - ", " SAR ", "Territories"))
    if odd and code in _load_rows():
        return _load_rows()[code][2][0]  # 'Congo - Kinshasa', 'Hong Kong SAR China'
    return name.replace("&", "and").replace("St. ", "Saint ")


def same_place(one: str, two: str) -> bool:
    """Whether two names mean one place: renamed ('Kiev', 'Kyiv'), or a country named in two ways.

    A capital is not its country here: news that says Moscow for one and Kyiv for another differs.

    >>> same_place("Calcutta", "Kolkata"), same_place("Burma", "Myanmar")
    (True, True)
    >>> same_place("Oslo", "Norway")
    False
    """
    known = _load_renamed()
    a, b = known.get(_normalise_name(one)), known.get(_normalise_name(two))
    if a is not None and a == b:
        return True
    left, right = find_country(one), find_country(two)
    named = left and right and "capital" not in {left.kind, right.kind}
    return bool(named and left and right and left.code == right.code)


def strip_accents(text: str) -> str:
    """Letters without accents: 'Calderón' is no other spelling of 'Calderon'."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _normalise_name(name: str) -> str:
    return strip_accents(" ".join(name.split()).replace("’", "'")).casefold()


@cache
def _load_territories() -> dict[str, str]:
    from babel import Locale

    names = Locale("en").territories.items()
    return {code: name for code, name in names if len(code) == 2 and code not in NOT_COUNTRIES}


@cache
def _load_rows() -> dict[str, tuple[list[str], list[str], list[str]]]:
    """Code -> people, capitals, other names."""
    rows = {}
    for line in load_lines("countries.txt"):
        code, *columns = line.split("\t")
        people, capitals, names = (
            part.split("|") if part else [] for part in (*columns, "", "")[:3]
        )
        rows[code] = people, capitals, names
    return rows


def country_forms() -> Iterator[tuple[str, CountryName]]:
    """Every way to name a country, as it is written, and what it tells."""
    for code, name in sorted(_load_territories().items()):
        for form in (name, name.replace("&", "and"), name.split(" (")[0], name.split(" SAR")[0]):
            yield form, CountryName(code, "name")
    for code, (people, capitals, names) in _load_rows().items():
        yield from ((name, CountryName(code, "name")) for name in names)
        for name in people:
            yield name, CountryName(code, "people")
            yield f"{name}s", CountryName(code, "people")
        yield from ((name, CountryName(code, "capital")) for name in capitals)


@cache
def _load_countries() -> dict[str, CountryName]:
    return {_normalise_name(form): country for form, country in reversed(list(country_forms()))}


def renamed_places() -> list[list[str]]:
    """Places of several names, a row each."""
    return [line.split("|") for line in load_lines("renamed_places.txt")]


@cache
def _load_renamed() -> dict[str, int]:
    return {_normalise_name(name): n for n, row in enumerate(renamed_places()) for name in row}
