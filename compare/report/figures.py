"""figures/*.png and *.svg: the same pictures for a paper, a slide or a code host.

A figure is a name in FIGURES and a function View -> Figure, or None where there is nothing to
show. Nothing of pyplot is used, so no state is left behind and no window opens.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model import Comparison, Measure
from .types import View
from .view import make_view

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

INK, SOFT, LINE, WASH, ACCENT, PALE = (
    "#1d1b18", "#625d56", "#e2ddd5", "#f5f2ec", "#1d4f7c", "#a9c3da",
)  # fmt: skip
PARTS = ["#1d4f7c", "#5f8fb8", "#a9c3da", "#c9a25b", "#8a4510", "#b9b3a9"]  # parts of a whole
DPI = 150
PAD = 0.15  # inches around a figure
KINDS: dict[str, dict[str, Any]] = {  # nothing of time or version: the same bytes in every run
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
}
ROWS = 30  # the most facts in a figure
# asked for characters that DejaVu Sans lacks (it is matplotlib's own); the first installed one is
FURTHER_FONTS = [
    *("Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "WenQuanYi Micro Hei"),
    *("Microsoft YaHei", "Yu Gothic", "PingFang SC", "Hiragino Sans", "Arial Unicode MS"),
]
STYLE: dict[Any, Any] = {
    "font.size": 9.0,
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": SOFT,
    "xtick.color": SOFT,
    "ytick.color": INK,
    "text.parse_math": False,  # a $ in an outlet's name is a $
    "svg.hashsalt": "compare-news",  # the same ids in every run
    "svg.fonttype": "none",  # text stays text: a browser has the glyphs that we may lack
}


def render_figures(comparison: Comparison) -> dict[str, bytes | None]:
    """File name -> bytes, each figure as PNG and SVG; None where there is nothing to show."""
    view = make_view(comparison)

    def drawn(picture: Picture) -> Callable[[], Figure | None]:
        return lambda: picture.draw(view) if picture.needed(view) else None

    return draw_files({name: drawn(picture) for name, picture in FIGURES.items()})


def draw_files(pictures: Mapping[str, Callable[[], Figure | None]]) -> dict[str, bytes | None]:
    """File name -> bytes of pictures that are drawn here, in the one style."""
    from matplotlib import style
    from matplotlib.font_manager import fontManager

    installed = set(fontManager.get_font_names())
    fonts = ["DejaVu Sans", *(name for name in FURTHER_FONTS if name in installed)]
    files: dict[str, bytes | None] = {}
    # the reader's own matplotlib settings have no say, so that bytes stay the same;
    # a glyph that no font has becomes an empty box in the PNG; that is no reason to warn
    look = STYLE | {"font.family": fonts}
    with warnings.catch_warnings(), style.context(["default", look]):
        warnings.filterwarnings("ignore", message=r"(?s).*[Gg]lyph.*")
        for name, draw in pictures.items():
            figure = draw()
            if figure:  # measured once for all kinds: that is half of the drawing
                bounds = figure.get_tightbbox().padded(PAD)
            for kind, metadata in KINDS.items():
                content = _save(figure, kind, metadata, bounds) if figure else None
                files[f"{name}.{kind}"] = content
    return files


def figure_captions(view: View) -> dict[str, str]:
    """Name -> caption of the figures that have something to show; draws none of them."""
    return {name: p.caption for name, p in FIGURES.items() if p.needed(view)}


def draw_overlap(view: View) -> Figure:
    """Outlet × outlet: how many facts both state; on the diagonal, how many each states."""
    n = len(view.outlets)
    figure, axes = canvas(min(18.0, 2.5 + 0.55 * n), min(16.0, 1.4 + 0.5 * n))
    counts = [[0 if i == j else v for j, v in enumerate(row)] for i, row in enumerate(view.overlap)]
    heat(axes, counts)
    for i, row in enumerate(view.overlap):
        for j, value in enumerate(row):
            deep = i != j and value > 0.55 * max(map(max, counts), default=0)
            axes.text(j, i, str(value), ha="center", va="center", size=_size(n),
                      color="white" if deep else SOFT if i == j else INK)  # fmt: skip
    names(axes, view.outlets, view.outlets)
    axes.set_title("Facts that two outlets share", loc="left")
    return figure


def draw_facts(view: View) -> Figure:
    """Fact × outlet: a dark dot states it, a light one in part; what may state it has a "?"."""
    facts, n = view.facts[:ROWS], len(view.outlets)
    figure, axes = canvas(min(24.0, 6.5 + 0.5 * n), 1.5 + 0.3 * len(facts))
    for row, fact in enumerate(facts):
        axes.axhline(row, color=LINE, lw=0.6, zorder=0)
        for cell in fact.cells:
            if cell.state in ("states", "in part"):
                axes.plot(cell.column, row, "o", ms=8, mec=ACCENT, mew=1.4,
                          mfc=ACCENT if cell.state == "states" else PALE)  # fmt: skip
            elif cell.state == "perhaps":
                axes.text(cell.column, row, "?", ha="center", va="center", color=SOFT)
    rows = [f"{fact.head.number}  {plain(fact.head.text, 70)}" for fact in facts]
    names(axes, rows, view.outlets, row_size=8.0)
    axes.set_xlim(-0.6, n - 0.4)
    axes.set_ylim(len(facts) - 0.5, -0.6)
    more = f" (the first {len(facts)} of {len(view.facts)})"
    axes.set_title("Who states what" + more * (len(view.facts) > len(facts)), loc="left")
    axes.set_xlabel("dark: states it · light: in part · ?: perhaps · empty: not found")
    return figure


def draw_voices(view: View) -> Figure:
    """Per outlet, what kind of people are quoted: shares of its utterances."""
    found = _measures(view, "sources")
    outlets = [outlet for outlet in view.outlets if any(m.outlet == outlet for m in found)]
    figure, axes = canvas(8.0, 1.6 + 0.36 * len(outlets))
    left = dict.fromkeys(outlets, 0.0)
    for number, kind in enumerate(sorted({m.term for m in found})):
        shares = [sum(m.value for m in found if (m.outlet, m.term) == (o, kind)) for o in outlets]
        axes.barh(range(len(outlets)), shares, 0.62, [left[o] for o in outlets], edgecolor="white",
                  color=PARTS[number % len(PARTS)], label=plain(kind, 24))  # fmt: skip
        for outlet, share in zip(outlets, shares, strict=True):
            left[outlet] += share
    counts = {m.outlet: m.n for m in found}
    names(axes, [f"{plain(o, 30)}  (n = {counts[o]})" for o in outlets], ())
    axes.set_ylim(len(outlets) - 0.5, -0.5)
    axes.set_xticks([0, 0.5, 1], ["0 %", "50 %", "100 %"])
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.35 / len(outlets) - 0.08), ncols=3,
                frameon=False, fontsize=8)  # fmt: skip
    axes.set_title("Whom the outlets quote", loc="left")
    return figure


def draw_origins(view: View) -> Figure:
    """When each article appeared, a row per outlet; a line joins those that are one origin."""
    from matplotlib import dates

    scale: Any = dates  # its stubs are untyped
    articles = view.comparison.articles
    days = {a.id: day for a in articles if (day := _day(a.published)) is not None}
    margin = max(0.5, 0.06 * (max(days.values()) - min(days.values())))
    first = min(days.values()) - 3 * margin  # where those without a date stand
    figure, axes = canvas(8.0, min(24.0, 1.6 + 0.34 * len(view.outlets)))
    rows = {outlet: row for row, outlet in enumerate(view.outlets)}
    for row in rows.values():
        axes.axhline(row, color=LINE, lw=0.6, zorder=0)
    at = {a.id: (days.get(a.id, first), rows[a.outlet]) for a in articles}
    for origin in view.comparison.origins:
        if len(origin.articles) > 1:
            points = sorted(at[name] for name in origin.articles)
            axes.plot(*zip(*points, strict=True), color=PARTS[4], lw=1.2, zorder=1)
    for article in articles:
        known = article.id in days
        axes.plot(*at[article.id], "o", ms=7, mec=ACCENT, mew=1.4, mfc=ACCENT if known else "white")
    names(axes, view.outlets, ())
    axes.set_ylim(len(rows) - 0.5, -0.5)
    edges = [min(days.values()) - margin, max(days.values()) + margin]
    ticks = scale.AutoDateLocator(maxticks=6).tick_values(*map(scale.num2date, edges))
    labels = {t: f"{scale.num2date(t):%d %b %Y}" for t in ticks if edges[0] <= t <= edges[1]}
    if len(days) < len(articles):
        edges[0] = first - margin
        labels[first] = "no date"
        axes.axvspan(first - margin, first + margin, color=WASH, zorder=0)
    axes.set_xlim(*edges)
    axes.set_xticks(list(labels), list(labels.values()))
    axes.set_xlabel("a line joins articles of one origin")
    axes.set_title("When each article appeared, and which are one text", loc="left")
    return figure


def _day(published: str | None) -> float | None:
    """Days since 1970, with the time of day where known; None without a whole date."""
    try:
        told = datetime.fromisoformat(published or "")
    except ValueError:
        return None
    since = told.replace(tzinfo=None) - datetime(1970, 1, 1)
    return since / timedelta(days=1)


class Picture(NamedTuple):
    """How a figure is drawn, what it shows, and whether there is something to show."""

    draw: Callable[[View], Figure]
    caption: str
    needed: Callable[[View], bool]


FIGURES: dict[str, Picture] = {
    "overlap": Picture(draw_overlap, "Facts that two outlets share", lambda v: bool(v.facts)),
    "facts": Picture(draw_facts, "Who states what", lambda v: bool(v.facts)),
    "voices": Picture(
        draw_voices, "Whom the outlets quote", lambda v: bool(_measures(v, "sources"))
    ),
    "origins": Picture(
        draw_origins,
        "When each article appeared, and which are one text",
        lambda v: any(_day(a.published) is not None for a in v.comparison.articles),
    ),
}


def plain(text: str, longest: int) -> str:
    """A label: one line of characters that can be drawn and stand in XML, cut at a word."""
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[longest // 2 :] else head).rstrip(" ,;:") + "…"


def _measures(view: View, name: str) -> list[Measure]:
    return [measure for measure in view.comparison.framing if measure.name == name]


def canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """A figure (inches) with one frameless plot."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    axes = figure.subplots()
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    return figure, axes


