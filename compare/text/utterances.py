"""What somebody is reported to have said: each utterance with its speaker, its verb, its words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..datafiles import load_table, load_words
from ..model import Article, Evidence
from .actors import Actor
from .actors.signs import is_role
from .countries import find_country
from .quotes import Quote
from .words import stem, tokens

if TYPE_CHECKING:
    from .annotate import Texts

PERSONAL = frozenset({"he", "she", "his", "her"})
DETERMINERS = frozenset(
    ["the", "a", "an", "his", "her", "its", "their", "this", "that", "our", "some", "several"]
)
OF_HEAD = frozenset({"of", "for", "in", "at", "from", "with", "familiar", "close", "who"})
PRESS = frozenset({"Times", "Post", "Journal", "Herald", "Tribune", "News", "Press"})
# plural and collective heads that no list of roles has
PEOPLE = frozenset(["people", "police", "critics", "others", "some", "many", "most", "residents",
                    "democrats", "conservatives", "liberals", "progressives", "republicans",
                    "authorities", "relatives", "family", "insiders", "observers", "sources",
                    "source", "opponents", "supporters", "backers", "proponents", "men", "women",
                    "man", "woman", "mother", "couple", "union", "newspaper", "magazine", "panel",
                    "jury", "crew", "staff", "staffers", "staffer", "teenager", "adults", "girls",
                    "boys", "users", "allies", "ally", "aides", "firm", "airline", "regulator",
                    "watchdog", "charity", "spokespeople", "brothers", "sisters"])  # fmt: skip
IRREGULAR = {"said": "say", "told": "tell", "wrote": "write", "thought": "think", "held": "hold"}
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
    for article, quote in raw:
        place = texts.locate(article.id, quote.start, quote.end)
        words = _count_words(article, quote, direct.get(article.id, ()))
        if words and place:
            verb = (
                texts.locate(article.id, quote.verb_start, quote.verb_end) if quote.verb else None
            )
            speaker = (
                texts.locate(article.id, quote.speaker_start, quote.speaker_end)
                if quote.speaker
                else None
            )
            actor = _find_actor(article, quote, speaker, texts) if quote.speaker else None
            found.append(
                Utterance(
                    article=article.id,
                    outlet=texts.groups[article.id],
                    sentence=place.sentence,
                    start=quote.start,
                    end=place.end,
                    speaker=actor.name if actor else read_nameless(quote.speaker or ""),
                    actor=actor.name if actor else None,
                    speaker_span=(
                        (speaker.start, speaker.end)
                        if speaker and speaker.sentence == place.sentence
                        else None
                    ),
                    verb=quote.verb,
                    verb_span=(verb.start, verb.end)
                    if verb and verb.sentence == place.sentence
                    else None,
                    direct=quote.kind == "direct",
                    source=quote.source_kind,
                    words=words,
                )
            )
    return tuple(found)


def _find_actor(
    article: Article, quote: Quote, place: Evidence | None, texts: Texts
) -> Actor | None:
    """The actor whom the speaker's words name where they stand; else whose form they end with
    ("Mayor Ada Pell", "Pell"), as a pronoun's name does."""
    actors = texts.actors
    if place and (quote.speaker or "").casefold() in PERSONAL:
        return _find_antecedent(texts, place)
    row = actors.inside(place.sentence, place.start, place.end) if place else []
    for mention, actor in sorted(row, key=lambda one: (one[1].kind != "person", -one[0].start)):
        if place and _is_head(article.text[mention.end : place.end], actor.kind):
            return actor
    words = (quote.speaker or "").rstrip(".").split()
    forms = (" ".join(words[start:]) for start in range(len(words)))
    known = next((known for form in forms if (known := actors.named(form))), None)
    return known or actors.in_office(read_nameless(quote.speaker or "") or "")


def _find_antecedent(texts: Texts, pronoun: Evidence) -> Actor | None:
    """The one person whom its sentence, up to it, and the sentence before name; of more the one
    whom the sentence before is about: named first, near its head."""
    row = texts.by_article[texts[pronoun.sentence].sentence.article]
    at = bisect_right(row, pronoun.start, key=lambda one: one.sentence.start) - 1
    named = [
        (place, actor)
        for one in row[max(0, at - 1) : at + 1]
        for place, actor in texts.actors.inside(one.id, 0, pronoun.start)
        if actor.kind == "person"
    ]
    if not named or len({actor for _, actor in named}) == 1:
        return named[0][1] if named else None
    place, actor = min(named, key=lambda one: one[0].start)
    before = texts[place.sentence]
    behind = before.text[place.end - before.sentence.start :][:2]
    head = place.start - before.sentence.start <= NEAR_HEAD and behind not in {"'s", "’s"}
    return actor if head and place.sentence != pronoun.sentence else None


def _is_head(behind: str, kind: str) -> bool:
    """Whether a name speaks itself, by what follows it: 'Trump’s advisers' are others, 'White House
    officials' speak for the body."""
    words = behind.split()
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
    one = plain[:-1] if plain.endswith("s") else plain
    bodies = load_words("body_words.txt")
    return plain in PEOPLE or any(is_role(form) or form in bodies for form in (plain, one))


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
