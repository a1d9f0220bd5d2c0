"""Sentences with their offsets. The one place that decides where a sentence ends.

A candidate is a full stop, question or exclamation mark (with the closing quotation marks and
brackets behind it) before white space, or a CJK stop anywhere; guards then take back those that end
an abbreviation, an initial, or that go on in lower case. A newline always ends a sentence, since
hard-wrapped lines are joined before.
"""

from __future__ import annotations

import re

from ..model import Article, Sentence
from .lists import load_words
from .locales import is_english, load_local

CLOSERS = "\"'”’»›)\\]}"
QUOTES_CLOSE = "\"'”’»›"
OPENERS = "\"'“‘«‹„‚(\\[{¿¡"
_END = re.compile(
    rf"[.!?…؟۔।]{{1,8}}(?:[{CLOSERS}]{{1,4}}|[ ]?[”»](?!\w))?(?=[ \t\u00a0\u2000-\u200a])"
    rf"|[。！？]{{1,8}}[”’」』）]{{0,4}}|\n"
)
_NEXT = re.compile(
    rf"[ \t\u00a0\u2000-\u200a]{{1,16}}[{OPENERS}–—\-•*…]{{0,4}}(?:\.{{3}})?[ ]?(\S)"
)
_LAST_WORD = re.compile(r"(\S{1,40})$")
_INITIAL = re.compile(r"^[(\"“'‘\[]{0,3}(?:[^\W\d_]\.)?[^\W\d_]\.$")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.){2,6}$")
_TELLING = "said|says|added|adds|continued|recalled|tweeted|wrote|writes|exclaimed|yelled"
# '"… stop?" Justice Breyer asked.': the speaker still belongs to the sentence
_SPEAKER_NEXT = re.compile(
    r"\s{1,4}(?:(?:[^\W\d_a-z][\w.’'\-]{0,20}|the|of)\s){1,5}"
    rf"(?:(?:asked|wondered|demanded|cried|shouted|replied)[.,]|told\s"
    rf"|(?:{_TELLING})(?:[.,;]|\s(?:in|to|at|as|during|after|of|with)\s))"
)
# 'ORR, Mo. — The port', 'UPDATE, 9 p.m. -- The port': a dash goes on where an abbreviation stood
_DASH_NEXT = re.compile(r"\s{1,4}[–—-]{1,3}\s")
# 'Ariz. Gov. Ann Orr', 'Jr. (D-Mo.)'
_OFFICE_NEXT = re.compile(r"\s(?:Gov|Sen|Sens|Rep|Reps|Lt|Atty)\.")
_NAME_BEFORE = re.compile(r"\b[A-Z][a-z]{2,20}\sI\.$")
_NAME_TAIL = re.compile(r"^[JS]r\.$")
_GOES_ON = re.compile(
    r"\s{1,4}(?:[A-Z]{2,4}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|on\b"
    r"|(?:Eastern|Central|Mountain|Pacific|Greenwich|local)\b)"
)
_NEW_SENTENCE = re.compile(
    r"\s{1,4}(?:[\"“‘']|(?:The|A|An|He|She|They|It|We|I|But|And|In|On|At|This|That|His|Her|As|With)\b)"
)
_ORDINAL = re.compile(r"\d{1,2}$")
_NUMBER_NEXT = re.compile(r"\s{1,4}\d")


def split_sentences(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """Offsets (start, end) of the sentences of a text, in order, disjoint, stripped.

    Every character that is not white space lies in exactly one of them. Linear in len(text).
    language: ISO 639-1, for its abbreviations; None: taken for English.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _END.finditer(text):
        if found.group() == "\n" or _ends_sentence(
            text, start, found.start(), found.end(), language
        ):
            _append(spans, text, start, found.end())
            start = found.end()
    _append(spans, text, start, len(text))
    return spans


def article_sentences(article: Article) -> tuple[Sentence, ...]:
    """The headline (index 0, paragraph 0), then the body's sentences, paragraphs counted from 1.

    `article.text[s.start:s.end] == s.text` for each. Without a headline they count from 1.
    """
    found: list[Sentence] = []
    if article.title:
        found.append(_sentence(article, 0, 0, 0, len(article.title)))
    paragraph, last = 0, None
    for start, end in split_sentences(article.body, article.language):
        if last is None or "\n" in article.body[last:start]:
            paragraph += 1
        last = end
        index = len(found) + (0 if article.title else 1)
        at = article.body_start
        found.append(_sentence(article, index, paragraph, at + start, at + end))
    return tuple(found)


def _sentence(article: Article, index: int, paragraph: int, start: int, end: int) -> Sentence:
    text = article.text[start:end]
    name = f"{article.id}-{index:02d}"
    return Sentence(name, article.id, article.outlet, index, paragraph, start, end, text)


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def _ends_sentence(text: str, start: int, stop: int, end: int, language: str | None) -> bool:
    """Whether the mark at text[stop:end] ends the sentence that began at `start`."""
    mark = text[stop:end]
    if mark[0] in "。！？":
        return True
    following = _NEXT.match(text, end)
    if following is None:
        return False
    first = following.group(1)
    if first.islower() or first in ".…":
        return False  # '"… wartime," he said.', 'i.e. so', '"Stop!" he cried'
    closed = mark[-1] in QUOTES_CLOSE
    if closed and mark[0] in "!?" and _SPEAKER_NEXT.match(text, end):
        return False
    if mark[0] in "!?؟۔।" or mark.startswith(("..", "…")):
        return True
    before = _LAST_WORD.search(text[max(start, stop - 40) : stop + 1])
    word = before.group(1) if before else ""
    # behind a closing quotation mark the sentence is done, whatever the word
    return closed or not (_is_abbreviation(word, text, end) or _is_local(word, language))


def _is_local(word: str, language: str | None) -> bool:
    """'z. B.', '3. März': what goes on behind its full stop in another language than English."""
    local = None if is_english(language) else load_local(language or "")
    if local is None:
        return False
    bare = word.lstrip("\"'“‘«‹„»([").rstrip(".").casefold()
    bare = re.split("['’]", bare)[-1]  # 'l'art. 5'
    return bare in local.abbreviations or (local.ordinals and bool(_ORDINAL.match(bare)))


def _is_abbreviation(word: str, text: str, end: int) -> bool:
    bare = word.lstrip("\"'“‘«‹„([").rstrip(".").casefold()
    tail = re.split("[-–—]", bare)[-1]
    if bare in _titles() or tail in _titles():
        return True
    if tail in _months():
        return bool(_NUMBER_NEXT.match(text, end))
    if _NAME_TAIL.match(word):
        return text.startswith(" (", end)
    if tail in _states():
        return bool(_DASH_NEXT.match(text, end) or _OFFICE_NEXT.match(text, end))
    if bare in {"a.m", "p.m"}:
        return bool(_GOES_ON.match(text, end) or _DASH_NEXT.match(text, end))
    if _ACRONYM.search(word):  # 'U.S. Senator' goes on, 'in the U.S. The' does not
        return not _NEW_SENTENCE.match(text, end)
    if word.endswith("I."):  # 'James I. Orr' is an initial, 'So am I. Then' is not
        return bool(_NAME_BEFORE.search(text, max(0, end - 24), end))
    return bool(_INITIAL.search(word))


def _titles() -> frozenset[str]:
    return load_words("abbreviations.txt")


def _states() -> frozenset[str]:
    return load_words("abbreviations_of_states.txt")


def _months() -> frozenset[str]:
    return load_words("abbreviations_before_numbers.txt")
