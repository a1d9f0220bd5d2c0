"""What somebody says, side by side: the words that each outlet gives to one speaker on one matter.

Right by construction where the speaker is: nothing is said of agreement or contradiction. The
words come from quotations and reported speech (`text/quotes.py`), and from plain verbs of taking a
stand behind a name ('Iwaya backs …', `data/stance_verbs.txt`), in headlines too.
"""

from __future__ import annotations

import math
import re
from calendar import day_name
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from ..datafiles import load_words
from ..model import Article, Evidence, Match, Saying, Speaker
from ..text.actors import Actor, Actors
from ..text.annotate import Texts
from ..text.locales import is_english
from ..text.quotes import Quote
from ..text.utterances import find_speakers
from ..text.words import stem
from .clauses import split_clauses

ONE_MATTER = 0.3  # likeness (0..1) of two sayings from which they are on one matter
EACH = 3  # sayings of one outlet shown for one matter
MATTERS = 2  # matters shown for one speaker
FEWEST = 3  # words in a saying
TELLING = 2  # content words that it needs to be on some matter
LONGEST = 300  # characters of one
TURN = 40  # characters before a verb in which a word stands that turns it
NAME = 60  # characters before a speaker in which one is named who speaks with him
MOST = 300  # sayings of one speaker that are compared
LESS = 0.4  # what a headline's words weigh beside a text's
POINTING_BACK = frozenset(["this", "these", "those"])
WHOLE = 0.6  # share of its sentence's words from which a saying is what the sentence says
# what may stand between a subject and its verb
_BETWEEN = re.compile(
    r"(?:\s(?:has|have|had|also|then|later|now|again|once|strongly|repeatedly|publicly|reportedly"
    r"|on\s[A-Z][a-z]+day|[A-Z][a-z]+day)){0,3}\s"
)
# a relative clause, a passive, what is somebody's
_ASIDE = re.compile(
    r"(?:\b(?:which|whom|that)\s(?:[\w.’'-]{1,30}\s){1,8}|\b(?:is|are|was|were|be|been|being)\s"
    r"|['’]s\s(?:\w{1,30}\s)?|\bh(?:is|er)\s|\btheir\s)\Z"
)
# 'believed to be …', 'said on television', 'called back': not what somebody says
_NOTHING = re.compile(r"(?:to\s(?:be|have)|as|on|in|at|during|after|back)\s", re.IGNORECASE)
# 'accused of …', 'warned by …': said of the one before, by others
_UNDERGOES = re.compile(r"\s(?:(?:once|twice|\w{2,20}ly)\s)?(?:by|of)\b")
# verbs that say something only where words follow: 'responded to the call', 'posted a picture'
_NEEDS_WORDS = {
    **dict.fromkeys(("responded", "replied", "answered"), re.compile(r"(?:to|with)\s")),
    "asked": re.compile(r"(?:[\w’'-]{1,30}\s){0,3}[\w’'-]{1,30},"),
    **dict.fromkeys(
        ("posted", "shared", "published", "tweeted"),
        re.compile(r"(?:an?|the|his|her|its|their|\w+s)\s"),
    ),
}
# words before a verb that turn it: 'incorrectly noted', 'did not say'
_TURNING = re.compile(
    r"(?:\b(?:(?:did|does|do|has|have|had|would|could|will|is|was)(?:n['’]t|\s(?:not|never))"
    r"|\w{2,20}ly|never|not)\s){1,2}\Z"
)
# what joins one who speaks to another
_JOINED = re.compile(r",?\sand\s(?:the\s)?")
_PASSIVE = re.compile(r"(?:,|\b(?:when|if|after|once|being|until))\s?\Z")
_WORD = re.compile(r"[A-Za-z]+")


class _Part(NamedTuple):
    """A saying, with the stems that tell its matter.

    whole   whether it is most of its sentence, so that a match of the sentence is one of it
    """

    saying: Saying
    stems: frozenset[str]
    whole: bool


class _Cast:
    """The event's people and bodies, found by place, by name and by office."""

    def __init__(self, actors: Actors) -> None:
        self.actors = actors
        self.mentions: defaultdict[str, list[tuple[Actor, int]]] = defaultdict(list)
        by_office: defaultdict[str, list[Actor]] = defaultdict(list)
        for actor in actors:
            if actor.office:
                by_office[actor.office.casefold()].append(actor)
            for place in actor.mentions:
                self.mentions[place.sentence].append((actor, place.end))
        # an office that two people hold names neither
        self.offices = {office: row[0] for office, row in by_office.items() if len(row) == 1}
        longest = sorted(self.offices, key=lambda office: (-len(office), office))
        self.office = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest)) or '(?!)'})\b", re.I)

    def by_office(self, text: str) -> Iterator[tuple[Actor, int]]:
        """Whose office the text names, and where it ends."""
        for hit in self.office.finditer(text):
            yield self.offices[hit[0].casefold()], hit.end()


