"""Teach a reader from two thousand short events, then from whole articles, without a teacher.

    python -m training.short_events WORK STUDENT TRAIN_FOLDER DATA_FOLDER

WORK          a folder for the weights, and for readings.json: what the student that left a third
              of the whole articles out reads in them (for `training.matching --readings`)
STUDENT       folder of all-MiniLM-L6-v2, or of a larger model to try
TRAIN_FOLDER  marked events of whole articles
DATA_FOLDER   with neus/, allsides/, ecbplus/, newswcl50/: the texts that `marks.jsonl` marks

A trial that `benchmarks/matching.md` tells of: for MiniLM it equals the teacher of
`training.reader`, and does not beat it, so the weights that ship are that one's. The marks are
there for a larger student.

A line of `marks.jsonl` is an event: the set, its event or articles there, how many sentences each
article has, and its facts: sentences by article (A, B, ...) and number (0: the headline), "-" where
a sentence states the fact in part. They were marked by language models that read each event whole,
by the guide that the marked events follow; no similarity measure chose what they read.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence, Set
from itertools import combinations
from pathlib import Path
from typing import Any

from compare.matching import signals_of
from compare.matching.scorers import load_scorer
from compare.model import Article, Sentence
from compare.options import Options
from compare.text.annotate import AnnotatedSentence, annotate
from compare.text.sentences import split_sentences

from .reader import FOLDS, PARTLY, CrossEncoder, Example, marked_examples, sample_examples

MARKS = Path(__file__).with_name("marks.jsonl")
LETTERS = "ABCDEFGH"
SHORT = 14_000, 26_000  # pairs of short events that are learned: marked, and others
NEGATIVES = 1.4  # others per marked pair of whole articles
EASY = 0.9  # score by the words from which a marked pair teaches less
LONG = 600  # characters above which a sentence of a short event is left out
RATES = {"short": 1e-4, "whole": 5e-5}  # highest learning rates

Rows = list[tuple[Example, float]]  # with the score by the words


def short_examples(folder: Path, options: Options) -> dict[str, Rows]:
    """Of the events of `marks.jsonl`; those whose texts are not cut as they were are left out."""
    texts = _read_texts(folder)
    examples: dict[str, Rows] = {}
    for line in MARKS.read_text(encoding="utf-8").splitlines():
        mark = json.loads(line)
        keys = mark.get("articles") or [mark["event"]]
        rows = [row for key in keys for row in texts[mark["set"], key]]
        if [len(row) for row in rows] != mark["sentences"]:
            continue
        sentences = [
            Sentence(f"{letter}{k}", letter, letter, k, k, 0, len(text), text)
            for letter, row in zip(LETTERS, rows, strict=False)
            for k, text in enumerate(row)
        ]
        articles = [
            Article(one, one, "", " ".join(row)) for one, row in zip(LETTERS, rows, strict=False)
        ]
        facts = [{one.rstrip("-"): one.endswith("-") for one in f.split()} for f in mark["facts"]]
        pairs = {pair: f for f in facts for pair in combinations(sorted(f), 2)}
        some = {pair for pair in pairs if pair[0][0] != pair[1][0]}
        plain = {
            pair for f in facts for pair in combinations(sorted(f), 2)
            if pair in some and not (f[pair[0]] or f[pair[1]])
        }  # fmt: skip
        ordered = sorted(annotate(articles, sentences), key=lambda one: one.id)
        name = f"{mark['set']} {' '.join(map(str, keys))}"
        examples[name] = _list_examples(ordered, some, plain, options)
    return examples


def _list_examples(
    ordered: Sequence[AnnotatedSentence],
    some: Set[tuple[str, str]],
    plain: Set[tuple[str, str]],
    options: Options,
) -> Rows:
    """An event's candidates with their marks, and the score that they have by the words."""
    first, second, signals = signals_of(ordered, options)
    if not len(first):
        return []
    rows = []
    scores = load_scorer(options).score(signals)
    for i, j, score in zip(first.tolist(), second.tolist(), scores.tolist(), strict=True):
        pair = ordered[i].id, ordered[j].id
        target, weight = (1.0, 1.0) if pair in plain else PARTLY if pair in some else (0.0, 1.0)
        texts = ordered[i].text, ordered[j].text
        rows.append((Example(*texts, target, float(pair in plain), weight), score))
    return rows


