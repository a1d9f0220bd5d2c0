"""Quotations, direct and indirect, with their speakers and verbs.

What stands between quotation marks is read off the marks; who says it, and what is said without
marks, is learned (`attributions.py`). The field's anchor for rules is F1 83.7 on its own set
(Gender Gap Tracker, Asr et al. 2021, PLoS ONE 16(1)).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ..datafiles import load_form, load_group, load_table
from ..model import Article
from .attributions import Attribution, Models, find_attributions, load_models
from .beside import read_apposed, read_asker, read_lead, read_opinion, read_owner, read_reply
from .locales import is_english
from .marks import GOES_ON, quoted_spans, touching
from .nameless import source_kind
from .sentences import split_sentences
from .speakers import is_denied, may_be_he, person_before, read_as_saying, read_speaker, read_who
from .words import HE, tokens

# '"..." - Commissioner Gale Stark' ends its paragraph
_SIGNED = re.compile(r"\s?[-–—]\s?((?:[A-Z][\w.’'\-]{1,20} ?){2,5})(?=\n|$)")
# the verb's subject is that of the verb before: 'Orr said …, claiming …', 'and has denied'
_AND = re.compile(r"\band\s(?:(?:has|have|had|also|then|later|\w{2,20}ly)\s){0,2}\Z")
_COMMA = re.compile(r",[\"”]?\s\Z")
_WHOLE = re.compile(r"[\"“«„「'‘]?[A-Z].*[.!?…][\"”’'»“]?$", re.DOTALL)
_HE = re.compile(r"\s(?:that\s)?(he|she)\b")
_BY = re.compile(r"\sby\s(?=[A-Z])")
_PRONOUN = re.compile(r"^(?:he|she|they|it|who|his|her|him|their)$", re.I)
_WORD = re.compile(r"[A-Z][\w\-]{2,30}")
# 'Orr's newly appointed aide': what stands there is no verb, and nobody says anything by it
_IN_NOUN_PHRASE = re.compile(
    r"(?:(?<!\bit)(?<!he)(?<!who)['’]s|s['’]|\b(?:his|her|its|their|our|my))\s(?:\w{1,20}ly\s)?\Z",
    re.I,
)
_THINKING = frozenset({"believes", "thinks", "believed", "thought", "wants", "wanted"})
_STANDS_APART = re.compile(r"\s(?:that\b|,|:)|:")  # behind a noun of saying: 'Orr's claim that …'
# 'the "wait and see" policy'
_TURNED = re.compile(r"\b(?:not|never|against)\s\Z")
# 'known as "the Astronomer"'
_CALLED = re.compile(rf"\b(?:{load_form('called')})\s(?:the\s)?\Z")
# 'claims by her lawyers', 'is, say, a fish'
_NO_VERB = re.compile(r"(?:claims|charges|reports|calls|demands|answers)\s(?:by|against|of|from)\b")
# 'the talks described by Orr “were a farce”': by no verb of the sentence's
_DESCRIBED = re.compile(
    r"(?<!\bis\s)(?<!\bwas\s)(?<!\bare\s)(?<!\bwere\s)(?<!\bbeen\s)\b[a-z]{3,12}ed\sby\b"
)
# '“…,” Orr said, according to the Gazette'
_RELAYED = re.compile(rf"\s(?:{load_form('relayed')})(?:\s[\w.]{{1,15}}){{0,3}},\s\Z")
_FOR_EXAMPLE = re.compile(r",\ssay,")
# 'by telling stories of her friends'
_TALES = re.compile(rf"t[eo]l[dl](?:s|ing)?\s(?:\w{{1,12}}\s){{0,2}}?(?:{load_form('tales')})\b")
# whom one speaks to, or when, before what is said: 'told Orr on Monday that …'
_LED_UP = re.compile(r"((?:[\w.’'&-]{1,25},?\s){1,9}?)that\s")
_ADDRESSING = load_group("addressing")
_LEADING = load_group("leading")
_TERM = re.compile(r"\s(?:policy|rule|law|program|programme|doctrine|list|campaign|slogan)\b")
_WHICH = re.compile(r"\b(?:which|that)\s\w{2,20},?\s\Z")  # 'the law, which states, "…"'
_SAID = re.compile(r"\s(\w{3,20}),\s\Z")  # 'A post on the page stated, "…"'
_HEAD = re.compile(r"[.!?][\"”’']?\s|\n")
_END = re.compile(r"(?<=[a-z\d%)”\"’']{3})[.!?](?:[\"”’']?\s|\Z)|\n")
_ON = re.compile(r"\b(?:[Oo]n|[Ii]n|for|to|at|from|told|\w{2,9}[’']s)\s\Z")
_OPENS = re.compile(r"(?:[.!?][\"”’']?\s|\n\s?)\Z")  # what stands before a sentence's first word
_FINITE = frozenset({"is", "are", "was", "were", "has", "have", "had", "will", "would", "who"})
_RELATIVE = re.compile(r",\s(?:which|whom)\s[^,;.“”\"]{1,60}\Z")  # 'the talks, which the Gazette '
_JOINED = re.compile(r"[,;]?\s(?:and|or|but)\s")  # between two parts of one's words
LONGEST = 500  # characters of a sentence before its verb
UNQUOTED = 0.8  # share of what is said that is quoted, from which it is no indirect one
OF_TITLES = load_group("of_titles")
ADJACENT = 3  # characters between a quotation and the verb that it belongs to
FEWEST_WORDS = 2  # of an indirect quotation
Span = tuple[int, int]


class Quote(NamedTuple):
    """text[start:end] is someone's words; kind: direct, indirect, scare (a quoted term) or reported
    (no words, but a thought or wish: see `find_quotes`).

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


