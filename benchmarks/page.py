"""The page's weight and speed in headless Chromium: size, opening, filtering.

    python -m benchmarks.page [ARTICLES...]          default: 5 200

Made-up events of `benchmarks/synthetic.py`; times are the least of three, on a noisy machine.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.synthetic import make_articles
from compare import compare_articles, render_report

SENTENCES = 25
FILTER = """() => {
  const box = document.querySelector('input[name=text]');
  if (!box) return 0;
  const times = ['', 'a', 'ba', 'ban'].map((text) => {
    box.value = text;
    const start = performance.now();
    box.dispatchEvent(new Event('input', {bubbles: true}));
    document.body.offsetHeight;
    return performance.now() - start;
  });
  return Math.max(...times);
}"""


def main(arguments: Sequence[str]) -> None:
    """Print a Markdown table."""
    from playwright.sync_api import sync_playwright

    print("| articles | MB | opens, s | slowest filter, ms |\n|---:|---:|---:|---:|")
    with sync_playwright() as engine, tempfile.TemporaryDirectory() as folder:
        browser = engine.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for number in map(int, arguments or ("5", "200")):
            comparison = compare_articles(make_articles(number, SENTENCES), event="made up")
            file = Path(folder) / f"{number}.html"
            file.write_text(render_report(comparison, "html"), encoding="utf-8")
            runs = [_open(browser, file) for _ in range(3)]
            opened, filtered = (min(values) for values in zip(*runs, strict=True))
            size = file.stat().st_size / 1e6
            print(f"| {number} | {size:.2f} | {opened:.2f} | {filtered:.0f} |", flush=True)
        browser.close()


def _open(browser: Any, file: Path) -> tuple[float, float]:
    page = browser.new_page()
    start = time.perf_counter()
    page.goto(file.as_uri())
    opened = time.perf_counter() - start
    filtered = float(page.evaluate(FILTER))
    page.close()
    return opened, filtered


if __name__ == "__main__":
    main(sys.argv[1:])