def find_sayings(texts: Texts, matches: Sequence[Match]) -> tuple[Speaker, ...]:
    """Speakers whom two outlets or more have speak on one matter; those of most outlets first.

    matches: of sentences; a pair of them is on one matter too. English only.
    """
    cast = _Cast(texts.actors)
    by_speaker: defaultdict[str, list[Saying]] = defaultdict(list)
    for actor, saying in (*_find_quotations(texts), *_find_stances(texts, cast)):
        if actor.kind != "country" and not _names_itself(actor, saying, texts):
            by_speaker[actor.name].append(saying)
    scores = {frozenset((m.a, m.b)): m.score for m in matches}
    offices = {actor.name: actor.office for actor in cast.actors}
    speakers = [
        Speaker(name, offices[name], sayings)
        for name, row in sorted(by_speaker.items())
        for sayings in _by_matter(
            f"{name} {offices[name]}", _drop_nested(row)[:MOST], texts, scores
        )
    ]
    return tuple(sorted(speakers, key=_rank_speaker))


def _rank_speaker(speaker: Speaker) -> tuple[int, int, str]:
    outlets = {saying.outlet for saying in speaker.sayings}
    return -len(outlets), -len(speaker.sayings), speaker.name


def _find_quotations(texts: Texts) -> Iterator[tuple[Actor, Saying]]:
    """Quotations and reported speech whose speaker is an actor; headlines are read as well."""
    speakers = find_speakers(texts)
    for article in texts.articles:
        for quote in texts.wholes[article.id].quotes:
            place = texts.locate(article.id, quote.start, quote.end)
            if quote.kind not in {"direct", "indirect"} or not quote.speaker or place is None:
                continue
            actor = speakers.get((article.id, quote))
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
            or (quote.verb == "asked" and _PASSIVE.search(before))  # 'Orr, asked whether …'
            or _says_nothing(quote.verb, text[_behind_verb(quote) : quote.end].lstrip())
        )
    ):
        return False
    if quote.verb == "accused" and _UNDERGOES.match(text, quote.verb_end):
        return False
    return not _ASIDE.search(before)


def _behind_verb(quote: Quote) -> int:
    """Where the words behind the verb begin, a preposition among them."""
    return quote.verb_end if quote.verb_end <= quote.start else quote.start


def _says_nothing(verb: str, words: str) -> bool:
    """Whether what follows a verb is no content of speech: 'in an interview', 'to the call'."""
    needs = _NEEDS_WORDS.get(verb.casefold())
    is_bare = needs is not None and needs.match(words) and not any(m in words for m in '“":')
    return bool(_NOTHING.match(words) or is_bare)


def _names_itself(actor: Actor, saying: Saying, texts: Texts) -> bool:
    """Whether reported words name the person who is to have said them: it was somebody else."""
    one = texts[saying.sentence]
    words = one.text[saying.start - one.sentence.start : saying.end - one.sentence.start]
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


def _find_stances(texts: Texts, cast: _Cast) -> Iterator[tuple[Actor, Saying]]:
    """'Iwaya backs …': a name or office, its verb close behind, and the clause that follows."""
    verbs = load_words("stance_verbs.txt")
    for one in texts:
        if not is_english(one.language):
            continue
        at = one.sentence.start
        named = [(actor, end - at) for actor, end in cast.mentions[one.id]]
        for actor, end in (*named, *cast.by_office(one.text)):
            between = _BETWEEN.match(one.text, end)
            verb = _WORD.match(one.text, between.end()) if between else None
            if not verb or verb[0].casefold() not in verbs or one.is_marked(*verb.span()):
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


def _drop_nested(row: Sequence[Saying]) -> list[Saying]:
    """Sayings in order of place, none inside another; too short ones left out."""
    sayings: list[Saying] = []
    for saying in sorted(set(row), key=lambda s: (s.sentence, s.start, -s.end, s.verb)):
        if sayings and sayings[-1].sentence == saying.sentence and saying.start < sayings[-1].end:
            continue
        sayings.append(saying)
    return sayings


