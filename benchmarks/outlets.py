"""Three outlets over BASIL's events: what differs, and does it stand in readers' bias marks?

    python -m benchmarks.outlets BASIL_FOLDER [RUN]

Compares the events (into RUN, which is used again if it is there; else into a scratch folder) and
prints benchmarks/outlets.md. The marks go the same way as the measures: a value per event and
outlet; intervals draw events again.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd

from compare.archive import Profile, read_profile, run_batch
from compare.archive.outlets.tallies import SHARES
from compare.framing.intervals import benjamini_hochberg
from compare.options import Options

LEVEL, DRAWS, SHUFFLES = 0.05, 2000, 100
# named before their figures were seen: a measure, and the mark that is its counterpart
CHOSEN_BEFORE = (("not found here", "marked informational"),)
KEYS = ["event", "outlet"]


def main(folder: Path, run: Path) -> None:
    """Print all tables as Markdown."""
    events = read_rows(folder / "articles.jsonl")
    write_events(events, run.parent / "events")
    run_batch(run.parent / "events", run, workers=1)
    profile = read_profile(run)
    marks = mark_profile(events)
    print(f"{len(profile.events)} events, {sum(map(len, events.values()))} articles.")
    print("\n## Differences between the outlets, measured and marked\n")
    print_differences(profile, marks)
    print("\n## Do measures and marks go together inside an event?\n")
    print_agreement(profile, marks)
    print("\n## Outlets shuffled inside each event\n")
    print_shuffled(profile)


def read_rows(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Event -> its articles."""
    events: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        events[row["event_id"]].append(row)
    return dict(sorted(events.items()))


def write_events(events: dict[str, list[dict[str, Any]]], folder: Path) -> None:
    """A folder per event, its articles as JSON lines."""
    for name, rows in events.items():
        lines = []
        for row in sorted(rows, key=lambda row: row["outlet"]):
            paragraphs = defaultdict(list)
            for text, number in zip(row["sentences"], row["paragraph_of_sentence"], strict=True):
                paragraphs[number].append(text)
            text = "\n\n".join(" ".join(filter(None, texts)) for texts in paragraphs.values())
            article = {"outlet": row["outlet"], "title": row["title"], "published": row["date"]}
            lines.append(json.dumps(article | {"text": text}))
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "articles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def mark_profile(events: dict[str, list[dict[str, Any]]]) -> Profile:
    """The readers' marks as a profile: one figure per kind."""
    values = [
        (name, figure, "", row["outlet"], "", mark(row), unit)
        for name, rows in events.items()
        for row in rows
        for figure, (mark, unit) in MARKS.items()
    ]
    outlets = [(name, row["outlet"], 1, 0, None, None) for name in events for row in events[name]]
    lacks = ["outlet", "event", "fact", "text", "sentences", "closest"]
    part = {
        "values": pd.DataFrame(
            values, columns=["event", "figure", "term", "outlet", "other", "value", "unit"]
        ),
        "outlets": pd.DataFrame(outlets, columns=[*KEYS, "articles", "words", "first", "last"]),
        "not_found": pd.DataFrame(columns=lacks),
    }
    return Profile((part,), frozenset(events))


def marked_share(row: dict[str, Any], kind: str) -> float:
    """Share of the article's sentences that readers marked, 0..1."""
    marks = zip(row[f"sent_has_{kind}_bias"], row["sentences"], strict=True)
    return sum(mark for mark, text in marks if text) / len(list(filter(None, row["sentences"])))


def marked_polarity(row: dict[str, Any]) -> float:
    """Marked spans in the body, positive minus negative, per sentence."""
    signs = [span["polarity"] for span in row["spans"] if span["sent"] >= 0]
    gap = signs.count("pos") - signs.count("neg")
    return gap / len(list(filter(None, row["sentences"])))


SHARE = "share of the article's sentences, 0..1"
MARKS: dict[str, tuple[Callable[[dict[str, Any]], float], str]] = {
    "marked lexical": (lambda row: marked_share(row, "lexical"), SHARE),
    "marked informational": (lambda row: marked_share(row, "informational"), SHARE),
    "marked polarity": (marked_polarity, "marked spans per sentence, positive minus negative"),
}


def print_differences(profile: Profile, marks: Profile) -> None:
    """The marks' differences, and the measured ones with q below LEVEL; all tested counted."""
    head = "figure | outlets | values | difference | 95 % interval | n events | p | q"
    print(f"| {head} |\n|{'---|' * 8}")
    for name, source in (("marks", marks), ("measured", profile)):
        rows = source.tables()["differences"]
        differences = (
            rows if name == "marks" else rows[rows["q"] < LEVEL].sort_values("q", kind="stable")
        )
        for row in differences.itertuples():
            figure = f"{row.figure} {row.term}".strip()
            print(
                f"| {figure} | {row.outlet} − {row.other} | {row.value_outlet:.3f} − "
                f"{row.value_other:.3f} | {row.difference:+.3f} | {row.low:+.3f} to "
                f"{row.high:+.3f} | {row.n} | {row.p:.4f} | {row.q:.4f} |"
            )
    print(
        f"\nOf {len(rows)} measured differences, {len(differences)} have q < {LEVEL}; "
        "those are shown."
    )


