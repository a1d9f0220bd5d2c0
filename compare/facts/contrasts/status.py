"""Done here, ahead there: 'has gained support' / 'needs to gain support'."""

from __future__ import annotations

from ...model import Reading
from ...text.annotate import AnnotatedSentence, Word
from .pairing import Difference, context_similarity, share_of_fewer

ALIKE = 0.5  # overlap (0..1) of the sentences' content words from which they speak of one act
SAME_ACT = 0.35  # likeness (0..1) of the words around the two forms of the verb
DONE = frozenset({"has", "have", "had"})
AHEAD = frozenset(
    {"to", "will", "would", "could", "may", "might", "should", "must", "can", "if", "unless"}
)
REACH = 3  # words before a verb within which such a word bears on it


def compare_status(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """A verb behind 'has' here, behind 'to', 'will' or 'may' there: a clash, or an update where the
    articles are of two days. Only in the outlets' own voice."""
    if share_of_fewer(a.content_stems, b.content_stems) < ALIKE:
        return []
    nature = "update" if a.day and b.day and a.day != b.day else "clash"
    differences = []
    for holder, other, swap in ((a, b, False), (b, a, True)):
        completed = [word for word in holder.words if _is_done(holder, word)]
        for x in completed:
            for y in other.words:
                alike = context_similarity(holder, x[:2], other, y[:2]) if y.stem == x.stem else 0.0
                if alike >= SAME_ACT and _is_ahead(other, y):
                    one, two = _read_phrase(holder, x), _read_phrase(other, y)
                    readings = (two, one) if swap else (one, two)
                    differences.append(Difference(0.4 + 0.3 * alike, nature, *readings))
    return differences[:1]


def _words_before(side: AnnotatedSentence, word: Word) -> list[Word]:
    return [w for w in side.words if w.end <= word.start][-REACH:]


def _is_done(side: AnnotatedSentence, word: Word) -> bool:
    before = [w.normal for w in _words_before(side, word)]
    if not word.content or not before or before[-1] not in DONE or AHEAD & set(before):
        return False
    return side.text[word.start].islower() and not side.is_marked(*word[:2])


def _is_ahead(side: AnnotatedSentence, word: Word) -> bool:
    before = {w.normal for w in _words_before(side, word)}
    plain = not word.normal.endswith(("ed", "ing"))
    return bool(AHEAD & before) and plain and not side.is_marked(*word[:2])


def _read_phrase(side: AnnotatedSentence, word: Word) -> Reading:
    """The verb with the words that bear on it."""
    cues = [w for w in _words_before(side, word) if w.normal in AHEAD | DONE]
    return side.verbatim(cues[0].start if cues else word.start, word.end)
