"""Build the site: the guide (docs/*.md) and the reference (docstrings); it needs no server.

    python docs/build.py SITE

pdoc makes the pages: one development dependency, and its reference is read off the docstrings
themselves. It documents modules, so each page of the guide becomes the docstring of a module that
exists only while this runs. Pictures are taken of a report made here and now, by a Chromium of this
machine; without one those of the last build stay. The example's report is in the site too.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import shutil
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import compare
import compare.archive
from compare import Comparison, compare_articles, read_articles, write_report

DOCS = Path(__file__).resolve().parent
SEEDS = DOCS.parent / "seeds" / "asian-nato"
MADE = DOCS.parent / "compare" / "data" / "example"
PICTURES = DOCS / "pictures"
GUIDE = [
    "start",
    "reading",
    "numbers",
    "cookbook",
    "corrections",
    "limits",
    "archive",
    "commands",
    "options",
    "tables",
    "json",
    "quality",
    "decisions",
]  # in the order of reading
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
COLUMN = re.compile(r"(\w[\w, ]{0,23}?) {2,}(\S.*)$")
SIZE = {"width": 1080, "height": 700}
# the text that stands inside the window, in the order of the page
VISIBLE = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange(), shown = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const inside = box.width && box.height && box.bottom > 0 && box.top < innerHeight;
    if (inside && node.data.trim()) shown.push(node.data.trim().replace(/\\s+/g, " "));
  }
  return shown.join("\\n");
}"""


def main(site: Path) -> None:
    """Everything, in order: the example, its pictures, the pages."""
    comparison = compare_articles(read_articles(SEEDS), event="asian-nato")
    write_report(comparison, site / "example", ["html", "brief", "json"])
    if browser := find_browser():
        take_pictures(site, browser)
    else:
        print("no Chromium was found: pictures of the last build stay")
    write_pages(site)
    print(site / "index.html")


def find_browser() -> str:
    """The first of BROWSERS that is installed, or ""."""
    return next(filter(None, map(shutil.which, BROWSERS)), "")


def take_pictures(folder: Path, browser_path: str) -> None:
    """The pictures of README and guide, and in texts.json the text that each shows."""
    from playwright.sync_api import sync_playwright

    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
        texts = {
            name: page.screenshot(path=PICTURES / f"{name}.png") and text
            for name, text in show_views(page, folder)
        }
        browser.close()
    told = json.dumps(texts, indent=1, ensure_ascii=False)
    (PICTURES / "texts.json").write_text(told + "\n", encoding="utf-8")


def show_views(page: Any, folder: Path) -> Iterator[tuple[str, str]]:
    """Brings each view that is a picture onto the page; its name, and the text that it shows.

    The reports of the seeds and of the made-up example are written below `folder`.
    """
    for event, articles, views in (
        ("asian-nato", SEEDS, seed_views),
        ("Tolland Dam", MADE, made_views),
    ):
        comparison = compare_articles(read_articles(articles), event=event)
        file = write_report(comparison, folder / "shown" / articles.name, ["html"])[0]
        page.goto(file.resolve().as_uri())
        for name, address in views(comparison).items():
            page.evaluate("(name) => { location.hash = name; }", address)
            page.wait_for_timeout(300)
            yield name, page.evaluate(VISIBLE)


def seed_views(comparison: Comparison) -> dict[str, str]:
    """Picture -> its address in the report of the five seeds."""
    differing = [contrast.fact for contrast in comparison.contrasts]
    first, second = (f"article-{article.id}" for article in comparison.articles[1:3])
    return {
        "shared": "shared", "fact": (differing or [comparison.facts[0].id])[-1],
        "disputed": "disputed", "framing": "framing",
        "read": f"read={first}&{second}",
    }  # fmt: skip


def made_views(comparison: Comparison) -> dict[str, str]:
    """Picture -> its address in the report of the made-up example: a clash of numbers."""
    return {"finding": "disputed"}


def write_pages(site: Path) -> None:
    """The guide and the reference; the guide's first page is the site's first page."""
    import pdoc

    rooms = [f"compare.{one.name}" for one in pkgutil.iter_modules(compare.__path__)]
    public = ["compare", *(name for name in rooms if not name.startswith("compare._"))]
    for package in (compare, compare.archive):  # pdoc looks for what is loaded
        for name in package.__all__:
            getattr(package, name)
    convert = pdoc.docstrings.convert
    pdoc.docstrings.convert = lambda text, *rest: convert(listed(text), *rest)
    pdoc.render.configure(
        docformat="markdown", template_directory=DOCS / "theme", show_source=False,
        footer_text="compare-news documents, it does not judge",
    )  # fmt: skip
    pdoc.render.env.globals["pages"] = [_entry(name) for name in ("index", *GUIDE)]
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        # names that a module imports for its types alone are unknown when it runs
        warnings.filterwarnings("ignore", message="Error parsing type annotation")
        guide = Path(folder) / "guide"
        guide.mkdir()
        _write_module(guide / "__init__.py", f"{_page('index')}\n{_reference(public)}", GUIDE)
        for name in GUIDE:
            _write_module(guide / f"{name}.py", _page(name), [])
        pdoc.pdoc(str(guide), *public, output_directory=site)
    shutil.copy(site / "guide.html", site / "index.html")
    if PICTURES.is_dir():
        for place in (site / "pictures", site / "guide" / "pictures"):
            shutil.copytree(PICTURES, place, dirs_exist_ok=True)


def listed(docstring: str) -> str:
    """The house's columns (`name  what it is`, lines that go on indented) as a Markdown list."""
    told, inside = [], False
    for line in docstring.splitlines():
        hit = COLUMN.match(line)
        if hit:
            told += [""] * (not inside) + [f"- **{hit[1]}**: {hit[2]}"]
        else:
            told.append(f"  {line.strip()}" if inside and line.startswith("  ") else line)
        inside = bool(hit) or (inside and line.startswith("  "))
    return "\n".join(told)


def _entry(name: str) -> dict[str, str]:
    """A page in the site: its module, its title, and the ways to it from the first and others."""
    title = (DOCS / f"{name}.md").read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
    if name == "index":
        return {"module": "guide", "title": title, "from_index": "#", "from_page": "../index.html"}
    return {
        "module": f"guide.{name}",
        "title": title,
        "from_index": f"guide/{name}.html",
        "from_page": f"{name}.html",
    }


def _write_module(path: Path, docstring: str, names: list[str]) -> None:
    path.write_text(f"{docstring!r}\n__all__ = {names!r}\n", encoding="utf-8")


def _page(name: str) -> str:
    """A page's text; its links lead to other pages as they stand in the site."""
    text = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    before = "guide/" if name == "index" else ""
    text = re.sub(r"\[([^]]+)\]\(\.\./[^)]+\)", r"\1", text)  # of the repository, not of the site
    text = re.sub(r"\]\(index\.md\)", "](../index.html)", text)
    return re.sub(r"\]\((\w+)\.md(#[\w-]*)?\)", rf"]({before}\1.html\2)", text)


def _reference(modules: list[str]) -> str:
    """Links to the reference's pages, each with the first line of its docstring."""
    lines = ["## Reference", "", "[The example's report](example/report.html)", ""]
    for name in modules:
        first = (importlib.import_module(name).__doc__ or "").strip().partition("\n")[0]
        told = f": {first}" if first else ""
        lines.append(f"- [`{name}`]({name.replace('.', '/')}.html){told}")
    return "\n".join(lines)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "site"))
