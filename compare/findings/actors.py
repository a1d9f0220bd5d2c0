"""Who names and quotes whom: actors x outlets, with the zeros."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ..model import Evidence
from ..text.actors import Actor, Actors
from ..text.annotate import Texts
from ..text.utterances import Utterance
from .model import ActorCell, ActorRow


def name_speakers(said: Sequence[Utterance], actors: Actors) -> tuple[Utterance, ...]:
    """The utterances, each speaker under the actor's name; None where no actor speaks."""
    found = []
    for one in said:
        actor = _find_speaker(one, actors)
        found.append(one._replace(speaker=actor.name if actor else None))
    return tuple(found)


def cross_actors(actors: Actors, said: Sequence[Utterance], texts: Texts) -> tuple[ActorRow, ...]:
    """A row per actor, those whom most outlets name first, then those named most.

    said: with the actors' names as speakers. Quoted words are those between quotation marks; a
    cell's places hold paraphrases too.
    """
    speeches: defaultdict[tuple[str, str], list[Utterance]] = defaultdict(list)
    for one in said:
        if one.speaker:
            speeches[one.speaker, one.outlet].append(one)
    rows = [_cross(actor, speeches, texts) for actor in actors]
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                -sum(bool(cell.named) for cell in row.cells),
                -sum(len(cell.named) for cell in row.cells),
                row.name,
            ),
        )
    )


def _find_speaker(utterance: Utterance, actors: Actors) -> Actor | None:
    """The actor who speaks: whom the speaker's words name where they stand, else whose form they
    are ("Mayor Ada Pell", "Ada Pell", "Pell")."""
    span = utterance.speaker_span
    if span and (actor := actors.at(utterance.sentence, *span)):
        return actor
    words = (utterance.speaker or "").split()
    forms = (" ".join(words[start:]) for start in range(len(words)))
    return next((actor for form in forms if (actor := actors.named(form))), None)


def _cross(
    actor: Actor, speeches: Mapping[tuple[str, str], Sequence[Utterance]], texts: Texts
) -> ActorRow:
    named: defaultdict[str, list[Evidence]] = defaultdict(list)
    for place in actor.mentions:
        named[texts[place.sentence].outlet].append(place)
    cells = []
    for outlet in texts.outlets:
        uttered = sorted(speeches.get((actor.name, outlet), ()), key=lambda one: not one.direct)
        cells.append(
            ActorCell(
                outlet,
                tuple(named[outlet]),
                sum(one.words for one in uttered if one.direct),
                tuple(Evidence(one.sentence, one.start, one.end) for one in uttered),
            )
        )
    return ActorRow(actor.name, actor.kind, actor.office, tuple(cells))
