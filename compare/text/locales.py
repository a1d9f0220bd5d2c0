"""What differs from language to language in how news writes numbers and days.

Names of months and weekdays, separators, words of scale ('Mio.', 'млн', '万') and of money come
from the Unicode CLDR by way of Babel; `compare/data/languages.toml` holds the little it lacks.
English has rules of its own (`numbers/english.py`, `dates/english.py`), richer than these.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from ..datafiles import load_lines, read_data_text
from .words import STOP_WORDS, fold, stem

MONEY = load_lines("money.txt")
SPACES = "\u00a0\u2009\u202f"  # that no sentence ends at
CJK = "\u3000"  # characters behind it stand for words
_ZEROS = re.compile(r"0+")
_WORD = re.compile(r"[^\W\d_]+")


class Local(NamedTuple):
    """decimal, groups: characters; scales, money, months, weekdays, days: word -> value, all
    folded (`words.fold`); order: how '3.4.2024' is written, "dmy", "mdy" or "ymd"; the rest as in
    the file."""

    decimal: str
    groups: str
    scales: Mapping[str, float]
    money: Mapping[str, str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    days: Mapping[str, int]
    order: str
    percent: Sequence[str] = ()
    joins: Sequence[str] = ()
    abbreviations: Sequence[str] = ()
    ordinals: bool = False
    ranges: Sequence[str] = ()
    authors: Sequence[str] = ()
    changes: Sequence[str] = ()


def is_english(language: str | None) -> bool:
    """Whether the rules of English are taken; so they are where the language is unknown."""
    return language in (None, "en")


@cache
def load_local(language: str) -> Local | None:
    """The ways of a language (ISO 639-1); None where the CLDR does not know it."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return None
    own = _load_file().get(language, {})
    months: dict[str, int] = {}
    for name in (language, *own.get("variants", ())):
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                months |= _number_names(Locale.parse(name).months[form][width].items())
    symbols = {**locale.number_symbols}
    latin = symbols.get("latn", symbols)
    arabic = symbols.get("arab", {})
    group = latin.get("group", ",")
    groups = f"{group}{arabic.get('group', '')}'’{SPACES}{' ' if group in SPACES else ''}"
    decimal = latin.get("decimal", ".")
    pattern = locale.date_formats["short"].pattern
    return Local(
        decimal=f"{decimal}{arabic.get('decimal', '')}．",
        groups="".join(sorted(set(groups) - {decimal})),
        scales=_read_scales(locale),
        money=_read_money(locale, 0 if own.get("noun_first") else -1, own.get("money", {})),
        months=months,
        weekdays=_number_names(
            (day, name)
            for form in locale.days.values()
            for width in ("wide", "abbreviated")
            for day, name in form[width].items()
            if width == "wide" or (name[0] > CJK and len(name) > 1)  # 'So' is Sunday, and 'so'
        )
        | {fold(word): number for word, number in own.get("weekdays", {}).items()},
        days={fold(word): shift for word, shift in own.get("days", {}).items()},
        order="".join(sorted("dmy", key=lambda unit: pattern.lower().find(unit))),
        **{name: own[name] for name in Local._field_defaults if name in own},
    )


@cache
def load_locals() -> tuple[Local, ...]:
    """The ways of all languages that `compare/data/languages.toml` holds, in its order."""
    return tuple(local for language in _load_file() if (local := load_local(language)))


def any_of(words: Iterable[str]) -> str:
    """An expression for any of the words, the longest first; one that nothing matches for none."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, ordered)) or r"(?!)"


@cache
def load_stops(language: str) -> frozenset[str]:
    """Function words of a language other than English (stopwords-iso); none where it has none."""
    import stopwordsiso

    words = stopwordsiso.stopwords(language) if stopwordsiso.has_lang(language) else ()
    return frozenset(word.casefold() for word in words)


def stem_in(word: str, language: str | None) -> str:
    """The stem of a normal word in its language; the word itself where Snowball has none.

    >>> stem_in("häuser", "de"), stem_in("haus", "de")
    ('haus', 'haus')
    """
    if is_english(language):
        return stem(word)
    stemmer = load_stemmer(language or "")
    return stemmer.stemWord(word) if stemmer else word


def is_stop(word: str, language: str | None) -> bool:
    """Whether a normal word is a function word of the language."""
    return word in (STOP_WORDS if is_english(language) else load_stops(language or ""))


def is_content(word: str, language: str | None) -> bool:
    """Whether a normal word may tell something: no stop word, and no single letter; a single
    Chinese or Japanese character may."""
    return not is_stop(word, language) and (len(word) > 1 or word > CJK)


@cache
def load_stemmer(language: str) -> Any:
    """Snowball's stemmer of a language, None where it has none."""
    import Stemmer
    from babel import Locale, UnknownLocaleError

    try:
        name = (Locale.parse(language).get_language_name("en") or "").casefold()
    except (UnknownLocaleError, ValueError):
        return None
    return Stemmer.Stemmer(name) if name in Stemmer.algorithms() else None


@cache
def _load_file() -> dict[str, Any]:
    return tomllib.loads(read_data_text("languages.toml"))


def _number_names(items: Iterable[tuple[int, str]]) -> dict[str, int]:
    """Name -> its number, with and without the full stop of an abbreviation; no '3月'."""
    plain = {fold(name.rstrip(".")): number for number, name in items}
    return {name: number for name, number in plain.items() if not re.search(r"\d", name)}


def _read_scales(locale: Any) -> dict[str, float]:
    """'0 Millionen' for 1,000,000 tells that the word is worth a million.

    Single letters are left out, and words of two ('0 mil millones' is mil × millones).
    """
    scales: dict[str, float] = {}
    for width in ("long", "short"):
        for forms in locale.compact_decimal_formats.get(width, {}).values():
            for size, pattern in forms.items():
                zeros, words = _ZEROS.search(pattern.pattern), _WORD.findall(pattern.pattern)
                if zeros and len(words) == 1 and (len(words[0]) > 1 or words[0] > CJK):
                    value = float(size) / 10 ** (len(zeros[0]) - 1)
                    scales.setdefault(fold(words[0]), value)
    return scales


def _read_money(locale: Any, noun: int, own: Mapping[str, str]) -> dict[str, str]:
    """Signs and names of MONEY; of a name its noun too (the word at that place): 'рублей'."""
    from babel.numbers import get_currency_name

    units: dict[str, str] = {}
    for code in MONEY:
        units.setdefault(fold(locale.currency_symbols.get(code, code)), code)
        names = {get_currency_name(code, count, locale) for count in (1, 2, 3, 5, 11, 1.5)}
        for name in sorted({fold(name) for name in names if name}):
            units.setdefault(name, code)
            units.setdefault(re.split(r"[\s-]", name)[noun], code)
        units.setdefault(fold(code), code)
    units |= {fold(word): code for word, code in own.items()}
    signs = {"$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "₺": "TRY"}
    words = {word: code for word, code in units.items() if len(word) > 1 or word > CJK}
    return {**signs, **words}
