"""The pictures of README and guide show the report as it is."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

from playwright.sync_api import Browser

DOCS = Path(__file__).parents[2] / "docs"


def test_each_picture_shows_what_the_report_says_now(browser: Browser, tmp_path: Path) -> None:
    """The text that stood in the window when a picture was taken stands there today: else the
    pictures are stale, and `make docs` takes them again."""
    spec = importlib.util.spec_from_file_location("build", DOCS / "build.py")
    assert spec
    assert spec.loader
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    taken = json.loads((DOCS / "pictures" / "texts.json").read_text(encoding="utf-8"))
    with browser.new_context(viewport=build.SIZE) as context:
        shown = dict(build.show_views(context.new_page(), tmp_path))
    assert set(shown) == {path.stem for path in (DOCS / "pictures").glob("*.png")}
    for name, text in shown.items():
        assert taken.get(name) == text, f"{name}.png is stale: run `make docs`"
