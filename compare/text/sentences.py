"""Sentences with their offsets. The one place that decides where a sentence ends.

A candidate is a full stop, question or exclamation mark (with the closing quotation marks,
brackets and the footnote mark behind it) before white space or right before a letter, or a CJK stop
anywhere; guards then take back those that end an abbreviation, an initial, a part of a domain name,
or that go on in lower case. A newline always ends a sentence: hard-wrapped lines are joined before.
"""

from __future__ import annotations

import re

from ..datafiles import load_form, load_words
from ..model import Article, Sentence
from .locales import is_english, load_local

_TITLES = load_words("abbreviations.txt")
_BEFORE_NAMES = load_words("titles_before_names.txt")
_STATES = load_words("abbreviations_of_states.txt")
_MONTHS = load_words("abbreviations_before_numbers.txt")
CLOSERS = "\"'”’»›)\\]}"
QUOTES_CLOSE = "\"'”’»›"
OPENERS = "\"'“‘«‹„‚(\\[{¿¡"
_NOTE = r"\[?\d{1,2}\]?|[¹²³⁰-⁹*†‡]{1,3}"  # the mark of a footnote
_END = re.compile(
    rf"[.!?…؟۔।]{{1,8}}(?:[{CLOSERS}]{{1,4}}|[ ]?[”»](?!\w))?(?P<note>{_NOTE})?"
    r"(?=[ \t\u00a0\u2000-\u200a])"
    rf"|(?P<glued>[.!?…]{{1,3}}[{CLOSERS}]{{0,3}}(?:{_NOTE})?(?=[{OPENERS}]{{0,2}}[^\W\d_]))"
    r"|[。！？]{1,8}[”’」』）]{0,4}|\n"
)
_GLUED_NEXT = re.compile(rf"[{OPENERS}]{{0,2}}([^\W\d_][\w’']{{0,30}})([./@_:]\w)?(\s)?")
# 'amazon.Com': a part of a domain name, not a sentence
_DOMAINS = frozenset(
    {"com", "org", "net", "gov", "edu", "info", "co", "uk", "io", "tv", "fm", "js"}
)
_FIGURE = re.compile(r"\W{0,3}\d[\d.,:]{0,20}[a-z]{0,2}\W{0,2}$")  # €2.40, 5%, 10.30am
_LOWER_NAME = re.compile(
    r"[a-z]{1,2}[A-Z]"  # eBay, iPhone
    r"|(?:al|el|an|as|ash|at)[-’'][A-Z]"
    r"|(?:(?:al|el|bin|ibn|ben|de|del|della|der|den|di|da|do|dos|du|la|le|ten|ter|van|von)\s){1,3}[A-Z]"
    r"|[dl][’'][A-Z]"
)
_NEXT = re.compile(
    rf"[ \t\u00a0\u2000-\u200a]{{1,16}}[{OPENERS}–—\-•*…]{{0,4}}(?:\.{{3}})?[ ]?(\S)"
)
_INITIAL = re.compile(r"^[(\"“'‘\[]{0,3}(?:[^\W\d_]\.)?[^\W\d_]\.$")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.){2,6}$")
# '"… stop?" Justice Breyer asked.': the speaker still belongs to the sentence
_SPEAKER_NEXT = re.compile(
    r"\s{1,4}(?:(?:[^\W\d_a-z][\w.’'\-]{0,20}|the|of)\s){1,5}"
    rf"(?:(?:asked|wondered|demanded|cried|shouted|replied)[.,]|told\s"
    rf"|(?:{load_form('telling')})(?:[.,;]|\s(?:in|to|at|as|during|after|of|with)\s))"
)
# 'ORR, Mo. — The port', 'UPDATE, 9 p.m. -- The port': a dash goes on where an abbreviation stood
_DASH_NEXT = re.compile(r"\s{1,4}[–—-]{1,3}\s")
# 'Ariz. Gov. Ann Orr', 'Jr. (D-Mo.)'
_OFFICE_NEXT = re.compile(r"\s(?:Gov|Sen|Sens|Rep|Reps|Lt|Atty)\.")
_NAME_BEFORE = re.compile(r"\b[A-Z][a-z]{2,20}\sI\.$")
_NAME_TAIL = re.compile(r"^[JS]r\.$")
_NAME_BEFORE_TAIL = re.compile(r"[A-Z][\w.’'-]{0,30},? [JS]r\.$")
_GOES_ON = re.compile(
    r"\s{1,4}(?:[A-Z]{2,4}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|on\b"
    r"|(?:Eastern|Central|Mountain|Pacific|Greenwich|local)\b"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s\d)"
)
_NEW_SENTENCE = re.compile(rf"\s{{1,4}}(?:[\"“‘']|(?:{load_form('new_sentence')})\b)")
_ORDINAL = re.compile(r"\d{1,2}$")
_NUMBER_NEXT = re.compile(r"\s{1,4}\d")


