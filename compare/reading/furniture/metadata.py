"""Outlet, byline, date and address of an article, as the text of its page names them.

Every value says where it came from (`Found`); what the text does not name stays None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ...model import Found
from ..published import DateFound, find_page_dates
from .bylines import Dateline
from .head import read_head_line
from .phrases import PATTERNS, change_words

_DISCOVER = re.compile(r"^Discover more from (?P<outlet>[^.|]{2,60})$", re.I)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)\s*(?:(?:©|\(c\)|copyright)\s*)?(?:(?:19|20)\d\d)?"
    r"(?:\s?[-–]\s?(?:19|20)?\d\d)?(?:,\s*|(?<=\d)\s*)?(?:by\s+)?"
    r"(?P<outlet>[A-Z][\w&'’.-]*(?: [\w&'’-]+){0,5})",
    re.I,
)
_COMPANY = re.compile(
    r"(?:[,.]|(?<!\s))\s*\b(?:all rights?.{0,300}|inc|llc|ltd|limited|corp|plc|company|co)\b\.?$",
    re.I,
)
# '© AP PHOTO/ ADA PELL', '© Getty Images': a picture's, not the page's
_PICTURE = re.compile(
    r"\b(?:photos?|pictures?|images|getty|shutterstock|istock\w*|flickr|alamy|corbis|pixabay)\b",
    re.I,
)
_ADDRESS = re.compile(
    r"^(?:(?:source|url|link|permalink):?\s*)?(?P<url>https?://[^\s<>\"]{4,500})$", re.I
)
_NO_NAMES = frozenset({"home", "news", "blog", "main", "you are here"})
_LABELLED = re.compile(r"\b(?:published|posted|first published|created|released)\b", re.I)
_UPDATED = re.compile(r"\b(?:updated?|modified|edited)\b", re.I)


class Metadata(NamedTuple):
    """What the text names; None where it does not."""

    outlet: str | None
    byline: str | None
    published: str | None
    url: str | None
    found: tuple[Found, ...]


def find_metadata(
    lines: Sequence[str],
    head: Sequence[str],
    title: str,
    dateline: Dateline | None,
    foreign: bool = False,
) -> Metadata:
    """What the lines of a page name; head: those around its headline, up to the body's first;
    foreign: whether the page is in another language than English."""
    outlet, found = _find_outlet(lines, title, dateline)
    byline = None
    for line, below in zip(head, [*head[1:], ""], strict=False):
        one = read_head_line(line, below, foreign)
        if one.names:
            byline = one.names
            found.append(Found("byline", one.how, line))
            break
    published, where = _find_published(head, dateline, foreign)
    found += where
    addresses = {match["url"]: line for line in lines if (match := _ADDRESS.match(line))}
    url = None
    if len(addresses) == 1:
        url = next(iter(addresses))
        found.append(Found("url", "address on a line of its own", addresses[url]))
    return Metadata(outlet, byline, published, url, tuple(found))


def _find_outlet(
    lines: Sequence[str], title: str, dateline: Dateline | None
) -> tuple[str | None, list[Found]]:
    """The outlet by its surest sign; the other signs that speak are kept in what was found."""
    found = []
    if match := next(filter(None, map(PATTERNS["source of a republisher"].match, lines)), None):
        found.append(Found("outlet", "source named by a republisher", match.string))
        found.append(Found("republisher", "names its source", match["by"].strip()))
        return match["outlet"].strip(), found
    if match := next(filter(None, map(_DISCOVER.match, lines)), None):
        return match["outlet"].strip(), [Found("outlet", "subscription offer", match.string)]
    for line in lines:
        parts = re.split(r"(?<!\s)\s+[>»›]\s+", line) if len(line) < 300 else []
        first = parts[0].strip() if parts else ""
        if len(parts) >= 3 and title and parts[-1].strip() == title and _is_name(first):
            found.append(Found("outlet", "site name before the headline's path", line))
            return first.split(" | ")[0].strip(), found
    if owner := _find_owner(lines):
        found.append(Found("outlet", "copyright line", owner[1]))
        return owner[0], found
    if dateline:
        found.append(Found("outlet", "agency in the dateline", dateline.text))
        return dateline.agency, found
    return None, found


def _is_name(text: str) -> bool:
    return 1 < len(text) < 60 and text.lower() not in _NO_NAMES


def _find_owner(lines: Sequence[str]) -> tuple[str, str] | None:
    """Who holds the copyright of the page, not of a picture: of several, the name that the page
    repeats most, then the last."""
    owners = []
    for line in lines:
        match = _COPYRIGHT.search(line[:300]) if len(line) < 1000 else None
        if match:
            name = _COMPANY.sub("", match["outlet"]).strip(" .,-")
            of_picture = line[match.end() :].lstrip().startswith("/") or _PICTURE.search(name)
            if _is_name(name) and name[0].isupper() and not of_picture:
                owners.append((name, line))
    if not owners:
        return None
    page = "\n".join(lines).casefold()
    ranked = [(page.count(name.casefold()), place) for place, (name, _) in enumerate(owners)]
    return owners[max(ranked)[1]]


def _find_published(
    head: Sequence[str], dateline: Dateline | None, foreign: bool
) -> tuple[str | None, list[Found]]:
    """The date of publication: a labelled one, then a bare one, then one of an update."""
    found: list[Found] = []
    ranked: list[tuple[int, int, DateFound]] = []
    for place, line in enumerate(head):
        if len(line) <= 200:
            dates = find_page_dates(line, foreign)
            ranked += [(_rank_date(line, date, foreign), place, date) for date in dates]
    usable = [(rank, place, date) for rank, place, date in ranked if date.iso]
    if usable:
        best = min(usable, key=lambda one: one[:2])
        same = [one for one in usable if one[0] == best[0] and one[2].iso == best[2].iso]
        date = max(same, key=lambda one: (len(one[2].time), -one[1]))[2]
        found.append(Found("published", "date by the headline", date.text))
        return date.whole, found
    if ranked:
        found.append(Found("published", "date that reads two ways", ranked[0][2].text))
    if dateline and dateline.date:
        dates = find_page_dates(dateline.date)
        if dates and dates[0].iso:
            found.append(Found("published", "dateline", dateline.date))
            return dates[0].iso, found
        found.append(Found("published", "dateline without a year", dateline.date))
    return None, found


def _rank_date(line: str, date: DateFound, foreign: bool) -> int:
    """0: said to be published then, 1: no word said, 2: said to be updated then."""
    before = line[: date.start]
    labels = [(match.end(), 0) for match in _LABELLED.finditer(before)]
    labels += [(match.end(), 2) for match in _UPDATED.finditer(before)]
    if foreign:
        labels += [(match.end(), 2) for match in change_words().finditer(before)]
    return max(labels)[1] if labels else 1
