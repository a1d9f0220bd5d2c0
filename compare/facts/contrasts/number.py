"""The same thing counted differently: '15 people' and 'sixteen people were taken to hospital'."""

from __future__ import annotations

import math
import re

from ...datafiles import load_words
from ...pairing import pair_off
from ...text.annotate import AnnotatedSentence, Span
from ...text.numbers import Quantity
from ...text.numbers.nouns import AGE, PEOPLE, SCORE, same_noun
from ...text.words import stem
from .date import differ_in_day
from .owner import are_of_two
from .pairing import Difference, context_similarity
from .values import are_as_exact, are_same, can_both_hold, is_rounding, is_slip, show_quantity

ANY_LIKENESS = 0.1  # of the words around two figures that can both hold
FARTHEST = 2.5  # figures that differ by a larger factor hardly count the same thing
# chosen on the marked training events, by the clashes found and those shown wrongly
SAME_THING = 0.27  # likeness (0..1) of the words around two figures from which they clash
NEAR_THING = 0.15  # the same for figures that differ by a factor of NEAR or less
NEAR = 1.12
ALL_OTHER = 3  # figures of each of two sentences, from which they tell two things if none is shared
SAME_TALE = 3  # words that two sentences must share where their only large counts are close:
FEW = 10  # smaller counts are close by chance
# acts that news tells in several words, by stem
SAME_ACTS = {"hurt": "injur", "wound": "injur", "die": "kill", "dead": "kill", "death": "kill",
             "drown": "kill", "detain": "arrest", "shot": "shoot"}  # fmt: skip
HARMED = ("kill", "injur")
NOUNS_OF_ACTS = {"injuri": ("injur",), "death": ("kill",), "fatal": ("kill",),
                 "arrest": ("arrest",), "casualti": HARMED, "victim": HARMED}  # fmt: skip
HARM = frozenset(HARMED)
ENDS = HARM | {
    "arrest",
    "shoot",
    "miss",
    "treat",
    "rescu",
    "evacu",
}  # what befalls people, one or another
LISTED = frozenset({"takeaways", "things", "reasons", "ways", "questions", "lessons", "facts"})
THINGS = frozenset({AGE, "years", "days", "months", "hours", "minutes", "miles", "weeks"})
FORETOLD = frozenset(map(stem, ("expectations", "forecasters", "projected", "predicted")))
_WHEN = re.compile(r"\bwhen\b[^.,;]{1,40}\Z")
_SINCE = re.compile(r"\bsince\b")
_OTHER = re.compile(r"\b(?:other|another|remaining|additional|further|first|last|next)\s\Z", re.I)
# 'two hours and 20 minutes', '6 feet 2 inches' are one figure
_GOES_ON = re.compile(r"\b(?:hours?|days?|weeks?|months?|years?|feet|foot|stone)(?:\sand)?\s\Z")
SMALLER = frozenset({"seconds", "minutes", "hours", "days", "weeks", "months", "inches", "pounds"})
_MORE = re.compile(r"\s[a-z]{3,20}\sand\s[a-z]{3,20}(?<!ed)(?<!ing)(?=[\s.,;]|\Z)")
_RATE = re.compile(
    r"[\s-][\w-]{1,20}\s(?:a|per|an|each|every)\s(?:game|hour|day|week|month|year)\b"
)
_CONVERTED = re.compile(r"\d[^()]{0,14}\([^()\w]{0,2}\Z")
_CHANGES = re.compile(
    r"\b(?:rais|ris|rose|increas|hik|gr[eo]w|fe?ll|drop|cut|up|down|jump|go|went|climb|slip|declin|reduc)"
    r"[a-z]{0,4}\s(?:[\w’'-]{1,15}\s){0,3}from\s(?:[a-z]{2,10}\s){0,2}[$£€]?\Z"
)  # 'rose from 15 to 20' is no span
LONGEST = 12  # characters before a figure in which such a word stands
_REST = re.compile(r"\s(?:other|others|more|further|additional|of\s(?:the|those|them))\b", re.I)