def find_quotes(
    text: str,
    language: str | None = None,
    *,
    reported: bool = False,
    models: Models | None = None,
) -> tuple[Quote, ...]:
    """All quotations of a text, sorted by start.

    language  ISO 639-1; in any but English (None: taken for English) only what stands between
              quotation marks is found, and nobody is named
    reported  with the thoughts, wishes and plans that are laid to someone without a verb of saying
    models    other weights than the committed ones

    >>> [(q.kind, q.speaker, q.verb) for q in find_quotes('"We will rebuild it," said Orr.')]
    [('direct', 'Orr', 'said')]
    >>> [q.speaker for q in find_quotes("„Es war schlimm“, sagte Orr.", "de")]
    [None]
    """
    models = models or (load_models() if is_english(language) else None)
    quotes = _read_quotes(text, language, models)
    return tuple(quote for quote in quotes if reported or quote.kind != "reported")


@lru_cache(maxsize=1024)  # several stages read one article
def article_quotes(article: Article) -> tuple[Quote, ...]:
    """The quotes of an article, headline and body each read by itself; offsets in its text."""
    in_body = find_quotes(article.body, article.language)
    shifted = (_shift_quote(quote, article.body_start) for quote in in_body)
    return (*find_quotes(article.title, article.language), *shifted)


def _shift_quote(quote: Quote, shift: int) -> Quote:
    """The same quote with its offsets moved; -1 (there is none) stays."""
    names = ("start", "end", "speaker_start", "speaker_end", "verb_start", "verb_end")
    offsets = {name: getattr(quote, name) for name in names}
    return quote._replace(**{name: at + shift if at >= 0 else at for name, at in offsets.items()})


