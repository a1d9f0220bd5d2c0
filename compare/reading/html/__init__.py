"""A saved web page: the article's body, its metadata, and what stood around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ...errors import InputError
from ...model import Article, Found, Removal
from ..fields import drop_headline, join_article, plain_line, plain_text, same_headline
from ..furniture.head import cut_headings, pick_head
from ..furniture.metadata import Metadata, find_metadata
from ..furniture.notices import OFFER, find_notice_rule, find_truncation
from ..furniture.phrases import CREDIT, is_credit
from ..markup import Block, decode_page, parse_page, visible_blocks
from .metadata import page_metadata

MANY_BLOCKS = 3_000  # of text; the largest of those pages has 681
RULE = "outside the article (trafilatura)"

_WORD = re.compile(r"\w+")
_TABLE_RULE = re.compile(r"\|?(?:\s{0,3}:?-{2,}:?\s{0,3}\|)+(?:\s{0,3}:?-{2,}:?)?")
_ABOVE, _HEAD = 4, 10  # blocks around the headline that may name date and author


def read_html(raw: bytes | str, source: str = "", declared: str | None = None) -> Article:
    """The article (without id) of one page, in the file `source`.

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
        extracted = _extract_body(tree, len(blocks))
    except RecursionError:  # trafilatura goes down a level a call
        raise InputError(source, "nested too deep", "save the article alone as text") from None
    paragraphs = [line for line in map(_strip_frame, extracted.split("\n")) if line]
    title = values.get("title") or ""
    body_parts, cuts = _cut_notices(drop_headline(title, paragraphs, depth=3), foreign)
    body = "\n\n".join(body_parts)
    visible = _shown_metadata(blocks, title, foreign)
    found = _complete_metadata(values, found, visible)
    offers = _find_offers(blocks, title, body_parts)
    cut_off = find_truncation(body, offers, *access)
    lines = {block.text: block.line for block in reversed(blocks)}
    removed = [Removal(lines.get(text, 1), text, rule) for text, rule in cuts]
    removed += _list_removals(blocks, paragraphs, title)
    return Article(
        id="",
        outlet=values.get("outlet") or "",
        title=title,
        text=join_article(title, [body]),
        published=values.get("published"),
        byline=values.get("byline"),
        url=values.get("url"),
        source=source,
        found=(*found, *([cut_off] if cut_off else []), *wrong),
        removed=tuple(sorted(removed, key=lambda removal: removal.line)),
    )


def _strip_frame(line: str) -> str:
    """A line of the extracted text; a row of a table loses its frame, a rule is nothing."""
    line = plain_line(line)
    if _TABLE_RULE.fullmatch(line):
        return ""
    return line.strip("| ") if line.startswith("|") and line.endswith("|") else line


def _cut_notices(
    paragraphs: Sequence[str], foreign: bool
) -> tuple[list[str], list[tuple[str, str]]]:
    """The article's own paragraphs; and date, author, credits and notices, each with its rule."""
    rules = pick_head(paragraphs[:_HEAD], foreign)
    rules += [""] * (len(paragraphs) - len(rules))
    for place, text in enumerate(paragraphs):
        rules[place] = rules[place] or find_notice_rule(text) or CREDIT * is_credit(text)
    if not foreign:
        cut_headings(paragraphs, rules)
    cuts = [(text, rule) for text, rule in zip(paragraphs, rules, strict=True) if rule]
    return [text for text, rule in zip(paragraphs, rules, strict=True) if not rule], cuts


def _shown_metadata(blocks: Sequence[Block], title: str, foreign: bool) -> Metadata:
    """What a page shows to every reader: the lines about its headline, who holds the copyright."""
    top = _find_headline(blocks, title)
    head = [block.text for block in blocks[max(0, top - _ABOVE) : max(0, top)]]
    for block in blocks[top + 1 : top + 1 + _HEAD]:
        if len(block.text.split()) > 25:
            break
        head.append(block.text)
    lines = [block.text for block in blocks if len(block.text) < 300]
    return find_metadata(lines, head, title, None, foreign)


def _complete_metadata(
    values: dict[str, str], found: list[Found], visible: Metadata
) -> list[Found]:
    """Puts into `values` what only the shown text says, and a time for a bare day; what was found,
    with these."""
    day, moment = values.get("published"), visible.published
    for field in ("outlet", "byline", "published"):
        value = getattr(visible, field)
        timed = field == "published" and day and moment and len(day) == 10 < len(moment)
        if value and (not values.get(field) or (timed and value.startswith(str(day)))):
            values[field] = value
            found = [item for item in found if item.field != field]
            found += [item for item in visible.found if item.field == field]
    return found


def _find_offers(blocks: Sequence[Block], title: str, body_parts: Sequence[str]) -> list[str]:
    """The offers of a paywall within the article or close behind it."""
    body = set(body_parts)
    last = max((place for place, block in enumerate(blocks) if block.text in body), default=-1)
    near = blocks[_find_headline(blocks, title) + 1 : last + 1 + _HEAD]
    return [block.text for block in near if find_notice_rule(block.text) == OFFER]


def _find_headline(blocks: Sequence[Block], title: str) -> int:
    """Where the headline stands among the blocks, -1 where nowhere."""
    places = (n for n, block in enumerate(blocks) if title and same_headline(title, block.text))
    return next(places, -1)


def _extract_body(tree: Any, blocks: int) -> str:
    """The body as trafilatura sees it, a paragraph a line. It changes the tree."""
    from trafilatura import extract

    # what it compares its result with (jusText) takes quadratic time on runs of short blocks
    fast = blocks > MANY_BLOCKS
    body = extract(tree, fast=fast, include_comments=False, include_tables=True, deduplicate=False)
    return plain_text(body or "")


def _list_removals(
    blocks: Iterable[Block], body_parts: Iterable[str], title: str
) -> Iterator[Removal]:
    """The blocks that the body does not hold; neighbours within one section are one piece."""
    runs = {run for paragraph in body_parts for run in _split_shingles(paragraph)}
    pieces: list[list[Block]] = [[]]
    for block in blocks:
        words = list(_split_shingles(block.text))
        is_kept = sum(run in runs for run in words) * 2 > len(words)
        if pieces[-1] and (is_kept or block.section != pieces[-1][-1].section):
            pieces.append([])
        if words and not is_kept and not same_headline(title, block.text):
            pieces[-1].append(block)
    for piece in filter(None, pieces):
        yield Removal(piece[0].line, "\n".join(block.text for block in piece), RULE)


def _split_shingles(text: str) -> Iterator[tuple[str, ...]]:
    """Runs of four words, or all the words of a shorter text."""
    words = _WORD.findall(text.lower())
    for start in range(max(len(words) - 3, min(len(words), 1))):
        yield tuple(words[start : start + 4])
