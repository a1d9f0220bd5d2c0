"""A process that compares all day long does not grow."""

from __future__ import annotations

import subprocess
import sys

import pytest

RUNS, WARM = 60, 24
GROWTH = 12  # MB that 36 runs may leave behind; libraries keep some pages for themselves

CODE = """
import gc, os, sys
sys.path.insert(0, sys.argv[1])
from events import HARBOUR
from compare import Article, compare_articles, render_report, to_tables
from compare.reading.paste import clean_paste

def resident():
    gc.collect()
    with open("/proc/self/statm") as told:
        return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

warm, runs = int(sys.argv[2]), int(sys.argv[3])
for run in range(runs):
    articles = []
    for name, text in HARBOUR.items():
        page = clean_paste(text.replace("harbour", f"harbour of {run} quays"))
        articles.append(Article(name, name, page.title, f"{page.title}\\n\\n{page.body}"))
    made = compare_articles(articles)
    for form in ("html", "md", "json", "brief"):
        render_report(made, form)
    to_tables(made)
    if run + 1 == warm:
        before = resident()
print(f"{before:.1f} {resident():.1f}")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_sixty_runs_leave_nothing_behind(request: pytest.FixtureRequest) -> None:
    """Memory after 60 runs of different texts is that after 24, but for 12 MB."""
    tests = str(request.config.rootpath / "tests")
    done = subprocess.run(
        [sys.executable, "-c", CODE, tests, str(WARM), str(RUNS)],
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    before, after = map(float, done.stdout.split())
    assert after - before < GROWTH, (before, after)
