"""ProQuest's text files: documents between lines of underscores, fields by name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..fields import plain_line
from .record import Record, join_wrapped, load_names, split_at

_RULE = re.compile(r"_{20,}")
_FIELD = re.compile(r"(?P<name>[A-Z][A-Za-z /()-]{2,40}): ?(?P<value>.*)")
# the newer files name the paper in one line, the text by a heading: "Reeve, Anna . Gazette ; Pelham
# (UK). 14 Mar 2024: 3."
_CITED = re.compile(
    r"(?:(?P<author>[^.;:]{3,80}?) ?\. )?(?P<paper>[^.;:\[]{2,80}?) ?[;,\[][^.;:]{0,80}\.? ?"
    r"(?P<date>\d{1,2} [A-Z][a-z]{2,8} \d{4})\b.{0,40}"
)
_HEADINGS = frozenset({"full text", "subject", "details", "abstract", "location", "references"})
_NUMBER = re.compile(r"(?:Document )?\d{1,5} (?:of|de|von) \d{1,5}")
_NAMES = load_names("proquest")
_SURE = frozenset({"full text", "publication title", "proquest document id", "publication info"})


def split_text(lines: Sequence[str]) -> list[Record]:
    """The documents of a text; none where it has no fields of ProQuest."""
    ruled = any(_RULE.fullmatch(line) or "ProQuest" in line for line in lines)
    if not ruled or sum(_read_field(line)[0] in _SURE for line in lines) < 2:
        return []
    parts = split_at(lines, _RULE.fullmatch)
    return [
        _make_record(part) for part in parts if any(_read_field(line)[0] in _SURE for line in part)
    ]


def _read_field(line: str) -> tuple[str, str]:
    if line.casefold() in _HEADINGS:
        return line.casefold(), ""
    field = _FIELD.match(line)
    name = field["name"].casefold() if field else ""
    return (name, field["value"]) if field and name in _NAMES else ("", "")


def _make_record(lines: Sequence[str]) -> Record:
    values: dict[str, list[str]] = {"": []}
    part = values[""]
    for place, line in enumerate(lines):
        name, value = _read_field(line)
        inside = part is values.get("full text") and place and lines[place - 1]
        if name and not inside:
            part = values.setdefault(name, [])
            line = value
        part.append(line)
    one = {name: plain_line(" ".join(part)) for name, part in values.items()}
    above = [line for line in values[""] if line and not _NUMBER.fullmatch(line)]
    info = one.get("publication info", "")
    cited = next((found for line in above[1:4] if (found := _CITED.fullmatch(line))), None)
    author, paper, date = cited.group("author", "paper", "date") if cited else ("", "", "")
    fields = {
        "outlet": _strip_place(one.get("publication title", "") or info or paper),
        "published": one.get("publication date", "") or info.partition("]")[2] or info or date,
        "byline": _turn_names(one.get("author", "") or one.get("credit", "") or author or ""),
        "section": one.get("section", ""),
        "length": one.get("word count", ""),
        "url": one.get("url", "") or one.get("document url", ""),
    }
    title = one.get("title", "") or " ".join(above[:1])
    return Record(title, join_wrapped(values.get("full text", [])), fields)


def _strip_place(value: str) -> str:
    """A paper's name without its place: "Gazette; Pelham (UK)", "Gazette, Pelham [Pelham]"."""
    return re.split(r"[;\[]|, (?=[^,;]{1,40}\[)", value, maxsplit=1)[0].strip()


def _turn_names(value: str) -> str:
    """Names in their natural order: "Reeve, Anna; Stone, Ben" -> "Anna Reeve, Ben Stone"."""
    names = []
    for name in value.split(";"):
        last, comma, first = name.strip(" .").partition(", ")
        turned = comma and "," not in first and len(first.split()) <= 3 and len(last.split()) <= 3
        names.append(f"{first} {last}" if turned else name.strip(" ."))
    return ", ".join(filter(None, names))
