"""How much of something: 'the largest' here, 'one of the largest', 'a leading' there.

Of one head noun, and of a place in each sentence where it stands with a word of degree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

from ...datafiles import load_form
from ...text.annotate import AnnotatedSentence, Span, Texts
from ...text.locales import is_english
from ...text.words import stem
from .pairing import Difference, context_similarity

SAME_THING = 0.12  # likeness (0..1) of the words around two degrees that are of one thing
# 'second-largest' and 'largest' are two words; a degree of time ('the latest') is none
_ORDER = r"(?:(?:second|third|fourth|fifth)[- ])?"
_TOP = rf"{_ORDER}(?:{load_form('stems_of_degree')})est|{load_form('degrees')}"
_DEGREE = re.compile(
    r"\b(?P<some>(?:(?:one|some)\sof|among)\s)?"
    r"(?:(?P<a>an?)|the|its|their|his|her|our|[\w.]{2,20}['’]s?)\s(?:[\w.]{2,20}['’]s?\s)?"
    rf"(?P<word>{_TOP})\s(?=[a-z])"
)
_LARGEST = re.compile(r"\b(?:bigg|great)est\Z")  # of one sense
_NOUN = re.compile(
    r"(?:[a-z][\w'’-]{0,20}\s){0,2}?[a-z][\w'’-]{2,20}"
    rf"(?=[.,;:)—–]|\s(?:{load_form('behind_degree')})\b|\Z)"
)

Degree = tuple[str, str, str]  # a head noun (stem), a word of degree, "one of", "a" or "the"


def find_degrees(texts: Texts, pairs: Iterable[tuple[str, str]]) -> list[Difference]:
    """Degrees of one noun that differ, in sentences that state the same; in the outlets' own words.

    An outlet that has the other's degree too, in whatever sentence, is left out.
    """
    named = {one.id: list(_list_degrees(one)) for one in texts if is_english(one.language)}
    told = {
        outlet: {degree for one in row for _, degree in named.get(one.id, ())}
        for outlet, row in texts.by_outlet.items()
    }
    differences = []
    for one, two in sorted(pairs):
        a, b = texts[one], texts[two]
        for (x, mine), (y, other) in product(named.get(one, ()), named.get(two, ())):
            if mine[0] != other[0] or mine in told[b.outlet] or other in told[a.outlet]:
                continue  # who has the other's too, as where both are one, differs in nothing
            alike = context_similarity(a, x, b, y)
            if alike >= SAME_THING:
                sides = a.verbatim(*x), b.verbatim(*y)
                differences.append(Difference(0.4 + 0.4 * alike, "wording", *sides))
    return differences


def _list_degrees(side: AnnotatedSentence) -> Iterator[tuple[Span, Degree]]:
    for hit in _DEGREE.finditer(side.text):
        noun = _NOUN.match(side.text, hit.end())
        span: Span = (hit.start(), noun.end() if noun else hit.end())
        if noun and not side.is_marked(*span):
            kind = "one of" if hit["some"] else "a" if hit["a"] else "the"
            head = stem(noun[0].split()[-1].removesuffix("s"))
            word = _LARGEST.sub("largest", " ".join(hit["word"].split()))
            yield span, (head, word, kind)
