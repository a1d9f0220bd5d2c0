"""What the reports are made of: plain words, ready to be laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..model import Article, Removal


class Line(NamedTuple):
    """A sentence as it is shown: where it stands and its words, verbatim."""

    id: str
    anchor: str
    outlet: str
    number: int
    place: str
    text: str


class FactHead(NamedTuple):
    """What is needed to name a fact and to link to it."""

    id: str
    number: int
    anchor: str
    text: str


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


class OriginView(NamedTuple):
    """A group of articles that are one text: why, by which sentences, which is dated earliest."""

    articles: tuple[Article, ...]
    words: str
    evidence: tuple[Line, ...]
    first: str
