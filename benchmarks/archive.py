"""What an archive costs, stage by stage, and how it grows.

    python benchmarks/archive.py STORIES.jsonl [ARTICLES ...]

Archives of each size are made by recombining the marked stories of a file (any that
`compare-news evaluate --stage stories` reads): each copy of a story gets names and numbers of its
own, so that it is another event told in like words, and the truth is known. Prints a line per
size, the growth exponent between the first and the last, and the cost of comparing per 1,000
articles.
"""

from __future__ import annotations

import math
import re
import resource
import sys
import time
from dataclasses import replace
from itertools import count
from pathlib import Path

from compare.archive import compare_events
from compare.archive.grouping import group_articles
from compare.evaluation.stories import read_stories, story_figures
from compare.model import Article

NAME = re.compile(r"\b[A-Z][a-z]{2,}\b|\b\d[\d,.]*\b")
LETTERS = "bcdfghklmnprstvz"


def make_archive(path: Path, size: int) -> tuple[list[Article], list[str]]:
    """About `size` articles, and the story of each."""
    articles, stories = read_stories(path)
    made: list[Article] = []
    truth: list[str] = []
    for copy in count():
        mark = "".join(LETTERS[copy >> shift & 15] for shift in (0, 4, 8)) if copy else ""

        def rename(hit: re.Match[str], mark: str = mark) -> str:
            return hit[0] if not mark else f"{hit[0]}{mark if hit[0][0].isalpha() else len(mark)}"

        for article, story in zip(articles, stories, strict=True):
            if len(made) >= size and story != truth[-1]:
                return made, truth
            title = NAME.sub(rename, article.title)
            body = NAME.sub(rename, article.body)
            text = f"{title}\n\n{body}" if title else body
            outlet = article.outlet or f"outlet {len(made) % 5}"
            made.append(replace(article, title=title, text=text, outlet=outlet, id=""))
            truth.append(f"{story} {copy}")
    raise AssertionError


def main() -> None:
    """Print the lines."""
    path, sizes = Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or [1000, 10_000]
    times = []
    for size in sizes:
        articles, truth = make_archive(path, size)
        start = time.perf_counter()
        labels = group_articles(articles).labels
        times.append(time.perf_counter() - start)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        f1 = story_figures(truth, labels)["bcubed_f1"]
        print(
            f"stories  {len(articles):7d} articles  {times[-1]:8.1f} s  "
            f"{len(articles) / times[-1]:6.0f} a second  {peak:5.2f} GB  bcubed_f1 {f1:.3f}",
            flush=True,
        )
    if len(times) > 1:
        grown = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])
        print(f"stories  growth exponent {grown:.2f}")
    articles, truth = make_archive(path, 150)
    events: dict[str, list[Article]] = {}
    for article, story in zip(articles, truth, strict=True):
        events.setdefault(story, []).append(article)
    many = {name: held for name, held in events.items() if len({a.outlet for a in held}) > 1}
    for workers in (1, 2):
        start = time.perf_counter()
        compared = sum(1 for _ in compare_events(many, workers=workers))
        passed = time.perf_counter() - start
        used = sum(map(len, many.values()))
        print(
            f"compare  {workers} process(es)  {compared} events  {used} articles  "
            f"{1000 * passed / used:.0f} s per 1,000 articles"
        )


if __name__ == "__main__":
    main()
