"""Outlets over events: one way for comparisons in memory and for a run; honest intervals."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

import numpy as np
import pandas as pd
import pytest
from archive_events import EVENTS, archive_rows, files, write_rows
from hypothesis import given, settings
from hypothesis import strategies as st

from compare import Article, Comparison, compare_articles, compare_events, read_articles
from compare.archive import (
    Profile,
    read_profile,
    read_stories,
    run_batch,
    write_profile,
    write_stories,
)
from compare.archive.outlets.profile import mean_over_events
from compare.archive.outlets.tallies import OUTLETS, PAIRS
from compare.cli import EXIT_INPUT, main
from compare.errors import InputError

SEEDS = Path(__file__).parents[1] / "seeds" / "asian-nato"


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six events of three outlets each."""
    folder = tmp_path_factory.mktemp("archive")
    write_stories(write_rows(folder / "a.jsonl", archive_rows()), folder / "stories")
    return folder / "stories"


@pytest.fixture(scope="module")
def comparisons(stories: Path) -> list[Comparison]:
    """The six events, compared in this process."""
    found = [told for _, told in compare_events(read_stories(stories), workers=1)]
    assert all(isinstance(told, Comparison) for told in found)
    return [told for told in found if isinstance(told, Comparison)]


def synthetic(gaps: Sequence[float], noise: np.random.Generator, figure: str = "f") -> Profile:
    """A profile of two outlets, A above B by each event's gap, on skewed noise."""
    rows = []
    for number, gap in enumerate(gaps):
        for outlet, more in (("A", gap), ("B", 0.0)):
            value = more + float(noise.exponential())
            rows.append((f"e{number:03d}", figure, "", outlet, "", value))
    return profile_of(rows)


def profile_of(rows: Sequence[tuple[str, str, str, str, str, float]]) -> Profile:
    """A profile of these values (event, figure, term, outlet, other, value)."""
    values = pd.DataFrame(rows, columns=["event", "figure", "term", "outlet", "other", "value"])
    values["unit"] = "a unit"
    pairs = values[["event", "outlet"]].drop_duplicates()
    lacks = ["outlet", "event", "fact", "text", "sentences", "closest"]
    part = {
        "values": values,
        "outlets": pairs.assign(articles=1, words=9, not_english=0, first=None, last=None),
        "not_found": pd.DataFrame(columns=lacks),
    }
    return Profile((part,), frozenset(values["event"]))


def test_comparisons_add_up_to_what_their_run_gives(
    stories: Path, comparisons: list[Comparison], tmp_path: Path
) -> None:
    """In memory, in any order, or read back from Parquet: the same bytes in every file."""
    run_batch(stories, tmp_path / "run", workers=1)
    read, added = read_profile(tmp_path / "run"), sum(comparisons, Profile())
    for name, table in read.tables().items():
        pd.testing.assert_frame_equal(table, added.tables()[name], check_dtype=len(table) > 0)
    write_profile(read, tmp_path / "a")
    write_profile(added, tmp_path / "b")
    write_profile(sum(reversed(comparisons), Profile()), tmp_path / "c")
    told = files(tmp_path / "a")
    assert {"outlets.html", "tables/differences.csv"} <= set(told)
    assert files(tmp_path / "b") == told
    assert files(tmp_path / "c") == told


def test_an_event_counts_once(comparisons: list[Comparison]) -> None:
    """Two comparisons of one name would be counted as two events: an error names it."""
    assert len(sum(comparisons, Profile()).events) == EVENTS
    with pytest.raises(InputError, match="two events have this name"):
        sum([comparisons[0], comparisons[0]], Profile())
    with pytest.raises(InputError, match="no events"):
        Profile().tables()


def test_figures_of_facts_are_what_a_slow_reading_gives(comparisons: list[Comparison]) -> None:
    """Each value of an event, counted again by loops over the comparison."""
    nato = compare_articles(read_articles(SEEDS), event="nato")
    checked = 0
    for comparison in [*comparisons, nato]:
        values = sum([comparison], Profile()).tables()["values"]
        for row in values.itertuples():
            if row.figure in OUTLETS or row.figure in PAIRS:
                slow = SLOW[row.figure](comparison, row.outlet, row.other)
                assert row.value == pytest.approx(slow, abs=1e-6), row
                checked += 1
    assert checked > 60


