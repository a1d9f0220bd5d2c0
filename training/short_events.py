"""Two thousand short events of public sets, marked by reading: what `marks.jsonl` holds.

A line of it is an event: the set, its event or articles there, how many sentences each article has,
and its facts: sentences by article (A, B, ...) and number (0: the headline), "-" where a sentence
states the fact in part. They were marked by language models that read each event whole, by the
guide that the marked events follow; no similarity measure chose what they read. No text of the sets
is in the file.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from compare.model import Article, Sentence
from compare.text.annotate import AnnotatedSentence, annotate
from compare.text.sentences import split_sentences

MARKS = Path(__file__).with_name("marks.jsonl")
LETTERS = "ABCDEFGH"
LONG = 600  # characters above which a sentence of a short event is left out

Pairs = set[tuple[str, str]]  # of sentence ids (a < b)


def read_short_events(folder: Path) -> Iterator[tuple[list[AnnotatedSentence], Pairs, Pairs]]:
    """Per event its sentences by id, and the pairs that state the same in part, and plainly.

    Events whose texts are not cut into sentences as they were are left out.
    """
    texts = read_texts(folder)
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
        pairs = [(f, a, b) for f in facts for a, b in combinations(sorted(f), 2) if a[0] != b[0]]
        some = {(a, b) for _, a, b in pairs}
        plain = {(a, b) for f, a, b in pairs if not (f[a] or f[b])}
        ordered = sorted(annotate(articles, sentences), key=lambda one: one.id)
        yield ordered, some, plain


def read_texts(folder: Path) -> dict[tuple[str, Any], list[list[str]]]:
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
    for path in sorted((folder / "fnc").glob("*_bodies.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                body = _cut_article("", row["articleBody"].strip())
                texts["fnc", path.name[:2] + row["Body ID"]] = [body]
    return texts


def find_sentence(name: str, rows: list[list[str]]) -> str:
    """That of a name in the files: 'B3' is the fourth of the second article."""
    return rows[LETTERS.index(name[0])][int(name[1:])]


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
