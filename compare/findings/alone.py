"""What one outlet alone has: sentences whose telling words no other article holds anywhere.

Held against whole articles, not only against the nearest sentence, and with related words
(`data/related.txt`): 'took photos' and 'took pictures' are one claim. None rather than a doubtful
one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from ..datafiles import load_group, load_table, load_words
from ..model import Comparison
from ..text.actors.signs import is_role
from ..text.words import POINTING, STOP_WORDS, count_words, normal_words
from .heads import Heads, are_beside
from .model import Finding
from .rows import Speech
from .wording import DANGLING, LABEL, NOTICE, QUOTES, TAG, end_sentence, shorten, tell_words

if TYPE_CHECKING:
    from ..text.annotate import AnnotatedSentence, Texts, Word

EACH = 2  # sentences of an outlet
NEWS = 0.4  # share of its words, by rarity, that no other article has, nor a related one
TOLD = 0.15  # score of two passages that are each other's nearest, from which they are on one thing
AHEAD = 0.1  # by which that share is above the score of the nearest sentence elsewhere
ABOUT = 0.5  # nearness of a stem, from which it tells the same
ONE_TOPIC = 5.0  # rarity of the news that two share, from which they tell of one thing
LEAST = 2  # words that no other article has
MANY = 5  # such words, from which more of them weigh no more
WORDS = (9, 40)  # words of a sentence that can stand for an outlet
BARE = 6  # telling words beside its actors, up to which it says little more than who they are
FIGURES = 4  # figures, from which it is a list
LATE = 0.2  # what the last sentence of an article weighs beside its first
ASIDE = 0.6  # what one about people weighs whom no other outlet names
COLOUR = 0.4  # what one weighs without a figure, a day, a person, a body or a speaker
TOPIC = 5  # what one adds to its weight whose words all stand in the heads of the others
OPENING = 3  # words of a sentence in which a "they" has nobody before it
BEFORE = 3  # sentences before one, whose things it may take up
PHRASE = 3  # words of its first phrase
REPORTED = 8  # reported words, from which a sentence is no mere lead-in to a quotation
JOINING = frozenset(["and", "but", "so", "yet"])
HE = frozenset(["he", "she", "his", "her", "him"])
THEY = frozenset(["they", "them", "their"])
PERSONAL = HE | THEY | {"it", "its"}
# what is the only one of its kind, and what a phrase goes on with that says which one is meant
ONLY_ONE = frozenset(
    ["president", "government", "public", "country", "nation", "world", "state", "police", "army"]
)
GOES_ON = frozenset(
    ["of", "who", "which", "whose", "in", "to", "for", "on", "at", "from", "between", "with"]
)
NO_NOUN = frozenset(["new", "first", "last", "latest", "next", "other"])
NO_NEWS = frozenset(["what", "how", "why", "whether", "which", "who", "where", "if"])
BULLETS = "-–—•*·"
# 'she countered', 'he said then', 'the town did so too': what it answers, or adds to, stands before
_BACK = re.compile(
    r"\b(?:countered|retorted|concurred|echoed|(?:said|says|told|wrote)(?: [\w-]{1,20})? then)\b"
    r"|\b(?:replied|responded|disagreed)\b(?! (?:to|with)\b)|\bagreed[.,]|^(?:On|In) another\b"
    r"|\b(?:about|of|on|for|with) (?:it|them)[.,]"
    r"|\bthat [a-z]{3,20} (?:is|was|has|had|does|did|will|would)(?:n['’]t)?\b"
    r"|\b(?:too|as well|either|did so|at the time)[.,]"
)
# 'Pressed by the board, they refused': whom it is about, a sentence before says
_PARTICIPLE = re.compile(r"[A-Z][a-z]{2,20}(?:ed|ing)\b[^.]{5,200}?,\s(?:he|she|they|it)\b")
_MARKED = re.compile(r"[“\"][^“”\"]{1,300}[”\"]")
SAYING = 12  # quoted words, from which a sentence that is little else tells something
READERS = ("i", "we", "you", "your", "our", "my", "let", "please")


def find_alone(
    comparison: Comparison, texts: Texts, speech: Speech, labels: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Per outlet up to EACH sentences that no other outlet's text has, the news before the rest.

    texts   of the outlets that tell of the event; they are held against all that were compared

    None that comes nearer to another outlet's sentence than its news is apart, or whose nearest
    there has its own nearest beside it; no two of one passage, or with one piece of news. News is
    what is early, near the words of the others' heads, about people whom others name too, with
    figures, bodies, or somebody who says it.
    """
    heads = Heads(texts.event)
    mine: defaultdict[str, dict[str, float]] = defaultdict(dict)
    nearest = _find_nearest(comparison)
    for each in comparison.only:
        back = nearest.get(each.closest or "", "")
        if each.score >= TOLD and back and _are_near(each.sentence, back, texts.event):
            continue
        if each.sentence in texts:
            mine[each.outlet][each.sentence] = each.score
    found = []
    for outlet in texts.outlets:
        chosen: list[tuple[AnnotatedSentence, Mapping[str, float]]] = []
        for one, news in _rank_news(mine[outlet], texts.event, heads, speech):
            if not any(
                are_beside(one.sentence, other.sentence, 1)
                or sum(news[stem] for stem in news.keys() & told) >= ONE_TOPIC
                for other, told in chosen
            ):
                chosen.append((one, news))
        for one, _ in chosen[:EACH]:
            text = tell_words(one.id, one.sentence.start, one.text, speech.get(one.id, ()))
            sentence = end_sentence(f"Only in {labels[outlet]}: {text}")
            places = (one.evidence(0, len(one.text)),)
            found.append(Finding("alone", sentence, text, (outlet,), places))
    return tuple(found)


