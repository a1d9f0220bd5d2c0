"""The page in a real browser: it opens from disk, answers a click, and runs nothing of an article.

Needs a Chromium. Without one these tests are skipped, unless COMPARE_NEWS_NEED_BROWSER is set.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from compare.model import Comparison, Skipped
from compare.report import read_report, write_report

pytestmark = pytest.mark.browser
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
GOLDEN = Path(__file__).parents[1] / "golden"
TRAPS = [
    "<script>document.title = 'run'</script>",
    "<img src=x onerror=\"document.title='run'\">",
    "]]> --> </style></script>",
    "\u202eturned round \u05e9\u05dc\u05d5\u05dd",
    "=cmd()",
]


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the small event that tests/test_report.py wrote."""
    folder = tmp_path_factory.mktemp("page")
    return write_report(read_report(GOLDEN), folder, formats=["html"])[0]


@pytest.fixture
def page(browser: Browser, report: Path) -> Iterator[Page]:
    """The page, opened from disk; whatever the browser complains of fails the test."""
    with browser.new_context(viewport={"width": 1200, "height": 900}) as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.extend(_outside(request.url)))
        page.goto(report.as_uri())
        yield page
        assert complaints == []


def _outside(url: str) -> list[str]:
    return [] if url.startswith(("file:", "data:")) else [f"asked for {url}"]


def test_a_cell_opens_the_sentences_side_by_side(page: Page) -> None:
    """Clicking a cell shows both outlets' sentences right below; clicking again hides them."""
    fact = page.locator("#fact-2")
    expect(fact.locator(".panel")).to_be_hidden()
    cell = fact.get_by_role("button", name="Herald: says the same")
    cell.click()
    panel = fact.locator(".panel")
    expect(panel.locator(".beside")).to_contain_text("At least 15 people were taken to hospital")
    expect(panel.locator(".beside")).to_contain_text("Sixteen people were taken to hospital")
    expect(panel).to_be_visible()
    expect(cell).to_have_attribute("aria-expanded", "true")
    expect(panel.locator(".card.chosen h4")).to_contain_text("Herald")
    cell.click()
    expect(panel).to_be_hidden()


def test_the_keyboard_reaches_and_opens_a_cell(page: Page) -> None:
    """A cell is a button: Enter opens it."""
    page.locator("#fact-1 button.cell").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#fact-1 .panel")).to_be_visible()


def test_what_is_marked_is_shared(page: Page) -> None:
    """In a fact's sentences the words that another outlet has too are underlined."""
    page.locator("#fact-2 button.cell").first.click()
    shared = page.locator("#fact-2 .card .shared").all_inner_texts()
    assert "hospital" in " ".join(shared)
    assert "burns" not in " ".join(shared)


def test_the_filter_narrows_the_facts(page: Page) -> None:
    """Words, outlets and their number each leave only the facts that fit; the count says so."""
    page.get_by_label("Search").fill("sixteen hospital")
    expect(page.locator("#shown")).to_have_text("1 of 2 facts")
    expect(page.locator("#fact-1")).to_be_hidden()
    page.get_by_label("Search").fill("")
    page.locator("select[name=outlet]").select_option(label="not in Tribune")
    expect(page.locator("#fact-1")).to_be_hidden()
    expect(page.locator("#fact-2")).to_be_visible()
    page.locator("select[name=outlet]").select_option(label="any")
    page.locator("select[name=least]").select_option(value="3")
    expect(page.locator("#fact-2")).to_be_hidden()
    page.get_by_label("Search").fill("no such words")
    expect(page.locator("#none")).to_be_visible()


def test_an_address_leads_to_a_fact_and_to_a_sentence(page: Page, report: Path) -> None:
    """#fact-2 opens the fact; a sentence's link opens its article at that sentence."""
    page.goto(report.as_uri() + "#fact-2")
    expect(page.locator("#fact-2 .panel")).to_be_visible()
    page.locator("#fact-2 .card .place").first.click()
    expect(page.locator("#s-gazette-02")).to_be_visible()
    expect(page.locator("#s-gazette-02")).to_be_in_viewport()


@pytest.mark.parametrize("width", [360, 1200])
def test_the_page_fits_the_screen(page: Page, width: int) -> None:
    """Neither a phone nor a desk screen has to scroll sideways, also with everything open."""
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_a_script_everything_still_opens(browser: Browser, report: Path) -> None:
    """With JavaScript switched off the sentences open by their own summary."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(report.as_uri())
        expect(page.locator("#filter")).to_be_hidden()
        page.locator("#fact-2 summary", has_text="side by side").click()
        expect(page.locator("#fact-2 .panel")).to_contain_text("Sixteen people")


def _spoilt(trap: str) -> Comparison:
    """The small event with the trap as its name and as each sentence that stands in a fact."""
    saved = read_report(GOLDEN)
    return replace(
        saved,
        event=trap,
        sentences=tuple(replace(sentence, text=trap) for sentence in saved.sentences),
        facts=tuple(replace(fact, text=trap) for fact in saved.facts),
        articles=tuple(replace(a, title=trap, byline=trap, url=trap) for a in saved.articles),
        skipped=(Skipped(trap, trap, trap),),
        signature=trap,
    )


@pytest.mark.parametrize("trap", TRAPS)
def test_text_of_an_article_never_runs(browser: Browser, tmp_path: Path, trap: str) -> None:
    """Whatever an article says stays text: nothing runs, loads or breaks the page."""
    path = write_report(_spoilt(trap), tmp_path, formats=["html"])[0]
    with browser.new_context() as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path.as_uri())
        page.locator("#fact-1 button.cell").first.click()
        expect(page.locator("#fact-1 .panel")).to_contain_text(trap)
        expect(page).to_have_title(f"{trap} – compared")
        assert page.locator("img, script").count() == 1
        assert complaints == []
