"""Cells of tables as text: dates, lists and objects by name, HTML read as HTML."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from ...datafiles import load_group
from ..fields import plain_line, split_paragraphs
from ..furniture.phrases import find_kinds
from ..markup import parse_page, visible_blocks

_NOTHING = {"nan", "none", "null", "n/a", "nat", "<na>"}
_NAMES = ("name", "title", "rendered", "text", "value", "main", "original", "href", "url")
MAX_DEPTH = 10
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,2000})?/?>")
_KNOWN_TAG = re.compile(
    r"</?(?:p|br|div|h[1-6]|li|ul|ol|blockquote|article|section|figure|table|span|a|b|i|em|strong"
    r"|img)\b[^<>]{0,2000}>",
    re.I,
)
_DIVIDED = re.compile(r"<(?:p|br|div|li)\b", re.I)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,10}|#\d{2,7}|#x[0-9a-fA-F]{2,6});")
_UNSEEN = load_group("unread_tags")
_LINK_ROOM = 3  # words that may stand beside the link in a line that only points elsewhere


def cell_text(value: Any, depth: int = 0) -> str:
    """A cell as text: dates as ISO, lists joined by commas, an object by its name.

    What lies deeper than MAX_DEPTH lists and objects is nobody's name and no text.
    """
    if depth > MAX_DEPTH:
        return ""
    if isinstance(value, str):
        return "" if value.strip().casefold() in _NOTHING else value
    if isinstance(value, list | tuple):
        return ", ".join(text for item in value[:50] if (text := cell_text(item, depth + 1)))
    if isinstance(value, dict):
        return cell_text(next((value[name] for name in _NAMES if value.get(name)), None), depth + 1)
    if isinstance(value, datetime | date):
        return cell_text(value.isoformat())
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if value is None or isinstance(value, bool) or (isinstance(value, float) and math.isnan(value)):
        return ""
    return cell_text(str(value))


def cell_line(value: Any) -> str:
    """A cell that holds a name, a headline, a date: one line, without tags and entities."""
    return plain_line(_TAG.sub("", html.unescape(cell_text(value))))


def cell_paragraphs(value: Any) -> list[str]:
    """A cell that holds an article: its paragraphs.

    Where it holds tags, as content systems and their APIs write them, it is read as HTML, also
    where they are escaped; captions and lines that only link elsewhere are left out. Line breaks
    written out ("\\n") are breaks where the cell has no others.
    """
    text = cell_text(value)
    if "\\n" in text and "\n" not in text.strip():
        text = text.replace("\\r", "").replace("\\n", "\n")
    for _ in range(2):  # some exports escape what was escaped
        if not _KNOWN_TAG.search(text) and _ENTITY.search(text):
            text = html.unescape(text)
    if _KNOWN_TAG.search(text):
        return list(_markup_paragraphs(text))
    return split_paragraphs(text)


def _markup_paragraphs(text: str) -> Iterator[str]:
    if not _DIVIDED.search(text):  # WordPress divides paragraphs by empty lines
        text = re.sub(r"\n[^\S\n]*\n", "<p>", text)
    tree = parse_page(f"<html><body><div>{text}</div></body></html>", "")
    for block in visible_blocks(tree, _UNSEEN):
        if block.text and not _only_points(block.text, block.linked):
            yield html.unescape(block.text) if _ENTITY.search(block.text) else block.text


def _only_points(line: str, linked: str) -> bool:
    """Whether a line is a link to something else ("Read more: ..."), no sentence of the text."""
    words, inside = line.split(), linked.split()
    if not inside or len(words) > 30 or len(words) - len(inside) > _LINK_ROOM:
        return False
    return bool(find_kinds(line, len(words))) or not line.endswith((".", "!", "?", "”", '"'))
