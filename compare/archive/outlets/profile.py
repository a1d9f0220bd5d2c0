"""Profile: what outlets do over many events. It adds up; its figures have intervals over events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from pandas import DataFrame, Series, concat
from scipy.stats import ttest_1samp

from ...errors import InputError
from ...framing.intervals import FEW, benjamini_hochberg, few
from ...model import Comparison
from ...options import Options
from ...tables import to_tables
from ..dataset import need_arrow
from .tallies import NEEDED, SHARES, tally_events
from .terms import find_apart

MOST = 20  # outlets with figures: those of the most events
# table -> its columns, in their order
COLUMNS: Mapping[str, str] = {
    "outlets": "outlet events articles words not_english first last",
    "figures": "figure term outlet other value low high n chance unit note",
    "differences": "figure term outlet other value_outlet value_other difference low high n p q "
    "unit note",
    "terms": "kind term outlet times expected events p q",
    "not_found": "outlet event fact text sentences closest",
    "values": "event figure term outlet other value",
}


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """Events that were compared, as far as a profile needs them: `sum(comparisons, Profile())`.

    parts       what `tally_events` gave, in any order
    events      their names: no two events have the same one
    signatures  how they were compared; one, where all were compared alike
    """

    parts: tuple[Mapping[str, DataFrame], ...] = ()
    events: frozenset[str] = frozenset()
    signatures: frozenset[str] = frozenset()

    def __add__(self, more: Profile | Comparison) -> Profile:
        """Both together. InputError where an event's name comes twice."""
        if isinstance(more, Comparison):
            more = _profile_of(more)
        if not isinstance(more, Profile):
            return NotImplemented
        if twice := self.events & more.events:
            problem = "two events have this name"
            raise InputError(min(twice) or "(no name)", problem, "give each event its own name")
        return Profile(
            self.parts + more.parts,
            self.events | more.events,
            self.signatures | more.signatures,
        )

    def __repr__(self) -> str:
        """Short: the parts would fill pages."""
        return f"<Profile of {len(self.events)} events>"

    def tables(self, options: Options | None = None) -> dict[str, DataFrame]:
        """The tables of COLUMNS; the same for any order of the events.

        outlets      a row per outlet: events, articles, words, articles in another language than
                     English, of which most framing measures say nothing; first and last day
        figures      a row per figure, term and outlet (and other outlet, where the figure is of
                     two). value: the mean over its events, each weighing the same; low..high: its
                     interval; n: events; chance: what its events give where outlets are shuffled
                     (the mean over all outlets there)
        differences  a row per figure, term and two outlets, over the events with a value of both:
                     the mean of value_outlet - value_other; p: that it is 0; q by Benjamini and
                     Hochberg over all rows; neither for fewer than FEW events
        terms        a row per word or actor and outlet: how often; how often if all wrote alike; in
                     how many events it is; p by shuffling outlets inside events, q over a kind
        not_found    a row per fact that all others state and that was not found in the outlet
        values       what all of it rests on: a row per event

        Figures are given for the MOST outlets with most events; at `options.confidence`.
        InputError for a profile of no events.
        """
        if not self.events:
            raise InputError("profile", "no events", "add comparisons, or a run with events")
        options = options or Options()
        outlets = _sum_outlets(self._join_parts("outlets", ["event", "outlet"]))
        most = sorted(outlets.sort_values(["events", "outlet"], ascending=[False, True])
                      ["outlet"][:MOST])  # fmt: skip
        values = self._join_parts("values", COLUMNS["values"].split())
        values_of_most = values[values["outlet"].isin(most) & values["other"].isin([*most, ""])]
        figures, differences = [], []
        for figure, matrix in _spread_values(values_of_most):
            figures += _rows_of_outlets(figure, matrix, options.confidence)
            differences += _rows_of_differences(figure, matrix, options.confidence)
        rows: dict[str, Any] = {
            "outlets": outlets,
            "figures": figures,
            "differences": _add_q(differences),
            "terms": find_apart([part["terms"] for part in self.parts if "terms" in part], most),
            "not_found": self._join_parts("not_found", ["outlet", "event", "fact"]),
            "values": values,
        }
        return {name: _make_table(name, table) for name, table in rows.items()}

    def _join_parts(self, name: str, order: Sequence[str]) -> DataFrame:
        frames = [part[name] for part in self.parts if len(part[name])]
        frame = concat(frames or [self.parts[0][name]], ignore_index=True)
        return frame.drop_duplicates().sort_values(list(order), ignore_index=True)


ROUGH = 20  # with fewer events an interval is marked as rough


class Mean(NamedTuple):
    """A mean over events: its interval, how likely it is by chance where the truth is 0 (two-sided
    p), from how many events; note: the warning that goes with few events, or with all alike."""

    value: float
    low: float | None
    high: float | None
    p: float | None
    n: int
    note: str


