"""What changed between two comparisons of one event."""

from __future__ import annotations

from pathlib import Path

import pytest
from events import write_event

from compare import Comparison, compare_articles, read_articles, write_report
from compare.cli import main
from compare.diff import compare_versions

TEXTS = {
    "Alder.txt": "Ferry burns\n\nThe ferry burnt on Tuesday in Brackwater and fifteen people were "
    "hurt. The crew was rescued by two boats from the harbour of the town.\n",
    "Birch.txt": "Fire on a ship\n\nFifteen people were hurt when the ferry burnt in Brackwater. "
    "The mayor called for an inquiry into the safety of old ships.\n",
}


def compared(folder: Path, texts: dict[str, str]) -> Comparison:
    """The texts as files, compared."""
    return compare_articles(read_articles(write_event(folder, texts)), event="fire")


def test_the_same_event_has_not_changed(tmp_path: Path) -> None:
    """A comparison against itself says so."""
    old = compared(tmp_path / "a", TEXTS)
    assert compare_versions(old, old).text() == "nothing changed"


def test_a_silent_edit_shows_the_words(tmp_path: Path) -> None:
    """A changed number is told as old and new words; nothing else of the article is."""
    old = compared(tmp_path / "a", TEXTS)
    edited = TEXTS | {"Alder.txt": TEXTS["Alder.txt"].replace("fifteen", "sixteen")}
    changes = compare_versions(old, compared(tmp_path / "b", edited))
    assert [edit.passages for edit in changes.edited] == [(("fifteen", "sixteen"),)]


def test_a_new_look_is_no_edit_of_words(tmp_path: Path) -> None:
    """Case and punctuation alone leave no passage."""
    old = compared(tmp_path / "a", TEXTS)
    edited = TEXTS | {"Alder.txt": TEXTS["Alder.txt"].replace("The crew", "THE CREW –")}
    changes = compare_versions(old, compared(tmp_path / "b", edited))
    assert [edit.passages for edit in changes.edited] == [()]
    assert "punctuation only" in changes.text()


def test_new_and_gone_articles_and_facts_are_told(tmp_path: Path) -> None:
    """A third outlet comes, and with it a fact; turned round, both are gone."""
    more = TEXTS | {
        "Cedar.txt": "Inquiry\n\nThe mayor called for an inquiry into the safety of old ships. "
        "Nobody of the council wanted to speak about the money.\n"
    }
    old, new = compared(tmp_path / "a", TEXTS), compared(tmp_path / "b", more)
    forth, back = compare_versions(old, new), compare_versions(new, old)
    assert [name.split(":")[0] for name in forth.articles_new] == ["Cedar"]
    assert any("inquiry" in fact for fact in forth.facts_gained)
    assert forth.facts_gained == back.facts_lost
    assert forth.articles_new == back.articles_gone


def test_the_command_prints_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two saved reports, in words."""
    edited = TEXTS | {"Birch.txt": TEXTS["Birch.txt"].replace("mayor", "governor")}
    write_report(compared(tmp_path / "a", TEXTS), tmp_path / "old", ["json"])
    write_report(compared(tmp_path / "b", edited), tmp_path / "new", ["json"])
    assert main(["diff", str(tmp_path / "old"), str(tmp_path / "new")]) == 0
    assert "+ governor" in capsys.readouterr().out
