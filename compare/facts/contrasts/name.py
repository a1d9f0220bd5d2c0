"""Another name in the same place of one statement: 'in Norwalk' here, 'in Norfolk' there."""

from __future__ import annotations

import re

from ...datafiles import load_form, load_words
from ...pairing import pair_off
from ...text.actors.merge import compare_names as compare_spelling
from ...text.annotate import AnnotatedSentence
from ...text.countries import find_country, same_place, strip_accents
from ...text.names import Name
from ...text.numbers.nouns import AGE
from ...text.words import normal_words, stem
from .pairing import Difference, context_similarity
from .role import compare_roles

SPELT_ALIKE = 0.8  # likeness of two words (0..1, by insertions and deletions) of one name
LIKE_SPELT = 0.65  # the same from which names fill one slot rather than stand there by chance
SAME_SLOT = 0.15  # likeness (0..1) of the words around names spelt like each other
OTHER_NAME = 0.5  # the same around places that are nothing like each other
_PLACE = re.compile(rf"\b(?:{load_form('before_place')})\s$", re.IGNORECASE)
_STATE_BEHIND = re.compile(r",\s[A-Z][\w.]{1,5}\.")
# one country, named by noun and adjective
_AMERICAN = frozenset({"american", "americans", "america", "us", "unitedstates"})


def compare_names(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """Names that fill the same slot, and roles that exclude each other.

    Names that the other outlet's article has too, wherever, are no difference: both know them.
    One name spelt in two ways, or by a short form, is none; what places are called is `label.py`'s.
    """
    candidates = []
    ages, others = ({q.low for q in side.numbers if q.noun == AGE} for side in (a, b))
    if ages and others and not ages & others:
        return []  # of two people
    for x in a.names:
        for y in b.names:
            if strength := _weigh_difference(a, x, b, y):
                rank = (-strength, x.start + y.start, x.start)
                candidates.append((rank, x.start, y.start, (x, y, strength)))
    differences = [
        Difference(strength, "clash", a.verbatim(*x[:2]), b.verbatim(*y[:2]))
        for x, y, strength in pair_off(candidates)
    ]
    return differences + compare_roles(a, b)


def _weigh_difference(a: AnnotatedSentence, x: Name, b: AnnotatedSentence, y: Name) -> float | None:
    """The strength where the two differ as names of one thing would, or None."""
    left, right = _read_words(x), _read_words(y)
    mine, other = left - right, right - left
    if (
        not mine
        or not other
        or mine & b.whole.known
        or other & a.whole.known
        or _normal_letters(x) == _normal_letters(y)
    ):
        return None
    if {_normal_letters(x), _normal_letters(y)} <= _AMERICAN or left & right:
        return None  # 'Zack Barth', 'Zachary Barth' are one person
    if {_normal_letters(x), _normal_letters(y)} & load_words("abbreviations_of_states.txt"):
        return None
    one, two = find_country(x.text), find_country(y.text)
    if (one is None) != (two is None) or (one and two and one.code == two.code):
        return None  # 'the US', 'the Treasury'; 'Russia', 'Moscow'
    if _STATE_BEHIND.match(a.text, x.end) or _STATE_BEHIND.match(b.text, y.end):
        return None  # 'Ely, Pa.', 'Pennsylvania'
    alike = context_similarity(a, x[:2], b, y[:2])
    if same_place(x.text, y.text):
        return None
    places = [bool(_PLACE.search(s.text[: m.start])) for s, m in ((a, x), (b, y))]
    if len(mine) == len(other) == 1:
        likeness = compare_spelling(*mine, *other)
        if likeness >= (SPELT_ALIKE if any(places) else LIKE_SPELT):
            return None  # one name, spelt in two ways
        if likeness >= LIKE_SPELT and alike >= SAME_SLOT:
            return 0.5 + 0.3 * alike
    # other names, people's and bodies', were mostly those of two things in unseen events
    return 0.5 + 0.2 * alike if all(places) and alike >= OTHER_NAME else None


def _read_words(name: Name) -> frozenset[str]:
    return frozenset(
        word for word in normal_words(strip_accents(name.text)) if len(word.strip(".")) > 1
    )


def _normal_letters(name: Name) -> str:
    """'F.B.I.' -> 'fbi', 'Muslims' -> 'muslim'."""
    plain = re.sub(r"[\W_]", "", name.text).casefold()
    return plain if plain in _AMERICAN else stem(plain)
