"""Matching side by side: quality on marked events, and time against the plain library calls.

    python benchmarks/matching.py MARKED_FOLDER

Ratios are taken in one run on the same sentences, since machines are noisy.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from compare import Options
from compare.evaluation.marked import read_marked
from compare.evaluation.matching import score_matching
from compare.matching import SCORERS, SIMILARITIES, match_sentences


def main(folder: Path) -> None:
    """Print both tables."""
    print("F1, precision, recall at each scorer's default bar (mean over events)")
    for name in SCORERS:
        mean = score_matching(folder, Options(scorer=name)).mean
        print(f"  {name:14s} {mean['f1']:.3f}  {mean['precision']:.3f}  {mean['recall']:.3f}")
    events = read_marked(folder)
    texts = [[sentence.text for sentence in event.sentences] for event in events]
    match_sentences(events[0].texts, Options())  # imports, caches

    def whole() -> None:
        for event in events:
            match_sentences(event.texts, Options())

    base = _time_call(whole)
    print(f"matching of {len(events)} events: {base:.2f} s; each similarity alone, as a share")
    for name, similarity in SIMILARITIES.items():
        spent = _time_call(lambda f=similarity: [f(t) for t in texts])
        print(f"  {name:14s} {spent / base:.2f}")


def _time_call(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


if __name__ == "__main__":
    main(Path(sys.argv[1]))
