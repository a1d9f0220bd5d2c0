"""Quotations, direct and indirect, with their speakers and verbs.

Rules over the patterns that news uses ('"…," X said', 'X said that …', 'according to X'); the
field's anchor for such rules is F1 83.7 (Gender Gap Tracker, Asr et al. 2021, PLoS ONE 16(1)).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .lists import load_table
from .names import find_names
from .sentences import split_sentences
from .words import tokens

_PAIRS = {"“": "”", "«": "»", "„": "“”", "「": "」", "『": "』", '"': '"'}


def _any_of(words: str) -> re.Pattern[str]:
    """One of the words, in the singular or plural, whatever the case."""
    return re.compile(rf"\b(?:{'|'.join(words.split())})(?:e?s)?\b", re.IGNORECASE)


_OFFICIAL = _any_of(
    "president minister secretary senator sen rep governor gov mayor spokesman spokesmen "
    "spokeswoman spokesperson official ambassador judge sheriff police chief officer lawmaker "
    "congressman congresswoman chancellor department ministry government council authority county "
    "general prosecutor attorney"
)
_EXPERT = _any_of(
    "professor analyst scholar researcher expert economist scientist historian author doctor dr "
    "institute university"
)
_CITIZEN = _any_of(
    "resident witness neighbor neighbour student voter protester mother father parent worker "
    "farmer owner survivor passenger deckhand driver fan"
)
_UNNAMED = _any_of(
    "source official critic supporter expert analyst observer insider witness some many others "
    "aide adviser advisor ally opponent"
)
_ORGANISATION = _any_of(
    "agency company firm group organisation organization party campaign union bank newspaper "
    "network channel association committee court commission court bureau institute paper"
)
_NAMED_ORGANISATION = re.compile(
    r"\b(?:Party|Agency|Inc|Corp|Company|Bank|Union|Association|Organi[sz]ation|Committee|Court"
    r"|Times|Post|News|Press|Tribune|Council|Institute|Center|Centre|Foundation|Society)\b"
)
# 'people familiar with the matter said': the voice without a name is the whole phrase
_FAMILIAR = re.compile(
    r"\b((?:\w{1,12} )?(?:people|those|sources|persons?)"
    r" (?:familiar|close|briefed|with knowledge)\b"
    r"[^,.;:\n]{0,60}?)[,\s]*$",
    re.IGNORECASE,
)
# 'the company announced': a plain subject straight before the verb
_SUBJECT = re.compile(
    r"(?:^|[,;:—–\-]\s|\b(?:that|and|but|as|while|when)\s)\s?"
    r"((?:the|a|an|his|her|its|their|many|some|most|other|several)\s(?:[\w’'\-]{1,20}\s){0,3}?"
    r"[\w’'\-]{2,20})(?:,[^,]{1,80},)?(?:\s(?:has|had|have|also|later|then|\w{1,15}ly)){0,2}\s*$",
    re.IGNORECASE,
)
_LISTENER = re.compile(r"(?:^|\s)that\s")
_WHOLE = re.compile(r"[\"“«„「'‘]?[A-Z].*[.!?…][\"”’'»“]?$", re.DOTALL)
_PRONOUN = re.compile(r"^(?:he|she|they|it|who)$", re.I)
_PLACE_BEFORE = re.compile(r"\b(?:in|at|from|on|of|to|with|by|as)\s(?:the\s)?$", re.I)
# between a single-word name and its verb: 'Hale, a deckhand, said', 'Hale later said'
_NAMED_ALONE = re.compile(
    r"\s*,|\s*(?:(?:has|had|have|also|later|then|\w+ly)\s+){0,3}$|\s+on\s\w+day\s*$|\s+who\b|\s*\("
)
_LEAD_IN = re.compile(r"(?:while|and|but|that|as|when|though|although)\s", re.I)
_SUBJECT_WORDS = 12
_TOLD = frozenset({"tell", "tells", "told", "telling", "warned", "assured", "reminded"})


class Quote(NamedTuple):
    """text[start:end] is someone's words; kind: direct, indirect or scare (a quoted term).

    speaker: as named (a pronoun is resolved to the last name before it; the offsets stay on the
    pronoun), None where the text does not say; offsets of what is None are -1.
    """

    start: int
    end: int
    kind: str
    speaker: str | None
    speaker_start: int
    speaker_end: int
    verb: str | None
    verb_start: int
    verb_end: int
    source_kind: str | None


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Offsets of what stands between quotation marks, marks included, sorted, disjoint.

    A quotation that its paragraph leaves open runs to the paragraph's end. Linear.
    """
    spans = []
    at = 0
    for line in re.split(r"(\n)", text):
        spans += [(at + start, at + end) for start, end in _line_quotes(line)]
        at += len(line)
    return spans