def split_sentences(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """Offsets (start, end) of the sentences of a text, in order, disjoint, stripped.

    Every character that is not white space lies in exactly one of them. Linear in len(text).
    language: ISO 639-1, for its abbreviations; None: taken for English.

    >>> text = "Mr. Orr left at 3 p.m. on Monday. Nobody knew."
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['Mr. Orr left at 3 p.m. on Monday.', 'Nobody knew.']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for hit in _END.finditer(text):
        end = hit.end()
        if hit["glued"]:
            end = _end_glued(text, start, hit.start(), end)
        elif hit.group() != "\n" and not _ends_sentence(text, start, hit, language):
            end = 0
        if end:
            _append_span(spans, text, start, end)
            start = end
    _append_span(spans, text, start, len(text))
    return spans


def article_sentences(article: Article) -> tuple[Sentence, ...]:
    """The headline (index 0, paragraph 0), then the body's sentences, paragraphs counted from 1.

    `article.text[s.start:s.end] == s.text` for each. Without a headline they count from 1.
    """
    sentences: list[Sentence] = []
    if article.title:
        sentences.append(_make_sentence(article, 0, 0, 0, len(article.title)))
    paragraph, last = 0, None
    for start, end in split_sentences(article.body, article.language):
        if last is None or "\n" in article.body[last:start]:
            paragraph += 1
        last = end
        index = len(sentences) + (0 if article.title else 1)
        at = article.body_start
        sentences.append(_make_sentence(article, index, paragraph, at + start, at + end))
    return tuple(sentences)


def _make_sentence(article: Article, index: int, paragraph: int, start: int, end: int) -> Sentence:
    text = article.text[start:end]
    name = f"{article.id}-{index:02d}"
    return Sentence(name, article.id, article.outlet, index, paragraph, start, end, text)


def _append_span(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    start = end - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    if start < end:
        spans.append((start, end))


def _end_glued(text: str, start: int, stop: int, end: int) -> int:
    """Where the sentence ends whose stop, at text[stop:end], has no space behind it; 0: goes on.

    'in 2025.The firm', 'a "super cycle".The carmaker', 'the pool.1The mayor': a capital and a small
    letter behind a word in lower case or a figure; behind a name ('Berlin.The') only a common word.
    """
    following = _GLUED_NEXT.match(text, end)
    if following is None or following[2]:
        return 0
    after, low = following[1], following[1].casefold()
    if not after[0].isupper() or low in _DOMAINS:
        return 0
    if not (after[1:2].islower() or after[1:2] in ("’", "'") or (after in "AI" and following[3])):
        return 0
    word = re.split(r"\s", text[max(start, stop - 40) : stop])[-1].strip(CLOSERS + OPENERS)
    is_common = re.split("[’']", low)[0] in load_words("stopwords.txt")
    if _FIGURE.match(word):
        counts = word.isdigit() and len(word) < 3  # '2.Bundesliga', '1.The'
        heads = not text[max(start, stop - len(word) - 3) : stop - len(word)].strip()
        goes_on = counts and (heads or not is_common)
    else:
        plain = len(word) > 1 and not re.search(r"[@/\\_:.]", word)
        is_name = not word.islower() or _is_abbreviation(word + ".", text, end)
        goes_on = not plain or (is_name and not is_common) or word.casefold() in _BEFORE_NAMES
    if goes_on:
        return 0
    opens = text.find('"', stop, end)
    if opens > 0 and text.count('"', max(start, stop - 1000), stop) % 2 == 0:
        return opens  # 'he said."The firm': the mark opens what follows
    return end


def _is_note(text: str, start: int, stop: int, note: str) -> bool:
    """Whether figures or a star right behind a stop mark a footnote ('the pool.1 The')."""
    word = re.split(r"\s", text[max(start, stop - 40) : stop])[-1].strip(CLOSERS + OPENERS)
    if len(word) < 2 or not word[-1].isalpha() or "." in word:
        return False
    bare = word.casefold()
    return not note[0].isdigit() or not (len(bare) < 3 or {bare} & (_TITLES | _BEFORE_NAMES))


def _ends_sentence(text: str, start: int, hit: re.Match[str], language: str | None) -> bool:
    """Whether the mark that was found ends the sentence that began at `start`."""
    stop, end, mark = hit.start(), hit.end(), hit.group()
    if mark[0] in "。！？":
        return True
    following = _NEXT.match(text, end)
    if following is None:
        return False
    first = following.group(1)
    if hit["note"]:
        return first.isupper() and _is_note(text, start, stop, hit["note"])
    if first in ".…":
        return False
    closed = mark[-1] in QUOTES_CLOSE
    if first.islower():  # '"… wartime," he said.', 'i.e. so', '"Stop!" he cried'
        named = mark[0] == "." and len(mark) < 3 and is_english(language)
        if not named or not _starts_with_name(text, following.start(1)):
            return False
    if closed and mark[0] in "!?" and _SPEAKER_NEXT.match(text, end):
        return False
    if mark[0] in "!?؟۔।" or mark.startswith(("..", "…")):
        return True
    word = re.split(r"\s", text[max(start, stop - 40) : stop + 1])[-1]
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


def _starts_with_name(text: str, at: int) -> bool:
    """Whether a name that is written small begins at `at`: eBay, al-Shabab, de Blasio, adidas."""
    if _LOWER_NAME.match(text, at):
        return True
    word = re.compile(r"[\w.]{1,20}").match(text, at)
    return word is not None and word.group().rstrip(".") in load_words("names_in_lower_case.txt")


def _is_abbreviation(word: str, text: str, end: int) -> bool:
    """Whether the full stop behind a word only shortens it; some do before certain words alone."""
    opened = word.lstrip("\"'“‘«‹„([").rstrip(".")
    bare = opened.casefold()
    tail = re.split("[-–—]", bare)[-1]
    if bare in _TITLES or tail in _TITLES:
        return True
    if opened[:1].isupper() and {bare, tail} & _BEFORE_NAMES:
        # 'Sr. Ada Pell', but 'Tom Hale Sr. The'; 'Card. Orr', but 'the Green Card. The'
        behind_name = _NAME_BEFORE_TAIL.search(text, max(0, end - 40), end)
        if not behind_name and not _NEW_SENTENCE.match(text, end):
            return True
    if tail in _MONTHS:
        return bool(_NUMBER_NEXT.match(text, end))
    if _NAME_TAIL.match(word):
        return text.startswith(" (", end)
    if tail in _STATES:
        return bool(_DASH_NEXT.match(text, end) or _OFFICE_NEXT.match(text, end))
    if bare in {"a.m", "p.m"}:
        return bool(_GOES_ON.match(text, end) or _DASH_NEXT.match(text, end))
    if _ACRONYM.search(word):  # 'U.S. Senator' goes on, 'in the U.S. The' does not
        return not _NEW_SENTENCE.match(text, end)
    if word.endswith("I."):  # 'James I. Orr' is an initial, 'So am I. Then' is not
        return bool(_NAME_BEFORE.search(text, max(0, end - 24), end))
    return bool(_INITIAL.search(word))
