"""Profile: what outlets do over many events. It adds up; its figures have intervals over events."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import sqrt
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

from ...errors import InputError
from ...framing.intervals import FEW, Interval, benjamini_hochberg, bootstrap, few
from ...model import Comparison
from ...options import Options
from ...tables import to_tables
from ..dataset import need_arrow
from .tallies import NEEDED, SHARES, tally_events
from .terms import find_apart

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from pandas import DataFrame

    Floats = npt.NDArray[np.float64]

MOST = 20  # outlets with figures: those of the most events
# table -> its columns, in their order
COLUMNS: Mapping[str, str] = {
    "outlets": "outlet events articles words not_english first last",
    "figures": "figure term outlet value low high n chance unit note",
    "pairs": "figure outlet other value low high n unit note",
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
        figures      a row per figure, term and outlet. value: the mean over its events, each
                     weighing the same; low..high: drawing events again; n: events; chance: what its
                     events give where outlets are shuffled (the mean over all outlets there)
        pairs        a row per figure of two outlets, over the events that both cover
        differences  a row per figure, term and two outlets, over the events with a value of both:
                     the mean of value_outlet - value_other; p by sign flips; q by Benjamini and
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
        units = dict(self._join_parts("units", ["figure", "unit"])[["figure", "unit"]].to_numpy())
        values = self._join_parts("values", COLUMNS["values"].split())
        values_of_most = values[values["outlet"].isin(most) & values["other"].isin([*most, ""])]
        figures, pairs, differences = [], [], []
        for (figure, term), matrix in _pivot_values(values_of_most[values_of_most["other"] == ""]):
            about = (str(figure), str(term), units[figure])
            figures += _rows_of_outlets(about, matrix, options)
            differences += _rows_of_differences(about, matrix, options)
        for (figure, _), matrix in _pivot_values(values_of_most[values_of_most["other"] != ""]):
            pairs += _rows_of_pairs((str(figure), "", units[figure]), matrix, options)
        tested = [row[-3] for row in differences if row[-3] is not None]
        q = iter(benjamini_hochberg(tested))
        rows: dict[str, Any] = {
            "outlets": outlets,
            "figures": figures,
            "pairs": pairs,
            "differences": [
                (*row[:-2], None if row[-3] is None else next(q), *row[-2:]) for row in differences
            ],
            "terms": find_apart([part["terms"] for part in self.parts if "terms" in part], most),
            "not_found": self._join_parts("not_found", ["outlet", "event", "fact"]),
            "values": values,
        }
        return {name: _make_table(name, table) for name, table in rows.items()}

    def _join_parts(self, name: str, order: Sequence[str]) -> DataFrame:
        from pandas import concat

        frames = [part[name] for part in self.parts if len(part[name])]
        frame = concat(frames or [self.parts[0][name]], ignore_index=True)
        return frame.drop_duplicates().sort_values(list(order), ignore_index=True)


ROUGH = 20  # with fewer events an interval is marked as rough
FLIPS = 9999
BLOCK = 500  # flips at a time


def interval(values: Floats, options: Options, salt: str) -> Interval:
    """Interval of the mean over events when events are drawn again; a value per event.

    Percentile bootstrap, widened for small n ("expanded percentile"): its tails are those of a
    normal at sqrt(n / (n - 1)) times the quantile of Student's t. Hesterberg (2015), What Teachers
    Should Know About the Bootstrap, The American Statistician 69(4), 371-386, section 3.3.
    None for fewer than FEW events, or where all are alike: drawing again then says nothing.
    """
    from scipy.stats import t

    n = len(values)
    if n < FEW:
        return None, None
    edge = float(t.ppf(0.5 + min(options.confidence, 1 - 1e-9) / 2, n - 1)) * sqrt(n / (n - 1))
    wider = min(2 * NormalDist().cdf(edge) - 1, 1.0)
    return bootstrap([float(v) for v in values], None, replace(options, confidence=wider), salt)


def sign_flips(gaps: Sequence[Mapping[str, float]], options: Options, salt: str) -> list[float]:
    """Two-sided p of each mean difference: what shuffling the two outlets within events gives.

    gaps   per pair of outlets: event -> difference; events that a pair lacks are left out

    Each event's difference keeps or changes its sign, FLIPS times (1/(FLIPS + 1) .. 1). Fisher
    (1935), The Design of Experiments, section 21; Phipson & Smyth (2010) for the + 1.
    """
    import numpy as np

    events = sorted(set().union(*gaps)) if gaps else []
    place = {event: row for row, event in enumerate(events)}
    matrix = np.zeros((len(events), len(gaps)))
    for column, gap in enumerate(gaps):
        for event, value in gap.items():
            matrix[place[event], column] = value
    rng = np.random.default_rng([options.seed, zlib.crc32(salt.encode("utf-8", "replace"))])
    observed = np.abs(matrix.sum(axis=0)) - 1e-9
    hits = np.zeros(len(gaps))
    for start in range(0, FLIPS, BLOCK):
        signs = rng.integers(2, size=(min(BLOCK, FLIPS - start), len(events))) * 2.0 - 1.0
        hits += (np.abs(signs @ matrix) >= observed).sum(axis=0)
    return [float(p) for p in (hits + 1) / (FLIPS + 1)]


def note(values: Floats) -> str:
    """The warning that goes with few events, or with events that are all alike."""
    n = len(values)
    if FEW <= n < ROUGH:
        return f"n = {n}: few events, a rough interval"
    if n >= FEW and values.max() == values.min():
        return "the same in all events: no interval"
    return few(n)


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


def _pivot_values(values: DataFrame) -> list[tuple[tuple[Any, Any], DataFrame]]:
    """((figure, term), events x outlets (or pairs of them), missing where there is no value)."""
    matrices = []
    for figure, rows in values.groupby("figure"):
        columns = ["outlet", "other"] if (rows["other"] != "").any() else "outlet"
        spread = {
            term: mine.pivot(index="event", columns=columns, values="value")
            for term, mine in rows.groupby("term")
        }
        if figure in SHARES:  # a term that is not listed has a share of 0 where others are
            zeros = rows.assign(value=0.0).drop_duplicates(["event", "outlet"])
            zero_matrix = zeros.pivot(index="event", columns=columns, values="value")
            spread = {term: matrix.combine_first(zero_matrix) for term, matrix in spread.items()}
        matrices += [((figure, term), matrix) for term, matrix in spread.items()]
    return matrices


About = tuple[str, str, str]  # figure, term, unit


def _rows_of_outlets(about: About, matrix: DataFrame, options: Options) -> list[tuple[Any, ...]]:
    figure, term, unit = about
    everyone = matrix.mean(axis=1)
    rows = []
    for outlet in matrix:
        mine = matrix[outlet].dropna()
        low, high = interval(mine.to_numpy(), options, f"{figure} {term} {outlet}")
        chance = everyone[mine.index].mean()
        rows.append((figure, term, outlet, mine.mean(), low, high, len(mine), chance, unit,
                     note(mine.to_numpy())))  # fmt: skip
    return rows


def _rows_of_pairs(about: About, matrix: DataFrame, options: Options) -> list[tuple[Any, ...]]:
    figure, _, unit = about
    rows = []
    for outlet, other in list[Any](matrix):
        mine = matrix[outlet, other].dropna()
        low, high = interval(mine.to_numpy(), options, f"{figure} {outlet} {other}")
        rows.append((figure, outlet, other, mine.mean(), low, high, len(mine), unit,
                     note(mine.to_numpy())))  # fmt: skip
    return rows


def _rows_of_differences(
    about: About, matrix: DataFrame, options: Options
) -> list[tuple[Any, ...]]:
    """As in COLUMNS, without q."""
    figure, term, unit = about
    names = list(combinations(matrix, 2))
    gaps = [(matrix[a] - matrix[b]).dropna() for a, b in names]
    tested: list[dict[Any, float]] = [gap.to_dict() for gap in gaps if len(gap) >= FEW]
    chances = iter(sign_flips(tested, options, f"{figure} {term}"))
    rows = []
    for (a, b), gap in zip(names, gaps, strict=True):
        if not len(gap):
            continue
        low, high = interval(gap.to_numpy(), options, f"{figure} {term} {a} {b}")
        means = (matrix[a][gap.index].mean(), matrix[b][gap.index].mean())
        p = next(chances) if len(gap) >= FEW else None
        rows.append((figure, term, a, b, *means, gap.mean(), low, high, len(gap), p, unit,
                     note(gap.to_numpy())))  # fmt: skip
    return rows


def _make_table(name: str, rows: Any) -> DataFrame:
    """Columns as COLUMNS says; figures rounded to 6 digits."""
    from pandas import DataFrame

    columns = COLUMNS[name].split()
    frame = rows if isinstance(rows, DataFrame) else DataFrame.from_records(rows, columns=columns)
    # a column of nothing but None would have no type
    numbers = dict.fromkeys({"low", "high", "p", "q"} & set(columns), float)
    frame = frame[columns].astype(numbers).round(6)
    order = [c for c in ("figure", "term", "outlet", "other", "event", "fact") if c in columns]
    return frame.sort_values(order, ignore_index=True)
