"""What most outlets state, and where they differ."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..model import Cell, Comparison, Contrast, Evidence, Fact, Reading, Saying, Speaker
from ..text.actors import Actor, Actors
from ..text.annotate import AnnotatedSentence, Texts, read_stems
from ..text.words import POINTING, count_words, normal_words
from .model import Finding, Side
from .wording import (
    NOTICE,
    break_off,
    end_sentence,
    join_words,
    shorten,
    tell_words,
    unquote,
    words_around,
)

if TYPE_CHECKING:
    from ..text.utterances import Utterance

SHOWN = 5  # statements of a list
COVERED = 0.5  # share of the row's words (by rarity) from which a cell weighs in full
SURE = 0.85  # score of a cell, from which it weighs in full
SAID = 18  # words of a speaker in one outlet, beyond which a clause that may go is cut off
BROKEN = 40  # words of a speaker, after which the rest is left out where no clause may go
SAME = 0.85  # share of the shorter one's stems, from which two outlets have the same words
ALIKE = 0.6  # share of the shorter row's stems in a longer one, from which they tell one thing
NATURES = ("clash", "update", "precision", "wording")  # of a difference, the gravest first
FIRST_PERSON = frozenset(["i", "me", "my", "we", "us", "our"])
PERSONAL = frozenset(["he", "she", "him", "her", "his", "hers"])
OPENING = 3  # words in which an "it" or "they" has nothing before it
HALF = 0.5  # what an outlet adds to a row's weight that has it in part
LONG = 45  # words, beyond which a row is read with pains
_NO_STATEMENT = re.compile(r"(?:\?|\.\.\.|…)[”\"’']?\Z|^Dear\b|\((?:Picture|Photo|Image)\b")
_OTHER = re.compile(r"The (?:other|latter|former|same)\b")  # beside one that was told of before
_END = re.compile(r"[.,]{1,2}([”\"’']?)\Z")
_APOSTROPHE = re.compile("['’]")


def find_shared(
    comparison: Comparison,
    texts: Texts,
    actors: Actors,
    said: Sequence[Utterance],
    labels: Mapping[str, str],
) -> tuple[Finding, ...]:
    """Up to SHOWN sure rows, the most widely and surely stated first; of rows alike, one.

    An outlet that has a row in part is told of where it names the person whom the row is about.
    What cannot be read alone comes last; questions, salutations and captions are left out.
    """
    rows = []
    for fact in comparison.facts:
        cells = _cells_to_tell(fact, texts, actors)
        is_none = _NO_STATEMENT.search(fact.text) or NOTICE.search(fact.text)
        if len(cells) > 1 and not is_none:
            name = _name_subject(fact, cells, texts)
            away = not name and _points_away(fact, texts, said)
            away = away or count_words(fact.text) > LONG
            weight = sum(_worth(fact, cell, texts) for cell in cells)
            weight *= fact.origins / len(fact.outlets)
            order = away or _is_heading(texts[fact.sentence]), -round(weight, 1)
            rows.append((*order, -round(fact.score, 2), fact.id, fact, cells, name))
    found: list[Finding] = []
    taken: list[frozenset[str]] = []
    for *_, fact, cells, name in sorted(rows, key=lambda row: row[:4]):
        sentence = texts[fact.sentence]
        shift = sentence.sentence.start
        stems = sentence.stems(fact.start - shift, fact.end - shift)
        if len(stems) < 3 or any(_share_words(stems, other) >= ALIKE for other in taken):
            continue
        taken.append(stems)
        text = _tell_text(fact, cells, said, name)
        found.append(_tell_row(fact, text, cells, texts, labels))
        if len(found) == SHOWN:
            break
    return tuple(found)


def _is_heading(one: AnnotatedSentence) -> bool:
    """Whether a sentence is none: a headline, a caption, an entry of a list ends without a mark."""
    return one.text.rstrip("”\"’') ")[-1:] not in (".", "!", "?", "…")


def _name_subject(fact: Fact, cells: Sequence[Cell], texts: Texts) -> str:
    """Whom the "He" or "She" is that begins a row, where it and the sentence before name one person
    and each outlet does so beside its own sentence; else ""."""
    one = texts[fact.sentence]
    first = [word.normal for word in one.words[:1]]
    if fact.start != one.sentence.start or first not in (["he"], ["she"]):
        return ""
    row = [other.id for other in texts.by_article[one.sentence.article]]
    at = row.index(one.id)
    named = {
        actor
        for name in row[max(0, at - 1) : at + 1]
        for _, actor in texts.actors.inside(name, 0, fact.end)
        if actor.kind == "person"
    }
    if len(named) != 1:
        return ""
    (actor,) = named
    is_sure = all(_is_named_near(cell.sentence, actor, texts) for cell in cells)
    return actor.name if is_sure else ""


def _is_named_near(sentence: str, actor: Actor, texts: Texts) -> bool:
    """Whether a sentence, or the one before it, names somebody."""
    row = [one.id for one in texts.by_article[texts[sentence].sentence.article]]
    at = row.index(sentence)
    return not {e.sentence for e in actor.mentions}.isdisjoint(row[max(0, at - 1) : at + 1])


def _cells_to_tell(fact: Fact, texts: Texts, actors: Actors) -> list[Cell]:
    """The cells that say of the row's own person: those whose sentence, or the one before it, names
    the person named in the first half of the row's words."""
    places = [
        (place.start, actor.name)
        for actor in actors
        if actor.kind == "person"
        for place in actor.mentions
        if place.sentence == fact.sentence and fact.start <= place.start
    ]
    start, person = min(places, default=(fact.end, ""))
    if start - fact.start > (fact.end - fact.start) / 2 or fact.text.startswith("According to"):
        return list(fact.cells)
    actor = next(actor for actor in actors if actor.name == person)
    return [cell for cell in fact.cells if _is_named_near(cell.sentence, actor, texts)]


