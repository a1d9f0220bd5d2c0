"""Who is named beside a quotation that no verb is found for: '“Not yet,” the mayor replied'."""

from __future__ import annotations

import re

from ..datafiles import load_group, load_table, load_words
from .actors.signs import is_role
from .names import find_names
from .words import STOP_WORDS

Span = tuple[int, int]
# 'his claim that "…"', 'Orr's latest claim that "…"'
_CLAIM = re.compile(
    r"\b((?:[Hh]is|[Hh]er)(?=\s)|[A-Z][\w.\-]{1,20}(?: [A-Z][\w\-]{1,20}){0,2}(?=['’]s?\s))"
    r"(?:['’]s?)?\s(?:[a-z]{3,15}\s)?([a-z]{4,12})\sthat\s\Z"
)
# 'the photograph answers Orr's remarks about a woman having "…"'
_REMARKS = re.compile(
    r"\b([A-Z][\w.\-]{1,20}(?: [A-Z][\w\-]{1,20}){0,2})['’]s?\s(?:[a-z]{3,15}\s)?([a-z]{4,12})"
    r"\s(?:(?:about|on|of|regarding)\s[^,;:.“”\"\n]{2,60}?\s)?(?:having|being|including|like)\s\Z"
)
# 'To Rep. Ada Orr, D-Calif., the bill "…"'
_TO_WHOM = re.compile(
    r"(?:\A|[.!?][\"”’']?\s|\n\s?)(?:But\s)?[Tt]o\s((?:[A-Z][\w.’'\-]{0,20}\s){0,4}[A-Z][\w’'\-]{1,20})"
    r"(?:,\s[RDI]-[A-Z][\w.]{1,12})?,\s([^,;:.“”\"\n]{2,60})\Z"
)
# '"…?" Mr. Orr planned to ask', '"…," the petition stated'
_ASKS = re.compile(
    r"\s((?:(?:[Tt]he|an?|his|her|its|their)\s)?(?:[\w.’'\-]{1,20}\s){0,4}?[\w’'\-]{1,20})"
    r"(?:,\s[RDI]-[A-Z][\w.]{1,12},)?\s((?:[a-z]{3,10}\sto\s)?[a-z]{3,12})"
    r"(?=[.,:;\n]|\sin\s|\sto\s|\son\s[A-Z]|$)"
)
_REPLIES = re.compile(
    r"\s((?:[a-z]{3,14}\s){0,3}(?:[A-Z][a-z]{1,14}\.?\s){0,5}[A-Z][\w’'\-]{1,20})\s"
    r"(?:\w{2,14}ly\s)?(?:was\s(?=quoted\sas\ssaying\b))?(\w{3,12}ed|said|says|told|wrote)\b(?!:)"
)
# verbs of introduction that a colon and a break follow: 'Orr wrote on Monday:'
_LEAD = re.compile(r"[^\n]{1,300}:\s{0,3}\n\s{0,3}\Z")
_VERB = re.compile(r"\s(?:(?:has|had|also|then|later|\w{2,20}ly)\s){0,2}(\w{2,20})")
_ISSUES = re.compile(r"(?:issued|released)\s(?:an?|the|this)\s(?:[a-z]{3,12}\s)?statement\b")
_APPOSED_BEHIND = re.compile(
    r"\s((?:[A-Z][\w.’'\-]{0,20}\s){1,4}[A-Z][\w’'\-]{1,20})"
    r"(?:\sof\s(?:[A-Z][\w.]{1,20}\s?){1,3})?,\s(?!and\b)"
)


def read_apposed(text: str, end: int) -> Span | None:
    """Who stands right behind a quotation's comma, before more of her: '"…," Ann Orr, a nurse,'."""
    hit = _APPOSED_BEHIND.match(text, end) if text[end - 2 : end - 1] in {",", "?", "!"} else None
    for name in find_names(hit.group(1), at_head=True)[-1:] if hit else ():
        given = name.text.split()[0].casefold() in load_words("given_names.txt")
        if hit and " " in name.text and (given or name.kind == "person"):
            return hit.start(1) + name.start, hit.start(1) + name.end
    return None


def read_owner(text: str, start: int) -> Span | None:
    """Whose words a quotation is said to be: 'his assertion that "…"', 'Orr's remarks on "…"'."""
    for form in (_CLAIM, _REMARKS):
        hit = form.search(text, max(0, start - 120), start)
        if hit and hit.group(2) in load_group("words_of"):
            return hit.span(1)
    return None


def read_opinion(text: str, start: int) -> Span | None:
    """To whom a thing is what a quotation calls it: 'To Rep. Ada Orr, the bill "…"'."""
    hit = _TO_WHOM.search(text, max(0, start - 160), start)
    said = hit and not load_table("attribution_verbs.txt").keys().isdisjoint(hit.group(2).split())
    return hit.span(1) if hit and not said else None


def read_asker(text: str, end: int) -> re.Match[str] | None:
    """Who is named with a verb of saying right behind a quotation that nothing is said of."""
    hit = _ASKS.match(text, end)
    verbs = load_table("attribution_verbs.txt")
    return hit if hit and hit.group(2).split()[-1] in verbs else None


def read_reply(text: str, end: int) -> re.Match[str] | None:
    """Who is named with a verb of saying right behind a quotation that a comma or the like ends:
    '“…,” Mr. Orr replied after Ann Pell had asked him'."""
    ends = text[max(0, end - 5) : end].rstrip("\"”’' ")[-1:]
    hit = _REPLIES.match(text, end) if ends in {",", "?", "!"} else None
    roles = [word for word in hit.group(1).split() if word.islower()] if hit else []
    if roles and (STOP_WORDS.intersection(roles) or not is_role(roles[-1])):
        return None  # '“…,” and Ann Orr said', '“…,” catcher Ann Orr said'
    is_cue = hit and (
        hit.group(2) in load_table("attribution_verbs.txt") or hit.group(2) == "quoted"
    )
    return hit if is_cue else None


def read_lead(text: str, start: int) -> tuple[Span | None, tuple[int, int, str] | None]:
    """Speaker and verb of the paragraph before a quotation that a colon and a break introduce."""
    lead = _LEAD.search(text, max(0, start - 306), start)
    if not lead:
        return None, None
    for name in find_names(lead.group(), at_head=True):
        verb = _VERB.match(lead.group(), name.end)
        issues = verb and _ISSUES.match(lead.group(), verb.start(1))
        cue = verb and verb.group(1) in load_table("attribution_verbs.txt")
        if verb and (issues or cue or verb.group(1) == "reports"):
            at = lead.start()
            where = at + verb.start(1), at + verb.end(1)
            return (at + name.start, at + name.end), (*where, verb.group(1))
    return None, None
