"""Articles and their sentences, with where each piece of them came from."""

from __future__ import annotations

from dataclasses import dataclass

WARNINGS = ("truncated", "encoding", "several")  # fields of `Found`: what is wrong with a text


@dataclass(frozen=True, slots=True)
class Found:
    """Where one piece of metadata came from: `rule` saw it in `text` (verbatim).

    A field may be found and yet stay unknown: a dateline without a year is `Found("published",
    "dateline without a year", "October 2")`, and `Article.published` is None.

    Three fields say what is wrong with the text itself (`Article.warnings`): "truncated", only a
    part of the article was free to read (`Found("truncated", "isAccessibleForFree", "false")`),
    "encoding", some bytes could not be read (`text`: where), and "several", it looks like several
    articles that were read as one (`text`: what shows it).
    """

    field: str
    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Removal:
    """A line, or a part of one, that cleaning cut: `text` verbatim, `line` counted from 1."""

    line: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that was not compared, why, and what to do about it."""

    source: str
    problem: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article of one outlet, cleaned.

    text       the headline, an empty line, then the body: paragraphs joined by an empty line.
               Without a headline: the body alone. Nothing but white space was rewritten. A text
               given without its headline gets it.
    published  ISO date, with the page's time and its offset from UTC where known ("2024-10-06",
               "2024-11-24T01:44:40", "2024-11-24T01:44-05:00"); None if not wholly known
    language   ISO 639-1 code or None
    source     the file it came from (relative to what was read), "#row" added for tables
    owner      who owns the outlet, as its user says; None: not said
    origin     the text it goes back to, as its user says: articles with one name here are one
               origin, with two names they are two; None: the words decide
    """

    id: str
    outlet: str
    title: str
    text: str
    published: str | None = None
    byline: str | None = None
    url: str | None = None
    language: str | None = None
    source: str = ""
    found: tuple[Found, ...] = ()
    removed: tuple[Removal, ...] = ()
    owner: str | None = None
    origin: str | None = None

    def __post_init__(self) -> None:
        """Puts the headline before a text that lacks it: offsets count on it."""
        title, text = self.title, self.text
        if not title or text == title or text.startswith(f"{title}\n\n"):
            return
        body = text.removeprefix(f"{title}\n").lstrip("\n")
        object.__setattr__(self, "text", f"{title}\n\n{body}")

    @property
    def body_start(self) -> int:
        """Offset of the body in `text`: behind the headline and its empty line."""
        return len(self.title) + 2 if self.title else 0

    @property
    def body(self) -> str:
        """The text without its headline."""
        return self.text[self.body_start :]

    @property
    def warnings(self) -> tuple[Found, ...]:
        """What a reader must know before relying on the text: see `Found`."""
        return tuple(item for item in self.found if item.field in WARNINGS)

    @property
    def truncated(self) -> bool:
        """Whether the text is known to be a part of the article: what it lacks says nothing."""
        return any(item.field == "truncated" for item in self.found)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `article_text[start:end] == text`, always. Index 0 is the headline.

    paragraph counts the body's paragraphs from 1; the headline is paragraph 0. Where an article
    has no headline, index 0 is left out and sentences count from 1.
    """

    id: str
    article: str
    outlet: str
    index: int
    paragraph: int
    start: int
    end: int
    text: str
