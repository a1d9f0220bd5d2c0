"""Headline against headline: the verbs in which they take a stand.

Words side by side, no claim of a clash: what a headline says stands in it, verbatim.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from ..datafiles import load_table, load_words
from ..model import Evidence
from ..text.annotate import AnnotatedSentence, Texts
from ..text.locales import is_english
from ..text.utterances import stance_of, verb_base
from .model import Finding
from .wording import join_words

MATTER = 2  # content stems that two headlines share where they are on one matter
LONGEST = 20  # words of a headline; a longer one is the text's first sentence
_JOINS = " ,'’\"”"  # what may stand before a verb: "calls it 'unfair,' claims …"
KIND = "headlines’ verbs"


def tell_headlines(texts: Texts, labels: Mapping[str, str]) -> list[Finding]:
    """The verbs of an outlet's first headline that is on one matter with another's, where one of
    them takes a stand. English headlines alone."""
    first = (row[0] for row in texts.by_article.values() if row)
    heads = [
        one
        for one in first
        if not one.sentence.index and len(one.words) <= LONGEST and is_english(one.language)
    ]
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
    return [Finding("framing", sentence, KIND, tuple(sorted(taken)), evidence)]


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
