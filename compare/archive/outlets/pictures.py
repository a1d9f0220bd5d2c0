"""Pictures of a profile: dots with intervals, the heat map of agreement."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from ...report.figures import SOFT, canvas, dots, draw_files, heat, names, plain
from .view import each, is_share, panels

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

COLUMNS = 3
CAPTIONS = {
    "facts": "Facts: a dot is the mean over events, the bar its interval; the stroke: shuffled",
    "agreement": "Agreement of two outlets, its interval, the number of events that both cover",
    "sources": "Kinds of source: a dot is the mean over events, the bar its interval; the stroke: "
    "shuffled",
    "measures": "Framing measures: a dot is the mean over events, the bar its interval; the "
    "stroke: shuffled",
}


def render_pictures(tables: Mapping[str, DataFrame]) -> dict[str, bytes | None]:
    """File name -> bytes (PNG and SVG) of what CAPTIONS names; None where there is nothing."""
    rows_of = panels(tables["figures"])
    agreement = tables["pairs"][tables["pairs"]["figure"] == "agreement"]
    pictures: dict[str, Callable[[], Figure | None]] = {
        name: partial(_draw_grid, rows_of[name]) for name in rows_of
    }
    pictures["agreement"] = partial(_draw_agreement, list(each(agreement)))
    return draw_files({name: pictures[name] for name in CAPTIONS})


def _draw_grid(panel_rows: Sequence[tuple[str, Sequence[Any]]]) -> Figure | None:
    """A panel per figure: a row per outlet with its number of events."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import PercentFormatter

    if not panel_rows:
        return None
    height = -(-len(panel_rows) // COLUMNS)
    most = max(len(rows) for _, rows in panel_rows)
    figure = Figure(figsize=(4.2 * COLUMNS, (0.9 + 0.22 * most) * height + 0.3))
    grid = figure.subplots(height, COLUMNS, squeeze=False)
    figure.subplots_adjust(hspace=0.9 / (0.4 + 0.1 * most), wspace=0.8)
    for axes, (title, rows) in zip(grid.flat, panel_rows, strict=False):
        dots(axes, [(f"{plain(row.outlet, 18)} (n = {row.n})", row) for row in rows])
        axes.set_title(plain(title, 40), loc="left", size=10)
        axes.locator_params(axis="x", nbins=5)
        if is_share(rows[0].unit):
            axes.xaxis.set_major_formatter(PercentFormatter(1.0))
    for axes in list(grid.flat)[len(panel_rows) :]:
        axes.set_visible(False)
    return figure


def _draw_agreement(rows: Sequence[Any]) -> Figure | None:
    """Outlet × outlet: the share, its interval, n; empty: no event in common."""
    outlets = sorted({name for row in rows for name in (row.outlet, row.other)})
    if not outlets:
        return None
    values = [[0.0] * len(outlets) for _ in outlets]
    figure, axes = canvas(2.0 + 1.05 * len(outlets), 1.2 + 0.75 * len(outlets))
    top = max(row.value for row in rows)
    for row in rows:
        i, j = outlets.index(row.outlet), outlets.index(row.other)
        lines = [f"{100 * row.value:.0f} %", f"n = {row.n}"]
        if row.low == row.low:  # there is an interval
            lines.insert(1, f"{100 * row.low:.0f}–{100 * row.high:.0f} %")
        for a, b in ((i, j), (j, i)):
            values[a][b] = row.value
            axes.text(b, a, "\n".join(lines), ha="center", va="center", size=8,
                      color="white" if row.value > 0.55 * top else SOFT)  # fmt: skip
    heat(axes, values)
    names(axes, outlets, outlets)
    axes.set_title("Agreement", loc="left")
    return figure
