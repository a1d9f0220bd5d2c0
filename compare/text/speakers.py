"""Who speaks, whole and no more: of what the learned attribution points at, the person or body.

'transport' of 'said transport minister Helen Marsh' is Helen Marsh, 'the mayor' of 'said a
spokesman for the mayor' is the spokesman; a weekday or a site's address is nobody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..datafiles import load_form, load_group, load_table, load_words
from .actors.signs import PARTY_WORDS, is_body, is_role
from .names import find_names
from .words import STOP_WORDS, Token, owns

if TYPE_CHECKING:
    from .attributions import Attribution

Span = tuple[int, int]
LONGEST = 130  # characters of a phrase that names a speaker
INVERTED = load_group("inverted")
# behind what is said, before the verb that stands before its speaker
MARKS = frozenset(",.!?\"”’'»")
_PRONOUN = re.compile(r"^(?:he|she|they|it|who|we|i|you)$", re.I)
# 'the club's president, Ann Orr, said'
_NAME_BEFORE = re.compile(r",\s((?:[A-Z][\w.’'\-]{0,20}\s){1,3}[A-Z][\w’'\-]{1,20}),\s\Z")
# 'the agency said, quoting Mr. Orr'
_QUOTING = re.compile(r",\squoting\s((?:[A-Z][\w.’'\-]{0,20}\s){0,3}[A-Z][\w’'\-]{1,20})")
# 'AP quoted minister Ada Pell as saying'
_AS_SAYING = re.compile(
    r"(?<!was\s)(?<!were\s)(?<!been\s)\b(quoted|quotes|cited|cites)\s(?!(?:in|by|on|at)\b)((?:[\w.’'-]{1,20}\s){0,5}?[\w.’'-]{1,20})\sas\s(saying)\b"
)
# 'Ada Pell, lead for the Harbour Office, who wrote', 'Ada Pell (whom all know here), said'
_SET_APART = re.compile(
    r"((?:[A-Z][\w.’'\-]{0,20}\s){1,3}[A-Z][\w’'\-]{1,20})"
    r"(?:,\s[a-z][^,;.“”\"]{3,90},\swho\s|\s\([a-z][^()]{12,120}\),?\s)\Z"
)
# 'Ada Pell of the Harbour Office, said'
_MEMBER = re.compile(
    r"([A-Z][a-z’'-]{1,20}\s(?:[A-Z]\.\s)?[A-Z][\w’'-]{1,20})(?:,\san?\s[^,;.“”\"]{3,60})?"
    r"\s(?:of|at|from|with)\s(?:the\s)?\Z"
)
_OWNER = re.compile(r"\b(his|her|their)\s\Z", re.I)
_HE_HAS = re.compile(r"\b(he|she)['’](?:s|d|ll)\s(?:\w{2,12}ly\s|also\s)?\Z", re.I)
_PASSIVE = re.compile(r"\b(?:is|are|was|were)\ssaid\Z")
_ACCUSED = re.compile(r"accused\s(?:(?:once|twice|\w{2,20}ly)\s)?(?:of|by)\b")
_ASKED = re.compile(r"[Aa]sked\s(?:\w{2,20}\s){0,5}?(?:if|whether|about|how|what|why|when|who)\b")
_WHEN_ASKED = re.compile(r"\b(?:when|if|after|once|being|until|[Bb]ut)\s\Z")
_THE_AGED = re.compile(r"\b([Tt]he\s\d{1,3}-year-old(?:\s[a-z][\w-]{2,20})?)\s\Z")
_ADVERB = re.compile(r"\s(?:also|then|later|once|again)\Z")  # 'the chief justice also asked'
_HIS = re.compile(r"(his|her)\s(\w{4,12})", re.I)
# what may stand between a source and its cue and belong to it: 'people close to the talks said'
_INSIDERS = re.compile(
    r"\b(?:familiar|close|briefed)(?: (?:with|to|on|by)\b[^,.;:\n\"“”]{2,50}?) ?$"
)
_HEAD_BEHIND = re.compile(
    rf"(?: [a-z][\w’'\-]{{1,20}}){{0,2}} (?:{load_form('heads_behind')})(?= ?$|(?=[,.;]))"
)
_OF_S = re.compile(r"(s[’'](?:\s[\w-]{2,20}){1,3})\s")
_HEADS = load_group("heads")
# 'a spokesman for', 'officials in the'
_HEAD_BEFORE = re.compile(
    r"((?:[\w’'\-]{1,20} ){0,3}?)([\w’'\-]{2,20}) (?:for|of|in|at|from|with|close to) "
    r"(?:the |an? )?(?:[A-Z][\w\-]{2,20} )?$"
)
_DETERMINERS = load_group("speaker_determiners")
_WORD_BEFORE = re.compile(r"(?<![\w’'\-])[\w’'\-]{1,20} ")
_WORDS = re.compile(r"(?: [\w’'\-]{2,20}){1,4} ?")
_TOKEN = re.compile(r"(?:[A-Z]\.){1,4}|[\w’'\-]+(?:\.[a-z]{2,4}\b)?\.?|[^\s\w]")
_SITE = re.compile(r"www\.|https?:|\.(?:com|org|net|co\.uk)\b|^(?:com|org|net|http)$", re.I)
_PARTY = re.compile(r"[RDI](?:-[A-Z][\w.]{1,12})?")
_NAME_BEFORE_PARTY = re.compile(r"((?:[A-Z][\w.’'\-]{0,20} ){0,3}[A-Z][\w’'\-]{1,20})(?:, | \()$")
_NO_HEAD = load_group("no_head")
_PAPERS = load_group("papers")
WORDS_OF = load_group("words_of")  # 'his assertion that …'
_QUOTE_MARKS = frozenset('"“”')
_TO = re.compile(
    r"\sto\s((?:[A-Z][\w.’'\-]{0,20}\s){0,4}[A-Z][\w’'\-]{1,20}|(?:[a-z][\w\-]{1,20}\s){0,4}?"
    r"(?:officials|aides|sources|lawmakers|prosecutors|people|police))(?=[,.;]|\s(?:of|and|at|familiar)\s|\s?\Z)"
)
# 'according to a study by the Harbour Institute': whose it is, whatever follows
_REPORT = re.compile(
    r"\sto\s(?:an?|the)\s(?:[\w-]{2,20}\s){0,4}?(?:report|study|survey|poll|statement|analysis|release"
    r"|letter|memo|review)\s(?:[a-z]{3,12}ed\s)?(?:by|from|in)\s(?:the\s)?"
    r"((?:[A-Z][\w.’'&\-]{0,20}\s(?:of\s(?:the\s)?)?){0,5}[A-Z][\w’'\-]{1,20})"
)
_ISSUER = (
    r"((?:[A-Z][\w.’'&\-]{0,20}\s(?:of\s(?:the\s)?)?){0,5}[A-Z][\w\-]{1,20})(?:['’]s?\soffice)?"
)
# 'a letter from Ann Orr states', 'the report, by Ann Orr, says'; 'reads a statement from Orr'
_PAPER = rf"\b(?:{load_form('written')})"
_PAPERS_OF = frozenset(load_form("written").split("|"))
_OF_PAPER = re.compile(rf"{_PAPER}(?:\s[a-z]{{3,12}}ed)?,?\s(?:from|by)\s(?:the\s)?{_ISSUER},?\s\Z")
_READS_PAPER = re.compile(rf"\s(?:an?|the)\s{_PAPER}\s(?:from|by)\s(?:the\s)?{_ISSUER}")
# 'did not say', 'refused to answer': nothing is said by it
_DENIED = re.compile(rf"(?:{load_form('denied')})\s(?:immediately\s|yet\s|ever\s)?\Z")
_CLOSED = re.compile(r"(?:,|--|—|–)\s\Z")
_BEFORE_WHO = re.compile(
    r"(?<![\w’'-])((?:[A-Z][\w.’'\-]{0,20}\s){0,3}[A-Z][\w’'\-]{1,20}|[a-z][\w’'\-]{2,20}),?\s\Z"
)
_INSIDE = load_group("inside_speaker")
_APPOSED = re.compile(r",\s((?:[A-Z][\w.’'\-]{0,20}\s){1,3}[A-Z][\w’'\-]{1,20})(?=[.,;\"”]|$)")
_OF_OTHER = re.compile(r"[a-z] (?:for|close to) (?:the )?[A-Z]")  # 'a lawyer for Mayor Orr'
_SINGULAR = frozenset({"a", "an", "another", "one", "every"})
_MANY = re.compile(r"[a-z][\w-]{2,20}(?<!s)s\b")
_TIMES = frozenset({"year", "month", "week", "day", "morning", "night", "today", "yesterday"})
_OF_OFFICE = frozenset({"of", "for"})
_PARTICLES = frozenset({"de", "van", "von", "al", "bin", "del", "da", "la", "der", "den", "el"})


def read_speaker(text: str, source: Span | None, cue: Span) -> Span | None:
    """The whole speaker of an attribution; None where what it points at is nobody.

    source  what the attribution takes for the speaker; cue: its verb
    """
    if is_passive(text, cue):
        return None
    if source_of := _QUOTING.match(text, cue[1]):
        return source_of.span(1)
    if apposed := _SET_APART.search(text, max(0, cue[0] - 160), cue[0]):
        return apposed.span(1)
    name = _NAME_BEFORE.search(text, max(0, cue[0] - 90), cue[0])
    if name and (_has_given_name(name.group(1)) or _ends_with_role(text, name.start())):
        return name.span(1)
    if text[slice(*cue)] == ":" and source and text[source[0] - 1 : source[0]] not in {"", "\n"}:
        return None  # 'he added, of Ada Pell: “…”'
    before = text[max(0, cue[0] - 3) : cue[0]].rstrip()[-1:]
    asks = text[cue[0] - 3 : cue[0] - 2] == "?" and text[cue[0] : cue[1]] == "asked"
    if asks or (text[cue[0] : cue[1]].casefold() in INVERTED and (not before or before in MARKS)):
        named = _name_behind(text, cue[1])
        if named:
            return named
    if text[slice(*cue)].casefold() == "according" and (by := _REPORT.match(text, cue[1])):
        return by.span(1)
    if text[slice(*cue)].casefold() == "according" and source and source[0] < cue[0]:
        to = _TO.match(text, cue[1])
        quoted = _QUOTE_MARKS.intersection(text[max(0, cue[0] - 250) : cue[0]])
        if (to and not quoted) or not _speaks_himself(text, source):  # no 'Orr said, according to'
            source = to.span(1) if to else None  # who is named there, whoever stands before
    paper = _READS_PAPER.match(text, cue[1])
    if source is None or text[slice(*source)].split()[-1] in _PAPERS_OF:
        paper = paper or _OF_PAPER.search(text, max(0, cue[0] - 120), cue[0])
    if paper:
        return paper.span(1)
    if source is None:  # 'his assertion that …'
        before_cue = (_OWNER, 6), (_HE_HAS, 20), (_THE_AGED, 40)
        owners = (sign.search(text, max(0, cue[0] - far), cue[0]) for sign, far in before_cue)
        return next((owner.span(1) for owner in owners if owner), None)
    if _PRONOUN.match(text[slice(*source)]):
        closed = text[slice(*source)] == "who" and _CLOSED.search(text, cue[0] - 4, cue[0])
        return None if closed else source  # 'Orr, who built the pier, said'
    if _PARTY.fullmatch(text, *source):  # 'Rep. Ann Orr, D-Calif., said'
        name = _NAME_BEFORE_PARTY.search(text, max(0, source[0] - 60), source[0])
        return name.span(1) if name else None
    owned = _OF_S.match(text, source[1] - 1, cue[0]) if source[1] < cue[0] else None
    if owned:
        source = source[0], owned.end(1)  # 'Jones' campaign said'
    if member := _find_member(text, source, cue):
        return member
    whole = _up_to_head(text, source, cue)
    his = _HIS.fullmatch(text, *whole)
    if his and his.group(2) in WORDS_OF:  # 'Her letter says'
        return his.span(1)
    if whole[1] + 1 < cue[0] and owns(text[slice(*whole)]):
        return None  # 'Orr's lawyer, whom he pays, said'
    start, end = _whole_phrase(text, whole, cue)
    if not _OF_OTHER.search(text, start, end):
        start, end = _name_in(text, start, end, cue) or (start, end)
    return (start, end) if _may_speak(text[start:end]) else None


def read_as_saying(text: str, one: Attribution) -> Attribution:
    """Of 'AP quoted minister Ada Pell as saying …' what Pell says."""
    hit = _AS_SAYING.search(text, max(0, one.cue[0] - LONGEST), one.cue[1] + LONGEST)
    if not hit or one.cue not in {hit.span(1), hit.span(3)}:
        return one
    contents = ((max(start, hit.end() + 1), end) for start, end in one.contents)
    said = tuple((start, end) for start, end in contents if start < end)
    return one._replace(contents=said, cue=hit.span(3), source=hit.span(2))


def _find_member(text: str, source: Span, cue: Span) -> Span | None:
    """'Ada Pell' of 'Ada Pell of the Harbour Institute, said', whose source is the institute."""
    name = _MEMBER.search(text, max(0, source[0] - 120), source[0])
    last = name[1].split()[-1].casefold() if name else ""
    is_other = is_role(last) or _is_body(last) or last in PARTY_WORDS
    beside = text[source[1] : cue[0]].strip() in {"", ","}
    body = is_body(text[slice(*source)].casefold().split())
    return name.span(1) if name and body and beside and not is_other else None


def _speaks_himself(text: str, source: Span) -> bool:
    """Whether a verb of saying stands right beside a source."""
    beside = text[max(0, source[0] - 20) : source[0]].split()[-1:]
    beside += text[source[1] : source[1] + 20].split()[:1]
    return not load_table("attribution_verbs.txt").keys().isdisjoint(beside)


def is_passive(text: str, cue: Span) -> bool:
    """Whether a verb tells what is said of somebody, or what he is asked: 'Orr is said to be
    "angry"', 'Orr, accused of theft', 'Asked whether he would go, Orr said'."""
    if _PASSIVE.search(text, max(0, cue[0] - 6), cue[1]) or _ACCUSED.match(text, cue[0]):
        return True
    led = text[cue[0]].isupper() or _WHEN_ASKED.search(text, max(0, cue[0] - 9), cue[0])
    return bool(led and _ASKED.match(text, cue[0]))


