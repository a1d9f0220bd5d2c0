"""What a thing or an act is called: 'smuggled' here, 'shipped' there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import product

from ...text.annotate import AnnotatedSentence, Texts
from ...text.namings import NAMINGS, Name, find_namings
from .pairing import Difference, context_similarity

WORDINGS = "wordings.txt"
TABLES = (NAMINGS, WORDINGS, "renamed_places.txt")
SAME_THING = 0.12  # likeness (0..1) of the words around two names from which they name one thing
BEHIND = 40  # characters behind a word for an act in which stands to whom, or how many
SAME_ACT = 0.2  # the same of two words for an act or a state, which fit many
# 'rose sharply' says what 'soared' does
_STRESSED = re.compile(
    r"\s(?:\w{1,20}\s)?(?:dramatic|heavi|quick|rapid|sharp|significant|steep|strong)ly\b|\sfast(?:er)?\b"
)


def find_labels(texts: Texts, pairs: Iterable[tuple[str, str]]) -> list[Difference]:
    """Two names of one thing in sentences that state the same, the nearest pair of each thing.

    In the outlets' own words: what stands between quotation marks is another's choice; an act that
    one reports of somebody is not called otherwise by who states it.
    """
    best: dict[tuple[str, int], Difference] = {}
    pairs = sorted(pairs)
    for table in TABLES:
        named = {one.id: list(find_namings(one, table)) for one in texts}
        used: defaultdict[str, set[Name]] = defaultdict(set)
        for one in texts:
            for scope in (one.outlet, one.id):
                used[scope] |= {name for name, _ in named[one.id]}
        for a, b in ((texts[left], texts[right]) for left, right in pairs):
            for (x, here), (y, there) in product(named[a.id], named[b.id]):
                reported = _is_reported(a, here[0]) != _is_reported(b, there[0])
                if x.thing != y.thing or x.place == y.place or (reported and table == WORDINGS):
                    continue
                if table == WORDINGS and _count_differs(a, here[1], b, there[1]):
                    continue
                if any(_STRESSED.match(s.text, n[1]) for s, n in ((a, here), (b, there))):
                    continue
                if x in used[_find_scope(b, x, y, table)] or y in used[_find_scope(a, y, x, table)]:
                    continue
                alike = context_similarity(a, here, b, there)
                new = Difference(
                    0.4 + 0.4 * alike, "wording", a.verbatim(*here), b.verbatim(*there)
                )
                bar = SAME_ACT if table == WORDINGS else SAME_THING
                if alike >= bar and new.strength > best.setdefault((table, x.thing), new).strength:
                    best[table, x.thing] = new
    return list(best.values())


def _count_differs(a: AnnotatedSentence, end: int, b: AnnotatedSentence, other_end: int) -> bool:
    """Whether right behind two words for an act other numbers stand: 'molested a 14-year-old',
    'advances toward four girls' are two acts."""
    mine, theirs = (
        {q.low for q in side.numbers if at <= q.start < at + BEHIND}
        for side, at in ((a, end), (b, other_end))
    )
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _find_scope(side: AnnotatedSentence, name: Name, other: Name, table: str) -> str:
    """Where a name may not stand too: in the outlet; the weaker of two words for an act in the
    sentence alone."""
    return side.outlet if table != WORDINGS or name.place < other.place else side.id


def _is_reported(side: AnnotatedSentence, start: int) -> bool:
    """Whether the words that begin there tell what somebody says."""
    at = side.sentence.start + start
    return any(q.kind == "indirect" and q.start <= at < q.end for q in side.whole.quotes)