def _worth(fact: Fact, cell: Cell, texts: Texts) -> float:
    """How much a cell adds to a row's weight: little where it is in part, less sure, or has few of
    the row's words."""
    row = texts[fact.sentence].stems(
        *(place - texts[fact.sentence].sentence.start for place in (fact.start, fact.end))
    )
    whole = sum(texts.scaled_idf.get(stem, 1.0) for stem in row)
    here = sum(texts.scaled_idf.get(stem, 1.0) for stem in row & texts[cell.sentence].content_stems)
    covered = min(1.0, here / max(whole, 1e-9) / COVERED)
    return covered * (1.0 if cell.mark == "states" else HALF) * (1.0 if cell.score >= SURE else 0.3)


def tell_holding(comparison: Comparison) -> str:
    """'About 14 of 17 rows hold', by the scores of the rows, which are shares that held."""
    hold, rows = sum(fact.score for fact in comparison.facts), len(comparison.facts)
    return f"About {hold:.0f} of {rows} rows hold" if rows > 1 else ""


def _tell_text(fact: Fact, cells: Sequence[Cell], said: Sequence[Utterance], subject: str) -> str:
    """A row in short words, its speaker named where it is a quotation and no outlet has another;
    `subject` in place of its first word, in brackets, where it is not ""."""
    if fact.name:
        return fact.name
    by_actors = [one for one in said if one.actor]
    text = tell_words(fact.sentence, fact.start, fact.text, by_actors)
    speaker, mark, words = text.partition(": “")
    others = {cell.sentence for cell in cells if cell.sentence != fact.sentence}
    for name in others:
        named = {one.speaker for one in said if one.sentence == name and one.speaker}
        if mark and named and speaker not in named:
            return f"“{words}"
    text = text[:1].upper() + text[1:]  # a clause from the midst of its sentence
    first, _, rest = text.partition(" ")
    return f"[{subject}] {rest}" if subject and first in ("He", "She") else text


def _tell_row(
    fact: Fact, text: str, cells: Sequence[Cell], texts: Texts, labels: Mapping[str, str]
) -> Finding:
    whole = [labels[cell.outlet] for cell in cells if cell.mark == "states"]
    part = [labels[cell.outlet] for cell in cells if cell.mark != "states"]
    who = "; ".join(
        filter(None, [join_words(whole), f"in part {join_words(part)}" if part else ""])
    )
    return Finding(
        kind="shared",
        sentence=f"{end_sentence(text)} ({who})",
        text=text,
        outlets=tuple(cell.outlet for cell in cells),
        marks=tuple(cell.mark for cell in cells),
        evidence=tuple(_whole(texts, cell.sentence) for cell in cells),
        fact=fact.id,
    )