def _read_quotes(text: str, language: str | None, models: Models | None) -> list[Quote]:
    """Attributions first; what is quoted and laid to nobody is then added."""
    quoted, sentences = quoted_spans(text), split_sentences(text, language)
    pieces = [
        (max(a, start), min(b, end))
        for start, end in sentences
        for a, b in touching(quoted, start, end)
    ]
    attributions = find_attributions(text, sentences, quoted, models) if models else []
    quotes: dict[Span, Quote] = {}
    verbs = load_table("attribution_verbs.txt")
    for one in _share_subjects(text, attributions):
        for quote in _of_attribution(text, one, pieces):
            known = quotes.setdefault((quote.start, quote.end), quote)
            behind = quote.end <= quote.verb_start < min(quote.end + ADJACENT, quote.speaker_start)
            behind = behind and known.verb_start < quote.start and quote.verb != "according to"
            inner = 0 <= known.verb_start < quote.verb_start < quote.start  # 'A says B said "…"'
            if behind or (inner and quote.speaker and quote.verb != ":"):
                quotes[quote.start, quote.end] = quote  # '"…," said Orr': the verb behind it
    for a, b in pieces:
        span = quoted[bisect_right(quoted, a, key=lambda span: span[0]) - 1]
        asker = read_asker(text, span[1])  # '“Not yet,” the mayor replied'
        signed = _SIGNED.match(text, b) or asker
        whole = _is_utterance(text[a:b], asker is not None) or (
            _WHOLE.match(text[a:b])
            and not GOES_ON.search(text, max(0, a - 2), a)
            and (span != (a, b) or text.count(" ", a, b) < 2 or _is_utterance(text[a:b], True))
        )
        term = _TERM.match(text, b) or _CALLED.search(text, max(0, a - 22), a)
        kind = "direct" if whole and not term else "scare"
        speaker, verb = (signed.span(1), None) if signed else read_lead(text, a)
        held, named = quotes.get((a, b)), read_owner(text, a) or read_apposed(text, b)
        if not held or not held.speaker:
            named = named or read_opinion(text, a)
        if named and (not held or held.verb_start > b or named[0] < a):
            verb = None
            if held and held.verb and held.verb_start > named[0]:  # no 'Pell claims Orr's …'
                verb = held.verb_start, held.verb_end, held.verb
            kind, speaker = "direct" if _is_utterance(text[a:b], True) else kind, named
            for more in [q for q in quotes.values() if verb and q.verb_start == verb[0]]:
                said = _make_quote(text, more.start, more.end, more.kind, named, verb)
                quotes[more.start, more.end] = said  # the rest of what she says by this verb
            quotes.pop((a, b), None)
        quotes.setdefault((a, b), _make_quote(text, a, b, kind, speaker, verb))
        held, reply = quotes[a, b], read_reply(text, b)
        thinks = held.verb not in verbs or held.verb in _THINKING
        if reply and (held.verb_start > reply.end() or thinks or held.kind == "indirect"):
            verb = (*reply.span(2), reply.group(2))
            kind = "direct" if a < 2 or _OPENS.search(text, max(0, a - 3), a) else held.kind
            quotes[a, b] = _make_quote(text, a, b, kind, reply.span(1), verb)
    return sorted(_resolve_pronouns(text, _carry_on(text, list(quotes.values()))))


