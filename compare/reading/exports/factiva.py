"""Factiva: what its pages and RTF files hold as text, with or without the codes of fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..published import read_day
from .record import Record, join_wrapped, load_names, split_at

_NUMBER = re.compile(r"(?:AN\W{1,3})?Document [A-Z][A-Za-z0-9]{7,40}\W{0,2}")  # an article's own
_LENGTH = re.compile(r"\d[\d.,’']{0,9} [^\W\d_]{2,12}")  # "1,105 words", "808 Wörter"
_TIME = re.compile(r"\d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?")
_RIGHTS = re.compile(r"^(?:\(c\)|©)|copyright\b|\brights reserved", re.I)
_FOOTER = re.compile(
    r"(?:Page|Seite) \d{1,5}(?: (?:of|von) \d{1,5})?(?: ©.{0,80})?|© \d{4} Factiva.{0,60}"
)
_CODED = re.compile(r"(?P<code>[A-Z]{2,3})(?P<mark>[|:]? ?\|?|$)(?P<value>.*)")
_CODES = load_names("factiva")
_TEXT = ("LP", "TD")
_FIELDS = {
    "SN": "outlet", "PD": "published", "BY": "byline", "SE": "section", "WC": "length",
}  # fmt: skip
_LINES_ABOVE = 12  # between the count of words and the text


def split_text(lines: Sequence[str]) -> list[Record]:
    """The articles of a text, each ended by its number; none where no number stands."""
    if not any(_NUMBER.fullmatch(line) for line in lines):
        return []
    parts = split_at([line for line in lines if not _FOOTER.fullmatch(line)], _NUMBER.fullmatch)
    records = (_read_coded_text(part) or _read_plain_text(part) for part in parts[:-1])
    return [record for record in records if record is not None]


def _read_coded_text(lines: Sequence[str]) -> Record | None:
    """Fields by their codes: "HD" on a line of its own, or before its value."""
    values: dict[str, list[str]] = {}
    part: list[str] = []
    for line in lines:
        code, value = _read_code(line, inside=part is values.get("LP") or part is values.get("TD"))
        if code:
            part = values.setdefault(code, [])
            line = value
        part.append(line.strip(" |"))
    known = "HD" in values and "SN" in values
    return (
        _make_record({code: join_wrapped(part) for code, part in values.items()}) if known else None
    )


def _read_code(line: str, inside: bool) -> tuple[str, str]:
    """(code, what follows it). Within a text a code stands alone or before a mark."""
    found = _CODED.fullmatch(line)
    if not found or found["code"] not in _CODES:
        return "", ""
    marked = "|" in found["mark"] or ":" in found["mark"]
    spaced = found["mark"].startswith(" ") and not inside
    return (found["code"], found["value"]) if marked or spaced or not found["value"] else ("", "")


def _make_record(values: dict[str, list[str]]) -> Record:
    fields = {field: " ".join(values.get(code, [])) for code, field in _FIELDS.items()}
    fields["byline"] = fields["byline"] or " ".join(values.get("CR", []))
    fields["published"] = f"{fields['published']} {' '.join(values.get('ET', []))}".strip()
    body = [line for code in _TEXT for line in values.get(code, []) if line]
    return Record(" ".join(values.get("HD", [])), body, fields)


def _read_plain_text(lines: Sequence[str]) -> Record | None:
    """Headline, author, count of words, date, paper, ..., rights, text: a line each."""
    filled = [line for line in lines if line]
    counted = (n for n, line in enumerate(filled[:-1]) if _LENGTH.fullmatch(line))
    at = next((n for n in counted if read_day(filled[n + 1])), None)
    if at is None:
        return None
    title, names = _pick_headline(filled[:at])
    below = filled[at + 1 : at + _LINES_ABOVE]
    rights = next((n for n, line in enumerate(below, at + 1) if _RIGHTS.search(line)), None)
    if rights is None:
        rights = next((n for n, line in enumerate(below, at + 1) if len(line.split()) > 8), 0) - 1
    start = lines.index(filled[rights]) + 1 if rights > 0 else 0
    fields = {**names, **_read_head(filled[at : rights + 1])}
    return Record(title, join_wrapped(lines[start:]), fields)


def _read_head(lines: Sequence[str]) -> dict[str, str]:
    """Length, date, time, paper: a line each, in this order."""
    after, below = [*lines[2:4], "", ""][:2]
    timed = _TIME.fullmatch(after) is not None
    return {
        "length": lines[0],
        "published": f"{lines[1]} {after}" if timed else lines[1],
        "outlet": below if timed else after,
    }


def _pick_headline(lines: Sequence[str]) -> tuple[str, dict[str, str]]:
    """(headline, section and author): of the lines above the count, the longest is the headline,
    what stands before it the section, what stands behind it the author."""
    if not lines:
        return "", {}
    lines = lines[-4:]
    place = max(range(len(lines)), key=lambda n: (_count_headline_words(lines[n]), -n))
    names = {"section": " ".join(lines[:place][-1:]), "byline": " ".join(lines[place + 1 :][:1])}
    return lines[place], names


def _count_headline_words(line: str) -> int:
    """Words of a line; a line that begins with "By" is an author's however long it is."""
    return -1 if re.match(r"by\b", line, re.I) else len(line.split())
