"""Whom words mean that name nobody: 'the governor', 'the 43-year-old', 'the hospital'."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from ..datafiles import load_group, load_words
from ..model import Article
from .actors import Actor
from .actors.signs import PARTY_WORDS, is_role
from .nameless import list_offices, read_nameless, speaks
from .quotes import Quote
from .speakers import WORDS_OF
from .words import owns

if TYPE_CHECKING:
    from .annotate import AnnotatedSentence, Texts

# what follows the subject of a clause: its verb
ACTS = re.compile(
    r"\s(?:\w{2,12}ly\s|on\s[A-Z][a-z]{4,8}\s)?(?:is|was|has|had|will|would|can|could|said|says|\w{3,12}ed)\b"
)
# what stands before a clause's subject: 'as Prime Minister '
_CLAUSE = re.compile(
    r"(?:\A|\b(?:as|while|when|after|because|and|but)\s)(?:[A-Z][\w.]{0,20}\s){0,4}\Z"
)
_ONE_OF_MANY = re.compile(r"\b(?:(?:[Aa]n?|[Aa]nother|[Ss]ome)\s[a-z]|[Oo]ne\s\w)")
_MY_NAME = re.compile(r"\b[Mm]y\sname\sis\s((?:[A-Z][\w’'-]{1,20}\s?){1,3})")
PARTY_MEMBERS = frozenset({"Republican", "Democrat"})
CHAIRS = frozenset({"chairman", "chairwoman", "chair"})  # of a committee, who is a member too
# 'a statement released by the port'
_ISSUED = re.compile(
    r"\b([a-z]{4,12})\s(?:[a-z]{3,12}ed\s)?(?:by|from)\s(?:the\s)?(?:[A-Z][a-z]{1,4}\.\s)?(?=[A-Z])"
)
CANDIDATES = PARTY_MEMBERS | {"hopeful", "candidate", "nominee", "contender", "frontrunner"}
LOOK_BACK = 6  # sentences in which is looked for whom a word means
NEAR_HEAD = 40  # characters from a sentence's head, up to which whom it names is its subject
# heads of phrases for one of many, of whom the sentence before need not tell
ANYBODY = load_group("anybody")
# what a member of either chamber is called too
ALSO = {
    "representative": ("congressman", "congresswoman", "lawmaker"),
    "senator": ("lawmaker",),
}


class Described:
    """Finds whom an event's articles mean by what they call somebody.

    spoke   sentence -> the person who last speaks there (None: one without a name), and the words;
            of the sentences up to the one that is asked for
    """

    def __init__(self, texts: Texts, spoke: Mapping[str, tuple[Actor | None, Quote]]) -> None:
        self.texts = texts
        self.spoke = spoke
        # (article, where a speaker and a verb begin) -> who says his own name there
        self._selves: dict[tuple[str, int, int], Actor | None] = {}
        # (article, office) -> where people of that office are named, and who
        self.officers: defaultdict[tuple[str, str], list[tuple[int, Actor]]] = defaultdict(list)
        # (article, a word of a body's name) -> where it is named, and which
        self.bodies: defaultdict[tuple[str, str], list[tuple[int, Actor]]] = defaultdict(list)
        for actor in texts.actors:
            words = set(actor.name.casefold().split()) if actor.kind == "body" else ()
            offices = _list_all(actor.office)
            for rows, keys in ((self.officers, offices), (self.bodies, words)):
                for key in keys:
                    for place in actor.mentions:
                        article = texts[place.sentence].sentence.article
                        rows[article, key].append((place.start, actor))
        for row in (*self.officers.values(), *self.bodies.values()):
            row.sort(key=lambda one: one[0])

    def find_fitting(self, article: Article, quote: Quote) -> Actor | None:
        """Whom 'the 43-year-old', 'the presidential hopeful' means: who spoke last, where nobody
        else is named since; and who does what a clause goes on from with ', saying'."""
        words = (quote.speaker or "").split()
        if quote.verb == "saying" and words and not speaks(words[-1]):
            return self._find_doer(article, quote)
        fits = words[1:] and (words[1].endswith("-year-old") or words[-1] in CANDIDATES)
        if not fits or words[0].casefold() != "the":
            return None
        others: set[Actor] = set()
        for one in self.texts.before(article.id, quote.speaker_start, LOOK_BACK):
            if spoke := self.spoke.get(one.id):
                return spoke[0] if others <= {spoke[0]} else None
            others.update(who for *_, who in self._list_people(one, quote.speaker_start))
        return None

    def _find_doer(self, article: Article, quote: Quote) -> Actor | None:
        """The subject of the clause that ', saying' goes on from."""
        text, at = article.text, quote.verb_start
        verb = self.texts.locate(article.id, at, quote.verb_end)
        end = quote.speaker_start if text[at - 2] == "," else 0  # no 'Pell saying'
        row = self.texts.actors.inside(verb.sentence, 0, end) if verb else ()
        for place, actor in sorted(row, key=lambda one: -one[0].start):
            head = max(self.texts[place.sentence].sentence.start, place.start - 60)
            if _CLAUSE.search(text[head : place.start]) and ACTS.match(text, place.end):
                return actor if actor.kind != "country" else None
        return None

    def find_officer(self, article: str, quote: Quote) -> Actor | None:
        """The person in the office that the speaker's words are: in the article the last one named
        before, else the event's only one; of 'one aide' nobody."""
        text = self.texts.wholes[article].article.text
        start, end = max(0, quote.speaker_start), quote.speaker_end
        if text[start:end] == "who" or _ONE_OF_MANY.search(text, max(0, start - 9), end):
            return None
        office = (read_nameless(quote.speaker or "") or "").casefold()
        row = self.officers.get((article, office), [])
        short = self.officers.get((article, office.rpartition(" ")[2]), [])
        if not row and len({actor for _, actor in short}) == 1:  # 'the House speaker': the speaker
            row = short
        at = bisect_left(row, quote.speaker_start, key=lambda one: one[0])
        near = self._find_last(article, quote, {actor for _, actor in short}) if not at else None
        if near or (row and (at or len({actor for _, actor in row}) == 1)):
            return near or row[max(0, at - 1)][1]
        return None if row else self.texts.actors.in_office(office)

    def _find_last(self, article: str, quote: Quote, among: Collection[Actor]) -> Actor | None:
        """Who of several in one office speaks in the two sentences before."""
        rows = self.texts.before(article, quote.speaker_start, 3)[1:]
        spoke = (self.spoke.get(one.id) for one in rows)
        return next((one[0] for one in spoke if one and one[0] in among), None)

    def find_recalled(self, article: Article, quote: Quote) -> Actor | None:
        """Whom 'the veteran reporter' means, of whom no office tells: the subject of the sentence
        before, or who speaks there, if he may hold the office that the words name."""
        text, start = article.text, quote.speaker_start
        words = text[start : quote.speaker_end].split()
        led = words[:1] in (["the"], ["The"])
        *modifiers, head = words[led:] or [""]
        led = led or text[:start].endswith(("the ", "The "))
        member = head in PARTY_MEMBERS
        if not (led and modifiers and (member or is_role(head))) or head in ANYBODY:
            return None
        other_body = not member and any(
            w.istitle() and w.casefold() not in PARTY_WORDS for w in modifiers
        )
        rows = self.texts.before(article.id, start, 2)
        if other_body or len(rows) < 2 or self._list_people(rows[0], quote.speaker_end):
            return None
        spoke = self.spoke.get(rows[1].id)
        who = spoke[0] if spoke else self._find_subject(rows[1])
        held = {office.split()[-1] for office in _list_all(who.office)} if who else set()
        fits = head in held or any("-" in word for word in modifiers)
        if member or head in CHAIRS:
            fits = fits or not held.isdisjoint(ALSO)
        return who if who and who.kind == "person" and (fits or not who.office) else None

    def _find_subject(self, one: AnnotatedSentence) -> Actor | None:
        """The person near a sentence's head with a verb behind; else its only one; of "If Orr had
        left" nobody."""
        if one.text.startswith("If "):
            return None
        row = self._list_people(one, one.sentence.end)
        acting = (
            who for start, end, who in row if start <= NEAR_HEAD and ACTS.match(one.text, end)
        )
        people = {actor for _, _, actor in row}
        return next(acting, people.pop() if len(people) == 1 else None)

    def _list_people(self, one: AnnotatedSentence, end: int) -> list[tuple[int, int, Actor]]:
        """Where a sentence names people in its own words, up to a place of the article."""
        at = one.sentence.start
        return sorted(
            (place.start - at, place.end - at, actor)
            for place, actor in self.texts.actors.inside(one.id, 0, end)
            if actor.kind == "person" and not one.is_marked(place.start - at, place.end - at)
        )

    def find_self(self, article: Article, quote: Quote) -> Actor | None:
        """Who says 'My name is Ada Pell' there, or with the same verb before."""
        said = article.id, quote.speaker_start, quote.verb_start
        if me := _MY_NAME.search(article.text, quote.start, quote.end):
            self._selves[said] = self.texts.actors.named(me[1].rstrip())
        return self._selves.get(said)

    def find_author(self, article: str, quote: Quote) -> Actor | None:
        """Whose 'the statement' is: who speaks in one of the sentences before that name it."""
        noun = (quote.speaker or "").split()[-1:]
        rows = self.texts.before(article, quote.speaker_start, LOOK_BACK + 1)[1:]
        for one in rows if {*noun} & WORDS_OF else ():
            issued = (hit for hit in _ISSUED.finditer(one.text) if hit[1] == noun[0])
            if paper := next(issued, None):
                at = one.sentence.start + paper.end()
                issuers = self.texts.actors.inside(one.id, at, at + 1)
                return issuers[0][1] if issuers else None
            if one.id in self.spoke and noun[0] in one.text:
                return self.spoke[one.id][0]
        return None

    def find_body(self, article: str, quote: Quote) -> Actor | None:
        """Which body of the article 'the hospital' is, or that of 'the hospital's statement': the
        last one named before with that word in its name."""
        words = (quote.speaker or "").removeprefix("the ").removeprefix("The ").split()
        if len(words) == 2 and owns(words[0]) and words[-1] in WORDS_OF:
            words = [words[0][:-2]]
        text, start = self.texts.wholes[article].article.text, quote.speaker_start
        led = text.startswith(("the ", "The "), start) or text[:start].endswith(("the ", "The "))
        row = self.bodies.get((article, words[0]), []) if led and len(words) == 1 else []
        if not row or words[0] not in load_words("body_words.txt"):
            row = [one for one in row if one[1].name.endswith(words[0].title())]  # 'the bishops'
        at = bisect_left(row, start, key=lambda one: one[0])
        return row[at - 1][1] if at else None


def _list_all(office: str) -> list[str]:
    """How the holder of an office may be called, by its other names too."""
    offices = list_offices(office)
    return offices + [name for one in offices for name in ALSO.get(one, ())]