def print_agreement(profile: Profile, marks: Profile) -> None:
    """Per figure and mark the rank correlation inside events: those ASKED, and any with p < LEVEL.

    Ranks of an event's outlets by figure and by mark, each centred: r = sum xy / sqrt(sum xx sum
    yy) over all events. Interval: events drawn again; p: marks shuffled inside each event.
    """
    measured = profile.tables()["values"]
    measured = measured[measured["other"] == ""]
    marked = marks.tables()["values"]
    rows = []
    for kind in MARKS:
        mark = spread(marked[marked["figure"] == kind])
        for (figure, term), values in measured.groupby(["figure", "term"]):
            table = spread(values).reindex(index=mark.index, columns=mark.columns)
            if figure in SHARES:
                table = table.fillna(0.0)
            whole = table.notna().all(axis=1).to_numpy()
            correlation = correlate(ranked(table.to_numpy()[whole]), ranked(mark.to_numpy()[whole]))
            rows.append((f"{figure} {term}".strip(), kind, *correlation, int(whole.sum())))
    print("| figure | mark | r inside events | 95 % interval | n events | p | q |\n|" + "---|" * 7)
    correlations = {row[:2]: row[2:] for row in rows}
    others = sorted(
        set(correlations) - set(CHOSEN_BEFORE), key=lambda name: (correlations[name][3], name)
    )
    q = {}
    for family in (CHOSEN_BEFORE, others):
        chances = benjamini_hochberg([correlations[name][3] for name in family])
        q |= dict(zip(family, chances, strict=True))
    for name in (*CHOSEN_BEFORE, *(name for name in others if correlations[name][3] < LEVEL)):
        (r, low, high, p, n), each = correlations[name], q[name]
        cells = (*name, f"{r:+.3f}", f"{low:+.3f} to {high:+.3f}", n, f"{p:.4f}", f"{each:.3f}")
        print("| " + " | ".join(map(str, cells)) + " |")
    print(
        f"\nThe first {len(CHOSEN_BEFORE)} are measures with their counterparts "
        "(CHOSEN_BEFORE); the others have "
        f"p < {LEVEL} of {len(others)} more, and "
        f"{sum(q[name] < LEVEL for name in others)} of these have q < {LEVEL}. "
        "q is adjusted within each of the two groups."
    )


def spread(values: pd.DataFrame) -> pd.DataFrame:
    """Events x outlets."""
    return values.pivot(index="event", columns="outlet", values="value").sort_index()


def ranked(values: Any) -> Any:
    """Ranks within a row (equals share theirs), centred."""
    from scipy.stats import rankdata

    ranks = rankdata(values, axis=1)
    return ranks - ranks.mean(axis=1, keepdims=True)


def correlate(x: Any, y: Any) -> tuple[float, float, float, float]:
    """(r, low, high, p)."""
    rng = np.random.default_rng(0)

    def r(xy: Any, xx: Any, yy: Any) -> Any:
        return xy / np.sqrt(np.maximum(xx * yy, 1e-12))

    parts = np.stack([(x * y).sum(1), (x * x).sum(1), (y * y).sum(1)])
    observed = float(r(*parts.sum(axis=1)))
    draws = rng.integers(len(x), size=(DRAWS, len(x)))
    low, high = np.percentile(r(*parts[:, draws].sum(axis=2)), [2.5, 97.5])
    hits = 0
    for _ in range(DRAWS):
        mixed = rng.permuted(y, axis=1)
        hits += (
            abs(float(r((x * mixed).sum(), parts[1].sum(), parts[2].sum()))) >= abs(observed) - 1e-9
        )
    return observed, float(low), float(high), (hits + 1) / (DRAWS + 1)


def print_shuffled(profile: Profile) -> None:
    """How often a difference is reported where the outlets inside each event are shuffled."""
    tested, alarms, outside, alarms_q, any_alarm = 0, 0, 0, 0, 0
    for seed in range(SHUFFLES):
        rows = shuffled(profile, seed).tables(replace(Options(), seed=seed))["differences"]
        rows = rows[rows["q"].notna()]
        tested += len(rows)
        alarms += int((rows["p"] < LEVEL).sum())
        outside += int(((rows["low"] > 0) | (rows["high"] < 0)).sum())
        alarms_q += int((rows["q"] < LEVEL).sum())
        any_alarm += bool((rows["q"] < LEVEL).any())
    print("| shuffles | differences tested | p < 0.05 | interval leaves out 0 | q < 0.05 | "
          "shuffles with such a q |\n|" + "---|" * 6)  # fmt: skip
    print(
        f"| {SHUFFLES} | {tested} | {alarms / tested:.3f} | {outside / tested:.3f} | {alarms_q} | "
        f"{any_alarm} |"
    )


def shuffled(profile: Profile, seed: int) -> Profile:
    """The same events, each with its outlets' names dealt anew."""
    rng = np.random.default_rng(seed)
    parts = []
    for part in profile.parts:
        outlet_names = {}
        for event, rows in part["outlets"].groupby("event"):
            outlets = sorted(rows["outlet"])
            mixed = rng.permutation(outlets)
            outlet_names |= {(event, a): str(b) for a, b in zip(outlets, mixed, strict=True)}
        values = part["values"]
        values = values[values["other"] == ""]
        keys = zip(values["event"], values["outlet"], strict=True)
        parts.append({**part, "values": values.assign(outlet=[outlet_names[key] for key in keys])})
    return replace(profile, parts=tuple(parts))


if __name__ == "__main__":
    if len(sys.argv) > 2:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        with TemporaryDirectory() as scratch:
            main(Path(sys.argv[1]), Path(scratch) / "run")
