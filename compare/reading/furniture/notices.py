"""What an outlet tells its readers in its own cause, within an article: offers, corrections.

A paywall's offer also says that the text is a teaser: `find_truncation`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...datafiles import load_forms
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

_FORMS = load_forms("furniture.txt")
_SPEAKS = re.compile(rf"\W{{0,3}}(?:{_FORMS['speaks']})\b", re.I)
_WALL = re.compile(_FORMS["wall"], re.I)
_STUB = re.compile(
    r"\W*(?:continue reading|read (?:more|on|the full (?:story|article)))\b.{0,60}$", re.I
)
_ACCOUNT = re.compile(rf"\W{{0,3}}(?:{_FORMS['account']})[\W_]{{0,4}}", re.I)
_LETTER = re.compile(rf"\b(?:{_FORMS['letter']})\b", re.I)
_ASKS = re.compile(rf"\W{{0,3}}(?:{_FORMS['asks']})\b", re.I)
# a box that names itself before it asks: "Morning Briefing Get the news that matters. ..."
_NAMED_BOX = re.compile(
    r"(?:[A-Z][\w’'-]{0,20} ){1,6}(?:Sign up|Subscribe|Get|Receive|Join|Register) [a-z].*\.$"
)
_INBOX = re.compile(r"\b(?:in|to|into) your (?:e-?mail )?inbox\b", re.I)
_OWNED = re.compile(_FORMS["owned"], re.I)
_GREETING = re.compile(_FORMS["greeting"], re.I)
_WRITERS = re.compile(_FORMS["writers"], re.I)
_CONTACT = re.compile(rf"\W{{0,3}}(?:{_FORMS['contact']})", re.I)
_REACHED = re.compile(_FORMS["reached"], re.I)
_RELATED = re.compile(rf"\W{{0,3}}(?:{_FORMS['related']})\s?[:|»>–—-]", re.I)
_CORRECTION = re.compile(rf"\W{{0,3}}(?:{_FORMS['correction']})", re.I)
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
