"""Framing: figures that can be followed back, with intervals that hold what they promise."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.framing import MEASURES, measure_framing
from compare.framing.intervals import SPANS, benjamini_hochberg, bootstrap, poisson, wilson
from compare.model import Article, Measure, Sentence
from compare.options import Options
from compare.text.annotate import annotate
from compare.text.sentences import article_sentences

CASES = json.loads((Path(__file__).parent / "cases" / "framing.json").read_text("utf-8"))
OPTIONS = Options()
PIER = {
    "Gazette": """Pier burns

The old pier burned on Tuesday, and the harbour may stay shut.

"We lost the pier, and we will build it again," said Mayor Ada Pell.

The pier was the pride of the town. The pier stood for ninety years.
""",
    "Herald": """Fire takes pier

A fire destroyed the pier on Tuesday. The blaze was terrible, critics claimed.

Pell said the town would build it again. The blaze began in a kitchen, and the blaze spread.
""",
    "Tribune": """No pier

The town has no pier since Tuesday. Nobody was hurt.
""",
}


def event(texts: dict[str, str]) -> tuple[list[Article], list[Sentence]]:
    """Articles with headlines where the first paragraph has no full stop."""
    articles = []
    for outlet, text in texts.items():
        title, _, body = text.strip().partition("\n\n")
        titled = body and title[-1] not in '.!?"'
        articles.append(
            Article(outlet.lower(), outlet, title if titled else "", text.strip().strip("\x00"))
        )
    return articles, [s for article in articles for s in article_sentences(article)]


def spans_of(measure: Measure, articles: list[Article], sentences: list[Sentence]) -> list[str]:
    """The evidence as words; every span must lie inside its sentence."""
    text = {article.id: article.text for article in articles}
    by_id = {sentence.id: sentence for sentence in sentences}
    for span in measure.evidence:
        sentence = by_id[span.sentence]
        assert sentence.start <= span.start < span.end <= sentence.end
        assert sentence.outlet == measure.outlet
    return [text[by_id[e.sentence].article][e.start : e.end] for e in measure.evidence]


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_cases(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    """What tests/cases/framing.json says of a text is what is measured."""
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    articles, sentences = event(case["texts"])
    found = {
        (m.name, m.outlet, m.term): m
        for m in measure_framing(annotate(articles, sentences), OPTIONS)
    }
    if case["expect"] is None:
        assert (case["measure"], case["outlet"], case["term"]) not in found
        return
    measure = found[case["measure"], case["outlet"], case["term"]]
    for name, value in case["expect"].items():
        if name == "evidence":
            assert spans_of(measure, articles, sentences) == value
        else:
            assert getattr(measure, name) == pytest.approx(value, abs=1e-6)


def test_every_figure_holds_together() -> None:
    """Values are finite and inside their interval, notes tell small n, evidence is capped."""
    articles, sentences = event(PIER)
    for m in measure_framing(annotate(articles, sentences), OPTIONS):
        assert math.isfinite(m.value)
        assert m.value == round(m.value, 6)
        assert (m.low is None) == (m.high is None)
        assert m.low is None or m.low - 1e-6 <= m.value <= m.high + 1e-6
        assert m.unit
        assert len(m.evidence) <= SPANS
        assert 0 <= m.value <= 1 or not m.unit.startswith("share")
        if m.n < 5:
            assert m.note.startswith(f"n = {m.n}: too few to say")
        spans_of(m, articles, sentences)


def test_no_figure_twice() -> None:
    """Measure, outlet and term name a figure."""
    articles, sentences = event(PIER)
    found = measure_framing(annotate(articles, sentences), OPTIONS)
    keys = [(m.name, m.outlet, m.term) for m in found]
    assert len(set(keys)) == len(keys)


def test_order_of_the_articles_does_not_matter() -> None:
    """The same articles in another order, measured again, give the very same figures."""
    articles, sentences = event(PIER)
    once = measure_framing(annotate(articles, sentences), OPTIONS)
    assert once == measure_framing(annotate(articles[::-1], sentences[::-1]), OPTIONS)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 300), st.integers(1, 300))
def test_wilson_holds_the_share(hits: int, n: int) -> None:
    """A Wilson interval lies in 0..1, holds the share, and narrows with n."""
    hits = min(hits, n)
    low, high = wilson(hits, n, OPTIONS)
    narrow_low, narrow_high = wilson(hits * 10, n * 10, OPTIONS)
    assert low is not None
    assert high is not None
    assert narrow_low is not None
    assert narrow_high is not None
    assert 0 <= low <= hits / n <= high <= 1
    assert narrow_high - narrow_low < high - low


def test_intervals_are_those_of_the_books() -> None:
    """Known values: Wilson 8 of 10, Garwood for 0 and 10 events, Benjamini-Hochberg by hand."""
    assert wilson(8, 10, OPTIONS) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert poisson(0, 1, OPTIONS) == pytest.approx((0.0, 3.6889), abs=1e-4)
    assert poisson(10, 1, OPTIONS) == pytest.approx((4.7954, 18.3904), abs=1e-4)
    assert benjamini_hochberg([0.01, 0.04, 0.03, 0.5]) == pytest.approx(
        [0.04, 0.0533333, 0.0533333, 0.5]
    )


def test_bootstrap_is_near_the_normal_interval_and_repeats() -> None:
    """For many units it is close to the normal interval; the same figure has the same draws."""
    rng = np.random.default_rng(3)
    values = rng.normal(0.2, 0.5, size=400).tolist()
    low, high = bootstrap(values, [1.0] * len(values), OPTIONS, "a")
    half = 1.96 * np.std(values) / 20
    assert low == pytest.approx(np.mean(values) - half, abs=0.01)
    assert high == pytest.approx(np.mean(values) + half, abs=0.01)
    assert (low, high) == bootstrap(values, [1.0] * len(values), OPTIONS, "a")
    assert (low, high) != bootstrap(values, [1.0] * len(values), OPTIONS, "b")
    assert bootstrap([1.0, 2.0], [1.0, 1.0], OPTIONS, "a") == (None, None)


def test_an_empty_or_hostile_article_does_not_stop_the_rest() -> None:
    """No words, one word, NULs, and a line of a hundred thousand characters are survived."""
    texts = {"Empty": "—", "One": "Fire.", "Nul": 'A\x00B. "\x00" \'', "Pier": PIER["Gazette"]}
    texts["Huge"] = "no " * 30_000 + '"' * 999
    articles, sentences = event(texts)
    found = measure_framing(annotate(articles, sentences), OPTIONS)
    assert {"One", "Pier", "Huge"} <= {m.outlet for m in found}
    assert measure_framing(annotate([], []), OPTIONS) == ()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=80), min_size=2, max_size=4))
def test_any_text_can_be_measured(texts: list[str]) -> None:
    """Whatever the articles hold, every figure is finite and every span lies in its sentence."""
    articles = [Article(f"a{i}", f"Outlet {i}", "", text) for i, text in enumerate(texts)]
    sentences = [s for article in articles for s in article_sentences(article)]
    for measure in measure_framing(annotate(articles, sentences), OPTIONS):
        assert math.isfinite(measure.value)
        spans_of(measure, articles, sentences)


def test_each_measure_is_one_record() -> None:
    """It is found under its name, has words for a reader, and a unit; its docstring tells null."""
    for name, kind in MEASURES.items():
        assert kind.name == name
        assert kind.title
        assert kind.explanation.endswith(".")
        assert kind.unit
        assert "null" in (kind.compute.__doc__ or "")
