"""Matching side by side: quality on marked events.

python benchmarks/matching.py MARKED_FOLDER
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from compare import Options
from compare.evaluation.marked import read_marked
from compare.evaluation.matching import score_matching
from compare.matching import SCORERS, match_sentences


def main(folder: Path) -> None:
    """Print the table, and the time of the default."""
    print("F1, precision, recall at each scorer's default bar (mean over events)")
    for name in SCORERS:
        mean = score_matching(folder, Options(scorer=name)).mean
        print(f"  {name:14s} {mean['f1']:.3f}  {mean['precision']:.3f}  {mean['recall']:.3f}")
    events = read_marked(folder)
    match_sentences(events[0].texts, Options())  # imports, caches
    start = time.perf_counter()
    for event in events:
        match_sentences(event.texts, Options())
    print(f"matching of {len(events)} events: {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