def compare_numbers(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """Figures of the same unit and noun, in slots that share words, with different values.

    Each figure is compared with one other: first those that can both hold, then by likeness of
    the words around. Values that one sentence shares with the other are no difference, whatever
    else stands there.
    """
    left = [x for x in a.numbers if not any(are_same(x, y) for y in b.numbers)]
    right = [y for y in b.numbers if not any(are_same(x, y) for x in a.numbers)]
    left, right = (
        [q for q in row if q.low == q.high or not _CHANGES.search(side.text, 0, q.start)]
        for row, side in ((left, a), (right, b))
    )
    slips = [(x, y) for x in left for y in right if is_slip(x, y)]
    if _are_of_two_things(a, b) or differ_in_day(a, b) or foretells(a) != foretells(b):
        left, right = [x for x, _ in slips], [y for _, y in slips]
    candidates = []
    for x in left:
        for y in right:
            alike = context_similarity(a, x[:2], b, y[:2])
            several = any(
                sum(_are_comparable(q, other) for other in row) > 1
                for q, row in ((x, left), (y, right))
            )
            if can_both_hold(x, y):
                fits = alike >= ANY_LIKENESS and _are_comparable(x, y) and x.noun not in THINGS
                fits = fits and not (is_rest(a, x) or is_rest(b, y) or (several and x.unit == "%"))
            else:
                fits = _count_one_thing(a, x, b, y, alike, several)
            if fits:
                rank = (not can_both_hold(x, y), -alike, x.start + y.start, x.start)
                candidates.append((rank, x.start, y.start, (x, y, alike)))
    return [
        make_difference(a, x, b, y, alike)
        for x, y, alike in pair_off(candidates)
        if is_slip(x, y) or not (is_rounding(x, y) or are_of_two(a, x[:2], b, y[:2]))
        if bool(_RATE.match(a.text, x.end)) == bool(_RATE.match(b.text, y.end))
    ]


def _are_of_two_things(a: AnnotatedSentence, b: AnnotatedSentence) -> bool:
    """Whether two rows of figures share none: those of two seasons, two polls."""
    shared = any(are_same(x, y) for x in a.numbers for y in b.numbers)
    return min(len(a.numbers), len(b.numbers)) >= ALL_OTHER and not shared


def compare_sole_numbers(
    a: AnnotatedSentence, b: AnnotatedSentence, bar: float
) -> list[Difference]:
    """The only figures of one noun or currency in two sentences that match, in no row: their words
    agree. Shares, times and ways are of many things, and what is only likely is no count."""
    differences: list[Difference] = []
    if _are_of_two_things(a, b) or foretells(a) != foretells(b):
        return differences
    for x in filter(_is_count, a.numbers):
        for y in filter(_is_count, b.numbers):
            sole = all(
                sum(_are_comparable(q, other) for other in side.numbers) == 1
                for q, side in ((x, b), (y, a))
            )
            told = {q.low for q in b.numbers} & {x.low} or {q.low for q in a.numbers} & {y.low}
            less, more = sorted((x.low, y.low))
            apart = not told and less >= FEW and more <= FARTHEST * less and not can_both_hold(x, y)
            if not (sole and apart) or are_of_two(a, x[:2], b, y[:2], in_row=False):
                continue
            if any(is_rest(*one) or _is_hedged(*one) for one in ((a, x), (b, y))):
                continue
            alike = context_similarity(a, x[:2], b, y[:2])
            if alike >= bar:
                differences.append(make_difference(a, x, b, y, alike))
    return differences


def foretells(side: AnnotatedSentence) -> bool:
    """Whether a sentence tells what was expected: 'forecasters had projected 950,000'."""
    return not FORETOLD.isdisjoint(side.all_stems)


def _was_then(side: AnnotatedSentence, quantity: Quantity) -> bool:
    """'when he was 16': an age of another time."""
    return quantity.noun == AGE and bool(_WHEN.search(side.text, 0, quantity.start))


def _is_count(quantity: Quantity) -> bool:
    if quantity.unit:
        return quantity.unit != "%"
    noun = quantity.noun
    return bool(noun) and noun != SCORE and not {noun, f"{noun}s"} & THINGS


def _is_hedged(side: AnnotatedSentence, quantity: Quantity) -> bool:
    """'that likely killed 10,000'."""
    return any(0 <= quantity.start - end <= 2 * LONGEST for _, end in side.hedges)


def list_numbers(side: AnnotatedSentence) -> list[tuple[Span, str]]:
    """Where the sentence tells how many, as a reading shows it."""
    return [((q.start, q.end), show_quantity(q)) for q in side.numbers]


def make_difference(
    a: AnnotatedSentence, x: Quantity, b: AnnotatedSentence, y: Quantity, alike: float
) -> Difference:
    nature = _find_nature(a, x, b, y)
    strength = (0.4 if nature == "precision" else 0.9) * (0.6 + 0.4 * alike)
    one = a.reading(x.start, x.end, show_quantity(x))
    return Difference(strength, nature, one, b.reading(y.start, y.end, show_quantity(y)))


def _are_comparable(x: Quantity, y: Quantity) -> bool:
    """The same unit, or without one the same noun, named in both, but for an article's own list."""
    if {x.noun, y.noun} & LISTED:
        return False
    return x.unit == y.unit and bool(x.unit or (x.noun and y.noun and same_noun(x.noun, y.noun)))


def _choose_bar(x: Quantity, y: Quantity, several: bool) -> float:
    """How alike (0..1) the words around must be for a clash; close figures need less.

    Of several figures of one unit in a sentence, as in a list, only close ones are compared, and no
    shares: they are of several groups.
    """
    less, more = sorted((x.low or x.high, y.low or y.high))
    if (
        x.unit != y.unit
        or (several and x.unit == "%")
        or more > (NEAR if several else FARTHEST) * less
    ):
        return math.inf
    if _are_comparable(x, y):
        return NEAR_THING if more <= NEAR * less else SAME_THING
    return SAME_THING if _may_be_one(x, y) and more <= NEAR * less else math.inf


def _may_be_one(x: Quantity, y: Quantity) -> bool:
    """Whether two nouns may count one thing: '15 bills', '16 measures'."""
    general = load_words("general_nouns.txt")
    return bool(x.noun and y.noun) and (x.noun in general or y.noun in general)


def _only_close(a: AnnotatedSentence, x: Quantity, b: AnnotatedSentence, y: Quantity) -> bool:
    """Two counts close to each other, each the only one of its size where both tell one tale."""
    less, more = sorted((x.low, y.low))
    if x.unit or y.unit or less < FEW or more > NEAR * less:
        return False
    if (a.text[x.end : x.end + 1] == "-") != (b.text[y.end : y.end + 1] == "-"):
        return False  # 'a 20-foot surge', '19 people'
    if not (_are_comparable(x, y) or _may_be_one(x, y)) or any(
        sum(not q.unit and q.low >= FEW for q in side.numbers) > 1 for side in (a, b)
    ):
        return False
    return len(a.content_stems & b.content_stems) >= SAME_TALE


def _count_one_thing(
    a: AnnotatedSentence,
    x: Quantity,
    b: AnnotatedSentence,
    y: Quantity,
    alike: float,
    several: bool,
) -> bool:
    """Whether two figures that cannot both hold count one thing."""
    if (x.high == 0) != (y.high == 0):
        harm = _read_acts(a, x) & _read_acts(b, y) & HARM
        bar = NEAR_THING if harm else SAME_THING
        return alike >= bar and _is_none_against_some(a, x, b, y)
    if any(is_rest(*one) or _is_converted(*one) or _was_then(*one) for one in ((a, x), (b, y))):
        return False
    mine, other = ({*list_acts(*one)} & ENDS for one in ((a, x), (b, y)))
    if mine and other and mine.isdisjoint(other):
        return False  # 'four were killed', 'five were shot'
    return alike >= _choose_bar(x, y, several) or _only_close(a, x, b, y)


def _is_none_against_some(
    a: AnnotatedSentence, x: Quantity, b: AnnotatedSentence, y: Quantity
) -> bool:
    """None here, some there, of one act: 'nobody was hurt', 'two were injured'."""
    if x.unit or y.unit:
        return False
    none, some = (x, y) if x.high == 0 else (y, x)
    if _SINCE.search((a if x.high == 0 else b).text, none.end):
        return False  # none since, and some before
    one_act = not _read_acts(a, x).isdisjoint(_read_acts(b, y))
    if none.noun in PEOPLE:  # 'no one': whoever the others count
        return some.noun not in THINGS and one_act
    if some.noun and not (some.noun in PEOPLE and stem(none.noun) in NOUNS_OF_ACTS):
        return same_noun(none.noun, some.noun)
    return one_act


def _read_acts(side: AnnotatedSentence, quantity: Quantity) -> set[str]:
    """The same with what the noun itself tells: 'no injuries', 'six deaths'."""
    return {*list_acts(side, quantity), *NOUNS_OF_ACTS.get(stem(quantity.noun), ())}


def list_acts(side: AnnotatedSentence, quantity: Quantity) -> list[str]:
    """Stems of the verbs right behind what is counted, before it: 'were killed', 'killed no'."""
    words = [w for w in side.words if w.content and not side.text[w.start : w.end].endswith("ly")]
    after = [w.stem for w in words if w.start >= quantity.end and w.stem != stem(quantity.noun)]
    before = [w.stem for w in words if w.end <= quantity.start]
    return [SAME_ACTS.get(word, word) for word in (*after[:1], *before[-1:])]


def is_rest(side: AnnotatedSentence, quantity: Quantity) -> bool:
    """'three other women', 'the other two': a part of what the other sentence may count in full, or
    more than that: 'women and children'."""
    before = side.text[max(0, quantity.start - LONGEST) : quantity.start]
    behind = _REST.match(side.text, quantity.end) or _MORE.match(side.text, quantity.end)
    rest = behind or _OTHER.search(before)
    return bool(rest or (quantity.noun in SMALLER and _GOES_ON.search(before)))


def _is_converted(side: AnnotatedSentence, quantity: Quantity) -> bool:
    """'about 58km (36 miles)', '$1 million (£0.7 million)': as exact as what is before it."""
    return bool(_CONVERTED.search(side.text, 0, quantity.start))


def _find_nature(a: AnnotatedSentence, x: Quantity, b: AnnotatedSentence, y: Quantity) -> str:
    if can_both_hold(x, y) and not are_as_exact(x, y):
        return "precision"
    if a.day and b.day and a.day != b.day:
        later, earlier = (x, y) if a.day > b.day else (y, x)
        if later.low > earlier.low:
            return "update"
    return "clash"
