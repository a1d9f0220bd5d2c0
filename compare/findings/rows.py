"""Rows in short words, the same wherever they are shown: who says them, whom a "He" means."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ..model import Comparison, Fact
from ..text.actors.signs import is_role
from ..text.nameless import OPENING_HE
from ..text.words import POINTING, normal_words
from .wording import DANGLING, shorten, tell_words, unquote

if TYPE_CHECKING:
    from ..text.actors import Actor
    from ..text.annotate import Texts

SAID = 0.9  # share of a row's stems in a quotation elsewhere, from which the row is these words
MOST = 0.8  # share of a row that is somebody's reported words, where it is his
FIRST_PERSON = frozenset(["i", "me", "my", "we", "us", "our"])
PERSONAL = frozenset(["he", "she", "him", "her", "his", "hers", "they", "their", "them"])
BACK = frozenset(["it", "also", "then"])  # that point back at the head of a row
OPENING = 4  # words that are its head
_OTHER = re.compile(r"The (?:other|latter|former|same)\b")  # beside one that was told of before
_APOSTROPHE = re.compile("['’]")


def tell_rows(comparison: Comparison, texts: Texts) -> dict[str, str]:
    """Row (id) -> its words: its user's name for it, or short, with its speaker where that is sure.

    'Ada Pell: “We will build it.”', '[Ada Pell] was released', 'The pier will reopen (Ada Pell)'.
    A speaker is named only where no outlet names another. Where the sentence goes on, "…" says so.
    """
    return {
        fact.id: fact.name or _mark_cut(_tell(fact, texts), texts[fact.sentence].text)
        for fact in comparison.facts
    }


def _mark_cut(told: str, sentence: str) -> str:
    """The words with "…" behind them, where the sentence goes on; not behind a quotation."""
    if not told or told[-1] in "”\"’')…":
        return told
    goes_on = normal_words(told)[-1:] != normal_words(sentence)[-1:]
    return f"{told.rstrip('.,;:')} …" if goes_on else told


def _tell(fact: Fact, texts: Texts) -> str:
    mine = [one for one in texts[fact.sentence].speech if one.actor]
    text = tell_words(fact.start, fact.text, mine)
    others = [
        named
        for cell in fact.cells
        if cell.sentence != fact.sentence
        if (named := {one.speaker for one in texts[cell.sentence].speech if one.speaker})
    ]
    sure = [one for one in mine if all(one.speaker in named for named in others)]
    speaker, _, words = text.partition(": “")
    if words and any(one.speaker == speaker for one in mine):
        is_sure = any(one.speaker == speaker for one in sure) and speaker.split()[-1] not in words
        return text if is_sure else f"“{words}"  # who names himself is not who speaks
    he = OPENING_HE.match(fact.text)
    first = (fact.start + he.start(1), fact.start + he.end(1)) if he else None
    places = [(one.speaker_span, texts.actors.named(one.actor or "")) for one in sure]
    for span, actor in ((first, texts.cast.subjects.get(fact.sentence)), *places):
        if renamed := _name_he(fact, span, actor, texts):
            return renamed
    text = text[:1].upper() + text[1:]  # a clause from the midst of its sentence
    for one in sure:
        within = min(one.end, fact.end) - max(one.start, fact.start)
        surname = (one.speaker or "").split()[-1]
        if within >= MOST * (fact.end - fact.start) and surname not in text:
            return f"{text.rstrip('.')} ({one.speaker})"
    bare = unquote(text)
    is_bare = not mine and '"' not in bare and "“" not in bare
    speaker = _find_speaker(fact, texts) if is_bare else ""
    return f"{speaker}: “{bare}”" if speaker else text


def _name_he(fact: Fact, span: tuple[int, int] | None, actor: Actor | None, texts: Texts) -> str:
    """The row with somebody's name in place of the "he" or "she" at the span; "" where there is
    none, or an outlet does not name him beside its own sentence."""
    start, end = span or (0, 0)
    if actor is None or not fact.start <= start < end <= fact.end:
        return ""
    before, after = fact.text[: start - fact.start], fact.text[end - fact.start :]
    naming = {texts[at.sentence].outlet for at in actor.mentions if at.sentence in texts}
    is_subject = texts.cast.subjects.get(fact.sentence) is actor and naming >= {*fact.outlets}
    is_near = is_subject or all(_is_near(cell.sentence, actor, texts) for cell in fact.cells)
    is_he = fact.text[len(before) :][: end - start].casefold() in {"he", "she"}
    again = actor.name.split()[-1] in before + after
    return shorten(f"{before}[{actor.name}]{after}") if is_he and is_near and not again else ""


def _is_near(sentence: str, actor: Actor, texts: Texts) -> bool:
    """Whether a sentence, or the one before it, names somebody, or a "he" in it means him."""
    if texts.cast.subjects.get(sentence) is actor:
        return True
    here = texts[sentence].sentence
    near = {one.id for one in texts.before(here.article, here.start, 2)}
    return not near.isdisjoint(at.sentence for at in actor.mentions)


def _find_speaker(fact: Fact, texts: Texts) -> str:
    """Whose words a row is by what another outlet quotes word for word; "" for none, or two. Of a
    row in quotation marks, where it names the speaker beside them."""
    one = texts[fact.sentence]
    place = one.span_of(fact)
    row, is_open = one.stems(*place), not one.is_marked(*place)
    found = set()
    for cell in fact.cells:
        at = texts[cell.sentence].sentence.start
        for said in texts[cell.sentence].speech:
            words = texts[cell.sentence].stems(said.start - at, said.end - at)
            is_his = said.direct and said.actor and (is_open or said.speaker_span)
            if is_his and row and len(row & words) >= SAID * len(row):
                found.add(said.speaker or "")
    return found.pop() if len(found) == 1 else ""


def points_away(fact: Fact, told: str, texts: Texts) -> bool:
    """Whether a row as told cannot be read alone: "they", "his", "this" before any name, "that
    tweet", "also", the first person without anybody who says it."""
    one = texts[fact.sentence]
    start, end = one.span_of(fact)
    words = [word for word in one.words if start <= word.start < end]
    plain = [_APOSTROPHE.split(word.normal)[0] for word in words]
    if not words or told.startswith("["):
        return not words
    if ": “" in told:
        return plain[0] in POINTING - FIRST_PERSON - {"it", "you"}
    names = [word.start for word in words[1:] if word.content and one.text[word.start].isupper()]
    names += [at.start - one.sentence.start
              for at, _ in texts.actors.inside(one.id, fact.start, fact.end)]  # fmt: skip
    if not FIRST_PERSON.isdisjoint(plain):
        return not (told.endswith(")") or (names and any(mark in told for mark in '“"')))
    if not BACK.isdisjoint(plain[:OPENING]) or plain[0] in POINTING:
        return True
    names += [
        two.start for one, two in pairwise(words) if one.normal == "the" and is_role(two.normal)
    ]
    pronouns = [word.start for word in words if word.normal in PERSONAL]
    first = min(names, default=end)
    before_name = one.text[min(pronouns, default=end) : first]  # 'In his speech, ' of Ada Pell
    return bool(
        _OTHER.match(fact.text)
        or DANGLING.search(fact.text)
        or (pronouns and min(pronouns) < first and not before_name.rstrip().endswith(","))
    )
