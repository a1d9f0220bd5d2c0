"""The tables: flat, complete, in one order, ready for a notebook."""

from __future__ import annotations

from dataclasses import fields, replace

import pandas as pd
import pytest
from events import fact_of

from compare.model import (
    Article,
    Comparison,
    Contrast,
    Correction,
    Evidence,
    Found,
    Match,
    Measure,
    Omission,
    Only,
    Origin,
    Reading,
    Removal,
    Sentence,
    Skipped,
)
from compare.options import Options
from compare.pipeline import compare_articles
from compare.tables import COLUMNS, column_type, to_tables

TEXT = {"gazette": "The pier burned.\n\nIt was old.", "herald": "Fire took the pier."}


def comparison() -> Comparison:
    """One of everything, made by hand."""
    articles = (
        Article(
            "gazette",
            "Gazette",
            "",
            TEXT["gazette"],
            published="2025-03-04",
            found=(Found("published", "line", "March 4, 2025"),),
            removed=(Removal(1, "Menu", "menu"), Removal(9, "Share", "button")),
        ),
        Article("herald", "Herald", "", TEXT["herald"]),
    )
    sentences = (
        Sentence("gazette-01", "gazette", "Gazette", 1, 1, 0, 16, "The pier burned."),
        Sentence("gazette-02", "gazette", "Gazette", 2, 2, 18, 29, "It was old."),
        Sentence("herald-01", "herald", "Herald", 1, 1, 0, 19, "Fire took the pier."),
    )
    match = Match("gazette-01", "herald-01", 0.9, "same")
    fact = fact_of("f1", (sentences[0], sentences[2]))
    readings = (
        Reading("Gazette", "gazette-01", 9, 15, "burned"),
        Reading("Herald", "herald-01", 0, 4, "fire"),
    )
    return Comparison(
        event="pier",
        articles=articles,
        sentences=sentences,
        matches=(match,),
        nearest=(match,),
        facts=(fact,),
        leads=(replace(fact, id="lead-1", sure=False),),
        contrasts=(Contrast("f1", "label", readings, "wording", 0.5),),
        omissions=(Omission("f1", "Tribune", "not found", None, 0.0),),
        only=(Only("Gazette", "gazette-02", "herald-01", 0.1),),
        origins=(Origin("o1", ("gazette",), ("Gazette",), "single", 1.0, ()),),
        framing=(
            Measure(
                "tone", "Gazette", "", -0.2, -0.4, 0.1, 9, "unit", (Evidence("gazette-01", 9, 15),)
            ),
            Measure("tone", "Herald", "", 0.1, None, None, 1, "unit", note="n = 1: too few to say"),
            Measure("hedges", "Herald", "", 1.5, 0.1, 4.0, 40, "unit", null=1.0),
        ),
        skipped=(Skipped("notes.doc", "not a text"),),
        options=Options(),
        signature="v",
        corrections=(Correction("corrections.toml, join 1", "join", "applied"),),
    )


def test_every_table_has_its_columns_in_their_order() -> None:
    """The tables and their columns are those of COLUMNS, also where a comparison is empty."""
    full = comparison()
    members = [f.name for f in fields(full) if isinstance(getattr(full, f.name), tuple)]
    empty = replace(full, **dict.fromkeys(members, ()))
    for each in (full, empty):
        tables = to_tables(each)
        assert list(tables) == list(COLUMNS)
        assert all(list(tables[name].columns) == COLUMNS[name].split() for name in tables)
    said = {"utterances", "mentions"}  # nobody speaks here: see below
    assert all(len(table) > 0 for name, table in to_tables(full).items() if name not in said)
    assert all(len(table) == 0 for table in to_tables(empty).values())


def test_a_column_has_one_type_in_every_comparison() -> None:
    """Also where a table is empty, and where all of a column is missing."""
    full = comparison()
    members = [f.name for f in fields(full) if isinstance(getattr(full, f.name), tuple)]
    for each in (full, replace(full, **dict.fromkeys(members, ()))):
        for name, table in to_tables(each).items():
            for column, kind in table.dtypes.items():
                kinds = [column_type(name, str(column))]
                kinds += ["str", "object"] if kinds == ["string"] else []  # by pandas's version
                assert str(kind) in kinds, (name, column)


