"""Who names and quotes whom: actors x outlets, with the zeros."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from ..model import Evidence
from ..text.actors import Actor, Actors
from ..text.annotate import Texts
from ..text.utterances import Utterance, verb_base
from .model import ActorCell, ActorRow, Voice

LEAST = (
    3  # times that an actor is named whom nobody quotes: a country or body in all, a person by each
)
WORDS = 15  # quoted words that weigh as much as being named once
# a country is often no more than where something happens
SHARES = {"person": 1.0, "body": 0.7, "country": 0.3}


def cross_actors(actors: Actors, said: Sequence[Utterance], texts: Texts) -> tuple[ActorRow, ...]:
    """A row per actor of whom the outlets make different use, those of most weight first.

    Quoted words are those between quotation marks; a cell's places hold paraphrases too.
    """
    speeches: defaultdict[tuple[str, str], list[Utterance]] = defaultdict(list)
    for one in said:
        if one.actor:
            speeches[one.actor, one.outlet].append(one)
    rows = [_cross(actor, speeches, texts) for actor in actors]
    rows = [row for row in rows if _is_telling(row)]
    return tuple(sorted(rows, key=lambda row: (-_weigh_actor(row), row.name)))


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


def _is_telling(row: ActorRow) -> bool:
    """Whether a row is worth reading: no country or body that all name and nobody quotes, no person
    whom all name equally often once or twice, nobody named in passing."""
    named = [len(cell.named) for cell in row.cells]
    if 0 in named:
        said = any(cell.uttered for cell in row.cells)
        return said or sum(named) >= (2 if row.kind == "person" else LEAST)
    quoted = any(cell.words for cell in row.cells)
    return quoted or (row.kind == "person" and (min(named) < max(named) or min(named) >= LEAST))


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
        uttered = sorted(speeches.get((actor.name, outlet), ()), key=lambda one: not one.direct)
        if actor.kind != "person" and not named[outlet]:
            uttered = []  # 'police' of which town is not said
        cells.append(
            ActorCell(
                outlet,
                tuple(named[outlet]),
                sum(one.words for one in uttered if one.direct),
                tuple(Evidence(one.sentence, one.start, one.end) for one in uttered),
            )
        )
    return ActorRow(actor.name, actor.kind, actor.title, tuple(cells))