def is_denied(text: str, cue: Span) -> bool:
    """Whether a verb tells of what is not said."""
    return bool(_DENIED.search(text, max(0, cue[0] - 40), cue[0]))


def _name_behind(text: str, at: int) -> Span | None:
    """'Helen Marsh' of 'said transport minister Helen Marsh on Wednesday'; None without a role."""
    row = _read_phrase(text, at)
    roles = [n for n, token in enumerate(row) if is_role(token.text)]
    for n in reversed(roles):
        end = _name_end(row, n + 1)
        if end > n + 1 and not _is_body(row[end - 1].text) and not owns(row[end - 1].text):
            return row[n + 1].start, row[end - 1].end
    led = row and (row[0].text.casefold() in _DETERMINERS | {"one"} or owns(row[0].text))
    named = _APPOSED.match(text, row[-1].end) if roles or led else None
    if named and (roles or _has_given_name(named.group(1))):  # 'said the mayor of Norwalk, Al Reed'
        return named.span(1)
    if roles and roles[-1] == len(row) - 1:
        return None
    first = next((n for n, token in enumerate(row) if token.text[0].isupper()), 0)
    end = _name_end(row, first)
    begins = first or (row and row[0].text.casefold() in load_words("given_names.txt"))
    if begins and end == len(row) > first + 1 and not _is_body(row[-1].text):
        return row[first].start, row[-1].end  # 'said eyewitness Carl Benn', 'said Ann Benn'
    return None