def _find_nearest(comparison: Comparison) -> dict[str, str]:
    """Each sentence's nearest in another outlet, where it has one."""
    nearest: dict[str, tuple[float, str]] = {}
    for match in comparison.nearest:
        for one, two in ((match.a, match.b), (match.b, match.a)):
            nearest[one] = max(nearest.get(one, (0.0, "")), (match.score, two))
    return {one: two for one, (_, two) in nearest.items()}


def _are_near(one: str, two: str, event: Texts) -> bool:
    return are_beside(event[one].sentence, event[two].sentence, 1)


def first_of_each(alone: Sequence[Finding], each: int = 1) -> list[Finding]:
    """The first sentences of each outlet, so many of one."""
    outlets = [one.outlets[0] for one in alone]
    return [one for n, one in enumerate(alone) if outlets[:n].count(outlets[n]) < each]


def _rank_news(
    scores: Mapping[str, float], event: Texts, heads: Heads, speech: Speech
) -> list[tuple[AnnotatedSentence, Mapping[str, float]]]:
    """An outlet's sentences that can stand alone and have a name or a figure, each with the stems
    that are news in it and how rare they are; the news first.

    scores  sentence -> how near another outlet's nearest comes
    """
    from ..matching.related import load_related

    related = load_related()
    mine = [event[name] for name in scores]
    known = {
        stem for one in event for stem in one.all_stems if mine and one.outlet != mine[0].outlet
    }
    known |= {other for one in known for other, near in related.near.get(one, ()) if near >= ABOUT}
    rows = []
    for one in mine:
        stems = one.content_stems
        fresh = stems - known
        new, whole = (
            sum(event.scaled_idf.get(stem, 1.0) * related.idf(stem) for stem in sorted(row))
            for row in (fresh, stems)
        )
        named = one.numbers or any(name.start or " " in name.text for name in one.names)
        is_new = named and len(fresh) >= LEAST and new >= max(NEWS, scores[one.id] + AHEAD) * whole
        if is_new and _stands_alone(one, speech, heads) and not _is_bare(one, event):
            late = one.sentence.index / len(event.by_article[one.sentence.article])
            weight = new / whole * min(1.0, len(fresh) / MANY) * (1 - (1 - LATE) * late)
            weight *= 1 + TOPIC * heads.near(stems, one.sentence.article)
            weight *= ASIDE if _is_aside(one, event) else 1.0
            weight *= 1.0 if _has_substance(one, speech) else COLOUR
            rows.append((-weight, one.id, one, {stem: related.idf(stem) for stem in fresh}))
    return [row[-2:] for row in sorted(rows, key=lambda row: row[:2])]


