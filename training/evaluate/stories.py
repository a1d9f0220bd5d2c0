"""How well articles are grouped into stories, against marked ones.

B-cubed (Bagga & Baldwin 1998), F1 of pairs of articles in one story, and the adjusted Rand index
(Hubert & Arabie 1985). A file of JSON lines: a story a line with its `articles`, or an article a
line with its `event_id`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from compare.archive.grouping import group_articles
from compare.errors import InputError
from compare.evaluation import Scores, f1
from compare.model import Article
from compare.reading.published import url_date


def score_stories(path: Path) -> Scores:
    """One archive, grouped by the default setting."""
    articles, stories = read_stories(path)
    return Scores(story_figures(stories, group_articles(articles)))


def story_figures(true: Sequence[Hashable], predicted: Sequence[Hashable]) -> dict[str, float]:
    """The figures, 0..1 (ari -1..1), from a label per article in both."""
    from sklearn.metrics.cluster import adjusted_rand_score, pair_confusion_matrix

    trues, founds, size = Counter(true), Counter(predicted), len(true)
    both = Counter(zip(true, predicted, strict=True))
    precision = sum(n * n / founds[label] for (_, label), n in both.items()) / size
    recall = sum(n * n / trues[label] for (label, _), n in both.items()) / size
    (_, added), (lost, inside) = pair_confusion_matrix(true, predicted).tolist()
    return {
        "articles": size,
        "stories": len(trues),
        "stories_found": len(founds),
        "bcubed_precision": precision,
        "bcubed_recall": recall,
        "bcubed_f1": f1(precision, recall),
        "pairwise_f1": 2 * inside / (2 * inside + added + lost) if inside + added + lost else 1.0,
        "ari": float(adjusted_rand_score(true, predicted)),
    }


def read_stories(path: Path) -> tuple[list[Article], list[str]]:
    """(articles, story of each). Raises InputError where a line is neither form."""
    articles: list[Article] = []
    stories: list[str] = []
    try:
        with path.open(encoding="utf-8") as lines:
            records = [json.loads(line) for line in lines if line.strip()]
        for story, record in _by_story(records):
            articles.append(_make_article(record, len(articles)))
            stories.append(story)
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise InputError(
            path,
            f"no annotated stories ({type(error).__name__}: {error})",
            "a line is a story with `id` and `articles`, or an article with `event_id`",
        ) from None
    if not articles:
        raise InputError(path, "no annotated stories", "a line a story, or an article")
    return articles, stories


def _by_story(records: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    for record in records:
        if "articles" in record:
            yield from ((str(record["id"]), article) for article in record["articles"])
        else:
            yield str(record["event_id"]), record


def _make_article(record: Mapping[str, Any], number: int) -> Article:
    """A marked article, dated by itself (never by its story: that would tell the answer).

    A sentence that is but an address is left out, as cleaning would.
    """
    title = (record.get("title") or "").strip()
    body = record.get("text") or record.get("excerpt") or ""
    if "sentences" in record:
        sentences = [s if isinstance(s, str) else s["text"] for s in record["sentences"]]
        body = " ".join(s for s in sentences if not s.lower().startswith("http"))
    return Article(
        id=f"a{number}",
        outlet=record.get("outlet") or "",
        title=title,
        text=f"{title}\n\n{body}" if title else body,
        published=record.get("date") or url_date(record.get("url")),
    )
