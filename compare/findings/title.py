"""The event's title from its headlines, and the span of its dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import combinations

from ..datafiles import load_group
from ..model import Article, Comparison
from ..text.annotate import read_stems
from ..text.dates.english import iso_day
from ..text.words import count_words
from .wording import (
    NOTICE,
    QUOTES,
    break_off,
    counted,
    short_day,
    shorten,
    strip_dateline,
)

APART = 7  # days from which texts are no longer one news moment
WORDS = 16  # of a headline, from which a part that may go is cut off: a first sentence can be one
STUB = 0.2  # share of the longest text's words, below which a text's first sentence is no title
LONG = 30  # words, after which a headline is broken off
_END = re.compile(r"[.!?…][”\"’')]{0,2}\Z")  # of a sentence: a caption mostly has a credit there
_CREDIT = re.compile(r"[a-z]{3}\. [A-Z][^.!?]{2,40}\Z")  # behind a caption's sentence
_NAME_OF_FILE = re.compile(r"[\w.~-]+\Z")
_BETWEEN = re.compile(r"[\s_-]+")  # words of a name
FOLDERS = load_group("folders")


def make_title(comparison: Comparison, strays: Collection[str] = ()) -> str:
    """The user's name for the event; else the headline that shares most with the others; where
    there is none, the first sentence that does.

    strays  outlets whose texts may be about something else: their headlines do not count

    A name of one word without a capital is a folder's or an id where it has a figure or "-" in it
    ("pier-fire") or may be any folder's ("articles"); another ("brexit") gets its capital. A
    folder's is the title where most headlines have its words, written as they do ("Asian NATO").
    """
    event = comparison.event.strip()
    capital = any(map(str.isupper, event))
    if event and (capital or not _NAME_OF_FILE.match(event)):
        return event
    if event.isalpha() and event not in FOLDERS:
        return event.capitalize()
    told = [one for one in comparison.articles if one.outlet not in strays]
    titles = [strip_dateline(one.title) for one in told if _is_told(one.title)]
    heads = titles or _list_firsts(comparison, told)
    return (
        _find_written(event, titles)
        or _central_headline(heads)
        or event
        or f"One event in {counted(len(comparison.outlets), 'outlet')}"
    )


def _list_firsts(comparison: Comparison, articles: Sequence[Article]) -> list[str]:
    """The articles' first sentences that are some: no captions, no stubs' where others are long."""
    words = {one.id: count_words(one.body) for one in articles}
    short = STUB * max(words.values(), default=0)
    firsts = [
        (words[one.article] < short, strip_dateline(one.text).rstrip("."))
        for one in comparison.sentences
        if one.index == 1 and one.article in words and _is_told(one.text) and _END.search(one.text)
    ]
    least = min((is_stub for is_stub, _ in firsts), default=False)
    return [text for is_stub, text in firsts if is_stub == least]


def _is_told(text: str) -> bool:
    """Whether it tells something: no notice or caption, no question or quotation by itself."""
    is_asked = "?" in text and text.strip()[:1] in QUOTES
    is_caption = count_words(text) > WORDS and _CREDIT.search(text)
    return bool(text.strip()) and not (is_asked or is_caption or NOTICE.search(text))


def _find_written(name: str, titles: Sequence[str]) -> str:
    """A name of several words as most headlines write it: 'asian-nato' -> 'Asian NATO'; or ""."""
    words = _BETWEEN.split(name)
    if len(words) < 2 or not all(map(str.isalpha, words)):
        return ""
    written = re.compile(rf"\b{_BETWEEN.pattern.join(words)}\b", re.IGNORECASE)
    forms = Counter(match[0] for title in titles if (match := written.search(title)))
    common = sorted(forms, key=lambda form: (-forms[form], form))
    return common[0] if 2 * forms.total() > len(titles) else ""


def _central_headline(titles: Sequence[str]) -> str:
    """The headline with most stems in common with the others, for its length; "" for none."""
    stems = [read_stems(title) for title in titles]
    score = [0.0] * len(titles)
    for one, two in combinations(range(len(titles)), 2):
        both = len(stems[one] & stems[two]) / max(1, len(stems[one] | stems[two]))
        score[one] += both
        score[two] += both
    order = sorted(range(len(titles)), key=lambda n: (-round(score[n], 6), titles[n]))
    short = [shorten(titles[n], WORDS) for n in order]
    short.sort(key=lambda title: count_words(title) > WORDS)  # a first sentence may be long
    return break_off(short[0], LONG) if short else ""


def date_span(articles: Sequence[Article]) -> tuple[str, str]:
    """("6 Oct to 3 Dec 2024", "58 days: not one news moment"); each "" where there is none.

    Articles without a whole date are left out of the span, and counted in its words.
    """
    days = sorted(
        (day, short_day(article.published))
        for article in articles
        if (day := iso_day(article.published))
    )
    if not days:
        return "", ""
    (first, begin), (last, end) = days[0], days[-1]
    span = begin if first == last else f"{begin.removesuffix(end[-len(' 2024') :])} to {end}"
    missing = len(articles) - len(days)
    if missing:
        span += f" ({counted(missing, 'text')} without a full date)"
    gap = (last - first).days
    return span, f"{gap} days apart: not one news moment" if gap > APART else ""
