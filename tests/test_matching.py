"""Which sentences are held to state the same fact, and by which signals."""

from __future__ import annotations

import importlib.util
import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from events import texts_of
from hypothesis import given, settings
from hypothesis import strategies as st

from compare import Comparison, Options
from compare.errors import OptionError
from compare.evaluation import evaluate_stage
from compare.evaluation.marked import read_marked
from compare.evaluation.matching import average_precision, calibration_error, f_score, score_event
from compare.matching import SCORERS, SIMILARITIES, match_sentences
from compare.model import Sentence

TEXTS = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.text(alphabet="ab c12.’\u0000é", max_size=40),
        st.sampled_from(["The ferry burnt on Tuesday.", "A ferry was burnt.", "Nobody was hurt."]),
    ),
    min_size=1,
    max_size=7,
)


def make(texts: list[str]) -> list[Sentence]:
    """Sentences of three outlets, in turn."""
    return [
        Sentence(f"o{i % 3}-{i // 3:02d}", f"o{i % 3}", f"O{i % 3}", i // 3, 1, 0, len(t), t)
        for i, t in enumerate(texts)
    ]


@pytest.mark.parametrize("scorer", sorted(SCORERS))
@settings(max_examples=25, deadline=None)
@given(texts=TEXTS, seed=st.integers(0, 99))
def test_matching_holds_its_promises(scorer: str, texts: list[str], seed: int) -> None:
    """Pairs cross outlets, a < b, scores lie in 0..1, and the order of sentences is no matter."""
    sentences = make(texts)
    options = Options(scorer=scorer, possible=0.1)
    matching = match_sentences(texts_of(sentences), options)
    outlet = {s.id: s.outlet for s in sentences}
    for match in (*matching.matches, *matching.nearest):
        assert match.a < match.b
        assert outlet[match.a] != outlet[match.b]
        assert 0 <= match.score <= 1
        assert all(0 <= value <= 1 for _, value in match.parts)
    shuffled = random.Random(seed).sample(sentences, len(sentences))
    assert match_sentences(texts_of(shuffled), options) == matching


def test_every_sentence_keeps_its_nearest(compared: Comparison) -> None:
    """The best pair of a sentence is among the nearest, whether or not it reached the bar."""
    nearest = {(m.a, m.b): m.score for m in compared.nearest}
    for match in compared.matches:
        best = max(score for pair, score in nearest.items() if {match.a, match.b} & {*pair})
        assert best >= match.score


def test_the_same_fact_in_other_words_is_matched(compared: Comparison) -> None:
    """Three outlets on the injured, each in its own words, are joined."""
    texts = {s.id: s.text for s in compared.sentences}
    joined = {frozenset((texts[m.a][:12], texts[m.b][:12])) for m in compared.matches}
    assert frozenset(("At least 15 ", "Sixteen peop")) in joined
    assert frozenset(("Sixteen peop", "Some 15 peop")) in joined


def test_a_similarity_of_ones_own_is_the_score(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is put into SIMILARITIES scores the pairs; its matches carry its values."""

    def same_length(texts: Sequence[str]) -> npt.NDArray[np.float64]:
        lengths = np.array([len(text) for text in texts])
        return (lengths[:, None] == lengths[None, :]).astype(float)

    monkeypatch.setitem(SIMILARITIES, "same length", same_length)
    sentences = make(["one two three", "three two one", "one two three four"])
    matching = match_sentences(texts_of(sentences), Options(scorer="same length"))
    assert [(m.a, m.b, m.score) for m in matching.matches] == [("o0-00", "o1-00", 1.0)]


def test_an_unknown_scorer_lists_the_known() -> None:
    """The error names what is valid."""
    with pytest.raises(OptionError, match="fuzzy, learned, tfidf"):
        match_sentences(texts_of(()), Options(scorer="guess"))


def test_figures_by_hand() -> None:
    """Precision, recall, average precision and calibration error as worked out on paper."""
    a, b, c, d = ("a", "b"), ("a", "c"), ("b", "c"), ("b", "d")
    assert f_score({a, b, c}, {a, b, d}) == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert average_precision([a, c, b], {a, b, d}) == pytest.approx((1 + 2 / 3) / 3)
    assert calibration_error([(0.95, True), (0.95, False)]) == pytest.approx(0.45)


@pytest.mark.measured
def test_figures_agree_with_the_shared_scorer(shared: Path) -> None:
    """Precision, recall, F1, AP, F1-2 and X-F1 are those of ../shared/score/score.py."""
    spec = importlib.util.spec_from_file_location("score", shared / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    path = shared / "gold" / "11c9f251.json"
    event = read_marked(path)[0]
    matching = match_sentences(event.texts, Options())
    saved = {
        "articles": [
            {
                "outlet": a.outlet,
                "sentences": [
                    {"id": s.id, "text": s.text} for s in event.sentences if s.article == a.id
                ],
            }
            for a in event.articles
        ],
        "matches": [{"a": m.a, "b": m.b, "score": m.score} for m in matching.matches],
    }
    theirs = scorer.score(json.loads(path.read_text("utf-8")), saved)
    mine = score_event(event, Options())
    names = ["precision", "recall", "f1", "average_precision", "f1_plain", "only_f1", "readers_f1"]
    assert [mine[name] for name in names] == pytest.approx(theirs[:7])


@pytest.mark.measured
def test_the_default_beats_the_best_ready_made_measure(shared: Path) -> None:
    """On the marked events the default is above 0.47, TF-IDF's F1 at its luckiest threshold."""
    assert evaluate_stage("matching", shared / "gold", Options()).mean["f1"] > 0.5
