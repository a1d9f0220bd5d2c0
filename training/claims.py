"""Claims, and whether sentences state them: what readers of the marked events left.

    python -m training.claims DATA_FOLDER

`row_marks.tsv` has cells of rows of the marked events, drawn from lower bars than the report's: the
words of a row, and an outlet's sentences that come near, each judged by a language model that read
them. `claims.jsonl` has such rows of public sets: a line is an event, the set, its articles there,
and its claims, each the sentence with the words (as in `marks.jsonl`), where they stand in it, and
the sentences that come near with a grade each. The shipped reader learned those of the first 533
events; most of the 9,600 of the other 329 made it no better (`benchmarks/matching.md`). And the
readers of the marked events wrote each fact as a statement, with the sentences that state it. No
text of the sets is in the files.

`claims_held_out.jsonl` has 8,244 more such cells, of 498 events of Fake News Challenge 1, NeuS and
AllSides, drawn evenly over what the shipped reader says of them. It learned none of these claims,
though pairs of sentences of some of the events. Printed is how well it tells them apart.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from compare.evaluation.marked import MarkedEvent
from compare.facts.cells import Claim
from compare.matching.reader import load_reader
from compare.text.annotate import read_stems

from .short_events import find_sentence, read_texts

MARKS = Path(__file__).with_name("row_marks.tsv")
CLAIMS = Path(__file__).with_name("claims.jsonl")
HELD_OUT = Path(__file__).with_name("claims_held_out.jsonl")
NEAR, ANY = 2, 1  # sentences that do not state a fact: with most of its words, and any


class JudgedCell(NamedTuple):
    """An outlet's sentences that come near a claim, each with its grade (2 it states the claim, 1 a
    part of it, 0 neither), and the grade of all together."""

    event: str
    claim: Claim
    grades: dict[str, int]
    grade: int


def read_cells() -> Iterator[JudgedCell]:
    """All that were judged."""
    for line in MARKS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            event, name, place, pairs, grade = line.split("\t")
            start, end = map(int, place.split("-"))
            grades = {one: int(g) for one, _, g in (pair.rpartition(":") for pair in pairs.split())}
            yield JudgedCell(event, Claim(name, (start, end)), grades, int(grade))


def read_claims(event: MarkedEvent) -> Iterator[tuple[str, str, int]]:
    """(words of a row, a sentence, its grade) of one event."""
    for cell in read_cells():
        if cell.event == event.name:
            words = event.texts[cell.claim.sentence].text[slice(*cell.claim.stretch)]
            for name, grade in cell.grades.items():
                yield words, event.texts[name].text, grade


def read_public_claims(folder: Path, path: Path = CLAIMS) -> Iterator[tuple[str, str, int]]:
    """(words of a row, a sentence, its grade) of all events of public sets."""
    texts = read_texts(folder)
    for line in path.read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        rows = [row for key in event["articles"] for row in texts[event["set"], key]]
        for claim in event["claims"]:
            name, place, *cells = claim.split()
            start, end = map(int, place.split("-"))
            for other, _, grade in (cell.partition(":") for cell in cells):
                yield find_sentence(name, rows)[start:end], find_sentence(other, rows), int(grade)


def read_statements(event: MarkedEvent) -> Iterator[tuple[str, str, int]]:
    """(a fact as its reader put it, a sentence, its grade), also sentences that do not state it."""
    dice = random.Random(event.name)
    for fact in event.readers[0]["facts"]:
        statement, support = fact["statement"], fact["support"]
        for name, grade in support.items():
            if name in event.texts:
                yield statement, event.texts[name].text, int(grade)
        stems = read_stems(statement)
        others = [one for one in event.texts if one.id not in support]
        others.sort(key=lambda one: (-len(one.content_stems & stems), one.id))
        rest = others[NEAR:]
        for one in [*others[:NEAR], *dice.sample(rest, min(ANY, len(rest)))]:
            yield statement, one.text, 0


def main(arguments: Sequence[str]) -> None:
    """Print how well the shipped reader tells held-out claims that are stated from others."""
    import numpy as np
    from sklearn.metrics import roc_auc_score

    rows = list(read_public_claims(Path(arguments[0]), HELD_OUT))
    odds = load_reader().read_claims([(claim, sentence) for claim, sentence, _ in rows])
    grades = np.array([grade for *_, grade in rows])
    for n, (name, true) in enumerate((("in part at least", grades > 0), ("all", grades > 1))):
        area = roc_auc_score(true, odds[:, n])
        sys.stdout.write(f"stated {name}: {true.mean():.2f} of {len(true)}; area {area:.3f}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
