"""Which files the given paths mean, each once, in an order of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ..errors import InputError
from ..model import Skipped
from .files import WRITTEN, Place, as_skipped, find_files, format_path


def gather_places(
    paths: str | Path | Sequence[str | Path],
) -> tuple[list[Place], list[Skipped], bool]:
    """(places sorted by source, what is left out of them, whether one single file was given).

    A path that leads nowhere raises InputError if it was the only one. A file that is given twice
    is there once. Where two files of different folders would have one source, their folder's
    name is put before it. What compare-news wrote is left out, and told once for each folder
    (`WRITTEN`).
    """
    roots = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
    if not roots:
        raise InputError("no path", "nothing to read", "give a folder, or several files")
    skipped: list[Skipped] = []
    places: dict[Path, Place] = {}
    for path in roots:
        try:
            found = find_files(path)
        except InputError as error:
            if len(roots) == 1:
                raise
            skipped.append(as_skipped(error, str(path)))
            continue
        for place in found.places:
            places.setdefault(place.path.parent.resolve() / place.path.name, place)
        skipped += [_tell_outputs(path, *pair) for pair in sorted(found.outputs.items())]
    alone = len(roots) == 1 and not roots[0].is_dir()
    return sorted(_tell_apart(list(places.values())), key=_sort_key), skipped, alone


def _tell_outputs(root: Path, folder: Path, count: int) -> Skipped:
    inside = folder.relative_to(root.resolve()) if folder.is_relative_to(root.resolve()) else folder
    files = "1 file" if count == 1 else f"{count} files"
    return Skipped(f"{format_path(inside)}/", WRITTEN, f"{files}, no articles")


def _sort_key(place: Place) -> tuple[str, str]:
    return place.source, str(place.path)


def _tell_apart(places: list[Place]) -> list[Place]:
    """Sources made to differ where they can be, by the name of the folder that was read."""
    counts = Counter(place.source for place in places)
    return [
        place._replace(source=f"{place.root.resolve().name}/{place.source}")
        if counts[place.source] > 1
        else place
        for place in places
    ]
