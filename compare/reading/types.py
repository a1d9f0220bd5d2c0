"""What the readers of forms hand on: what a file holds, and its one article without furniture."""

from __future__ import annotations

from typing import NamedTuple

from ..model import Found, Removal


class Document(NamedTuple):
    """A text, or a page (HTML); which of them is not None.

    said      what the container says of the article; goes before what the text says
    otherwise what it says where the text itself says nothing
    found     what is wrong with the bytes
    removed   lines of the container that are no part of the article: a page number
    """

    text: str | None = None
    page: str | None = None
    claims: tuple[Found, ...] = ()
    fallbacks: tuple[Found, ...] = ()
    found: tuple[Found, ...] = ()
    removed: tuple[Removal, ...] = ()


class Cleaned(NamedTuple):
    """A pasted page without its furniture.

    title      the headline, "" where no line looks like one
    body       paragraphs joined by an empty line; nothing but white space was rewritten
    removed    what was cut, by line, verbatim but for white space, each with its rule
    found      where the metadata came from; outlet, byline, published, url: None where not named
    """

    title: str
    body: str
    removed: tuple[Removal, ...]
    found: tuple[Found, ...]
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
