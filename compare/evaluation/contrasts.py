"""Scores the contrasts against the conflicts that readers marked in each fact.

Twice: with the facts as marked (`recall_number`: the stage alone), and with matched and grouped
ones (`run_recall_number`: what a user gets). Readers' kinds are those of `Contrast`, but for
"quote-wording" (ours: quote) and "other" (not sought). What readers marked is broad, so precision
here is a lower bound; `any` counts a contrast as right where the fact holds a conflict of any kind.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import InputError
from ..facts import CONTRASTS, find_contrasts, find_origins, group_facts
from ..matching import match_sentences
from ..model import Article, Contrast, Fact, Sentence
from ..options import Options
from .scores import Scores

KIND_OF = {"quote-wording": "quote"}


class Marked(NamedTuple):
    """One event as marked: its articles, their sentences by the markers' ids, and the readers."""

    event: str
    articles: tuple[Article, ...]
    sentences: tuple[Sentence, ...]
    readers: tuple[Mapping[str, Any], ...]


class Conflict(NamedTuple):
    """What a reader marked: the outlets differ in this fact, in this kind of detail."""

    kind: str
    support: frozenset[str]


def score_contrasts(path: Path, options: Options) -> Scores:
    """Recall and precision per kind, pooled over events and readers; a row per event.

    path: a marked event (.json), or a folder of them. Raises InputError where it holds none.
    """
    total: Counter[str] = Counter()
    rows = {}
    for marked in read_marked(path):
        counts = count_marked(marked, options) + count_run(marked, options)
        rows[marked.event] = _figures(counts)
        total += counts
    return Scores(_figures(total), rows)


def read_marked(path: Path) -> Iterator[Marked]:
    """The marked events of a file or folder, by file name."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise InputError(path, "holds no marked event", "give a folder with *.json")
    for file in files:
        event = json.loads(file.read_text(encoding="utf-8"))
        read = [_article(entry) for entry in event["articles"]]
        articles = tuple(article for article, _ in read)
        sentences = tuple(s for _, found in read for s in found)
        yield Marked(event["event"], articles, sentences, tuple(event["readers"]))


def count_marked(marked: Marked, options: Options) -> Counter[str]:
    """Hits, found and marked per kind, with each reader's own facts."""
    counts: Counter[str] = Counter()
    for reader in marked.readers:
        facts = [_fact(entry, marked.sentences) for entry in reader["facts"]]
        found = find_contrasts(facts, marked.sentences, marked.articles, options)
        counts += _count(found, conflicts_of(reader), marked.sentences, "")
    return counts


def count_run(marked: Marked, options: Options) -> Counter[str]:
    """The same with the facts that matching and grouping make."""
    matching = match_sentences(marked.sentences, marked.articles, options)
    origins = find_origins(marked.articles, marked.sentences, options)
    facts = group_facts(matching.matches, marked.sentences, origins, options)
    found = find_contrasts(facts, marked.sentences, marked.articles, options)
    counts: Counter[str] = Counter()
    for reader in marked.readers:
        counts += _count(found, conflicts_of(reader), marked.sentences, "run_")
    return counts


def conflicts_of(reader: Mapping[str, Any]) -> list[Conflict]:
    """All that the reader marked, in our names of the kinds."""
    return [
        Conflict(KIND_OF.get(conflict["kind"], conflict["kind"]), frozenset(fact["support"]))
        for fact in reader["facts"]
        for conflict in fact.get("conflicts") or ()
    ]


def is_about(contrast: Contrast, conflict: Conflict, outlets: Mapping[str, str]) -> bool:
    """Whether the contrast's evidence lies in the conflict's fact, in two outlets or more."""
    inside = {r.sentence for r in contrast.readings} & conflict.support
    return len({outlets[sentence] for sentence in inside}) >= 2


def _count(
    found: Sequence[Contrast],
    marked: Sequence[Conflict],
    sentences: Sequence[Sentence],
    prefix: str,
) -> Counter[str]:
    outlets = {sentence.id: sentence.outlet for sentence in sentences}
    near = {c: [m for m in marked if is_about(c, m, outlets)] for c in found}
    seen: defaultdict[Conflict, bool] = defaultdict(bool)
    counts: Counter[str] = Counter()
    for contrast, conflicts in near.items():
        counts[f"{prefix}found_{contrast.kind}"] += 1
        counts[f"{prefix}right_{contrast.kind}"] += any(m.kind == contrast.kind for m in conflicts)
        counts[f"{prefix}any_{contrast.kind}"] += bool(conflicts)
        for conflict in conflicts:
            seen[conflict] |= conflict.kind == contrast.kind
    for conflict in marked:
        counts[f"{prefix}marked_{conflict.kind}"] += 1
        counts[f"{prefix}hit_{conflict.kind}"] += seen[conflict]
    return counts


def _figures(counts: Mapping[str, int]) -> dict[str, float]:
    figures = {}
    for prefix in ("", "run_"):
        for kind in CONTRASTS:
            name = f"_{kind}"
            found, marked = counts[f"{prefix}found{name}"], counts[f"{prefix}marked{name}"]
            figures[f"{prefix}recall{name}"] = _share(counts[f"{prefix}hit{name}"], marked)
            figures[f"{prefix}precision{name}"] = _share(counts[f"{prefix}right{name}"], found)
            figures[f"{prefix}any{name}"] = _share(counts[f"{prefix}any{name}"], found)
            figures[f"{prefix}found{name}"] = float(found)
    return figures


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


def _fact(entry: Mapping[str, Any], sentences: Sequence[Sentence]) -> Fact:
    held = [s for s in sentences if s.id in entry["support"]]
    outlets = tuple(sorted({s.outlet for s in held}))
    return Fact(entry["id"], entry["statement"], tuple(s.id for s in held), outlets, 1, 1.0)


def _article(entry: Mapping[str, Any]) -> tuple[Article, list[Sentence]]:
    """The article rebuilt from its sentences; ids as the markers have them, OUTLET-NN."""
    outlet, texts = entry["outlet"], entry["sentences"]
    heads, at = set(), 1
    for size in entry.get("paragraphs") or [1] * len(texts):
        heads.add(at)
        at += size
    sentences, text, paragraph = [], "", 0
    for index, sentence in enumerate(texts):
        paragraph += index in heads
        text += ("\n\n" if index in heads else " ") if text else ""
        if sentence:
            ends = len(text) + len(sentence)
            place = f"{outlet}-{index:02d}", outlet, outlet, index, paragraph
            sentences.append(Sentence(*place, len(text), ends, sentence))
            text += sentence
    article = Article(outlet, outlet, texts[0], text, entry.get("published"), url=entry.get("url"))
    return article, sentences
