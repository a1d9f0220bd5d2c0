"""Tables of compared events -> one value per event, figure and outlet (or pair of outlets).

The tables are those of `compare.tables`, `event` put before their columns, so that comparisons in
memory and a run's data set go the same way. A figure of the facts is a line in OUTLETS or PAIRS;
the framing measures come by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from pandas import DataFrame, Series, concat

from ...framing import MEASURES
from ...text.locales import is_english
from .terms import tally_terms

# table -> the columns that are read of it
NEEDED: Mapping[str, tuple[str, ...]] = {
    "articles": ("event", "outlet", "published", "published_at", "words", "language"),
    "sentences": ("event", "id", "outlet", "index", "text"),
    "facts": ("event", "id", "text"),
    "fact_sentences": ("event", "fact", "sentence", "outlet"),
    "omissions": ("event", "fact", "outlet", "status", "closest"),
    "mentions": ("event", "actor", "outlet", "mentions"),
    "framing": ("event", "measure", "outlet", "term", "value", "unit"),
}
# framing measures whose terms are the same ones in every event, and those of which a term that is
# not listed is a share of 0
TERMED = tuple(kind.name for kind in MEASURES.values() if kind.shared_terms)
SHARES = tuple(name for name in TERMED if MEASURES[name].unit.startswith("share "))
KEYS = ["event", "outlet"]
VALUES = ["event", "figure", "term", "outlet", "other", "value", "unit"]
BOTH = 3  # outlets of an event from which on "carried by others" says something


class Tables(NamedTuple):
    """The tables of some events, and what several figures ask of them.

    covered  a row per event and outlet
    carried  a row per event, fact and outlet that states it
    outlets  event -> how many outlets cover it
    """

    tables: Mapping[str, DataFrame]
    covered: DataFrame
    carried: DataFrame
    outlets: Series[int]


def tally_events(tables: Mapping[str, DataFrame]) -> dict[str, DataFrame]:
    """What a profile needs to know of some events, as tables:

    values     event figure term outlet other value unit; other: the second of two outlets, or ""
    outlets    event outlet articles words not_english first last: a row per event and outlet
    terms      of `tally_terms`: sums that add up over events
    not_found  outlet event fact text sentences closest: what all others state, not found here
    """
    covered = tables["articles"][KEYS].drop_duplicates()
    carried = tables["fact_sentences"][["event", "fact", "outlet"]].drop_duplicates()
    events = Tables(tables, covered, carried, covered.groupby("event")["outlet"].size())
    values = [_read_framing(events)]
    for name, (figure, unit) in {**OUTLETS, **PAIRS}.items():
        values.append(figure(events).assign(figure=name, unit=unit))
    whole = [frame.reindex(columns=VALUES, fill_value="") for frame in values if len(frame)]
    return {
        "values": concat(whole, ignore_index=True),
        "outlets": _sum_outlets(events),
        "not_found": _find_lacks(events),
        "terms": tally_terms(tables),
    }


def _share_carried(events: Tables) -> DataFrame:
    """Of the event's facts the outlet's share, in events of BOTH outlets or more."""
    facts = events.carried.groupby("event")["fact"].nunique().rename("facts")
    mine = events.carried.groupby(KEYS)["fact"].size().rename("mine")
    rows = _select_large(events).merge(facts, on="event").merge(mine, on=KEYS, how="left")
    return rows.assign(value=rows["mine"].fillna(0) / rows["facts"])


def _share_not_found(events: Tables) -> DataFrame:
    """Of the facts that all others state, the share not found here.

    A fact that is missing for another reason (too short, published before, perhaps found) is
    left out of the count.
    """
    full = _count_outlets(events)
    full = full[full["k"] == _count_covering(events, full)]
    carried = full.groupby("event").size().rename("carried")
    lacks = _find_lacks(events).groupby(KEYS).size().rename("lacks")
    rows = (
        _select_large(events)
        .merge(carried, on="event", how="left")
        .merge(lacks, on=KEYS, how="left")
    )
    rows = rows.fillna({"carried": 0, "lacks": 0})
    rows = rows[rows["carried"] + rows["lacks"] > 0]
    return rows.assign(value=rows["lacks"] / (rows["carried"] + rows["lacks"]))


def _share_first(events: Tables) -> DataFrame:
    """1 where the outlet's earliest article is earlier than any other outlet's, else 0.

    Times are cut to what all of the event have (day, minute); an event with an undated article
    has no row.
    """
    rows = []
    for event, articles in events.tables["articles"].groupby("event"):
        if articles["published"].isna().any():
            continue
        timed = articles["published_at"].notna().all()
        moments = articles["published_at" if timed else "published"]
        earliest = moments.groupby(articles["outlet"]).min()
        alone = (earliest == earliest.min()).sum() == 1
        for outlet, when in earliest.items():
            rows.append((event, outlet, float(alone and when == earliest.min())))
    return DataFrame(rows, columns=[*KEYS, "value"])


def _share_agreement(events: Tables) -> DataFrame:
    """Of the body sentences of both, the share in a fact that the other states too."""
    body = events.tables["sentences"]
    body = body[body["index"] > 0].rename(columns={"id": "sentence"})
    lengths = body.groupby(KEYS).size().rename("length")
    sentences = events.tables["fact_sentences"].merge(body[["event", "sentence"]])
    pairs = sentences.merge(
        events.carried.rename(columns={"outlet": "other"}), on=["event", "fact"]
    )
    pairs = pairs[["event", "outlet", "other", "sentence"]].drop_duplicates()
    shared = pairs.groupby([*KEYS, "other"]).size().rename("shared").reset_index()
    back = shared.rename(columns={"outlet": "other", "other": "outlet", "shared": "back"})
    rows = events.covered.merge(events.covered.rename(columns={"outlet": "other"}), on="event")
    rows = rows[rows["outlet"] < rows["other"]]
    rows = rows.merge(shared, how="left").merge(back, how="left")
    rows = rows.merge(lengths, on=KEYS)
    rows = rows.merge(
        lengths.rename_axis(["event", "other"]).rename("there"), on=["event", "other"]
    )
    both = rows["shared"].fillna(0) + rows["back"].fillna(0)
    return rows.assign(value=both / (rows["length"] + rows["there"]))


Figure = tuple[Callable[[Tables], "DataFrame"], str]
# figure -> (its values, its unit); of an outlet
OUTLETS: dict[str, Figure] = {
    "facts carried": (
        _share_carried,
        "share of the event's facts that the outlet states, 0..1 (events of three outlets or more)",
    ),
    "not found here": (
        _share_not_found,
        "share of the facts that all other outlets state, 0..1 (events of three outlets or more)",
    ),
    "first to report": (
        _share_first,
        "share of the events in which it is dated earlier than all others, 0..1",
    ),
}
# of two outlets
PAIRS: dict[str, Figure] = {
    "agreement": (
        _share_agreement,
        "share of both outlets' body sentences that are in a fact which the other states, 0..1",
    ),
}


def _read_framing(events: Tables) -> DataFrame:
    """The measures that mean the same in every event: single figures, and those of TERMED."""
    rows = events.tables["framing"].rename(columns={"measure": "figure"})
    rows = rows[(rows["term"] == "") | rows["figure"].isin(TERMED)]
    # what n counts inside an event is no matter here: over events, n counts events
    unit = rows["unit"].str.replace(r"; n counts \w+| ?\(n counts \w+\)", "", regex=True)
    return rows.assign(unit=unit)


def _count_outlets(events: Tables) -> DataFrame:
    """event fact k: how many outlets state it."""
    return events.carried.groupby(["event", "fact"]).size().rename("k").reset_index()


def _count_covering(events: Tables, rows: DataFrame) -> Series[int]:
    """How many outlets cover the event of each row."""
    return events.outlets.reindex(rows["event"]).set_axis(rows.index)


def _select_large(events: Tables) -> DataFrame:
    """The rows of `covered` of events with BOTH outlets or more."""
    return events.covered[_count_covering(events, events.covered) >= BOTH]


def _sum_outlets(events: Tables) -> DataFrame:
    articles = events.tables["articles"]
    english = articles["language"].map(lambda code: code != code or is_english(code))
    articles = articles.assign(day=articles["published"], not_english=~english)
    return articles.groupby(KEYS, as_index=False).agg(
        articles=("words", "size"),
        words=("words", "sum"),
        not_english=("not_english", "sum"),
        first=("day", "min"),
        last=("day", "max"),
    )


def _find_lacks(events: Tables) -> DataFrame:
    """Facts that all other outlets state and that were not found here, with their sentences."""
    lacks = events.tables["omissions"]
    lacks = lacks[lacks["status"] == "not found"].merge(
        _count_outlets(events), on=["event", "fact"]
    )
    size = _count_covering(events, lacks)
    lacks = lacks[(size >= BOTH) & (lacks["k"] == size - 1)]
    sentences = events.tables["fact_sentences"].sort_values(["event", "fact", "sentence"])
    ids = sentences.groupby(["event", "fact"], as_index=False)["sentence"].agg("; ".join)
    facts = events.tables["facts"].rename(columns={"id": "fact"})
    lacks = lacks.merge(ids, on=["event", "fact"]).merge(facts, on=["event", "fact"])
    # from memory and from a file alike: None where there is no nearest sentence
    closest = lacks["closest"].astype(object).where(lacks["closest"].notna(), None)
    lacks = lacks.rename(columns={"sentence": "sentences"}).assign(closest=closest)
    return lacks[["outlet", "event", "fact", "text", "sentences", "closest"]]
