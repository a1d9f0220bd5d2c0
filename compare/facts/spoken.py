"""What people and bodies say: quotations, reported speech, plain verbs of taking a stand.

Right by construction where the speaker is (`text/utterances.py`); a stand is a verb right behind a
name ('Iwaya backs …', `data/stance_verbs.txt`), in headlines too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..datafiles import load_form, load_words
from ..model import Article, Evidence, Saying
from ..text.actors import Actor
from ..text.annotate import Texts
from ..text.locales import any_of, is_english
from ..text.quotes import Quote
from .clauses import split_clauses

FEWEST = 3  # words in a saying
LONGEST = 300  # characters of one
TURN = 40  # characters before a verb in which a word stands that turns it
NAME = 60  # characters before a speaker in which one is named who speaks with him
# what may stand between a subject and its verb
_BETWEEN = re.compile(
    rf"(?:\s(?:{load_form('before_verb')}|on\s[A-Z][a-z]+day|[A-Z][a-z]+day)){{0,3}}\s"
)
# a relative clause, a passive, what is somebody's, what one is not to do
_ASIDE = re.compile(
    r"(?:\b(?:which|whom|that)\s(?:[\w.’'-]{1,30}\s){1,8}|\b(?:is|are|was|were|be|been|being)\s"
    r"|['’]s\s(?:\w{1,30}\s)?|\bh(?:is|er)\s|\btheir\s|\bnot\sto\s)\Z"
)
# 'believed to be …', 'said on television', 'called back': not what somebody says
_NOTHING = re.compile(r"(?:to\s(?:be|have)|as|on|in|at|during|after|back)\s", re.IGNORECASE)
# verbs that say something only where words follow: 'responded to the call', 'posted a picture'
_NEEDS_WORDS = {
    **dict.fromkeys(("responded", "replied", "answered"), re.compile(r"(?:to|with)\s")),
    "asked": re.compile(r"(?:[\w’'-]{1,30}\s){0,3}[\w’'-]{1,30},"),
    **dict.fromkeys(
        ("posted", "shared", "published", "tweeted"),
        re.compile(r"(?:an?|the|his|her|its|their|\w+s)\s"),
    ),
}
# words before a verb that turn it: 'incorrectly noted', 'did not say', 'avoided saying'
_TURNING = re.compile(rf"(?:\b(?:{load_form('turning')})\s){{1,2}}\Z")
# what joins one who speaks to another
_JOINED = re.compile(r",?\sand\s(?:the\s)?")
_WORD = re.compile(r"[A-Za-z]+")


def find_spoken(texts: Texts) -> Iterator[tuple[Actor, Saying]]:
    """Who says what, person or body, wherever in the event. English only."""
    for actor, saying in (*_find_quotations(texts), *_find_stances(texts)):
        if actor.kind != "country" and not _names_itself(actor, saying, texts):
            yield actor, saying


def _find_quotations(texts: Texts) -> Iterator[tuple[Actor, Saying]]:
    """Quotations and reported speech whose speaker is an actor; headlines are read as well."""
    for article in texts.articles:
        for quote in texts.wholes[article.id].quotes:
            place = texts.locate(article.id, quote.start, quote.end)
            if quote.kind not in {"direct", "indirect"} or not quote.speaker or place is None:
                continue
            actor = texts.cast.speakers.get((article.id, quote))
            if actor and _is_own_speech(article.text, quote):
                saying = _make_saying(texts, quote, place)
                yield from ((one, saying) for one in (actor, *_find_joined(texts, article, quote)))


def _find_joined(texts: Texts, article: Article, quote: Quote) -> Iterator[Actor]:
    """The body that says it together with the speaker: the mint in 'the mint and the Treasury'."""
    at = quote.speaker_start
    if place := texts.locate(article.id, at, quote.speaker_end):
        for before, actor in texts.actors.inside(place.sentence, at - NAME, at):
            if actor.kind == "body" and _JOINED.fullmatch(article.text, before.end, at):
                yield actor


def _is_own_speech(text: str, quote: Quote) -> bool:
    """Whether the speaker says it: in no relative clause ('which he outlined'), no passive ('is
    believed'), no phrase of somebody's ('his proposed policies'), asked by nobody else."""
    if quote.start <= quote.speaker_start < quote.end:
        return False
    if text[max(0, quote.speaker_start) : quote.speaker_end].casefold() == "who":
        return False
    if quote.verb is None:
        return quote.kind == "direct"
    before = text[max(0, quote.verb_start - 80) : quote.verb_start]
    if (
        quote.kind == "indirect"
        and (
            text[quote.verb_start].isupper()  # 'Asked whether …'
            or (quote.verb == "asked" and before.endswith(", "))  # 'Orr, asked whether …'
            or _says_nothing(
                quote.verb, text[min(quote.verb_end, quote.start) : quote.end].lstrip()
            )
        )
    ):
        return False
    return not _ASIDE.search(before)


def _says_nothing(verb: str, words: str) -> bool:
    """Whether what follows a verb is no content of speech: 'in an interview', 'to the call'."""
    needs = _NEEDS_WORDS.get(verb.casefold())
    is_bare = needs is not None and needs.match(words) and not any(m in words for m in '“":')
    return bool(_NOTHING.match(words) or is_bare)


def _names_itself(actor: Actor, saying: Saying, texts: Texts) -> bool:
    """Whether reported words name the person who is to have said them: it was somebody else."""
    one = texts[saying.sentence]
    words = one.text[slice(*one.span_of(saying))]
    return not saying.direct and actor.kind == "person" and actor.name in words


def _make_saying(texts: Texts, quote: Quote, place: Evidence) -> Saying:
    """The quotation; of reported speech with its verb, where that leads, to the clause's end."""
    one = texts[place.sentence]
    at, start, end = one.sentence.start, place.start, place.end
    if quote.kind == "indirect" and at <= quote.verb_start < start:
        start = at + _find_turn(one.text, quote.verb_start - at)
        if len(one.text[start - at : end - at].split()) <= 2 * FEWEST:
            end = max(end, at + _clause_end(one.text, start - at))
    return Saying(one.outlet, one.id, start, end, quote.verb or "", quote.kind == "direct")


def _find_stances(texts: Texts) -> Iterator[tuple[Actor, Saying]]:
    """'Iwaya backs …': a name or office, its verb close behind, and the clause that follows."""
    verbs, actors = load_words("stance_verbs.txt"), texts.actors
    offices = any_of({one.office for one in actors if one.office})
    office = re.compile(rf"\b(?:{offices})\b", re.I)
    for one in texts:
        if not is_english(one.language):
            continue
        at = one.sentence.start
        named = [(actor, span[1]) for span, actor in one.actors]
        held = [(actors.in_office(hit[0]), hit.end()) for hit in office.finditer(one.text)]
        for actor, end in (*named, *held):
            between = _BETWEEN.match(one.text, end)
            verb = _WORD.match(one.text, between.end()) if between else None
            if not actor or not verb or verb[0].casefold() not in verbs:
                continue
            if one.is_marked(*verb.span()):
                continue
            stop = _clause_end(one.text, verb.start())
            if _says_nothing(verb[0], one.text[verb.end() : stop].lstrip() + " "):
                continue
            start = at + _find_turn(one.text, verb.start())
            yield actor, Saying(one.outlet, one.id, start, at + stop, verb[0], False)


def _find_turn(text: str, verb: int) -> int:
    """Where the words begin that turn a verb, else the verb itself: 'incorrectly noted'."""
    turn = _TURNING.search(text, max(0, verb - TURN), verb)
    return turn.start() if turn else verb


def _clause_end(text: str, start: int) -> int:
    """Where the clause ends in which a verb stands; of a short one, where the next ends."""
    ends = [end for _, end in split_clauses(text) if end > start]
    long = (end for end in ends if len(text[start:end].split()) > FEWEST)
    end = next(long, len(text))
    return start + len(text[start : min(end, start + LONGEST)].rstrip(" ,;–—-"))