def find_quotes(text: str) -> tuple[Quote, ...]:
    """All quotations of a text, sorted by start; verbs: data/attribution_verbs.txt."""
    quoted = quoted_spans(text)
    found: list[Quote] = []
    for start, end in split_sentences(text):
        inside = [(max(a, start), min(b, end)) for a, b in quoted if a < end and b > start]
        found += _sentence_quotes(text, start, end, inside)
    return tuple(sorted(_resolve_pronouns(text, _carry_on(found))))


def _line_quotes(line: str) -> list[tuple[int, int]]:
    spans, opened, closer = [], -1, ""
    for at, char in enumerate(line):
        if opened >= 0 and char in closer:
            spans.append((opened, at + 1))
            opened = -1
        elif opened < 0 and char in _PAIRS:
            opened, closer = at, _PAIRS[char]
        elif (
            opened < 0
            and char in "‘'"
            and (at == 0 or line[at - 1] in " (\u2014-")
            and line[at + 1 : at + 2].isalnum()
        ):
            close = re.compile(r"['’](?=[\s.,;:!?)]|$)").search(line, at + 1, at + 400)
            if close and (char == "‘" or close.group() == "'"):
                opened, closer = at, close.group()
    if opened >= 0 and closer not in "'’":
        spans.append((opened, len(line)))
    return spans


def _sentence_quotes(text: str, start: int, end: int, quoted: list[tuple[int, int]]) -> list[Quote]:
    verb = _verb(text, start, end, quoted)
    speaker = _speaker(text, start, end, verb, quoted) if verb else None
    result = []
    for a, b in quoted:
        if _is_utterance(text[a:b], verb is not None) or (
            b - a > 0.9 * (end - start) and _WHOLE.match(text[a:b])
        ):
            kind = "direct"
            result.append(_quote(text, a, b, kind, speaker, verb))
        else:
            result.append(_quote(text, a, b, "scare", None, None))
    if verb and speaker:
        content = _content(text, start, end, verb, speaker)
        if (
            content
            and len(text[content[0] : content[1]].split()) >= 3
            and _unquoted(content, result)
        ):
            result.append(_quote(text, *content, "indirect", speaker, verb))
    return result


def _unquoted(content: tuple[int, int], quotes: list[Quote]) -> bool:
    """Whether a fifth or more of the content stands outside direct quotations."""
    a, b = content
    quoted = sum(max(0, min(b, q.end) - max(a, q.start)) for q in quotes if q.kind == "direct")
    return quoted <= 0.8 * (b - a)


def _is_utterance(quoted: str, told: bool) -> bool:
    """Words someone said, not a term in quotation marks: five words, or fewer beside a verb of
    speech, unless all are capitalised ('the "Asian Union"')."""
    words = tokens(quoted)
    return len(words) >= 5 or (told and any(word.text[0].islower() for word in words))


def _quote(
    text: str, a: int, b: int, kind: str,
    speaker: tuple[int, int] | None, verb: tuple[int, int, str] | None,
) -> Quote:  # fmt: skip
    said = text[speaker[0] : speaker[1]] if speaker else None
    return Quote(
        a, b, kind, said, *(speaker or (-1, -1)),
        verb[2] if verb else None, *(verb[:2] if verb else (-1, -1)),
        _source_kind(said),
    )  # fmt: skip


@cache
def _verb_pattern() -> re.Pattern[str]:
    verbs = sorted(load_table("attribution_verbs.txt"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, verbs))})\b|\b[Aa]ccording to\b")


def _verb(
    text: str, start: int, end: int, quoted: list[tuple[int, int]]
) -> tuple[int, int, str] | None:
    """The first verb of speech outside quotation marks."""
    for hit in _verb_pattern().finditer(text, start, end):
        if not any(a <= hit.start() < b for a, b in quoted):
            return hit.start(), hit.end(), hit.group().casefold()
    return None


def _speaker(
    text: str, start: int, end: int, verb: tuple[int, int, str], quoted: list[tuple[int, int]]
) -> tuple[int, int] | None:
    """The noun phrase at the verb: behind 'according to' and 'said', else before the verb."""
    behind = _phrase_after(text, verb[1], end)
    if verb[2] == "according to":
        return behind
    before = _phrase_before(text, start, verb[0], quoted)
    return before or behind


def _phrase_after(text: str, at: int, end: int) -> tuple[int, int] | None:
    hit = re.compile(r"\s+((?:the |a |an )?[^\s,.;:“\"]{1,30}(?: [^\s,.;:“\"]{1,30}){0,5})").match(
        text, at, end
    )
    if not hit:
        return None
    names = find_names(text[hit.start(1) : hit.end(1)], at_head=True)
    if names:
        return hit.start(1) + names[0].start, hit.start(1) + names[0].end
    return (
        (hit.start(1), hit.end(1))
        if _UNNAMED.search(hit.group(1)) or _OFFICIAL.search(hit.group(1))
        else None
    )


