"""No text makes the tool hang: every expression and every stage grows in line with its input."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from growth import Expression, adversaries, expressions, grows

from compare.corrections import read_corrections
from compare.errors import CompareError
from compare.model import Article
from compare.reading.decoding import decode_text
from compare.reading.files import Place
from compare.reading.furniture.bylines import read_local_byline
from compare.reading.html import read_html
from compare.reading.overrides import read_manifest
from compare.reading.paste import clean_paste
from compare.reading.published import find_page_dates
from compare.reading.tables.rows import read_rows
from compare.text.actors import find_actors
from compare.text.credits import find_credits
from compare.text.dates import find_dates
from compare.text.hedges import find_hedges
from compare.text.marks import quoted_spans
from compare.text.names import find_names
from compare.text.numbers import find_numbers
from compare.text.quotes import find_quotes
from compare.text.sentences import article_sentences, split_sentences
from compare.text.words import tokens

SIZE = 4_000  # characters; a quadratic expression takes 16 ms or more for twice as many
STAGE_SIZE = 10_000
LOCAL = ("de", "fr", "tr", "zh")  # groups by points, by spaces; signs before; no spaces

# what each stage looks for, or fails to find, over and over
HOSTILE = (
    *("a", "A", "1", " ", "\n", ".", ",", "-", "'", '"', "“", "‘", "(", "é", "你", "/", ":", "<"),
    *("&", "=", "[", "\\", "|", ";", "1 ", "a ", "A ", "A. ", "1.", "1,", "1,000 ", "1-", "one "),
    *("a\n", "a\n\n", ". a", ".” ", "…", "!?", "U.S. ", "Mr. ", "May ", "May 1 ", "Monday ", "in "),
    *("said ", "he said ", "“A b,” ", '"a" ', "'a ", "“a", "A said “a b c d e f.” ", "not ", "By "),
    *("according to ", "A of the ", "A-", "a’", "$1 ", "at least ", "20 to ", "2020-", "1/2/"),
    *("1 234 ", "1.234", "3. ", "3. März ", "2 Mio. ", "1万", "万", "3月", "%1", "5 de ", "»a"),
    *("<b>", "<p>a", "</p>", "<a href=x>", "&amp;", "<!--", "<![CDATA[", "<script>", "a=b "),
    *("a,b\n", '"a\n', "a,\n", "{}\n", "[[", "{'a':", "(Reuters) - ", "© ", "Published ", "\x00"),
)


@pytest.mark.parametrize("one", expressions(), ids=lambda one: one.where)
def test_no_expression_explodes(one: Expression) -> None:
    """Twice the worst text that is derived from an expression takes it three times as long or less.

    An expression that is only matched at a place is tried at one; all others are searched for.
    """

    def work(text: str) -> None:
        if one.everywhere:
            for _ in one.pattern.finditer(text):
                pass
        else:
            one.pattern.match(text)

    told = (grows(work, parts, SIZE) for parts in adversaries(one.pattern))
    assert [problem for problem in told if problem] == []


def test_expressions_are_found_wherever_they_are_kept() -> None:
    """Globals, tables, cached builders and inline ones: none is forgotten."""
    where = [one.where for one in expressions()]
    for kept in ("marks._MARK", "PATTERNS['byline']", "hedges._load_pattern", "metadata:"):
        assert any(kept in name for name in where), kept
    assert len(where) > 150


def _file(read: Callable[[Place], object], name: str) -> Callable[[str, Path], object]:
    def work(text: str, folder: Path) -> object:
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return read(Place(path, folder, name, True))

    return work


def _sentences(text: str) -> object:
    return article_sentences(Article(id="a", outlet="A", title="", text=text))


def _actors(text: str) -> object:
    article = Article(id="a", outlet="A", title="", text=text)
    return find_actors([article], article_sentences(article))


STAGES: dict[str, Callable[[str], object]] = {
    "decode": lambda text: decode_text(text.encode("utf-8", "replace"), "a.txt"),
    "clean": clean_paste,
    "html": read_html,
    "csv": lambda text: read_rows(("outlet,text\n" + text).encode(), "t.csv", {}),
    "json": lambda text: read_rows(text.encode(), "t.json", {}),
    "json lines": lambda text: read_rows(text.encode(), "t.jsonl", {}),
    "sentences": split_sentences,
    "article's sentences": _sentences,
    "words": tokens,
    "numbers": lambda text: find_numbers(text, "en"),
    "dates": lambda text: find_dates(text, "en", "2025-03-04"),
    **{f"sentences, {one}": lambda text, one=one: split_sentences(text, one) for one in LOCAL},
    **{f"numbers, {one}": lambda text, one=one: find_numbers(text, one) for one in LOCAL},
    **{f"dates, {one}": lambda text, one=one: find_dates(text, one) for one in LOCAL},
    "dates of other pages": lambda text: find_page_dates(text, foreign=True),
    "authors of other pages": read_local_byline,
    "names": find_names,
    "actors": _actors,
    "marks of quotation": quoted_spans,
    "quotes": lambda text: find_quotes(text, "en"),
    "quotes, another language": lambda text: find_quotes(text, "de"),
    "hedges": find_hedges,
    "credits": lambda text: find_credits(text, text),
}
FILES: dict[str, Callable[[str, Path], object]] = {
    "manifest": _file(lambda place: read_manifest(place, []), "articles.csv"),
    "corrections": _file(lambda place: read_corrections(place.path), "corrections.toml"),
}


@pytest.mark.parametrize("name", [*STAGES, *FILES])
def test_no_stage_hangs(name: str, tmp_path: Path) -> None:
    """Twice as much of any hostile text takes a stage at most three times as long."""

    def work(text: str) -> None:
        try:
            if name in STAGES:
                STAGES[name](text)
            else:
                FILES[name]("file,outlet\n" * (name == "manifest") + text, tmp_path)
        except CompareError:
            return

    bodies = [(before, body, "") for body in HOSTILE for before in ("", "A fire. ")]
    told = (grows(work, parts, STAGE_SIZE) for parts in bodies)
    assert [problem for problem in told if problem] == []
