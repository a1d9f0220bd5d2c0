"""Markdown, as web clippers save it: front matter that names the source, links in the text."""

from __future__ import annotations

import html
import re

from .front import LINK, split_front
from .plain import Document, open_text

_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\]\([^()\s]{0,2000}(?: \"[^\"]{0,300}\")?\)")
_AUTO = re.compile(r"<(https?://[^<>\s]{1,2000})>")
_STRONG = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*\n]{1,1000})(?<=[^\s*])\1(?![\w*])")
_UNDERLINED = re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])([^_\n]{1,1000})(?<=[^\s_])\1(?![\w_])")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*)$", re.M)
_QUOTE = re.compile(r"^ {0,3}(?:> ?)+", re.M)
_RULE = re.compile(r"^ {0,3}(?:(?:\* ?){3,}|(?:- ?){3,}|(?:_ ?){3,})$", re.M)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")


def open_markdown(raw: bytes, source: str) -> Document:
    """A Markdown file as a plain text, with what its front matter says of the article."""
    document = split_front(open_text(raw, source))
    return document if document.is_page else document._replace(text=plain_markdown(document.text))


def plain_markdown(text: str) -> str:
    """A text without Markdown's marks: the words of links, no pictures, no signs of emphasis, and
    characters in place of their names ("&amp;")."""
    text = LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _QUOTE.sub("", _RULE.sub("", text))
    text = _HEADING.sub(lambda found: found[1].rstrip(" \t#"), text)
    text = _AUTO.sub(r"\1", text)
    text = _UNDERLINED.sub(r"\2", _STRONG.sub(r"\2", text))
    return html.unescape(_ESCAPED.sub(r"\1", text))
