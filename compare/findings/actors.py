"""Who names and quotes whom: actors x outlets, with the zeros."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from ..model import Evidence
from ..text.actors import Actor
from ..text.actors.signs import CHAMBERS, PRESS
from ..text.annotate import Texts
from ..text.utterances import Utterance, verb_base
from .model import ActorCell, ActorRow, Voice

# times that an actor is named, in all, whom nobody quotes; by each, where all name him
LEAST = {"person": 3, "body": 4, "country": 4}
COUNTED = 2  # words in marks, from which they are counted: one is a term more than a quotation
QUOTED = 5  # the same, from which they are reason enough for a row
FAINT = 2  # times that an actor is named by any outlet, up to which the row tells little
ROWS, MOST_ROWS = 4, 8  # rows that stay, however faint; rows at most
WORDS = 15  # quoted words that weigh as much as being named once
# a word in a longer name: 'the Pell Doctrine'
_IN_NAME = re.compile(r"(?<![\w’'-])([A-Z][\w’'-]{3,30})(?=\s(?:[A-Z]|administration))")
# a country is often no more than where something happens
SHARES = {"person": 1.0, "body": 0.7, "country": 0.3}


def cross_actors(texts: Texts, *, copies: bool) -> tuple[ActorRow, ...]:
    """A row per actor of whom the outlets make different use, those of most weight first.

    copies  whether all are one text: what all do alike then tells nothing

    Quoted words are those between quotation marks; a cell's places hold paraphrases too.
    """
    speeches: defaultdict[tuple[str, str], list[Utterance]] = defaultdict(list)
    for one in texts.utterances:
        if one.actor:
            speeches[one.actor, one.outlet].append(one)
    crossed = ((actor, _cross(actor, speeches, texts)) for actor in texts.actors)
    rows = [row for actor, row in crossed if _is_telling(actor, row, copies=copies)]
    return tuple(sorted(rows, key=lambda row: (-_weigh_actor(row), row.name)))


def leave_faint(rows: Sequence[ActorRow], told: str) -> tuple[ActorRow, ...]:
    """The rows without those of whom hardly anybody says anything, where enough are left.

    told  what is said in sentences: whom these name stays
    """

    def is_clear(row: ActorRow) -> bool:
        loud = any(len(one.named) > FAINT or one.words >= QUOTED for one in row.cells)
        return loud or row.name in told

    spare = max(0, ROWS - sum(map(is_clear, rows)))
    faint = [row for row in rows if not is_clear(row)][:spare]
    return tuple(row for row in rows if row in faint or is_clear(row))[:MOST_ROWS]


def list_voices(said: Sequence[Utterance]) -> tuple[Voice, ...]:
    """A row per outlet and speaker, an outlet's with most quoted words first."""
    rows: defaultdict[tuple[str, str], list[Utterance]] = defaultdict(list)
    for one in said:
        rows[one.outlet, one.speaker or ""].append(one)
    voices = []
    for (outlet, speaker), uttered in rows.items():
        verbs = Counter(verb_base(one.verb) for one in uttered if one.verb)
        voices.append(
            Voice(
                outlet,
                speaker,
                len(uttered),
                sum(one.words for one in uttered if one.direct),
                tuple(sorted(verbs.items(), key=lambda item: (-item[1], item[0]))),
                tuple(Evidence(one.sentence, one.start, one.end) for one in uttered),
            )
        )
    return tuple(sorted(voices, key=lambda v: (v.outlet, -v.words, -v.utterances, v.speaker)))


def _find_inside(actor: Actor, outlet: str, texts: Texts) -> list[Evidence]:
    """Where an outlet that never names a person has the surname in another name: 'the Pell Plan'
    is no silence about Pell. Of a surname that others bear, or that is a word, nowhere."""
    name = actor.name.removesuffix(" Jr").split()[-1]
    bearers = [one for one in texts.actors if name in one.name.split() and one is not actor]
    if actor.kind != "person" or len(name) < 4 or any(one.kind != "body" for one in bearers):
        return []
    places = []
    for one in texts.by_outlet[outlet]:
        if name.casefold() in one.text.split():
            return []
        hits = (hit for hit in _IN_NAME.finditer(one.text) if hit[1] == name)
        places += [one.evidence(*hit.span()) for hit in hits]
    return places


def _is_telling(actor: Actor, row: ActorRow, *, copies: bool) -> bool:
    """Whether a row is worth reading: nobody named in passing, nobody whom all name, unless they
    quote him, differ, or name him often; no party, whose name is its members' too; no chamber and
    no news outlet, unless it is quoted."""
    named = [len(cell.named) for cell in row.cells]
    counts = {(len(cell.named), cell.words) for cell in row.cells}
    if copies and len(counts) == 1:
        return False
    members = (form for form in actor.forms if form.endswith("s") and form not in row.name)
    if row.kind == "body" and any(members):
        return False
    if any(cell.words >= QUOTED for cell in row.cells):
        return True
    if row.kind == "body" and (row.name in CHAMBERS or row.name.split()[-1] in PRESS):
        return False
    if 0 in named:
        said = any(cell.uttered for cell in row.cells)
        return sum(named) + said >= LEAST[row.kind]
    return row.kind == "person" and (min(named) < max(named) or min(named) >= LEAST["person"])


def _weigh_actor(row: ActorRow) -> float:
    """How much an actor does in the event: who speaks stands before who is spoken of."""
    named = sum(len(cell.named) + 2 * bool(cell.named) for cell in row.cells)
    spoken = sum(c.words / WORDS + len(c.uttered) / 2 + 2 * bool(c.uttered) for c in row.cells)
    return SHARES[row.kind] * named + spoken


def _cross(
    actor: Actor, speeches: Mapping[tuple[str, str], Sequence[Utterance]], texts: Texts
) -> ActorRow:
    named: defaultdict[str, list[Evidence]] = defaultdict(list)
    for place in actor.mentions:
        named[texts[place.sentence].outlet].append(place)
    cells = []
    for outlet in texts.outlets:
        if not named[outlet]:
            named[outlet] = _find_inside(actor, outlet, texts)
        uttered = sorted(speeches.get((actor.name, outlet), ()), key=lambda one: not one.direct)
        if actor.kind != "person" and not named[outlet]:
            uttered = []  # 'police' of which town is not said
        words = sum(one.words for one in uttered if one.direct)
        cells.append(
            ActorCell(
                outlet,
                tuple(named[outlet]),
                words if words >= COUNTED else 0,
                tuple(Evidence(one.sentence, one.start, one.end) for one in uttered),
            )
        )
    return ActorRow(actor.name, actor.kind, actor.title, tuple(cells))
