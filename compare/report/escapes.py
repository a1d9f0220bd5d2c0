"""What keeps the text of articles text: in a page and its data, in Markdown, in a spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment
    from pandas import DataFrame

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$@]|!(?=\[))")
_LINK = re.compile(r"(?i)(https?|ftp|mailto|xmpp)(:)|(www)(\.)")
_NAMED = re.compile(r"&(?=#?\w{1,40};)")  # an "&" that would name a character
_START = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$)))?([-+=:.)])")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def page_environment() -> Environment:
    """Where every page is made: text is escaped, an unknown name is an error."""
    from jinja2 import Environment, StrictUndefined

    return Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def content_policy(script: str, style: str) -> str:
    """A Content-Security-Policy for this script and this style; nothing else runs or is loaded.

    Trusted Types are required and none may be made: text can never become HTML in a script.
    """
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
        "trusted-types 'none'"
    )


def embedded(data: Any) -> str:
    """JSON that can stand in a page: no sign in it ends the element or begins another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def shown(text: str) -> str:
    """Text as a browser keeps it, each character in its place: no NUL, no carriage return."""
    return text.replace("\x00", "\ufffd").replace("\r", " ")


def _digest(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def neutralise(cell: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets a ' in front; all else is as it was."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def write_frame(frame: DataFrame) -> str:
    """A table as CSV; numbers keep every digit."""
    return frame.map(neutralise).to_csv(index=False, lineterminator="\n")


def write_rows(rows: Iterable[Sequence[Any]]) -> str:
    """Rows as CSV, the first one the names."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([map(neutralise, row) for row in rows])
    return text.getvalue()


def escape(text: str) -> str:
    """Text as text: one line, nothing in it read as Markdown, HTML, a link, a mention or math."""
    return escape_start(escape_inline(text).strip())


def escape_start(line: str) -> str:
    """A line whose start is no start of a list or heading."""
    return _START.sub(lambda hit: f"{hit[1] or ''}\\{hit[2]}", line)


def escape_inline(text: str) -> str:
    """The same for a part of a line: blanks at its ends stay, its start is no start of a line."""
    text = _NAMED.sub("&amp;", re.sub(r"\s+", " ", _CONTROL.sub(" ", text)))
    text = _SPECIAL.sub(r"\\\1", text)
    return _LINK.sub(lambda hit: f"{hit[1] or hit[3]}\\{hit[2] or hit[4]}", text)


def write_table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: str = "") -> str:
    """A table in Markdown; `numbers`: 'r' for each column set right."""
    rules = ["--:" if kind == "r" else "---" for kind in numbers.ljust(len(head))]
    first, *others = ([escape(cell) for cell in row] for row in (head, *rows))
    lines = [first, rules, *others]
    return "\n".join("| " + " | ".join(cell or " " for cell in line) + " |" for line in lines)
