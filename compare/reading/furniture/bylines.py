"""Who wrote an article: names alone, out of what pages print around them, and agencies.

'By Ann Lee, Political Editor, in London | ann@paper.example | Photographs by Bo Ek' -> 'Ann Lee'
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ...datafiles import load_forms
from ...text.locales import CJK, any_of, load_locals
from ..fields import plain_line
from ..published import DATE, MONTH

_BY = re.compile(
    r"^(?:[/|·•–—-]\s)?(?:(?:written|reported|story|words|posted|updated|published|article|report"
    r"|analysis|opinion|review)\s+)?"
    r"by:?\s+(?=\S)",
    re.I,
)
_FORMS = load_forms("furniture.txt")
_BEHIND = re.compile(rf"(?<!\s)\s*(?:{DATE}|{_FORMS['behind']})(?s:.*)$", re.I)
_MAIL = re.compile(
    r"\(?\b[\w.+-]{1,64}(?:@|\s?\[at\]\s?)[\w-]{1,64}(?:\.[\w-]{1,64})*\)?|\s@\w{1,30}"
)
_OTHERS = re.compile(
    r"(?:,|\s(?:and|&))\s[\w.’'-]{1,30}(?:\s[\w.’'-]{1,30}){1,3}\s"
    r"\((?:photo|picture|video|illustrat|graphic|edit)[^()]{0,40}\)",
    re.I,
)
_BRACKETS = re.compile(r"\s?\([^()]{0,80}\)")
_PLACES = re.compile(
    r"\s(?:reporting\s)?(?:in|from|IN|FROM)\s(?:[A-Z][\w.’'-]{0,30})(?:\s[A-Z][\w.’'-]{0,30}){0,3}"
    r"(?:,\s[A-Z][\w.]{0,20})?(?=$|\s(?:and|&)\s[A-Z]|[;,])"
)
_KINDS = _FORMS["kind"]
_ROLE = re.compile(
    rf",\s*(?:the\s)?[\w. &'’-]{{0,40}}\b(?:{_KINDS}|staff|press|news|times|post|tribune|herald"
    r"|reuters|bbc|cnn|afp|bloomberg|agency|university|bureau|magazine|network|media|service)\b(?s:.*)$",
    re.I,
)
_PARTS = re.compile(r"(;\s?|,?\s(?:and|&)\s)")
_FIELDS_OF_WORK = _FORMS["field"]
_TITLE_BEHIND = re.compile(
    rf"\s(?:(?:{_FIELDS_OF_WORK})\s){{0,5}}(?:{_KINDS}s?)(?:[- ]in[- ]chief|[- ]at[- ]large)?$",
    re.I,
)
_TITLE_BEFORE = re.compile(
    rf"^(?:(?:{_FIELDS_OF_WORK})\s){{0,5}}(?:{_KINDS})\s(?=[A-Z][\w.’'-]+\s[A-Z])", re.I
)
_NAME = re.compile(
    r"[A-Z][\w.’'-]{0,30}(?:\s(?:[A-Z][\w.’'-]{0,30}|de|da|del|di|du|van|von|der|bin|al)){1,4}"
)
_NAMES = re.compile(rf"{_NAME.pattern}(?:(?:,\s|\sand\s|,\sand\s|\s&\s){_NAME.pattern}){{0,4}}")

_PARTICLES = re.compile(
    r"al|bin|d[aeou]|das|del|della|den|der|di|dos|el?|et|i|la|le|und|van|ve|von|y|и|та", re.I
)
_LONGEST_LOCAL = 60  # characters of a line that names its author in another language

_DATELINE_REACH = 160  # characters of a first paragraph in which a dateline can stand
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z][\w.'’/-]*(?: [A-Z(][\w.'’()/-]*){0,4}"
    r"(?:,\s?(?!" + MONTH + r" \d)[A-Z][\w.]*(?: [A-Z][\w.]*){0,2})?)?"
    rf"(?:(?:,\s*|\s+)(?P<date>{MONTH}\s+\d{{1,2}}(?:,\s*(?:19|20)\d\d)?|\d{{1,2}}\s+{MONTH}))?"
    r"\.?(?:\s*[-–—,])?\s*"
    r"(?:/(?P<slashed>[A-Z][\w .&-]{1,30})/|\((?P<bracketed>[A-Z][\w .&-]{1,30})\))"
    r"\.?\s*(?P<dash>[-–—:]{1,2}\s*)?"
)


class Dateline(NamedTuple):
    """A cut from the head of a body: its text, the agency, and the date it names ("" if none)."""

    text: str
    agency: str
    date: str


def read_byline(line: str) -> str | None:
    """The names in "By NAME ...", without date, role and counts; None for any other line."""
    start = _BY.match(line)
    if not start or len(line) > 200:
        return None
    name = bare_names(line[start.end() :])
    if not name or not (name[0].isupper() or name[0] == "@") or len(name.split()) > 14:
        return None
    return None if re.search(r"[.!?]$", name) and len(name.split()) > 5 else name


def bare_names(text: str) -> str:
    """Names without what pages print beside them: places, roles, mail addresses, who took the
    pictures or edited; "" where nothing else is left.

    >>> bare_names("Ann Lee in Paris and Bo Ek in Rome; Edited by Cy Dahl")
    'Ann Lee and Bo Ek'
    """
    text = text[:500]
    name = _BEHIND.sub("", text)
    first = name.partition("|")[0].strip()
    name = _OTHERS.sub("", first if " " in first else name)  # 'GAZETTE | The Port Institute'
    name = _BRACKETS.sub("", _MAIL.sub("", name) if not name.startswith("@") else name)
    name = _PLACES.sub("", name.strip(" ,;|-–—"))
    name = "".join(
        part if place % 2 else _strip_role(part) for place, part in enumerate(_PARTS.split(name))
    ).strip(" ,;|-–—:")
    name = re.sub(r"(?<!\s)\s+(?:on|at)$", "", name)
    return name[:-1] if name.endswith(".") and len(name.split()[-1]) > 4 else name


def _strip_role(part: str) -> str:
    part = _TITLE_BEFORE.sub("", _ROLE.sub("", part))
    name = _TITLE_BEHIND.sub("", part)
    return name if " " in name else part  # "Staff Writer" is all there is


def is_names(text: str) -> bool:
    """Whether a text is names and nothing else ("Ann Lee", "Ann Lee and Bo van Ek")."""
    return len(text) <= 120 and _NAMES.fullmatch(text) is not None


def plain_byline(value: str) -> str | None:
    """A byline's names, without "By", roles and mail addresses; None for an address in place of a
    name."""
    name = re.sub(r"^by[\s:]+", "", plain_line(value), flags=re.IGNORECASE).strip(" ,;|")
    return None if re.match(r"https?:|www\.|@", name) else bare_names(name) or None


@cache
def author_marks() -> re.Pattern[str]:
    """How a line begins that names its author, in other languages than English, all together."""
    authors = [word for local in load_locals() for word in local.authors]
    spaced = any_of(word for word in authors if word[0] <= CJK)
    glued = any_of(word for word in authors if word[0] > CJK)
    return re.compile(
        rf"^\W{{0,2}}(?:(?:{spaced})(?:[:：]\s?|\s)|(?:{glued})[:：/ ]?(?=[{CJK}-\uffff]))", re.I
    )


def read_local_byline(line: str) -> str | None:
    """The name in "Von Anna Lenz" or "记者 王强"; None where the line says anything more."""
    start = author_marks().match(line) if len(line) <= _LONGEST_LOCAL else None
    name = line[start.end() :].strip(" ,;|-–—)）]】") if start else ""
    words = name.split()
    if not words or len(words) > 8 or re.search(r"[\d.!?。！？:：,，、]", name):
        return None
    if words[0][0] > CJK:
        return name if max(map(len, words)) <= 6 else None
    named = [word for word in words if not _PARTICLES.fullmatch(word)]
    return name if named and not any(word[0].islower() for word in named) else None


def find_dateline(text: str) -> Dateline | None:
    """Place, date and agency at the head of a first paragraph: "TOKYO, May 2 (Agency) - "."""
    match = _DATELINE.match(text[:_DATELINE_REACH])
    if not match or len(text) - match.end() < 20:
        return None
    agency = match["slashed"] or match["bracketed"]
    if not match["place"] and not match["dash"] and not agency.isupper():
        return None
    return Dateline(match.group().rstrip(), agency.strip(), match["date"] or "")
