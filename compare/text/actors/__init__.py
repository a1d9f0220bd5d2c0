"""Actors of one event: people, countries and bodies, each once, with all places that name them.

First the sentences are read for names and what speaks for a person or a body (`candidates.py`),
then forms of one name are joined (`merge.py`), then each sentence is searched for these forms, so
that a headline or the head of a sentence, where capitals tell nothing, is read as well. English
only: articles in other languages have no mentions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from ...datafiles import load_group, load_table, load_words
from ...model import Article, Evidence, Sentence
from ..countries import CountryName, country_forms, country_name
from ..locales import is_english
from ..words import tokens
from .candidates import find_candidates
from .context import Form, is_credit, is_form_of, may_act, split_words, strip_possessive
from .merge import join_bodies, join_people
from .signs import Named, Words, is_post, is_title_case, suffix, surname

__all__ = ["Actor", "Actors", "find_actors"]

# 'Washington State', 'Washington Gov. Jay Inslee': a capital's name is another place's
_STATE = re.compile(r"\b([A-Z]\w{1,20})\s(?:[Ss]tate|Gov|[Gg]overnor)\b")
# (article, a name's first or last word) -> whom it has named so, the last one last
Recent = dict[tuple[str, Words], list[int]]
# who wrote a text, and its page's foot
_CREDITS = re.compile(
    r"(?:^|[(;]\s?|\band\s)(?:[Aa]dditional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by [A-Z]"
    r"|\bcontributed (?:to this|reporting)\b|^[A-Z]\w{1,20} reported from [A-Z]"
    r"|^[\s(]{0,3}(?:©|c\)\s?\d{4}|Copyright\b)"
)
TERRITORIES = load_group("territories")
MAIN = 1.5  # times another's weight from which a surname means the event's main bearer of it
FAR = 3  # the same where the article does not name the main bearer in full
UNSURE = frozenset({"GE", "JO", "TD", "ML", "NE"})  # countries whose name has another sense


class Actor(NamedTuple):
    """Somebody of the event, each once.

    name      as the event's articles mostly name it in full ("Shigeru Ishiba", "Japan")
    kind      "person", "country" or "body"
    office    what the articles call a person ("prime minister"), "" where they say nothing
    forms     how the event may name it ("Ishiba", "Tokyo")
    mentions  every place that names it: article_text[start:end], in order of article and place
    """

    name: str
    kind: str
    office: str
    forms: tuple[str, ...]
    mentions: tuple[Evidence, ...]

    @property
    def title(self) -> str:
        """The office where it tells something by itself, else ""."""
        return self.office if is_post(self.office) else ""


@dataclass(frozen=True)
class Actors:
    """The actors of an event, the most mentioned first."""

    actors: tuple[Actor, ...]

    def __iter__(self) -> Iterator[Actor]:
        return iter(self.actors)

    def inside(self, sentence: str, start: int, end: int) -> list[tuple[Evidence, Actor]]:
        """The mentions that touch start..end of the article's text, within the sentence (id)."""
        return [
            (place, actor)
            for place, actor in self._by_sentence.get(sentence, ())
            if place.start < end and start < place.end
        ]

    def named(self, name: str) -> Actor | None:
        """The actor of this name, in any form that the event uses."""
        return self._by_form.get(name)

    def in_office(self, office: str) -> Actor | None:
        """The one person whom the event calls that ("prime minister"); None where it is none, or
        more than one."""
        plain = office.casefold()
        row = [actor for actor in self.actors if plain and actor.office.casefold() == plain]
        return row[0] if len(row) == 1 else None

    @cached_property
    def _by_sentence(self) -> dict[str, list[tuple[Evidence, Actor]]]:
        places: defaultdict[str, list[tuple[Evidence, Actor]]] = defaultdict(list)
        for actor in self.actors:
            for place in actor.mentions:
                places[place.sentence].append((place, actor))
        return dict(places)

    @cached_property
    def _by_form(self) -> dict[str, Actor]:
        return {form: a for a in reversed(self.actors) for form in (*a.forms, a.name)}


def find_actors(articles: Sequence[Article], sentences: Sequence[Sentence]) -> Actors:
    """The people, countries and bodies that the event's English sentences name. Linear.

    Where two people share a surname, it means the one whom the article named in full last, else
    the one whom the event names most.
    """
    english = {article.id for article in articles if is_english(article.language)}
    rows = [s for s in sentences if s.article in english and not _CREDITS.search(s.text)]
    candidates = find_candidates(rows)
    people = join_people(candidates)
    named = [*people, *join_bodies(candidates, people)]
    states = {(hit.group(1),) for row in rows for hit in _STATE.finditer(row.text)}
    forms, codes = _index_forms(named, states, _find_other_senses(rows))
    places: defaultdict[int | str, list[Evidence]] = defaultdict(list)
    last: Recent = {}
    known, unsure = _country_words(), set[int | str](UNSURE)
    for sentence in rows:
        for owner, start, end in _find_mentions(sentence, forms, last, named):
            at = sentence.start
            places[owner].append(Evidence(sentence.id, at + start, at + end))
            if owner in unsure and known[split_words(sentence.text[start:end])].kind != "name":
                unsure.remove(owner)  # its people or its capital is named too
    actors = [
        Actor(one.name, one.kind, one.office, one.forms, tuple(places[n]))
        for n, one in enumerate(named)
        if places[n]
    ]
    for code in codes:
        if places[code] and code not in unsure:
            own = tuple(form for form, country in country_forms() if country.code == code)
            actors.append(Actor(country_name(code), "country", "", own, tuple(places[code])))
    return Actors(tuple(sorted(actors, key=lambda actor: (-len(actor.mentions), actor.name))))


