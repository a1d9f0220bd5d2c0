"""report.pdf: the page as Chromium prints it, with its own print style, every view opened.

Chromium and not WeasyPrint: the page's views are drawn by its script, which WeasyPrint does not
run, and a desk has a Chromium more often than Pango. It runs once, as a process of its own, on a
profile that is thrown away; no host name resolves in it, so nothing is fetched. The same Chromium
gives the same bytes (its two dates are set to a fixed one); another version of it may give others.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from ..errors import ReportError
from ..model import Comparison
from .html import render_html

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NAMED = "COMPARE_NEWS_CHROMIUM"  # environment variable: the browser's path
SECONDS = 900  # 200 made-up articles took 192 s
FLAGS = (
    "--headless", "--disable-gpu", "--disable-extensions", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--no-pdf-header-footer",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
_DATE = re.compile(rb"(/(?:Creation|Mod)Date) \(D:\d{14}")


def render_pdf(comparison: Comparison) -> bytes:
    """The page on paper. Raises ReportError, with the way out, where there is no Chromium."""
    browser = find_browser()
    with TemporaryDirectory(prefix="compare-news-") as folder:
        page, paper = Path(folder) / "report.html", Path(folder) / "report.pdf"
        page.write_bytes(render_html(comparison).encode("utf-8", "replace"))
        _print_page(browser, page, paper)
        return _DATE.sub(rb"\1 (D:20000101000000", paper.read_bytes())


def find_browser() -> str:
    """The Chromium that is named by COMPARE_NEWS_CHROMIUM, or the first of BROWSERS found."""
    asked = os.environ.get(NAMED)
    for name in (asked,) if asked else BROWSERS:
        if path := shutil.which(name):
            return path
    problem = f"{NAMED} names {asked!r}, which is no program" if asked else "no Chromium was found"
    raise ReportError(
        f"report.pdf: {problem}; install Chromium or Chrome (Debian: apt install chromium), or put "
        f"its path into {NAMED}, or open report.html and print it"
    )


def _print_page(browser: str, page: Path, paper: Path) -> None:
    """Run the browser; a ReportError where it fails, is too slow, or leaves nothing."""
    root = ["--no-sandbox"] * (hasattr(os, "geteuid") and os.geteuid() == 0)  # it refuses otherwise
    profile = f"--user-data-dir={page.parent / 'profile'}"
    command = [browser, *FLAGS, *root, profile, f"--print-to-pdf={paper}", page.as_uri()]
    try:
        process = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise ReportError(
            f"report.pdf: {browser} did not print within {SECONDS} s; print report.html by hand"
        ) from None
    except OSError as error:
        raise ReportError(f"report.pdf: {browser} does not run ({error.strerror})") from None
    if process.returncode or not paper.is_file():
        lines = process.stderr.decode("utf-8", "replace").split("\n")
        message = next((line for line in reversed(lines) if line.strip()), "it said nothing")
        raise ReportError(
            f"report.pdf: {browser} printed nothing (exit {process.returncode}: {message}); "
            f"name another browser in {NAMED}, or print report.html by hand"
        )