def heat(axes: Axes, rows: Sequence[Sequence[float]]) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("accent", [WASH, ACCENT])
    top = max(map(max, rows), default=0) or 1
    axes.imshow(rows, cmap=colours, vmin=0, vmax=top, aspect="auto", interpolation="nearest")
    for edge in range(len(rows) + 1):
        axes.axhline(edge - 0.5, color="white", lw=1.5)
    for edge in range(len(rows[0]) + 1):
        axes.axvline(edge - 0.5, color="white", lw=1.5)


def names(
    axes: Axes, rows: Sequence[str], columns: Sequence[str], row_size: float | None = None
) -> None:
    """Rows named at the left, columns on top; many or long names of columns stand upright."""
    upright = len(columns) > 8 or any(len(name) > 10 for name in columns)
    axes.xaxis.tick_top()
    axes.set_xticks(range(len(columns)), [plain(name, 24) for name in columns],
                    rotation=90 if upright else 0)  # fmt: skip
    axes.set_yticks(range(len(rows)), [plain(name, 90) for name in rows])
    axes.tick_params(axis="y", labelsize=row_size or _size(len(rows)))
    if not columns:
        axes.xaxis.tick_bottom()


def dots(axes: Axes, rows: Sequence[tuple[str, Measure]]) -> None:
    """A dot for each value, a bar for its interval, a stroke where chance would put it."""
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    axes.axvline(0, color=LINE, lw=1, zorder=0)
    for place, (_, measure) in enumerate(rows):
        if measure.low is not None and measure.high is not None:
            axes.plot([measure.low, measure.high], [place, place], color=PALE, lw=4,
                      solid_capstyle="round")  # fmt: skip
        axes.plot(measure.value, place, "o", ms=5, color=ACCENT)
        if measure.null is not None:
            axes.plot(measure.null, place, "|", ms=9, mew=1, color=INK)
    axes.set_yticks(range(len(rows)), [label for label, _ in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)


def _size(n: int) -> float:
    """A font size (points) at which n names find room."""
    return 9.0 if n <= 12 else 7.5 if n <= 25 else 6.0


def _save(figure: Figure, kind: str, metadata: dict[str, Any], bounds: Bbox) -> bytes:
    buffer = BytesIO()
    figure.savefig(buffer, format=kind, dpi=DPI, metadata=metadata, bbox_inches=bounds,
                   facecolor="white")  # fmt: skip
    return buffer.getvalue()
