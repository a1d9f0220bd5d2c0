"""One says that it is so, the other that it is not: 'will reopen' here, 'will not reopen' there.

In the outlets' own voice alone: two people may contradict each other within one article.
"""

from __future__ import annotations

from ...datafiles import load_group, load_words
from ...text.annotate import AnnotatedSentence, Word
from ...text.words import stem
from .pairing import Difference, context_similarity, share_of_fewer

# chosen on the marked training events, where stricter bars lose nothing that is real
ALIKE = 0.7  # overlap (0..1) of the sentences' content words from which they speak of one act
SAME_ACT = 0.5  # likeness (0..1) of the words around what is denied and what is stated
REACH = 4  # words behind a denial within which the word that it bears on stands
BEFORE = 6  # words before a word within which a denial or doubt would bear on it too
DENIALS, NOT_DENIED = load_group("denials"), load_group("not_denied")
DENIAL = stem("denial")
FAILURES = frozenset({"failed", "fails"})


def compare_polarity(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """The same word denied here, where it is not stated too, and stated there: a clash."""
    if share_of_fewer(a.content_stems, b.content_stems) < ALIKE:
        return []
    for holder, other in ((a, b), (b, a)):
        if any(_is_denial(word.normal) or word.stem == DENIAL for word in other.words):
            continue  # 'no gun was found', 'the gun was not found'; 'a denial that he asked'
        stated = [word for word in other.words if not is_doubted(other, word)]
        for cue, borne in find_denials(holder):
            if any(sum(w.stem == borne.stem for w in side.words) > 1 for side in (a, b)):
                continue
            for plain in (word for word in stated if word.stem == borne.stem):
                alike = context_similarity(holder, borne[:2], other, plain[:2])
                if _is_of_did(holder, cue) and plain.normal == borne.normal:
                    continue  # 'does not border', 'the border'
                if alike >= SAME_ACT:
                    sides = holder.verbatim(cue.start, borne.end), other.verbatim(*plain[:2])
                    one, two = sides if holder is a else sides[::-1]
                    return [Difference(0.5 + 0.5 * alike, "clash", one, two)]
    return []


def find_denials(side: AnnotatedSentence) -> list[tuple[Word, Word]]:
    """Denials, each with the content word that it bears on; no names."""
    denied = []
    for at, cue in enumerate(side.words):
        behind = side.words[at + 1 : at + 1 + REACH]
        bears = behind and behind[0].normal not in NOT_DENIED and not side.is_marked(*cue[:2])
        if bears and behind[0].normal == "to" and cue.normal in {"not", "never"}:
            continue  # 'urges him not to go'
        failed = cue.normal in FAILURES and bears and behind[0].normal != "to"  # 'a failed bid'
        if bears and not failed and _is_denial(cue.normal):
            word = next((w for w in behind if w.content and not _is_denial(w.normal)), None)
            if word and side.text[word.start].islower():
                denied.append((cue, word))
    return denied


def _is_of_did(side: AnnotatedSentence, cue: Word) -> bool:
    """Whether a denial is that of 'does', 'do', 'did', behind which a verb has its plain form."""
    before = side.words[max(0, side.words.index(cue) - 1)].normal
    return cue.normal.startswith(("does", "do", "did")) or before in {"does", "do", "did"}


def _is_denial(word: str) -> bool:
    return word in DENIALS or word.endswith("n't")


def is_doubted(side: AnnotatedSentence, word: Word) -> bool:
    """Whether the word is quoted, or a denial, a hindrance, a doubt or a wish bears on it."""
    before = [w for w in side.words if w.end <= word.start]
    hindered = any(w.normal in load_words("hindrances.txt") for w in before)
    near = before[-BEFORE:]
    if hindered or not near or side.is_marked(*word[:2]):
        return hindered or side.is_marked(*word[:2])
    return (
        any(w.normal in load_words("not_stated.txt") or _is_denial(w.normal) for w in near)
        or any(near[0].start <= start < word.start for start, _ in side.hedges)
        or near[-1].normal in {"to", "only"}
    )