def _by_matter(
    name: str, row: Sequence[Saying], texts: Texts, scores: Mapping[frozenset[str], float]
) -> list[tuple[Saying, ...]]:
    """Sayings of two outlets or more on one matter, the matters of most outlets first.

    name: of the speaker, with the office: its words tell no matter.
    """
    own = {form for word in name.split() for form in (word.casefold(), stem(word.casefold()))}
    parts = []
    for saying in row:
        stems = _read_stems(saying, texts)
        telling = stems - own - {stem(saying.verb.casefold())} - _weekdays()
        is_whole = len(stems - own) >= WHOLE * len(texts[saying.sentence].content_stems - own)
        is_clear = saying.direct or not _points_back(saying, texts)
        if len(telling) >= TELLING and is_clear:
            parts.append(_Part(saying, telling, is_whole))
    near: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for i, j in combinations(range(len(parts)), 2):
        if parts[i].saying.outlet != parts[j].saying.outlet:
            alike = _compare_sayings(parts[i], parts[j], texts, scores)
            if alike >= ONE_MATTER:
                near[i][j] = near[j][i] = alike
    matters = []
    free = set(near)
    while free:
        # around the saying that most outlets come near to: each outlet's nearest ones
        centre = max(sorted(free), key=lambda k: _count_outlets(k, near, parts, free))
        members = {centre, *(k for k in near[centre] if k in free)}
        if len({parts[k].saying.outlet for k in members}) > 1:
            matters.append(_choose_sayings(members, near, parts, texts))
        free -= members
    matters.sort(key=lambda row: -len({saying.outlet for saying in row}))
    return matters[:MATTERS]


def _count_outlets(
    k: int, near: Mapping[int, Mapping[int, float]], parts: Sequence[_Part], free: set[int]
) -> tuple[int, float]:
    reached = [j for j in near[k] if j in free]
    outlets = {parts[j].saying.outlet for j in reached}
    return len(outlets), round(sum(near[k][j] for j in reached), 9)


def _choose_sayings(
    members: set[int],
    near: Mapping[int, Mapping[int, float]],
    parts: Sequence[_Part],
    texts: Texts,
) -> tuple[Saying, ...]:
    """Of each outlet those that come nearest to the other outlets' nearest ones; a headline's, and
    what points elsewhere ("this alliance"), after others."""

    def rank(k: int) -> tuple[float, int]:
        best: defaultdict[str, float] = defaultdict(float)
        for j, alike in near[k].items():
            if j in members:
                outlet = parts[j].saying.outlet
                best[outlet] = max(best[outlet], alike)
        saying = parts[k].saying
        is_less = not texts[saying.sentence].sentence.index or _points_back(saying, texts)
        return -round(sum(best.values()) * (LESS if is_less else 1), 9), k

    by_outlet: defaultdict[str, list[int]] = defaultdict(list)
    for k in sorted(members, key=rank):
        by_outlet[parts[k].saying.outlet].append(k)
    return tuple(parts[k].saying for outlet in sorted(by_outlet) for k in by_outlet[outlet][:EACH])


@cache
def _weekdays() -> frozenset[str]:
    """Stems of days that tell no matter: 'Thursday', 'today'."""
    return frozenset(stem(day) for day in (*map(str.casefold, day_name), "today", "yesterday"))


def _points_back(saying: Saying, texts: Texts) -> bool:
    """Whether it holds what stands elsewhere: 'this alliance'."""
    one = texts[saying.sentence]
    at = one.sentence.start
    words = (w.normal for w in one.words if saying.start <= at + w.start < saying.end)
    return not POINTING_BACK.isdisjoint(words)


def _read_stems(saying: Saying, texts: Texts) -> frozenset[str]:
    one = texts[saying.sentence]
    at = one.sentence.start
    return one.stems(saying.start - at, saying.end - at)


def _compare_sayings(
    x: _Part, y: _Part, texts: Texts, scores: Mapping[frozenset[str], float]
) -> float:
    """0..1: the cosine of the sayings' stems, by rarity; or the score of their sentences' match,
    where they are most of these. Else 0 where they share fewer than TELLING."""
    weigh = texts.scaled_idf
    both = sum(weigh.get(stem, 1.0) ** 2 for stem in sorted(x.stems & y.stems))
    sizes = (sum(weigh.get(stem, 1.0) ** 2 for stem in sorted(p.stems)) for p in (x, y))
    cosine = both / math.sqrt(math.prod(sizes) or 1.0)
    if len(x.stems & y.stems) < TELLING:
        cosine = 0.0
    if not (both and x.whole and y.whole):
        return cosine
    # the same words come before a likely match of others
    return max(cosine, 0.9 * scores.get(frozenset((x.saying.sentence, y.saying.sentence)), 0.0))