def _has_given_name(name: str) -> bool:
    """Whether a name begins with a known given name."""
    return name.split()[0].casefold() in load_words("given_names.txt")


def _ends_with_role(text: str, at: int) -> bool:
    """Whether a clause that begins with somebody's role ends there: 'A spokesman for the port'."""
    clause = re.split(r"[.,;:!?“”\"\n]", text[max(0, at - 90) : at])[-1].split()
    return any(is_role(word) and word.islower() for word in clause[:5])


def _read_phrase(text: str, at: int) -> list[Token]:
    """The words from `at` on that may name one person: up to a mark or another function word."""
    row: list[Token] = []
    for hit in _TOKEN.finditer(text, at, at + LONGEST):
        word = hit.group()
        apart = (
            text[max(at, hit.start() - 1) : hit.start()].strip() or "\n" in text[at : hit.start()]
        )
        function = word.islower() and word in STOP_WORDS and word not in _INSIDE
        if apart or function or not word[0].isalnum() or (word == "of" and not row):
            break
        row.append(Token(hit.start(), hit.end(), word))
        if word.endswith(".") and not (is_role(word) or word.count(".") > 1 or len(word) < 3):
            row[-1] = Token(hit.start(), hit.end() - 1, word[:-1])
            break
    return row


def _name_end(row: list[Token], begin: int) -> int:
    """Where the run of capitalised words that begins there ends."""
    end = begin
    while end < len(row) and (row[end].text[0].isupper() or row[end].text in _PARTICLES):
        end += 1
    while end > begin and row[end - 1].text in _PARTICLES:
        end -= 1
    return end


