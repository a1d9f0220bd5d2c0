"""Contrasts: where outlets differ inside a fact, kind by kind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from events import fact_of
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.datafiles import load_lines
from compare.evaluation import evaluate_stage
from compare.evaluation.contrasts import load_verdicts
from compare.evaluation.marked import read_marked
from compare.facts import KINDS, find_contrasts, lower_marks
from compare.model import Article, Contrast, Sentence
from compare.options import Options
from compare.text.annotate import annotate

CASES = json.loads((Path(__file__).parent / "cases" / "contrasts.json").read_text("utf-8"))
# the kinds whose readers' conflicts were judged one by one
JUDGED = ("number", "date", "name", "quote-wording", "label")
NATURES = {"clash", "precision", "wording", "update"}


def event(texts: dict[str, str], days: dict[str, str] | None = None) -> Any:
    """One article of one body sentence per outlet, and the one fact of them all."""
    articles, sentences = [], []
    for outlet, text in sorted(texts.items()):
        title = f"News of the {outlet}"
        full = f"{title}\n\n{text}"
        articles.append(Article(outlet, outlet, title, full, (days or {}).get(outlet)))
        place = f"{outlet}-01", outlet, outlet, 1, 1
        sentences.append(Sentence(*place, len(title) + 2, len(full), text))
    return [fact_of("fact-1", sentences)], annotate(articles, sentences)


def contrasts_of(texts: dict[str, str], days: dict[str, str] | None = None) -> tuple[Contrast, ...]:
    return find_contrasts(*event(texts, days), Options())


def params() -> list[Any]:
    return [
        pytest.param(
            case,
            id=case["label"],
            marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [],
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", params())
def test_cases(case: dict[str, Any]) -> None:
    """Each written case shows, or does not show, the contrast that it says."""
    found = [c for c in contrasts_of(case["sentences"], case.get("days")) if c.kind == case["kind"]]
    expect = case["expect"]
    assert bool(found) == bool(expect), found
    if expect:
        assert found[0].nature == expect["nature"]
        values = {reading.outlet: reading.value for reading in found[0].readings}
        assert values.items() >= expect.get("values", {}).items()


def test_one_reading_per_outlet() -> None:
    """Three outlets, two figures: one contrast with a reading of each outlet."""
    found = contrasts_of(
        {
            "Gazette": "Fifteen people were taken to hospital with burns.",
            "Herald": "Sixteen people were taken to hospital with burns.",
            "Tribune": "After the fire 15 people were taken to hospital.",
        }
    )
    numbers = [contrast for contrast in found if contrast.kind == "number"]
    assert [r.outlet for r in numbers[0].readings] == ["Gazette", "Herald", "Tribune"]
    assert [r.value for r in numbers[0].readings] == ["15 people", "16 people", "15 people"]
    assert len(numbers) == 1


def test_an_outlet_that_clashes_with_the_words_states_them_in_part() -> None:
    """Another figure than the row's is not the row's; who has the same one states it."""
    facts, annotated = event(
        {
            "Gazette": "The storm killed 15 people.",
            "Herald": "The storm killed 18 people.",
            "Tribune": "The storm killed 15 people in Oslo.",
        }
    )
    (fact,) = lower_marks(facts, find_contrasts(facts, annotated, Options()))
    marks = {cell.outlet: cell.mark for cell in fact.cells}
    assert marks == {"Gazette": "states", "Herald": "in part", "Tribune": "states"}


def test_overlapping_facts_tell_a_contrast_once() -> None:
    """What two facts both hold is told for the first of them only."""
    facts, annotated = event(
        {"Gazette": "The storm killed 15 people.", "Herald": "The storm killed 18 people."}
    )
    again = fact_of("fact-2", annotated.sentences)
    found = find_contrasts([*facts, again], annotated, Options())
    assert [contrast.fact for contrast in found if contrast.kind == "number"] == ["fact-1"]


def test_nothing_to_compare() -> None:
    """No facts, no contrasts; a fact of one outlet has none either."""
    assert find_contrasts([], annotate([], []), Options()) == ()
    assert contrasts_of({"Gazette": "The storm killed 15 people."}) == ()


SCRAPS = (
    "the storm killed 15 sixteen people may not will on Tuesday Wednesday March 4 $3 million said"
    ' “rules were a disgrace” " Hale according to never allegedly \x00 ½ — \n'
)
words = st.sampled_from(SCRAPS.split(" "))
texts = st.lists(words, min_size=1, max_size=25).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(texts, texts, texts)
def test_evidence_stands_in_the_article(one: str, two: str, three: str) -> None:
    """Whatever the text: offsets lie inside their sentence, outlets differ, values hold."""
    facts, annotated = event({"A": one, "B": two, "C": three})
    by_id = {sentence.id: sentence for sentence in annotated.sentences}
    found = find_contrasts(facts, annotated, Options())
    assert found == find_contrasts(facts, annotated, Options())
    for contrast in found:
        outlets = [reading.outlet for reading in contrast.readings]
        assert contrast.kind in KINDS
        assert contrast.nature in NATURES
        assert 0.0 <= contrast.strength <= 1.0
        assert len(outlets) >= 2
        assert outlets == sorted(set(outlets))
        for reading in contrast.readings:
            sentence = by_id[reading.sentence]
            assert sentence.start <= reading.start < reading.end <= sentence.end
            assert reading.value
    assert [c.strength for c in found] == sorted((c.strength for c in found), reverse=True)


@settings(max_examples=30, deadline=None)
@given(texts, texts)
def test_sides_do_not_matter(one: str, two: str) -> None:
    """The same two sentences under swapped outlet names differ in the same kinds."""
    there = contrasts_of({"A": one, "B": two})
    back = contrasts_of({"A": two, "B": one})
    assert sorted((c.kind, c.nature, c.strength) for c in there) == sorted(
        (c.kind, c.nature, c.strength) for c in back
    )


def test_sentence_without_end() -> None:
    """A line of a hundred thousand words is read in bounded time."""
    long = "the storm killed 15 people on Tuesday " * 3000
    assert isinstance(contrasts_of({"A": long[:60000], "B": "The storm killed 18 people."}), tuple)


@pytest.mark.measured
def test_differences_shown_are_real(shared: Path) -> None:
    """Of the differences shown on annotated events, most are real by the verdicts of a reader."""
    mean = evaluate_stage("contrasts", shared / "train", Options(reader="none")).mean
    assert mean["real_all"] >= 0.75
    assert mean["false_all"] <= 0.1


@pytest.mark.measured
def test_every_judged_conflict_is_there(shared: Path) -> None:
    """The verdicts are on the marked conflicts of the kinds that were judged: on all of
    the events that were judged, and no other."""
    rows = [line.split("\t") for line in load_lines("contrast_marks.tsv")]
    apart = {"quote-wording": "quote", "quote": "quote", "label": "label"}  # judged by themselves
    judged = {(name.split("/")[0], apart.get(kind)) for name, kind, *_ in rows}
    marked = {
        f"{event.name}/{number}/{fact['id']}/{place}"
        for folder in ("gold", "train")
        for event in read_marked(shared / folder)
        for number, reader in enumerate(event.readers, 1)
        for fact in reader["facts"]
        for place, conflict in enumerate(fact.get("conflicts") or ())
        if conflict["kind"] in JUDGED and (event.name, apart.get(conflict["kind"])) in judged
    }
    assert marked == set(load_verdicts())
    known = {"clash", "precision", "wording", "update", "none", "requoted", "cut", "reported"}
    known |= {"named", "told", "quoted"}
    assert set(load_verdicts().values()) <= known
