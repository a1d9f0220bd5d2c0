"""Files and folders become articles: lists beside them, encodings, repeats, ids, hostile input."""

from __future__ import annotations

import json
import os
import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.errors import InputError, OptionError
from compare.model import Article
from compare.reading import (
    assign_ids,
    read_articles,
)
from compare.reading.decoding import decode_text
from compare.reading.fields import same_headline
from compare.reading.files import MAX_BYTES
from compare.reading.forms import clean_files, show_cleaned
from compare.reading.language import detect_language, language_code
from compare.reading.published import iso_published

HERE = Path(__file__).parent
CASES = json.loads((HERE / "cases" / "reading.json").read_text(encoding="utf-8"))
DATES = json.loads((HERE / "cases" / "published.json").read_text(encoding="utf-8"))
BODY = (
    "A fire on the ferry Ellen closed Brackwater harbour on Tuesday morning, officials said.",
    "At least 15 people were taken to hospital with burns, according to the county council.",
    "The harbour will stay shut until Friday while divers look at the wreck, the port said.",
)
TEXTS = {
    "PLAIN": "\n\n".join(("Fire closes Brackwater harbour", *BODY)) + "\n",
    "OTHER": "\n\n".join(("Ferry blaze shuts port", BODY[2], BODY[1])) + "\n",
    "PAGE": "<!doctype html><html><head><meta property='og:site_name' content='The Gazette'></head>"
    "<body><article><h1>Fire closes Brackwater harbour</h1>"
    + "".join(f"<p>{line}</p>" for line in BODY)
    + "</article></body></html>",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    """Files of the given names and texts."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXTS.get(text, text), encoding="utf-8")
    return folder


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_folders(case: dict[str, Any], tmp_path: Path) -> None:
    """A folder gives its articles in order, and tells whatever is none of them."""
    articles = read_articles(write(tmp_path, case["files"]) / case.get("read", ""))
    assert len(articles) == len(case["articles"])
    for article, told in zip(articles, case["articles"], strict=True):
        assert article.body.startswith(told.pop("starts", ""))
        assert {field: getattr(article, field) for field in told} == told
    assert [item.source for item in articles.skipped] == [source for source, _ in case["skipped"]]
    for item, (_, problem) in zip(articles.skipped, case["skipped"], strict=True):
        assert problem in item.problem


@pytest.mark.parametrize("case", DATES, ids=lambda case: case["label"])
def test_dates_of_fields(case: dict[str, Any]) -> None:
    """A field's date becomes ISO where day, month and year are certain, and stays unknown else."""
    assert iso_published(case["value"]) == case["published"]


@given(st.text(max_size=60))
def test_any_field_is_a_date_or_unknown(text: str) -> None:
    """No text in a date field crashes; what comes out begins with an ISO date."""
    found = iso_published(text)
    assert found is None or re.match(r"\d{4}-\d\d-\d\d", found)


def test_text_is_headline_and_body(tmp_path: Path) -> None:
    """`text` is headline, empty line, paragraphs; `body_start` is where the body begins."""
    (article,) = read_articles(write(tmp_path, {"gazette.txt": "PLAIN"}))
    assert article.text == "\n\n".join(("Fire closes Brackwater harbour", *BODY))
    assert article.text[article.body_start :] == "\n\n".join(BODY)
    assert (article.id, article.source, article.language) == ("gazette", "gazette.txt", "en")


def test_outlet_from_the_file_name_says_so(tmp_path: Path) -> None:
    """An outlet that nothing names is called as its file is, and `found` tells that."""
    (article,) = read_articles(write(tmp_path, {"gazette.txt": "PLAIN"}))
    assert [(f.rule, f.text) for f in article.found if f.field == "outlet"] == [
        ("file name", "gazette")
    ]


def test_order_of_files_does_not_matter(tmp_path: Path) -> None:
    """The same files in any order, or their folder, give equal articles and equal skips."""
    write(
        tmp_path, {"a.txt": "PLAIN", "b.txt": "OTHER", "c.txt": "PLAIN", "d.txt": " ", "e.x": "x"}
    )
    files = sorted(path for path in tmp_path.iterdir() if path.suffix == ".txt")
    first = read_articles(files)
    for seed in range(4):
        random.Random(seed).shuffle(files)
        again = read_articles(files)
        assert (list(again), again.skipped) == (list(first), first.skipped)
    assert list(read_articles(tmp_path)) == list(first)


def test_equal_names_in_two_folders_stay_apart(tmp_path: Path) -> None:
    """Two files of one name are told by their folders' names; a file given twice is read once."""
    write(tmp_path, {"x/a.txt": "PLAIN", "y/a.txt": "OTHER"})
    articles = read_articles([tmp_path / "x", tmp_path / "y", tmp_path / "x" / "a.txt"])
    assert sorted(article.source for article in articles) == ["x/a.txt", "y/a.txt"]
    assert articles.skipped == ()


def test_list_beside_a_file_given_alone(tmp_path: Path) -> None:
    """A file given by name is read with the list beside it; the list given alone brings all."""
    lines = "file,outlet\na.txt,The Gazette\nb.txt,Herald\ngone.txt,Tribune\n"
    write(tmp_path, {"a.txt": "PLAIN", "b.txt": "OTHER", "c.txt": "x", "articles.csv": lines})
    one = read_articles(tmp_path / "a.txt")
    assert ([article.outlet for article in one], one.skipped) == (["The Gazette"], ())
    both = read_articles(tmp_path / "articles.csv")
    assert [article.outlet for article in both] == ["Herald", "The Gazette"]
    assert [item.source for item in both.skipped] == ["gone.txt"]


@pytest.mark.parametrize(
    ("name", "raw", "problem"),
    [
        ("a.txt", b"", "empty file"),
        ("a.txt", b" \n\t ", "empty file"),
        ("a.txt", "\ufeff \n".encode(), "empty file"),
        ("a.txt", b"PK\x03\x04 and more", "binary file"),
        ("a.txt", b"words\x00words", "binary file"),
        ("a.txt", b"x" * (MAX_BYTES + 1), "larger than 20 MB"),
        ("a.txt", b"x\n" * 50_001, "more than 50000 lines"),
        ("a.txt", b"Advertisement\n\nSubscribe\n", "nothing is left after cleaning"),
        (
            "a.html",
            b"<html><body><img src='x.png'><script>x</script></body></html>",
            "nothing is left after cleaning",
        ),
        ("a.csv", b"a,b\n1,2\n", "no column for the text"),
    ],
)
def test_file_alone_raises(name: str, raw: bytes, problem: str, tmp_path: Path) -> None:
    """A file given alone that cannot be used raises; among others it is told, with what to do."""
    bad = tmp_path / name
    bad.write_bytes(raw)
    with pytest.raises(InputError, match=problem) as error:
        read_articles(bad)
    assert error.value.remedy
    good = write(tmp_path, {"z.md": "PLAIN"}) / "z.md"
    articles = read_articles([good, bad])
    assert [article.source for article in articles] == ["z.md"]
    assert [problem in item.problem for item in articles.skipped] == [True]


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    """A missing path, an empty folder and no path at all say so; among others they are told."""
    with pytest.raises(InputError, match="no such file or folder"):
        read_articles(tmp_path / "none")
    with pytest.raises(InputError, match="empty folder"):
        read_articles(tmp_path)
    with pytest.raises(InputError, match="nothing to read"):
        read_articles([])
    with pytest.raises(InputError):
        read_articles("nul\0byte")
    write(tmp_path, {"a.txt": "PLAIN"})
    articles = read_articles([tmp_path / "none", tmp_path])
    assert (len(articles), len(articles.skipped)) == (1, 1)


def test_unknown_field_lists_the_fields(tmp_path: Path) -> None:
    """`columns` for a field that there is not raises OptionError before anything is read."""
    with pytest.raises(OptionError, match="unknown field 'txt'; valid: byline, language"):
        read_articles(tmp_path / "none", columns={"txt": "a"})


@pytest.mark.skipif(os.name == "nt", reason="links and such names need a POSIX file system")
def test_links_and_strange_names(tmp_path: Path) -> None:
    """Link loops end, dead links are told, and a name is shown on one line in valid UTF-8."""
    write(tmp_path, {"sub/a.txt": "PLAIN", "sub/line\nbreak.txt": "OTHER"})
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "sub" / "dead.txt").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "pipe.txt")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text("Other words of ours.\n" * 9)
    articles = read_articles(tmp_path)
    assert "sub/line�break.txt" in {article.source for article in articles}
    told = {item.source: item.problem for item in articles.skipped}
    assert told["sub/dead.txt"] == "a link to nothing"
    assert told["pipe.txt"] == "not a plain file"
    json.dumps([*told, *(a.outlet for a in articles)], ensure_ascii=False).encode("utf-8")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all files")