def _find_other_senses(rows: Sequence[Sentence]) -> set[Words]:
    """Names of peoples that mean another thing in these sentences: 'Greek' at fraternities."""
    told = {word for row in rows for word in row.text.casefold().split()}
    table = load_table("other_senses.txt").items()
    return {(form,) for form, signs in table if not told.isdisjoint(signs.split())}


def _index_forms(
    named: Sequence[Named], states: Collection[Words], other: Collection[Words]
) -> tuple[dict[str, list[Form]], list[str]]:
    """First word -> forms that begin with it, the longest first; and the codes of countries.

    states: capitals' names that mean another place; other: names that mean another thing
    """
    owners: defaultdict[Words, list[int]] = defaultdict(list)
    for n, one in enumerate(named):
        for form in one.forms:
            owners[split_words(form)].append(n)
    forms: defaultdict[str, list[Form]] = defaultdict(list)
    for words, row in owners.items():
        if words:
            forms[words[0]].append(Form(words, tuple(dict.fromkeys(row)), None))
    known = _country_words()
    for words, country in known.items():
        apart = words in other or (country.kind == "capital" and words in states)
        if words not in owners and not apart and country.code not in TERRITORIES:
            forms[words[0]].append(Form(words, (), country))
    ordered = {
        first: sorted(row, key=lambda form: (-len(form.words), form.words))
        for first, row in forms.items()
    }
    return ordered, sorted({country.code for country in known.values()})


@cache
def _country_words() -> dict[Words, CountryName]:
    return {
        words: country
        for form, country in country_forms()
        if (words := split_words(form)) and words[0]
    }


def _find_mentions(
    sentence: Sentence,
    forms: dict[str, list[Form]],
    last: Recent,
    named: Sequence[Named],
) -> Iterator[tuple[int | str, int, int]]:
    """(whose: an actor's number or a country's code, start, end) in order, none in another."""
    text = sentence.text
    row = tokens(text)
    words = [strip_possessive(token.text) for token in row]
    headline = is_title_case(text)
    at, previous = 0, None
    while at < len(row):
        form = next(
            (
                form
                for form in forms.get(words[at], ())
                if tuple(words[at : at + len(form.words)]) == form.words
                and is_form_of(form, text, row, at, headline, named)
            ),
            None,
        )
        if form is None:
            at += 1
            continue
        end = at + len(form.words)
        stop = row[end - 1].start + len(words[end - 1])
        before, start = row[at - 1].text if at else "", row[at].start
        owner = (
            form.country.code
            if form.country
            else _choose_actor(form, before, sentence.article, last, named)
        )
        repeats = owner == previous and text[start - 1 : start] == "("  # 'Farmers Party (FP)'
        if not repeats and not is_credit(text, start, stop) and may_act(text, start, stop):
            yield owner, start, stop
        previous, at = owner, end


def _choose_actor(
    form: Form, before: str, article: str, last: Recent, named: Sequence[Named]
) -> int:
    """Whose name it is; a full name is remembered for the surname that follows.

    A surname of several is his whose office stands before it, else his whom the article named in
    full last, unless another of it (of the event, where it named none but who goes by the first
    name) weighs MAIN times as much.
    """
    first = form.owners[0]
    if len(form.words) == 1:
        near = tuple(last.get((article, form.words), form.owners[:1]))
        if len(form.owners) > 1:
            other = _find_other_generation(form, before, article, last, named)
            form = form._replace(owners=tuple(n for n in form.owners if n not in other))
            near = tuple(n for n in near if n not in other) or form.owners[:1]
        officers = [n for n in form.owners if named[n].office.split()[-1:] == [before.casefold()]]
        if len(officers) == 1:
            return officers[0]
        owners = [n for n in form.owners if _may_be(before, named[n].name)]
        if len(owners) == 1 < len(form.owners):
            return owners[0]
        if all(named[n].by_first for n in near):
            near = form.owners
        for pool, times in ((near, MAIN), (form.owners, FAR)):
            heavy = max(pool, key=lambda n: named[n].weight)
            if named[heavy].weight >= times * named[near[-1]].weight:
                return heavy
        return near[-1]
    if named[first].kind == "person":
        if suffix(form.words):
            last[article, form.words] = [first]
        for word in {form.words[0], form.words[-1], *split_words(surname(form.words))}:
            row = last.setdefault((article, (word,)), [])
            row[:] = [*(n for n in row if n != first), first]
    return first


def _find_other_generation(
    form: Form, before: str, article: str, last: Recent, named: Sequence[Named]
) -> set[int]:
    """Whom of its owners a surname does not mean: behind 'the elder' or 'the younger', and where
    the article says 'Pell Jr.' of another Pell."""
    young = {n for n in form.owners if suffix(split_words(named[n].name)) == "Jr"}
    old = set(form.owners) - young
    if not young or not old:
        return set()
    if before == "younger":
        return old
    return young if before == "elder" or (article, (*form.words, "Jr")) in last else set()


def _may_be(title: str, name: str) -> bool:
    """Whether 'Mr.' or 'Miss' may stand before the surname, by the first name."""
    first = name.split()[0].casefold()
    woman = first in load_words("names_of_women.txt")
    plain = title.casefold().rstrip(".")
    return plain not in {"mr", "mrs", "ms", "miss"} or woman == (plain != "mr")
