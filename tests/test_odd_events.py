"""Events that nobody would put together on purpose: each gives a sensible result that says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compare import Comparison, compare_articles, read_articles, render_report
from compare.errors import TooFewArticlesError

FIRE = "A fire on the ferry Ellen closed the harbour of Brackwater on Tuesday."
HURT = "Fifteen people were taken to hospital with burns, the county said in a statement."
OPEN = "The port authority expects that ships can enter the harbour again by Friday evening."
SMOKE = "Smoke was seen above the town until noon, and the schools kept their windows shut."
GERMAN = (
    "Ein Feuer auf der Fähre Ellen hat am Dienstag den Hafen von Brackwater lahmgelegt.",
    "Fünfzehn Menschen kamen nach Angaben des Landkreises mit Verbrennungen ins Krankenhaus.",
    "Die Hafenbehörde rechnet damit, dass der Hafen am Freitagabend wieder geöffnet wird.",
)


def write(folder: Path, name: str, *sentences: str, head: str = "") -> None:
    title = f"{name.title()} on the harbour fire"
    text = "\n\n".join([title, *([head] if head else []), *sentences])
    (folder / f"{name}.txt").write_text(text + "\n", encoding="utf-8")


def table(folder: Path, *rows: dict[str, str]) -> None:
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def run(folder: Path) -> Comparison:
    return compare_articles(read_articles(folder))


def statuses(made: Comparison, outlet: str) -> set[str]:
    return {item.status for item in made.omissions if item.outlet == outlet}


def test_no_date_is_unknown(tmp_path: Path) -> None:
    """No date is made up, and nothing is called earlier or later."""
    write(tmp_path, "gazette", FIRE, HURT, OPEN)
    write(tmp_path, "herald", FIRE, HURT, OPEN, head="Published March 4, 2025")
    write(tmp_path, "tribune", SMOKE, SMOKE.replace("noon", "the evening"), OPEN)
    made = run(tmp_path)
    assert [a.published for a in made.articles] == [None, "2025-03-04", None]
    assert "published before" not in {item.status for item in made.omissions}


@pytest.mark.parametrize("date", ["February 31, 2025", "2025-13-45", "0000-00-00"])
def test_an_impossible_date_is_no_date(tmp_path: Path, date: str) -> None:
    """It is not taken, by no way."""
    table(tmp_path, {"outlet": "Gazette", "text": FIRE, "date": date})
    write(tmp_path, "herald", FIRE, HURT)
    assert [a.published for a in run(tmp_path).articles] == [None, None]


def test_a_date_to_come_is_kept_as_it_stands(tmp_path: Path) -> None:
    """The tool knows no today: a date is what the article says."""
    table(tmp_path, {"outlet": "Gazette", "text": FIRE, "date": "2199-01-01"})
    write(tmp_path, "herald", FIRE, HURT)
    assert run(tmp_path).articles[0].published == "2199-01-01"


def test_another_language_is_not_compared_and_said_so(tmp_path: Path) -> None:
    """Nothing is 'not found' in it, and nothing 'only' there."""
    write(tmp_path, "gazette", FIRE, HURT, OPEN)
    write(tmp_path, "herald", FIRE, HURT, OPEN, SMOKE)
    (tmp_path / "kurier.txt").write_text(
        "Feuer im Hafen von Brackwater\n\n" + "\n\n".join(GERMAN), encoding="utf-8"
    )
    made = run(tmp_path)
    assert "other language" in statuses(made, "kurier") <= {"other language", "perhaps"}
    assert "kurier" not in {only.outlet for only in made.only}
    (told,) = made.skipped
    assert "another language (de)" in told.problem
    assert "in another language" in render_report(made, "md")


def test_twenty_words_are_too_short_to_lack_anything(tmp_path: Path) -> None:
    """What is missing there is told 'too short'."""
    write(tmp_path, "gazette", FIRE, HURT, OPEN, SMOKE)
    write(tmp_path, "herald", FIRE, HURT, OPEN, SMOKE)
    write(tmp_path, "flash", FIRE)
    assert "not found" not in statuses(run(tmp_path), "flash")


def test_fifty_thousand_words_are_compared(tmp_path: Path) -> None:
    """A long report is no reason to stop; its facts are found among the rest."""
    rest = [
        f"Paragraph {n} tells of ship number {n * 7} and of its crew of {n}." for n in range(4200)
    ]
    write(tmp_path, "annual", *rest[:2000], FIRE, HURT, *rest[2000:])
    write(tmp_path, "herald", FIRE, HURT, OPEN)
    made = run(tmp_path)
    assert sum(len(a.text.split()) for a in made.articles) > 50_000
    assert len(made.facts) >= 2


def test_ten_articles_of_one_outlet_are_one_voice(tmp_path: Path) -> None:
    """They make no fact among themselves, and lack nothing that one of them has."""
    texts = [f"{FIRE} {SMOKE} Report number {n} follows." for n in range(10)]
    table(tmp_path, *({"outlet": "Gazette", "text": text} for text in texts))
    with pytest.raises(TooFewArticlesError):
        run(tmp_path)
    write(tmp_path, "herald", FIRE, HURT, OPEN)
    made = run(tmp_path)
    assert all(set(fact.outlets) == {"Gazette", "herald"} for fact in made.facts)
    assert len([a for a in made.articles if a.outlet == "Gazette"]) == 10


def test_outlets_that_share_a_name_are_one(tmp_path: Path) -> None:
    """A name is all that is known of an outlet; ids still tell the articles apart."""
    texts = {f"{FIRE} {HURT}": "Herald", f"{OPEN} {SMOKE}": "Herald", f"{FIRE} {OPEN}": "Gazette"}
    table(tmp_path, *({"outlet": name, "text": text} for text, name in texts.items()))
    made = run(tmp_path)
    assert made.outlets == ("Gazette", "Herald")
    assert len({a.id for a in made.articles}) == 3


def test_the_same_article_twice_counts_once(tmp_path: Path) -> None:
    """The second file is told as skipped, with the first one's name."""
    write(tmp_path, "gazette", FIRE, HURT, OPEN)
    write(tmp_path, "herald", FIRE, SMOKE)
    (tmp_path / "gazette copy.txt").write_bytes((tmp_path / "gazette.txt").read_bytes())
    made = run(tmp_path)
    assert len(made.articles) == 2
    assert [item.problem for item in made.skipped] == ["same article as gazette.txt"]
