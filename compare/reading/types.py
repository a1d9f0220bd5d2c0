"""What a container hands on to the readers of texts and pages."""

from __future__ import annotations

from typing import NamedTuple

from ..model import Found, Removal


class Document(NamedTuple):
    """A text, or a page (HTML); which of them is not None.

    claims    what the container says of the article; goes before what the text says
    fallbacks what it says where the text itself says nothing
    found     what is wrong with the bytes
    removed   lines of the container that are no part of the article: a page number
    """

    text: str | None = None
    page: str | None = None
    claims: tuple[Found, ...] = ()
    fallbacks: tuple[Found, ...] = ()
    found: tuple[Found, ...] = ()
    removed: tuple[Removal, ...] = ()
