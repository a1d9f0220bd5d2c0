"""Metadata of a web page: JSON-LD first, then meta tags, then what the page shows."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from ...datafiles import load_table
from ...model import Found
from ..fields import decode_json, plain_line, same_headline, squash_name, strip_site, url_outlet
from ..furniture.bylines import plain_byline
from ..published import iso_published

MAX_TITLE = 1000  # characters
MAX_NODES = 20_000  # of JSON-LD
MAX_SCRIPT = 2_000_000  # characters

Candidates = Iterator[tuple[str, str]]  # (rule, value as it stands on the page)

_META = load_table("meta_tags.txt")
_VALUE = re.compile(r"[^\s,;]")
_ARTICLE_TYPE = re.compile(r"(Article|BlogPosting|Report)$")

# what stands around JSON-LD in a script; one that is not valid is read as far as it is: to mend it
# gave nothing on 322 saved news pages
_WRAPPING = re.compile(
    r"^(?:<!--|//\s{0,20}<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s{0,20}\]\]>|\]\]>)\s{0,20};?$"
)


# what a page says of itself: whether it is free to read, how many words the article has
Access = tuple[bool | None, int | None]


def page_metadata(tree: Any) -> tuple[dict[str, str], list[Found], Access]:
    """(values, where each came from, access) for title, published, byline, url, outlet of a page.

    `tree` is an lxml tree. A date that is not certain to the day stays out of the values, but is
    told among the found.
    """
    metas, node = _meta_tags(tree), _find_json_article(tree)
    values: dict[str, str] = {}
    found: list[Found] = []
    for field, (candidates, read) in SOURCES.items():
        for rule, value in candidates(tree, metas, node):
            known = read(value)
            if known:
                values[field] = known
                found = [item for item in found if item.field != field]
            if known or (field == "published" and value):
                found.append(Found(field, rule, plain_line(value)[:500]))
            if known:
                break
    title = values.get("title", "")
    shown = [line for line in _list_headings(tree, "h1") if same_headline(title, line)]
    known = next((line for line in shown if len(line) <= len(title)), None)
    values["title"] = known or strip_site(title, values.get("outlet"), values.get("url"))
    return values, found, _read_access(metas, node)


def _read_access(metas: dict[str, str], node: dict[str, Any]) -> Access:
    parts = node.get("hasPart")
    parts = parts if isinstance(parts, list) else [parts]
    fields = [node.get("isAccessibleForFree"), metas.get("isaccessibleforfree")]
    fields += [part.get("isAccessibleForFree") for part in parts[:50] if isinstance(part, dict)]
    fields += [{"locked": False}.get(metas.get("article:content_tier", "").lower())]
    marks = [str(value).rpartition("/")[2].lower() for value in fields if value is not None]
    free = False if {"false", "no", "0"} & set(marks) else True if marks else None
    words = re.match(r"\d{1,6}$", str(node.get("wordCount") or ""))
    return free, int(words.group()) if words else None


def _list_titles(tree: Any, metas: dict[str, str], node: dict[str, Any]) -> Candidates:
    shown = _list_headings(tree, "h1")
    if len(shown) == 1 and shown[0].count(" ") >= 3:
        yield "only h1", shown[0]
    yield "JSON-LD headline", _read_text(node.get("headline"))
    yield from _list_metas(metas, "title")
    headings = _list_headings(tree, "h1", "h2", "h3")
    window = _find_first(tree, "//title//text()")
    for heading in headings:  # an h1 may be the section's name; the window's title knows better
        if heading.count(" ") >= 2 and squash_name(heading) in squash_name(window):
            yield "heading that the title element holds", heading
    if window.count(" ") >= 3:
        yield "title element", window
    for heading in headings[:1]:
        yield "first heading", heading
    yield "title element", window


def _list_dates(tree: Any, metas: dict[str, str], node: dict[str, Any]) -> Candidates:
    yield "JSON-LD datePublished", _read_text(node.get("datePublished"))
    yield from _list_metas(metas, "published")
    for path in (
        "//time[@pubdate or @itemprop='datePublished']",
        "//article//time",
        "//main//time",
    ):
        yield "time element", _find_first(tree, f"{path}/@datetime")
    marked = "//*[@itemprop='datePublished']"
    yield "itemprop datePublished", _find_first(tree, f"{marked}/@content|{marked}/text()")


def _list_bylines(tree: Any, metas: dict[str, str], node: dict[str, Any]) -> Candidates:
    yield "JSON-LD author", _join_names(node.get("author"))
    yield from _list_metas(metas, "byline")
    yield "link rel=author", _find_first(tree, "//a[@rel='author']//text()")
    marked = "//*[@itemprop='author']"
    yield "itemprop author", _find_first(tree, f"{marked}//*[@itemprop='name']//text()")
    yield "itemprop author", _find_first(tree, f"{marked}/@content|{marked}//text()")


def _list_addresses(tree: Any, metas: dict[str, str], node: dict[str, Any]) -> Candidates:
    yield "link rel=canonical", _find_first(tree, "//link[@rel='canonical']/@href")
    yield from _list_metas(metas, "url")
    yield "JSON-LD url", _read_text(node.get("url")) or _read_page_address(node)


def _list_outlets(tree: Any, metas: dict[str, str], node: dict[str, Any]) -> Candidates:
    yield "JSON-LD publisher", _join_names(node.get("publisher"))
    yield from _list_metas(metas, "outlet")
    for _, address in _list_addresses(tree, metas, node):
        yield "domain of the url", url_outlet(address) or ""


def _check_headline(value: str) -> str | None:
    return value if 0 < len(value) <= MAX_TITLE else None


def _check_address(value: str) -> str | None:
    return value if re.match(r"https?://[^\s/]", value) else None


# field -> (where it may stand, the best first; how a value is read)
SOURCES: dict[str, tuple[Callable[..., Candidates], Callable[[str], str | None]]] = {
    "title": (_list_titles, _check_headline),
    "published": (_list_dates, iso_published),
    "byline": (_list_bylines, plain_byline),
    "url": (_list_addresses, _check_address),
    "outlet": (_list_outlets, plain_line),
}


def _meta_tags(tree: Any) -> dict[str, str]:
    """Lower-case name or property of each meta tag -> its first content."""
    metas: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        content = plain_line(tag.get("content") or "")
        if name and content:
            metas.setdefault(name.strip().lower(), html.unescape(content))
    return metas


def _list_metas(metas: dict[str, str], field: str) -> Candidates:
    for name in _META[field].split():
        if name in metas:
            yield f"meta {name}", metas[name]


def _find_first(tree: Any, path: str) -> str:
    return next((line for value in tree.xpath(path) if (line := plain_line(str(value)))), "")


def _list_headings(tree: Any, *tags: str) -> list[str]:
    lines = (plain_line("".join(heading.itertext())) for heading in islice(tree.iter(*tags), 50))
    return [line for line in lines if 0 < len(line) <= 300]


def _find_json_article(tree: Any) -> dict[str, Any]:
    """The JSON-LD node that is this page's article, with the nodes it refers to put in place.

    Pages that scroll on, or list what to read next, hold several: it is the one with a headline
    that the page shows or the address it gives as its own, else the first.
    """
    nodes = [node for script in tree.iter("script") for node in _read_json_nodes(script)]
    named = {node["@id"]: node for node in nodes if _has_id(node) and len(node) > 1}
    articles = [node for node in nodes if _is_article(node)]
    window = _find_first(tree, "//title//text()")
    shown = [
        *_list_headings(tree, "h1"),
        _find_first(tree, "//meta[@property='og:title']/@content"),
        window,
    ]
    address = _find_first(tree, "//link[@rel='canonical']/@href")

    def rank_node(node: dict[str, Any]) -> int:
        headline = _read_text(node.get("headline"))
        if any(same_headline(headline, line) for line in shown):
            return 2
        return int(
            bool(address) and address in (_read_text(node.get("url")), _read_page_address(node))
        )

    node = max(articles, key=rank_node, default={})
    return {key: _resolve_reference(value, named) for key, value in node.items()}


def _read_json_nodes(script: Any) -> list[dict[str, Any]]:
    """All objects of one JSON-LD script element, the outer before the inner."""
    if "ld+json" not in (script.get("type") or "").lower():
        return []
    text = _WRAPPING.sub("", (script.text or "")[:MAX_SCRIPT].strip()).strip().rstrip(";")
    nodes: list[dict[str, Any]] = []
    waiting: list[Any] = _decode_values(text) or _decode_values(html.unescape(text))
    for item in waiting:  # grows while it is read
        if len(waiting) > MAX_NODES:
            break
        if isinstance(item, dict):
            nodes.append(item)
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return nodes


def _decode_values(text: str) -> list[Any]:
    """Values one behind the other, up to the first that is not valid."""
    values: list[Any] = []
    with suppress(ValueError):
        for value in decode_json(text, _VALUE):
            values.append(value)
    return values


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE_TYPE.search(kind) for kind in kinds)


def _read_page_address(node: dict[str, Any]) -> str:
    main = node.get("mainEntityOfPage")
    return _read_text(main.get("@id") if isinstance(main, dict) else main)


def _has_id(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("@id"), str)


def _resolve_reference(value: Any, named: dict[str, dict[str, Any]]) -> Any:
    """A reference {"@id": ...} becomes the node of that id, also within a list."""
    if isinstance(value, list):
        return [_resolve_reference(item, named) if _has_id(item) else item for item in value]
    if _has_id(value) and "name" not in value:
        return named.get(value["@id"], value)
    return value


def _join_names(value: Any) -> str:
    """The name or names of a person or organisation, however it is given."""
    items = value if isinstance(value, list) else [value]
    return ", ".join(dict.fromkeys(name for item in items[:50] if (name := _read_name(item))))


def _read_name(value: Any) -> str:
    for _ in range(5):  # {"name": {"name": ...}}, as some systems nest it
        if not isinstance(value, dict):
            break
        value = value.get("name") or value.get("@value")
    return _read_text(value)


def _read_text(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    return plain_line(html.unescape(value)) if isinstance(value, str) else ""
