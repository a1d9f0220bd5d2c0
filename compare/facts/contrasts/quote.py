"""One utterance quoted in other words: 'a coward' here, 'more of a coward than I thought' there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

from ...datafiles import load_group, load_words
from ...matching.related import load_related
from ...model import Reading
from ...text.actors.merge import compare_names
from ...text.annotate import AnnotatedSentence, Word
from ...text.phrases import find_phrase
from .pairing import Difference

FEWEST = 4  # words in a quotation worth comparing
EDGE = 4  # words at most that are taken for changed, not cut, at the end of both quotations
LONE = 2  # little words in a row that two quotations may share by chance
BESIDE = 4  # words beside a change that are shown with it
REST = 2  # words left over at the end of a quotation that are shown too
SPELT_ALIKE = 0.75  # likeness (0..1) from which two words are one, spelt in two ways
_EDITED = re.compile(r"[(\[][^()\[\]]*[)\]]")
_GAP = re.compile(r"…|\.\s?\.|[(\[*]|-{3}")  # a cut, a bracket, a word that an outlet masks
# function words whose change changes what is said
TELLING = load_group("telling")
# one for another changes who does it
PRONOUNS = frozenset({"i", "we", "you", "he", "she", "it", "they"})
LITTLE = load_group("unsaid")
# letters by which British and American spelling differ, but for their order: 'fibre', 'colour'
BRITISH = str.maketrans({"u": "", "s": "z", "c": "z"})
# what a contraction is short for
SHORT_FOR = {"can't": "can not", "cannot": "can not", "won't": "will not"}
ENDINGS = {
    "n't": " not", "'ll": " will", "'d": " would", "'ve": " have", "'re": " are", "'m": " am",
}  # fmt: skip
_END = re.compile(r"[.!?][”\"’']?\s")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_SCALE = re.compile(r"(?<=\d)(bn|m|b|k)\b")
SCALES = {"bn": " billion", "b": " billion", "m": " million", "k": " thousand"}

Words = list[Word]  # of a quotation, without what stands in brackets


class Change(NamedTuple):
    """left[a:b] of one quotation stands where right[c:d] of the other does."""

    a: int
    b: int
    c: int
    d: int


class Alignment(NamedTuple):
    """Two quotations word by word, from the first word that both have to the last.

    shared  words that both have
    longer  words of the longer of the two stretches
    whole   the same with the ends that are changes
    ends    what stands before and behind: short enough on both sides to be a change, or a cut
    """

    shared: int
    longer: int
    whole: int
    changes: list[Change]
    ends: tuple[Change, Change]


def read_quotations(side: AnnotatedSentence) -> list[Words]:
    """The words of each quotation, without what stands in brackets."""
    edited = [hit.span() for hit in _EDITED.finditer(side.text)]
    rows = (
        [
            word
            for word in side.words
            if start <= word.start
            and word.end <= end
            and not any(low <= word.start < high for low, high in edited)
        ]
        for start, end in side.marked
    )
    return [row for row in rows if len(row) >= FEWEST]


def align_quotations(left: Words, right: Words) -> Alignment | None:
    """Where two quotations differ; None where they have no content word in common."""
    opcodes = Indel.opcodes(spell_words(left), spell_words(right))
    blocks = [op for op in opcodes if op.tag == "equal"]
    while blocks and _is_chance(left[blocks[0].src_start : blocks[0].src_end]):
        blocks.pop(0)
    while blocks and _is_chance(left[blocks[-1].src_start : blocks[-1].src_end]):
        blocks.pop()
    if not blocks:
        return None
    first, last = blocks[0], blocks[-1]
    between = [
        Change(one.src_end, two.src_start, one.dest_end, two.dest_start)
        for one, two in pairwise(blocks)
    ]
    ends = (
        Change(0, first.src_start, 0, first.dest_start),
        Change(last.src_end, len(left), last.dest_end, len(right)),
    )
    shared = sum(block.src_end - block.src_start for block in blocks)
    longer = max(last.src_end - first.src_start, last.dest_end - first.dest_start)
    edges = sum(max(end.b - end.a, end.d - end.c) for end in ends if is_edge(end))
    return Alignment(shared, longer, longer + edges, between, ends)


def tell_change(
    a: AnnotatedSentence, left: Words, b: AnnotatedSentence, right: Words, row: Alignment
) -> Difference | None:
    """The stretch from the first changed word to the last; None where nothing telling changed."""
    head, tail = ([end] if is_edge(end) else [] for end in row.ends)
    changes = [
        change for change in (*head, *row.changes, *tail) if _is_change(a, left, b, right, change)
    ]
    if not changes:
        return None
    mine = (changes[0].a, changes[-1].b)
    other = (changes[0].c, changes[-1].d)
    if _has_phrase(b, _widen(left, *mine)) or _has_phrase(a, _widen(right, *other)):
        return None  # somebody said it both ways, and one outlet has both
    before = max(_count_beside(a, left, *mine)[0], _count_beside(b, right, *other)[0])
    behind = max(_count_beside(a, left, *mine)[1], _count_beside(b, right, *other)[1])
    one, two = (
        _read_stretch(side, words, max(0, start - before), end, behind)
        for side, words, (start, end) in ((a, left, mine), (b, right, other))
    )
    return Difference(0.5 + 0.4 * row.shared / row.longer, "wording", one, two)


def _widen(words: Words, start: int, end: int) -> Words:
    """The changed words with one that both have on each side, so that a gap can be seen too."""
    return words[max(0, start - 1) : end + 1]


def _count_beside(side: AnnotatedSentence, words: Words, start: int, end: int) -> tuple[int, int]:
    """How many words before start and behind end are shown too: BESIDE, more where the quotation
    has hardly more, fewer where its sentence ends."""
    before, behind = min(BESIDE, start), min(BESIDE, len(words) - end)
    before = start if start - before <= REST else before
    behind = len(words) - end if len(words) - end - behind <= REST else behind
    while before and _ends_between(side, words[start - before], words[min(start, len(words) - 1)]):
        before -= 1
    while behind and _ends_between(side, words[max(0, end - 1)], words[end + behind - 1]):
        behind -= 1
    return before, behind


def _ends_between(side: AnnotatedSentence, one: Word, two: Word) -> bool:
    return bool(_END.search(side.text, one.end, two.start))


def _read_stretch(
    side: AnnotatedSentence, words: Words, start: int, end: int, behind: int
) -> Reading:
    """words[start:end] with what is behind, whole phrases of the quotation."""
    last = min(len(words), max(start + 1, end + behind))
    bounds = words[0].start, words[-1].end
    return side.verbatim(*find_phrase(side.text, words[start].start, words[last - 1].end, bounds))


def _has_phrase(side: AnnotatedSentence, words: Sequence[Word]) -> bool:
    """Whether the sentence's article has these words in a row, anywhere."""
    return f" {' '.join(word.normal for word in words)} " in side.whole.normal_text