def _is_body(word: str) -> bool:
    return word.casefold() in load_words("body_words.txt")


def _name_in(text: str, start: int, end: int, cue: Span) -> Span | None:
    """The name behind the last office of a phrase: 'Antony Blinken'; or up to the cue's verb."""
    stop = cue[0] if end <= cue[0] <= end + 45 else end
    row = [Token(*hit.span(), hit.group()) for hit in _TOKEN.finditer(text, start, stop)]
    if any(not token.text[0].isalnum() for token in row):
        row = [Token(*hit.span(), hit.group()) for hit in _TOKEN.finditer(text, start, end)]
    roles = [n for n, token in enumerate(row) if is_role(token.text)]
    for n in reversed(roles):
        begin = n + 1
        if begin < len(row) and row[begin].text in _OF_OFFICE:
            begin += 2 + (begin + 1 < len(row) and row[begin + 1].text == "the")
        last = _name_end(row, begin)
        whole = last == len(row) or (last > begin and row[last].end >= end)
        if last - begin > (begin > n + 1) and whole and not _is_body(row[last - 1].text):
            return row[begin].start, row[last - 1].end - 2 * owns(row[last - 1].text)
    names = find_names(text[start:end], at_head=True)
    if names and names[-1].kind == "person" and names[-1].end == end - start:
        return start + names[-1].start, end  # 'Mayor Ada Pell' speaks as Ada Pell
    return None


