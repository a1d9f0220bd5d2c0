"""Markdown, as web clippers save it: links in the text, and before it, as before plain texts too,
front matter: flat YAML that names the source."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from ...model import Found
from ..fields import FIELDS, is_address, plain_line, usual_name
from .plain import Document, open_text

_LINK = re.compile(r"(?<!!)\[([^\[\]]{1,500})\]\([^()\s]{0,2000}(?: \"[^\"]{0,300}\")?\)")
_FRONT = re.compile(r"\ufeff?---[ \t]*\n(?P<front>(?:.*\n){1,200}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_KEY = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}):(?:[ \t]+(?P<value>.*))?")
_ITEM = re.compile(r"\s*-[ \t]+(?P<value>.+)")
_CODE = re.compile(r"\\u(?!d[89a-f])([0-9a-f]{4})", re.IGNORECASE)
_WIKI = re.compile(r"\[\[(?:[^\[\]|]{1,200}\|)?([^\[\]|]{1,200})\]\]")
_FIELDS = ("title", "outlet", "published", "url", "byline", "language")
_SOURCES = ("source", "source_url", "clipped_from", "original_url")  # where clippers keep it
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
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _QUOTE.sub("", _RULE.sub("", text))
    text = _HEADING.sub(lambda found: found[1].rstrip(" \t#"), text)
    text = _AUTO.sub(r"\1", text)
    text = _UNDERLINED.sub(r"\2", _STRONG.sub(r"\2", text))
    return html.unescape(_ESCAPED.sub(r"\1", text))


def split_front(document: Document) -> Document:
    """A text without its front matter, with what that says of the article; as it is where it has
    none, or none that names a field."""
    front = _FRONT.match(document.text)
    claims = tuple(_read_claims(_read_front(front["front"]))) if front else ()
    if not front or not claims:
        return document
    return document._replace(text=document.text[front.end() :], claims=claims)


def _read_front(front: str) -> dict[str, str]:
    """Key -> value of flat YAML; the items of a list are joined by commas."""
    values: dict[str, list[str]] = {}
    items: list[str] = []
    for line in front.split("\n"):
        key, item = _KEY.fullmatch(line.rstrip()), _ITEM.fullmatch(line.rstrip())
        if key:
            items = values.setdefault(usual_name(key["key"]), [])
        value = (key or item)["value"] if (key or item) else line.strip()  # type: ignore[index]
        items += _split_scalars(value or "")
    return {key: ", ".join(items) for key, items in values.items()}


def _split_scalars(value: str) -> Iterable[str]:
    value = value.strip()
    if value in {"|", ">", "|-", ">-", "null", "~", "[]"}:
        return
    if value.startswith("[") and value.endswith("]") and not value.startswith("[["):
        parts = value[1:-1].split(",")
    else:
        parts = [value]
    for part in parts:
        plain = plain_line(_LINK.sub(r"\1", _WIKI.sub(r"\1", _strip_quotes(part.strip()))))
        if plain:
            yield plain


def _strip_quotes(scalar: str) -> str:
    """A scalar without YAML's marks around it, its codes read; one mark alone begins or ends a
    scalar of lines.

    >>> _strip_quotes("'It''s a disgrace'"), _strip_quotes('"A long')
    ("It's a disgrace", 'A long')
    >>> _strip_quotes(r'"Pell\u2019s pier"')
    'Pell’s pier'
    """
    for mark, escaped in (('"', '\\"'), ("'", "''")):
        if len(scalar) > 1 and scalar[0] == scalar[-1] == mark:
            plain = scalar[1:-1].replace(escaped, mark)
            return _CODE.sub(lambda hit: chr(int(hit[1], 16)), plain) if mark == '"' else plain
        if scalar.count(mark) == 1 and mark in (scalar[:1], scalar[-1:]):
            return scalar.strip(mark)
    return scalar


def _read_claims(values: dict[str, str]) -> Iterable[Found]:
    """What front matter says, by the names that tables use too; an address is no outlet."""
    addresses = [values[key] for key in _SOURCES if is_address(values.get(key, ""))]
    for field in _FIELDS:
        named = [(key, values[key]) for key in FIELDS[field] if values.get(key)]
        if field == "url" and not named and addresses:
            named = [("source", addresses[0])]
        if field == "outlet":
            named = [(key, value) for key, value in named if not is_address(value)]
        if named:
            yield Found(field, f"front matter, {named[0][0]}", named[0][1])
