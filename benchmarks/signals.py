"""What each family of signals adds to matching, on events left out.

    python -m benchmarks.signals TRAIN_FOLDER [MODEL]

Eight folds by event, as the weights are learned; the bar is chosen on the same events, once for
all. Prints a Markdown table: F1, F1 on plain statements, and the mean paired difference of F1 to
all signals, with its standard error over events.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from compare.options import Options
from training.matching import Event, best_bar, leave_out, mean_f1, read_signals

FAMILIES = {
    "TF-IDF (words, pairs, characters)": "tfidf_",
    "RapidFuzz": "token_",
    "shared stems: how many, how rare, in which order": "contained contained_both shared_rare "
    "shared_weight shared_runs common_ shared",
    "related words, background rarity": "soft_",
    "names": "shared_names names_",
    "numbers": "shared_figures other_figures",
    "neighbouring sentences": "context cross_context",
    "rank and lead among the pairs of a sentence": "rank_ lead_",
    "place and length": "apart headlines leads shorter longer",
}


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    options = Options(reader="none")
    names, events = read_signals(Path(arguments[0]), options)
    all_signals = leave_out(events)
    print(f"{len(events)} events, {len(names)} signals\n")
    print("| signals | F1 | F1 plain | against all |\n|---|---:|---:|---:|")
    base = _make_row("all", events, all_signals, all_signals)
    for family, prefixes in FAMILIES.items():
        inside = [_is_within(name, prefixes.split()) for name in names]
        if any(inside):
            _make_row(
                f"without {family}", events, leave_out(_is_only(events, ~np.array(inside))), base
            )
            _make_row(f"only {family}", events, leave_out(_is_only(events, np.array(inside))), base)


def _is_within(name: str, prefixes: Sequence[str]) -> bool:
    """A prefix that ends in '_' stands for all that begin with it; others are whole names."""
    return any(name.startswith(p) if p.endswith("_") else name == p for p in prefixes)


def _is_only(events: Sequence[Event], columns: np.ndarray) -> list[Event]:
    return [replace(event, signals=event.signals[:, columns]) for event in events]


def _make_row(name: str, events: Sequence[Event], scores: list, base: list) -> list:
    bar, base_bar = best_bar(events, scores), best_bar(events, base)
    f1, plain, _ = mean_f1(events, scores, bar)
    differences = [
        mean_f1([event], [mine], bar)[0] - mean_f1([event], [theirs], base_bar)[0]
        for event, mine, theirs in zip(events, scores, base, strict=True)
    ]
    mean, error = np.mean(differences), np.std(differences, ddof=1) / len(events) ** 0.5
    against = "" if scores is base else f"{mean:+.3f} ± {error:.3f}"
    print(f"| {name} | {f1:.3f} | {plain:.3f} | {against} |", flush=True)
    return scores


if __name__ == "__main__":
    main(sys.argv[1:])
