"""Which files the given paths mean, each once, in an order of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ..errors import InputError
from ..model import Skipped
from .files import Place, find_files


def gather_places(
    paths: str | Path | Sequence[str | Path],
) -> tuple[list[Place], list[Skipped], bool]:
    """(places sorted by source, paths that lead nowhere, whether one single file was given).

    A path that leads nowhere raises InputError if it was the only one. A file that is given twice
    is there once. Where two files of different folders would have one source, their folder's
    name is put before it.
    """
    given = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
    if not given:
        raise InputError("no path", "nothing to read", "give a folder, or several files")
    skipped: list[Skipped] = []
    places: dict[Path, Place] = {}
    for path in given:
        try:
            for place in find_files(path):
                places.setdefault(place.path.parent.resolve() / place.path.name, place)
        except InputError as error:
            if len(given) == 1:
                raise
            skipped.append(Skipped(error.source, error.problem, error.remedy))
    alone = len(given) == 1 and not given[0].is_dir()
    return sorted(_apart(list(places.values())), key=_order), skipped, alone


def _order(place: Place) -> tuple[str, str]:
    return place.source, str(place.path)


def _apart(places: list[Place]) -> list[Place]:
    """Sources made to differ where they can be, by the name of the folder that was read."""
    counts = Counter(place.source for place in places)
    return [
        place._replace(source=f"{place.root.resolve().name}/{place.source}")
        if counts[place.source] > 1
        else place
        for place in places
    ]
