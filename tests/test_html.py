"""Saved web pages: the body, the metadata and where it came from, and hostile pages."""

from __future__ import annotations

import contextlib
import gzip
import json
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.errors import InputError
from compare.reading.fields import same_headline
from compare.reading.html import RULE, read_html
from compare.reading.markup import MAX_ATTRIBUTES, MAX_ELEMENTS

CASES = json.loads((Path(__file__).parent / "cases" / "html.json").read_text(encoding="utf-8"))
BODY = [
    "A fire on the ferry Ellen closed Brackwater harbour on Tuesday morning, officials said.",
    "At least 15 people were taken to hospital with burns, according to the county council.",
    "The harbour will stay shut until Friday while divers look at the wreck, the port said.",
    "Ticket prices at the neighbouring port rose within hours of the fire, travellers reported.",
]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)


def page(head: str = "", body: str = f"<article>{PARAGRAPHS}</article>") -> str:
    """A page of the harbour story."""
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_metadata_is_found_and_says_where(case: dict[str, Any]) -> None:
    """Each field is read from the best place that has it, and `found` names that place."""
    cleaned = read_html(page(case["head"]), "page.html")
    for field in ("title", "outlet", "byline", "published", "url"):
        assert (getattr(cleaned, field) or None) == (case[field] or None), field
    rules = {item.field: item.rule for item in cleaned.found}
    assert rules.items() >= case["rules"].items()


def test_body_is_the_paragraphs() -> None:
    """The body holds the article's paragraphs, each behind an empty line, and no headline."""
    heading = "<h1>Ferry fire shuts the harbour</h1>"
    cleaned = read_html(page(body=f"<article>{heading}{PARAGRAPHS}</article>"), "page.html")
    assert cleaned.title == "Ferry fire shuts the harbour"
    assert cleaned.body == "\n\n".join(BODY)


def test_what_stands_around_the_article_is_told() -> None:
    """Menus and footers are in `removed`, by section, with line and rule; scripts are not text."""
    around = "<nav><ul><li>Home page</li><li>World news</li></ul></nav>\n"
    behind = "\n<footer><p>All rights are reserved by us</p></footer><script>let x = 1</script>"
    cleaned = read_html(page(body=around + f"<article>{PARAGRAPHS}</article>" + behind), "p.html")
    assert [(item.line, item.text, item.rule) for item in cleaned.removed] == [
        (1, "Home page\nWorld news", RULE),
        (3, "All rights are reserved by us", RULE),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1251"])
def test_encodings(encoding: str) -> None:
    """A page is read in the encoding it declares or marks."""
    word = "öffnet" if encoding != "windows-1251" else "порт"
    text = page(f"<meta charset='{encoding}'>", f"<article><p>{word}.</p>{PARAGRAPHS}</article>")
    assert word in read_html(text.encode(encoding), "page.html").body


def test_declaration_of_xml_does_not_garble() -> None:
    """An XHTML page with a wrong encoding in its declaration is still read as UTF-8."""
    text = f"<?xml version='1.0' encoding='iso-8859-1'?>{page(body=f'<p>Café.</p>{PARAGRAPHS}')}"
    assert "Café" in read_html(text.encode(), "page.xhtml").body


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "empty file"),
        (b" \n ", "empty file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary file"),
        (b"plain words and no tag", "no HTML in it"),
        (b"<html></html>", "no HTML in it"),
        (b"<html><body>" + b"<br>" * (MAX_ELEMENTS + 1), "more than 100000 elements"),
        (b"<html><body>" + b"x" * 20_000_001, "larger than 20 MB"),
        (
            b"<html><body><p " + b"".join(b"a%d=1 " % n for n in range(MAX_ATTRIBUTES + 1)) + b">",
            "more than 5000 attributes",
        ),
    ],
    ids=["nothing", "blank", "picture", "no tag", "no body", "elements", "megabytes", "attributes"],
)
def test_what_is_no_page_is_told(
    raw: bytes, problem: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """What cannot be a page raises InputError with its reason, and prints nothing."""
    with pytest.raises(InputError, match=problem):
        read_html(raw, "page.html")
    assert capfd.readouterr() == ("", "")


ROWS = ["table", "form", "option", "textarea", "fieldset", "legend", "p", "li"]


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 50_000,
        "<!--" * 50_000,
        "<p>" + "<" * 100_000,
        "<p>" + "<b>x</b> " * 20_000,
        "<script type='application/ld+json'>" + "[" * 100_000 + "</script>",
        "<title>" + "a - " * 100_000 + "</title>",
        "<!DOCTYPE h [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><p>&b;&b;</p>",
        "<table><tr><td>" * 2_000,
        *(f"<{tag}>x</{tag}>" * 20_000 for tag in ROWS),
    ],
    ids=["deep", "comments", "signs", "inline", "json", "title", "entities", "tables", *ROWS],
)
def test_bombs_are_bounded(bomb: str) -> None:
    """Pages made to exhaust a parser are read, or refused, within seconds."""
    start = time.thread_time()
    cleaned = read_html(f"<html><body>{bomb}{PARAGRAPHS}</body></html>", "page.html")
    assert len(cleaned.body) < 500_000
    assert time.thread_time() - start < 10


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_text_inside_a_page_is_read(text: str) -> None:
    """Whatever stands in a page, reading it gives text that can be encoded, or an InputError."""
    try:
        cleaned = read_html(f"<p>{text}</p>", "page.html")
    except InputError:
        return
    (cleaned.title + cleaned.body + "".join(r.text for r in cleaned.removed)).encode("utf-8")


