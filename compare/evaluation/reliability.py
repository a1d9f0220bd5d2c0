"""Are the scores of matches probabilities? Pairs binned by score, against what readers marked.

    python -m compare.evaluation.reliability MARKED_FOLDER FIGURE.svg

A reliability diagram (DeGroot & Fienberg 1983, The Statistician 32; expected calibration error:
Guo et al. 2017, ICML), over the pairs that the tool calls matches, all events and readers pooled.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from ..matching import match_sentences
from ..options import Options
from .marked import marked_pairs, read_marked
from .matching import calibration_error
from .scores import Scores

BINS = 10


def score_reliability(path: Path, options: Options) -> Scores:
    """`--stage reliability`: per tenth of the score its n, mean score and share right (0..1), with
    the share's interval; and the expected calibration error over all."""
    pairs = _score_pairs(path, options)
    rows = {}
    for place in range(BINS):
        inside = [(s, right) for s, right in pairs if min(int(s * BINS), BINS - 1) == place]
        if inside:
            share = sum(right for _, right in inside) / len(inside)
            low, high = wilson(share, len(inside), options.confidence)
            score = sum(s for s, _ in inside) / len(inside)
            rows[f"{place / BINS:.1f} to {(place + 1) / BINS:.1f}"] = {
                "n": float(len(inside)), "score": score, "right": share, "low": low, "high": high,
            }  # fmt: skip
    return Scores({"calibration_error": calibration_error(pairs, BINS), "pairs": len(pairs)}, rows)


def _score_pairs(path: Path, options: Options) -> list[tuple[float, bool]]:
    pairs = []
    for event in read_marked(path):
        matches = match_sentences(event.texts, options).matches
        for reader in event.readers:
            true = marked_pairs(reader)
            pairs += [(match.score, (match.a, match.b) in true) for match in matches]
    return pairs


def wilson(share: float, n: int, confidence: float) -> tuple[float, float]:
    """Interval of a share (0..1) of n (Wilson 1927, Journal of the American Statistical Assoc.)."""
    from scipy.stats import norm

    z = float(norm.ppf((1 + confidence) / 2))
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


def draw_reliability(scores: Scores, out: Path) -> None:
    """The diagram: share right over mean score, with intervals and the n of each bin."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(4.6, 4.6), layout="constrained")
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color="#999", lw=1, ls="--")
    for row in scores.rows.values():
        axes.plot([row["score"]] * 2, [row["low"], row["high"]], color="#2f5d8a", lw=1.5)
        axes.plot(row["score"], row["right"], "o", color="#2f5d8a", ms=6)
        axes.annotate(f"n {row['n']:.0f}", (row["score"], row["low"]), fontsize=7, color="#555",
                      xytext=(0, -9), textcoords="offset points", ha="center")  # fmt: skip
    axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal", xlabel="score told",
             ylabel="share that readers join too")  # fmt: skip
    error, n = scores.mean["calibration_error"], scores.mean["pairs"]
    axes.set_title(f"expected calibration error {error:.3f}, {n:.0f} pairs", fontsize=9, loc="left")
    figure.savefig(out, metadata={"Date": None} if out.suffix == ".svg" else None, dpi=150)


def main(arguments: Sequence[str]) -> None:
    """Print the table and draw the figure."""
    scores = score_reliability(Path(arguments[0]), Options())
    sys.stdout.write(scores.table() + f"\n{dict(scores.mean)}\n")
    draw_reliability(scores, Path(arguments[1]))


if __name__ == "__main__":
    main(sys.argv[1:])
