"""JSON-LD as pages really hold it: several objects, trailing commas, comments, cut off."""

from __future__ import annotations

import html
import json
import re
from typing import Any

MAX_NODES = 20_000
MAX_SCRIPT = 2_000_000  # characters

_WRAPPING = re.compile(
    r"^(?:<!--|//\s{0,20}<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s{0,20}\]\]>|\]\]>)\s{0,20};?$"
)
_COMMENT = re.compile(r"/\*[^*]{0,2000}\*/|(?m:^[ \t]{0,20}//[^\n]{0,2000}$)")
_TRAILING_COMMA = re.compile(r",(?=\s{0,200}[}\]])")
_MISSING_COMMA = re.compile(r'(?<=["\]}])(?=\s{0,10}\n\s{0,40}")')
_VALUE = r'"\s{0,20}:\s{0,20}"((?:[^"\\]|\\.){1,2000})"'
_AUTHOR = re.compile(
    r'"author"\s{0,20}:[\s\[{]{0,40}(?:"[^"]{1,20}"\s{0,5}:\s{0,5}"[^"]{1,40}",\s{0,20})?"name'
    + _VALUE
)
_TYPE = re.compile(r'"@type"\s{0,20}:[\s\[]{0,20}"(\w{0,40}(?:Article|BlogPosting|Report))"')
_FIELDS = {
    name: re.compile(f'"{name}{_VALUE}') for name in ("headline", "datePublished", "url", "author")
}


def read_json_nodes(script: Any) -> list[dict[str, Any]]:
    """All objects of one JSON-LD script element, the outer before the inner.

    A script that is not valid is read as far as it goes: trailing commas, comments, escaped marks
    of quotation and objects one behind the other are mended; of what is cut off or broken beyond
    that, the plain fields of an article are read.
    """
    if "ld+json" not in (script.get("type") or "").lower():
        return []
    text = _WRAPPING.sub("", (script.text or "")[:MAX_SCRIPT].strip()).strip().rstrip(";")
    nodes: list[dict[str, Any]] = []
    waiting: list[Any] = _read_values(text)
    for item in waiting:  # grows while it is read
        if len(waiting) > MAX_NODES:
            break
        if isinstance(item, dict):
            nodes.append(item)
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return nodes


def _read_values(text: str) -> list[Any]:
    """The values of a script, mended where they must be."""
    for attempt in (text, _mend_json(text), _mend_json(html.unescape(text))):
        values, whole = _decode_values(attempt)
        if whole:
            return values
    partial = _scan_fields(text)
    return [*_decode_values(_mend_json(text))[0], *([partial] if partial else [])]


def _decode_values(text: str) -> tuple[list[Any], bool]:
    """Values one behind the other, and whether nothing is left over."""
    decoder, at = json.JSONDecoder(strict=False), 0
    values: list[Any] = []
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return values, False
        values.append(value)
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    return values, bool(values)


def _mend_json(text: str) -> str:
    return _MISSING_COMMA.sub(",", _TRAILING_COMMA.sub("", _COMMENT.sub(" ", text)))


def _scan_fields(text: str) -> dict[str, Any]:
    """The plain fields of the first article in a text that is no JSON; {} where there is none."""
    kind = _TYPE.search(text)
    if kind is None:
        return {}
    node: dict[str, Any] = {"@type": kind[1]}
    part = text[max(0, text.rfind("{", 0, kind.start())) :]
    for name, form in _FIELDS.items():
        if found := form.search(part):
            node[name] = _unescape(found[1])
    if author := _AUTHOR.search(part):
        node["author"] = _unescape(author[1])
    return node


def _unescape(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text
