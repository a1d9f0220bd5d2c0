"""Framing on marked sets beside the anchors, and what it says where outlets do not differ.

    python benchmarks/framing.py DATA_FOLDER

DATA_FOLDER holds babe/, newsmtsc/, polnear/ and basil/. The second table deals the sentences of
each BASIL event to its outlets at random and measures again: a figure whose interval leaves out its
null, or whose q is below 0.05, is then a false alarm.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from compare import Article, Options
from compare.evaluation import evaluate_stage
from compare.framing import measure_framing
from compare.model import Measure
from compare.text.sentences import article_sentences

ROWS = (  # set, stage, figure, what is beside it
    ("babe", "loaded", "macro_f1", "TF-IDF with logistic regression 0.71, RoBERTa 0.80"),
    ("newsmtsc", "tone", "macro_f1", "fine-tuned transformers 0.83"),
    ("newsmtsc", "tone", "macro_f1_lexicon", "VADER on the whole sentence"),
    ("polnear", "quotes", "direct_f1", "rules: 0.59; no published system was found"),
    ("polnear", "quotes", "indirect_f1", "rules: 0.38"),
    ("polnear", "quotes", "source_accuracy", "rules: 0.81"),
    ("basil", "loaded-spans", "auc_lexical", "counting subjective words 0.62"),
    ("basil", "loaded-spans", "gain_lexical", "of 'only in one outlet' over loaded words alone"),
    ("basil", "loaded-spans", "auc_informational", "counting subjective words 0.60"),
    ("basil", "loaded-spans", "gain_informational", "the same gain"),
)
Q = re.compile(r"q = ([\d.e+-]+)")
LEVEL = 0.05


def main(folder: Path) -> None:
    """Print both tables as Markdown."""
    print("| set | figure | measured | beside it |\n|---|---|---|---|")
    scores = {
        stage: evaluate_stage(stage, folder / name, Options()).mean
        for name, stage in sorted({row[:2] for row in ROWS})
    }
    for name, stage, figure, beside in ROWS:
        interval = ""
        if f"{figure}_low" in scores[stage]:
            low, high = scores[stage][f"{figure}_low"], scores[stage][f"{figure}_high"]
            interval = f" [{low:.3f}, {high:.3f}]"
        value = f"{scores[stage][figure]:.3f}{interval}"
        print(f"| {name} | {stage}: {figure} | {value} | {beside} |")
    print("\n| measure | with an interval | leave out the null | with q | q < 0.05 | events with "
          "such a q |\n|---|---|---|---|---|---|")  # fmt: skip
    false_alarms(folder / "basil" / "articles.jsonl")


def false_alarms(file: Path) -> None:
    """One row per measure, over all events with their sentences dealt at random."""
    events: dict[str, list[Any]] = defaultdict(list)
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        events[row["event_id"]].append(row)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, rows in sorted(events.items()):
        alarmed = set()
        for measure in _shuffled(name, [row["sentences"] for row in rows]):
            count = counts[measure.name]
            if measure.low is not None and measure.high is not None and measure.null is not None:
                count["intervals"] += 1
                count["outside"] += not measure.low <= measure.null <= measure.high
            if found := Q.search(measure.note):
                count["tested"] += 1
                if float(found.group(1)) < LEVEL:
                    count["found"] += 1
                    alarmed.add(measure.name)
        for measured in alarmed:
            counts[measured]["events"] += 1
    for name, count in counts.items():
        outside = f"{count['outside'] / count['intervals']:.3f}" if count["intervals"] else "—"
        found = f"{count['found']}" if count["tested"] else "—"
        alarms = f"{count['events']} of {len(events)}" if count["tested"] else "—"
        cells = [name, count["intervals"], outside, count["tested"], found, alarms]
        print("| " + " | ".join(map(str, cells)) + " |")


def _shuffled(seed: str, texts: Sequence[Sequence[str]]) -> Sequence[Measure]:
    """The measures of an event whose sentences were dealt to its outlets at random."""
    every = [text for row in texts for text in row if text]
    random.Random(seed).shuffle(every)
    articles, at = [], 0
    for number, row in enumerate(texts):
        mine = every[at : at + len(row)]
        at += len(mine)
        articles.append(Article(f"a{number}", f"Outlet {number}", "", "\n\n".join(mine)))
    sentences = [sentence for article in articles for sentence in article_sentences(article)]
    return measure_framing(articles, sentences, (), Options())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
