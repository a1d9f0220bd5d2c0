"""The same thing counted differently: '15 people' and 'sixteen people were taken to hospital'."""

from __future__ import annotations

import math

from ...text.numbers import Quantity
from ...text.words import stem
from .sides import Difference, Side, share_of_fewer

AROUND = 4  # content words on each side of a figure that make its slot
SAME_SLOT = 0.3  # share of the poorer slot's words that both must hold
FARTHEST = 3.0  # figures that differ by a larger factor hardly count the same thing
ROUNDING = 0.1  # 'some 15' allows this share to both sides
ROUND_FROM = 1000  # smaller figures are taken as exact: 20 is not a rounded 17


def compare_numbers(a: Side, b: Side) -> list[Difference]:
    """Figures of the same unit and noun, in slots that share words, with different values.

    Each figure is compared with one other: first those that can both hold, then by slot. Values
    that one sentence shares with the other are no difference, whatever else stands there.
    """
    left = [x for x in a.numbers if not any(_same(x, y) for y in b.numbers)]
    right = [y for y in b.numbers if not any(_same(x, y) for x in a.numbers)]
    ranked = []
    for x in left:
        for y in right:
            slot = share_of_fewer(_slot(a, x), _slot(b, y))
            if _comparable(x, y) and (slot >= SAME_SLOT or (slot and _meet(x, y))):
                ranked.append((not _meet(x, y), -slot, x.start + y.start, x.start, x, y))
    found = []
    used: set[tuple[str, int]] = set()
    for _, minus_slot, _, _, x, y in sorted(ranked, key=lambda row: row[:4]):
        if ("a", x.start) not in used and ("b", y.start) not in used:
            used |= {("a", x.start), ("b", y.start)}
            found.append(_difference(a, x, b, y, -minus_slot))
    return found


def show_quantity(quantity: Quantity) -> str:
    """The normal form of a reading: '16 people', '>= 1000000 USD', '~ 15 people'."""
    low, high = quantity.low, quantity.high
    if math.isinf(high):
        figure = f">= {low:.15g}"
    elif low == high:
        figure = f"{'~ ' if quantity.approx else ''}{low:.15g}"
    elif low == 0:
        figure = f"<= {high:.15g}"
    else:
        figure = f"{low:.15g} to {high:.15g}"
    return f"{figure} {quantity.unit or quantity.noun}".strip()


def _difference(a: Side, x: Quantity, b: Side, y: Quantity, slot: float) -> Difference:
    nature = _nature(a, x, b, y)
    strength = (0.6 if nature == "precision" else 0.9) * (0.6 + 0.4 * slot)
    one = a.reading(x.start, x.end, show_quantity(x))
    return Difference(strength, nature, one, b.reading(y.start, y.end, show_quantity(y)))


def _slot(side: Side, quantity: Quantity) -> frozenset[str]:
    return side.slot(quantity.start, quantity.end, AROUND) - {stem(quantity.noun)}


def _same(x: Quantity, y: Quantity) -> bool:
    return x.unit == y.unit and (x.low, x.high) == (y.low, y.high)


def _comparable(x: Quantity, y: Quantity) -> bool:
    """The same unit, or without one the same noun, named in both; and of one order."""
    if x.unit != y.unit or (not x.unit and (not x.noun or stem(x.noun) != stem(y.noun))):
        return False
    less, more = sorted((x.low or x.high, y.low or y.high))
    return _meet(x, y) or more <= FARTHEST * less


def _nature(a: Side, x: Quantity, b: Side, y: Quantity) -> str:
    if _meet(x, y):
        return "precision"
    if a.day and b.day and a.day != b.day:
        later, earlier = (x, y) if a.day > b.day else (y, x)
        if later.low > earlier.low:
            return "update"
    return "clash"


def _meet(x: Quantity, y: Quantity) -> bool:
    """Whether one value can satisfy both, each taken as exactly as it is written.

    Open ends meet only what is near: 'more than 300' and 313.89, not 'more than 10' and 45.8.
    """
    (low, high), (other_low, other_high) = _bounds(x), _bounds(y)
    return low <= other_high and other_low <= high


def _bounds(quantity: Quantity) -> tuple[float, float]:
    low, high = quantity.low, quantity.high
    if math.isinf(high):
        return low, 1.5 * low
    slack = ROUNDING * low if quantity.approx else 0.0
    if low == high and low >= ROUND_FROM:
        # rounded or cut off: 43 million is written for 42.5 up to 43.9 million
        unit = min(_last_digit(low), ROUNDING * low)
        return low - max(slack, 0.5 * unit), high + max(slack, 0.99 * unit)
    return low - slack, high + slack


def _last_digit(value: float) -> float:
    """What one step of the last digit written is worth: 100,000 for 1,100,000; 0 with decimals."""
    digits = f"{value:.15g}"
    if "." in digits or "e" in digits:
        return 0.0
    zeros = len(digits) - len(digits.rstrip("0"))
    return float(10**zeros) if zeros else 0.0
