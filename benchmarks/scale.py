"""From a thousand articles to a hundred thousand, and what starting costs.

    python -m benchmarks.scale STORIES_FILE ... [--sizes 1000 10000 100000] [--pages FOLDER]

--pages: saved pages (.html, .html.gz), read as a web archive.
STORIES_FILE: marked stories, as `training.evaluate` reads them; archives of
each size are made of them (`benchmarks/recombined.py`), so that the truth is known. Each verb is
run as a user would, in a process of its own; reported are the clock, the processor time of it and
its workers, and the peak of the largest process. Prints and writes `benchmarks/scale.md`;
what stands there from "## Profiles" on is kept. Matching beside its peers: `benchmarks/speed.py`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.recombined import make_archive
from compare import compare_articles
from compare.archive.dataset import event_tables
from compare.model import Article
from compare.reading import assign_ids
from compare.reading.warc import read_warc
from training.evaluate.stories import story_figures

PAGE = Path(__file__).with_suffix(".md")
SEEDS = Path(__file__).parent.parent / "seeds" / "asian-nato"
ALONE = 10_000  # articles up to which one process is measured too, to tell what a second adds
READ = 1_000  # articles up to which batches are measured with the reader too
COMMAND = [sys.executable, "-m", "compare"]
HEAD = """# From a thousand articles on

Made by `python -m benchmarks.scale FILE ...` on {cores} cores; {words} words an article.
Matching beside its peers is in [speed.md](speed.md).
"""


class Cost(NamedTuple):
    """clock, processor: seconds; peak: GB of the largest process, this one as it was then among
    them, since a process begins as a copy of its parent."""

    clock: float
    processor: float
    peak: float


def run_apart(command: Sequence[str]) -> Cost:
    """The command's cost. Raises RuntimeError with its last words where it fails."""
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {errors.decode(errors='replace')[-2000:]}")
    processor = usage.ru_utime + usage.ru_stime
    return Cost(time.perf_counter() - begin, processor, usage.ru_maxrss / 1e6)


def grow(paths: Sequence[Path], sizes: Sequence[int], say: Callable[[str], None]) -> None:
    """Tables of `stories` and `batch` at each size, and their growth exponents."""
    stories, batches = [], []
    for size in sizes:
        with TemporaryDirectory() as scratch:
            articles, truth = make_archive(paths, size)
            archive, stories_folder = Path(scratch) / "archive.jsonl", Path(scratch) / "stories"
            with archive.open("w", encoding="utf-8") as out:
                for number, article in enumerate(articles):
                    row = {"outlet": article.outlet, "title": article.title, "text": article.body}
                    row |= {"published": article.published, "url": f"https://example.org/{number}"}
                    out.write(json.dumps(row) + "\n")
            cost = run_apart([*COMMAND, "stories", str(archive), "-o", str(stories_folder), "-q"])
            stories.append((len(articles), cost, found_again(truth, stories_folder)))
            for reader in ("small", "none") if size <= READ else ("none",):
                for workers in (1, 2) if size <= ALONE else (2,):
                    run = Path(scratch) / f"run{workers}{reader}"
                    command = [*COMMAND, "batch", str(stories_folder), "-o", str(run), "-q"]
                    command += ["--workers", str(workers), "--set", f"reader={reader}"]
                    batches.append((reader, workers, len(articles), run_apart(command)))
                    print(*batches[-1], file=sys.stderr)
    say("\n## Which articles belong together (`compare-news stories`)\n")
    say("| articles | clock s | processor s | articles a second | peak GB | B-cubed F1 | read |")
    say("|---:|---:|---:|---:|---:|---:|---:|")
    for size, cost, (f1, read) in stories:
        rate = size / cost.clock
        spent = f"{cost.clock:.1f} | {cost.processor:.1f} | {rate:.0f} | {cost.peak:.2f}"
        say(f"| {size:,} | {spent} | {f1:.3f} | {read:.1%} |")
    say(exponents([(size, cost) for size, cost, _ in stories]))
    say("\n## Comparing their events (`compare-news batch STORIES`)\n")
    say("Unless `--set reader=none` is given, the small model reads pairs of sentences.\n")
    say("| reader | processes | articles | clock s | processor s | articles a second | peak GB |")
    say("|---|---:|---:|---:|---:|---:|---:|")
    for reader, workers, size, cost in batches:
        say(
            f"| {reader} | {workers} | {size:,} | {cost.clock:.1f} | {cost.processor:.1f} "
            f"| {size / cost.clock:.1f} | {cost.peak:.2f} |"
        )
    say(exponents([(size, c) for reader, n, size, c in batches if (reader, n) == ("none", 2)]))
    clock = {(reader, workers, size): cost.clock for reader, workers, size, cost in batches}
    gains = [
        f"{alone / clock[reader, 2, size]:.2f} at {size:,} ({reader})"
        for (reader, workers, size), alone in clock.items()
        if workers == 1
    ]
    say(f"\nThe second process makes it faster by a factor of {', '.join(gains)} articles.")


