"""Whether two quantities are one value, one less exactly, or cannot both hold."""

from __future__ import annotations

import math

from ...text.numbers import Quantity
from ...text.numbers.nouns import AGE, SCORE

ROUNDING = 0.1  # 'some 15' allows this share to both sides
CUT = 0.03  # 43 million is written for 43.9 million: digits cut off up to this share
AS_GOOD = 0.003  # share by which two large figures differ at most that say as much
ROUND_FROM = 1000  # smaller figures are taken as exact: 20 is not a rounded 17
SLIP = 5  # digits of two figures that differ in one, from which they are one figure


def are_same(x: Quantity, y: Quantity) -> bool:
    """One figure: the same, or with decimals rounded (35.72 and 35.7 percent)."""
    if x.unit != y.unit and x.unit and y.unit:
        return False
    if x.low >= ROUND_FROM and abs(x.low - y.low) <= AS_GOOD * x.low:
        return True  # '5.99 million', 'more than 6 million'
    if (x.low, x.high) == (y.low, y.high):
        alike = (
            x.approx == y.approx or x.noun != y.noun or x.low < x.high
        )  # 'some 5 to 6' is 5 to 6
        return x.unit == y.unit and alike
    few, many = sorted((x, y), key=lambda q: len(f"{q.low:.15g}"))
    digits = len(f"{few.low:.15g}".partition(".")[2])
    return bool(digits) and few.low == few.high and round(many.low, digits) == few.low


def is_slip(x: Quantity, y: Quantity) -> bool:
    """Whether two exact figures of one unit differ in one digit: '$5,687.75', '$5,587.75'."""
    one, two = f"{x.low:.15g}", f"{y.low:.15g}"
    digits = len(one.replace(".", "").rstrip("0"))
    apart = sum(p != q for p, q in zip(one, two, strict=False))
    alike = is_exact(x) and is_exact(y) and x.unit == y.unit and len(one) == len(two)
    return alike and digits >= SLIP and apart == 1


def is_rounding(x: Quantity, y: Quantity) -> bool:
    """Whether one only says the other less exactly: 'about 800,000', '5,200', 'dozens'.

    '43 million' and 'nearly 44 million' have as many digits: not that.
    """
    if SCORE in (x.noun, y.noun):
        return False
    one, two = _find_center(x), _find_center(y)
    if one == two or x.low < two < x.high < math.inf or y.low < one < y.high < math.inf:
        return True
    if not can_both_hold(x, y):
        return False
    if (x.approx or y.approx) and max(one, two) < ROUND_FROM:
        return True
    step_one, step_two = (
        _last_digit(value) or 10 ** -len(f"{value:.15g}".partition(".")[2]) for value in (one, two)
    )
    return step_one != step_two and abs(one - two) < max(step_one, step_two)


def can_both_hold(x: Quantity, y: Quantity) -> bool:
    """Whether one value can satisfy both, each taken as exactly as it is written.

    Open ends meet only what is near: 'more than 300' and 313.89, not 'more than 10' and 45.8.
    """
    if x.noun == y.noun == SCORE:
        return (x.low, x.high) == (y.low, y.high)
    whole = x.low.is_integer() != y.low.is_integer()  # 36 percent for 35.7
    if x.unit == y.unit == "%" and 0 < abs(x.low - y.low) <= 0.5 and whole:
        return True
    (low, high), (other_low, other_high) = _read_bounds(x), _read_bounds(y)
    return low <= other_high and other_low <= high


def are_as_exact(x: Quantity, y: Quantity) -> bool:
    """Whether both are written as exactly: '$8.6 billion', '$8.7 billion'."""
    return is_exact(x) and is_exact(y) and _last_digit(x.low) == _last_digit(y.low) > 0


def is_exact(quantity: Quantity) -> bool:
    """Whether it is one figure, neither a span nor 'some 15'."""
    return quantity.low == quantity.high and not quantity.approx


def show_quantity(quantity: Quantity) -> str:
    """The normal form of a reading: '16 people', '>= 1000000 USD', '~ 15 people'."""
    low, high = quantity.low, quantity.high
    if quantity.noun == SCORE and not quantity.unit:
        return f"{high:.15g}-{low:.15g}"
    if math.isinf(high):
        number = f">= {low:.15g}"
    elif low == high:
        number = f"{'~ ' if quantity.approx else ''}{low:.15g}"
    elif low == 0:
        number = f"<= {high:.15g}"
    else:
        number = f"{low:.15g} to {high:.15g}"
    noun = "years old" if quantity.noun == AGE else quantity.noun
    return f"{number} {quantity.unit or noun}".strip()


def _find_center(quantity: Quantity) -> float:
    """The figure that is named: of '800,000', 'about 800,000', 'more than 800,000' the same."""
    if math.isinf(quantity.high) or quantity.low == quantity.high:
        return quantity.low
    return quantity.high if quantity.low == 0 else (quantity.low + quantity.high) / 2


def _read_bounds(quantity: Quantity) -> tuple[float, float]:
    low, high = quantity.low, quantity.high
    if math.isinf(high):
        return low, 1.5 * low
    slack = 0.0
    if quantity.approx:  # 'some 16' is no rounded 15, 'roughly 141 million' no 139 million
        if low >= ROUND_FROM:
            slack = min(ROUNDING * low, _last_digit(low))
        elif low % 5 == 0 or low % 12 == 0:
            slack = ROUNDING * low
    if low == high and low >= ROUND_FROM:
        # rounded or cut off: 43 million is written for 42.5 up to 43.9 million
        unit = min(_last_digit(low), ROUNDING * low)
        above = max(0.5 * unit, min(0.99 * unit, CUT * low))
        return low - max(slack, 0.5 * unit), high + max(slack, above)
    return low - slack, high + slack


def _last_digit(value: float) -> float:
    """What one step of the last digit written is worth: 100,000 for 1,100,000; 0 with decimals."""
    digits = f"{value:.15g}"
    if "." in digits or "e" in digits:
        return 0.0
    zeros = len(digits) - len(digits.rstrip("0"))
    return float(10**zeros)
