"""The page in a headless Chromium: how large, how soon it is there, how fast a filter answers.

    python -m benchmarks.page [FOLDER ...] [--articles 5 200]

A FOLDER holds a saved comparison; --articles makes an event up (made-up sentences, so that sizes
are round). `open`: from navigation to the first drawn matrix, median of five; `filter`: from a
change of the filter to the next frame, median of three, the slowest of twelve changes. Times are
this machine's.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.synthetic import make_articles
from compare import compare_articles, read_report, render_report

OPENINGS = 5
FILTERS = [("text", text) for text in ("t", "th", "the", "the a", "xyzzy", "")] + [
    ("least", "3"), ("least", "2"), ("outlet", "-0"), ("outlet", "+1"), ("kind", "*"),
    ("sort", "place"),
]  # fmt: skip
FILTER = """([name, value]) => new Promise((done) => {
  const field = document.querySelector("#filter").elements[name];
  field.value = value;
  const start = performance.now();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


def measure(page_file: Path) -> tuple[float, float]:
    """(seconds to open, milliseconds of the slowest filter)."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        openings: list[float] = []
        slowest = 0.0
        for _ in range(OPENINGS):
            page = browser.new_page()
            start = time.perf_counter()
            page.goto(page_file.as_uri())
            page.wait_for_selector("#matrix")
            openings.append(time.perf_counter() - start)
            if len(openings) == OPENINGS:
                page.wait_for_timeout(1000)  # the page has come to rest, as for a reader
                rounds = [[page.evaluate(FILTER, list(c)) for c in FILTERS] for _ in range(3)]
                slowest = max(map(statistics.median, zip(*rounds, strict=True)))
            page.close()
        browser.close()
    return statistics.median(openings), slowest


def row(name: str, comparison: Any) -> str:
    """A line of the table."""
    start = time.perf_counter()
    html = render_report(comparison, "html")
    rendered = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        path.write_text(html, encoding="utf-8")
        opened, slowest = measure(path)
    size = len(html.encode()) / 1e6
    return (
        f"| {name} | {len(comparison.articles)} | {len(comparison.facts)} | {size:.2f} "
        f"| {rendered:.1f} | {opened:.2f} | {slowest:.0f} |"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", metavar="FOLDER")
    parser.add_argument("--articles", nargs="*", type=int, default=[], metavar="N")
    arguments = parser.parse_args()
    print("| event | articles | facts | MB | render s | open s | slowest filter ms |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for folder in arguments.folders:
        print(row(Path(folder).name, read_report(folder)), flush=True)
    for n in arguments.articles:
        print(row("made up", compare_articles(make_articles(n, 30))), flush=True)


if __name__ == "__main__":
    main()
