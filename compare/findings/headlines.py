"""Headline against headline: the verbs in which they take a stand, and whom one of them leaves out.

Words side by side, no claim of a clash: what a headline says stands in it, verbatim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from ..datafiles import load_table, load_words
from ..model import Evidence
from ..text.annotate import AnnotatedSentence, Texts, read_words
from ..text.locales import is_english
from ..text.utterances import stance_of, verb_base
from .model import ActorRow, Finding
from .wording import counted, join_words

MATTER = 2  # content stems that two headlines share where they are on one matter
NAMED = 2  # headlines, at least, that name whom another leaves out
OFTEN = 3  # times that its text names him
LONGEST = 20  # words of a headline; a longer one is the text's first sentence
EACH = 2  # sentences on whom a headline leaves out
_JOINS = " ,'’\"”"  # what may stand before a verb: "calls it 'unfair,' claims …"
KINDS = ("headlines’ verbs", "headlines’ names")


def tell_headlines(
    texts: Texts, actors: Sequence[ActorRow], labels: Mapping[str, str]
) -> list[Finding]:
    """Headlines that take a stand in different verbs, and people whom all but one outlet name in
    the headline. English headlines alone."""
    first = (row[0] for row in texts.by_article.values() if row)
    heads = [
        one
        for one in first
        if not one.sentence.index and len(one.words) <= LONGEST and is_english(one.language)
    ]
    return [*_tell_verbs(heads, labels), *_tell_names(heads, actors, labels)]


def _tell_verbs(heads: Sequence[AnnotatedSentence], labels: Mapping[str, str]) -> list[Finding]:
    """The verbs of an outlet's first headline that is on one matter with another's."""
    verbs = {one.id: places for one in heads if (places := _find_verbs(one))}
    taken: dict[str, AnnotatedSentence] = {}
    for one, two in combinations([one for one in heads if one.id in verbs], 2):
        words = [[_words_at(head, at) for at in verbs[head.id]] for head in (one, two)]
        if (
            one.outlet != two.outlet
            and {*map(verb_base, words[0])} != {*map(verb_base, words[1])}
            and not all(stance_of(word) == "neutral" for word in (*words[0], *words[1]))
            and len(one.content_stems & two.content_stems) >= MATTER
        ):
            taken.setdefault(one.outlet, one)
            taken.setdefault(two.outlet, two)
    if not taken:
        return []
    parts = []
    for outlet, one in sorted(taken.items()):
        marked = join_words([f"“{_words_at(one, at)}”" for at in verbs[one.id]])
        parts.append(f"{labels[outlet]} {marked} ({' '.join(one.text.split())})")
    evidence = tuple(at for _, one in sorted(taken.items()) for at in verbs[one.id])
    sentence = f"The headlines’ verbs: {'; '.join(parts)}."
    return [Finding("framing", sentence, KINDS[0], tuple(sorted(taken)), evidence)]


def _find_verbs(head: AnnotatedSentence) -> list[Evidence]:
    """The headline's verbs of saying or taking a stand, where their form shows them to be such:
    'backs', or 'doubt' behind a plural ('Experts doubt')."""
    verbs = load_words("stance_verbs.txt") | frozenset(load_table("attribution_verbs.txt"))
    found = []
    for before, word in zip(head.words, head.words[1:], strict=False):
        plain = word.normal
        plural = before.normal.endswith("s") and before.content
        finite = plain.endswith("s") or (plural and not plain.endswith(("ed", "ing")))
        joined = not head.text[before.end : word.start].strip(_JOINS)
        if plain in verbs and finite and joined and not head.is_marked(word.start, word.end):
            found.append(head.evidence(word.start, word.end))
    return found


def _words_at(head: AnnotatedSentence, place: Evidence) -> str:
    return head.text[place.start - head.sentence.start : place.end - head.sentence.start]


def _tell_names(
    heads: Sequence[AnnotatedSentence], actors: Sequence[ActorRow], labels: Mapping[str, str]
) -> list[Finding]:
    """'A and B name Ada Pell in the headline, C only in the text (5 times)'."""
    titled = {one.id for one in heads}
    words: defaultdict[str, set[str]] = defaultdict(set)
    for one in heads:
        words[one.outlet] |= {word.normal for word in one.words}
    found = []
    for row in actors:
        cells = [cell for cell in row.cells if cell.outlet in words]
        named = {c.outlet: [p for p in c.named if p.sentence in titled] for c in cells}
        silent = [cell for cell in cells if not named[cell.outlet]]
        if row.kind != "person" or len(silent) != 1 or len(cells) <= NAMED:
            continue
        other, own = silent[0], {word.normal for word in read_words(row.name)}
        if len(other.named) < OFTEN or own & words[other.outlet]:
            continue  # 'Ada calls for a pier' may name her
        naming = [outlet for outlet in named if outlet != other.outlet]
        sentence = (
            f"{join_words([labels[outlet] for outlet in naming])} name {row.name} in the headline, "
            f"{labels[other.outlet]} only in the text ({counted(len(other.named), 'time')})."
        )
        places = (*(named[outlet][0] for outlet in naming), other.named[0])
        found.append(Finding("framing", sentence, KINDS[1], (other.outlet, *naming), places))
    return found[:EACH]
