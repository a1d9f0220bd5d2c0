"""Are the scores of matches probabilities? Pairs binned by score, against what readers marked.

    python -m benchmarks.calibration MARKED_FOLDER FIGURE.svg

A reliability diagram (DeGroot & Fienberg 1983, The Statistician 32) over the pairs that the tool
calls matches, all events and readers pooled: per tenth of the score the mean score and the share
right, with its interval. Prints the expected calibration error.
"""

from __future__ import annotations

import sys
from pathlib import Path

from matplotlib.figure import Figure

from compare.evaluation.marked import marked_pairs, read_marked
from compare.evaluation.matching import calibration_error
from compare.framing.intervals import wilson
from compare.matching import match_sentences
from compare.options import Options

BINS = 10
BLUE = "#2f5d8a"


def score_pairs(path: Path, options: Options) -> list[tuple[float, bool]]:
    """Each match's score, and whether a reader joins it."""
    pairs = []
    for event in read_marked(path):
        matches = match_sentences(event.texts, options).matches
        for reader in event.readers:
            true = marked_pairs(reader)
            pairs += [(match.score, (match.a, match.b) in true) for match in matches]
    return pairs


def main(marked: str, out: str) -> None:
    """Draw the diagram."""
    options = Options()
    pairs = score_pairs(Path(marked), options)
    figure = Figure(figsize=(4.6, 4.6), layout="constrained")
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color="#999", lw=1, ls="--")
    for place in range(BINS):
        inside = [(s, right) for s, right in pairs if min(int(s * BINS), BINS - 1) == place]
        if not inside:
            continue
        n, hits = len(inside), sum(right for _, right in inside)
        score, bounds = sum(s for s, _ in inside) / n, wilson(hits, n, options)
        axes.plot([score] * 2, bounds, color=BLUE, lw=1.5)
        axes.plot(score, hits / n, "o", color=BLUE, ms=6)
        axes.annotate(f"n {n}", (score, bounds[0]), fontsize=7, color="#555",
                      xytext=(0, -9), textcoords="offset points", ha="center")  # fmt: skip
    axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal", xlabel="score",
             ylabel="share that readers join too")  # fmt: skip
    title = f"expected calibration error {calibration_error(pairs, BINS):.3f}, {len(pairs)} pairs"
    axes.set_title(title, fontsize=9, loc="left")
    figure.savefig(out, metadata={"Date": None} if out.endswith(".svg") else None, dpi=150)
    print(title)


if __name__ == "__main__":
    main(*sys.argv[1:])
