"""Scores origins on made cases: real articles, altered as those who take a text over alter it.

Each article of the marked events stands beside an altered copy of its own and the event's other
articles. `found`: the share of copies put into one origin with their model; `apart`: the share of
the events' real pairs, reports of different outlets, that stay apart (some may share a wire).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

from ..facts import find_origins
from ..model import Article
from ..options import Options
from ..text.annotate import annotate
from .marked import read_marked
from .scores import Scores

Alter = Callable[[list[str], random.Random], list[str]]


def _halve(body: list[str], dice: random.Random) -> list[str]:
    return body[: max(1, len(body) // 2)]


def _reorder(body: list[str], dice: random.Random) -> list[str]:
    return dice.sample(body, len(body))


def _keep_body(body: list[str], dice: random.Random) -> list[str]:
    return body


def _drop_sentences(body: list[str], dice: random.Random) -> list[str]:
    return [sentence for sentence in body if dice.random() < 0.7]


def _reword(body: list[str], dice: random.Random) -> list[str]:
    """A word in ten is another one, as where synonyms were put in."""
    return [
        " ".join(f"{word[::-1]}" if dice.random() < 0.1 else word for word in sentence.split())
        for sentence in body
    ]


def _embed(body: list[str], dice: random.Random) -> list[str]:
    """A quarter of the model, in a row, within as many words of its reader's own."""
    part = body[: max(1, len(body) // 4)]
    own = [" ".join(word[::-1] for word in sentence.split()) for sentence in body]
    return [*own[: len(own) // 2], *part, *own[len(own) // 2 :]]


ALTERED: dict[str, Alter] = {
    "new headline": _keep_body,
    "halved": _halve,
    "reordered": _reorder,
    "sentences dropped": _drop_sentences,
    "one word in ten changed": _reword,
    "a quarter within own text": _embed,
}


def score_origins(path: Path, options: Options) -> Scores:
    """A row per way of altering: `n` copies and the share `found`; and one for real pairs.

    path: a marked event (.json), or a folder of them. Raises InputError where it holds none.
    """
    counts: Counter[str] = Counter()
    for event in read_marked(path):
        for name, alter in ALTERED.items():
            for article in event.articles:
                body = [s.text for s in event.sentences if s.article == article.id and s.index]
                text = "\n\n".join(["Another headline", *alter(body, random.Random(options.seed))])
                copy = Article("zz-copy", "zz-copy", "Another headline", text)
                counts[name] += 1
                counts[f"{name} found"] += _are_joined([*event.articles, copy], article.id, options)
        origins = find_origins(annotate(event.articles, ()), options)
        pairs = list(combinations(sorted(article.id for article in event.articles), 2))
        counts["pairs"] += len(pairs)
        counts["joined"] += sum(set(pair) <= set(o.articles) for pair in pairs for o in origins)
    rows = {name: _make_row(counts[f"{name} found"], counts[name]) for name in ALTERED}
    rows["real pairs apart"] = _make_row(counts["pairs"] - counts["joined"], counts["pairs"])
    return Scores({name.replace(" ", "_"): row["found"] for name, row in rows.items()}, rows)


def _make_row(part: int, whole: int) -> dict[str, float]:
    return {"n": float(whole), "found": part / whole if whole else float("nan")}


def _are_joined(articles: list[Article], model: str, options: Options) -> bool:
    origins = find_origins(annotate(articles, ()), options)
    return any({model, "zz-copy"} <= set(origin.articles) for origin in origins)
