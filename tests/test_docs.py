"""The guide is true: its blocks run, its links lead somewhere, and it tells of all there is."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from compare.cli import main
from compare.framing import MEASURES
from compare.report import FORMATS
from compare.tables import COLUMNS, column_type

REPO = Path(__file__).parents[1]
DOCS = REPO / "docs"
PAGES = [*sorted(DOCS.glob("*.md")), REPO / "README.md"]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
KINDS = {"sh", "python", "toml", "text"}  # text: for reading, not run; toml: is read
NEEDS = {
    "parquet": "pyarrow",
}  # what a block names -> the package it then needs


EXAMPLES = [
    ".".join(path.relative_to(REPO).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted((REPO / "compare").rglob("*.py"))
    if ">>>" in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_in_docstrings_hold(name: str) -> None:
    """What a docstring shows is what comes out."""
    run = doctest.testmod(importlib.import_module(name))
    assert run.attempted
    assert not run.failed


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the example as `seeds`, an archive of two events, and the command itself."""
    seeds = REPO / "seeds" / "asian-nato"
    shutil.copytree(seeds, tmp_path / "seeds" / "asian-nato")
    for name in ("ARCHIVE", "FOLDER/asian-nato"):
        shutil.copytree(seeds, tmp_path / name)
    command = tmp_path / "bin" / "compare-news"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m compare "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", f"{REPO}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    monkeypatch.setenv("MPLBACKEND", "Agg")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def blocks(page: Path) -> Iterator[tuple[str, str]]:
    """(kind, text) of every fenced block, in order."""
    for hit in BLOCK.finditer(page.read_text(encoding="utf-8")):
        yield hit[1], hit[2]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_block_of_a_page_runs(
    page: Path, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shell and Python, from top to bottom in one folder; the blocks of a page build on another."""
    monkeypatch.setattr("compare.report.FORMATS", FORMATS.copy())
    names: dict[str, Any] = {"__name__": "__main__"}
    for kind, text in blocks(page):
        assert kind in KINDS, f"a block of {page.name} is {kind or 'of no kind'}"
        for word, package in NEEDS.items():
            if word in text and kind != "text" and not importlib.util.find_spec(package):
                pytest.skip(f"{package} is not installed")
        if kind == "sh":
            told = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", text],
                capture_output=True,
                text=True,
                check=False,
            )
            assert told.returncode == 0, f"{text}\n{told.stderr}"
        elif kind == "toml":
            tomllib.loads(text)
        elif kind == "python":
            exec(compile(text, page.name, "exec"), names)


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_every_block_of_the_guide_is_fenced(page: Path) -> None:
    """No code stands outside a fence, where it would not be run."""
    outside = BLOCK.sub("", page.read_text(encoding="utf-8"))
    assert not [line for line in outside.splitlines() if line.startswith(("    ", "\t", "```"))]


def test_every_measure_is_explained() -> None:
    """Each measure of the report stands in numbers.md, with what it does not mean."""
    told = (DOCS / "numbers.md").read_text(encoding="utf-8")
    rows = {line.split("|")[1].strip() for line in told.splitlines() if line.count("|") == 4}
    assert {kind.title for kind in MEASURES.values()} <= rows


def test_every_table_and_column_is_explained() -> None:
    """tables.md has a section for each table, with its columns and their types, in order."""
    text = (DOCS / "tables.md").read_text(encoding="utf-8")
    told = {
        part.partition("\n")[0]: re.findall(r"^\| `(\w+)` \| (\w+) \| \S", part, re.M)
        for part in text.split("\n### ")[1:]
    }
    words = {"int64": "integer", "float64": "float", "string": "text"}
    for name, columns in COLUMNS.items():
        assert told.get(name) == [(c, words[column_type(name, c)]) for c in columns.split()], name


def test_every_format_is_explained() -> None:
    """tables.md names each format that `--format` takes."""
    rows = (DOCS / "tables.md").read_text(encoding="utf-8").partition("```")[0]
    assert set(FORMATS) == set(re.findall(r"`([a-z]+)`", rows.partition("|---|")[2])) & set(FORMATS)


def test_the_guide_asks_the_questions_that_are_tested() -> None:
    """The ten questions of reading.md are those of tests/browser/test_ten_questions.py."""
    source = (REPO / "tests" / "browser" / "test_ten_questions.py").read_text(encoding="utf-8")
    asked = re.findall(r'^    "([^"]+\?)":', source, re.M)
    rows = re.findall(r"^\| ([^|]+\?) \|", (DOCS / "reading.md").read_text("utf-8"), re.M)
    assert len(asked) == 10
    assert rows == asked


def test_what_is_read_off_the_code_is_as_the_code_is() -> None:
    """Commands, options and comparison.json stand in the guide as they are; the schema too."""
    pytest.importorskip("msgspec")
    check = [sys.executable, str(DOCS / "reference.py"), "--check"]
    told = subprocess.run(check, capture_output=True, text=True, cwd=REPO, check=False)
    assert told.returncode == 0, f"run `python docs/reference.py`:\n{told.stdout}{told.stderr}"


@pytest.mark.parametrize("saved", ["golden", "example"])
def test_the_schema_describes_what_is_written(saved: str, tmp_path: Path) -> None:
    """comparison.json keeps to the schema that ships in the wheel, and has no key besides."""
    jsonschema = pytest.importorskip("jsonschema")
    place = REPO / "tests" / "golden" / "comparison.json"
    if saved == "example":
        assert main(["example", "-o", str(tmp_path), "-q", "--format", "json"]) == 0
        place = tmp_path / "report" / "comparison.json"
    schema = json.loads((REPO / "compare/data/comparison.schema.json").read_text("utf-8"))
    told = json.loads(place.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for part in (schema, *schema["$defs"].values(), schema["properties"]["framing"]):
        part["additionalProperties"] = False
    jsonschema.validate(told, schema, cls=jsonschema.Draft202012Validator)
    told["facts"][0]["score"] = "sure"
    with pytest.raises(jsonschema.ValidationError, match="sure"):
        jsonschema.validate(told, schema)


class Links(HTMLParser):
    """What a page links to and shows, and the places in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.found |= {v for k in ("href", "src") if (v := told.get(k)) and tag != "link"}
        self.ids |= {v for k in ("id", "name") if (v := told.get(k))}


def test_the_site_is_built_and_every_link_leads_somewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One command makes guide, reference and example; no link or picture in the guide is dead."""
    pytest.importorskip("pdoc")
    site = build(tmp_path, monkeypatch)
    pages = [site / "index.html", *sorted((site / "guide").glob("*.html"))]
    assert len(pages) == 1 + len(load_build().GUIDE)
    told = [page.read_text(encoding="utf-8") for page in pages]
    titles = [re.findall("<title>(.*?)</title>", text)[0] for text in told]
    assert len(set(titles)) == len(pages)
    assert not any(
        "Submodules" in text or "guide." in title for text, title in zip(told, titles, strict=True)
    )
    assert all('class="way"' in text for text in told)
    read = {page: Links(page.read_text(encoding="utf-8")) for page in site.rglob("*.html")}
    for page in pages:
        for link in read[page].found:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            assert target.is_file(), f"{page.name}: {link}"
            if parts.fragment and target in read:
                assert parts.fragment in read[target].ids, f"{page.name}: {link}"


def test_columns_of_a_docstring_become_a_list(tmp_path: Path) -> None:
    """`name  what it is`, and lines that go on, are a list entry each; other text stays."""
    text = (
        "First line.\n\nlow, high  the interval\nscore     how sure,\n          0..1\n\nLast line."
    )
    told = load_build().listed(text)
    assert "- **low, high**: the interval\n- **score**: how sure,\n  0..1" in told
    assert told.startswith("First line.")
    assert told.endswith("\n\nLast line.")


def load_build() -> Any:
    """docs/build.py as a module."""
    spec = importlib.util.spec_from_file_location("build", DOCS / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def build(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site, with the pictures that are there: the tests change no file of the repository."""
    module = load_build()
    monkeypatch.setattr(module, "take_pictures", lambda *given: None)
    monkeypatch.setattr(module, "find_browser", lambda: "")
    module.main(folder)
    return folder