def _up_to_head(text: str, source: Span, cue: Span) -> Span:
    """The source with the words up to the verb where it is an adjective or a possessive alone."""
    start, end = source
    behind = text[end : cue[0]].rstrip(" ,") if end < cue[0] <= end + 60 else ""
    behind = _ADVERB.sub("", behind)
    last = text[start:end].split()[-1].casefold()
    role = is_role(behind.split(" ")[-1])  # 'the House speaker said'
    if (last in _NO_HEAD or owns(last) or role) and _WORDS.fullmatch(behind):
        return start, end + len(behind)
    return source


def _whole_phrase(text: str, source: Span, cue: Span) -> Span:
    """The source with what belongs to it: 'the three officials', 'people familiar with it'."""
    start, end = source
    floor = cue[1] if cue[1] <= start else max(0, start - 90)
    head = _HEAD_BEFORE.search(text, max(floor, start - 90), start)
    if head and (head.group(2).casefold() in _HEADS or is_role(head.group(2))):
        start = _noun_phrase(text, head.start(2), max(floor, head.start(2) - 60))
    elif text[start].islower():
        start = _noun_phrase(text, start, max(floor, start - 60))
    limit = cue[0] if end <= cue[0] <= end + 90 else min(len(text), end + 60)
    if limit == cue[0] and _INSIDERS.search(text, start, limit):
        end = limit - (text[limit - 1] == " ")
    elif role := _HEAD_BEHIND.match(text, end, limit):
        end = role.end()
    if owns(text[start:end]):
        end -= 2
    return start, end


