"""Tables and records: an article a row, whatever tool wrote it."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from compare import Article, compare_articles, read_articles
from compare.corrections import Corrections, Entry
from compare.errors import InputError, OptionError
from compare.model import Skipped
from compare.reading import Articles
from compare.reading.fields import url_outlet, usual_name
from compare.reading.tables.cells import cell_paragraphs
from compare.reading.tables.rows import read_rows

CASES = json.loads((Path(__file__).parent / "cases" / "rows.json").read_text(encoding="utf-8"))
RECORDS: list[dict[str, Any]] = [
    {"outlet": "Gazette", "headline": "Fire shuts port", "text": "The port is shut until Friday."},
    {"outlet": "Herald", "headline": "Blaze", "text": "The harbour stays closed until Friday."},
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_tables(case: dict[str, Any]) -> None:
    """What tests/cases/rows.json says of a table is what is read of it."""
    raw = case["file"].encode("utf-8", "surrogatepass")
    articles, skipped = read_rows(raw, case["name"], case.get("columns", {}))
    read = [[a.outlet, a.title, a.body, a.published, a.byline, a.url] for a in articles]
    assert read == case["articles"]
    assert len(skipped) == len(case["skipped"])
    for item, words in zip(skipped, case["skipped"], strict=True):
        assert words in item.problem
    assert [a.truncated for a in articles] == case.get("truncated", [False] * len(articles))


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("publishedAt", "published_at"),
        ("Publication date", "publication_date"),
        ("Author(s)", "author"),
        ("source-hostname", "source_hostname"),
        (" Full Text ", "full_text"),
        ("URL", "url"),
    ],
)
def test_names_of_columns(name: str, usual: str) -> None:
    """Case, marks and camel case make no other column."""
    assert usual_name(name) == usual


@pytest.mark.parametrize(
    ("address", "outlet"),
    [
        ("https://m.gazette.example/a", "gazette.example"),
        ("https://amp.gazette.co.uk/a", "gazette.co.uk"),
        ("edition.gazette.com", "gazette.com"),
        ("https://harbour.blogspot.com/", "harbour.blogspot.com"),
        ("http://192.168.0.7/a", "192.168.0.7"),
        ("http://localhost:8000/a", "localhost"),
        ("http://[::1]/a", "::1"),
        ("", None),
        ("http://[", None),
    ],
)
def test_an_address_is_of_the_one_who_registered_its_domain(
    address: str, outlet: str | None
) -> None:
    """One paper's hosts are one outlet, by the public suffix list and its rule for other names."""
    assert url_outlet(address) == outlet


@pytest.mark.parametrize(
    ("cell", "paragraphs"),
    [
        ("One.\\n\\nTwo.", ["One.", "Two."]),
        ("<p>A &amp; B.</p><p>C<br/>D</p>", ["A & B.", "C", "D"]),
        ("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", ["One.", "Two."]),
        ("&amp;lt;", ["<"]),
        ("One <em>plain</em> line.\n\nAnother.", ["One plain line.", "Another."]),
        ("<p>It costs &amp;pound;3.</p>", ["It costs £3."]),
        ("a < b and c > d", ["a < b and c > d"]),
        ("<p>Text.</p><figure><img><figcaption>Seen</figcaption></figure>", ["Text."]),
        ("<p>One.</p><p><a href='x'>More on the harbour</a></p>", ["One."]),
        ("<p><a href='x'>The mayor resigned on Monday.</a> He had no choice.</p>", 1),
    ],
)
def test_cells_that_hold_an_article(cell: str, paragraphs: list[str] | int) -> None:
    """HTML, entities and written-out line breaks in a cell are read as what they stand for."""
    found = cell_paragraphs(cell)
    assert found == paragraphs or len(found) == paragraphs


def test_a_list_without_texts_says_what_to_do() -> None:
    """Media Cloud's list of stories holds no texts: the way out names its column of addresses."""
    raw = b"id,media_name,publish_date,title,url\n1,post.example,2024-03-14,Pool,https://p.example/1\n"
    with pytest.raises(InputError, match="no column for the text") as error:
        read_rows(raw, "stories.csv", {})
    assert "'url'" in error.value.remedy
    assert "articles.csv" in error.value.remedy


def test_records_and_frames_are_read_like_a_table() -> None:
    """A list of dicts and a DataFrame give the same articles, in any order of their rows."""
    import pandas

    articles = read_articles(RECORDS)
    assert [(a.id, a.title, a.language) for a in articles] == [
        ("gazette", "Fire shuts port", "en"),
        ("herald", "Blaze", "en"),
    ]
    frame = pandas.DataFrame(RECORDS[::-1])
    assert [(a.id, a.text) for a in read_articles(frame)] == [(a.id, a.text) for a in articles]
    assert compare_articles(articles).outlets == ("Gazette", "Herald")


def test_unknown_cells_of_a_frame_stay_unknown() -> None:
    """NaN, NaT and <NA> are no text, no outlet, no date."""
    import pandas

    rows = [*RECORDS, {"outlet": None, "headline": "Nothing", "text": float("nan")}]
    frame = pandas.DataFrame(rows).assign(
        published=pandas.to_datetime(["2024-03-14", None, None]), author=pandas.NA
    )
    articles = read_articles(frame)
    assert [(a.published, a.byline) for a in articles] == [
        ("2024-03-14T00:00:00", None),
        (None, None),
    ]
    assert [item.problem for item in articles.skipped] == ["no text in the row"]


def test_what_is_neither_path_nor_record_is_refused() -> None:
    """Numbers, and records without a text, are told from paths, with what can be given."""
    with pytest.raises(TypeError, match="give paths, or records"):
        read_articles([1, 2])  # type: ignore[list-item]
    with pytest.raises(InputError, match="no column for the text among: a"):
        read_articles([{"a": "b"}])
    with pytest.raises(OptionError, match="unknown column 'body'"):
        read_articles(RECORDS, columns={"text": "body"})


def test_a_part_of_the_articles_knows_what_all_know() -> None:
    """Slices, copies, sorted, filtered and joined articles keep what was skipped and corrected."""
    skipped = Skipped("x.txt", "empty file")
    corrections = Corrections((Entry("corrections.toml, drop 1", "fact", {"a": "x"}),))
    articles = Articles(read_articles(RECORDS), skipped=[skipped], corrections=corrections)
    articles.sort(key=lambda article: article.title)
    for part in (
        articles[:1],
        articles[::-1],
        articles.copy(),
        articles + articles[:1],
        articles.sorted(lambda article: article.outlet),
        articles.filter(lambda article: article.outlet == "Gazette"),
        pickle.loads(pickle.dumps(articles)),
    ):
        assert (part.skipped, part.corrections) == ((skipped,), corrections)
    assert isinstance(articles[0], Article)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("The ferry broke down.", "Ferry stops\n\nThe ferry broke down."),
        ("Ferry stops\nThe ferry broke down.", "Ferry stops\n\nThe ferry broke down."),
        ("Ferry stops\n\nThe ferry broke down.", "Ferry stops\n\nThe ferry broke down."),
        ("Ferry stops again.", "Ferry stops\n\nFerry stops again."),
        ("Ferry stops", "Ferry stops"),
    ],
)
def test_an_article_by_hand_begins_with_its_headline(text: str, whole: str) -> None:
    """A text that lacks the headline gets it, so that no sentence is cut in two."""
    article = Article(id="a", outlet="A", title="Ferry stops", text=text)
    assert (article.text, article.text[article.body_start :]) == (whole, whole[13:])