@pytest.mark.parametrize("form", ["2025-03-04", "2025-03-04T06:30", "2025-03-04T06:30:15"])
def test_dates_are_read_by_pandas(form: str) -> None:
    """`to_datetime` reads both columns of dates, also where only some articles have a time."""
    full = comparison()
    timed = replace(full.articles[1], published=form)
    table = to_tables(replace(full, articles=(full.articles[0], timed)))["articles"]
    assert pd.to_datetime(table["published"]).dt.day.tolist() == [4, 4]
    moments = pd.to_datetime(table["published_at"])
    assert moments.isna().tolist() == [True, len(form) == 10]


def test_offsets_find_the_words_again() -> None:
    """Start and end of sentences and readings are offsets into the article's text."""
    tables = to_tables(comparison())
    for row in tables["sentences"].itertuples():
        assert TEXT[row.article][row.start : row.end] == row.text
    words = [
        TEXT[row.sentence.split("-")[0]][row.start : row.end]
        for row in tables["contrasts"].itertuples()
    ]
    assert words == ["burned", "Fire"]


def test_facts_stand_once_and_once_per_sentence_and_outlet() -> None:
    """`facts` has a row per fact, `fact_sentences` per sentence, `fact_outlets` per outlet: its
    mark with the sentence it rests on, also where the fact was not found."""
    tables = to_tables(comparison())
    assert tables["facts"][["id", "n_outlets", "n_sentences"]].values.tolist() == [["f1", 2, 2]]
    assert tables["fact_sentences"]["sentence"].tolist() == ["gazette-01", "herald-01"]
    marks = tables["fact_outlets"][["outlet", "mark", "sentence", "score"]]
    assert marks.astype(object).where(marks.notna(), None).values.tolist() == [
        ["Gazette", "states", "gazette-01", 1.0],
        ["Herald", "states", "herald-01", 0.9],
        ["Tribune", "not found", None, 0.0],
    ]


def test_unknown_is_missing() -> None:
    """What is not known is a missing value, never an empty word or a zero."""
    tables = to_tables(comparison())
    assert tables["articles"]["published"].isna().tolist() == [False, True]
    assert tables["omissions"]["closest"].isna().all()
    assert tables["framing"]["low"].isna().tolist() == [False, True, False]
    assert tables["framing"]["chance"].isna().tolist() == [True, True, False]


def test_framing_pivots_and_plots() -> None:
    """The line that the README promises works: a bar per outlet and measure."""
    framing = to_tables(comparison())["framing"]
    wide = framing.pivot_table("value", "outlet", "measure")
    assert wide.loc["Gazette", "tone"] == pytest.approx(-0.2)
    assert pd.isna(wide.loc["Gazette", "hedges"])
    assert framing["evidence"].tolist() == [1, 0, 0]
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    axes = wide.plot.bar()
    assert len(axes.containers) == 2
    from matplotlib import pyplot

    pyplot.close("all")


def test_who_says_what_and_who_names_whom() -> None:
    """An utterance has its speaker, verb and words; an actor has a row per outlet, zeros too."""
    texts = {
        "Gazette": "The pier burned. “We will build it again,” said Mayor Ada Pell of the fire.",
        "Herald": "The pier burned down on Tuesday, and nobody of the town was hurt.",
    }
    articles = [Article(name.lower(), name, "", text) for name, text in texts.items()]
    tables = to_tables(compare_articles(articles))
    (utterance,) = tables["utterances"].to_dict("records")
    assert (utterance["actor"], utterance["verb"], utterance["direct"]) == ("Ada Pell", "said", 1)
    assert (utterance["words"], utterance["stance"]) == (5, "neutral")
    pell = tables["mentions"].query("actor == 'Ada Pell'")
    assert pell[["outlet", "mentions", "words"]].to_numpy().tolist() == [
        ["Gazette", 1, 5],
        ["Herald", 0, 0],
    ]
