"""Framing on marked sets beside the anchors, and what it says where outlets do not differ.

    python -m benchmarks.framing DATA_FOLDER

DATA_FOLDER holds polnear/ and basil/. The second table deals the sentences of
each BASIL event to its outlets at random and measures again: a figure whose interval leaves out its
null is then a false alarm.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.outlets import read_rows
from compare import Article, Options
from compare.framing import measure_framing
from compare.text.annotate import Texts, annotate
from compare.text.sentences import article_sentences
from training.evaluate.quotes import score_quotes

ROWS = (  # of the quotations of polnear: figure, what is beside it
    ("direct_f1", "rules: 0.59; no published system was found"),
    ("indirect_f1", "rules: 0.38"),
    ("source_accuracy", "rules: 0.81"),
)


def main(folder: Path) -> None:
    """Print both tables as Markdown."""
    print("| set | figure | measured | beside it |\n|---|---|---|---|")
    scores = score_quotes(folder / "polnear").mean
    for figure, beside in ROWS:
        print(f"| polnear | quotes: {figure} | {scores[figure]:.3f} | {beside} |")
    print("\n| measure | with an interval | leave out the null |\n|---|---|---|")
    false_alarms(folder / "basil" / "articles.jsonl")


def false_alarms(file: Path) -> None:
    """One row per measure, over all events, their sentences dealt."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, rows in read_rows(file).items():
        texts = _dealt(name, [row["sentences"] for row in rows])
        for measure in measure_framing(texts, Options()):
            if measure.low is not None and measure.high is not None and measure.null is not None:
                counts[measure.name]["intervals"] += 1
                outside = not measure.low <= measure.null <= measure.high
                counts[measure.name]["outside"] += outside
    for name, count in counts.items():
        print(f"| {name} | {count['intervals']} | {count['outside'] / count['intervals']:.3f} |")


def _dealt(seed: str, texts: Sequence[Sequence[str]]) -> Texts:
    """An event whose sentences were dealt to its outlets at random."""
    every = [text for row in texts for text in row if text]
    random.Random(seed).shuffle(every)
    articles, at = [], 0
    for number, row in enumerate(texts):
        mine = every[at : at + len(row)]
        at += len(mine)
        articles.append(Article(f"a{number}", f"Outlet {number}", "", "\n\n".join(mine)))
    sentences = [sentence for article in articles for sentence in article_sentences(article)]
    return annotate(articles, sentences)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
