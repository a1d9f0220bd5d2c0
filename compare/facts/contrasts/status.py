"""Done here, ahead there: 'has gained support' / 'needs to gain support', 'won' / 'will win'."""

from __future__ import annotations

import re
from functools import cache

from ...datafiles import load_table
from ...text.annotate import AnnotatedSentence, Word
from ...text.words import stem
from .pairing import Difference, context_similarity, is_headline, share_of_fewer

ALIKE = 0.15  # overlap (0..1) of the sentences' content words from which they speak of one act
# likeness (0..1) of the words around the two forms of the verb; 'would' may be on a condition
SAME_ACT, IF_WOULD = 0.12, 0.25
LEAD = 2  # sentences behind the headline that tell the event's main acts
BEFORE = 40  # characters before a verb in which what bears on it stands
_DONE = re.compile(r"(?<!would\s)\b(?:has|have|had)\s(?:\w{2,12}ly\s)?\Z", re.I)
# before a form in -ed that is no past one of the outlet's own time
_NOT_PAST = re.compile(
    r"\b(?:is|are|was|were|be|been|being|not|never|to|by|have)\s(?:\w{2,12}ly\s)?\Z", re.I
)
_AHEAD = re.compile(
    r"\b(?:will|would|(?:expect(?:s|ed)|set|plan(?:s|ned|ning)?|prepar(?:es|ed|ing)|scheduled|poised"
    r"|needs?|about|due|hop(?:es|ed|ing)|intend(?:s|ed)?)\sto)\s(?:\w{2,12}ly\s)?\Z",
    re.I,
)


def compare_status(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """A past form of a verb here, the verb behind 'will' or 'expected to' there: a clash, or an
    update where the later article has it done. Only of what leads both articles, and in the
    outlets' own voice: of the rest it tells no more than when each was written."""
    alike = share_of_fewer(a.content_stems, b.content_stems)
    if alike < ALIKE or any(is_headline(one) or one.sentence.index > LEAD for one in (a, b)):
        return []
    differences = []
    for holder, other, swap in ((a, b, False), (b, a, True)):
        for x in filter(lambda word: is_done(holder, word), holder.words):
            if x.stem in _telling_stems():
                continue  # 'will announce', 'announced': when each was written
            for y in other.words:
                start = _find_ahead(other, y) if y.stem == x.stem else -1
                apart = start < 0 or _are_of_two(holder, x, other, y)
                alike = 0.0 if apart else context_similarity(holder, x[:2], other, y[:2])
                would = other.text[start : start + 5].casefold() == "would"
                if alike >= (IF_WOULD if would else SAME_ACT):
                    done = _DONE.search(holder.text, max(0, x.start - BEFORE), x.start)
                    one = holder.verbatim(done.start() if done else x.start, x.end)
                    two = other.verbatim(start, y.end)
                    readings = (two, one) if swap else (one, two)
                    late = holder.day and other.day and holder.day > other.day
                    nature = "update" if late else "clash"
                    differences.append(Difference(0.4 + 0.3 * alike, nature, *readings))
    return differences[:1]


@cache
def _telling_stems() -> frozenset[str]:
    return frozenset(map(stem, load_table("attribution_verbs.txt")))


def is_done(side: AnnotatedSentence, word: Word) -> bool:
    """Whether a verb has a past form, in the outlet's own voice."""
    if not word.content or not side.text[word.start].islower() or side.is_marked(*word[:2]):
        return False
    if side.text[word.end : word.end + 1] == "-":
        return False  # 'ramped-up production'
    at = max(0, word.start - BEFORE), word.start
    past = word.normal.endswith("ed") and not _NOT_PAST.search(side.text, *at)
    return past or bool(_DONE.search(side.text, *at))


def _find_ahead(side: AnnotatedSentence, word: Word) -> int:
    """Where the words that put a verb ahead begin; -1 where none do."""
    ahead = _AHEAD.search(side.text, max(0, word.start - BEFORE), word.start)
    plain = not word.normal.endswith(("ed", "ing")) and not side.is_marked(*word[:2])
    return ahead.start() if ahead and plain else -1


def _are_of_two(a: AnnotatedSentence, x: Word, b: AnnotatedSentence, y: Word) -> bool:
    """Whether the last people named before the two verbs differ."""
    people = []
    for side, word in ((a, x), (b, y)):
        at = side.sentence.start
        named = side.texts.actors.inside(side.id, at, at + word.start)
        people.append([actor.name for _, actor in named if actor.kind == "person"][-1:])
    return bool(people[0] and people[1] and people[0] != people[1])