@pytest.mark.measured
@pytest.mark.parametrize(("name", "bar"), [("cleaning", 0.92), ("cleaning_news", 0.92)])
def test_bodies_of_marked_pages(shared: Path, name: str, bar: float) -> None:
    """On every eighth marked page of each set the mean 4-gram F1 stays above the bar."""
    folder = shared / "data" / name
    lines = (folder / "pages.jsonl").read_text(encoding="utf-8").splitlines()[::8]
    scores, titles = [], []
    for row in map(json.loads, lines):
        raw = gzip.decompress((folder / "html" / f"{row['id']}.html.gz").read_bytes())
        cleaned = read_html(raw, row["id"])
        scores.append(_shares(row["gold_text"], cleaned.body))
        if row.get("gold_title"):
            titles.append(same_headline(cleaned.title, row["gold_title"]))
    precision, recall = (sum(part) / len(scores) for part in zip(*scores, strict=True))
    assert 2 * precision * recall / (precision + recall) > bar
    assert not titles or sum(titles) / len(titles) > 0.8


def _shares(gold: str, kept: str) -> tuple[float, float]:
    sets = []
    for text in (gold, kept):
        words = text.lower().split()
        sets.append({tuple(words[i : i + 4]) for i in range(max(len(words) - 3, 1))})
    hit = len(sets[0] & sets[1])
    return hit / max(len(sets[1]), 1), hit / max(len(sets[0]), 1)


OTHER = {"@type": "NewsArticle", "headline": "Library to close", "author": {"name": "Bo Ek"}}
THIS = {
    "@type": "NewsArticle",
    "headline": "Ferry burns in the old harbour",
    "datePublished": "2025-03-04",
    "author": {"@type": "Person", "name": "Ann Lee"},
}
WHOLE = json.dumps(THIS)


@pytest.mark.parametrize(
    "scripts",
    [
        [json.dumps([OTHER, THIS])],
        [json.dumps(OTHER), WHOLE],
        [json.dumps({"@graph": [OTHER, OTHER, THIS]})],
        [f"{json.dumps(OTHER)}\n{WHOLE}"],
        [f"<!-- {WHOLE} -->"],
        [WHOLE.replace('"', "&quot;")],
        [WHOLE.replace('"Ann Lee"', '{"@type": "Person", "name": {"name": "Ann Lee"}}')],
        [WHOLE.replace('{"@type": "Person", "name": "Ann Lee"}', '["Ann Lee"]')],
        [WHOLE[:-1] + ', "x": ' + "[" * 900 + "]" * 900 + "}"],
    ],
)
def test_json_ld_as_pages_have_it(scripts: list[str]) -> None:
    """The node with the page's headline is read."""
    head = "".join(f"<script type='application/ld+json'>{text}</script>" for text in scripts)
    cleaned = read_html(page(head, f"<h1>{THIS['headline']}</h1>{PARAGRAPHS}"))
    assert (cleaned.byline, cleaned.published) == ("Ann Lee", "2025-03-04")


@pytest.mark.parametrize(
    ("shown", "byline", "published"),
    [
        (
            "<p class=byline>By Ann Lee</p><p>Published 4 March 2025 · Updated 5 March 2025</p>",
            1,
            "",
        ),
        ("<p>By Ann Lee | 04.03.2025</p>", 1, ""),
        ("<div><span>Ann Lee</span></div><div>4 March 2025 at 09:19</div>", 1, "T09:19"),
        (
            "<p><b itemprop=author>Ann Lee</b> <i itemprop=datePublished>4 March 2025 at 09:19</i>",
            1,
            "T09:19",
        ),
        ("<p>Tuesday, 4 March 2025</p>", 0, ""),
    ],
)
def test_what_a_page_shows_is_read(shown: str, byline: int, published: str) -> None:
    """Author and date below the headline of a page without metadata; they are no text."""
    cleaned = read_html(
        page(body=f"<article><h1>Ferry burns in the old port</h1>{shown}{PARAGRAPHS}")
    )
    assert cleaned.byline == ("Ann Lee" if byline else None)
    assert cleaned.published == "2025-03-04" + published
    assert cleaned.body == read_html(page(body=f"<article>{PARAGRAPHS}</article>")).body


@pytest.mark.parametrize("tag", ["blockquote", "q", "div", "ul><li", "b"])
def test_a_page_nested_deeply_is_read_or_told(tag: str) -> None:
    """Also where little of the stack is left, as in a server: no RecursionError comes through."""

    def under(calls: int) -> None:
        if calls:
            under(calls - 1)
            return
        with contextlib.suppress(InputError):
            read_html(page(body=f"<{tag}>" * 5_000 + PARAGRAPHS), "deep.html")

    under(sys.getrecursionlimit() - 150)
