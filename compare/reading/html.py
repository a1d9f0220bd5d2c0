"""A saved web page: the article's body, its metadata, and what stood around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..errors import InputError
from ..model import Removal
from .decoding import Decoded, decode_bytes
from .dump import Cleaned
from .fields import drop_headline, plain_line, plain_text, same_headline
from .files import MAX_BYTES
from .html_metadata import page_metadata

MAX_ELEMENTS = 100_000  # the largest of 322 saved news pages has about 8 000
MAX_ATTRIBUTES = 5_000
RULE = "outside the article (trafilatura)"

_CHARSET = re.compile(
    rb"""<(?:meta\b[^<>]{0,300}?charset|\?xml\b[^<>]{0,100}?encoding)\s{0,5}=\s{0,5}["']?\s{0,5}"""
    rb"""([\w.:-]{1,40})""",
    re.I,
)
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{20000,}")
_XML_DECLARATION = re.compile(r"(?<!\s)\s*<\?xml[^>]{0,200}>")
_UNSEEN = {"script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object"}
INLINE = {
    *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em"),
    *("font", "i", "ins", "kbd", "label", "mark", "q", "rb", "rp", "rt", "ruby", "s", "samp"),
    *("small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
}
_SECTIONS = {"nav", "header", "footer", "aside", "section", "article", "main", "form", "ul", "ol"}
_SECTIONS |= {"table", "figure", "select", "dl"}
_WORD = re.compile(r"\w+")


class Block(NamedTuple):
    """A run of visible text of a page, as a browser would set it; `section`: which one it is in."""

    line: int
    text: str
    section: int


def read_html(raw: bytes | str, source: str = "", declared: str | None = None) -> Cleaned:
    """Clean one page: title, body (paragraphs joined by an empty line) and metadata.

    declared: the encoding that its server named, which goes before the page's own word.

    removed    the visible text outside the body, a piece for each run of it within one section,
               with the line of the file that it begins on
    found      where the metadata came from: JSON-LD, a meta tag, a heading, a link
    The body may be empty. Raises InputError for a binary or empty file, for what holds no HTML, and
    beyond 20 MB or 100 000 elements.

    Method: trafilatura (Barbaresi 2021) at its balanced setting, without comments.
    """
    text, wrong = (raw, ()) if isinstance(raw, str) else decode_page(raw, source, declared)
    tree = parse_page(text, source)
    blocks = list(visible_blocks(tree))
    values, found = page_metadata(tree)
    paragraphs = [line for line in map(plain_line, _extract(tree).split("\n")) if line]
    title = values.get("title") or ""
    body = drop_headline(title, paragraphs, depth=3)
    return Cleaned(
        title=title,
        body="\n\n".join(body),
        removed=tuple(_removed(blocks, paragraphs, title)),
        found=(*found, *wrong),
        outlet=values.get("outlet"),
        byline=values.get("byline"),
        published=values.get("published"),
        url=values.get("url"),
    )


def decode_page(raw: bytes, source: str, declared: str | None = None) -> Decoded:
    """The text of a page, by the encoding that its server or the page itself names."""
    return decode_bytes(raw, source, declared or _declared_encoding(raw))


def _declared_encoding(raw: bytes) -> str | None:
    match = _CHARSET.search(raw[:4096])
    return match.group(1).decode("ascii", "replace") if match else None


def parse_page(text: str, source: str) -> Any:
    """The page's tree; libxml2 cuts off below 256 levels and expands no entities of its own."""
    from trafilatura import load_html

    if len(text) > MAX_BYTES:
        raise InputError(
            source, f"larger than {MAX_BYTES // 1_000_000} MB", "save the article alone as text"
        )
    text = _XML_DECLARATION.sub("", plain_text(text), count=1)
    if not re.search(r"<\w", text):
        raise InputError(source, "no HTML in it", "give it the suffix .txt if it is plain text")
    if text.count("<") > 4 * MAX_ELEMENTS:
        raise _too_many(source, MAX_ELEMENTS, "elements")
    for tag in _LONG_TAG.finditer(text):  # libxml2 compares each attribute with all before it
        if tag.group().count("=") > MAX_ATTRIBUTES:
            raise _too_many(source, MAX_ATTRIBUTES, "attributes in one tag")
    tree = load_html(f"<html><body>{text}</body></html>" if _is_fragment(text) else text)
    if tree is None or len(tree) == 0:
        raise InputError(source, "no HTML in it", "give it the suffix .txt if it is plain text")
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise _too_many(source, MAX_ELEMENTS, "elements")
    return tree


def _is_fragment(text: str) -> bool:
    return re.search(r"<(html|body|head)\b", text[:20_000], re.IGNORECASE) is None


def _too_many(source: str, limit: int, what: str) -> InputError:
    return InputError(source, f"more than {limit} {what}", "save the article alone as text")


def _extract(tree: Any) -> str:
    """The body as trafilatura sees it, a paragraph a line. It changes the tree."""
    from trafilatura import extract

    body = extract(tree, include_comments=False, include_tables=True, deduplicate=False)
    return plain_text(body or "")


def visible_blocks(tree: Any) -> Iterator[Block]:
    """The page's text, cut where a browser would begin a new line."""
    from lxml import etree  # type: ignore[import-untyped]

    parts: list[str] = []
    line, sections, opened = 0, [0], 0
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        starts, shown = event == "start", ""
        if tag and tag not in INLINE:
            if parts:
                yield Block(line, plain_line("".join(parts)), sections[-1])
            parts = []
        if starts and tag in _SECTIONS:
            opened += 1
            sections.append(opened)
        elif event == "end" and tag in _SECTIONS:
            sections.pop()
        if starts and (tag in _UNSEEN or element.get("hidden") is not None):
            walk.skip_subtree()
        else:
            shown = (element.text if starts else element.tail) or ""
        if parts or shown.strip():
            line = line if parts else element.sourceline or 0
            parts.append(shown)


def _removed(blocks: Iterable[Block], kept: Iterable[str], title: str) -> Iterator[Removal]:
    """The blocks that the body does not hold; neighbours within one section are one piece."""
    runs = {run for paragraph in kept for run in _runs(paragraph)}
    dropped: list[Block] = []
    for block in blocks:
        words = list(_runs(block.text))
        held = sum(run in runs for run in words) * 2 > len(words)
        gone = bool(words) and not held and not same_headline(title, block.text)
        if dropped and (held or block.section != dropped[-1].section):
            yield _one_piece(dropped)
            dropped = []
        if gone:
            dropped.append(block)
    if dropped:
        yield _one_piece(dropped)


def _one_piece(blocks: list[Block]) -> Removal:
    return Removal(blocks[0].line, "\n".join(block.text for block in blocks), RULE)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """Runs of four words, or all the words of a shorter text."""
    words = _WORD.findall(text.lower())
    for start in range(max(len(words) - 3, min(len(words), 1))):
        yield tuple(words[start : start + 4])
