"""The page of outlets over events in a real browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from compare.archive import Profile, write_profile
from compare.report import read_report

pytestmark = pytest.mark.browser
GOLDEN = Path(__file__).parents[1] / "golden"
TRAPS = [
    "</p><script>document.title='run'</script>",
    "<img src=x onerror=\"document.title='run'\">",
]


def test_its_page_shows_its_figures_and_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    """Tables show, a phone's width holds the page, and hostile names stay names."""
    told = read_report(GOLDEN)
    events = [replace(told, event=f"{TRAPS[k % 2]} {k}", signature=TRAPS[0]) for k in range(6)]
    write_profile(sum(events, Profile()), tmp_path)
    with browser.new_context(viewport={"width": 400, "height": 800}) as context:
        page = context.new_page()
        complaints: list[str] = []  # of a policy that is broken, of what cannot be loaded
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto((tmp_path / "outlets.html").as_uri())
        expect(page).to_have_title("3 outlets over 6 events")
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
        expect(page.get_by_text(TRAPS[0]).first).to_be_visible()
        assert complaints == []
