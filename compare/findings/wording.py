"""Short plain English: lists, days, names of outlets, and sentences cut where they stay whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..datafiles import load_forms
from ..model import Article
from ..text.dates.english import iso_day
from ..text.words import MONTHS, OPEN_END, PRONOUNS, count_words

if TYPE_CHECKING:
    from ..text.utterances import Utterance

LONGEST = 26  # words of a statement, beyond which a part that may go is cut off
FEWEST = 5  # words that must be left
TAG = 2  # words beside a quotation that tell no more than that somebody says it: "she wrote"
NAMED = 3  # outlets named in a warning; more are counted
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z.,’' -]{2,40}(?:,\s[A-Z][a-z]{1,11}\.?\s?)?(?:\([A-Z]{2,8}\)\s?)?"
    r"|\([A-Z][\w. ]{1,30}\))\s?(?:--?|[–—―])"
    r"(?:\s|(?<=[A-Z]{3}-)(?=[A-Z][a-z])|(?<=[—―])(?=[A-Z][a-z]))"
    r"|^[A-Z]{6,12}\s(?=(?:The|An?|In|On|After|One|Two)\s)"
)
_ADDRESS = re.compile(r"\s?\(https?:[^()\s]{1,300}\)")
_FORMS = load_forms("statements.txt")
NOTICE = re.compile(_FORMS["notice"], re.IGNORECASE)
LABEL = re.compile(r"\W?[A-Z][a-z]{1,20}(?: [A-Za-z\d]{1,20}){0,2}:")  # 'Source: …', 'Example: …'
DANGLING = re.compile(_FORMS["dangling"])
_STRAY = re.compile(r"^(?:[\"“”]\s){1,3}")  # marks of words that stand elsewhere
# '(Photo: AP)', '(Jane Doe/Getty Images)', and whom a picture shows: '(right)'
_CREDIT = re.compile(
    r"\s?\((?:(?:photo|image|picture|credit)\b[^()]{0,200}|[^()/]{0,60}/[^()/]{0,60}"
    r"|(?:pictured\s?)?(?:(?:far\s)?left|(?:far\s)?right|above|below|pictured))\)",
    re.I,
)
# no 'In her estimation, …': it says who says it
_OPENERS = re.compile(
    rf"^(?:(?:{_FORMS['opener']}),?|"
    r"In\s(?!(?:his|her|their|my|our)\b)(?:[a-z’'-]{1,20}\s?){1,5},)\s(?=\S)"
)
_TAIL = re.compile(rf",\s(?=(?:{_FORMS['tail']})\b)|\s[–—]\s|:\s")
# an insertion, behind which the clause goes on
_INSERTED = re.compile(
    r"(?!including|such as)[^,]{1,200},\s(?!(?:and|or|who|which)\b)|[^–—]{1,200}\s[–—]"
)
_TURNS = re.compile(
    r"\b(?:if|unless|but|except|only|not|never|without|until|although|though)\b", re.I
)
_UTTERED = re.compile(r'[“"](?:[^\s“”"]{1,30}\s){2}')  # not a mere name in marks
# 'has two aims': which, the rest says
_ANNOUNCES = re.compile(r"\b(?:two|three|four|five|six)\s(?:[a-z]{1,15}\s){0,2}[a-z]{2,15}s$")
_DASH = re.compile(r"\s[–—]\s")
_SAYS = re.compile(r"\b(?:said|says|according|told|wrote|added|noted|stated|tweeted)\b")
QUOTES = "“\"‘'"
_SINGLE_OPENS = re.compile(r"(?<![\w.])[‘'](?=\w)")
_SINGLE_CLOSES = re.compile(r"(?<=\w)[’'](?![\w])|(?<=[.,!?])[’']")
_MARKS = {"“": "”", '"': '"', "‘": "’", "'": "'"}


def join_words(words: Sequence[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def counted(n: int, noun: str) -> str:
    """'1 fact', '3 facts', '1,204 facts'."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def short_day(published: str | None) -> str:
    """'3 Dec 2024', or "" where the day is not wholly known."""
    day = iso_day(published)
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}" if day else ""


