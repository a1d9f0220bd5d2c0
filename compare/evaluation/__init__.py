"""Scores of every stage against marked data: `compare-news evaluate --stage NAME PATH`.

A new stage touches this dict and its own module. Each function takes (path, options) and returns
`Scores`: a flat mean, and a row per event or set where there are several.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from ..errors import InputError, OptionError
from ..options import Options

# stage -> (module, function); imported only when asked for
STAGES: dict[str, tuple[str, str]] = {
    "matching": ("matching", "score_matching"),
    "rows": ("rows", "score_rows"),
    "contrasts": ("contrasts", "score_contrasts"),
}


def evaluate_stage(stage: str, path: Path, options: Options) -> Scores:
    """Score one stage. Raises OptionError for an unknown stage, InputError for a missing path."""
    if stage not in STAGES:
        raise OptionError.unknown("stage", stage, STAGES)
    module, function = STAGES[stage]
    if not path.exists():
        raise InputError(path, "there is no such file or folder", "give annotated events")
    score: Callable[[Path, Options], Scores] = getattr(
        import_module(f".{module}", __package__), function
    )
    return score(path, options)


@dataclass(frozen=True)
class Scores:
    """mean: flat figures over the whole set. rows: the same per event or part, by its name."""

    mean: Mapping[str, float]
    rows: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def table(self) -> str:
        """Plain text: a line per row, then the mean; a line per figure where there are no rows."""
        from pandas import DataFrame

        if not self.rows:
            return DataFrame({"": self.mean}).map(_format_number).to_string(header=False)
        names = {name for row in self.rows.values() for name in row}
        # a mean that names each row's figures apart has no line
        mean = {} if names.isdisjoint(self.mean) else {"mean": self.mean}
        return DataFrame({**self.rows, **mean}).T.map(_format_number).to_string()


def mean_of(rows: Mapping[str, Mapping[str, float]]) -> Scores:
    """The rows with their `average`."""
    return Scores(average(rows.values()), rows)


def average(rows: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """The plain mean of each figure over the rows that have it (NaN counts as not having it)."""
    rows, mean = list(rows), {}
    for name in dict.fromkeys(name for row in rows for name in row):
        values = [row[name] for row in rows if name in row and row[name] == row[name]]
        mean[name] = sum(values) / len(values) if values else float("nan")
    return mean


def f1(precision: float, recall: float) -> float:
    """Their harmonic mean, 0..1; 0 where both are 0."""
    both = precision + recall
    return 2 * precision * recall / both if both else 0.0


def _format_number(value: float | None) -> str:
    if value is None or value != value:
        return "—"
    return f"{value:.0f}" if float(value).is_integer() and abs(value) > 1 else f"{value:.3f}"
