"""Actors of one event: people, countries and bodies, each once, with all places that name them.

First the sentences are read for names and what speaks for a person or a body (`candidates.py`),
then forms of one name are joined (`merge.py`), then each sentence is searched for these forms, so
that a headline or the head of a sentence, where capitals tell nothing, is read as well. English
only: articles in other languages have no mentions.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from ...datafiles import load_table, load_words
from ...model import Article, Evidence, Sentence
from ..countries import CountryName, country_forms, country_name, find_country
from ..locales import is_english
from ..words import STOP_WORDS, Token, tokens
from .candidates import find_candidates
from .merge import Named, join_bodies, join_people
from .signs import QUALIFIERS, Words, is_role, is_title_case, saying_verbs, surname

__all__ = ["Actor", "Actors", "find_actors"]

PLACES = frozenset([
    "in", "at", "near", "from", "outside", "around", "across", "through", "into", "for", "to",
    "toward", "towards", "of", "over", "via", "leave", "left", "visit", "visits", "visited",
])  # fmt: skip
GOES_ON = frozenset([
    "and", "or", "has", "have", "had", "is", "was", "were", "will", "would", "could", "should",
    "may", "might", "must", "does", "did", "not",
])  # fmt: skip
# 'Washington State', 'Washington Gov. Jay Inslee': a capital's name is another place's
_STATE = re.compile(r"\b([A-Z]\w{1,20})\s(?:[Ss]tate|Gov|[Gg]overnor)\b")
# sites on which others post
PLATFORMS = frozenset(["Facebook", "Twitter", "YouTube", "Instagram", "TikTok", "Snapchat",
                       "Reddit", "LinkedIn", "WhatsApp", "Telegram", "Tumblr"])  # fmt: skip
# adjectives that make a country its people or its past: 'corporate America', 'ancient Greece'
ADJECTIVES = frozenset(["corporate", "mainstream", "rural", "urban", "suburban", "ancient",
                        "medieval", "colonial", "average", "ordinary", "everyday"])  # fmt: skip
# what one runs for a chamber in: 'a Senate candidate' is not of the Senate
CHAMBERS = frozenset(["Senate", "House", "Congress", "Council", "Assembly", "Parliament"])
CONTESTS = frozenset(["candidate", "candidates", "race", "seat", "primary", "election", "bid",
                      "hopeful", "nominee", "campaign"])  # fmt: skip
_WORD_AFTER = re.compile(r"\s([\w’'\-]{1,30})")
# (article, a name's first or last word) -> whom it has named so, the last one last
Recent = dict[tuple[str, Words], list[int]]
MAIN = 1.5  # times another's weight from which a surname means the event's main bearer of it
UNSURE = frozenset({"GE", "JO", "TD", "ML", "NE", "JE"})  # countries whose name has another sense


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


@dataclass(frozen=True)
class Actors:
    """The actors of an event, the most mentioned first."""

    actors: tuple[Actor, ...]

    def __iter__(self) -> Iterator[Actor]:
        return iter(self.actors)

    def __len__(self) -> int:
        return len(self.actors)

    def inside(self, sentence: str, start: int, end: int) -> list[tuple[Evidence, Actor]]:
        """The mentions that touch start..end of the article's text, within the sentence (id)."""
        return [
            (place, actor)
            for place, actor in self._by_sentence.get(sentence, ())
            if place.start < end and start < place.end
        ]

    def at(self, sentence: str, start: int, end: int) -> Actor | None:
        """Who is named in start..end of the article's text, within the sentence (id): a person
        before a body, a body before a country; of several the last."""
        row = self.inside(sentence, start, end)
        kinds = ("country", "body", "person")
        best = max(row, key=lambda one: (kinds.index(one[1].kind), one[0].start), default=None)
        return best[1] if best else None

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


class _Form(NamedTuple):
    """One form of a name: its words, and whose it may be (numbers of actors); country: what the
    form tells of a country, or None."""

    words: Words
    owners: tuple[int, ...]
    country: CountryName | None


def find_actors(articles: Sequence[Article], sentences: Sequence[Sentence]) -> Actors:
    """The people, countries and bodies that the event's English sentences name. Linear.

    Where two people share a surname, it means the one whom the article named in full last, else
    the one whom the event names most.
    """
    english = {article.id for article in articles if is_english(article.language)}
    rows = [sentence for sentence in sentences if sentence.article in english]
    candidates = find_candidates(rows)
    people = join_people(candidates)
    named = [*people, *join_bodies(candidates, people)]
    states = {(hit.group(1),) for row in rows for hit in _STATE.finditer(row.text)}
    forms, codes = _index_forms(named, states)
    places: defaultdict[int | str, list[Evidence]] = defaultdict(list)
    last: Recent = {}
    for sentence in rows:
        for owner, start, end in _find_mentions(sentence, forms, last, named):
            at = sentence.start
            places[owner].append(Evidence(sentence.id, at + start, at + end))
    actors = [
        Actor(one.name, one.kind, one.office, one.forms, tuple(places[n]))
        for n, one in enumerate(named)
        if places[n]
    ]
    for code in codes:
        if places[code] and (code not in UNSURE or _is_sure(places[code], rows, code)):
            own = tuple(form for form, country in country_forms() if country.code == code)
            actors.append(Actor(country_name(code), "country", "", own, tuple(places[code])))
    return Actors(tuple(sorted(actors, key=lambda actor: (-len(actor.mentions), actor.name))))


