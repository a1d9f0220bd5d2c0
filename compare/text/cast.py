"""Who of an event's actors speaks: by name, by office, by a pronoun, in apposition."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from ..datafiles import load_form, load_words
from ..model import Article, Evidence
from .actors import Actor
from .actors.context import CONTESTS
from .actors.signs import BODY_HEADS, SAYING_VERBS, is_role
from .descriptions import ACTS, LOOK_BACK, NEAR_HEAD, Described
from .nameless import LEAD_IN, OPENING_HE, is_of_other, is_of_somebody, read_nameless, speaks
from .quotes import Quote
from .speakers import INVERTED, WORDS_OF, is_passive, may_be_he, may_mean
from .words import HE, owns

if TYPE_CHECKING:
    from .annotate import AnnotatedSentence, Texts

READING = frozenset({"read", "reads", "reading", "recited", "recites"})
# a word in small letters before a name, other than a role: the name begins no clause
_IN_CLAUSE = re.compile(r"(?<![\w’'-])(?!(?:but|and)\s)([a-z][\w’'-]{1,30})\s\Z")
_OF_BODY = re.compile(r",?\s(?:of|at|from|with)\s(?:the\s)?(?:[\w.’'&-]{1,20}\s){0,5}")
_HE = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
# 'their talk with Orr, when he said'
_WHEN = re.compile(r",?\s(?:when|while|where|in which|before|after|until|because)\s\Z")
_NAMED_ACTS = re.compile(r"(?!Th|Wh|It|One|Both|His|Her)[A-Z][a-z]{2,20}" + ACTS.pattern)
_FOR = re.compile(r"\b(?:for|of|to|with|by|in|from)\s(?:the\s)?(?:[\w.’'-]{1,20}\s)?\Z")
_FULL_NAME = re.compile(r"\b[A-Z][a-z]{1,20}\s(?:[A-Z]\.\s)?[A-Z][\w’'-]{1,20}\Z")
_HEAD = re.compile(LEAD_IN + r"(?:[Tt]he\s)?(?:[A-Z][\w.’'-]{0,20}\s){0,6}\Z")
_ACTIVE = re.compile(r"(?<!was\s)(?<!were\s)(?<!been\s)\b([a-z]{3,12})\b(?!\sby\b)")
# 'University of Torvia at Osk Law Professor Ada Pell'
_TITLES = re.compile(r"(?:,|\s(?:at|in))?(?:\s[A-Z][\w’'-]{1,20}){0,4}\s[A-Za-z][\w’'-]{1,20}\s")
# what stands between a name and 'who': nothing, a place, an apposition
_WHO = re.compile(
    r"(?:\sof\s[A-Z][\w. -]{2,30}(?:,\s[A-Z][\w.]{1,12})?)?"
    r"(?:(?:,|\s[—–-]|\s--)\s(?:an?|the)\s[^,;]{3,90})?(?:,|\s[—–-]|\s--)?\s"
)
# what stands between whom a clause is about and the quotation of its verb
_SAYS = re.compile(
    r"(?:,\s[a-z][^,;“”\"]{5,90},)?\s(?:\w{2,14}ly\s|has\s|had\s|also\s|then\s){0,2}([a-z]{3,12})"
    r"(?:,|:|\sthat)?\s?\Z"
)
_NO_SUBJECT = re.compile(r"['’]s?\b|\s(?:at|in|on|with|to|for|by|from|and|or)\s")
# a paragraph's quotation, still open, that speaks of somebody: not of whom the last one is
_OF_ANOTHER = re.compile(r"[“\"](?:He|She|His|Her)\b[^“”\"\n]{0,1500}\Z")
_OWN_HE = re.compile(r"\b(?:he|she|his|her)\b", re.I)
# 'some Democrats' are not the party
_SOME = re.compile(rf"\b(?:{load_form('some')})\s(?:[a-z]{{3,15}}\s)?[\w’'-]{{2,20}}s\Z", re.I)
# a clause before its main one: 'When he came, Orr spoke'
_CATAPHORIC = re.compile(r"\A(?:When|As|After|Before|While|If|Though|Although|Until|In|For)\b")
_LED = re.compile(r"(?:On|The\sday|When|As|After|Before|While|If|Though|Although|Until)\b")
_MAIN = re.compile(r",\s(?:[A-Z][\w.]{0,20}\s){0,3}\Z")  # before a main clause's subject
_BOTH = re.compile(r"\s(?:and|or)\s(?:[A-Z][\w.]{0,20}\s){0,3}")
_ANSWERS = frozenset({"response", "reply", "answer"})  # 'His response: “…”'
# 'Of Orr, he said': whom it is about
_ABOUT = re.compile(
    r"\A(?:Of|About|On|To|As\sfor|Regarding|Like|Unlike|Against)\s(?:[A-Z][\w.]{1,20}\s){0,3}\Z"
)
_GOES_ON = frozenset({"added", "adds", "continued", "continues"})  # who spoke last
_QUOTE_MARKS = frozenset('“”"')
APPOSED = 160  # characters before a speaker in which the name stands that it is in apposition to


class Cast(NamedTuple):
    """Who of the event's actors speaks, and whom sentences are about.

    speakers  (article, quotation) -> who speaks, in headlines too; no others
    subjects  sentence -> the person whom the "he" or "she" means that it begins with
    """

    speakers: dict[tuple[str, Quote], Actor]
    subjects: dict[str, Actor]


def find_cast(texts: Texts) -> Cast:
    """Who speaks in each quotation, and whom a sentence that begins with "He" is about."""
    finder = _Finder(texts)
    speakers = {
        (article.id, quote): actor
        for article in texts.articles
        for quote in texts.wholes[article.id].quotes
        if (actor := finder.find(article, quote))
    }
    subjects = {
        one.id: actor
        for article in texts.articles
        for one in texts.by_article[article.id]
        if (actor := finder.find_subject(article, one))
    }
    return Cast(speakers, subjects)


class _Finder:
    """Finds who speaks: by name, by office, by a pronoun; quotations in order of place."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        # sentence -> the person who last speaks there (None: one without a name), and the words
        self.spoke: dict[str, tuple[Actor | None, Quote]] = {}
        self.last: dict[str, Actor | None] = {}  # article -> the person who spoke last
        # article -> where its last quoted sentence ends, and whose it is
        self.ended: dict[str, tuple[int, Actor | None]] = {}
        # a word of bodies' names -> them
        self.bodies: defaultdict[str, set[Actor]] = defaultdict(set)
        for actor in texts.actors:
            is_title = actor.kind == "body" and not actor.name.split()[-1].islower()
            for word in " ".join(actor.forms).split() if is_title else ():  # no 'Pell government'
                self.bodies[word].add(actor)
        self.described = Described(texts, self.spoke)

    def find(self, article: Article, quote: Quote) -> Actor | None:
        """Who says it; None: none of the actors, or a person who only reads it out."""
        place = self.texts.locate(article.id, quote.speaker_start, quote.speaker_end)
        said = self.texts.locate(article.id, quote.start, quote.end)
        actor = self._find_speaker(article, quote, place) if quote.speaker else None
        actor = self.described.find_self(article, quote) or actor
        beside = place and said and place.sentence == said.sentence
        passive = is_passive(article.text, (quote.verb_start, quote.verb_end))
        if said and quote.kind == "direct" and not (beside or passive):
            actor = self._settle_carried(article, quote, said, actor)
        head = article.text.rfind("\n", 0, quote.start) + 1
        carried = quote.verb is None and quote.speaker_start < head
        if carried and _OF_ANOTHER.match(article.text, head, max(quote.start, head + 5)):
            actor = None
        if quote.kind == "direct":
            end, before = self.ended.get(article.id, (0, None))
            same = article.text[end : quote.start].isspace() and article.text[quote.start].isalnum()
            if same and (quote.verb is None or (actor is None and quote.speaker is None)):
                actor = before  # the next sentence of one quotation
            self.ended[article.id] = quote.end, actor
        words = article.text[max(0, quote.speaker_start) : quote.speaker_end]
        many = actor and actor.kind == "body" and words.endswith("s") and words not in actor.name
        if many and _SOME.search(article.text, max(0, quote.speaker_end - 60), quote.speaker_end):
            actor = None
        person = actor is not None and actor.kind == "person"
        is_reading = quote.verb in READING and quote.speaker_start < quote.verb_start
        reads = is_reading and bool(words) and words.split()[-1] not in WORDS_OF
        if person and (reads or words.casefold() in {"they", "it"}):
            return None
        self._remember(quote, place, actor, said)
        return actor

    def find_subject(self, article: Article, one: AnnotatedSentence) -> Actor | None:
        """Whom the "he" or "she" means that a sentence begins with; of quoted words nobody."""
        hit = OPENING_HE.match(one.text)
        if hit is None or one.is_marked(*hit.span(1)):
            return None
        at = one.sentence.start
        place = one.evidence(*hit.span(1))
        nothing = Quote(at, at, "", None, -1, -1, None, -1, -1, None)
        return self._find_antecedent(article, nothing, place, None)

    def _find_speaker(self, article: Article, quote: Quote, place: Evidence | None) -> Actor | None:
        words = article.text[max(0, quote.speaker_start) : quote.speaker_end]
        hint = self._by_name(quote.speaker or "")
        if place and words.casefold() in HE:
            actor = self._find_antecedent(article, quote, place, hint)
            return actor or self.described.find_author(article.id, quote)
        actor = self._find_named(article, quote, place)
        actor = actor or self.described.find_fitting(article, quote)
        if (
            words == "who"
            and hint
            and hint.kind == "body"
            and not (quote.speaker or "").endswith("s")
        ):
            hint = None  # a place of many: 'Ada Pell of the Harbour Board, who said'
        if actor is None and (hint is None or hint.kind != "country"):
            actor = hint or self.described.find_officer(article.id, quote)
            actor = actor or self.described.find_body(article.id, quote)
            actor = actor or self.described.find_recalled(article, quote)
        return actor or self.described.find_author(article.id, quote)

    def _settle_carried(
        self, article: Article, quote: Quote, said: Evidence, carried: Actor | None
    ) -> Actor | None:
        """Who speaks in a sentence of an article's own words that no verb gives to anybody: its
        subject, if that says something; whom the sentence goes on about, or nobody."""
        one = self.texts[said.sentence]
        at = one.sentence.start
        own = one.text[: quote.start - at]
        if one.is_marked(0, max(0, quote.start - at - 1)) or len(own.split()) < 2:
            return carried
        row = sorted(
            (place.start - at, place.end - at, actor)
            for place, actor in self.texts.actors.inside(said.sentence, 0, quote.start)
        )
        if subject := self._find_subject(own, row, carried):
            return subject
        he = _OWN_HE.search(own)
        if he and not any(start < he.start() for start, _, _ in row):
            return None if _NAMED_ACTS.match(own) else carried
        spoke = self.spoke.get(self.texts.before(article.id, at, 2)[-1].id)
        goes_on = "\n" not in article.text[max(0, at - 2) : at]  # of one paragraph
        return carried if goes_on and spoke and spoke[0] is carried and not row else None

    def _find_subject(
        self, own: str, row: Sequence[tuple[int, int, Actor]], carried: Actor | None
    ) -> Actor | None:
        """Of those named before a quotation its sentence's subject, where that says something, or
        is about the one carried on; else whose verb the quotation stands behind."""
        if row and own.startswith("In the words of ") and row[0][2].kind == "person":
            return row[0][2]
        if row and _HEAD.match(own[: row[0][0]]):
            _, end, subject = row[0]
            says = any(hit[1] in SAYING_VERBS for hit in _ACTIVE.finditer(own, end))
            says = says and not _NO_SUBJECT.match(own, end)
            if subject is carried or (says and subject.kind != "country"):
                return subject
        for start, end, actor in reversed(row):
            hit = _SAYS.match(own, end)
            if hit and hit[1] in SAYING_VERBS and own[:start].endswith((", ", "and ", "but ")):
                return actor if actor.kind != "country" else None
        return None

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
        single = speaker == "one" or (named and may_be_he(speaker))
        if actor.kind == "person" if actor else single:
            self.last[self.texts[place.sentence].sentence.article] = actor
            self.spoke[place.sentence] = actor, quote
            if said and quote.kind == "direct":
                self.spoke.setdefault(said.sentence, (actor, quote))

    def _by_name(self, speaker: str) -> Actor | None:
        """Whose form the speaker's words end with ("Mayor Ada Pell", "Pell"), else the one body
        that has them all in its name ("Harbour" of the Harbour Bureau)."""
        words = speaker.removeprefix("the ").removeprefix("The ").rstrip(".").split()
        forms = (" ".join(words[start:]) for start in range(len(words)))
        named = next((one for form in forms if (one := self.texts.actors.named(form))), None)
        if named and named.kind == "person" and is_of_other(speaker):
            return None
        general = (load_words("body_words.txt") | BODY_HEADS).issuperset(map(str.casefold, words))
        if words and words[0][0].isupper() and words[-1] in load_words("body_words.txt"):
            words[-1] = words[-1].title()  # 'the Harbour board' of the Harbour Safety Board
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
            between = between if _QUOTE_MARKS.isdisjoint(between) else "\n"  # no apposition
            closed = "," in text[place.end : max(place.end, quote.verb_start)]
            behind_verb = text[quote.verb_end : at.start] == " "  # 'said Ada Pell, a nurse'
            begins = not _IN_CLAUSE.search(text, max(0, at.start - 32), at.start)
            if text[place.start : place.end] == "who" and _WHO.fullmatch(between):
                return person
            apposed = between.lstrip(".")[:1] in {",", " "} and "," in between
            if _OF_BODY.fullmatch(between) or (apposed and (behind_verb or (closed and begins))):
                return person
        behind = actors.inside(place.sentence, place.end, place.end + NEAR_HEAD)
        says = place.start < quote.verb_start or quote.verb in INVERTED  # no 'told clerk Ada Pell'
        if says and is_role(text[place.start : place.end].split()[-1]):
            next_to = [one for at, one in behind if text[place.end : at.start] == " "]
            if next_to and next_to[0].kind == "person":
                return next_to[0]  # 'Harbour clerk Ada Pell'
        of_body = actor and actor.kind == "body" and quote.verb_end <= place.start
        for at, person in behind if of_body or actor is None else ():
            titles = text[place.end : max(place.end, at.start)]
            roles = titles.split()
            fits = _TITLES.fullmatch(titles) if actor else all(map(str.islower, roles))
            # 'by the Gazette, Mayor Ada Pell'
            another = roles[:1] == [","] and any(map(is_role, roles[1:2]))
            if roles and is_role(roles[-1]) and fits and not another:
                return person  # 'leading art' of 'leading art lawyer Ada Pell'
        return actor

    def _find_antecedent(
        self, article: Article, quote: Quote, pronoun: Evidence, hint: Actor | None
    ) -> Actor | None:
        """Whom 'he' or 'she' means: who speaks in the sentence before, else its only person or
        who stands near its head; so on for LOOK_BACK sentences; else the hint. Nobody whom the
        quotation itself names, nobody where a sentence is about somebody without a name."""
        word = article.text[pronoun.start : pronoun.end].casefold()
        goes_on = self.last.get(article.id) if quote.verb in _GOES_ON else None
        if goes_on and not may_mean(word, goes_on.name):
            goes_on = None
        if quote.verb in _ANSWERS:
            return self._find_answering(article, pronoun, word)
        others: set[str] = set()  # whom a 'he' or 'she' before their name does not mean
        for n, one in enumerate(self.texts.before(article.id, pronoun.start, LOOK_BACK)):
            at = one.sentence.start
            spoke = self.spoke.get(one.id)
            if spoke and (spoke[0] is None or may_mean(word, spoke[0].name)):
                return self._find_main(one, spoke[1].speaker_end, word) or spoke[0]
            people = sorted(
                (place.start, place.end, actor)
                for place, actor in self.texts.actors.inside(one.id, 0, pronoun.start)
                if actor.kind == "person"
                and may_mean(word, actor.name)
                and actor.name not in others
                and not one.text.startswith("-", place.end - at)  # 'the Pell-era rule'
                and not one.is_marked(place.start - at, place.end - at)
                and not quote.start <= place.start < quote.end
                and (n or not _ABOUT.match(one.text[: place.start - at]))
            )
            if n and is_of_somebody(one.text):
                return None
            if not people:
                continue
            if goes_on and n and not SAYING_VERBS.intersection(one.text.split()):
                return goes_on  # 'Bo Orr is her uncle. "…," she added'
            he = _HE.search(one.text, 0, people[0][0] - at)
            if he and not one.is_marked(*he.span()):
                alike = (he[0].casefold() == "he") == (word in {"he", "his", "him"})
                if alike and n < 2 and not _CATAPHORIC.match(one.text):
                    others.update(actor.name for _, _, actor in people)
                if main := self._find_main(one, he.end() + at, word) if n else None:
                    return main
                continue  # whom it is about, a sentence before says
            if len({actor for _, _, actor in people}) == 1:
                return people[0][2]
            if _WHEN.fullmatch(article.text, people[-1][1], pronoun.start):
                return people[-1][2]
            if len(people) > 1 and _BOTH.fullmatch(one.text, people[0][1] - at, people[1][0] - at):
                break  # 'Ada Pell and Mayor Ann Orr left'
            heads = people[:1] if _HEAD.match(one.text[: people[0][0] - at]) else []
            heads = [row for row in heads if not _NO_SUBJECT.match(one.text, row[1] - at)]
            acts = (row for row in people if ACTS.match(one.text, row[1] - at))
            start, end, actor = next(chain(heads, acts), people[0])
            owns = one.text[end - at : end - at + 2] in {"'s", "’s"}
            if not owns and (not n or start - at <= NEAR_HEAD):
                return actor
            break
        sure = hint and hint.kind == "person" and hint.name not in others
        return hint if hint and sure and may_mean(word, hint.name) else None

    def _find_main(self, one: AnnotatedSentence, behind: int, word: str) -> Actor | None:
        """Who acts in the main clause: 'On Friday, the day that Orr pledged to stay, Pell left'."""
        at = one.sentence.start
        row = self.texts.actors.inside(one.id, behind, one.sentence.end)
        acting = (
            who
            for place, who in sorted(row, key=lambda item: item[0].start)
            if who.kind == "person"
            and may_mean(word, who.name)
            and _MAIN.search(one.text[: place.start - at])
            and ACTS.match(one.text, place.end - at)
        )
        return next(acting, None) if _LED.match(one.text) else None

    def _find_answering(self, article: Article, pronoun: Evidence, word: str) -> Actor | None:
        """Who spoke last before the one who is answered, of the sentences before."""
        rows = self.texts.before(article.id, pronoun.start, LOOK_BACK + 1)[1:]
        spoke = (self.spoke.get(one.id) for one in rows)
        speakers = [one[0] for one in spoke if one and one[0]]
        earlier = (who for who in speakers[1:] if who is not speakers[0])
        return next((who for who in earlier if may_mean(word, who.name)), None)


def _is_head(behind: str, kind: str) -> bool:
    """Whether a name speaks itself, by what follows it: 'Trump’s advisers' are others, 'White House
    officials' speak for the body."""
    words = behind.split()
    if kind == "person" and behind[:2] in {"'s", "’s"} and words[-1] in WORDS_OF:
        return True
    if not words or behind[0] in ".,)" or (kind == "person" and words[0] in {"of", "for", "("}):
        return True
    spoken_for = kind != "person" and CONTESTS.isdisjoint(words)  # no 'Senate candidate'
    spoken_for = spoken_for and not any(map(owns, words[:-1]))  # no 'U.S. Attorney's Office'
    return spoken_for and behind[0] == " " and speaks(words[-1])