def test_unreadable_files_are_told(tmp_path: Path) -> None:
    """A file without permission is told, the rest is read."""
    write(tmp_path, {"a.txt": "PLAIN", "b.txt": "OTHER"})
    (tmp_path / "b.txt").chmod(0)
    articles = read_articles(tmp_path)
    assert (len(articles), articles.skipped[0].source) == (1, "b.txt")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("café “yes”".encode(), "café “yes”"),
        ("café".encode("utf-8-sig"), "café"),
        ("café".encode("utf-16"), "café"),
        ("café".encode("utf-32"), "café"),
        ("He said “the café is shut”".encode("cp1252"), "He said “the café is shut”"),
        (("Порт закрыт до пятницы, сообщили власти. " * 5).encode("koi8-r"), "Порт закрыт"),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree"),
    ],
)
def test_encodings(raw: bytes, text: str) -> None:
    """Marks, UTF-8, western and other old encodings are read; line ends become newlines."""
    assert decode_text(raw, "a.txt").startswith(text)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_an_error(raw: bytes) -> None:
    """No bytes crash the decoder; what it returns is not blank and can be encoded."""
    try:
        text = decode_text(raw, "a.txt")
    except InputError:
        return
    assert text.strip()
    text.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The harbour will stay shut until Friday, the port authority said.", "en"),
        ("Der Hafen bleibt bis Freitag geschlossen, teilte die Behörde mit.", "de"),
        ("Le port restera fermé jusqu'à vendredi, ont annoncé les autorités.", "fr"),
        ("Fire", None),
        ("1234 5678 2024 - 15:30", None),
        ("", None),
    ],
)
def test_language(text: str, code: str | None) -> None:
    """A sentence is enough to know its language; a word or figures are not."""
    assert detect_language(text) == code