def _points_away(fact: Fact, texts: Texts, said: Sequence[Utterance]) -> bool:
    """Whether the row's words cannot be read alone: they begin with "they", "his", "this", have a
    "her" before any name, or are in the first person with nobody named who says them."""
    one = texts[fact.sentence]
    start, end = fact.start - one.sentence.start, fact.end - one.sentence.start
    words = [word for word in one.words if start <= word.start < end]
    names = [word.start for word in words[1:] if word.content and one.text[word.start].isupper()]
    named = texts.actors.inside(one.id, fact.start, fact.end)
    names += [place.start - one.sentence.start for place, _ in named]
    if FIRST_PERSON.intersection(_APOSTROPHE.split(word.normal)[0] for word in words):
        return not any(each.sentence == fact.sentence and each.actor for each in said)
    if not words or words[0].normal in POINTING or _OTHER.match(fact.text):
        return bool(words)
    pronouns = [word.start for word in words if word.normal in PERSONAL]
    pronouns += [word.start for word in words[:OPENING] if word.normal in ("it", "they")]
    return bool(pronouns) and min(pronouns) < min(names, default=end)


def _share_words(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / max(1, min(len(one), len(two)))


def _whole(texts: Texts, name: str) -> Evidence:
    sentence = texts[name].sentence
    return Evidence(name, sentence.start, sentence.end)


def find_differences(
    comparison: Comparison, texts: Texts, labels: Mapping[str, str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """(where outlets differ, what each has one speaker say), the gravest first."""
    grave = {nature: place for place, nature in enumerate(NATURES)}
    ranked = sorted(
        comparison.contrasts, key=lambda c: (grave.get(c.nature, len(grave)), -c.strength, c.fact)
    )
    differ = [_tell_contrast(contrast, texts, labels) for contrast in ranked[:SHOWN]]
    says = [_tell_speaker(speaker, texts, labels) for speaker in comparison.speakers]
    says = [one for one in says if not _says_one_thing(one) and not _is_elsewhere(one, texts)]
    return tuple(differ), tuple(says[:SHOWN])


def _tell_contrast(contrast: Contrast, texts: Texts, labels: Mapping[str, str]) -> Finding:
    sides = tuple(
        Side(r.outlet, _surround(r, texts), Evidence(r.sentence, r.start, r.end))
        for r in contrast.readings
    )
    words = "; ".join(f"{labels[side.outlet]} {side.shown}" for side in sides)
    return Finding(
        kind="difference",
        sentence=f"{contrast.kind.capitalize()}: {words}.",
        text=contrast.kind,
        outlets=tuple(side.outlet for side in sides),
        evidence=tuple(side.evidence for side in sides),
        sides=sides,
        marks=(contrast.nature,),
        fact=contrast.fact,
    )


def _tell_speaker(speaker: Speaker, texts: Texts, labels: Mapping[str, str]) -> Finding:
    """What each outlet has one speaker say, the nearest words of each."""
    first: dict[str, Saying] = {}
    for saying in speaker.sayings:
        first.setdefault(saying.outlet, saying)
    sides = tuple(
        Side(
            s.outlet,
            break_off(_END.sub(r"\1", shorten(_words_of(s, texts), SAID)), BROKEN),
            Evidence(s.sentence, s.start, s.end),
            s.direct,
        )
        for s in first.values()
    )
    words = "; ".join(f"{labels[side.outlet]} {side.shown}" for side in sides)
    who = f"{speaker.name} ({speaker.office})" if speaker.office else speaker.name
    return Finding(
        kind="says",
        sentence=f"{who}: {words}.",
        text=who,
        outlets=tuple(side.outlet for side in sides),
        evidence=tuple(side.evidence for side in sides),
        sides=sides,
    )


def _surround(reading: Reading, texts: Texts) -> str:
    """The words as they stand, with some on each side where they are few."""
    sentence = texts[reading.sentence].sentence
    at = sentence.start
    words = words_around(sentence.text, reading.start - at, reading.end - at)
    return unquote(" ".join(words.split()))


def _words_of(saying: Saying, texts: Texts) -> str:
    """The words as they stand."""
    sentence = texts[saying.sentence].sentence
    words = sentence.text[saying.start - sentence.start : saying.end - sentence.start]
    return unquote(" ".join(words.split()))


def _is_elsewhere(finding: Finding, texts: Texts) -> bool:
    """Whether an outlet has the words that another quotes, though others of its own are shown."""
    whole: dict[str, str] = {}
    for article in texts.articles:
        whole[article.outlet] = whole.get(article.outlet, "") + texts.wholes[article.id].normal_text
    spoken = {
        f" {' '.join(normal_words(side.words))} ": side for side in finding.sides if side.is_spoken
    }
    return any(
        words in whole[other.outlet] and words not in f" {' '.join(normal_words(other.words))} "
        for words in spoken
        for other in finding.sides
    )


def _says_one_thing(finding: Finding) -> bool:
    """Whether all outlets have the same words: one quotation is a row, no contrast."""
    words = [read_stems(side.words) for side in finding.sides]
    return all(_share_words(words[0], other) >= SAME for other in words[1:])
