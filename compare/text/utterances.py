"""What somebody is reported to have said: each utterance with its speaker, its verb, its words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..datafiles import load_group, load_table, load_words
from ..model import Article, Evidence
from .actors import Actor
from .actors.signs import BODY_HEADS, is_role
from .countries import find_country
from .quotes import Quote
from .speakers import INVERTED, WORDS_OF, may_be_he, may_mean
from .words import stem, tokens

if TYPE_CHECKING:
    from .annotate import Texts

PERSONAL = frozenset({"he", "she", "his", "her", "him"})
DETERMINERS = load_group("determiners")
OF_HEAD = frozenset({"of", "for", "in", "at", "from", "with", "familiar", "close", "who"})
PRESS = frozenset({"Times", "Post", "Journal", "Herald", "Tribune", "News", "Press"})
IRREGULAR = {"said": "say", "told": "tell", "wrote": "write", "thought": "think", "held": "hold"}
READING = frozenset({"read", "reads", "reading", "recited", "recites"})
# a word in small letters before a name, other than a role: the name begins no clause
_IN_CLAUSE = re.compile(r"(?<![\w’'-])(?!(?:but|and)\s)([a-z][\w’'-]{1,30})\s\Z")
_OF_BODY = re.compile(r",?\s(?:of|at|from|with)\s(?:the\s)?(?:[\w.’'-]{1,20}\s){0,3}")
_HE = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
# 'their talk with Orr, when he said'
_WHEN = re.compile(r",?\s(?:when|while|where|in which|before|after|until|because)\s\Z")
_ACTS = re.compile(
    r"\s(?:\w{2,12}ly\s)?(?:is|was|has|had|will|would|can|could|said|says|\w{3,12}ed)\b"
)
_FOR = re.compile(r"\b(?:for|of|to|with|by|in|from)\s(?:the\s)?(?:[\w.’'-]{1,20}\s)?\Z")
_OF_OTHER = re.compile(r"[a-z]\s(?:for|to|with|by)\s")
_FULL_NAME = re.compile(r"\b[A-Z][a-z]{1,20}\s(?:[A-Z]\.\s)?[A-Z][\w’'-]{1,20}\Z")
APPOSED = 160  # characters before a speaker in which the name stands that it is in apposition to
LOOK_BACK = 6  # sentences in which the name of a pronoun is looked for
NEAR_HEAD = 40  # characters from a sentence's head, up to which whom it names is its subject
Span = tuple[int, int]


class Utterance(NamedTuple):
    """Words of somebody in an article's body; offsets count in `Article.text`.

    sentence    the id of the sentence that it begins in
    start, end  its words, cut at the end of that sentence
    speaker     who speaks: the actor's name, else what the text calls him ("officials"); None: not
                named, no person or body, or a pronoun that nothing before it resolves
    actor       the actor's name (`find_actors`), None where the speaker is none of the event's
    speaker_span  where the speaker, or a pronoun for it, stands in that sentence; None: elsewhere
    verb        the attributing verb as it stands ("according to" is one), or None
    verb_span   where it stands; None where it stands in another sentence
    direct      between quotation marks
    source      official, organisation, expert, citizen, unnamed, or None
    words       how many; of reported speech those outside its direct quotations
    """

    article: str
    outlet: str
    sentence: str
    start: int
    end: int
    speaker: str | None
    actor: str | None
    speaker_span: Span | None
    verb: str | None
    verb_span: Span | None
    direct: bool
    source: str | None
    words: int


def find_utterances(texts: Texts) -> tuple[Utterance, ...]:
    """The utterances of an event, in order of article and place. Terms in marks are none."""
    raw = [
        (article, quote)
        for article in texts.articles
        for quote in texts.wholes[article.id].quotes
        if quote.kind in ("direct", "indirect") and quote.start >= article.body_start
    ]
    direct: dict[str, list[Span]] = {}
    for article, quote in raw:
        if quote.kind == "direct":
            direct.setdefault(article.id, []).append((quote.start, quote.end))
    found = []
    speakers = find_speakers(texts)
    for article, quote in raw:
        place = texts.locate(article.id, quote.start, quote.end)
        words = _count_words(article, quote, direct.get(article.id, ()))
        if words and place:
            actor = speakers.get((article.id, quote))
            nameless = read_nameless(quote.speaker or "")
            if texts.actors.named(quote.speaker or "") or texts.actors.named(nameless or ""):
                nameless = None  # whom a pronoun cannot mean, or who only reads it out
            found.append(
                Utterance(
                    article=article.id,
                    outlet=texts.groups[article.id],
                    sentence=place.sentence,
                    start=quote.start,
                    end=place.end,
                    speaker=actor.name if actor else nameless,
                    actor=actor.name if actor else None,
                    speaker_span=_locate(texts, place, quote.speaker_start, quote.speaker_end),
                    verb=quote.verb,
                    verb_span=_locate(texts, place, quote.verb_start, quote.verb_end),
                    direct=quote.kind == "direct",
                    source=quote.source_kind,
                    words=words,
                )
            )
    return tuple(found)


def _locate(texts: Texts, place: Evidence, start: int, end: int) -> Span | None:
    """A span as far as it lies in the sentence of `place`; None where it begins elsewhere."""
    own = texts[place.sentence].sentence
    return (start, min(end, own.end)) if own.start <= start < own.end else None


def find_speakers(texts: Texts) -> dict[tuple[str, Quote], Actor]:
    """(article, quotation) -> who of the event's actors speaks, in headlines too; no others."""
    cast = _Cast(texts)
    return {
        (article.id, quote): actor
        for article in texts.articles
        for quote in texts.wholes[article.id].quotes
        if quote.speaker and (actor := cast.find(article, quote))
    }


