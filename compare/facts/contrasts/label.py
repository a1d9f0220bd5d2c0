"""The same thing named in other words: 'clarify the law' here, 'gut the law' there.

What fills one slot of two sentences is found by the words on both sides of it that they share; a
word that either sentence has elsewhere too is no other name.
"""

from __future__ import annotations

from ...text.annotate import AnnotatedSentence, Word
from .pairing import Difference, same_slot

SAME_SLOT = 0.35  # likeness (0..1) of the words around
SHORTEST = 3  # letters: two name nothing
APART = 3  # words at most between the word and its neighbours in common
MOST_WORDS = 120  # content words looked at in a sentence


def compare_labels(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """Plain words between the same two content words, or right before the same one; wording."""
    ranked = []
    left, right = _words(a), _words(b)
    for x, x_before, x_after in left:
        for y, y_before, y_after in right:
            if x.stem[:4] == y.stem[:4] or not (x_after and x_after == y_after):
                continue
            if x_before and x_before == y_before and _fills(a, x, b) and _fills(b, y, a):
                alike = same_slot(a, x[:2], b, y[:2])
                if alike >= SAME_SLOT:
                    ranked.append((-alike, x.start, y.start, x, y))
    found = []
    used: set[tuple[str, int]] = set()
    for minus, _, _, x, y in sorted(ranked, key=lambda row: (row[0], row[1] + row[2], row[1])):
        if ("a", x.start) not in used and ("b", y.start) not in used:
            used |= {("a", x.start), ("b", y.start)}
            one, two = a.verbatim(x.start, x.end), b.verbatim(y.start, y.end)
            found.append(Difference(0.15 - 0.3 * minus, "wording", one, two))
    return found


def _words(side: AnnotatedSentence) -> list[tuple[Word, str, str]]:
    """Content words, each with the stems of its neighbours among them, '' where none is near."""
    words = [(at, w) for at, w in enumerate(side.words) if w.content][:MOST_WORDS]
    found = []
    for place, (at, word) in enumerate(words):
        before = words[place - 1] if place else None
        after = words[place + 1] if place + 1 < len(words) else None
        near = [
            pair[1].stem if pair and abs(pair[0] - at) <= APART else "" for pair in (before, after)
        ]
        found.append((word, near[0], near[1]))
    return found


def _fills(side: AnnotatedSentence, word: Word, other: AnnotatedSentence) -> bool:
    """A plain word in the outlet's own voice, which the other sentence lacks."""
    text = side.text[word.start : word.end]
    if len(text) < SHORTEST or not text.isalpha() or not text.islower():
        return False
    around = side.text[max(0, word.start - 1) : word.start]
    around += side.text[word.end : word.end + 1]
    if "-" in around:  # part of a compound
        return False
    return not side.is_marked(word.start, word.end) and word.stem not in other.content_stems
