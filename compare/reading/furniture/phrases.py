"""What a line says, by lists: the phrases of page furniture, and the patterns of dates and credits.

The phrases lie in `compare/data/clean_phrases.txt`, those of other languages than English in
`clean_phrases_local.txt`; the patterns below are forms, not words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from ...datafiles import load_forms, read_data_text
from ...text.locales import any_of, load_locals
from ..published import DATE

_TIME = r"\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?"

# Each is linear in its text: what looks for a mark in the marks at an end starts where they start.
PATTERNS = {
    "date or time": re.compile(rf"\b{DATE}(?![\w-])|\b(?:{_TIME})(?!\w)", re.I),
    "date with its year": re.compile(rf"\b{DATE}(?<=\d\d\d\d)(?![\w-])", re.I),
    "dateline": re.compile(r"^[A-Z]{3}[\w ,.'’-]{0,40}(?:\([A-Z][\w ]{1,20}\) ?[-–—]| [–—] )"),
    "glued words": re.compile(r"\b(?=[A-Za-z])\w{3,30}[a-z?!.][A-Z][a-z]"),
    "age of a post": re.compile(
        r"\b(?:\d+|an?|one|two)\s*(?:s|m|h|d|min|mins|minutes?|hrs?|hours?|days?|weeks?|months?"
        r"|years?)\s+ago\b|^(?:just now|yesterday)$",
        re.I,
    ),
    "update note": re.compile(
        r"^(?:last |first )?(?:updated?|published|posted|modified|created|released)\b", re.I
    ),
    "byline": re.compile(
        r"^(?:(?:written|posted|reported|story|text|words|article|analysis|opinion)?\s*by:?\s+"
        r"(?=[A-Z@])|(?:author|reporter|writer|correspondent)s?:\s)|\b(?:staff writer|associated "
        r"press writer|staff reporter|contributing writer|correspondent|columnist)$",
        re.I,
    ),
    "count of views or comments": re.compile(
        r"^\W*(?:\d[\d,.]*|(?<=[,.]))(?:\s*[km])?\s*"
        r"(?:comments?|shares?|views?|likes?|replies|votes?|reads?|followers?"
        r"|tweets?|retweets?|points?|photos?|images?|videos?|min(?:ute)?s? read)\b"
        r"|^(?:comments?|shares?|views?|likes?|photos?)"
        r"(?:\W*+\d[\d,.]*+k?\W*+|(?=\W*[,.])\W*+|\W*[,.]k\W*+)$|\bmin(?:ute)? read\b",
        re.I,
    ),
    "picture count": re.compile(r"^\W*\d+\s*(?:/|of)\s*\d+\b|^\d{1,2}:\d\d\s*(?:/\s*\d|$)", re.I),
    "address": re.compile(r"https?://|\bwww\.\w|\b[\w.+-]{1,64}@[\w-]{1,64}\.\w|\w\.com\b", re.I),
    "handle or hashtag": re.compile(r"(?:^|\s)[@#]\w"),
    "link list": re.compile(r" [|»›·•>] |»|›"),
    "cut-off teaser": re.compile(r"(?<!\W)(?=\W*?(?:\.\.\.|…))\W+$"),
    "phone or price": re.compile(r"\(?\d{3}\)?[ -]\d{3}-\d{4}|[$£€]\d+(?:\.\d\d)?\b"),
    "numbers only": re.compile(r"^[\W\d_]+$"),
    "label": re.compile(r"(?<!\W)(?=\W*?:)\W+$"),
    "source of a republisher": re.compile(
        r"^\((?P<by>[A-Z][\w.& ]{1,30}?)\s?[-–—]\s?(?P<outlet>[A-Z][^()]{1,40})\)$"
    ),
}

_SLOTS = re.compile(r"^(?:ad(?:vert(?:isement)?)? ?\d{1,3}(?:\W+|$)){2,}$", re.I)

CREDIT = "picture credit"

# Names that parts of a page carry; alone, or "... by NAME:", they say nothing of the event.
_FORMS = load_forms("furniture.txt")
_LABEL = re.compile(
    rf"^(?:{_FORMS['label']})(?:,? (?:and|&) (?:additional |further )?(?:remarks|comments|notes"
    r"|summary|highlights|analysis))?(?: (?:by|from|of) [^:]{1,80}:)?:?$",
    re.I,
)

# "Jane Doe/Getty Images", "REUTERS/Jane Doe": who took a picture, and nothing else.
_HOUSE = f"(?:{_FORMS['house']})"
_CREDIT = re.compile(
    rf"^\(?(?:(?:photo|image|picture)s?(?: (?:by|credit))?:? )?"
    rf"(?:[^/|:.!?]{{2,60}} ?/ ?{_HOUSE}(?: via {_HOUSE})?|{_HOUSE} ?/ ?[^/|:.!?]{{2,60}})\)?\.?$",
    re.I,
)
# A caption that ends with its credit: "The pier on Monday. (Photo: Ann Lee)", "… Bo Ek / AP".
_MADE = r"(?:photo(?:graph)?s?|images?|pictures?|pics?|videos?|illustrations?|graphics?|credits?)"
_NAMED = r"(?-i:[A-Z][\w.’'&-]{0,30}(?: (?:of |the |for )?[A-Z][\w.’'&-]{0,30}){0,6})"
_CAPTION = re.compile(
    rf"(?:[(\[](?:[a-z]{{2,10}} )?{_MADE}(?: ?[:/]| (?:by|via|from|courtesy|credit)\b)"
    r"[^()\[\]]{1,80}[)\]]"
    rf"|[(\[](?:(?=[^/]{{0,60}} ){_NAMED} ?/ ?{_NAMED}"
    rf"|{_HOUSE} ?/ ?(?:{_HOUSE}|(?=[^)\]]{{0,60}} ){_NAMED}))"
    rf"(?:/{_HOUSE})?[)\]]"
    rf"|(?:^|[^\w,] )(?-i:(?=[A-Z]))(?:{_MADE}(?<!s) ?: ?|{_MADE} (?:by|via|courtesy(?: of)?) )"
    rf"{_NAMED}[^.!?]{{0,60}}"
    rf"|(?:…|\.\.\.) [(\[]{_HOUSE}[)\]]"
    rf"|[.!?][\"”’)]? {_NAMED}(?: ?/ ?(?:via )?| via ){_HOUSE})"
    rf"(?: [(\[]?{_HOUSE}[)\]]?| {_NAMED} ?/ ?{_HOUSE}| more)?\.?$",
    re.I,
)
_PICTURED = re.compile(
    r"(?:image|media|video) (?:copyright|source|caption|credit)\b|enlarge this", re.I
)
LONGEST_CAPTION = 400  # characters
_POINTER = re.compile(
    rf"^(?:{_FORMS['pointer']})(?: (?:video|videos|story|stories|article|articles"
    r"|coverage|news|reading))?: ?\S",
    re.I,
)
_PLAYER = re.compile(rf"\b(?:{_FORMS['player']})", re.I)

_SITE = re.compile(rf"\W{{0,3}}(?:{_FORMS['site']})", re.I)

_MARGIN = re.compile(r"^[\W\d_]+|[\W\d_]+$")


class Phrases(NamedTuple):
    """The phrases of one kind. sure: whether one alone is enough to cut a line."""

    kind: str
    sure: bool
    whole: frozenset[str]
    starts: re.Pattern[str] | None
    inside: re.Pattern[str] | None


@cache
def phrase_kinds(foreign: bool = False) -> tuple[Phrases, ...]:
    """The kinds of page furniture in the order of the list; foreign: of all languages."""
    names = ["clean_phrases.txt", "clean_phrases_local.txt"][: 1 + foreign]
    text = "\n".join(read_data_text(name) for name in names)
    kinds: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            plain = line.strip("[]!")
            name = next((one for one in kinds if one.rstrip("!") == plain), line.strip("[]"))
            kinds.setdefault(name, [])
        elif line and not line.startswith("# "):
            kinds[name].append(line.lower())
    return tuple(_compile_kind(name, phrases) for name, phrases in kinds.items())


def _compile_kind(name: str, phrases: list[str]) -> Phrases:
    whole = frozenset(_MARGIN.sub("", phrase[1:]) for phrase in phrases if phrase[0] == "=")
    starts = [re.escape(phrase[1:]) for phrase in phrases if phrase[0] == "^"]
    inside = [re.escape(phrase) for phrase in phrases if phrase[0] not in "=^"]
    return Phrases(
        name.rstrip("!"),
        name.endswith("!"),
        whole,
        # behind a word's end; a phrase that ends with a colon ends there
        re.compile(rf"(?:{'|'.join(starts)})(?:(?!\w)|(?<!\w))") if starts else None,
        re.compile("|".join(inside)) if inside else None,
    )


def find_kinds(text: str, words: int, foreign: bool = False) -> list[tuple[str, str]]:
    """The kinds of furniture a line shows, each with how: "whole", "start" or "inside"."""
    low = text[:400].lower().replace("’", "'")
    core = _MARGIN.sub("", low) if words <= 8 else ""
    pairs = []
    for kind in phrase_kinds(foreign):
        if core and core in kind.whole:
            pairs.append((kind.kind, "whole"))
        elif kind.starts and kind.starts.match(low):
            pairs.append((kind.kind, "start"))
        elif kind.inside and words <= 60 and kind.inside.search(low):
            pairs.append((kind.kind, "inside"))
    return pairs


def is_credit(text: str) -> bool:
    """Whether a line only credits a picture, or is a caption that ends with its credit."""
    if len(text) <= 140 and _CREDIT.match(text):
        return True
    is_short = len(text) <= LONGEST_CAPTION
    return is_short and bool(_PICTURED.match(text) or _CAPTION.search(text[-160:]))


def _is_slot(text: str) -> bool:
    """Whether a line only names slots for advertisements ("Advertisement", "Ad 1 Ad 2")."""
    core = _MARGIN.sub("", text.lower())
    named = (kind.whole for kind in phrase_kinds() if kind.kind == "advertisement")
    return bool(_SLOTS.match(text)) or any(core in whole for whole in named)


# rule -> (what a line of it looks like, how long it is at most, in characters)
_ASIDE: dict[str, tuple[Callable[[str], object], int]] = {
    "section label": (_LABEL.match, 140),
    CREDIT: (is_credit, LONGEST_CAPTION),
    "related articles": (_POINTER.match, 240),
    "picture or film control": (_PLAYER.search, 400),
    "advertisement": (_is_slot, 140),
    "notice of the site": (_SITE.match, 1000),
}


def find_aside_rule(text: str) -> str:
    """The rule of a line that stands in mid-article and ends nothing, or "": slots of
    advertisements, names of a part of the page, credits, notices of players and sites, pointers."""
    rules = (name for name, (fits, most) in _ASIDE.items() if len(text) <= most and fits(text))
    return next(rules, "")


@cache
def change_words() -> re.Pattern[str]:
    """What pages in other languages than English say of a day on which they were changed."""
    return re.compile(any_of({word for local in load_locals() for word in local.changes}), re.I)
