"""Metadata of a web page: JSON-LD first, then meta tags, then what the page shows."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from ..model import Found
from .fields import iso_published, plain_byline, plain_line, same_headline, url_host, url_outlet

MAX_JSON_NODES = 20_000
MAX_TITLE = 1000  # characters

Candidates = Iterator[tuple[str, str]]  # (rule, value as it stands on the page)

_TITLE_META = ("og:title", "twitter:title", "headline", "dc.title", "parsely-title")
_DATE_META = (
    *("article:published_time", "og:article:published_time", "datepublished", "date", "pubdate"),
    *("publishdate", "publish-date", "publish_date", "parsely-pub-date", "sailthru.date"),
    *("originalpublicationdate", "article.published", "dc.date", "dc.date.issued", "ptime"),
    *("dcterms.created", "cxenseparse:recs:publishtime", "displaydate"),
)
_BYLINE_META = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
)
_ARTICLE_TYPE = re.compile(r"(Article|BlogPosting|Report)$")
_SUFFIX = re.compile(r"(?<!\s)\s+(?:[-–—|:»•]|::)\s+")


def page_metadata(tree: Any) -> tuple[dict[str, str], list[Found]]:
    """(values, where each came from) for title, published, byline, url and outlet of a page.

    `tree` is an lxml tree. A date that is not certain to the day stays out of the values, but is
    told among the found.
    """
    metas, node = _meta_tags(tree), _json_article(tree)
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
    values["title"] = _bare_title(
        title, _headings(tree, "h1"), values.get("outlet"), values.get("url")
    )
    return values, found


def _titles(tree: Any, metas: dict[str, str], node: dict[str, Any]) -> Candidates:
    shown = _headings(tree, "h1")
    if len(shown) == 1 and shown[0].count(" ") >= 3:
        yield "only h1", shown[0]
    yield "JSON-LD headline", _text(node.get("headline"))
    yield from _of_metas(metas, _TITLE_META)
    headings = _headings(tree, "h1", "h2", "h3")
    window = _first(tree, "//title//text()")
    for heading in headings:  # an h1 may be the section's name; the window's title knows better
        if heading.count(" ") >= 2 and _squashed(heading) in _squashed(window):
            yield "heading that the title element holds", heading
    if window.count(" ") >= 3:
        yield "title element", window
    for heading in headings[:1]:
        yield "first heading", heading
    yield "title element", window


def _dates(tree: Any, metas: dict[str, str], node: dict[str, Any]) -> Candidates:
    yield "JSON-LD datePublished", _text(node.get("datePublished"))
    yield from _of_metas(metas, _DATE_META)
    for path in (
        "//time[@pubdate or @itemprop='datePublished']",
        "//article//time",
        "//main//time",
    ):
        yield "time element", _first(tree, f"{path}/@datetime")
    marked = "//*[@itemprop='datePublished']"
    yield "itemprop datePublished", _first(tree, f"{marked}/@content|{marked}/text()")


def _bylines(tree: Any, metas: dict[str, str], node: dict[str, Any]) -> Candidates:
    yield "JSON-LD author", _names(node.get("author"))
    yield from _of_metas(metas, _BYLINE_META)
    yield "link rel=author", _first(tree, "//a[@rel='author']//text()")
    yield "itemprop author", _first(tree, "//*[@itemprop='author']//*[@itemprop='name']//text()")


def _addresses(tree: Any, metas: dict[str, str], node: dict[str, Any]) -> Candidates:
    yield "link rel=canonical", _first(tree, "//link[@rel='canonical']/@href")
    yield from _of_metas(metas, ("og:url", "twitter:url"))
    main = node.get("mainEntityOfPage")
    main = main.get("@id") if isinstance(main, dict) else main
    yield "JSON-LD url", _text(node.get("url")) or _text(main)


def _outlets(tree: Any, metas: dict[str, str], node: dict[str, Any]) -> Candidates:
    yield "JSON-LD publisher", _names(node.get("publisher"))
    yield from _of_metas(metas, ("og:site_name",))
    for _, address in _addresses(tree, metas, node):
        yield "domain of the url", url_outlet(address) or ""


def _headline(value: str) -> str | None:
    return value if 0 < len(value) <= MAX_TITLE else None


def _address(value: str) -> str | None:
    return value if re.match(r"https?://[^\s/]", value) else None


# field -> (where it may stand, the best first; how a value is read)
SOURCES: dict[str, tuple[Callable[..., Candidates], Callable[[str], str | None]]] = {
    "title": (_titles, _headline),
    "published": (_dates, iso_published),
    "byline": (_bylines, plain_byline),
    "url": (_addresses, _address),
    "outlet": (_outlets, plain_line),
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


def _of_metas(metas: dict[str, str], names: tuple[str, ...]) -> Candidates:
    for name in names:
        if name in metas:
            yield f"meta {name}", metas[name]


def _first(tree: Any, path: str) -> str:
    return next((line for value in tree.xpath(path) if (line := plain_line(str(value)))), "")


def _headings(tree: Any, *tags: str) -> list[str]:
    lines = (plain_line("".join(heading.itertext())) for heading in islice(tree.iter(*tags), 50))
    return [line for line in lines if 0 < len(line) <= 300]


def _json_article(tree: Any) -> dict[str, Any]:
    """The first JSON-LD node that is an article, with the nodes it refers to put in place."""
    nodes = [node for script in tree.iter("script") for node in _json_nodes(script)]
    named = {node["@id"]: node for node in nodes if _has_id(node) and len(node) > 1}
    for node in nodes:
        kinds = node.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and _ARTICLE_TYPE.search(kind) for kind in kinds):
            return {key: _resolved(value, named) for key, value in node.items()}
    return {}


def _json_nodes(script: Any) -> list[dict[str, Any]]:
    """All objects of one JSON-LD script, the outer before the inner; a broken script has none."""
    if "ld+json" not in (script.get("type") or "").lower():
        return []
    text = re.sub(r"^\s*(<!--|//\s*<!\[CDATA\[)|(-->|//\s*\]\]>)\s*$", "", script.text or "")
    try:
        waiting: list[Any] = [json.loads(text.strip().rstrip(";"), strict=False)]
    except (ValueError, RecursionError):
        return []
    nodes: list[dict[str, Any]] = []
    for item in waiting:  # grows while it is read
        if len(waiting) > MAX_JSON_NODES:
            break
        if isinstance(item, dict):
            nodes.append(item)
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return nodes


def _has_id(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("@id"), str)


def _resolved(value: Any, named: dict[str, dict[str, Any]]) -> Any:
    """A reference {"@id": ...} becomes the node of that id, also within a list."""
    if isinstance(value, list):
        return [_resolved(item, named) for item in value]
    if _has_id(value) and "name" not in value:
        return named.get(value["@id"], value)
    return value


def _names(value: Any) -> str:
    """The name or names of a person or organisation, however it is given."""
    items = value if isinstance(value, list) else [value]
    names = [_text(item.get("name") if isinstance(item, dict) else item) for item in items[:50]]
    return ", ".join(dict.fromkeys(name for name in names if name))


def _text(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    return plain_line(html.unescape(value)) if isinstance(value, str) else ""


def _bare_title(title: str, headings: list[str], outlet: str | None, url: str | None) -> str:
    """The title without the site's name: as a heading of the page has it, or its part cut off."""
    for heading in headings:
        if same_headline(title, heading) and len(heading) <= len(title):
            return heading
    site = {_squashed(name) for name in (outlet, url_host(url)) if name}
    parts = list(_SUFFIX.finditer(title))
    for mark, inner in ((parts[-1], False), (parts[0], True)) if parts else ():
        name, rest = title[mark.end() :], title[: mark.start()]
        if inner:
            name, rest = rest, name
        if _squashed(name) and any(_squashed(name) in known for known in site):
            return rest
    return title


def _squashed(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())