def _carried(told: Comparison, outlet: str, _: str) -> float:
    return fmean(outlet in fact.outlets for fact in told.facts)


def _not_found(told: Comparison, outlet: str, _: str) -> float:
    others = set(told.outlets) - {outlet}
    lacks = {o.fact for o in told.omissions if o.outlet == outlet and o.status == "not found"}
    all_others = [fact for fact in told.facts if others <= set(fact.outlets)]
    here = sum(outlet in fact.outlets for fact in all_others)
    gone = sum(fact.id in lacks for fact in all_others)
    return gone / (here + gone)


def _first(told: Comparison, outlet: str, _: str) -> float:
    exact = min(len(article.published or "") for article in told.articles)
    when = {
        name: min((a.published or "")[:exact] for a in told.articles if a.outlet == name)
        for name in told.outlets
    }
    return float(all(when[outlet] < day for name, day in when.items() if name != outlet))


def _agreement(told: Comparison, outlet: str, other: str) -> float:
    body = [s for s in told.sentences if s.index and s.outlet in (outlet, other)]
    joint = [fact for fact in told.facts if {outlet, other} <= set(fact.outlets)]
    held = {name for fact in joint for name in fact.sentences}
    return sum(s.id in held for s in body) / len(body)


SLOW = {
    "facts carried": _carried,
    "not found here": _not_found,
    "first to report": _first,
    "agreement": _agreement,
}


def test_first_to_report_needs_dates_that_tell() -> None:
    """Same day: nobody was first; an undated article: the event has no such figure."""
    text = "A fire closed the harbour of Brackwater on Tuesday. Fifteen people were hurt."

    def firsts(*dates: str | None) -> list[float]:
        articles = [
            Article(f"a{k}", f"Outlet {k}", "", text, published=date)
            for k, date in enumerate(dates)
        ]
        values = sum([compare_articles(articles, event="fire")], Profile()).tables()["values"]
        return list(values[values["figure"] == "first to report"]["value"])

    assert firsts("2025-03-04", "2025-03-05") == [1, 0]
    assert firsts("2025-03-04T08:00", "2025-03-04") == [0, 0]
    assert firsts("2025-03-04T08:00", "2025-03-04T09:30:10") == [1, 0]
    assert firsts("2025-03-04", None) == []


@pytest.mark.parametrize("n", [10, 30])
def test_the_interval_covers_the_mean_at_about_its_level(n: int) -> None:
    """Of 300 samples of a uniform variable, about 95 % have the true mean in their interval."""
    draws = np.random.default_rng(1)
    hits = 0
    for _ in range(300):
        mean = mean_over_events(pd.Series(draws.uniform(size=n)), 0.95)
        assert mean.low is not None
        assert mean.high is not None
        hits += mean.low <= 0.5 <= mean.high
    assert 0.92 <= hits / 300 <= 0.98


def test_a_planted_difference_is_found_and_covered() -> None:
    """A lies above B by 1 on average, noise of standard deviation 1.4: 40 events tell it."""
    draws = np.random.default_rng(2)
    rows = [
        synthetic(draws.uniform(0, 2, size=40), draws).tables()["differences"].iloc[0]
        for _ in range(100)
    ]
    assert sum(row["low"] <= 1 <= row["high"] for row in rows) >= 90
    assert sum(row["q"] < 0.05 for row in rows) >= 90
    assert all(row["n"] == 40 for row in rows)


def test_outlets_that_do_not_differ_give_false_alarms_at_the_stated_rate() -> None:
    """Without a difference p < 0.05 comes in about one of twenty, q < 0.05 hardly ever."""
    draws = np.random.default_rng(3)
    parts = [synthetic([0.0] * 25, draws, f"figure {k:03d}").parts[0] for k in range(400)]
    whole = {
        name: pd.concat([part[name] for part in parts], ignore_index=True) for name in parts[0]
    }
    rows = Profile((whole,), frozenset(whole["values"]["event"])).tables()["differences"]
    assert len(rows) == 400
    assert 0.025 <= (rows["p"] < 0.05).mean() <= 0.08
    assert 0.02 <= ((rows["low"] > 0) | (rows["high"] < 0)).mean() <= 0.08
    assert (rows["q"] < 0.05).sum() <= 2