def _read_texts(folder: Path) -> dict[tuple[str, Any], list[list[str]]]:
    """(set, event or article) -> the sentences of its articles, headline first."""

    def rows(name: str) -> Iterator[Any]:
        return map(json.loads, (folder / name).read_text(encoding="utf-8").splitlines())

    texts: dict[tuple[str, Any], list[list[str]]] = {}
    for row in rows("neus/triplets.jsonl"):
        articles = [_cut_article(one["title"], one["text"]) for one in row["articles"]]
        texts["neus", row["id"]] = [one for one in articles if one]
    for row in rows("allsides/stories.jsonl"):
        articles = [_cut_article(one["title"], one["excerpt"]) for one in row["articles"]]
        texts["allsides", str(row["id"])] = [one for one in articles if one]
    for name in ("ecbplus/documents.jsonl", "newswcl50/articles.jsonl"):
        for row in rows(name):
            sentences = [_join_marks(s) for s in row["sentences"] if not s.startswith("http")]
            texts[name.split("/")[0], row["id"]] = [sentences]
    return texts


def _cut_article(title: str | None, body: str | None) -> list[str]:
    """The headline and the sentences, each once."""
    rows: dict[str, str] = {}
    body = body or ""
    for text in [title or "", *(body[a:b] for a, b in split_sentences(body))]:
        text = " ".join(text.split())
        if text:
            rows.setdefault(re.sub(r"\W", "", text.lower()), text)
    return list(rows.values())


def _join_marks(text: str) -> str:
    """A tokenised sentence with its marks at the words again."""
    text = re.sub(r"\s+([,.;:!?%)\]’])", r"\1", re.sub(r"([(\[$‘])\s+", r"\1", text))
    return text.replace(" 's", "'s").replace(" n't", "n't")


def sample_short(rows: Rows) -> list[Example]:
    """Of the short events: `SHORT` pairs, fewer of those that the words alone tell."""
    rows = [row for row in rows if max(len(row[0].a), len(row[0].b)) <= LONG]
    marked = [(e, 1.05 - score if score > EASY else 1.0) for e, score in rows if e.same]
    others = [(e, 0.05 + score) for e, score in rows if not e.same]
    return [*_draw(marked, SHORT[0]), *_draw(others, SHORT[1])]


def _draw(weighted: Sequence[tuple[Example, float]], number: int) -> list[Example]:
    import numpy as np

    chance = np.array([weight for _, weight in weighted])
    dice = np.random.default_rng(0)
    size = min(number, len(weighted))
    return [
        weighted[k][0]
        for k in dice.choice(len(weighted), size, replace=False, p=chance / chance.sum())
    ]


def main(arguments: Sequence[str]) -> None:
    """All steps, one after another."""
    work, student_folder, train, data = map(Path, arguments)
    work.mkdir(parents=True, exist_ok=True)
    options = Options(reader="none")
    begun = work / "short.safetensors"
    if not begun.exists():
        rows = [row for event in short_examples(data, options).values() for row in event]
        student = make_student(student_folder)
        student.train(sample_short(rows), RATES["short"], "short events")
        student.save(begun)
    marked = marked_examples(train, options)
    names = sorted(marked)
    readings: dict[str, list[float]] = {}
    for learning in ([name for k, name in enumerate(names) if k % FOLDS], names):
        student = make_student(student_folder)
        student.load(begun)
        rows = [row for name in learning for row in marked[name]]
        student.train(sample_examples(rows, NEGATIVES), RATES["whole"], "whole articles")
        for name in set(names) - set(learning):
            odds = student.read([(example.a, example.b) for example, _ in marked[name]])
            readings[name] = [row[0] for row in odds]
        (work / "readings.json").write_text(json.dumps(readings), encoding="utf-8")
    student.save(work / "whole.safetensors")


def make_student(folder: Path) -> CrossEncoder:
    """Its embeddings, half of the weights of a small one, stay as they are."""
    student = CrossEncoder(folder)
    student.model.encoder.embeddings.requires_grad_(False)
    return student


if __name__ == "__main__":
    main(sys.argv[1:])