def day_words(article: Article) -> str:
    """'3 Dec 2024', 'October 2 (year not given)' or 'no date'."""
    if day := short_day(article.published):
        return day
    for found in article.found:
        if found.field == "published" and "without a year" in found.rule:
            return f"{found.text} (year not given)"
    return "no date"


def label_outlets(articles: Sequence[Article]) -> dict[str, str]:
    """Outlet -> what it is called: its name, or "not named (3 Dec 2024)" where nothing but the name
    of a file is known, and that is a number rather than a name. No two are called alike."""
    labels: dict[str, str] = {}
    for article in sorted(articles, key=lambda a: (a.outlet, a.id)):
        labels.setdefault(article.outlet, _make_label(article))
    called: dict[str, list[str]] = {}
    for outlet, label in labels.items():
        called.setdefault(label, []).append(outlet)
    for label, outlets in called.items():
        for number, outlet in enumerate(outlets[1:], 2):
            labels[outlet] = f"{label} {number}"
    return labels


def _make_label(article: Article) -> str:
    by_file = any(f.field == "outlet" and f.rule == "file name" for f in article.found)
    if not by_file or sum(map(str.isdigit, article.outlet)) < 4:
        return article.outlet
    return f"not named ({short_day(article.published) or article.outlet[:12]})"


def tell_strays(labels: Sequence[str]) -> str:
    """Of outlets that share nothing with the others; "" for none."""
    if not labels:
        return ""
    who = join_words(labels) if len(labels) <= NAMED else counted(len(labels), "outlet")
    verb, whose = ("has", "its text") if len(labels) == 1 else ("have", "their texts")
    return f"{who} {verb} no row in common with the others: {whose} may be about something else"


def shorten(text: str, longest: int = LONGEST) -> str:
    """A sentence in fewer words, still whole: an opening phrase and trailing clauses may go.

    What turns the meaning (a condition, a 'but', a denial, who says it) is never cut off; where no
    cut is safe the sentence stays as long as it is.

    >>> shorten("In a recent statement, the minister backed the plan for the port, which " +
    ...     "he called sound.", longest=10)
    'The minister backed the plan for the port'
    >>> shorten("He also disclosed that, amid plans for a visit, talks were held", longest=6)
    'He also disclosed that, amid plans for a visit, talks were held'
    >>> shorten("Ada Pell, who has run the port for years, denied it again", longest=6)
    'Ada Pell, who has run the port for years, denied it again'
    >>> shorten("The plan for a port – a dock, two quays – has been long discussed", longest=6)
    'The plan for a port – a dock, two quays – has been long discussed'
    """
    text = _DATELINE.sub(
        "", _STRAY.sub("", balance(_CREDIT.sub("", _ADDRESS.sub("", " ".join(text.split())))))
    )
    if hit := _OPENERS.match(text):
        rest = text[hit.end() :]
        if count_words(rest) >= FEWEST and not _TURNS.search(hit.group()[3:]):
            text = rest[:1].upper() + rest[1:]
    for cut in reversed(list(_TAIL.finditer(text))):
        if count_words(text) <= longest:
            break
        head, tail = text[: cut.start()], text[cut.end() :]
        if count_words(head) >= FEWEST and _may_go(head, cut.group(), tail):
            text = head
    return balance(text.rstrip(" ,;:–—"))


def _may_go(head: str, mark: str, tail: str) -> bool:
    """Whether the tail may be cut off at a mark: the head is whole, and the tail turns nothing."""
    inside = head.count("“") > head.count("”") or head.count('"') % 2
    is_open = inside or head.count("(") > head.count(")") or OPEN_END.search(head)
    is_insertion = _INSERTED.match(tail) or (_DASH.search(mark) and _DASH.search(head))
    is_speech = _UTTERED.search(tail) or (mark == ": " and _SAYS.search(head[-12:]))
    turns = _TURNS.search(tail) or _SAYS.search(tail)
    return not (is_open or is_insertion or is_speech or turns or _ANNOUNCES.search(head))