def _has_substance(one: AnnotatedSentence, speech: Speech) -> bool:
    """Whether it has a figure, a day, a person, a body, a speaker: else it may be colour."""
    at = one.sentence.start
    named = one.texts.actors.inside(one.id, at, one.sentence.end)
    is_said = any(each.speaker for each in speech.get(one.id, ()))
    return bool(is_said or one.numbers or one.dates or any(a.kind != "country" for _, a in named))


def _is_aside(one: AnnotatedSentence, event: Texts) -> bool:
    """Whether it is about people whom no other outlet names."""
    named = event.actors.inside(one.id, one.sentence.start, one.sentence.end)
    people = [actor for _, actor in named if actor.kind == "person"]
    others = (event[at.sentence].outlet for actor in people for at in actor.mentions)
    return bool(people) and all(outlet == one.outlet for outlet in others)


def _is_bare(one: AnnotatedSentence, event: Texts) -> bool:
    """Whether it says little more than two countries that a sentence of another outlet names too:
    'a measured reaction from Tokyo and Washington'."""
    named = event.actors.inside(one.id, one.sentence.start, one.sentence.end)
    countries = {actor for _, actor in named if actor.kind == "country"}
    if len(countries) < 2 or len(one.content_stems) - len(countries) > BARE:
        return False
    together = set.intersection(*({at.sentence for at in each.mentions} for each in countries))
    return any(event[name].outlet != one.outlet for name in together)


def _stands_alone(one: AnnotatedSentence, speech: Speech, heads: Heads) -> bool:
    """Whether a sentence is a statement that can be read by itself: no question, notice, list, no
    lead-in to the quotation behind it, no "these threats", nothing that a "he" says or does."""
    text, whole = one.text.strip(), one.whole.article.text
    shown = shorten(text)
    bare = text.rstrip("”\"’')")
    ends = bare[-1:] == "." and bare[-3:] != "..."  # no heading, no link
    if not WORDS[0] <= count_words(shown) <= WORDS[1] or not ends or NOTICE.search(text):
        return False
    line = whole[whole.rfind("\n", 0, one.sentence.start) + 1 :].lstrip()
    if (
        _PARTICIPLE.match(text)
        or LABEL.match(text)
        or text.count(":") > 1
        or len(one.numbers) >= FIGURES
        or line[:1] in BULLETS
    ):
        return False
    own = [word.normal.split("'")[0] for word in one.own_words]
    head = [word.normal for word in one.words[: OPENING + 1]]
    head = head[1:] if head[0] in JOINING else head[:OPENING]
    opens = not POINTING.isdisjoint(head[:1]) or not PERSONAL.isdisjoint(head)
    if DANGLING.search(one.own_text) or _BACK.search(one.own_text) or opens or not own:
        return False
    plain = count_words(_MARKED.sub(" ", shown))
    said = speech.get(one.id, ())
    is_quoted = tell_words(one.id, one.sentence.start, one.text, said) == shown and not plain
    is_scrap = plain <= BARE and 0 < count_words(shown) - plain < SAYING
    is_scrap = is_scrap or (shown[:1] in QUOTES and count_words(shown) - plain < REPORTED)
    if not {*own}.isdisjoint(READERS) or is_quoted or is_scrap:
        return False
    behind = whole[one.sentence.end :].lstrip()[:1]
    if behind and behind in QUOTES and not any(each.words >= REPORTED for each in said):
        return False
    is_spoken = any(each.speaker for each in said) or not any(w.content for w in one.quoted_words)
    is_known = _has_subject(one, shown, heads) and not _takes_up(one, heads)
    return is_spoken and is_known and _names_whom_it_means(one)


