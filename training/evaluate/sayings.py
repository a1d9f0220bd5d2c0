"""Scores what a speaker says, side by side: are the words the speaker's?

`compare/data/saying_marks.tsv` judges each saying, by reading it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from compare.datafiles import load_lines
from compare.evaluation import Scores
from compare.evaluation.marked import MarkedEvent, read_marked
from compare.facts import find_sayings
from compare.matching import match_sentences
from compare.options import Options


def score_sayings(path: Path) -> Scores:
    """A row per event that has speakers, pooled below.

    path: a marked event (.json), or a folder of them. Raises InputError where it holds none.
    """
    rows = {event.name: count_sayings(event, Options()) for event in read_marked(path)}
    total = {name: sum(row[name] for row in rows.values()) for name in next(iter(rows.values()))}
    total_judged = total["right"] + total["wrong"]
    share = total["right"] / total_judged if total_judged else float("nan")
    return Scores(
        {**{k: total[k] for k in ("speakers", "shown", "unjudged")}, "right": share},
        {name: row for name, row in rows.items() if row["shown"]},
    )


def count_sayings(event: MarkedEvent, options: Options) -> dict[str, float]:
    """How many speakers and sayings are shown, how many of them are right, wrong, unjudged."""
    speakers = find_sayings(event.texts, match_sentences(event.texts, options).matches, options)
    counts = dict.fromkeys(("speakers", "shown", "right", "wrong", "unjudged"), 0.0)
    counts["speakers"] = float(len(speakers))
    for speaker in speakers:
        for saying in speaker.sayings:
            start = saying.start - event.texts[saying.sentence].sentence.start
            key = event.name, speaker.name, saying.sentence, str(start)
            counts["shown"] += 1
            counts[load_saying_marks().get(key, "unjudged")] += 1
    return counts


@cache
def load_saying_marks() -> dict[tuple[str, ...], str]:
    """(event, speaker, sentence, offset in it) -> "right" or "wrong"."""
    rows = (line.split("\t") for line in load_lines("saying_marks.tsv"))
    return {tuple(key): verdict for *key, verdict in rows}