def mean_over_events(values: Series[float], confidence: float) -> Mean:
    """The mean of a value per event, by Student's t; no interval for fewer than FEW events, nor
    where all are alike: what they say of other events is then not known."""
    n, value = len(values), float(values.mean())
    if n < FEW:
        return Mean(value, None, None, None, n, few(n))
    if values.max() == values.min():
        p = 1.0 if value == 0 else 2 * 0.5**n  # by their signs alone
        return Mean(value, None, None, p, n, "the same in all events: no interval")
    test = ttest_1samp(values, 0)
    low, high = test.confidence_interval(confidence)
    note = f"n = {n}: few events, a rough interval" if n < ROUGH else ""
    return Mean(value, float(low), float(high), float(test.pvalue), n, note)


def read_profile(run: str | Path) -> Profile:
    """The profile of all events of a run, one part of its data set at a time.

    InputError where `run` holds no finished data set; MissingExtraError without pyarrow.
    """
    need_arrow()
    import pyarrow.parquet as pq

    data, profile = Path(run) / "data", Profile()
    for marker in sorted(data.glob("part-*.json")):
        if missing := [name for name in NEEDED if not (data / name).is_dir()]:
            raise InputError(run, f"no table {missing[0]!r}: an older version wrote it",
                             "compare the events again with 'compare-news batch'")  # fmt: skip
        tables = {
            name: pq.read_table(
                data / name / f"{marker.stem}.parquet", columns=list(columns)
            ).to_pandas()
            for name, columns in {"events": ("event", "signature"), **NEEDED}.items()
        }
        events = tables["events"]
        if len(events):
            names = (frozenset(events["event"]), frozenset(events["signature"]))
            profile += Profile((tally_events(tables),), *names)
    if not profile.events:
        raise InputError(run, "no events here", "name the folder that 'compare-news batch' wrote")
    return profile


def _profile_of(comparison: Comparison) -> Profile:
    tables = {
        name: frame.assign(event=comparison.event)[list(NEEDED[name])]
        for name, frame in to_tables(comparison).items()
        if name in NEEDED
    }
    names = (frozenset({comparison.event}), frozenset({comparison.signature}))
    return Profile((tally_events(tables),), *names)


def _sum_outlets(rows: DataFrame) -> DataFrame:
    return rows.groupby("outlet", as_index=False).agg(
        events=("event", "nunique"),
        articles=("articles", "sum"),
        words=("words", "sum"),
        not_english=("not_english", "sum"),
        first=("first", "min"),
        last=("last", "max"),
    )


class Figure(NamedTuple):
    """What the rows of a figure have in common."""

    name: str
    term: str
    unit: str


def _spread_values(values: DataFrame) -> Iterator[tuple[Figure, DataFrame]]:
    """(figure, events x (outlet, other)), missing where there is no value."""
    for figure, rows in values.groupby("figure"):
        terms = rows.set_index(["event", "outlet", "other", "term"])["value"].unstack("term")
        if figure in SHARES:  # a term that is not listed has a share of 0 where others are
            terms = terms.fillna(0.0)
        for term in terms:
            about = Figure(str(figure), str(term), rows["unit"].iloc[0])
            yield about, terms[term].unstack(["outlet", "other"])


def _rows_of_outlets(figure: Figure, matrix: DataFrame, confidence: float) -> list[tuple[Any, ...]]:
    """As in COLUMNS."""
    everyone = matrix.mean(axis=1)
    rows = []
    for outlet, other in list[Any](matrix):
        values = matrix[outlet, other].dropna()
        if not len(values):
            continue
        value, low, high, _, n, note = mean_over_events(values, confidence)
        chance = everyone[values.index].mean()
        rows.append((figure.name, figure.term, outlet, other, value, low, high, n, chance,
                     figure.unit, note))  # fmt: skip
    return rows


def _rows_of_differences(
    figure: Figure, matrix: DataFrame, confidence: float
) -> list[tuple[Any, ...]]:
    """As in COLUMNS, without q; none of a figure that is of two outlets itself."""
    rows = []
    for one, two in combinations([column for column in list[Any](matrix) if column[1] == ""], 2):
        both = matrix[[one, two]].dropna()
        if not len(both):
            continue
        gap = mean_over_events(both[one] - both[two], confidence)
        rows.append((figure.name, figure.term, one[0], two[0], both[one].mean(), both[two].mean(),
                     *gap[:3], gap.n, gap.p, None, figure.unit, gap.note))  # fmt: skip
    return rows


def _add_q(differences: Sequence[tuple[Any, ...]]) -> DataFrame:
    """The differences as a table, with q where there is p."""
    frame = DataFrame.from_records(differences, columns=COLUMNS["differences"].split())
    tested = frame["p"].notna()
    frame.loc[tested, "q"] = benjamini_hochberg(frame.loc[tested, "p"].tolist())
    return frame


def _make_table(name: str, rows: Any) -> DataFrame:
    """Columns as COLUMNS says; figures rounded to 6 digits."""
    columns = COLUMNS[name].split()
    frame = rows if isinstance(rows, DataFrame) else DataFrame.from_records(rows, columns=columns)
    # a column of nothing but None would have no type
    numbers = dict.fromkeys({"low", "high", "p", "q"} & set(columns), float)
    frame = frame[columns].astype(numbers).round(6)
    order = [c for c in ("figure", "term", "outlet", "other", "event", "fact") if c in columns]
    return frame.sort_values(order, ignore_index=True)
