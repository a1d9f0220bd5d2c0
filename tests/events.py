"""Where things lie, and a small event of our own making."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from compare.model import Article, Cell, Fact, Sentence
from compare.text.annotate import Texts, annotate

REPO = Path(__file__).parents[1]
SEEDS = REPO / "seeds" / "asian-nato"
SHARED = REPO.parent / "shared"

HARBOUR = {
    "gazette.txt": """Fire closes Brackwater harbour

By Nora Field
Published March 4, 2025

A fire on the ferry Ellen closed Brackwater harbour on Tuesday morning, the port authority said.

At least 15 people were taken to hospital with burns, according to the county.

"We saw smoke before the alarm rang," said Tom Hale, a deckhand on the ferry.

The harbour will stay shut until Friday, the port authority said.
""",
    "herald.txt": """Ferry blaze shuts port

Brackwater harbour was closed on Tuesday morning after the ferry Ellen caught fire.

Sixteen people were taken to hospital with burns, the county said.

The mayor, Ada Pell, called the safety rules "a disgrace" and demanded an inquiry.

The harbour may stay shut until Saturday.
""",
    "tribune.txt": """Inquiry demanded after harbour fire

Mayor Ada Pell demanded an inquiry on Wednesday into the fire that closed Brackwater harbour.

She called the rules on ferry safety "a disgrace".

Some 15 people were taken to hospital after the fire on the ferry Ellen.

Ticket prices at the neighbouring port rose by 20 percent within hours.
""",
}


def write_event(folder: Path, texts: Mapping[str, str] = HARBOUR) -> Path:
    """A new folder with a file for each text, by its name."""
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def fact_of(name: str, sentences: Iterable[Sentence], score: float = 0.9, origins: int = 0) -> Fact:
    """A fact in the words of the first sentence, with a cell for each outlet's first one."""
    held = list(sentences)
    cells: dict[str, Cell] = {}
    for n, one in enumerate(held):
        cells.setdefault(one.outlet, Cell(one.outlet, one.id, score if n else 1.0, "states"))
    return Fact(
        id=name,
        text=held[0].text,
        sentence=held[0].id,
        start=held[0].start,
        end=held[0].end,
        cells=tuple(cells[outlet] for outlet in sorted(cells)),
        sentences=tuple(s.id for s in sorted(held, key=lambda s: (s.article, s.index))),
        outlets=tuple(sorted(cells)),
        origins=origins or len(cells),
        score=score,
    )


def texts_of(sentences: Iterable[Sentence], articles: Iterable[Article] = ()) -> Texts:
    """Sentences annotated; an article that a test does not care for is made for them."""
    given, sentences = list(articles), list(sentences)
    missing = {s.article: s.outlet for s in sentences if s.article not in {a.id for a in given}}
    given += [Article(name, outlet, "", "") for name, outlet in missing.items()]
    return annotate(given, sentences)
