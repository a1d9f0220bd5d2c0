"""A saved web page: the article's body, its metadata, and what stood around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ..errors import InputError
from ..model import Found, Removal
from .decoding import Decoded, decode_bytes
from .dump import Cleaned
from .fields import drop_headline, plain_line, plain_text, same_headline
from .files import MAX_BYTES
from .head_lines import pick_head
from .html_metadata import page_metadata
from .metadata import Metadata, find_metadata
from .notices import OFFER, find_truncation, notice_rule

MAX_ELEMENTS = 100_000  # the largest of 322 saved news pages has about 8 000
MAX_ATTRIBUTES = 5_000
MANY_BLOCKS = 3_000  # of text; the largest of those pages has 681
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
_TABLE_RULE = re.compile(r"\|?(?:\s{0,3}:?-{2,}:?\s{0,3}\|)+(?:\s{0,3}:?-{2,}:?)?")
_ABOVE, _HEAD = 4, 10  # blocks around the headline that may name date and author


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
    values, found, access = page_metadata(tree)
    language = tree.get("lang") or ""
    foreign = bool(language) and not language.lower().startswith("en")
    try:
        extracted = _extract(tree, len(blocks))
    except RecursionError:  # trafilatura goes down a level a call
        raise InputError(source, "nested too deep", "save the article alone as text") from None
    paragraphs = [line for line in map(_plain_row, extracted.split("\n")) if line]
    title = values.get("title") or ""
    kept, cut = _without_notices(drop_headline(title, paragraphs, depth=3), foreign)
    body = "\n\n".join(kept)
    shown = _shown_metadata(blocks, title, foreign)
    found = _complete(values, found, shown)
    offers = _offers(blocks, title, kept)
    cut_off = find_truncation(body, offers, access.free, access.words)
    lines = {block.text: block.line for block in reversed(blocks)}
    removed = [Removal(lines.get(text, 1), text, rule) for text, rule in cut]
    removed += _removed(blocks, paragraphs, title)
    return Cleaned(
        title=title,
        body=body,
        removed=tuple(sorted(removed, key=lambda removal: removal.line)),
        found=(*found, *([cut_off] if cut_off else []), *wrong),
        outlet=values.get("outlet"),
        byline=values.get("byline"),
        published=values.get("published"),
        url=values.get("url"),
    )


def _plain_row(line: str) -> str:
    """A line of the extracted text; a row of a table loses its frame, a rule is nothing."""
    line = plain_line(line)
    if _TABLE_RULE.fullmatch(line):
        return ""
    return line.strip("| ") if line.startswith("|") and line.endswith("|") else line


def _without_notices(
    paragraphs: Sequence[str], foreign: bool
) -> tuple[list[str], list[tuple[str, str]]]:
    """The article's own paragraphs; and date, author, offers and notes of correction, each with
    the rule that cuts it."""
    rules = pick_head(paragraphs[:_HEAD], foreign)
    rules += [""] * (len(paragraphs) - len(rules))
    rules = [rule or notice_rule(text) for rule, text in zip(rules, paragraphs, strict=True)]
    cut = [(text, rule) for text, rule in zip(paragraphs, rules, strict=True) if rule]
    return [text for text, rule in zip(paragraphs, rules, strict=True) if not rule], cut


def _shown_metadata(blocks: Sequence[Block], title: str, foreign: bool) -> Metadata:
    """What a page shows to every reader: the lines about its headline, who holds the copyright."""
    top = _top(blocks, title)
    head = [block.text for block in blocks[max(0, top - _ABOVE) : max(0, top)]]
    for block in blocks[top + 1 : top + 1 + _HEAD]:
        if len(block.text.split()) > 25:
            break
        head.append(block.text)
    lines = [block.text for block in blocks if len(block.text) < 300]
    return find_metadata(lines, head, title, None, foreign)


def _complete(values: dict[str, str], found: list[Found], shown: Metadata) -> list[Found]:
    """Puts into `values` what only the shown text says, and a time for a bare day; what was found,
    with these."""
    day, moment = values.get("published"), shown.published
    for field in ("outlet", "byline", "published"):
        value = getattr(shown, field)
        timed = field == "published" and day and moment and len(day) == 10 < len(moment)
        if value and (not values.get(field) or (timed and value.startswith(str(day)))):
            values[field] = value
            found = [item for item in found if item.field != field]
            found += [item for item in shown.found if item.field == field]
    return found


def _offers(blocks: Sequence[Block], title: str, kept: Sequence[str]) -> list[str]:
    """The offers of a paywall within the article or close behind it."""
    body = set(kept)
    last = max((place for place, block in enumerate(blocks) if block.text in body), default=-1)
    near = blocks[_top(blocks, title) + 1 : last + 1 + _HEAD]
    return [block.text for block in near if notice_rule(block.text) == OFFER]


def _top(blocks: Sequence[Block], title: str) -> int:
    """Where the headline stands among the blocks, -1 where nowhere."""
    places = (n for n, block in enumerate(blocks) if title and same_headline(title, block.text))
    return next(places, -1)


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
            source, f"larger than {MAX_BYTES // 1_000_000} MB", "save only the article, as text"
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
    return InputError(source, f"more than {limit} {what}", "save only the article, as text")


def _extract(tree: Any, blocks: int) -> str:
    """The body as trafilatura sees it, a paragraph a line. It changes the tree."""
    from trafilatura import extract

    # what it compares its result with (jusText) takes quadratic time on runs of short blocks
    fast = blocks > MANY_BLOCKS
    body = extract(tree, fast=fast, include_comments=False, include_tables=True, deduplicate=False)
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
