"""What an outlet tells its readers in its own cause, within an article: offers, corrections.

A paywall's offer also says that the text is a teaser: `find_truncation`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...model import Found
from ...text.words import count_words

OFFER = "subscription offer"
ACCOUNT = "account or subscription"  # a button that whole articles have too
NEWSLETTER = "newsletter"
RELATED = "related articles"
CORRECTION = "note of correction"
COPYRIGHT = "copyright line"
SALUTATION = "salutation or signature"
WRITERS = "byline"
CONTACT = "contact or feedback"

LONGEST = 60  # words of a notice; corrections may be longer
LINE = 30  # words of one that has fewer signs
TEASER = 200  # words below which a text with one sign of a paywall is a teaser
LONG_TEASER = 400  # the same with two signs

# how a notice begins: it speaks to its reader, or of the page
_SPEAKS = re.compile(
    r"\W{0,3}(?:subscribe|sign|log ?in|login|register|join|become|create|start|unlock|get|receive"
    r"|to (?:continue|read|keep|access|view|unlock)|continue|keep|read|already|you|your|you[’']\w+"
    r"|this (?:is|article|story|content|page|post)|the (?:rest|remainder|full)|want|enjoy|support"
    r"|for (?:full|unlimited)|premium|exclusive|subscribers?|members?|please|don[’']t|not a|free"
    r"|try"
    r"|choose|view|see|only|available|follow|download|enter|like|stay|never|our)\b",
    re.I,
)
_WALL = re.compile(
    r"\bto (?:continue|keep|finish) reading|\bto read (?:on|more|(?:this|the) (?:full|rest|whole"
    r"|entire"
    r"|complete|article|story))\b|\b(?:continue|keep) reading (?:with|for|by|this|the)\b"
    r"|\b(?:subscribe|(?:sign|log) ?in|sign up|register|join|account|trial|member|subscriber)\b"
    r"[^.!?]{0,60}\b(?:to (?:continue|keep reading|read|unlock|access|view|see)"
    r"|for (?:full|unlimited) access)\b"
    r"|\b(?:(?:available|reserved|exclusive(?:ly)?|open|just|only|is) (?:only )?(?:to"
    r"|for) (?:our |all )?"
    r"(?:paying |premium |registered |digital )?(?:subscribers|members)\b"
    r"|for (?:paying |registered )?(?:subscribers|members) only\b)"
    r"|\b(?:subscribers?|members?)[ -]only\b|\bunlock (?:this|the|full|unlimited)\b"
    r"|\b(?:reached|used|exceeded) (?:your|the|all) (?:[\w-]+ ){0,4}(?:limit|articles)\b"
    r"|\bfree articles? (?:left|remaining|this)\b"
    r"|\bthe (?:rest|remainder) of (?:this|the) (?:article|story|content)\b"
    r"|\b(?:full|unlimited)(?: digital)? access\b|\bcancel (?:any ?time|at any time)\b"
    r"|(?:[£$€]\s?\d[\d.,]{0,8}|\d (?:euros?|pounds?|dollars?)) (?:a|per|every) (?:week|month"
    r"|year)\b"
    r"|\bis (?:behind a|locked|premium)\b|\breading a preview\b|\bpremium (?:content|article"
    r"|story)\b"
    r"|\bfor as little as\b|\b(?:with|take out) a (?:digital )?subscription\b"
    r"|\bread the full (?:story|article)\b",
    re.I,
)
_STUB = re.compile(
    r"\W*(?:continue reading|read (?:more|on|the full (?:story|article)))\b.{0,60}$", re.I
)
_ACCOUNT = re.compile(
    r"\W{0,3}(?:(?:already|not|existing) (?:an? )?(?:subscrib\w+|members?|registered"
    r"|have an account)\b"
    r"[\w ,?.]{0,40}|(?:subscribe|sign in|log ?in|register|join|sign up)(?: (?:now|here|today|free"
    r"|or (?:subscribe|sign in|log ?in|register|sign up)|for free)){0,2})[\W_]{0,4}",
    re.I,
)
_LETTER = re.compile(
    r"\b(?:newsletters?|inbox|e-?mails?(?: address| alerts?| updates?)?|alerts|whatsapp|telegram"
    r"|our app"
    r"|notifications|(?:daily|morning|evening|weekly) (?:briefing|digest|round-?up)|bulletins?)\b",
    re.I,
)
_ASKS = re.compile(
    r"\W{0,3}(?:sign up|subscribe|get|receive|join|want|follow|download|don[’']t miss|enter|like"
    r"|stay|never miss|register|click|our (?:newsletter|app))\b",
    re.I,
)
# a box that names itself before it asks: "Morning Briefing Get the news that matters. ..."
_NAMED_BOX = re.compile(
    r"(?:[A-Z][\w’'-]{0,20} ){1,6}(?:Sign up|Subscribe|Get|Receive|Join|Register) [a-z].*\.$"
)
_INBOX = re.compile(r"\b(?:in|to|into) your (?:e-?mail )?inbox\b", re.I)
_OWNED = re.compile(
    r"\W{0,3}(?:(?:all )?contents? )?(?:(?:©|\(c\)|copyright\b)\W{0,3}){1,2}(?:by\b|(?:19|20)\d\d"
    r"(?:[ ,–-]{1,3}(?:19|20)?\d\d)?(?:\W{0,3}(?-i:[A-Z])|\W{1,3}by\b|\W*$))"
    r"|\W{0,3}(?:this copy is for your personal\b"
    r"|(?:this|the|our) (?:material|content|copy|report|story|article)s?\b[^.]{0,60}"
    r"\bmay not be (?:published|reproduced|copied|broadcast|redistributed|used)\b)"
    r"|\W{0,3}all rights reserved\b",
    re.I,
)
_GREETING = re.compile(
    r"dear (?:[\w.’'-]{1,30},? ){0,12}[\w.’'-]{1,30}[,:]"
    r"|(?:(?:yours? )?(?:sincerely|faithfully|respectfully|truly)(?: yours?| submitted)?"
    r"|(?:kind|best|warm)(?:est)? (?:regards|wishes)|regards),?(?: [A-Z][\w.’'-]{0,30}){0,4}",
    re.I,
)
_WRITERS = re.compile(
    r"\W{0,2}(?:(?:additional )?reporting|writing|editing|compiled|edited|written|reported)"
    r"(?: and (?:reporting|writing|editing))? by (?-i:[A-Z])"
    r"|(?-i:[A-Z]).{0,300}\bcontributed "
    r"(?:reporting|to this (?:report|story|article|post))(?: from [\w, ]{1,40})?[.)\]]{0,3}$",
    re.I,
)
# how to write to the outlet or follow it, and what it earns by the page
_CONTACT = re.compile(
    r"\W{0,3}(?:(?:have|got) an? (?:news )?tip\b"
    r"|(?:you can )?(?:follow|e-?mail|write to|reach|contact)"
    r" (?:(?:the|us|him|her|them|me|our)\b|(?-i:[A-Z@]))|(?:like|find|join) us\b|click here\b"
    r"|subscribe to\b|if you (?:buy|enjoyed)\b|more from\b)",
    re.I,
)
_REACHED = re.compile(
    r"[\w.]@|\s@\w|https?:|\bwww\.|\b(?:twitter|facebook|instagram|youtube|whatsapp)\b"
    r"|\bthis (?:post|article|link|page)\b|\btip\?",
    re.I,
)
_RELATED = re.compile(
    r"\W{0,3}(?:read more|read (?:also|next)|also read|more on this|related(?: (?:story|stories"
    r"|articles?|news))?"
    r"|see also|recommended|don[’']t miss|must read|most read|in pictures|watch|listen|photos"
    r"|videos|gallery|slide ?show|interactive|(?:see )?more(?=:))\s?[:"
    r"|»>–—-]",
    re.I,
)
_THIS = r"(?:article|story|report|piece|page|post|headline|column|review|dispatch|version)"
_CHANGED = (
    r"(?:amended|corrected|updated|edited|revised|changed|clarified|modified|republished|altered)"
)
_CORRECTION = re.compile(
    r"\W{0,3}(?:(?:corrections?|clarifications?|editor[’'s]{0,2} note|amendment|erratum"
    r"|note to readers)"
    r"(?:,? (?:and clarifications?|\([^()]{1,60}\)|[\w, ]{1,30}))?\s?[:–—-]"
    rf"|(?:this|the) {_THIS} (?:was|has been|is|had been) (?:\w+ ){{0,2}}{_CHANGED}\b"
    rf"|this {_THIS} (?:of (?:the|this) {_THIS} )?(?:has )?(?:corrects?|clarifies|fixes"
    rf"|originally|previously|initially|incorrectly)\b"
    rf"|(?:an|the|a)? ?(?:earlier|previous|prior|original) versions? of (?:this|the|our) {_THIS}\b"
    r"|an? (?:earlier|previous|prior) version (?:said|stated|gave|incorrectly|wrongly|misstated)\b"
    rf"|(?:the )?(?:headline|text|caption|introduction|figures?) (?:of|in"
    rf"|to) this {_THIS} (?:was|were|ha)"
    rf"|we have {_CHANGED} (?:this|the) {_THIS}\b)",
    re.I,
)
_SAYS = re.compile(r"\b(?:said|says|told|wrote|writes|according)\b")


def find_notice_rule(text: str) -> str:
    """Which notice a paragraph is: one of the rules above, or ""."""
    if _CORRECTION.match(text):
        return CORRECTION
    words = count_words(text[:1000])
    if words <= LONGEST and _OWNED.match(text):
        return COPYRIGHT
    if words > LONGEST or _SAYS.search(text):
        return ""
    if words <= LINE and _WRITERS.match(text):
        return WRITERS
    if words <= 16 and _GREETING.fullmatch(text):
        return SALUTATION
    if _CONTACT.match(text) and _REACHED.search(text):
        return CONTACT
    if words <= 25 and _RELATED.match(text):
        return RELATED
    if _SPEAKS.match(text) and _WALL.search(text):
        return OFFER
    if words <= 12 and _STUB.match(text):
        return OFFER
    if words <= 10 and _ACCOUNT.fullmatch(text):
        return ACCOUNT
    asks = _ASKS.match(text) or _NAMED_BOX.match(text)
    is_letter = (asks and _LETTER.search(text)) or (words <= LINE and _INBOX.search(text))
    return NEWSLETTER if is_letter else ""


def find_truncation(
    body: str, offers: Iterable[str], free: bool | None = None, words: int | None = None
) -> Found | None:
    """Why a body is held for a teaser, or None.

    offers  paragraphs of the page that are a paywall's offer
    free    what the page says of itself (schema.org's `isAccessibleForFree`)
    words   how many the page says the article has
    One sign is enough for a text of fewer than `TEASER` words, two for `LONG_TEASER`: who may read
    an article whole saves it with the offer around it.
    """
    length = count_words(body)
    offer = next(iter(offers), "")
    if words and length < 0.6 * words and length < words - 50:
        return Found("truncated", f"{length} of the words that the page counts", str(words))
    signs = bool(offer) + (free is False)
    signs += bool(signs and re.search(r"(?:…|\.\.\.)\W{0,3}$", body))
    if not signs or length >= (TEASER if signs == 1 else LONG_TEASER):
        return None
    if offer:
        return Found("truncated", f"{length} words, then the offer of a subscription", offer[:200])
    return Found("truncated", f"{length} words of a page that is not free", "isAccessibleForFree")
