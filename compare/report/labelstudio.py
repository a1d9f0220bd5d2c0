"""labelstudio/: the pairs in doubt as tasks for annotators, and their decisions back.

Tasks are Label Studio's basic JSON, a list of {"data": {...}}; decisions are read from its JSON
export, the same tasks with "annotations" (https://labelstud.io/guide/task_format). No score goes
along as a prediction: it would lead the annotators.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..disk import read_plain
from ..errors import InputError
from ..matching.judge import find_doubtful, question
from ..matching.scorers import load_scorer
from ..model import Comparison

MOST = 1_000  # tasks, the most doubtful first
MOST_BYTES = 100_000_000
CHOICE = "same_fact"
TABLES = {"yes": "join", "no": "part"}  # answer -> table of corrections.toml
CONFIG = f"""\
<View>
  <Header value="Do both state the same fact?"/>
  <Header value="$outlet_a" size="5"/>
  <Text name="a" value="$a"/>
  <Header value="$outlet_b" size="5"/>
  <Text name="b" value="$b"/>
  <Choices name="{CHOICE}" toName="a" choice="single" required="true">
    <Choice value="yes" hint="both state the same fact"/>
    <Choice value="part" hint="one states in part what the other states, or implies it"/>
    <Choice value="no" hint="they state different things"/>
  </Choices>
</View>
"""


def render_labelstudio(comparison: Comparison) -> dict[str, str]:
    """File name -> text: the tasks, the labelling interface, and what annotators are asked."""
    bars = load_scorer(comparison.options).bars
    sentences = {sentence.id: sentence for sentence in comparison.sentences}
    sources = {article.id: article.source or article.id for article in comparison.articles}
    tasks = []
    for match in find_doubtful(comparison.matches, comparison.nearest, bars)[:MOST]:
        data: dict[str, Any] = {"event": comparison.event}
        for name, sentence in (("a", sentences[match.a]), ("b", sentences[match.b])):
            data[name] = sentence.text
            data[f"outlet_{name}"] = sentence.outlet
            data[f"article_{name}"] = sources[sentence.article]
        tasks.append({"data": data})
    return {
        "tasks.json": json.dumps(tasks, indent=1, ensure_ascii=True) + "\n",
        "interface.xml": CONFIG,
        "guideline.txt": question(),
    }


def read_decisions(path: str | Path) -> tuple[list[tuple[str, dict[str, Any]]], Counter[str]]:
    """(entries of corrections.toml, how many tasks were: join, part, left alone) of an export.

    "yes" joins a pair and "no" parts it; "part", an open task, and one on which annotators differ
    leave it alone. Raises InputError for a file that is no JSON export of these tasks.
    """
    path = Path(path)
    entries, counts = [], Counter[str]()
    try:
        for task in json.loads(read_plain(path, str(path), MOST_BYTES).decode("utf-8-sig")):
            table = TABLES.get(_read_answer(task), "")
            counts[table or "left alone"] += 1
            if table:
                data = task["data"]
                sides = {
                    name: {"article": data[f"article_{name}"], "text": data[name]}
                    for name in ("a", "b")
                }
                entries.append((table, sides))
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
        problem = f"not a JSON export of these tasks ({type(error).__name__}: {error})"
        remedy = "in Label Studio: Export, then JSON"
        raise InputError(path, problem, remedy) from None
    return entries, counts


def _read_answer(task: Mapping[str, Any]) -> str:
    """What all annotators of the task say; "" where there is none, or they differ."""
    answers = {
        choice
        for annotation in task["annotations"]
        if not annotation.get("was_cancelled")
        for part in annotation["result"]
        if part.get("from_name") == CHOICE
        for choice in part["value"]["choices"]
    }
    return answers.pop() if len(answers) == 1 else ""
