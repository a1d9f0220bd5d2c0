"""What an archive costs, stage by stage, and how it grows.

    python benchmarks/archive.py STORIES.jsonl [ARTICLES ...]
    python benchmarks/archive.py --pages FOLDER   # saved pages (.html, .html.gz), read as a WARC

Archives of each size are made by recombining the marked stories of a file (any that
`compare-news evaluate --stage stories` reads): in each copy of a story, each word of four letters
or more is exchanged for another of like frequency, the same one all over the copy, so that it is
another event and the truth is known (62 copies at most). Prints a line per size, the growth
exponent between the first and the last, and the cost of comparing per 1,000 articles. Seconds of
the stories and of one process are seconds of processor time, as other work may share the machine.
"""

from __future__ import annotations

import gzip
import math
import re
import resource
import sys
import time
from collections import Counter
from dataclasses import replace
from itertools import count, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from compare import compare_articles
from compare.archive import compare_events
from compare.archive.dataset import event_tables
from compare.archive.grouping import group_articles
from compare.evaluation.stories import read_stories, story_figures
from compare.model import Article
from compare.reading import assign_ids
from compare.reading.warc import read_warc

WORD = re.compile(r"[^\W\d_]{4,}")
BLOCK = 64  # words of like frequency that stand in for each other


def make_archive(path: Path, size: int) -> tuple[list[Article], list[str]]:
    """About `size` articles, and the story of each."""
    articles, stories = read_stories(path)
    made: list[Article] = []
    truth: list[str] = []
    told = Counter(w.lower() for article in articles for w in WORD.findall(article.text))
    ranked = sorted(told, key=lambda word: (-told[word], word))
    rank = {word: place for place, word in enumerate(ranked)}
    for copy in count():

        def stand_in(hit: re.Match[str], copy: int = copy) -> str:
            block, place = divmod(rank[hit[0].lower()], BLOCK)
            other = ranked[min(block * BLOCK + (place + copy) % BLOCK, len(ranked) - 1)]
            return other.capitalize() if hit[0][0].isupper() else other

        for article, story in zip(articles, stories, strict=True):
            if len(made) >= size and story != truth[-1]:
                return made, truth
            title = WORD.sub(stand_in, article.title) if copy else article.title
            body = WORD.sub(stand_in, article.body) if copy else article.body
            text = f"{title}\n\n{body}" if title else body
            outlet = article.outlet or f"outlet {len(made) % 5}"
            made.append(replace(article, title=title, text=text, outlet=outlet, id=""))
            truth.append(f"{story} {copy}")
    raise AssertionError


def time_pages(folder: Path) -> None:
    """Print what reading pages out of a WARC file costs."""
    with TemporaryDirectory() as scratch:
        warc = Path(scratch) / "pages.warc.gz"
        pages = sorted(folder.glob("*.html*"))[:200]
        with warc.open("wb") as out:
            for number, page in enumerate(pages):
                raw = page.read_bytes()
                raw = gzip.decompress(raw) if page.suffix == ".gz" else raw
                http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + raw
                head = (
                    f"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {len(http)}\r\n"
                    f"WARC-Target-URI: https://host{number}.example/\r\n"
                    "Content-Type: application/http; msgtype=response\r\n\r\n"
                )
                out.write(gzip.compress(head.encode() + http + b"\r\n\r\n"))
        start = time.process_time()
        read = sum(isinstance(item, Article) for item in read_warc(warc, warc.name))
        passed = time.process_time() - start
    print(
        f"read  {len(pages)} pages, {read} articles  {1000 * passed / len(pages):.0f} s per 1,000"
    )


def time_stages(events: dict[str, list[Article]]) -> None:
    """Print how the time of comparing falls on its stages, processor time of one process."""
    spent: Counter[str] = Counter()
    for name, articles in events.items():
        stages = [("", time.process_time())]
        told = compare_articles(
            assign_ids(articles),
            event=name,
            progress=lambda stage, stages=stages: stages.append((stage, time.process_time())),  # type: ignore[misc]
        )
        stages.append(("packing tables", time.process_time()))
        event_tables(name, told)
        stages.append(("", time.process_time()))
        for (stage, begin), (_, end) in pairwise(stages[1:]):
            spent[stage] += end - begin  # type: ignore[assignment]
    for stage, seconds in spent.items():
        print(f"compare  {stage:32s} {seconds / spent.total():4.0%}")


def main() -> None:
    """Print the lines."""
    if sys.argv[1] == "--pages":
        time_pages(Path(sys.argv[2]))
        return
    path, sizes = Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or [1000, 10_000]
    times = []
    for size in sizes:
        articles, truth = make_archive(path, size)
        start = time.process_time()
        labels = group_articles(articles).labels
        times.append(time.process_time() - start)
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
    time_stages(many)
    used = sum(map(len, many.values()))
    for workers in (1, 2):
        wall, processor = time.perf_counter(), time.process_time()
        compared = sum(1 for _ in compare_events(many, workers=workers))
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        told = f"{1000 * wall / used:.0f} s"
        if workers == 1:
            told += f" ({1000 * processor / used:.0f} s of processor time)"
        print(
            f"compare  {workers} process(es)  {compared} events  {used} articles  "
            f"{told} per 1,000 articles"
        )


if __name__ == "__main__":
    main()