def spell_words(words: Sequence[Word]) -> list[str]:
    """Stems, by which 'F.B.I.' is 'FBI'."""
    return [word.stem.replace(".", "") for word in words]


def _is_chance(words: Sequence[Word]) -> bool:
    """Whether two quotations may share that by chance: a lone "the", "it was"."""
    return len(words) <= LONE and not any(word.content for word in words)


def is_edge(change: Change) -> bool:
    """Whether both quotations go on, for a few words: one that stops was cut."""
    return 0 < change.b - change.a <= EDGE and 0 < change.d - change.c <= EDGE


def _is_change(
    a: AnnotatedSentence, left: Words, b: AnnotatedSentence, right: Words, change: Change
) -> bool:
    """Whether other words stand there: no other spelling, no gap that an editor marks."""
    one, two = left[change.a : change.b], right[change.c : change.d]
    if _has_gap(a, left, change.a, change.b) or _has_gap(b, right, change.c, change.d):
        return _denies(one) != _denies(two) and len(one) <= EDGE >= len(two)
    mine, other = (re.sub(r"[^\w]", "", _spell_out(row)) for row in (one, two))
    spelt_alike = compare_names(mine, other) >= SPELT_ALIKE and not _are_known([*one, *two])
    if sorted(mine.translate(BRITISH)) == sorted(other.translate(BRITISH)) or (
        spelt_alike and _denies(one) == _denies(two)
    ):
        return False
    figures = (any(_ORDINAL.fullmatch(word.normal) for word in row) for row in (one, two))
    if one and two and len({*figures}) > 1:
        return False  # '11th', 'eleventh'
    if (not one and _ends_sentence(b, two)) or (not two and _ends_sentence(a, one)):
        return False  # a sentence more is a cut
    if len(one) == len(two) == 1 and {one[0].normal, two[0].normal} <= PRONOUNS:
        return True
    stems = set(spell_words(one)) ^ set(spell_words(two))
    changed = [(side, word) for side, row in ((a, one), (b, two)) for word in row]
    return any(
        spell_words([word])[0] in stems and _changes_meaning(side, word) for side, word in changed
    )


def _denies(words: Words) -> bool:
    """No cut and no bracket takes a denial out of a stretch of a few words unless it turns it."""
    return any(word.normal in {"not", "never"} or word.normal.endswith("n't") for word in words)


def _ends_sentence(side: AnnotatedSentence, words: Sequence[Word]) -> bool:
    return bool(re.search(r"[.!?]\s", side.text[words[0].start : words[-1].end]))


def _changes_meaning(side: AnnotatedSentence, word: Word) -> bool:
    """Whether another word there says something else: none of a name, title or little word."""
    if word.normal in TELLING:
        return True
    plain = word.content and word.normal not in LITTLE and side.text[word.start].islower()
    return plain and word.normal not in load_words("offices.txt")


def _are_known(words: Words) -> bool:
    """Whether two words are both usual ones: 'biased' is no other spelling of 'based'."""
    return len(words) == 2 and all(word.stem in load_related().counts for word in words)


def _spell_out(words: Sequence[Word]) -> str:
    """The words with contractions in full: "I'd" is "i would"."""
    spelt = [SHORT_FOR.get(word.normal, word.normal) for word in words]
    for short, full in ENDINGS.items():
        spelt = [word.replace(short, full) for word in spelt]
    return _SCALE.sub(lambda hit: SCALES[hit[1]], " ".join(spelt))


def _has_gap(side: AnnotatedSentence, words: Words, start: int, end: int) -> bool:
    low = words[start - 1].end if start else words[0].start
    high = words[end].start if end < len(words) else words[-1].end
    return bool(_GAP.search(side.text, low, high))
