"""Marked events: articles whose sentences readers have joined to facts. Format: README there."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..model import Article, Sentence
from ..text.annotate import Texts, annotate

Pair = tuple[str, str]


@dataclass(frozen=True)
class MarkedEvent:
    """One event: articles and sentences as the tool has them, and what each reader marked."""

    name: str
    articles: tuple[Article, ...]
    sentences: tuple[Sentence, ...]
    readers: tuple[dict[str, Any], ...]

    @cached_property
    def texts(self) -> Texts:
        """The event, annotated once for all stages that are scored on it."""
        return annotate(self.articles, self.sentences)


def read_marked(path: Path) -> list[MarkedEvent]:
    """The events of one JSON file or of all in a folder, sorted by file name.

    Sentence ids are the marked ones ("NYT-03"). Raises InputError where the format is another.
    """
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise InputError(path, "no annotated event (*.json) in this folder")
    return [_read_event(file) for file in files]


def marked_pairs(reader: dict[str, Any], grade: int = 1) -> set[Pair]:
    """Pairs of sentences of different outlets that support one fact with at least this grade."""
    pairs = set()
    for fact in reader["facts"]:
        support = fact["support"]
        for a, b in itertools.combinations(sorted(support), 2):
            if outlet_of(a) != outlet_of(b) and min(support[a], support[b]) >= grade:
                pairs.add((a, b))
    return pairs


def outlet_of(sentence: str) -> str:
    """The outlet's part of a sentence id."""
    return sentence.rsplit("-", 1)[0]


def _read_event(file: Path) -> MarkedEvent:
    try:
        event = json.loads(file.read_text(encoding="utf-8"))
        articles, sentences = [], []
        for entry in event["articles"]:
            article, own = _make_article(entry)
            articles.append(article)
            sentences += own
        return MarkedEvent(
            event["event"], tuple(articles), tuple(sentences), tuple(event["readers"])
        )
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise InputError(file, f"not an annotated event: {error!r}") from error


def _make_article(entry: dict[str, Any]) -> tuple[Article, list[Sentence]]:
    """An article whose text is its marked sentences, so that the offsets hold."""
    outlet, texts = entry["outlet"], entry["sentences"]
    counts = entry.get("paragraphs") or [1] * (len(texts) - 1)
    paragraph = [0] + [k for k, n in enumerate(counts, 1) for _ in range(n)]
    paragraph += [len(counts)] * (len(texts) - len(paragraph))
    text, sentences = "", []
    for index, words in enumerate(texts):
        if index:
            text += " " if paragraph[index] == paragraph[index - 1] else "\n\n"
        place = (index, paragraph[index], len(text), len(text) + len(words))
        sentences.append(Sentence(f"{outlet}-{index:02d}", outlet, outlet, *place, words))
        text += words
    article = Article(outlet, outlet, texts[0], text, published=entry.get("published"))
    return article, [sentence for sentence in sentences if sentence.text.strip()]
