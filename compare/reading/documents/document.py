"""What a file holds once it is opened."""

from __future__ import annotations

from typing import NamedTuple

from ...model import Found, Removal


class Document(NamedTuple):
    """A text, or a page (HTML); which of them is not None.

    said      what the container says of the article; goes before what the text says
    otherwise what it says where the text itself says nothing
    found     what is wrong with the bytes
    removed   lines of the container that are no part of the article: a mail's footer, a page number
    """

    text: str | None = None
    page: str | None = None
    said: tuple[Found, ...] = ()
    otherwise: tuple[Found, ...] = ()
    found: tuple[Found, ...] = ()
    removed: tuple[Removal, ...] = ()
