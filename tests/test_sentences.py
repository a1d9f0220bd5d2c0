"""Where sentences end, and that their offsets hold for any text."""

from __future__ import annotations

import json
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.model import Article
from compare.text.sentences import article_sentences, split_sentences

CASES = json.loads((Path(__file__).parent / "cases" / "sentences.json").read_text("utf-8"))


def parameters() -> list[Any]:
    """Each case; known failures are strict xfails with their reason."""
    return [
        pytest.param(
            case,
            id=case["label"],
            marks=[pytest.mark.xfail(reason=case["why"], strict=True)]
            if case.get("expect") == "fail"
            else [],
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", parameters())
def test_sentences_end_where_a_reader_ends_them(case: dict[str, Any]) -> None:
    """Each case of the file is split as it says."""
    text = case.get("text", " ".join(case["sentences"]))
    assert [text[a:b] for a, b in split_sentences(text)] == case["sentences"]


HARD = st.text(alphabet=" \n\t.!?…\"'“”‘’()[]aAbM r.U。「」\u2028\u0000é1", max_size=200)


@given(st.one_of(st.text(max_size=300), HARD))
def test_spans_are_disjoint_stripped_and_lose_nothing(text: str) -> None:
    """Spans are sorted, disjoint and stripped; only white space lies outside them."""
    spans = split_sentences(text)
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert all(text[a:b] == text[a:b].strip() for a, b in spans)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=4))
def test_article_text_at_the_offsets_is_the_sentence(title: str, paragraphs: list[str]) -> None:
    """article.text[start:end] == sentence.text, for headline and body, whatever they hold."""
    body = "\n\n".join(paragraphs)
    title = " ".join(title.split())
    article = Article("a", "A", title, f"{title}\n\n{body}" if title else body)
    sentences = article_sentences(article)
    assert all(article.text[s.start : s.end] == s.text for s in sentences)
    assert [s.index for s in sentences] == list(
        range(0 if title else 1, len(sentences) + (0 if title else 1))
    )


@pytest.mark.parametrize("hard", ['"', "A. ", "1,", "...", "“a.” ", "(.", "U.S. "])
def test_no_text_explodes(hard: str) -> None:
    """Hundred thousand characters of the worst kind are split (a quadratic splitter would hang)."""
    text = hard * (100_000 // len(hard))
    assert "".join("".join(text[a:b].split()) for a, b in split_sentences(text)) == "".join(
        text.split()
    )


def measure_ends(articles: list[dict[str, Any]]) -> float:
    """F1 of the ends of sentences; an article's marked ones stand joined by a blank."""
    hits = missed = spurious = 0
    for article in articles:
        sentences = [one.strip() for one in article["sentences"] if one.strip()]
        if sentences and sentences[0] == article.get("title"):
            sentences = sentences[1:]
        text, marked = " ".join(sentences), set(accumulate(len(one) + 1 for one in sentences))
        found = {end + 1 for _, end in split_sentences(text)}
        hits += len(found & marked)
        missed, spurious = missed + len(marked - found), spurious + len(found - marked)
    return 2 * hits / (2 * hits + missed + spurious)


@pytest.mark.measured
def test_basil_is_split_as_well_as_the_best_library(shared: Path) -> None:
    """On BASIL the ends keep F1 .981 (blingfire, on a larger cut of BASIL: .975)."""
    lines = (shared / "data" / "basil" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert measure_ends([json.loads(line) for line in lines]) >= 0.981
