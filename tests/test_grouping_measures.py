"""How groups and scores are measured: extended B-cubed and reliability, by hand and by property."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.evaluation import evaluate_stage
from compare.evaluation.facts import b_cubed, components
from compare.evaluation.reliability import draw_reliability, wilson
from compare.evaluation.scores import Scores
from compare.model import Match
from compare.options import Options

GROUPS = st.lists(st.frozensets(st.sampled_from("abcdef"), min_size=2), max_size=5)


def test_b_cubed_by_hand() -> None:
    """Two pairs told as one group of four: each sentence's precision is a half, recall whole."""
    one, two = frozenset("ab"), frozenset("cd")
    assert b_cubed([one | two], [one, two]) == pytest.approx((0.5, 1, 2 / 3))


def test_b_cubed_counts_how_often_two_share_a_group() -> None:
    """A pair that readers join in two facts and the tool in one is half recalled."""
    pair = frozenset("ab")
    assert b_cubed([pair], [pair, pair]) == pytest.approx((1, 0.5, 2 / 3))


@given(GROUPS, GROUPS)
def test_b_cubed_is_bounded_and_swaps(
    found: list[frozenset[str]], true: list[frozenset[str]]
) -> None:
    """Within 0..1; swapping the sides swaps precision and recall; alike is 1."""
    precision, recall, f1 = b_cubed(found, true)
    assert 0 <= precision <= 1
    assert 0 <= recall <= 1
    assert b_cubed(true, found) == pytest.approx((recall, precision, f1))
    if found:
        assert b_cubed(found, found) == pytest.approx((1, 1, 1))


def test_components_chain() -> None:
    """A~B, B~C is one component, D~E another."""
    pairs = [("a", "b"), ("b", "c"), ("d", "e")]
    matches = [Match(a, b, 0.9, "same") for a, b in pairs]
    assert components(matches) == [frozenset("abc"), frozenset("de")]


def test_wilson_by_hand() -> None:
    """8 of 10 at 95 %: 0.490 to 0.943 (Newcombe 1998)."""
    assert wilson(0.8, 10, 0.95) == pytest.approx((0.490, 0.943), abs=5e-4)


def test_the_reliability_diagram_is_drawn_the_same_each_time(tmp_path: Path) -> None:
    """Two drawings of the same figures are the same bytes."""
    row = {"n": 8.0, "score": 0.4, "right": 0.5, "low": 0.2, "high": 0.8}
    scores = Scores({"calibration_error": 0.1, "pairs": 8.0}, {"0.4 to 0.5": row})
    for name in ("one.png", "two.png"):
        draw_reliability(scores, tmp_path / name)
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


@pytest.mark.measured
def test_groups_agree_with_readers_better_than_components(shared: Path) -> None:
    """On marked events the dense groups come nearer to the readers' facts than chains do."""
    mean = evaluate_stage("facts", shared / "gold", Options()).mean
    assert mean["f1"] > 0.45 > mean["f1_components"]