def _has_subject(one: AnnotatedSentence, shown: str, heads: Heads) -> bool:
    """Whether its first phrase is a name, a number of things, or something that is introduced: by
    the phrase itself, or in the articles' heads. 'The vote …', 'Replace Pell …' are not."""
    first = next(iter(normal_words(shown)), "")
    words = [*one.words]
    while words and words[0].normal != first:
        del words[0]
    if not words:
        return False
    at = one.sentence.start
    starts = {m.start - at for m, _ in one.texts.actors.inside(one.id, at, one.sentence.end)}
    starts |= {name.start for name in one.names if name.start}
    if first == "the":
        phrase = [*takewhile(lambda word: word.content, words[1:])][:PHRASE]
        is_known = any(
            word.stem in heads.introduced
            and word.normal not in NO_NOUN | load_words("calendar.txt")
            for word in phrase
        )
        behind = words[len(phrase) + 1 :][:1]
        is_named = any(word.start in starts or word.normal in ONLY_ONE for word in phrase)
        return is_known or is_named or any(word.normal in GOES_ON for word in behind)
    if first in NO_NEWS:
        return False
    if first in STOP_WORDS | _titles() or first[0].isdigit() or words[0].start in starts:
        return True
    if one.text[words[0].start :].split()[0].rstrip(",.") in heads.capitals:
        return True
    phrase = [*takewhile(lambda word: word.content, words)][:PHRASE]
    return any(_is_plural(word) for word in phrase)


@cache
def _titles() -> frozenset[str]:
    """Words before a name: 'Sen.', 'Former', 'Mr.'"""
    offices = {office.split()[0] for office in load_words("offices.txt")}
    ranks = {word for row in load_table("ranks.txt").items() for word in row}
    return frozenset(
        offices | ranks | load_words("titles_before_names.txt") | load_group("no_head")
    )


def _takes_up(one: AnnotatedSentence, heads: Heads) -> bool:
    """Whether it takes up a thing of the sentences before it: 'he left the meeting.'"""
    row = one.texts.by_article[one.sentence.article]
    place = next(n for n, other in enumerate(row) if other.id == one.id)
    before = {stem for other in row[max(0, place - BEFORE) : place] for stem in other.all_stems}
    words = one.own_words
    return any(
        article.normal == "the"
        and thing.stem in before - heads.introduced
        and thing.content
        and not (behind and (behind[0].content or behind[0].normal in GOES_ON))
        for article, thing, behind in (
            (words[n], words[n + 1], words[n + 2 : n + 3]) for n in range(len(words) - 1)
        )
    )


def _is_plural(word: Word) -> bool:
    return word.content and word.normal[-1:] == "s" and word.normal[-2:] not in ("ss", "us", "is")


def _is_joined(one: AnnotatedSentence, start: int, word: Word) -> bool:
    """Whether no comma stands between: 'voters say that they'."""
    return start < word.start and "," not in one.text[start : word.start]


def _names_whom_it_means(one: AnnotatedSentence) -> bool:
    """Whether each "he" or "they" has somebody before it, and nobody is called by a surname alone
    whom only sentences before introduce."""
    at, event = one.sentence.start, one.texts
    named = event.actors.inside(one.id, at, one.sentence.end)
    in_full = {
        actor for place, actor in named if " " in one.text[place.start - at : place.end - at]
    }
    for _, actor in named:
        if actor.kind == "person" and actor not in in_full:
            places = (event[place.sentence].sentence for place in actor.mentions)
            if all(each.outlet == one.outlet and each.index > 1 for each in places):
                return False
    starts = {m.start - at for m, _ in named}
    starts |= {
        name.start
        for name in one.names
        if " " in name.text and not one.is_marked(name.start, name.end)
    }
    phrase = [*one.words[: PHRASE + 1]]
    if phrase[0].normal == "the":
        starts |= {word.start for word in phrase if is_role(word.normal)}
    opening = phrase[-1].end
    plural = [word.start for word in one.words if _is_plural(word)]
    plural += [m.start - at for m, actor in named if actor.kind != "person"]
    for word in one.own_words if len(one.own_words) > TAG else ():
        before = sum(start < word.start for start in starts)
        if word.normal in HE and before < (2 if word.normal == "him" else 1):
            return False
        clear = (n for n in plural if n < min(word.start, opening) or _is_joined(one, n, word))
        if word.normal in THEY and before < 2 and not any(clear):
            return False
    return True
