"""Held back or denied here, plainly stated there: 'may stay shut', 'did not stay shut'."""

from __future__ import annotations

import re

from ...text.annotate import AnnotatedSentence, Word
from ...text.certainty import Cue
from ...text.lists import load_words
from ...text.words import stem
from .pairing import Difference, same_slot, share_of_fewer, slot_stems

_OWNER = r"(?:(?:an?|any|the|his|her|its|their)\s)?"
_LACKS = re.compile(rf"\bwithout\s{_OWNER}([a-z][\w\-]{{2,30}})", re.IGNORECASE)
_HAS = re.compile(rf"\bwith\s{_OWNER}([a-z][\w\-]{{2,30}})", re.IGNORECASE)
REACH = 2  # words behind a cue within which the word it bears on must stand
BEFORE = 6  # words before a plain one within which a cue would hold it back too
AROUND = 6  # content words on each side of the word borne on that make its slot
SAME_SLOT = 0.3  # share of the poorer slot's words that both must hold
SAME_ACT = 0.6  # likeness (0..1) of the words around what is denied and what is stated
NO_STATEMENT = ("ing", "ion", "ions", "ment", "ments")  # 'banning it', 'its extension'
ALIKE_DENIED = 0.6  # overlap (0..1) of the whole sentences for 'not', which turns up everywhere


def compare_certainty(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """A cue of doubt in one sentence bears on a word that the other states without any such cue.

    Only outside quotations: what someone said is not how sure the outlet is.
    """
    found = []
    for holder, other, swap in ((a, b, False), (b, a, True)):
        for cue in holder.cues:
            if _word(cue) in load_words("doubt_words.txt"):
                found += _unmatched(holder, cue, other, denies=False, swap=swap)
    return found


def compare_negation(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """The same for 'not', 'never', 'without', where the sentences are alike as a whole: a clash."""
    if share_of_fewer(a.content_stems, b.content_stems) < ALIKE_DENIED:
        return []
    found = []
    for holder, other, swap in ((a, b, False), (b, a, True)):
        for cue in holder.cues:
            word = _word(cue)
            if word in {"not", "never"} or word.endswith("n't"):
                found += _unmatched(holder, cue, other, denies=True, swap=swap)
        found += _without(holder, other, swap)
    return found


def _without(holder: AnnotatedSentence, other: AnnotatedSentence, swap: bool) -> list[Difference]:
    """'without a licence' here, 'with a licence' there."""
    for lack in _LACKS.finditer(holder.text):
        for have in _HAS.finditer(other.text):
            quoted = holder.is_marked(*lack.span()) or other.is_marked(*have.span())
            same = stem(lack.group(1).casefold()) == stem(have.group(1).casefold())
            if same and not quoted:
                one, two = holder.verbatim(*lack.span()), other.verbatim(*have.span())
                return [Difference(0.5, "clash", *((two, one) if swap else (one, two)))]
    return []


def _word(cue: Cue) -> str:
    return cue.text.casefold().replace("’", "'")


def _unmatched(
    holder: AnnotatedSentence, cue: Cue, other: AnnotatedSentence, *, denies: bool, swap: bool
) -> list[Difference]:
    borne = _borne(holder, cue)
    if borne is None or holder.is_marked(cue.start, cue.end):
        return []
    slot = slot_stems(holder, borne.start, borne.end, AROUND)
    held = holder.text[borne.start : borne.end]
    for plain in other.words:
        if plain.stem != borne.stem:
            continue
        form = other.text[plain.start : plain.end]
        if form.endswith(NO_STATEMENT) and not held.endswith(NO_STATEMENT):
            continue
        same = share_of_fewer(slot, slot_stems(other, plain.start, plain.end, AROUND))
        if same >= SAME_SLOT and _is_plain(other, plain, denies):
            if denies and same_slot(holder, borne[:2], other, plain[:2]) < SAME_ACT:
                continue
            one = holder.verbatim(cue.start, borne.end)
            two = other.verbatim(_auxiliary(other, plain.start), plain.end)
            readings = (two, one) if swap else (one, two)
            strength = (0.2 if denies else 0.4) + 0.3 * same
            return [Difference(strength, "clash" if denies else "wording", *readings)]
    return []


def _is_plain(side: AnnotatedSentence, word: Word, denies: bool) -> bool:
    """No cue, no 'to' (a wish or plan) and no quotation mark bears on the word."""
    before = [w for w in side.words if w.end <= word.start][-BEFORE:]
    if not before or side.is_marked(word.start, word.end) or before[-1].stem in {"to", "be"}:
        return False
    if denies and before[-1].stem == "onli":  # 'only applies to' denies the rest as well
        return False
    near = [c for c in side.cues if before[0].start <= c.start < word.start]
    return not any(c.kind == "negation" or (c.kind == "hedge" and not denies) for c in near)


def _borne(side: AnnotatedSentence, cue: Cue) -> Word | None:
    """The next content word close behind a cue: what is held back or denied."""
    behind = [w for w in side.words if w.start >= cue.end][:REACH]
    found = next((w for w in behind if w.content), None)
    # 'believed Smith', 'potential 2016 run': a name or a figure is not held back
    return found if found and side.text[found.start].islower() else None


def _auxiliary(side: AnnotatedSentence, start: int) -> int:
    """Start of the function word right before, so that 'will stay' is shown, not 'stay'."""
    before = [w for w in side.words if w.end <= start]
    return before[-1].start if before and not before[-1].content else start
