"""Scores of every stage against marked data: `compare-news evaluate --stage NAME PATH`.

A new stage touches this dict and its own module. Each function takes (path, options) and returns
`Scores`: a flat mean, and a row per event or set where there are several.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from ..errors import InputError, OptionError
from ..options import Options
from .scores import Scores

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
