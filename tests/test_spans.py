"""Spans in a text: numbers, dates, names, hedges, quotes. Each names exactly its place."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.text.dates import find_dates
from compare.text.hedges import find_hedges
from compare.text.marks import quoted_spans
from compare.text.names import find_names
from compare.text.numbers import find_numbers
from compare.text.quotes import find_quotes
from compare.text.words import normal_words, stem, tokens
from training.evaluate.quotes import score_quotes

CASES = json.loads((Path(__file__).parent / "cases" / "spans.json").read_text("utf-8"))
FINDERS = {
    "numbers": lambda t: [
        [
            t[q.start : q.end],
            q.low,
            None if q.high == math.inf else q.high,
            q.unit,
            q.noun,
            q.approx,
        ]
        for q in find_numbers(t, "en")
    ],
    "dates": lambda t: [
        [t[d.start : d.end], d.low, d.high, d.precision] for d in find_dates(t, "en", "2024-11-24")
    ],
    "names": lambda t: [[t[n.start : n.end], n.kind] for n in find_names(t)],
    "hedges": lambda t: [t[start:end] for start, end in find_hedges(t)],
    "quotes": lambda t: [[q.kind, q.speaker, q.verb, t[q.start : q.end]] for q in find_quotes(t)],
}


@pytest.mark.parametrize(
    ("kind", "case"),
    [
        pytest.param(
            kind,
            case,
            id=f"{kind}: {case['text'][:40]}",
            marks=[pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else [],
        )
        for kind, cases in CASES.items()
        for case in cases
    ],
)
def test_spans_are_found_as_a_reader_finds_them(kind: str, case: dict[str, Any]) -> None:
    """Each case of the file gives what it says, word for word."""
    assert FINDERS[kind](case["text"]) == case["expect"]


WILD = st.text(
    alphabet="abcM TSO.,\"'“”‘’\n0129$%-–/:()aid smytoneulk\u0000\u202e\U0001f600éß", max_size=200
)


@given(WILD)
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    """Whatever the text, spans are not empty, lie inside it, and are sorted by start."""
    for spans in (
        [(n.start, n.end) for n in find_numbers(text, "en")],
        [(d.start, d.end) for d in find_dates(text, "en", "2024-11-24")],
        [(n.start, n.end) for n in find_names(text)],
        find_hedges(text),
        [(q.start, q.end) for q in find_quotes(text)],
        quoted_spans(text),
    ):
        assert all(0 <= a < b <= len(text) for a, b in spans)
        assert [a for a, _ in spans] == sorted(a for a, _ in spans)


@given(WILD)
def test_tokens_are_verbatim_and_speakers_lie_where_they_are_said_to(text: str) -> None:
    """A token is the text at its offsets; a speaker's and a verb's offsets lie in the text."""
    assert all(text[t.start : t.end] == t.text for t in tokens(text))
    for quote in find_quotes(text):
        assert (quote.speaker is None) == (quote.speaker_start == -1) or quote.kind == "direct"
        assert -1 <= quote.verb_start <= quote.verb_end <= len(text)


def test_words_are_normal_and_stemmed() -> None:
    """Curly apostrophes are straight, the possessive is gone, 'U.S.' is one word, stems join."""
    assert normal_words("Japan’s plan doesn’t please the U.S. at all") == [
        "japan", "plan", "doesn't", "please", "the", "u.s.", "at", "all",
    ]  # fmt: skip
    assert stem("proposals") == stem("proposal")


@pytest.mark.parametrize("hard", ['"', "1,", "a.", "A. ", "“", "1 ", "Aa ", "not ", "said ", "'a "])
def test_no_text_explodes(hard: str) -> None:
    """Fifty thousand characters of the worst kind pass through every finder."""
    text = hard * (50_000 // len(hard))
    for find in FINDERS.values():
        find(text)


@pytest.mark.parametrize("published", ["9999-12-31", "0001-01-01", "soon", "", None])
def test_a_hostile_day_of_publication_resolves_nothing_wrongly(published: str | None) -> None:
    """Without a usable day of publication a date is found, and its days stay unknown."""
    found = find_dates(
        "last year, next month, yesterday, nine years ago, on Friday", "en", published
    )
    assert len(found) == 5
    assert all(mention.low is None and mention.high is None for mention in found)


def test_recurring_days_are_told_as_such() -> None:
    """'on Fridays' and 'every Monday' recur, 'on Friday' does not."""
    found = find_dates("on Fridays, every Monday, on Friday", "en", "2024-11-24")
    assert [mention.recurring for mention in found] == [True, True, False]


@given(WILD)
def test_spans_are_stripped_and_hedges_apart(text: str) -> None:
    """Numbers, dates and names begin and end with no white space; hedges never overlap."""
    for spans in (find_numbers(text, "en"), find_dates(text, "en", "2024-11-24"), find_names(text)):
        assert all(text[s.start : s.end] == text[s.start : s.end].strip() for s in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(find_hedges(text)))


@given(WILD)
def test_nothing_is_quoted_twice(text: str) -> None:
    """No two quotes share their span: one utterance is one voice."""
    spans = [(quote.start, quote.end) for quote in find_quotes(text)]
    assert len(spans) == len(set(spans))


def test_only_english_names_who_speaks() -> None:
    """In another language the words between quotation marks are found, and laid to nobody."""
    text = (
        "Der Hafen sei zu, sagte Ada Pell. «Wir warten auf den Bericht der Stadt», said Ada Pell."
    )
    assert {quote.kind for quote in find_quotes(text)} >= {"direct"}
    (quote,) = find_quotes(text, "de")
    assert (quote.kind, quote.speaker, quote.verb) == ("direct", None, None)


def test_plans_and_wishes_are_apart() -> None:
    """What is laid to someone without a verb of saying is found only where it is asked for."""
    text = "Officials in the capital hope to reopen the harbour before the end of the summer."
    assert find_quotes(text) == ()
    (quote,) = find_quotes(text, reported=True)
    assert (quote.kind, quote.verb) == ("reported", "hope")


@pytest.mark.measured
def test_quotes_are_found_on_polnear(shared: Path) -> None:
    """On articles that were not learned from; the figures must not fall unseen."""
    figures = score_quotes(shared / "data" / "polnear").mean
    assert figures["direct_f1"] >= 0.80
    assert figures["indirect_f1"] >= 0.59
    assert figures["source_accuracy"] >= 0.86