@given(st.lists(st.floats(-9, 9), min_size=5, max_size=12), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_neither_order_nor_names_change_a_difference(
    values: list[float], dice: random.Random
) -> None:
    """Rows in any order: the same tables. Outlets that swap names: the same p, the other sign."""
    rows = [(f"e{k}", "f", "", "AB"[k % 2], "", value) for k, value in enumerate(values)]
    rows += [(f"e{k}", "f", "", "BA"[k % 2], "", value / 2) for k, value in enumerate(values)]
    told = profile_of(rows).tables()["differences"]
    swapped = [(*row[:3], {"A": "B", "B": "A"}[row[3]], *row[4:]) for row in rows]
    other = profile_of(swapped).tables()["differences"]
    assert other["difference"].tolist() == pytest.approx((-told["difference"]).tolist(), abs=1e-6)
    np.testing.assert_array_equal(other["p"], told["p"])  # a p that is not known, too
    dice.shuffle(rows)
    pd.testing.assert_frame_equal(profile_of(rows).tables()["differences"], told)


def test_few_events_are_told() -> None:
    """Below five no interval, below twenty a warning, all alike no interval."""
    four = mean_over_events(pd.Series([0.1, 0.2, 0.3, 0.4]), 0.95)
    assert (four.low, four.high, four.p) == (None, None, None)
    assert four.note == "n = 4: too few to say"
    assert "rough" in mean_over_events(pd.Series(np.arange(8.0)), 0.95).note
    assert mean_over_events(pd.Series(np.arange(30.0)), 0.95).note == ""
    ones = mean_over_events(pd.Series(np.ones(30)), 0.95)
    assert (ones.low, ones.high) == (None, None)
    assert "no interval" in ones.note
    rows = synthetic([1.0] * 4, np.random.default_rng(0)).tables()
    assert rows["differences"]["q"].isna().all()
    assert rows["figures"]["low"].isna().all()


def test_a_kind_of_source_that_is_not_quoted_is_a_share_of_nought() -> None:
    """An outlet that quotes officials alone quotes no citizens; one that quotes nobody is left."""
    rows = [(f"e{k}", "sources", "official", "A", "", 1.0) for k in range(6)]
    rows += [("e0", "sources", "citizen", "B", "", 1.0), ("e1", "tone", "", "B", "", 0.1)]
    figures = profile_of(rows).tables()["figures"].set_index(["figure", "term", "outlet"])
    assert figures.loc[("sources", "citizen", "A"), ["value", "n"]].tolist() == [0, 6]
    assert figures.loc[("sources", "citizen", "B"), ["value", "n"]].tolist() == [1, 1]
    assert figures.loc[("sources", "official", "B"), ["value", "n"]].tolist() == [0, 1]


def test_what_articles_say_cannot_leave_its_cell(tmp_path: Path) -> None:
    """Names, headlines and sentences are text in the page, the Markdown and the tables."""
    rows = archive_rows()[:6]
    for row in rows:
        row["outlet"] = "=cmd|" + row["outlet"] + "<img src=x onerror=alert(1)>"
        row["text"] = row["text"].replace("the", "<script>alert(2)</script> the")
    events: dict[str, list[Article]] = {}
    for k, row in enumerate(rows):
        text = row["title"] + "\n\n" + row["text"]
        article = Article(f"a{k}", row["outlet"], row["title"], text, row["published"])
        events.setdefault(row["event"] + "</td>", []).append(article)
    told = [compare_articles(articles, event=name) for name, articles in events.items()]
    write_profile(sum(told, Profile()), tmp_path)
    page = (tmp_path / "outlets.html").read_text()
    assert "<script" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
    assert "default-src &#39;none&#39;" in page
    with (tmp_path / "tables" / "figures.csv").open(newline="") as lines:
        assert all(row["outlet"].startswith("'=cmd|") for row in csv.DictReader(lines))


def test_the_verb_writes_the_files(
    stories: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`outlets RUN -o DIR`; a folder that is no run is an error in words."""
    run_batch(stories, tmp_path / "run", workers=1)
    assert main(["outlets", str(tmp_path / "run"), "-o", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "outlets.html").is_file()
    assert "events: 6" in capsys.readouterr().err
    assert main(["outlets", str(tmp_path), "-o", str(tmp_path / "no")]) == EXIT_INPUT
    assert "compare-news batch" in capsys.readouterr().err