class _Cast:
    """Finds who speaks: by name, by office, by a pronoun; quotations in order of place."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        # sentence -> the person who last speaks there (None: one without a name), and the words
        self.spoke: dict[str, tuple[Actor | None, Quote]] = {}
        # (article, office) -> where people of that office are named, and who
        self.officers: defaultdict[tuple[str, str], list[tuple[int, Actor]]] = defaultdict(list)
        for actor in texts.actors:
            for office in _list_offices(actor.office):
                for place in actor.mentions:
                    article = texts[place.sentence].sentence.article
                    self.officers[article, office].append((place.start, actor))
        # a word of bodies' names -> them
        self.bodies: defaultdict[str, set[Actor]] = defaultdict(set)
        for actor in texts.actors:
            is_title = actor.kind == "body" and not actor.name.split()[-1].islower()
            for word in " ".join(actor.forms).split() if is_title else ():  # no 'Pell government'
                self.bodies[word].add(actor)
        for row in self.officers.values():
            row.sort(key=lambda one: one[0])

    def find(self, article: Article, quote: Quote) -> Actor | None:
        """Who says it; None: none of the actors, or a person who only reads it out."""
        place = self.texts.locate(article.id, quote.speaker_start, quote.speaker_end)
        words = article.text[max(0, quote.speaker_start) : quote.speaker_end]
        hint = self._by_name(quote.speaker or "")
        if place and words.casefold() in PERSONAL:
            actor = self._find_antecedent(article, quote, place, hint)
        else:
            actor = self._find_named(article, quote, place)
            if actor is None and (hint is None or hint.kind != "country"):
                actor = hint or self._find_officer(article.id, quote)
            actor = actor or self._find_author(article.id, quote)
        person = actor is not None and actor.kind == "person"
        reads = quote.verb in READING and words.split()[-1] not in WORDS_OF
        if person and (reads or words.casefold() in {"they", "it"}):
            return None
        said = self.texts.locate(article.id, quote.start, quote.end)
        self._remember(quote, place, actor, said)
        return actor

    def _remember(
        self, quote: Quote, place: Evidence | None, actor: Actor | None, said: Evidence | None
    ) -> None:
        """Notes whom a pronoun may mean; nobody who speaks inside what another says, or by a
        weaker verb ('the mayor told him to go, Ada Pell said')."""
        if place is None or quote.kind not in {"direct", "indirect"}:
            return
        before = self.spoke.get(place.sentence)
        if before and before[1].verb in INVERTED:
            inside = before[1].start <= place.start < before[1].end
            if inside or quote.verb not in INVERTED:
                return
        speaker = quote.speaker or ""
        named = read_nameless(speaker) or _FULL_NAME.search(speaker)
        single = speaker == "one" or (may_be_he(speaker) and named)
        if actor.kind == "person" if actor else single:
            self.spoke[place.sentence] = actor, quote
            if said and quote.kind == "direct":
                self.spoke.setdefault(said.sentence, (actor, quote))

    def _by_name(self, speaker: str) -> Actor | None:
        """Whose form the speaker's words end with ("Mayor Ada Pell", "Pell"), else the one body
        that has them all in its name ("Harbour" of the Harbour Bureau)."""
        words = speaker.removeprefix("the ").removeprefix("The ").rstrip(".").split()
        forms = (" ".join(words[start:]) for start in range(len(words)))
        named = next((one for form in forms if (one := self.texts.actors.named(form))), None)
        if named and named.kind == "person" and _OF_OTHER.search(speaker):
            return None
        general = (load_words("body_words.txt") | BODY_HEADS).issuperset(map(str.casefold, words))
        if named or general or not all(word[0].isupper() for word in words):
            return named
        bodies = set.intersection(*(self.bodies.get(word, set()) for word in words))
        return next(iter(bodies)) if len(bodies) == 1 else None

    def _find_named(self, article: Article, quote: Quote, place: Evidence | None) -> Actor | None:
        """Whom the speaker's words name where they stand, or to whom they stand in apposition:
        'Ada Pell of the Harbour Board said', 'Ada Pell, chair of the board, said'."""
        if place is None:
            return None
        text, actors = article.text, self.texts.actors
        row = actors.inside(place.sentence, place.start, place.end)
        row = sorted(row, key=lambda one: (one[1].kind != "person", -one[0].start))
        heads = (
            one
            for at, one in row
            if _is_head(text[at.end : place.end], one.kind)
            and not (one.kind != "body" and _FOR.search(text, place.start, at.start))
        )
        actor = next(heads, None)
        if actor and actor.kind == "person":
            return actor
        before = actors.inside(place.sentence, max(0, place.start - APPOSED), place.start)
        people = [one for one in before if one[1].kind == "person" and one[0].end <= place.start]
        if people:
            at, person = max(people, key=lambda one: one[0].start)
            between = text[at.end : place.start]
            closed = "," in text[place.end : max(place.end, quote.verb_start)]
            begins = not _IN_CLAUSE.search(text, max(0, at.start - 32), at.start)
            apposed = between.lstrip(".")[:1] in {",", " "} and "," in between
            if _OF_BODY.fullmatch(between) or (apposed and closed and begins):
                return person
        behind = actors.inside(place.sentence, place.end, place.end + NEAR_HEAD)
        for at, person in behind if actor is None else ():
            roles = text[place.end : max(place.end, at.start)].split()
            if roles and is_role(roles[-1]) and all(map(str.islower, roles)):
                return person  # 'leading art' of 'leading art lawyer Ada Pell'
        return actor

    def _find_officer(self, article: str, quote: Quote) -> Actor | None:
        """The person in the office that the speaker's words are: in the article the last one named
        before, else the event's only one."""
        office = (read_nameless(quote.speaker or "") or "").casefold()
        row = self.officers.get((article, office), [])
        short = self.officers.get((article, office.rpartition(" ")[2]), [])
        if not row and len({actor for _, actor in short}) == 1:  # 'the House speaker': the speaker
            row = short
        at = bisect_left(row, quote.speaker_start, key=lambda one: one[0])
        if row and (at or len({actor for _, actor in row}) == 1):
            return row[max(0, at - 1)][1]
        return None if row else self.texts.actors.in_office(office)

    def _find_author(self, article: str, quote: Quote) -> Actor | None:
        """Whose 'the statement' is: who speaks in one of the two sentences before that name it."""
        noun = (quote.speaker or "").split()[-1:]
        row = self.texts.by_article[article]
        at = bisect_right(row, quote.speaker_start, key=lambda one: one.sentence.start) - 1
        for one in reversed(row[max(0, at - 2) : at]) if {*noun} & WORDS_OF else ():
            if one.id in self.spoke and noun[0] in one.text:
                return self.spoke[one.id][0]
        return None

    def _find_antecedent(
        self, article: Article, quote: Quote, pronoun: Evidence, hint: Actor | None
    ) -> Actor | None:
        """Whom 'he' or 'she' means: who speaks in the sentence before, else its only person or
        who stands near its head; so on for LOOK_BACK sentences; else the hint. Nobody whom the
        quotation itself names."""
        word = article.text[pronoun.start : pronoun.end].casefold()
        row = self.texts.by_article[article.id]
        last = bisect_right(row, pronoun.start, key=lambda one: one.sentence.start) - 1
        for n in range(last, max(-1, last - LOOK_BACK), -1):
            one, at = row[n], row[n].sentence.start
            spoke = self.spoke.get(one.id)
            if spoke and (spoke[0] is None or may_mean(word, spoke[0].name)):
                return spoke[0]
            people = sorted(
                (place.start, place.end, actor)
                for place, actor in self.texts.actors.inside(one.id, 0, pronoun.start)
                if actor.kind == "person"
                and may_mean(word, actor.name)
                and not one.is_marked(place.start - at, place.end - at)
                and not quote.start <= place.start < quote.end
            )
            if not people:
                continue
            he = _HE.search(one.text, 0, people[0][0] - at)
            if he and not one.is_marked(*he.span()):
                continue  # whom it is about, a sentence before says
            if len({actor for _, _, actor in people}) == 1:
                return people[0][2]
            if _WHEN.fullmatch(article.text, people[-1][1], pronoun.start):
                return people[-1][2]
            acts = (row for row in people if _ACTS.match(one.text, row[1] - at))
            start, end, actor = next(acts, people[0])
            owns = one.text[end - at : end - at + 2] in {"'s", "’s"}
            if not owns and (n == last or start - at <= NEAR_HEAD):
                return actor
            break
        return hint if hint and hint.kind == "person" and may_mean(word, hint.name) else None


