"""Mentions of one actor or thing, and the scorer that measures them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.evaluation.names import clusters_of, conll, read_mentions
from compare.framing.coreference import Mentioned, cluster_mentions, head_of

WORDS = st.text(alphabet="abc XYZ", min_size=1, max_size=12)


def test_the_scorer_gives_the_worked_example_of_luo_2005() -> None:
    """Key {1-5} {6 7} {8-C}; response {1-5} {6 7 8-C}: MUC 0.947, B-cubed 0.865, entity CEAF 0.733.

    Figure 1, system response (a), of Luo 2005, On Coreference Resolution Performance Metrics.
    """
    key = [frozenset(range(5)), frozenset({5, 6}), frozenset(range(7, 12))]
    response = [frozenset(range(5)), frozenset(range(5, 12))]
    told = conll(key, response)
    assert told["muc_f1"] == pytest.approx(0.947, abs=5e-4)
    assert told["bcubed_f1"] == pytest.approx(0.865, abs=5e-4)
    assert told["ceafe_f1"] == pytest.approx(0.733, abs=5e-4)


@given(st.lists(st.integers(0, 4), min_size=2, max_size=12))
def test_a_grouping_agrees_with_itself(labels: list[int]) -> None:
    """Wholly, whatever its clusters are called; MUC has no opinion where nothing is linked."""
    told = conll(clusters_of(labels), clusters_of([label + 7 for label in labels]))
    assert told["bcubed_f1"] == told["ceafe_f1"] == 1
    assert told["muc_f1"] == (1 if len(set(labels)) < len(labels) else 0)


def test_the_head_is_the_last_word_before_a_preposition() -> None:
    """'the new leader of the party' is a leader."""
    assert head_of("the new leader of the party") == head_of("Leaders")
    assert head_of("Prime Minister Ishiba") == "ishiba"


def test_names_of_one_person_are_one() -> None:
    """And the country that he leads is another."""
    texts = ["President Donald Trump", "Mr. Trump", "Trump", "North Korea", "North Korea's"]
    around = ["Trump spoke on Monday", "he said", "so it was", "the talks were held", "a test"]
    mentions = [
        Mentioned(text, sentence, f"a{n}", n)
        for n, (text, sentence) in enumerate(zip(texts, around, strict=True))
    ]
    labels = cluster_mentions(mentions)
    assert labels[0] == labels[1] == labels[2] != labels[3] == labels[4]


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, max_size=8))
def test_any_mentions_are_grouped(texts: list[str]) -> None:
    """Each gets a number; numbers count from 0 in the order of the first."""
    labels = cluster_mentions([Mentioned(text, text, "a", n) for n, text in enumerate(texts)])
    assert len(labels) == len(texts)
    assert sorted(set(labels)) == list(range(len(set(labels))))


@pytest.mark.measured
def test_it_stands_above_the_same_head(shared: Path) -> None:
    """On one event, which was learned from: that the committed weights do what they did."""
    marked = read_mentions(shared / "data" / "newswcl50")
    mentions, chains = marked[min(marked)]
    ours = conll(clusters_of(chains), clusters_of(cluster_mentions(mentions)))
    heads = conll(clusters_of(chains), clusters_of([head_of(m.text) for m in mentions]))
    assert ours["conll_f1"] > heads["conll_f1"] + 0.05