def _index_forms(
    named: Sequence[Named], states: Collection[Words]
) -> tuple[dict[str, list[_Form]], list[str]]:
    """First word -> forms that begin with it, the longest first; and the codes of countries.

    states: capitals' names that mean another place
    """
    owners: defaultdict[Words, list[int]] = defaultdict(list)
    for n, one in enumerate(named):
        for form in one.forms:
            owners[_split_words(form)].append(n)
    forms: defaultdict[str, list[_Form]] = defaultdict(list)
    for words, row in owners.items():
        if words:
            forms[words[0]].append(_Form(words, tuple(dict.fromkeys(row)), None))
    known = _country_words()
    for words, country in known.items():
        if words not in owners and not (country.kind == "capital" and words in states):
            forms[words[0]].append(_Form(words, (), country))
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
        if (words := _split_words(form)) and words[0]
    }


def _split_words(text: str) -> Words:
    return tuple(_strip_possessive(token.text) for token in tokens(text))


def _strip_possessive(word: str) -> str:
    word = word.replace("’", "'")
    return word[:-2] if word.endswith("'s") and len(word) > 3 else word


def _find_mentions(
    sentence: Sentence,
    forms: dict[str, list[_Form]],
    last: Recent,
    named: Sequence[Named],
) -> Iterator[tuple[int | str, int, int]]:
    """(whose: an actor's number or a country's code, start, end) in order, none in another."""
    text = sentence.text
    row = tokens(text)
    words = [_strip_possessive(token.text) for token in row]
    headline = is_title_case(text)
    at, previous = 0, None
    while at < len(row):
        form = next(
            (
                form
                for form in forms.get(words[at], ())
                if tuple(words[at : at + len(form.words)]) == form.words
                and _is_form_of(form, text, row, at, headline, named)
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
        if not repeats and not _is_credit(text, start, stop) and _may_act(text, start, stop):
            yield owner, start, stop
        previous, at = owner, end


def _choose_actor(
    form: _Form, before: str, article: str, last: Recent, named: Sequence[Named]
) -> int:
    """Whose name it is; a full name is remembered for the surname that follows.

    A surname of several is his whose office stands before it, else his whom the article named in
    full last, unless another of it (of the event, where it named none but who goes by the first
    name) weighs MAIN times as much.
    """
    first = form.owners[0]
    if len(form.words) == 1:
        officers = [n for n in form.owners if named[n].office.split()[-1:] == [before.casefold()]]
        if len(officers) == 1:
            return officers[0]
        near = last.get((article, form.words), form.owners[:1])
        pool = form.owners if all(named[n].by_first for n in near) else near
        heavy = max(pool, key=lambda n: named[n].weight)
        return heavy if named[heavy].weight >= MAIN * named[near[-1]].weight else near[-1]
    if named[first].kind == "person":
        for word in {form.words[0], form.words[-1], *_split_words(surname(form.words))}:
            row = last.setdefault((article, (word,)), [])
            row[:] = [*(n for n in row if n != first), first]
    return first


def _is_credit(text: str, start: int, end: int) -> bool:
    """Whether a name stands in a credit: 'Ann Orr/AFP', 'via AP', '(Reuters)'."""
    before, after = text[max(0, start - 4) : start], text[end : end + 6]
    if before.endswith("/") or after.startswith("/"):
        return True
    around = before.endswith("(") and after.startswith(")")
    credited = around or before == "via " or after.startswith((" file", " phot", " Phot"))
    return credited and text[start:end] in load_table("agencies.txt")


def _may_act(text: str, start: int, end: int) -> bool:
    """Whether no site is named on which others post only: 'on Facebook', 'a Twitter user'."""
    if text[start:end] not in PLATFORMS:
        return True
    after = _WORD_AFTER.match(text, end)
    plain = after.group(1).casefold() if after else ""
    return _is_own(text, end) or plain in GOES_ON or plain in saying_verbs() or is_role(plain)


def _is_own(text: str, end: int) -> bool:
    return text[end : end + 2] in {"'s", "’s"}


def _is_form_of(
    form: _Form, text: str, row: Sequence[Token], at: int, headline: bool, named: Sequence[Named]
) -> bool:
    """Whether the words are the name here, and not a part of another ('New Mexico')."""
    end = at + len(form.words)
    before = row[at - 1] if at and _are_adjacent(text, row[at - 1].end, row[at].start) else None
    after = (
        row[end]
        if end < len(row) and _are_adjacent(text, row[end - 1].end, row[end].start)
        else None
    )
    if before and before.text[0].isupper() and before.text.casefold() in QUALIFIERS:
        return False
    if len(form.words) > 1 and not form.country:
        return True
    goes_on = bool(after and after.text[0].isupper()) and not headline
    if form.country:
        if form.country.kind == "capital":
            return not goes_on and _is_government(text, row, at, end, before, after)
        if form.country.kind == "people" and not headline:
            word = form.words[-1]
            return _is_nation(word, before, after) and not (
                goes_on and _in_name(row[end : end + 4])
            )
        person = form.country.kind == "name" and not headline and _ends_name(before, at)
        apart = before and before.text in ADJECTIVES
        goes_on = goes_on and text[row[at].start - 1 : row[at].start] != "-"  # 'US-Japan Treaty'
        return not person and not apart and not (goes_on and _in_name(row[end : end + 4]))
    if named[form.owners[0]].kind == "body":
        if after and after.text in CONTESTS and form.words[-1] in CHAMBERS:
            return False
        return not goes_on or bool(after and is_role(after.text))
    if after and after.text.casefold() in {"family", "families"}:
        return False
    in_run = before and before.text[0].isupper() and not is_role(before.text) and at > 1
    is_first = form.words[0] != surname(_split_words(named[form.owners[0]].name))
    if is_first and goes_on:
        return False
    return not (goes_on and _in_name(row[end : end + 1])) and (
        headline or not in_run or _is_possessive(before)
    )


def _ends_name(before: Token | None, at: int) -> bool:
    """Whether the word before makes a country's name a surname: 'Steve Israel'."""
    plain = before.text if before and at > 0 else ""
    return plain.istitle() and plain.casefold() in load_words("given_names.txt")


def _is_possessive(token: Token | None) -> bool:
    return token is not None and token.text.endswith(("'s", "’s"))


def _is_nation(word: str, before: Token | None, after: Token | None) -> bool:
    """Whether a people's name is an adjective ('Greek ships') or stands for all ('the Greeks');
    'all Greeks', 'a Greek' do not speak for the country."""
    plain = after.text.casefold() if after else ""
    before_it = before.text.casefold() if before else ""
    many = word.endswith("s") and find_country(word[:-1]) is not None
    noun = many or not plain or plain in STOP_WORDS or plain in saying_verbs()
    return before_it == "the" or not (noun or before_it in ADJECTIVES)


def _in_name(behind: Sequence[Token]) -> bool:
    """Whether the capitalised words behind make the name a part of a longer one: 'Trump Tower',
    'U.S. Census Bureau'; in 'U.S. Treasury Secretary' they do not."""
    known = load_words("body_words.txt") | load_words("no_actor_words.txt")
    for token in behind:
        if not token.text[0].isupper() or is_role(token.text):
            return False
        if _strip_possessive(token.text).casefold() in known:
            return True
    return False


def _is_government(
    text: str, row: Sequence[Token], at: int, end: int, before: Token | None, after: Token | None
) -> bool:
    """Whether a capital means its government: 'Beijing said', 'ties with Moscow'."""
    if before and (before.text.casefold() in PLACES or before.text[0].isupper()):
        return False
    if at and before is None and text[row[at - 1].end : row[at].start].strip() == ",":
        return False  # 'Ankara, Athens': a list of places; 'Perth, London'
    if row[end - 1].text.endswith(("'s", "’s")):
        return True
    if after is None:
        behind = text[row[end - 1].end :].lstrip()[:1]
        return at > 0 and behind not in {",", "(", "—", "–", "-"}
    plain = after.text.casefold()
    return plain in GOES_ON or plain in saying_verbs() or plain.endswith("ed")


def _are_adjacent(text: str, end: int, start: int) -> bool:
    """Whether nothing but one space, or the full stop of a title, stands between."""
    return text[end:start] in {" ", ". ", "\u00a0"}


def _is_sure(places: Sequence[Evidence], rows: Sequence[Sentence], code: str) -> bool:
    """Whether an unsure country ('Georgia', 'Jordan') is named by its people or capital too."""
    by_id = {sentence.id: sentence for sentence in rows}
    shown = Counter(
        by_id[p.sentence].text[p.start - by_id[p.sentence].start : p.end - by_id[p.sentence].start]
        for p in places
    )
    return any(_country_words()[_split_words(form)].kind != "name" for form in shown)