def _share_subjects(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Who speaks by a verb that only goes on speaks as by the verb before it in the sentence."""
    row: list[Attribution] = []
    for one in (read_as_saying(text, one) for one in attributions):
        joint = _COMMA if text[slice(*one.cue)].endswith("ing") else _AND
        goes_on = joint.search(text, max(0, one.cue[0] - 50), one.cue[0])
        before = row[-1:]
        if before and _RELATIVE.search(text, max(0, before[0].cue[0] - 70), before[0].cue[0]):
            before = row[-2:-1]  # 'Orr denied the talks, which the Gazette reported, saying …'
        if goes_on and before and not _HEAD.search(text, before[0].cue[1], one.cue[0]):
            source = before[0].source
            if source and text.startswith(("'", "’"), source[1]):  # 'Orr' of 'Orr's campaign'
                source = read_speaker(text, source, before[0].cue)
            one = one._replace(source=source)
        row.append(one)
    return row


def _of_attribution(text: str, one: Attribution, pieces: Sequence[Span]) -> list[Quote]:
    """An attribution's quotations; and all it says, where a fifth or more is not quoted."""
    verb = (*one.cue, text[slice(*one.cue)].casefold())
    # who 'reportedly' does something says nothing
    speaker = None if verb[2].endswith("ly") else read_speaker(text, one.source, one.cue)
    aside = _FOR_EXAMPLE.match(text, max(0, verb[0] - 2)) or _NO_VERB.match(text, verb[0])
    if verb[2] == "according":
        aside = _RELAYED.search(text, max(0, verb[0] - 70), verb[0])
    if text.startswith(",", verb[1]):  # no 'which the Gazette reported, …'
        aside = aside or _RELATIVE.search(text, max(0, verb[0] - 70), verb[0])
    if aside or is_denied(text, one.cue) or _TALES.match(text, verb[0]):
        return []
    owned = _IN_NOUN_PHRASE.search(text, max(0, verb[0] - 30), verb[0])
    if owned and (verb[2].endswith("ed") or not _STANDS_APART.match(text, verb[1])):
        return []
    if verb[2] == "according" and text[one.cue[1] : one.cue[1] + 3].casefold() == " to":
        verb = (verb[0], verb[1] + 3, "according to")
    he = _HE.match(text, verb[1]) if speaker is None and verb[2].endswith("ing") else None
    speaker = he.span(1) if he else speaker  # 'in a statement Monday saying he'd "told them"'
    by = _BY.match(text, verb[1])
    quotes: list[Quote] = []
    for start, end in one.contents:
        if speaker and not he and verb[1] < start <= speaker[0] < end:
            end = verb[0] - 2 if text[verb[0] - 2 : verb[0] - 1] == "," else verb[0] - 1
            start = _head_of_sentence(text, end)
            comma = text.find(", ", speaker[1], speaker[1] + LONGEST)
            if text[verb[0]].isupper() and comma > 0:  # 'According to a study by the port, …'
                start, end = comma + 2, _end_of_sentence(text, comma + 2)
        elif speaker and start <= speaker[0] and speaker[1] <= end <= verb[0]:
            start, end = verb[1] + 1, _end_of_sentence(text, verb[1])  # no subject is what is said
        if by and by.end() <= start <= by.end() + 20 and text[start].isupper():
            continue  # 'proposed by Minister Orr': who says it, not what
        if (
            _DESCRIBED.match(text, verb[0])
            and verb[1] < start
            and not text.startswith("as ", start)
        ):
            continue
        if text[start] == ".":  # of a title, 'Mr. Orr'
            start = text.rfind(" ", 0, start) + 1
        start = _find_content(text, verb, start, end)
        if turn := _TURNED.search(text, max(0, start - 9), start):
            start = turn.start()  # 'told them not to go', 'argued against going'
        quoted = 0
        for a, b in touching(pieces, start, end):
            if _TERM.match(text, b) or _CALLED.search(text, max(0, a - 22), a):
                continue
            if a <= one.cue[0] < b:
                continue
            said = _is_utterance(text[a:b], True)
            if said:
                quotes.append(_make_quote(text, a, b, "direct", speaker, verb))
            if said or _ON.search(text, max(0, a - 14), a):  # 'said on “The Morning Hour”'
                quoted += min(b, end) - max(a, start)
        if quotes and start < quotes[-1].start and end - 1 <= quotes[-1].end <= verb[0]:
            continue  # 'Orr left, “I am tired,” she said': what stands before it nobody says
        if quoted <= UNQUOTED * (end - start) and len(text[start:end].split()) >= FEWEST_WORDS:
            kind = "indirect" if verb[2] in load_table("attribution_verbs.txt") else "reported"
            quotes.append(_make_quote(text, start, end, kind, speaker, verb))
    return quotes


def _find_content(text: str, verb: tuple[int, int, str], start: int, end: int) -> int:
    """Where what is said begins, behind whom it is said to, and when."""
    led = _LED_UP.match(text, start, end) if verb[1] <= start else None
    words = led[1].split() if led else []
    if not words or words[0] == "that" or any(word in _FINITE for word in words):
        return start
    leads = verb[2] in _ADDRESSING or words[0].casefold() in _LEADING
    return led.end(1) if led and leads else start


def _head_of_sentence(text: str, at: int) -> int:
    """Where the sentence begins that stands before `at`, as far as its marks tell."""
    first = max(0, at - LONGEST)
    return max([first, *(hit.end() for hit in _HEAD.finditer(text, first, at))])


def _end_of_sentence(text: str, at: int) -> int:
    """Where the sentence ends, as far as its marks tell, before its full stop."""
    hit = _END.search(text, at, at + LONGEST)
    return hit.start() if hit else min(len(text), at + LONGEST)


def _is_utterance(quoted: str, has_verb: bool) -> bool:
    """Words someone said, not a term in quotation marks: five words, or fewer beside a verb of
    speech, unless they are capitalised as titles are ('the "Asian Union"', '"Face the Town"')."""
    words = [word.text for word in tokens(quoted)]
    lower = any(
        word[0].islower() and (not n or word not in OF_TITLES) for n, word in enumerate(words)
    )
    shouted = any(word.isupper() and len(word) > 1 for word in words)
    title = any(word[0].isupper() for word in words) and not lower and not shouted
    return (len(words) >= 5 and not title) or (has_verb and lower)


def _make_quote(
    text: str, a: int, b: int, kind: str,
    speaker: tuple[int, int] | None, verb: tuple[int, int, str] | None,
) -> Quote:  # fmt: skip
    name = text[speaker[0] : speaker[1]] if speaker else None
    return Quote(
        a, b, kind, name, *(speaker or (-1, -1)),
        verb[2] if verb else None, *(verb[:2] if verb else (-1, -1)),
        source_kind(name),
    )  # fmt: skip


def _carry_on(text: str, quotes: list[Quote]) -> list[Quote]:
    """A direct quotation without a speaker, within three hundred characters of one with, is his;
    not one that a colon introduces, where another begins to speak, that a text states, or that
    names him."""
    result: list[Quote] = []
    last: Quote | None = None
    verbs = load_table("attribution_verbs.txt")
    quotes.sort()
    for n in range(len(quotes) - 1, 0, -1):  # sentences of one quotation, named behind the last
        one, two = quotes[n - 1], quotes[n]
        is_one = one.kind == two.kind == "direct" and text[one.end : two.start].isspace()
        if is_one and text[one.end - 1] in ".!?" and one.speaker is one.verb is None:
            quotes[n - 1] = two._replace(start=one.start, end=one.end)
    for n, (one, two) in enumerate(pairwise(quotes), 1):  # 'his remarks on "a fool" and "a liar"'
        is_joined = _JOINED.fullmatch(text, one.end, two.start) and two.verb_start < one.start
        if (
            is_joined
            and one.kind == "direct"
            and one.speaker
            and _is_utterance(text[two.start : two.end], True)
        ):
            quotes[n] = one._replace(start=two.start, end=two.end)
    for quote in quotes:
        alone = quote.kind == "direct" and quote.speaker is quote.verb is None
        is_led = text[max(0, quote.start - 4) : quote.start].rstrip()[-1:] == ":"
        # 'Orr said that the terms were clear: "…"'
        is_odd = quote.kind == "direct" and quote.verb and quote.verb not in verbs
        goes_on = is_odd and is_led and last and not _HEAD.search(text, last.start, quote.start)
        if alone and is_led:
            last = None
        said = _SAID.search(text, max(0, quote.start - 24), quote.start)
        by_text = _WHICH.search(text, max(0, quote.start - 30), quote.start) or (
            said and said.group(1) in verbs
        )
        named = ((last and last.speaker) or "").split()[-1:]
        names = not set(named).isdisjoint(_WORD.findall(text, quote.start, quote.end))
        near = alone and last and quote.start - last.end < 300 and not (by_text or names)
        if last and (near or goes_on):
            quote = quote._replace(
                speaker=last.speaker,
                speaker_start=last.speaker_start,
                speaker_end=last.speaker_end,
                source_kind=last.source_kind,
            )
        if quote.speaker and quote.kind not in {"scare", "reported"}:
            last = quote
        result.append(quote)
    return result


def _resolve_pronouns(text: str, quotes: list[Quote]) -> list[Quote]:
    """'he' is the last named speaker or person before it; 'they' the last speaker of any sort."""
    name: tuple[str, str | None] | None = None
    last: tuple[str, str | None] | None = None
    result = []
    for quote in quotes:
        if quote.speaker == "who":
            quote = quote._replace(speaker=read_who(text, quote.speaker_start) or "who")
        elif quote.speaker and _PRONOUN.match(quote.speaker):
            antecedent = name if quote.speaker.casefold() in HE else last
            if antecedent is None and (person := person_before(text, quote.speaker_start)):
                antecedent = person, None
            if antecedent is not None:
                quote = quote._replace(speaker=antecedent[0], source_kind=antecedent[1])
        elif quote.speaker:
            around = text[max(0, quote.speaker_start - 40) : quote.speaker_end + 60]
            last = quote.speaker, quote.source_kind or source_kind(around)
            named = any(map(str.isupper, quote.speaker)) and may_be_he(quote.speaker)
            name = last if named else name
            quote = quote._replace(source_kind=last[1])
        result.append(quote)
    return result


def is_pronoun(speaker: str) -> bool:
    """Whether a speaker is a pronoun that nothing before it resolves."""
    return bool(_PRONOUN.match(speaker))