def _phrase_before(
    text: str, start: int, verb: int, quoted: list[tuple[int, int]]
) -> tuple[int, int] | None:
    begin = max([start, *(b for _, b in quoted if b <= verb)])
    phrase = text[begin:verb]
    words = list(re.finditer(r"\S+", phrase))[-_SUBJECT_WORDS:]
    if not words:
        return None
    lead = words[0].start()
    pronoun = re.search(
        r"\b(he|she|they|it|who)\s+(?:(?:also|then|later|has|had|have|\w+ly)\s+){0,2}$",
        phrase,
        re.I,
    )
    if pronoun and pronoun.group(1).lower() != "who":
        return begin + pronoun.start(1), begin + pronoun.end(1)
    names = [
        name
        for name in find_names(phrase[lead:], at_head=True)
        if " " in name.text
        or name.kind == "person"
        or (not name.text.endswith("ly") and _NAMED_ALONE.match(phrase, lead + name.end))
    ]
    if names:
        # not the place or date of the saying: 'Hale, who lives in Orr, said'
        free = [
            n for n in names if not _PLACE_BEFORE.search(phrase[lead : lead + n.start])
        ] or names
        people = [n for n in free if n.kind == "person"] or free
        return begin + lead + people[0].start, begin + lead + people[0].end
    for pattern in (_FAMILIAR, _SUBJECT):
        plain = pattern.search(phrase[lead:])
        if plain:
            return begin + lead + plain.start(1), begin + lead + plain.end(1)
    told = re.search(
        r"((?:[^\s,.;:]+ ){0,3}[^\s,.;:]+)"
        r"(?<!\bhas)(?<!\bhad)(?<!\bhave)(?:\s(?:has|had|have))?[,\s]*$",
        phrase,
    )
    if told and (
        _UNNAMED.search(told.group(1))
        or _OFFICIAL.search(told.group(1))
        or _EXPERT.search(told.group(1))
    ):
        lead_in = _LEAD_IN.match(told.group(1))
        return begin + told.start(1) + (lead_in.end() if lead_in else 0), begin + told.end(1)
    return None


def _content(
    text: str, start: int, end: int, verb: tuple[int, int, str], speaker: tuple[int, int]
) -> tuple[int, int] | None:
    """What was said, without quotation marks: behind the verb, or before it at a sentence's end."""
    after = text[verb[1] : end].strip(" .,;:")
    if verb[2] == "according to" and verb[0] - start > end - speaker[1]:
        a, b = start, verb[0]
    elif verb[2] != "according to" and (speaker[0] > verb[1] or len(after.split()) < 4):
        a, b = start, min(verb[0], speaker[0])
    else:
        a, b = max(verb[1], speaker[1] if speaker[0] > verb[0] else 0), end
    if verb[2] in _TOLD:  # 'told Lee that …': the listener is not said
        listener = _LISTENER.search(text, a, min(b, a + 60))
        a = listener.start() + 1 if listener and listener.start() > a else a
    while a < b and text[a] in " ,:;":
        a += 1
    while b > a and text[b - 1] in " ,:;":
        b -= 1
    return (a, b) if a < b else None


def _carry_on(quotes: list[Quote]) -> list[Quote]:
    """A direct quotation without a speaker, within three hundred characters of one with, is his."""
    result: list[Quote] = []
    last: Quote | None = None
    for quote in sorted(quotes):
        if (
            quote.kind == "direct"
            and quote.speaker is None
            and last
            and quote.start - last.end < 300
        ):
            quote = quote._replace(
                speaker=last.speaker,
                speaker_start=last.speaker_start,
                speaker_end=last.speaker_end,
                source_kind=last.source_kind,
            )
        if quote.speaker and quote.kind != "scare":
            last = quote
        result.append(quote)
    return result


def _resolve_pronouns(text: str, quotes: list[Quote]) -> list[Quote]:
    """'he' is the last named speaker or person before it."""
    last: str | None = None
    kind: str | None = None
    result = []
    for quote in quotes:
        if quote.speaker and _PRONOUN.match(quote.speaker):
            quote = quote._replace(
                speaker=last or _person_before(text, quote.speaker_start) or quote.speaker,
                source_kind=kind,
            )
        elif quote.speaker:
            last = quote.speaker
            around = text[max(0, quote.speaker_start - 40) : quote.speaker_end + 60]
            kind = quote.source_kind or _source_kind(around)
            quote = quote._replace(source_kind=kind)
        result.append(quote)
    return result


def _person_before(text: str, at: int) -> str | None:
    """The last name that a title marks as a person, in the sentences just before."""
    names = find_names(text[max(0, at - 300) : at])
    return next((name.text for name in reversed(names) if name.kind == "person"), None)


def _source_kind(speaker: str | None) -> str | None:
    if not speaker:
        return None
    if not any(char.isupper() for char in speaker) and _UNNAMED.search(speaker):
        return "unnamed"
    for kind, pattern in (("official", _OFFICIAL), ("expert", _EXPERT), ("citizen", _CITIZEN)):
        if pattern.search(speaker):
            return kind
    if _ORGANISATION.search(speaker) or _NAMED_ORGANISATION.search(speaker):
        return "organisation"
    return None
