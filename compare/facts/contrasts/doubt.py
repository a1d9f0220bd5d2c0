"""A claim marked as wrong or doubted here, told plainly there: 'incorrectly noted' / 'said'."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...datafiles import load_form, load_words
from ...model import Reading
from ...text.annotate import AnnotatedSentence, Span, Texts
from ...text.hedges import find_doubted
from .pairing import Difference

FEWEST = 2  # content words of the claim that both sentences have
DOUBTED, MOST = 4, 0.5  # the same of what one doubts, and their share of it
_ADVERB = r"(?:falsely|wrongly|incorrectly|inaccurately|erroneously|mistakenly|baselessly)"
_TOLD = rf"(?:{load_form('told')})(?:s|ed|es|ing)?"
_WRONG = re.compile(
    rf"\b{_ADVERB}\s{_TOLD}\b|\b{_TOLD},?\s{_ADVERB}\b"
    r"|\b(?:false|baseless|unfounded|debunked)\s(?:claim|assertion|allegation|theory|theorie)s?\b"
)
# other words by which an outlet says of what it tells that it is wrong
_ADVERSE = re.compile(rf"\b(?:{load_form('adverse')})\b")
_TO_COME = re.compile(r"\b(?:would|will|could|can|should)\b")
_DENIED = re.compile(r"\b(?:not|never|no|false|untrue|actually)\b|n['’]t\b")


def find_doubts(texts: Texts, pairs: Iterable[tuple[str, str]]) -> list[Difference]:
    """Where one outlet calls wrong what another has somebody say, and corrects nowhere near; or has
    somebody doubt what another tells plainly.

    Both can hold: that somebody says it, and that it is wrong.
    """
    differences = []
    for one, two in sorted(pairs):
        for a, b in ((texts[one], texts[two]), (texts[two], texts[one])):
            marks = _find_own(a, _WRONG)
            claim = a.stems(marks[0][1], len(a.text)) if marks else frozenset()
            told = _find_telling(b, claim)
            if told:
                strength = 0.5 + 0.4 * len(claim & b.content_stems) / len(claim)
                called = a.verbatim(marks[0][0], len(a.text.rstrip(" .")))
                differences.append(Difference(strength, "wording", called, told))
            if alike := _measure_doubt(a, b):
                sides = (one.verbatim(0, len(one.text.rstrip(" ."))) for one in (a, b))
                differences.append(Difference(0.5 + 0.4 * alike, "wording", *sides))
    return differences


def _measure_doubt(a: AnnotatedSentence, b: AnnotatedSentence) -> float:
    """How much of what one sentence says is doubted another tells plainly, whose outlet has no such
    doubt; 0.0 where that is little."""
    clause = find_doubted(a.text)
    doubted = a.stems(*clause) if clause else frozenset()
    shared = len(doubted & b.content_stems)
    if shared < max(DOUBTED, MOST * len(doubted)) or _DENIED.search(b.text):
        return 0.0
    if _TO_COME.search(a.text, *(clause or (0, 0))):
        return 0.0  # what may come: a forecast
    own = (find_doubted(one.text) for one in b.texts.by_outlet[b.outlet])
    return 0.0 if any(own) else shared / len(doubted)


def _find_telling(side: AnnotatedSentence, claim: frozenset[str]) -> Reading | None:
    """A sentence that has words of a claim and a verb of saying, where the outlet denies nothing of
    them beside it."""
    row = side.texts.by_article[side.sentence.article]
    near = [one for one in row if abs(one.sentence.index - side.sentence.index) <= 1]
    wrong = [one for one in row if _find_own(one, _WRONG)]
    if len(side.content_stems & claim) < FEWEST or any(
        one in wrong
        or _find_own(one, _ADVERSE)
        or (one is not side and one.content_stems & claim and _find_own(one, _DENIED))
        for one in near
    ):
        return None
    if any(len(one.content_stems & claim) >= FEWEST for one in wrong):
        return None
    verbs = {word for word in load_words("laying_verbs.txt") if word[-1] in "ds"}  # no 'state'
    if any(word.normal in verbs and not side.is_marked(*word[:2]) for word in side.words):
        return side.verbatim(0, len(side.text.rstrip(" .")))
    return None


def _find_own(side: AnnotatedSentence, words: re.Pattern[str]) -> list[Span]:
    """Where the outlet's own words have one of those."""
    spans = (hit.span() for hit in words.finditer(side.text))
    return [span for span in spans if not side.is_marked(*span)]
