"""The same utterance in other words: quoted differently, or quoted here and told there."""

from __future__ import annotations

from ...model import Reading
from ...text.annotate import AnnotatedSentence, Word
from .pairing import Difference

FEWEST = 4  # words in a quotation worth comparing
ALIKE = 0.6  # share (0..1) of the common stretch's words that stand in both
PARAPHRASED = 0.6  # share of a quotation's content words that a paraphrase must hold
COPIED = 0.9  # share in the same order from which a paraphrase is a copy without marks

Span = tuple[int, int]


def compare_quotes(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """Quotations of one utterance whose words differ; else one quoted and the other told.

    Words that one outlet quotes before or after the common stretch are a cut, no difference.
    """
    left, right = _quotations(a), _quotations(b)
    reworded = [_reworded(a, x, b, y) for x in left for y in right]
    found = [difference for difference in reworded if difference]
    if found or (left and right):
        return found
    for span in left:
        found += _told(a, span, b, swap=False)
    for span in right:
        found += _told(b, span, a, swap=True)
    return found


def _quotations(side: AnnotatedSentence) -> list[Span]:
    return [span for span in side.marked if len(_within(side, span)) >= FEWEST]


def _within(side: AnnotatedSentence, span: Span) -> list[Word]:
    return [w for w in side.words if span[0] <= w.start and w.end <= span[1]]


def _reworded(a: AnnotatedSentence, x: Span, b: AnnotatedSentence, y: Span) -> Difference | None:
    """Two quotations alike but not equal, shown from the first changed word to the last."""
    left, right = _within(a, x), _within(b, y)
    blocks = _common(left, right)
    if len(blocks) < 2:
        return None
    (p, q, _), (p_last, q_last, size) = blocks[0], blocks[-1]
    shared = sum(block[2] for block in blocks)
    longer = max(p_last + size - p, q_last + size - q)
    if shared < max(FEWEST, ALIKE * longer):
        return None
    # one word that both have stays on each side, so that a word left out can be seen too
    first, second = blocks[0], blocks[-1]
    one = _show(a, left[first[0] + first[2] - 1 : second[0] + 1])
    two = _show(b, right[first[1] + first[2] - 1 : second[1] + 1])
    return Difference(0.5 + 0.4 * shared / longer, "wording", one, two)


def _common(left: list[Word], right: list[Word]) -> list[tuple[int, int, int]]:
    """Blocks (start, start, length) of equal words in order; lone stop words at the ends are
    chance and left out."""
    from rapidfuzz.distance import Indel

    opcodes = Indel.opcodes([w.stem for w in left], [w.stem for w in right])
    blocks = [
        (op.src_start, op.dest_start, op.src_end - op.src_start)
        for op in opcodes
        if op.tag == "equal"
    ]

    def is_chance(block: tuple[int, int, int]) -> bool:
        return not any(w.content for w in left[block[0] : block[0] + block[2]])

    while blocks and is_chance(blocks[0]):
        blocks.pop(0)
    while blocks and is_chance(blocks[-1]):
        blocks.pop()
    return blocks


def _show(side: AnnotatedSentence, words: list[Word]) -> Reading:
    return side.verbatim(words[0].start, words[-1].end)


def _told(
    quoter: AnnotatedSentence, span: Span, teller: AnnotatedSentence, *, swap: bool
) -> list[Difference]:
    """A quotation whose content words the other sentence has in its own words."""
    said = {w.stem for w in _within(quoter, span) if w.content}
    telling = [w for w in teller.words if w.stem in said and not teller.is_marked(w.start, w.end)]
    share = len({w.stem for w in telling}) / len(said) if said else 0.0
    if len(said) < 3 or share < PARAPHRASED or _is_copy(_within(quoter, span), teller):
        return []
    one, two = quoter.verbatim(*span), _show(teller, telling)
    readings = (two, one) if swap else (one, two)
    return [Difference(0.2 + 0.3 * share, "wording", *readings)]


def _is_copy(quoted: list[Word], teller: AnnotatedSentence) -> bool:
    from rapidfuzz.distance import LCSseq

    same = LCSseq.similarity([w.stem for w in quoted], [w.stem for w in teller.words])
    return same >= COPIED * len(quoted)