def stages(paths: Sequence[Path], say: Callable[[str], None]) -> None:
    """How the processor time of comparing falls on its stages, in one process."""
    articles, truth = make_archive(paths, 300)
    events: dict[str, list[Article]] = {}
    for article, story in zip(articles, truth, strict=True):
        events.setdefault(story, []).append(article)
    many = [event for event in events.values() if len({a.outlet for a in event}) > 1]
    for warm in (True, False):  # the first event pays the imports
        spent: Counter[str] = Counter()
        for event in many[:1] if warm else many[1:]:
            marks = []
            comparison = compare_articles(
                assign_ids(event),
                progress=lambda stage, marks=marks: marks.append((stage, time.process_time())),  # type: ignore[misc]
            )
            marks.append(("packing tables", time.process_time()))
            event_tables("event", comparison)
            marks.append(("", time.process_time()))
            for (stage, begin), (_, end) in pairwise(marks):
                spent[stage] += end - begin  # type: ignore[assignment]
    parts = ", ".join(f"{stage} {s / spent.total():.0%}" for stage, s in spent.most_common())
    say(f"\nWhere the time of comparing goes, {len(many) - 1} events: {parts}.")


def read_pages(folder: Path, say: Callable[[str], None]) -> None:
    """What reading pages out of a web archive costs."""
    pages = sorted(folder.glob("*.html*"))[:200]
    with TemporaryDirectory() as scratch:
        archive = Path(scratch) / "pages.warc.gz"
        with archive.open("wb") as out:
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
        begin = time.process_time()
        read = sum(isinstance(item, Article) for item in read_warc(archive, archive.name))
        spent = 1000 * (time.process_time() - begin) / len(pages)
    say(f"\nReading {len(pages)} saved pages of a web archive ({read} articles): {spent:.0f} s of")
    say("processor time for 1,000.")


def found_again(truth: Sequence[str], stories_folder: Path) -> tuple[float, float]:
    """B-cubed F1 of the stories over the articles that were read, and their share."""
    story_of = {}
    with (stories_folder / "articles.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            story_of[int(row["url"].rsplit("/", 1)[1])] = row["story"]
    read = sorted(story_of)
    figures = story_figures([truth[k] for k in read], [story_of[k] for k in read])
    return figures["bcubed_f1"], len(read) / len(truth)


def exponents(costs: Sequence[tuple[int, Cost]]) -> str:
    """How processor time grows between sizes (the clock would tell of other work on the machine
    too): log of its ratio over the log of theirs."""
    slopes = [
        f"{math.log(two.processor / one.processor) / math.log(larger / size):.2f} "
        f"from {size:,} to {larger:,}"
        for (size, one), (larger, two) in pairwise(costs)
    ]
    return f"\nGrowth exponent of processor time: {', '.join(slopes)}." if slopes else ""


def start(repeat: int, say: Callable[[str], None]) -> None:
    """What `--help`, and a whole run of five articles beside its bare libraries, take."""
    helped = [run_apart([*COMMAND, "--help"]) for _ in range(repeat)]
    with TemporaryDirectory() as scratch:
        whole = ["run", str(SEEDS), "-o", f"{scratch}/out", "-q"]
        libraries = Path(scratch) / "libraries.json"
        probe = (
            "import json, sys; from compare.cli import main; main(sys.argv[2:]); "
            "known = [n for n, m in sys.modules.items() if 'site-packages' in "
            "(getattr(m, '__file__', None) or '')]; json.dump(known, open(sys.argv[1], 'w'))"
        )
        run_apart([sys.executable, "-c", probe, str(libraries), *whole])
        names = json.loads(libraries.read_text())
        bare = (
            "import importlib, json, sys\nfor name in json.load(open(sys.argv[1])):\n"
            "    try: importlib.import_module(name)\n    except Exception: pass"
        )
        pairs = [
            (
                run_apart([sys.executable, "-c", bare, str(libraries)]),
                run_apart([*COMMAND, *whole]),
            )
            for _ in range(repeat)
        ]
    say(f"\n## Starting (median of {repeat}, in turns)\n")
    say("| | clock s | processor s |\n|---|---:|---:|")
    imports, runs = zip(*pairs, strict=True)
    for name, costs in (
        ("`compare-news --help`", helped),
        (f"bare import of the {len(names)} modules of libraries that a run loads", imports),
        ("`compare-news run seeds/asian-nato`: five articles, every format", runs),
    ):
        clock, processor, _ = (median(column) for column in zip(*costs, strict=True))
        say(f"| {name} | {clock:.2f} | {processor:.2f} |")
    ratio = median(run.clock for run in runs) / median(cost.clock for cost in imports)
    say(f"\nThe run takes {ratio:.1f} times what importing its libraries takes.")


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 10_000, 100_000])
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--repeat", type=int, default=5)
    arguments = parser.parse_args()
    lines: list[str] = []

    def say(line: str) -> None:
        print(line, flush=True)
        lines.append(line)

    sample = make_archive(arguments.paths, 1000)[0]
    words = sum(len(article.text.split()) for article in sample) / len(sample)
    say(HEAD.format(cores=os.cpu_count(), words=round(words)))
    if arguments.sizes:
        grow(arguments.paths, arguments.sizes, say)
    stages(arguments.paths, say)
    if arguments.pages:
        read_pages(arguments.pages, say)
    start(arguments.repeat, say)
    profiles = PAGE.read_text(encoding="utf-8").partition("## Profiles")[2] if PAGE.exists() else ""
    PAGE.write_text("\n".join(lines) + "\n\n## Profiles" + (profiles or "\n"), encoding="utf-8")


if __name__ == "__main__":
    main()
