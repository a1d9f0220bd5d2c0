"""What the reports are made of: plain words and marked pieces, ready to be laid out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from ..model import Article, Comparison, Correction, Removal
from .marks import Piece
from .words import Sign


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


class Near(NamedTuple):
    """The sentence that came nearest, and how near (0..1)."""

    line: Line
    score: str


class Cell(NamedTuple):
    """One outlet's place in a fact's row; `state` is a key of SIGNS."""

    outlet: str
    column: int
    state: str
    sign: Sign


class Card(NamedTuple):
    """One outlet's sentences in a fact."""

    outlet: str
    column: int
    state: str
    lines: tuple[Line, ...]


class Lack(NamedTuple):
    """A fact that was not found in an outlet."""

    fact: FactHead
    outlet: str
    column: int
    status: str
    near: Near | None


class Pair(NamedTuple):
    """Two matched sentences; parts: "0.83" for each of the fact's signals."""

    a: Line
    b: Line
    score: str
    tier: str
    parts: tuple[str, ...]


class ReadingView(NamedTuple):
    """What one outlet says; its exact words are marked in the sentence."""

    outlet: str
    words: str
    line: Line


class ContrastView(NamedTuple):
    """A difference, its kind and nature in plain words."""

    fact: FactHead
    kind: str
    kind_words: str
    nature: str
    nature_words: str
    readings: tuple[ReadingView, ...]


@dataclass(frozen=True)
class FactView:
    """A row of the matrix and what opens below it."""

    head: FactHead
    cells: tuple[Cell, ...]
    cards: tuple[Card, ...]
    lacks: tuple[Lack, ...]
    contrasts: tuple[ContrastView, ...]
    signals: tuple[str, ...]
    pairs: tuple[Pair, ...]


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

    articles: tuple[ArticleView, ...]
    words: str
    evidence: tuple[Line, ...]
    first: str


@dataclass(frozen=True)
class OutletView:
    """What only one outlet has, and what was not found in it."""

    outlet: str
    column: int
    sentences: int
    only: tuple[tuple[Line, Near | None], ...]
    lacks: tuple[Lack, ...]


class Row(NamedTuple):
    """One figure: its value in words and its place on the measure's scale (0..100 %).

    words      what makes it, most frequent first: (words, how often)
    evidence   sentences with those words marked; `more` counts those left out
    whole      the evidence is whole sentences: a link to each is enough
    few        n is too small to say much
    """

    label: str
    fact: FactHead | None
    value: str
    interval: str
    n: int
    at: float
    low: float | None
    high: float | None
    null: float | None
    null_words: str
    note: str
    few: bool
    words: tuple[tuple[str, int], ...]
    evidence: tuple[Line, ...]
    whole: bool
    more: int


class Group(NamedTuple):
    """Rows that belong together: one term's, or one outlet's; `fact` where the term is a fact."""

    title: str
    fact: FactHead | None
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class MeasureView:
    """A measure: groups of rows (title "" for a single group) on one scale.

    few    how many rows rest on a small n
    open   short enough to be shown at once
    """

    name: str
    anchor: str
    title: str
    explained: str
    unit: str
    scale: tuple[str, ...]
    zero: float | None
    groups: tuple[Group, ...]
    few: int
    rows: int
    open: bool


@dataclass(frozen=True)
class View:
    """A whole report."""

    title: str
    summary: tuple[str, ...]
    comparison: Comparison
    outlets: tuple[str, ...]
    articles: tuple[ArticleView, ...]
    facts: tuple[FactView, ...]
    contrasts: tuple[ContrastView, ...]
    by_outlet: tuple[OutletView, ...]
    overlap: tuple[tuple[int, ...], ...]
    framing: tuple[MeasureView, ...]
    copies: tuple[OriginView, ...]
    options: tuple[tuple[str, str, str], ...]
    corrections: tuple[tuple[Correction, tuple[Line, ...]], ...]

    @property
    def top_facts(self) -> tuple[FactView, ...]:
        """The first five."""
        return self.facts[:5]

    @property
    def contrasts_by_kind(self) -> tuple[tuple[str, tuple[ContrastView, ...]], ...]:
        """(kind in plain words, its differences), the kind with the strongest first."""
        kinds: dict[str, list[ContrastView]] = defaultdict(list)
        for contrast in self.contrasts:
            kinds[contrast.kind_words].append(contrast)
        return tuple((kind, tuple(found)) for kind, found in kinds.items())
