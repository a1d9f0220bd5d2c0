"""One says that it is so, the other that it is not: 'will reopen' here, 'will not reopen' there.

In the outlets' own voice alone: two people may contradict each other within one article.
"""

from __future__ import annotations

from ...datafiles import load_words
from ...text.annotate import AnnotatedSentence, Word
from .pairing import Difference, context_similarity, share_of_fewer

# chosen on the marked training events, where stricter bars lose nothing that is real
ALIKE = 0.7  # overlap (0..1) of the sentences' content words from which they speak of one act
SAME_ACT = 0.5  # likeness (0..1) of the words around what is denied and what is stated
REACH = 4  # words behind a denial within which the word that it bears on stands
BEFORE = 6  # words before a word within which a denial or doubt would bear on it too
DENIALS = frozenset([
    "not", "never", "no", "nobody", "none", "neither", "nor", "cannot", "denied",
    "denies", "deny", "denying", "refused", "refuses", "refuse", "failed", "fails", "declined",
])  # fmt: skip
# 'not only', 'no longer', 'no more than' deny something else
NOT_DENIED = frozenset(["only", "just", "yet", "until", "long", "longer", "less", "more", "least"])


def compare_polarity(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """The same word denied here and stated there: a clash."""
    if share_of_fewer(a.content_stems, b.content_stems) < ALIKE:
        return []
    return [*_compare_denials(a, b, False), *_compare_denials(b, a, True)]


def _compare_denials(
    holder: AnnotatedSentence, other: AnnotatedSentence, swap: bool
) -> list[Difference]:
    """What one sentence denies and never states, and the other states and never denies."""
    denied, stated = _denied_words(holder), {word.stem for word in _denied_words(other).values()}
    for at, borne in denied.items():
        if borne.stem in stated or _is_stated(holder, borne.stem, denied):
            continue
        for plain in other.words:
            if plain.stem != borne.stem or _is_doubted(other, plain):
                continue
            alike = context_similarity(holder, borne[:2], other, plain[:2])
            if alike >= SAME_ACT:
                one = holder.verbatim(holder.words[at].start, borne.end)
                two = other.verbatim(_phrase_start(other, plain), plain.end)
                readings = (two, one) if swap else (one, two)
                return [Difference(0.5 + 0.5 * alike, "clash", *readings)]
    return []


def _denied_words(side: AnnotatedSentence) -> dict[int, Word]:
    """Place of a denial among the words -> the content word that it bears on; no names."""
    words_by_denial = {}
    for at, cue in enumerate(side.words):
        behind = side.words[at + 1 : at + 1 + REACH]
        if not _is_denial(cue.normal) or side.is_marked(*cue[:2]):
            continue
        if behind and behind[0].normal in NOT_DENIED:
            continue
        word = next((w for w in behind if w.content and not _is_denial(w.normal)), None)
        if word and side.text[word.start].islower():
            words_by_denial[at] = word
    return words_by_denial


def _is_denial(word: str) -> bool:
    return word in DENIALS or word.endswith("n't")


def _is_stated(side: AnnotatedSentence, name: str, denied: dict[int, Word]) -> bool:
    """Whether the sentence has the word once more, not denied."""
    starts = {word.start for word in denied.values()}
    return any(word.stem == name and word.start not in starts for word in side.words)


def _is_doubted(side: AnnotatedSentence, word: Word) -> bool:
    """Whether the word is quoted, or a denial, a hindrance, a doubt or a wish bears on it."""
    before = [w for w in side.words if w.end <= word.start]
    if any(w.normal in load_words("hindrances.txt") for w in before):
        return True
    before = before[-BEFORE:]
    if side.is_marked(*word[:2]) or any(_is_denial(w.normal) for w in before):
        return True
    if not before:
        return False
    hedged = any(before[0].start <= start < word.start for start, _ in side.hedges)
    open_yet = not load_words("not_stated.txt").isdisjoint(w.normal for w in before)
    return hedged or open_yet or before[-1].normal in {"to", "only"}


def _phrase_start(side: AnnotatedSentence, word: Word) -> int:
    """Start of the function word right before, so that 'will stay' is shown, not 'stay'."""
    before = [w for w in side.words if w.end <= word.start]
    return before[-1].start if before and not before[-1].content else word.start