@pytest.mark.parametrize(
    ("value", "code"),
    [("en", "en"), ("EN-us", "en"), ("pt_BR", "pt"), ("English", None), ("", None)],
)
def test_language_codes(value: str, code: str | None) -> None:
    """A language field gives two letters or nothing."""
    assert language_code(value) == code


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Fire closes port", "FIRE CLOSES PORT!", True),
        ("Fire closes the old port", "Fire closes the old port | The Gazette", True),
        ("Fire closes", "Fire closes the old port", False),
        ("", "", False),
        ("Fire", "Flood", False),
    ],
)
def test_same_headline(a: str, b: str, same: bool) -> None:
    """Case, marks and a site's name behind do not make another headline; other words do."""
    assert same_headline(a, b) is same


def hand_made(outlet: str, text: str) -> Article:
    """An article as a user makes one."""
    return Article(id="", outlet=outlet, title="", text=text)


def test_ids_are_slugs_with_numbers() -> None:
    """Ids: lower case, "_" for all but letters and digits of any script, numbered where equal."""
    outlets = ["The Gazette", "The-Gazette", "The Gazette 2", "毎日新聞", "!!!", "Öko-Blatt"]
    ids = {article.outlet: article.id for article in assign_ids(hand_made(o, o) for o in outlets)}
    assert ids == {
        "The Gazette": "the_gazette",
        "The Gazette 2": "the_gazette_2",
        "The-Gazette": "the_gazette_3",
        "毎日新聞": "毎日新聞",
        "!!!": "article",
        "Öko-Blatt": "öko_blatt",
    }


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=8), st.randoms())
def test_ids_are_unique_and_do_not_depend_on_order(
    made: list[tuple[str, str]], chance: random.Random
) -> None:
    """Any outlets give ids that differ, hold no "-", and are the same in any order of input."""
    articles = [hand_made(outlet, text) for outlet, text in made]
    first = assign_ids(articles)
    chance.shuffle(articles)
    assert assign_ids(articles) == first
    ids = [article.id for article in first]
    assert len(set(ids)) == len(ids)
    assert all(name and "-" not in name for name in ids)


def test_clean_file_shows_even_what_leaves_nothing(tmp_path: Path) -> None:
    """Cleaning a file of menus alone gives an empty body, and all its lines among the cut."""
    write(tmp_path, {"a.txt": "Advertisement\n\nSubscribe\n"})
    (cleaned,), _ = clean_files(tmp_path / "a.txt")
    assert cleaned.body == ""
    shown = show_cleaned(cleaned)
    assert "kept: 0 words" in shown
    assert "Subscribe" in shown


def test_clean_files_skips_what_is_no_text(tmp_path: Path) -> None:
    """All texts and pages of a folder; a table and an empty file are named."""
    write(
        tmp_path, {"a.txt": "PLAIN", "a.html": "PAGE", "t.csv": "outlet,text\nA,b\n", "b.txt": ""}
    )
    cleaned, skipped = clean_files(tmp_path)
    assert [article.source for article in cleaned] == ["a.html", "a.txt"]
    assert [item.source for item in skipped] == ["b.txt", "t.csv"]


@pytest.mark.measured
@pytest.mark.parametrize("place", range(5))
def test_marked_events_read_as_marked(shared: Path, place: int) -> None:
    """In each event with a list, title and words equal the marked sentences, none skipped."""
    folder = sorted((shared / "gold" / "inputs").iterdir())[place]
    event = json.loads((shared / "gold" / f"{folder.name}.json").read_text(encoding="utf-8"))
    marked = {article["outlet"]: article for article in event["articles"]}
    articles = read_articles(folder)
    assert (len(articles), articles.skipped) == (len(marked), ())
    for article in articles:
        headline, *sentences = marked[article.outlet]["sentences"]
        assert (article.title, article.published) == (headline, marked[article.outlet]["published"])
        assert re.findall(r"\w+", article.body) == re.findall(r"\w+", " ".join(sentences))
