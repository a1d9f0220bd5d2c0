"""Naming: which forms and titles each outlet gives to those whom several outlets name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from ..model import Article, Evidence, Fact, Measure, Sentence
from ..options import Options
from ..text.lists import load_words
from ..text.names import find_names
from ..text.words import STOP_WORDS, normal_word
from .intervals import ROWS, figure, wilson
from .lines import Line, outlet_lines

# up to six words right before a name that may be its title: "the country's new Foreign Minister"
_BEFORE = re.compile(r"(?:[^\W\d_][\w’'.\-]{0,30}[ \u00a0]){1,6}$")

LONGEST = 4  # words of a full name that a shorter one may stand for
_CALENDAR = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|"
    "july|august|september|october|november|december"
)
_IS_DATE = re.compile(rf"(?:.*[ ])?(?:{_CALENDAR})", re.I)
# "Friday Ada Pell", "the country's Minister Pell": the name begins behind these
_NOT_YET = re.compile(rf"['’]s?[ \u00a0]|^(?:{_CALENDAR})[ \u00a0]", re.I)


class Mention(NamedTuple):
    """One naming.

    words      the name without a title, lower-case, from the first name to the last
    name       the same as it stands
    form       what stands there, title included
    evidence   where, in `Article.text`
    """

    words: tuple[str, ...]
    name: str
    form: str
    evidence: Evidence


def measure_names(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Share of the outlet's namings of an actor that use a form, 0..1; term is "actor: form".

    Actors are those whom two outlets or more name, and who have two forms or more, in the outlets'
    own voice; headlines are left out, since many write every word like a name. A name that ends
    another one is the same actor ("Pell", "Ada Pell"; not "Asia", "East Asia"); where it ends
    several, the one most often used, so two people of one last name are not told apart. A form is
    the name with the capitalised title right before it. Wilson interval over the outlet's n namings
    of the actor; null is the form's share over the whole event. The ROWS forms of the actors most
    named are listed.

    Naming as framing: Hamborg, Zhukova & Gipp (2019), Automated Identification of Media Bias by
    Word Choice and Labeling in News Articles, Proceedings of JCDL.
    """
    mentions = {
        outlet: [mention for line in row for mention in mentions_of(line)]
        for outlet, row in outlet_lines(articles, sentences).items()
    }
    actors = actors_of([m for row in mentions.values() for m in row])
    named_by = Counter(key for row in mentions.values() for key in {actors[m.words] for m in row})
    everyone = [m for row in mentions.values() for m in row if named_by[actors[m.words]] > 1]
    forms = Counter((actors[m.words], m.form) for m in everyone)
    total = Counter(actors[m.words] for m in everyone)
    several = {actor for actor, n in Counter(actor for actor, _ in forms).items() if n > 1}
    measures = []
    for outlet, row in mentions.items():
        spans: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for mention in row:
            if actors[mention.words] in several:
                spans[actors[mention.words], mention.form].append(mention.evidence)
        mine = Counter(actors[m.words] for m in row)
        ranked = sorted(spans, key=lambda k: (-mine[k[0]], k[0], -len(spans[k]), k[1]))[:ROWS]
        for actor, form in ranked:
            count = len(spans[actor, form])
            measures.append(
                figure(
                    "names",
                    outlet,
                    f"{actor}: {form}",
                    count / mine[actor],
                    wilson(count, mine[actor], options),
                    mine[actor],
                    "share of the outlet's namings of the actor in its own voice, 0..1",
                    evidence=spans[actor, form],
                    null=forms[actor, form] / total[actor],
                    note=f"{count} of {mine[actor]}",
                )
            )
    return measures


def mentions_of(line: Line) -> list[Mention]:
    """The names in one line's own voice, with the titles before them."""
    text, shift = line.sentence.text, line.sentence.start
    own = {token.start - shift for token in line.own}
    found = []
    for name in find_names(text) if line.sentence.index else ():
        cut = max((at.end() for at in _NOT_YET.finditer(name.text)), default=0)
        behind = find_names(name.text[cut:]) if cut else ()  # a title may stand there
        plain = behind[0].text if behind else name.text[cut:]
        words = tuple(normal_word(word) for word in plain.split())
        if name.start not in own or not words or _IS_DATE.fullmatch(plain):
            continue
        start = name.start + cut if cut else _title_start(text, name.start)
        place = Evidence(line.sentence.id, start + shift, name.end + shift)
        form = " ".join(text[start : name.end].split())
        found.append(Mention(words, " ".join(plain.split()), form, place))
    return found


def _title_start(text: str, start: int) -> int:
    """Where the capitalised words right before a name begin; the head of a sentence is no title."""
    before = _BEFORE.search(text, max(0, start - 120), start)
    if not before:
        return start
    for word in reversed(list(re.finditer(r"\S+", before.group()))):
        at = before.start() + word.start()
        plain = word.group().strip(".").casefold()
        if (
            not word.group()[0].isupper()
            or plain in STOP_WORDS
            or word.group().endswith(("'s", "’s"))
        ):
            break
        start = at
    return start


def _is_fuller(written: Counter[str], words: tuple[str, ...]) -> bool:
    """Whether what a name ends with may be its short form: "Ada Pell", not "East Asia"."""
    parts = min(written).split()
    return (
        len(words) <= LONGEST
        and words[0] not in load_words("name_qualifiers.txt")
        and not parts[-1].isupper()  # "Asian NATO" is not NATO
        and all(part[:1].isupper() for part in parts)  # nor are "Japan and China" China
    )


def actors_of(mentions: Sequence[Mention]) -> dict[tuple[str, ...], str]:
    """The words of each name -> how its actor is shown: the fullest name, as most often written."""
    times = Counter(mention.words for mention in mentions)
    written: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        written[mention.words][mention.name] += 1
    fuller: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for words in times:
        for start in range(1, len(words)):
            if _is_fuller(written[words], words):
                fuller[words[start:]].append(words)
    shown = {}
    for words in times:
        full = min(fuller[words] or [words], key=lambda other: (-times[other], -len(other), other))
        while fuller[full]:
            full = min(fuller[full], key=lambda other: (-times[other], -len(other), other))
        shown[words] = min(written[full].items(), key=lambda item: (-item[1], item[0]))[0]
    return shown