def _list_offices(office: str) -> list[str]:
    """How the holder may be called: 'Seattle mayor', 'mayor'; not 'president' of a vice one."""
    head = office.partition(" of ")[0].split()
    first = next((n for n, word in enumerate(head) if not word[0].isupper()), 0)
    parts = (part for part in (head, head[first:]) if part and part[-1] not in {"officer", "agent"})
    return list(dict.fromkeys(" ".join(part).casefold() for part in parts))


def _is_head(behind: str, kind: str) -> bool:
    """Whether a name speaks itself, by what follows it: 'Trump’s advisers' are others, 'White House
    officials' speak for the body."""
    words = behind.split()
    if kind == "person" and behind[:2] in {"'s", "’s"} and words[-1] in WORDS_OF:
        return True
    if not words or behind[0] in ".,)" or (kind == "person" and words[0] in {"of", "for", "("}):
        return True
    return kind != "person" and behind[0] == " " and speaks(words[-1])


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


def _count_words(article: Article, quote: Quote, direct: Sequence[Span]) -> int:
    """Words of an utterance; of reported speech those outside the direct quotes, counted alone.

    direct   spans of the article's direct quotes, sorted, disjoint
    """
    places = [token.start + quote.start for token in tokens(article.text[quote.start : quote.end])]
    if quote.kind == "direct":
        return len(places)
    at = [bisect_right(direct, (place, len(article.text))) - 1 for place in places]
    return sum(i < 0 or direct[i][1] <= place for i, place in zip(at, places, strict=True))


def stance_of(verb: str) -> str:
    """What an attributing verb implies: neutral, assertive, doubting, …; or "not listed"."""
    if verb == "according to":
        return "neutral"
    return load_table("attribution_verbs.txt").get(verb.casefold(), "not listed")


def verb_base(verb: str) -> str:
    """The verb's plain form, as far as the list knows one with the same stem."""
    word = verb.casefold()
    return IRREGULAR.get(word) or _bases().get(stem(word), word)


@cache
def _bases() -> dict[str, str]:
    """Stem -> the list's first form of it."""
    bases: dict[str, str] = {}
    for word in load_table("attribution_verbs.txt"):
        bases.setdefault(stem(word), word)
    return bases
