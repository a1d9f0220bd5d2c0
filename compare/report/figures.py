"""figures/*.png and *.svg: the pictures that beat a table, for a paper, a slide or a code host.

A figure is a name in FIGURES: how it is drawn, and the finding that is its title. Nothing of pyplot
is used, so no state is left behind and no window opens.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from ..findings import ActorRow, Findings, find_findings
from ..findings.wording import join_words
from ..model import Comparison

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

INK, SOFT, LINE, WASH, ACCENT, PALE = (
    "#1d1b18", "#625d56", "#e2ddd5", "#f5f2ec", "#1d4f7c", "#a9c3da",
)  # fmt: skip
JOINED = "#8a4510"  # what joins articles of one text
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
    from matplotlib import style
    from matplotlib.font_manager import fontManager

    findings = find_findings(comparison)
    installed = set(fontManager.get_font_names())
    fonts = ["DejaVu Sans", *(name for name in FURTHER_FONTS if name in installed)]
    files: dict[str, bytes | None] = {}
    # the reader's own matplotlib settings have no say, so that bytes stay the same;
    # a glyph that no font has becomes an empty box in the PNG; that is no reason to warn
    look = STYLE | {"font.family": fonts}
    with warnings.catch_warnings(), style.context(["default", look]):
        warnings.filterwarnings("ignore", message="AutoDateLocator was unable")  # a few days alone
        warnings.filterwarnings("ignore", message=r"(?s).*[Gg]lyph.*")
        for name, picture in FIGURES.items():
            figure = picture.draw(comparison, findings) if picture.title(findings) else None
            if figure:  # measured once for all kinds: that is half of the drawing
                bounds = figure.get_tightbbox().padded(PAD)
            for kind, metadata in KINDS.items():
                content = _save_figure(figure, kind, metadata, bounds) if figure else None
                files[f"{name}.{kind}"] = content
    return files


def figure_captions(comparison: Comparison) -> dict[str, str]:
    """Name -> what the figure shows, of those with something to show; draws none of them."""
    findings = find_findings(comparison)
    return {name: title for name, p in FIGURES.items() if (title := p.title(findings))}


def tell_facts(findings: Findings) -> str:
    """'Who states what: Gazette and Times share most, 10 of 13 rows'."""
    return f"Who states what: {findings.sharing}" if findings.told else ""


def draw_facts(comparison: Comparison, findings: Findings) -> Figure:
    """Fact × outlet: a dark dot states it, a light one in part; what may state it has a "?"."""
    facts, outlets = comparison.facts[:ROWS], comparison.outlets
    perhaps = {(o.fact, o.outlet) for o in comparison.omissions if o.status == "perhaps"}
    figure, axes = canvas(min(24.0, 6.5 + 0.5 * len(outlets)), 1.5 + 0.3 * len(facts))
    for row, fact in enumerate(facts):
        axes.axhline(row, color=LINE, lw=0.6, zorder=0)
        for cell in fact.cells:
            axes.plot(outlets.index(cell.outlet), row, "o", ms=8, mec=ACCENT, mew=1.4,
                      mfc=ACCENT if cell.mark == "states" else PALE)  # fmt: skip
        for column, outlet in enumerate(outlets):
            if (fact.id, outlet) in perhaps:
                axes.text(column, row, "?", ha="center", va="center", color=SOFT)
    rows = [f"{n}  {plain(findings.told[fact.id], 64)}" for n, fact in enumerate(facts, 1)]
    names(axes, rows, [findings.labels[outlet] for outlet in outlets], row_size=8.0)
    axes.set_xlim(-0.6, len(outlets) - 0.4)
    axes.set_ylim(len(facts) - 0.5, -0.6)
    more = f" (the first {len(facts)} of {len(comparison.facts)} rows)"
    axes.set_title(tell_facts(findings) + more * (len(comparison.facts) > len(facts)), loc="left")
    axes.set_xlabel("dark: states it · light: in part · ?: perhaps · empty: not found")
    return figure


def _list_quoted(findings: Findings) -> list[ActorRow]:
    """The actors who are quoted, those with most words first."""
    rows = [row for row in findings.actors if any(cell.words for cell in row.cells)]
    return sorted(rows, key=lambda row: -sum(cell.words for cell in row.cells))[: ROWS // 2]


def tell_voices(findings: Findings) -> str:
    """'Who quotes whom: TASS gives Takeshi Iwaya 103 words, the most here', or 'TASS and CIJ …'."""
    cells = [
        (cell.words, row.name, cell.outlet) for row in _list_quoted(findings) for cell in row.cells
    ]
    if not cells:
        return ""
    words, name, _ = max(cells)
    outlets = [findings.labels[outlet] for n, who, outlet in cells if (n, who) == (words, name)]
    give = "gives" if len(outlets) == 1 else "give"
    return f"Who quotes whom: {join_words(outlets)} {give} {name} {words} words, the most here"


def draw_voices(comparison: Comparison, findings: Findings) -> Figure:
    """Actor × outlet: words between quotation marks."""
    from matplotlib.colors import LinearSegmentedColormap

    rows, n = _list_quoted(findings), len(comparison.outlets)
    figure, axes = canvas(min(24.0, 4.5 + 0.75 * n), 1.6 + 0.34 * len(rows))
    words = [[cell.words for cell in row.cells] for row in rows]
    colours = LinearSegmentedColormap.from_list("accent", [WASH, ACCENT])
    top = max(map(max, words))
    axes.imshow(words, cmap=colours, vmin=0, vmax=top, aspect="auto", interpolation="nearest")
    for edge in range(len(words) + 1):
        axes.axhline(edge - 0.5, color="white", lw=1.5)
    for edge in range(n + 1):
        axes.axvline(edge - 0.5, color="white", lw=1.5)
    for i, counts in enumerate(words):
        for j, count in enumerate(counts):
            axes.text(j, i, str(count), ha="center", va="center", size=_font_size(n),
                      color="white" if count > 0.55 * top else INK if count else SOFT)  # fmt: skip
    names(axes, [row.name for row in rows], [findings.labels[o] for o in comparison.outlets])
    axes.set_title(plain(tell_voices(findings), 70), loc="left")
    axes.set_xlabel("words between quotation marks")
    return figure


def tell_dates(findings: Findings) -> str:
    """'When each appeared: 6 Oct to 3 Dec 2024; 58 days apart: not one news moment'; "" for a day
    alone."""
    span = "; ".join(filter(None, [findings.span, findings.warning]))
    return f"When each appeared: {span}" if " to " in findings.span else ""


def draw_dates(comparison: Comparison, findings: Findings) -> Figure:
    """When each article appeared, a row per outlet; a line joins those that are one origin."""
    from matplotlib import dates

    scale: Any = dates  # its stubs are untyped
    articles, outlets = comparison.articles, comparison.outlets
    days = {a.id: day for a in articles if (day := _count_days(a.published)) is not None}
    margin = max(0.5, 0.06 * (max(days.values()) - min(days.values())))
    first = min(days.values()) - 3 * margin  # where those without a date stand
    figure, axes = canvas(8.0, min(24.0, 1.6 + 0.34 * len(outlets)))
    rows = {outlet: row for row, outlet in enumerate(outlets)}
    for row in rows.values():
        axes.axhline(row, color=LINE, lw=0.6, zorder=0)
    at = {a.id: (days.get(a.id, first), rows[a.outlet]) for a in articles}
    for origin in comparison.origins:
        if len(origin.articles) > 1:
            points = sorted(at[name] for name in origin.articles)
            axes.plot(*zip(*points, strict=True), color=JOINED, lw=1.2, zorder=1)
    for article in articles:
        known = article.id in days
        axes.plot(*at[article.id], "o", ms=7, mec=ACCENT, mew=1.4, mfc=ACCENT if known else "white")
    names(axes, [findings.labels[outlet] for outlet in outlets], ())
    axes.set_ylim(len(rows) - 0.5, -0.5)
    edges = [min(days.values()) - margin, max(days.values()) + margin]
    ticks = scale.AutoDateLocator(maxticks=6).tick_values(*map(scale.num2date, edges))
    midnights = sorted({float(int(t)) for t in ticks if edges[0] <= int(t) <= edges[1]})
    labels = {t: f"{scale.num2date(t):%d %b %Y}" for t in midnights}
    if len(days) < len(articles):
        edges[0] = first - margin
        labels[first] = "no date"
        axes.axvspan(first - margin, first + margin, color=WASH, zorder=0)
    axes.set_xlim(*edges)
    axes.set_xticks(list(labels), list(labels.values()))
    if len(comparison.origins) < len(articles):
        axes.set_xlabel("a brown line joins articles of one origin")
    axes.set_title(plain(tell_dates(findings), 90), loc="left")
    return figure


def _count_days(published: str | None) -> float | None:
    """Days since 1970, with the time of day where known; None without a whole date."""
    try:
        moment = datetime.fromisoformat(published or "")
    except ValueError:
        return None
    since = moment.replace(tzinfo=None) - datetime(1970, 1, 1)
    return since / timedelta(days=1)


class Picture(NamedTuple):
    """How a figure is drawn, and the finding that is its title ("": nothing to show)."""

    draw: Callable[[Comparison, Findings], Figure]
    title: Callable[[Findings], str]


FIGURES: dict[str, Picture] = {
    "facts": Picture(draw_facts, tell_facts),
    "voices": Picture(draw_voices, tell_voices),
    "dates": Picture(draw_dates, tell_dates),
}


def plain(text: str, longest: int) -> str:
    """A label: one line of characters that can be drawn and stand in XML, cut at a word."""
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[longest // 2 :] else head).rstrip(" ,;:") + "…"


def canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """A figure (inches) with one frameless plot."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    axes = figure.subplots()
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    return figure, axes


def names(
    axes: Axes, rows: Sequence[str], columns: Sequence[str], row_size: float | None = None
) -> None:
    """Rows named at the left, columns on top; many or long names of columns stand upright."""
    upright = len(columns) > 8 or any(len(name) > 10 for name in columns)
    axes.xaxis.tick_top()
    axes.set_xticks(range(len(columns)), [plain(name, 24) for name in columns],
                    rotation=90 if upright else 0)  # fmt: skip
    axes.set_yticks(range(len(rows)), [plain(name, 90) for name in rows])
    axes.tick_params(axis="y", labelsize=row_size or _font_size(len(rows)))
    if not columns:
        axes.xaxis.tick_bottom()


def _font_size(n: int) -> float:
    """A font size (points) at which n names find room."""
    return 9.0 if n <= 12 else 7.5 if n <= 25 else 6.0


def _save_figure(figure: Figure, kind: str, metadata: dict[str, Any], bounds: Bbox) -> bytes:
    buffer = BytesIO()
    figure.savefig(buffer, format=kind, dpi=DPI, metadata=metadata, bbox_inches=bounds,
                   facecolor="white")  # fmt: skip
    return buffer.getvalue()
