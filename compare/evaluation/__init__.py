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

# stage -> (module, function, what PATH holds); imported only when asked for
STAGES: dict[str, tuple[str, str, str]] = {
    "cleaning": ("cleaning", "score_cleaning", "folder with pages.jsonl, dumps/ and html/"),
    "matching": ("matching", "score_matching", "annotated events"),
    "rows": ("rows", "score_rows", "annotated events"),
    "contrasts": ("contrasts", "score_contrasts", "annotated events"),
    "sayings": ("contrasts", "score_sayings", "annotated events"),
    "omissions": ("omissions", "score_omissions", "annotated events"),
    "quotes": ("quotes", "score_quotes", "PolNeAR-like quotations"),
    "stories": ("stories", "score_stories", "a file of annotated stories (JSON lines)"),
}


def evaluate_stage(
    stage: str, path: Path, options: Options, judge_answers: Path | None = None
) -> Scores:
    """Score one stage. Raises OptionError for an unknown stage, InputError for a missing path.

    judge_answers  a judge's answers, for the stage "matching": what such a judge adds
    """
    if stage not in STAGES:
        raise OptionError.unknown("stage", stage, STAGES)
    if judge_answers and stage != "matching":
        raise OptionError("a judge's answers are for the stage 'matching'")
    module, function, holds = STAGES[stage]
    if not path.exists():
        raise InputError(path, "there is no such file or folder", f"--stage {stage} needs {holds}")
    if judge_answers:
        from .judged import score_judged

        return score_judged(path, options, judge_answers)
    score: Callable[[Path, Options], Scores] = getattr(
        import_module(f".{module}", __package__), function
    )
    return score(path, options)
