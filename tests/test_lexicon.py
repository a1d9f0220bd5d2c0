"""A user's own lexicon of tone."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare import compare_articles, read_articles
from compare.errors import InputError
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


def test_tone_is_measured_by_it(tmp_path: Path, harbour: Path) -> None:
    """The unit and the signature name it, and the figures are its own."""
    path = lexicon(tmp_path, "fire\t-1\nharbour\t1\nburns\t-1\n")
    made = compare_articles(read_articles(harbour), lexicon=path)
    tones = [m for m in made.framing if m.name == "tone"]
    assert tones
    assert all("mine.tsv@" in m.unit for m in tones)
    assert "lexicon:mine.tsv@" in made.signature
    assert all(-1 <= m.value <= 1 for m in tones)


def test_a_missing_lexicon_stops_before_the_work(harbour: Path) -> None:
    """The error names the file."""
    with pytest.raises(InputError, match=r"nowhere\.tsv"):
        compare_articles(read_articles(harbour), lexicon="nowhere.tsv")
