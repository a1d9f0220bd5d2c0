"""A user's own lexicon."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare import compare_articles, read_articles
from compare.errors import InputError
from compare.model import Article
from compare.text.lexicon import load_lexicon, mean_value


def lexicon(tmp_path: Path, text: str) -> str:
    path = tmp_path / "mine.tsv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_longest_phrase_is_counted(tmp_path: Path) -> None:
    """'Not good' is one entry; case does not matter; words without a value count for nothing."""
    path = lexicon(tmp_path, "# mine\ngood\t2\nnot good\t-3\n\nfire\t-1\textra\n")
    assert mean_value("The Fire was NOT good.", path) == -2
    assert mean_value("A good day", path) == 2
    assert mean_value("Nothing of it", path) == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("good\t2\nbad\n", "line 2"),
        ("good\tvery\n", "line 1"),
        ("x\tnan\n", "line 1"),
        ("", "no words"),
    ],
)
def test_a_bad_line_is_told(tmp_path: Path, text: str, told: str) -> None:
    """With the file and the line."""
    with pytest.raises(InputError, match=rf"mine\.tsv.*{told}"):
        load_lexicon(lexicon(tmp_path, text))


def test_its_words_are_measured(tmp_path: Path, harbour: Path) -> None:
    """The unit and the signature name it, the voices are kept apart, evidence is its words."""
    path = lexicon(tmp_path, "fire\t-1\nharbour\t1\nburns\t-1\n")
    comparison = compare_articles(read_articles(harbour), lexicon=path)
    measures = [m for m in comparison.framing if m.name == "lexicon"]
    assert {m.term for m in measures} <= {"own voice", "in quotes"}
    assert any(m.value for m in measures)
    assert all("mine.tsv@" in m.unit and -1 <= m.value <= 1 for m in measures)
    assert "lexicon:mine.tsv@" in comparison.signature
    texts = {a.id: a.text for a in comparison.articles}
    article = {s.id: s.article for s in comparison.sentences}
    words = {texts[article[e.sentence]][e.start : e.end] for m in measures for e in m.evidence}
    assert {word.casefold() for word in words} <= {"fire", "harbour", "burns"}


def test_quotations_are_not_the_outlets_voice(tmp_path: Path) -> None:
    """What stands between quotation marks is measured apart."""
    path = lexicon(tmp_path, "terrible\t-2\ngood\t2\n")
    texts = {
        "A": 'The plan is good. "It is a terrible plan for the town," said Ada Pell.',
        "B": "The plan of the town is good.",
    }
    articles = [Article(name, name, "", text) for name, text in texts.items()]
    measures = compare_articles(articles, lexicon=path).framing
    values = {(m.outlet, m.term): m.value for m in measures if m.name == "lexicon"}
    assert values == {("A", "own voice"): 1, ("A", "in quotes"): -2, ("B", "own voice"): 2}


def test_a_missing_lexicon_stops_before_the_work(harbour: Path) -> None:
    """The error names the file."""
    with pytest.raises(InputError, match=r"nowhere\.tsv"):
        compare_articles(read_articles(harbour), lexicon="nowhere.tsv")
