"""The event's title from its headlines, and the span of its dates."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from itertools import combinations, pairwise

from ..datafiles import load_group
from ..model import Article, Comparison
from ..text.annotate import read_stems, read_words
from ..text.words import POINTING, STOP_WORDS, count_words
from .wording import (
    NOTICE,
    QUOTES,
    break_off,
    counted,
    find_day,
    short_day,
    shorten,
    strip_dateline,
)

APART = 7  # days from which texts are no longer one news moment
LONGEST = 4  # words of a phrase that headlines share
MOST = 0.75  # share of the headlines that have it
FEWEST = 3  # headlines, below which a shared phrase tells little
WORDS = 16  # of a headline, from which a part that may go is cut off: a first sentence can be one
STUB = 0.2  # share of the longest text's words, below which a text's first sentence is no title
LONG = 30  # words, after which a headline is broken off
_END = re.compile(r"[.!?…][”\"’')]{0,2}\Z")  # of a sentence: a caption mostly has a credit there
_CREDIT = re.compile(r"[a-z]{3}\. [A-Z][^.!?]{2,40}\Z")  # behind a caption's sentence
_NAME_OF_FILE = re.compile(r"[\w.~-]+\Z")
FOLDERS = load_group("folders")


def make_title(
    comparison: Comparison,
    strays: Collection[str] = (),
    named: Callable[[str], object] = lambda name: None,
) -> str:
    """The user's name for the event; else words that the headlines share; else the headline that
    shares most with the others; where there is none, the first sentence that does.

    strays  outlets whose texts may be about something else: their headlines do not count
    named   tells whom a name is of: a person, a body or a country is no event by itself

    A name of one word without a capital is a folder's or an id where it has a figure or "-" in it
    ("asian-nato") or may be any folder's ("articles"); another ("brexit") gets its capital.
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
        _shared_phrase(titles, named)
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


def _shared_phrase(titles: Sequence[str], named: Callable[[str], object]) -> str:
    """The longest run of words that most headlines have, as it is mostly written."""
    found: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for title in titles:
        words = read_words(title)
        seen = set()
        for size in range(2, LONGEST + 1):
            for at in range(len(words) - size + 1):
                run = words[at : at + size]
                gaps = [title[a.end : b.start] for a, b in pairwise(run)]
                key = tuple(word.stem for word in run)
                if (
                    run[0].content
                    and run[-1].content
                    # 'the 12-year-old boy', 'bullying her daughter' name no event
                    and not any(w.normal.isdigit() or w.normal in POINTING for w in run)
                    and title[run[0].start - 1 : run[0].start] != "-"
                    and set(gaps) <= {" ", "-"}
                    and key not in seen
                ):
                    seen.add(key)
                    found[key][title[run[0].start : run[-1].end]] += 1
    least = max(FEWEST, MOST * len(titles))
    common = [
        key
        for key, forms in found.items()
        if forms.total() >= least and all(_is_name(form) and not named(form) for form in forms)
    ]
    if not common:
        return ""
    best = min(common, key=lambda key: (-len(key), -found[key].total(), key))
    form = min(found[best].items(), key=lambda item: (-item[1], item[0]))[0]
    return form[:1].upper() + form[1:]


def _is_name(phrase: str) -> bool:
    """'Asian NATO', 'University of Ely'; 'foreign policy', 'Ely-Mart' name no event."""
    return " " in phrase and not any(
        word[0].islower() for word in phrase.split() if word not in STOP_WORDS
    )


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
        if (day := find_day(article.published))
    )
    if not days:
        return "", ""
    (first, begin), (last, end) = days[0], days[-1]
    span = begin if first == last else f"{_without_year(begin, end)} to {end}"
    missing = len(articles) - len(days)
    if missing:
        span += f" ({counted(missing, 'text')} without a full date)"
    gap = (last - first).days
    return span, f"{gap} days apart: not one news moment" if gap > APART else ""


def _without_year(begin: str, end: str) -> str:
    """The first day without its year where both have the same."""
    return begin[: -len(" 2024")] if begin[-4:] == end[-4:] else begin
