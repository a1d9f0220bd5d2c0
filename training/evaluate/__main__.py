"""`python -m training.evaluate STAGE PATH [ANSWERS]`: figures; `--help` lists the stages."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from compare.evaluation import Scores

from .cleaning import score_cleaning
from .judged import score_judged
from .omissions import score_omissions
from .quotes import score_quotes
from .sayings import score_sayings
from .stories import score_stories

STAGES: dict[str, Callable[..., Scores]] = {
    "cleaning": score_cleaning,  # a folder with pages.jsonl, dumps/ and html/
    "judge": score_judged,  # annotated events, and a file of a judge's answers
    "omissions": score_omissions,  # annotated events
    "sayings": score_sayings,  # annotated events
    "quotes": score_quotes,  # PolNeAR-like quotations
    "stories": score_stories,  # a file of annotated stories (JSON lines)
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m training.evaluate")
    parser.add_argument("stage", choices=sorted(STAGES))
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    told = parser.parse_args()
    sys.stdout.write(STAGES[told.stage](*told.paths).table() + "\n")