def _noun_phrase(text: str, start: int, first: int) -> int:
    """Where the phrase of the noun at `start` begins, not before `first`: 'the three officials'."""
    start_of_head = start
    for word in reversed(list(_WORD_BEFORE.finditer(text, first, start))[-3:]):
        if word.end() != start:
            break
        plain = word[0].strip().casefold()
        if plain in _SINGULAR and _MANY.match(text, start_of_head):
            return start_of_head  # 'a scandal critics call …'
        if plain in _DETERMINERS:
            return word.start()
        if plain in _TIMES or plain in load_words("calendar.txt"):
            break  # 'on Sunday prosecutors said'
        if plain in STOP_WORDS or plain.endswith(("ed", "ly")):
            break
        start = word.start()
    return start


def may_be_he(speaker: str) -> bool:
    """Whether 'he' or 'she' may mean it: no adjective ('Key'), nothing of somebody's ('his
    support'), not more than one ('Critics'), no body or paper ('The Times')."""
    words = speaker.casefold().split()
    alone = len(words) == 1 and (words[0] in _NO_HEAD or (speaker.isupper() and len(speaker) < 4))
    last = speaker.split()[-1]
    many = last.endswith("s") and (
        last.islower() or last.casefold() in _HEADS or is_role(last[:-1].casefold())
    )
    body = _is_body(words[-1]) or words[-1] in _PAPERS
    return not (alone or many or body) and words[0] not in {"his", "her", "their", "its"}


def may_mean(pronoun: str, name: str) -> bool:
    """Whether 'he' or 'she' may mean a person, by the first name; of a rare one both may."""
    first, *rest = name.casefold().split()
    if not rest or first not in load_words("given_names.txt"):
        return True
    if first in load_words("names_of_both.txt"):
        return True
    return (first in load_words("names_of_women.txt")) == (pronoun in {"she", "her"})


def _may_speak(speaker: str) -> bool:
    """Whether it can be a person or a body at all: no weekday, no address of a site."""
    words = speaker.casefold().split()
    calendar = load_words("calendar.txt")
    is_when = all(word in calendar or word.endswith("ly") for word in words)
    return not is_when and not _SITE.search(speaker)


def read_who(text: str, at: int) -> str | None:
    """Whom the 'who' at a place means, as written: 'A former clerk of Orr's, who …'."""
    hit = _BEFORE_WHO.search(text, max(0, at - 90), at)
    if hit is None:
        return None
    start, end = _whole_phrase(text, hit.span(1), (at, at + 3))
    return text[start:end]


def person_before(text: str, at: int) -> str | None:
    """The last name that a title marks as a person, in the sentences just before; nobody's whose
    something is told of ('Mayor Pell's daughter'), nor who is spoken to."""
    before = text[max(0, at - 300) : at]
    people = (name for name in reversed(find_names(before)) if name.kind == "person")
    speak = (
        p.text
        for p in people
        if before[p.end : p.end + 2] not in {"'s", "’s"} and not before[: p.start].endswith(" to ")
    )
    return next(speak, None)