def strip_dateline(text: str) -> str:
    """'OSLO (AP) — The pier burned' without its place."""
    return _DATELINE.sub("", text)


def break_off(text: str, most: int) -> str:
    """Its first words, and "…" where it has more than `most`; back to a comma that is near.

    >>> break_off("The port was closed, he said, after a fire in the hall", 7)
    'The port was closed, he said …'
    """
    words = text.split()
    if len(words) <= most:
        return text
    ends = [n for n in range(most, most * 2 // 3, -1) if words[n - 1][-1] in ",;:"]
    return " ".join(words[: ends[0] if ends else most]).rstrip(",;:") + " …"


def end_sentence(text: str) -> str:
    """With a full stop, where none, or another mark of an end, is there."""
    return text if text.rstrip("”\"’')")[-1:] in (".", "!", "?", "…") else f"{text}."


def balance(text: str) -> str:
    """Quotation marks in pairs: the partner of one that stands alone is set at the text's end, or
    its start: the rest of the quotation lies outside."""
    opened, closed, plain = (text.count(mark) for mark in '“”"')
    if not opened + closed + plain:
        return _balance_single(text)
    if opened + closed + plain != 1:
        return text
    at = max(map(text.find, '“”"'))
    if opened or (plain and text[at + 1 : at + 2].strip() and not text[at - 1 : at].strip()):
        return text + ("”" if opened else '"')
    return ("“" if closed else '"') + text


def _balance_single(text: str) -> str:
    """The same of 'single' marks around all of it."""
    opens, closes = _SINGLE_OPENS.search(text), _SINGLE_CLOSES.search(text)
    if opens and not closes and not opens.start() and text[1].isupper():  # no '90s
        return text + "’'"[text[0] == "'"]
    if closes and not opens and text[-1] in "’'" and text[-2:-1] in ".,!?":
        return "‘'"[text[-1] == "'"] + text
    return text


def unquote(text: str) -> str:
    """A quotation's words without the marks around them, and without a comma at their end.

    >>> unquote("“We will build it again,”")
    'We will build it again'
    >>> unquote("called it a “disgrace”")
    'called it a “disgrace”'
    >>> unquote("“We will build it again")
    'We will build it again'
    """
    text = text.strip().rstrip(",")
    if text[:1] == "“" and text.rstrip(".")[-1:] == '"' and text.count('"') == 1:
        text = text.replace('"', "”")  # a pair of two sorts
    last = _MARKS.get(text[:1])
    if last and text.rstrip(".").endswith(last) and text[1:].count(last) == 1:
        text = text[1:].replace(last, "", 1)
    text = text.rstrip(",")
    if sum(map(text.count, '“”"')) == 1 and (text[0] in '“"' or text[-1] in '”"'):
        return text.strip('“”"')  # its partner stands in another sentence
    return balance(text)


def tell_words(start: int, text: str, said: Sequence[Utterance]) -> str:
    """Words in short; 'Ada Pell: “We will build it.”' where they are a quotation, but for a "she
    wrote".

    start   where they begin in their article
    said    what is said in their sentence
    """
    short = shorten(text)
    text = short if text.startswith(short) else text
    speech = _speech_of(start, text, said)
    if not speech:
        return short
    words = text[max(0, speech.start - start) : speech.end - start]
    return f"{speech.speaker}: “{unquote(balance(' '.join(words.split())))}”"


def _speech_of(begin: int, text: str, said: Sequence[Utterance]) -> Utterance | None:
    """The utterance that all of the words are, but for a pronoun and its verb."""
    for one in said:
        if one.direct and one.speaker:
            start, end = max(one.start, begin), min(one.end, begin + len(text))
            rest = f"{text[: start - begin]} {text[end - begin :]}"
            pronoun = PRONOUNS & {word.casefold().strip(".,") for word in rest.split()}
            if end - start >= len(text) - 1 or (
                start < end and pronoun and count_words(rest) <= TAG
            ):
                return one
    return None
