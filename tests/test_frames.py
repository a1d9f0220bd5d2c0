"""A user's own codebook."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare import compare_articles, read_articles
from compare.errors import InputError
from compare.framing.frames import find_frames, load_frames
from compare.model import Article
from compare.text.annotate import annotate
from compare.text.sentences import article_sentences

MINE = """
[[frame]]
name = "harbour"
definition = "ships and ports"
words = ["harbour", "port authority", "ferry"]
"""


def found(text: str, codebook: str) -> dict[str, list[str]]:
    """Frame -> words found in the one sentence of a text."""
    article = Article("a", "A", "", text)
    (one,) = annotate([article], article_sentences(article))
    spans = find_frames(one, load_frames(codebook))
    return {name: [text[e.start : e.end] for e in places] for name, places in spans.items()}


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_all_forms_of_a_word_count_in_own_voice_only(tmp_path: Path) -> None:
    """What is quoted is the speaker's."""
    path = written(tmp_path, '[[frame]]\nname = "economy"\nwords = ["tax", "wage"]\n')
    assert found("Taxes rose while “the wages will have to wait,” she said.", path) == {
        "economy": ["Taxes"]
    }


def test_without_a_codebook_no_frames_are_counted(harbour: Path) -> None:
    """No list of ours stands in for one: a list must fit the event."""
    comparison = compare_articles(read_articles(harbour))
    assert "frames" not in {m.name for m in comparison.framing}


def test_a_codebook_of_ones_own_is_used(tmp_path: Path, harbour: Path) -> None:
    """Words and phrases; the signature names the file with a digest."""
    path = written(tmp_path, MINE)
    told = found("The port authorities said the ferries may leave the harbour.", path)
    assert told == {"harbour": ["port authorities", "ferries", "harbour"]}
    made = compare_articles(read_articles(harbour), codebook=path)
    assert {m.term for m in made.framing if m.name == "frames"} == {"harbour"}
    assert "codebook:mine.toml@" in made.signature


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[frame]\n", "not valid TOML"),
        ("x = 1\n", r"no \[\[frame\]\]"),
        ("[[frame]]\nwords = []\n", "frame 1.*no name"),
        ('[[frame]]\nname = "a"\nword = []\n', "unknown key 'word'"),
        ('[[frame]]\nname = "a"\nwords = "x"\n', "a list of texts"),
        ('[[frame]]\nname = "a"\nwords = ["a b c d e"]\n', "more than 4 words"),
        (MINE + MINE, "two frames are called 'harbour'"),
    ],
)
def test_a_bad_codebook_is_told(tmp_path: Path, text: str, told: str) -> None:
    """With the file and the entry."""
    with pytest.raises(InputError, match=rf"mine\.toml.*{told}"):
        load_frames(written(tmp_path, text))
