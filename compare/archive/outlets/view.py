"""A profile as files: outlets.html (opens from disk, no script) in sections of plain cells, rounded
once, and tables/."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pandas import DataFrame

from ...datafiles import read_data_text
from ...findings.wording import counted
from ...options import Options
from ...outputs import write_outputs
from ...report.escapes import write_frame
from ...version import VERSION
from ..index import render_page
from .profile import MOST, Profile
from .tallies import OUTLETS, PAIRS

LEVEL = 0.05  # of q, for the differences that are shown
SHOWN = 5  # facts listed per outlet
LISTED = 100  # differences listed
UNKNOWN = "—"
TERMS = {"word": "Words", "actor": "People, countries and bodies"}
EACH = 15  # terms listed per outlet and kind
TEXTS: dict[str, str] = tomllib.loads(read_data_text("outlet_words.toml"))


class Section(NamedTuple):
    """A heading, what it says, and one table; `numbers`: 'r' right-set."""

    title: str
    text: str
    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    numbers: str = ""


def write_profile(
    profile: Profile,
    folder: str | Path,
    options: Options | None = None,
    *,
    force: bool = False,
) -> list[Path]:
    """Write outlets.html and tables/*.csv; returns the files, in order.

    The same events give the same bytes, whatever their order. ReportError where the folder cannot
    be written to or holds files of these names that compare-news did not write (unless `force`),
    InputError for a profile without events.
    """
    options = options or Options()
    tables = profile.tables(options)
    sections = make_sections(tables, options.confidence, sorted(profile.signatures))
    title = f"{counted(len(tables['outlets']), 'outlet')} over "
    title += counted(len(profile.events), "event")
    page = render_page("outlets.html.j2", title=title, sections=sections, version=VERSION)
    files: dict[str, str | bytes | None] = {
        "outlets.html": page,
        **{f"tables/{name}.csv": write_frame(frame) for name, frame in tables.items()},
    }
    digest = hashlib.sha256(page.encode("utf-8", "replace")).hexdigest()[:16]
    return write_outputs(Path(folder), files, "outlets", digest, force=force)


def make_sections(
    tables: Mapping[str, DataFrame], confidence: float, signatures: Sequence[str]
) -> list[Section]:
    """The sections, in the order in which they are read; `tables` are those of a profile."""
    level = f"{100 * confidence:.0f} %"
    figures, outlets = tables["figures"], tables["outlets"]
    facts, pairs = figures["figure"].isin(OUTLETS), figures["figure"].isin(PAIRS)
    foreign = int(outlets["not_english"].sum())
    left_out = TEXTS["english"].format(counted(foreign, "article")) if foreign else ""
    measures = TEXTS["measures"] + left_out
    method = TEXTS["differ"] * (len(signatures) > 1) + " ".join(signatures)
    sections = [
        _make_outlets(outlets),
        _make_differences(tables["differences"], level),
        _make_terms(tables["terms"]),
        _make_figures("Facts", TEXTS["facts"], figures[facts], level),
        _make_figures("Who writes like whom", TEXTS["alike"], figures[pairs], level),
        _make_figures("How they report it", measures, figures[~facts & ~pairs], level),
        _make_not_found(tables["not_found"], outlets),
        Section("How the events were compared", method, (), []),
    ]
    return [section for section in sections if section.rows or not section.head]


def show_value(value: float, unit: str, signed: bool = False) -> str:
    """A figure as it is read: shares in percent, all else with three digits.

    signed  a difference: with its sign, and of shares in points
    """
    sign = "+" if signed else ""
    scaled, digits = (100 * value, 1) if is_share(unit) else (value, 3)
    number = f"{round(scaled, digits) + 0.0:{sign}.{digits}f}"  # + 0.0: no minus before a zero
    return f"{number} {'points' if signed else '%'}" if is_share(unit) else number


def is_share(unit: str) -> bool:
    """Whether a unit is a share of something."""
    return unit.startswith("share ")


def each(frame: DataFrame) -> Iterator[Any]:
    """The rows, their columns as names."""
    return iter(frame.itertuples(index=False))


def label(row: Any) -> str:
    """A figure with its term."""
    return f"{row.figure}: {row.term}" if row.term else str(row.figure)


def _show_interval(row: Any, signed: bool = False) -> str:
    if row.low != row.low:  # not a number: there is none
        return UNKNOWN
    return f"{show_value(row.low, row.unit, signed)} to {show_value(row.high, row.unit, signed)}"


def _make_outlets(outlets: DataFrame) -> Section:
    text = TEXTS["outlets"] + TEXTS["most"].format(MOST) * (len(outlets) > MOST)
    rows = [
        (row.outlet, f"{row.events:,}", f"{row.articles:,}", f"{row.words:,}",
         f"{row.not_english:,}", *_show_days(row))
        for row in each(outlets.sort_values("events", ascending=False, kind="stable"))
    ]  # fmt: skip
    head = ("outlet", "events", "articles", "words", "not in English", "first", "last")
    return Section("Outlets", text, head, rows, " rrrr")


def _show_days(row: Any) -> list[str]:
    return [day if isinstance(day, str) else UNKNOWN for day in (row.first, row.last)]


def _make_figures(title: str, text: str, rows: DataFrame, level: str) -> Section:
    cells = [
        (label(row), " & ".join(filter(None, (row.outlet, row.other))),
         show_value(row.value, row.unit), _show_interval(row), str(row.n),
         show_value(row.chance, row.unit), "; ".join(filter(None, (row.unit, row.note))))
        for row in each(rows)
    ]  # fmt: skip
    head = ("figure", "outlet", "value", f"{level} interval", "n events", "shuffled", "of what")
    return Section(title, text + TEXTS["shuffled"], head, cells, "  rrrr")


def _make_differences(rows: DataFrame, level: str) -> Section:
    """The differences with a small q alone: the table in tables/ has all."""
    significant = rows[rows["q"] < LEVEL].sort_values(["q", "p"], kind="stable")
    tested = int(rows["q"].notna().sum())
    counts = (len(significant), counted(tested, "tested difference"), LEVEL, round(1 / LEVEL))
    first = TEXTS["first"].format(LISTED) * (len(significant) > LISTED)
    text = TEXTS["differences"].format(*counts) + first + TEXTS["all"]
    cells = [
        (label(row), f"{row.outlet} − {row.other}",
         f"{show_value(row.value_outlet, row.unit)} − {show_value(row.value_other, row.unit)}",
         show_value(row.difference, row.unit, signed=True), _show_interval(row, signed=True),
         str(row.n), f"{row.p:.4f}", f"{row.q:.4f}", row.note)
        for row in each(significant.head(LISTED))
    ]  # fmt: skip
    head = ("figure", "outlets", "values", "difference", f"{level} interval", "n events", "p", "q",
            "warning")  # fmt: skip
    return Section("Differences between two outlets", text, head * bool(cells), cells, "   rrrrr")


def _make_terms(rows: DataFrame) -> Section:
    """Words and actors that an outlet has more or less often than it would if all wrote alike."""
    significant = rows[rows["q"] < LEVEL].sort_values(
        ["kind", "outlet", "p", "term"], kind="stable"
    )
    tested = counted(len(rows), "tested term")
    text = TEXTS["terms"].format(len(significant), tested, LEVEL)
    cells = [
        (TERMS[row.kind], row.outlet, row.term, f"{row.times:,}", f"{row.expected:.0f}",
         str(row.events), f"{row.q:.4f}")
        for row in each(significant.groupby(["kind", "outlet"]).head(EACH))
    ]  # fmt: skip
    head = ("", "outlet", "term", "times", "if all wrote alike", "in events", "q") * bool(cells)
    return Section("Words and names that set an outlet apart", text, head, cells, "   rrrr")


def _make_not_found(rows: DataFrame, outlets: DataFrame) -> Section:
    """One fact of each event, so that one long event does not fill the table."""
    events = dict(zip(outlets["outlet"], outlets["events"], strict=True))
    counts = [
        (name, counted(len(mine), "fact"), mine["event"].nunique())
        for name, mine in list(rows.groupby("outlet"))[:MOST]
    ]
    told = "; ".join(
        f"{name}: {facts} in {count} of {events[name]} events" for name, facts, count in counts
    )
    text = TEXTS["not_found"].format(told, SHOWN)
    first = rows.drop_duplicates(["outlet", "event"])
    cells = [
        (row.outlet, row.event, row.text, row.sentences,
         row.closest if isinstance(row.closest, str) else UNKNOWN)
        for row in each(first.groupby("outlet").head(SHOWN))
    ]  # fmt: skip
    head = ("outlet", "event", "fact", "its sentences", "nearest here")
    return Section("Stated by all others, not found here", text, head, cells)
