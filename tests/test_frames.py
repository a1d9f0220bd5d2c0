"""Generic frames and a user's own codebook."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare import compare_articles, read_articles
from compare.errors import InputError
from compare.evaluation.grow_frames import FRAMES, grow, main
from compare.framing.frames import find_frames, load_frames
from compare.framing.lines import outlet_lines
from compare.model import Article
from compare.text.sentences import article_sentences

MINE = """
[[frame]]
name = "harbour"
definition = "ships and ports"
words = ["harbour", "port authority"]
patterns = ['ferr(y|ies)\\b']
"""


def found(text: str, codebook: str | None = None) -> dict[str, list[str]]:
    """Frame -> words found in the one sentence of a text."""
    article = Article("a", "A", "", text)
    (row,) = outlet_lines([article], article_sentences(article)).values()
    told = find_frames(row[0], load_frames(codebook))
    return {name: [text[e.start : e.end] for e in spans] for name, spans in told.items()}


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_all_forms_of_a_word_count_in_own_voice_only() -> None:
    """What is quoted is the speaker's."""
    told = found("Taxes rose while “the judges and courts will have to rule on it,” she said.")
    assert told["economic"] == ["Taxes"]
    assert "legality, constitutionality and jurisdiction" not in told


def test_fourteen_dimensions_and_five_news_frames_have_words() -> None:
    """The fifteenth dimension, "other", is what no list finds."""
    frames = load_frames()
    assert len(frames) == 20
    assert [frame.name for frame in frames if not frame.phrases] == ["other"]
    assert all(frame.definition for frame in frames)


def test_a_codebook_of_ones_own_is_used(tmp_path: Path, harbour: Path) -> None:
    """Words, phrases, patterns; the signature names the file with a digest."""
    path = written(tmp_path, MINE)
    told = found("The port authorities said the ferries may leave the harbour.", path)
    assert told == {"harbour": ["port authorities", "ferries", "harbour"]}
    made = compare_articles(read_articles(harbour), codebook=path)
    assert {m.term for m in made.framing if m.name == "frames"} == {"harbour"}
    assert "codebook:mine.toml@" in made.signature


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[frame]\n", "no valid TOML"),
        ("x = 1\n", r"no \[\[frame\]\]"),
        ("[[frame]]\nwords = []\n", "frame 1.*no name"),
        ('[[frame]]\nname = "a"\nword = []\n', "unknown key 'word'"),
        ('[[frame]]\nname = "a"\nwords = "x"\n', "a list of texts"),
        ('[[frame]]\nname = "a"\npatterns = ["("]\n', "pattern cannot be read"),
        ('[[frame]]\nname = "a"\nwords = ["a b c d e"]\n', "more than 4 words"),
        (MINE + MINE, "two frames are called 'harbour'"),
    ],
)
def test_a_bad_codebook_is_told(tmp_path: Path, text: str, told: str) -> None:
    """With the file and the entry."""
    with pytest.raises(InputError, match=rf"mine\.toml.*{told}"):
        load_frames(written(tmp_path, text))


def test_the_grown_lists_are_those_that_the_command_gives(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Run again, it changes nothing; our own words stay."""
    copy = tmp_path / "frames.toml"
    copy.write_bytes(FRAMES.read_bytes())
    monkeypatch.setattr("compare.evaluation.grow_frames.FRAMES", copy)
    main()
    assert copy.read_bytes() == FRAMES.read_bytes()
    assert "economic: " in capsys.readouterr().out
    assert grow()["economic"]
