"""A headless Chromium, the small event's page, and what the browser complains of.

Without a Chromium these tests are skipped, unless COMPARE_NEWS_NEED_BROWSER is set.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from compare.report import read_report, write_report

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
expect.set_options(timeout=30_000)  # a machine may be busy with something else
GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium of this machine."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if not found:
        reason = f"no browser: none of {', '.join(BROWSERS)} is installed"
        if os.environ.get("COMPARE_NEWS_NEED_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the small event that tests/test_report.py wrote."""
    folder = tmp_path_factory.mktemp("page")
    return write_report(read_report(GOLDEN), folder, formats=["html"])[0]


@pytest.fixture
def page(browser: Browser, report: Path) -> Iterator[Page]:
    """The page, opened from disk; whatever the browser complains of fails the test."""
    with browser.new_context(viewport={"width": 1200, "height": 900}) as context:
        page = context.new_page()
        complaints = listen(page)
        page.goto(report.as_uri())
        yield page
        assert complaints == []


def listen(page: Page) -> list[str]:
    """A list that fills with the page's errors and with what it asks for from outside."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: complaints.extend(_outside(request.url)))
    return complaints


def _outside(url: str) -> list[str]:
    return [] if url.startswith(("file:", "data:", "blob:")) else [f"asked for {url}"]
