"""Markup as text: which encoding a page is in, its tree within bounds, and the text it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import Any, NamedTuple

from ..datafiles import load_group
from ..errors import InputError
from .decoding import Decoded, decode_bytes
from .fields import plain_line, plain_text
from .files import MAX_BYTES

MAX_ELEMENTS = 100_000  # the largest of 322 saved news pages has about 8 000
MAX_ATTRIBUTES = 5_000

_HTML_HEAD = re.compile(
    r"\s*(<\?xml[^>]{0,200}>\s*)?(<!--[^<]{0,2000}-->\s*)?<(!doctype html|html)"
)
_CHARSET = re.compile(
    rb"""<(?:meta\b[^<>]{0,300}?charset|\?xml\b[^<>]{0,100}?encoding)\s{0,5}=\s{0,5}["']?\s{0,5}"""
    rb"""([\w.:-]{1,40})""",
    re.I,
)
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{20000,}")
_XML_DECLARATION = re.compile(r"(?<!\s)\s*<\?xml[^>]{0,200}>")
UNSEEN, INLINE, _SECTIONS = map(load_group, ("unseen_tags", "inline_tags", "section_tags"))


class Block(NamedTuple):
    """A run of visible text of a page, as a browser would set it; `section`: which one it is in;
    `linked`: the words of it that are a link's."""

    line: int
    text: str
    section: int
    linked: str


def looks_like_html(text: str) -> bool:
    """Whether a text opens as an HTML document does."""
    return _HTML_HEAD.match(text[:4000].lower()) is not None


def decode_page(raw: bytes, source: str, declared: str | None = None) -> Decoded:
    """The text of a page, by the encoding that its server or the page itself names."""
    label = _CHARSET.search(raw[:4096])
    return decode_bytes(raw, source, declared or (label[1].decode("ascii") if label else None))


def parse_page(text: str, source: str) -> Any:
    """The page's tree; libxml2 cuts off below 256 levels and expands no entities of its own."""
    from trafilatura import load_html

    if len(text) > MAX_BYTES:
        raise InputError(
            source, f"larger than {MAX_BYTES // 1_000_000} MB", "save only the article, as text"
        )
    text = _XML_DECLARATION.sub("", plain_text(text), count=1)
    if not re.search(r"<\w", text):
        raise InputError(source, "no HTML in it", "give it the suffix .txt if it is plain text")
    if text.count("<") > 4 * MAX_ELEMENTS:
        raise _refuse_size(source, MAX_ELEMENTS, "elements")
    for tag in _LONG_TAG.finditer(text):  # libxml2 compares each attribute with all before it
        if tag.group().count("=") > MAX_ATTRIBUTES:
            raise _refuse_size(source, MAX_ATTRIBUTES, "attributes in one tag")
    whole = re.search(r"<(html|body|head)\b", text[:20_000], re.IGNORECASE)
    tree = load_html(text if whole else f"<html><body>{text}</body></html>")
    if tree is None or len(tree) == 0:
        raise InputError(source, "no HTML in it", "give it the suffix .txt if it is plain text")
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise _refuse_size(source, MAX_ELEMENTS, "elements")
    return tree


def _refuse_size(source: str, limit: int, what: str) -> InputError:
    return InputError(source, f"more than {limit} {what}", "save only the article, as text")


def visible_blocks(tree: Any, unseen: Set[str] = UNSEEN) -> Iterator[Block]:
    """The page's text, cut where a browser would begin a new line; unseen: elements left out."""
    from lxml import etree  # type: ignore[import-untyped]

    parts: list[str] = []
    linked: list[str] = []
    line, sections, opened, links = 0, [0], 0, 0
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        starts, shown = event == "start", ""
        if tag and tag not in INLINE:
            if parts:
                text, link = plain_line("".join(parts)), plain_line("".join(linked))
                yield Block(line, text, sections[-1], link)
            parts, linked = [], []
        if starts and tag in _SECTIONS:
            opened += 1
            sections.append(opened)
        elif event == "end" and tag in _SECTIONS:
            sections.pop()
        links += (tag == "a") * (1 if starts else -1 if event == "end" else 0)
        if starts and (tag in unseen or element.get("hidden") is not None):
            walk.skip_subtree()
        else:
            shown = (element.text if starts else element.tail) or ""
        if parts or shown.strip():
            line = line if parts else element.sourceline or 0
            parts.append(shown)
            if links:
                linked.append(shown)
