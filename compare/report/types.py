"""What the reports are made of: plain words and marked pieces, ready to be laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..model import Article, Removal
from .marks import Piece


class Line(NamedTuple):
    """A sentence as it is shown: where it stands and its pieces."""

    id: str
    anchor: str
    outlet: str
    number: int
    place: str
    pieces: tuple[Piece, ...]
    language: str

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return "".join(piece.text for piece in self.pieces)


class FactHead(NamedTuple):
    """What is needed to name a fact and to link to it."""

    id: str
    number: int
    anchor: str
    text: str
    outlets: tuple[str, ...]
    origins: int
    score: str


class LeadView(NamedTuple):
    """A fact that is perhaps shared: its words, and the sentences to look at."""

    text: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ArticleView:
    """An article: what is known of it, what was cut, its paragraphs in full."""

    article: Article
    anchor: str
    published: str
    words: int
    language: str
    link: str | None
    removed: tuple[tuple[str, tuple[Removal, ...]], ...]
    found: tuple[tuple[str, str, str], ...]
    paragraphs: tuple[tuple[tuple[Line, tuple[FactHead, ...]], ...], ...]
    sentences: int


class OriginView(NamedTuple):
    """A group of articles that are one text: why, by which sentences, which is dated earliest."""

    articles: tuple[Article, ...]
    words: str
    evidence: tuple[Line, ...]
    first: str
