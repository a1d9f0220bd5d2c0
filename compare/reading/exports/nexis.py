"""Nexis: the text files of LexisNexis ("1 of 3 DOCUMENTS") and the documents of Nexis Uni
("End of Document"), as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..published import read_day
from .record import Record, join_wrapped, load_names, split_at, split_blocks

_NUMBERED = re.compile(
    r"\d{1,5} (?:of|von|de) \d{1,5} (?:DOCUMENTS?|DOKUMENTEN?)"
    r"|(?:Document|Dokument) \d{1,5} (?:of|von|de) \d{1,5}"
)
_END = "End of Document"
_FIELD = re.compile(r"(?P<name>[A-ZÄÖÜ][\w-]{2,24}) ?:(?: (?P<value>.*))?")
# what the fields above a text are called, in the languages of the interface -> ours
_ABOVE = {
    name: field
    for field in ("title", "byline", "section", "length", "")
    for name in load_names(f"nexis, {field or 'other'}")
}
_SURELY_BELOW = load_names("nexis, surely below")
_BELOW = _SURELY_BELOW | load_names("nexis, below")
_RIGHTS = re.compile(r"(?:copyright\b|©|\(c\) )|all rights reserved\W*$", re.I)
_PAGE = re.compile(r"Page \d{1,4} of \d{1,4}")
_PARTS = frozenset({"Classification", "Graphic", "Notes", "Correction", "Correction Appended"})
_ADDRESS = re.compile(r"https?://\S{4,500}")
_LONGEST_TITLE = 4  # lines


def split_text(lines: Sequence[str]) -> list[Record]:
    """The documents of a text, each between two marks of Nexis; none where it has no marks."""
    if _END in lines:
        return [_read_uni(part) for part in split_at(lines, _END.__eq__) if "Body" in part]
    parts = split_at(lines, _NUMBERED.fullmatch)[1:]
    if not parts or not any(_ABOVE.get(_read_field(line)[0]) == "length" for line in lines):
        return []
    return [_read_classic(part) for part in parts if any(part)]


def _read_field(line: str) -> tuple[str, str]:
    """(a field's name in small letters, its value) of a line; ("", "") for any other line."""
    field = _FIELD.fullmatch(line)
    name = field["name"].casefold() if field else ""
    if field is None or not (name in _ABOVE or name in _BELOW):
        return "", ""
    return name, field["value"] or ""


def _read_classic(lines: Sequence[str]) -> Record:
    """A document of LexisNexis: paper, date, headline; fields; text; fields; whose rights."""
    start = next((n for n, line in enumerate(lines) if _is_classic_field(line)), len(lines))
    outlet, published, titles = _read_classic_head(lines[:start])
    fields = {"outlet": outlet, "published": published}
    title = " ".join(titles[:1])
    at = start
    while at < len(lines) and (not lines[at] or _is_classic_field(lines[at])):
        name, value = _read_field(lines[at])
        if name in _BELOW:
            break
        at += 1
        while name and name != "body" and at < len(lines) and lines[at]:
            if _is_classic_field(lines[at]):
                break
            value, at = f"{value} {lines[at]}", at + 1
        field = _ABOVE.get(name, "")
        if field == "title":
            title = title or value
        elif field:
            fields[field] = value
    body, below = _split_at_fields(lines[at:], _is_classic_field)
    fields.update(_read_below(below))
    paragraphs = [line for line in join_wrapped(body) if not _RIGHTS.search(line[:200])]
    return Record(title, [*titles[1:], *paragraphs], fields)


def _is_classic_field(line: str) -> bool:
    """Fields are in capitals, so that no paragraph passes for one."""
    return bool(_read_field(line)[0]) and line.split(":")[0].isupper()


def _read_classic_head(lines: Sequence[str]) -> tuple[str, str, list[str]]:
    """(paper, date, headlines): a block each, the day's line first in its own."""
    blocks = split_blocks("" if _RIGHTS.search(line) else line for line in lines)
    for place, block in enumerate(blocks):
        for number, line in enumerate(block):
            if len(line) < 80 and read_day(line):
                above = block[:number] or (blocks[place - 1] if place else [])
                titles = [" ".join(part) for part in blocks[place + 1 :]]
                return " ".join(above[:1]), line, titles
    named = [" ".join(block) for block in blocks]
    return " ".join(named[:1]), "", named[1:]


def _read_uni(lines: Sequence[str]) -> Record:
    """A document of Nexis Uni: headline, paper, date; rights; fields; "Body"; text; fields."""
    body_at = lines.index("Body")
    head = list(lines[:body_at])
    fields: dict[str, str] = {}
    first = len(head)
    for place in range(len(head) - 1, -1, -1):
        name, value = _read_field(head[place])
        if _ABOVE.get(name):
            fields[_ABOVE[name]] = value
        if name or _RIGHTS.search(head[place]):
            first = place
    days = (n for n in range(first - 1, -1, -1) if len(head[n]) < 80 and read_day(head[n]))
    dated = next(days, -1)
    if dated >= 0:
        fields["published"] = head[dated]
        outlet_at = next((n for n in range(dated - 1, -1, -1) if head[n]), -1)
        outlet = head[outlet_at].rstrip(".") if outlet_at >= 0 else ""
        fields["outlet"] = re.sub(r"(?<=\w)\(", " (", outlet)
        titles = split_blocks(head[: max(outlet_at, 0)])[-1:]
    else:
        titles = split_blocks(head[:first])[:1]
    run = titles[0] if titles else []
    title = " ".join(run if len(run) <= _LONGEST_TITLE else run[-1:])
    body, below = _split_at_fields(
        lines[body_at + 1 :], lambda line: _read_field(line)[0] in _SURELY_BELOW
    )
    fields.update(_read_below(below))
    body = [line for line in body if not _PAGE.fullmatch(line) and line != title]
    if "ABSTRACT" in body[:6] and "FULL TEXT" in body:  # some papers' feeds put it before the text
        body = body[body.index("FULL TEXT") + 1 :]
    paragraphs = join_wrapped(body)
    if paragraphs and _ADDRESS.fullmatch(paragraphs[-1]):
        fields["url"] = paragraphs.pop()
    return Record(fields.pop("title", "") or title, paragraphs, fields)


def _split_at_fields(
    lines: Sequence[str], is_field: Callable[[str], bool]
) -> tuple[list[str], list[str]]:
    """(the text, what stands below it)."""
    fields = (n for n, line in enumerate(lines) if line in _PARTS or is_field(line))
    end = next(fields, len(lines))
    return list(lines[:end]), list(lines[end:])


def _read_below(lines: Sequence[str]) -> dict[str, str]:
    """The address, where one of the fields below a text is one."""
    url = dict(_read_field(line) for line in reversed(lines)).get("url", "")
    return {"url": url} if url.startswith("http") else {}
