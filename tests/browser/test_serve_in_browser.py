"""The desk of `compare-news serve` in a real browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from compare.corrections import FILE

SEEDS = Path(__file__).parents[2] / "seeds" / "asian-nato"


def test_from_a_pasted_text_to_a_corrected_report(
    server: str, desk_folder: Path, browser: Browser
) -> None:
    """A person adds articles, compares, reads, corrects a match, compares again; no script runs."""
    with browser.new_context(viewport={"width": 1000, "height": 800}) as context:
        page = context.new_page()
        page.goto(server)
        page.get_by_label("Outlet").fill("Evening <b>Post</b>")
        text = min(desk_folder.glob("*.txt")).read_text(encoding="utf-8")
        page.get_by_label("Text", exact=True).fill(text)
        page.get_by_role("button", name="Add text").click()
        third = sorted(SEEDS.glob("*.txt"))[2]
        page.get_by_label("Saved pages").set_input_files(third)
        page.get_by_role("button", name="Add files").click()
        assert page.get_by_role("button", name="Take out").count() == 4
        page.get_by_role("button", name="Compare").click()
        page.get_by_text("The report holds").wait_for(timeout=180_000)
        page.get_by_role("link", name="Correct by hand").click()
        first = page.locator("section.fact").first
        gone = first.locator("li span").first.inner_text()
        first.get_by_role("button", name="Does not belong here").first.click()
        page.get_by_role("link", name="Desk").click()
        assert page.get_by_role("button", name="Undo").count() > 0
        page.get_by_role("button", name="Compare again").click()
        page.get_by_text("Comparing:").wait_for()
        page.get_by_text("The report holds").wait_for(timeout=180_000)
        page.get_by_role("link", name="Report").click()
        page.get_by_role("link", name="Method").click()
        page.get_by_role("heading", name="What was corrected by hand").wait_for(timeout=180_000)
        assert gone[:40] in (desk_folder / FILE).read_text(encoding="utf-8")
