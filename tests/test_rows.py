"""How rows are measured: against a reader's facts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from compare.evaluation import evaluate_stage
from compare.evaluation.rows import Row, judge_rows
from compare.options import Options

MARKED = [
    {"support": {"A-01": 2, "B-01": 2, "C-01": 1}},
    {"support": {"A-02": 2, "B-02": 2}},
]


def row(stating: str, *others: str) -> Row:
    return stating, frozenset({stating, *others})


def judged(*rows: Row, marked: Any = MARKED) -> dict[str, float]:
    return judge_rows(rows, marked)


def test_a_right_row_has_all_its_outlets_in_one_fact() -> None:
    """All of A, B and C in the reader's first fact: right, each cell too, and the fact is found."""
    found = judged(row("A-01", "B-01", "C-01"))
    assert (found["right"], found["cells"], found["found"]) == (1.0, 1.0, 0.5)


def test_one_wrong_outlet_makes_a_row_partly_right() -> None:
    """B's sentence is of the fact, C's of none: half of the cells."""
    found = judged(row("A-01", "B-01", "C-05"))
    assert (found["partly"], found["cells"], found["found"]) == (1.0, 0.5, 0.0)


def test_sentences_of_two_facts_are_nonsense() -> None:
    """A's first and B's second sentence share no fact."""
    assert judged(row("A-01", "B-02"))["nonsense"] == 1.0


def test_a_fact_told_twice_is_double() -> None:
    """The second row tells the first one's fact with no further outlet."""
    assert judged(row("A-01", "B-01", "C-01"), row("B-01", "A-01"))["double"] == 0.5
    assert judged(row("A-01", "B-01"), row("A-01", "C-01"))["double"] == 0.0


def test_no_rows() -> None:
    """Nothing told, nothing found; no division by zero."""
    assert judged()["found"] == 0.0
    assert judged(row("A-01", "B-01"), marked=[])["nonsense"] == 1.0


@pytest.mark.measured
def test_rows_hold_on_marked_events(shared: Path) -> None:
    """On events that two readers marked most rows are right."""
    mean = evaluate_stage("rows", shared / "gold", Options()).mean
    assert mean["right"] > 0.7
    assert mean["nonsense"] < 0.16
    assert mean["cells"] > 0.8
