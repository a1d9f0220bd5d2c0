"""Files: which ones the given paths mean, each once, in an order of its own; and their bytes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from ..disk import open_plain, read_plain, tell_reason
from ..errors import InputError, MissingExtraError
from ..model import Skipped
from ..outputs import Marks

MAX_BYTES = 20_000_000  # of one article; the longest newspaper pages have about 5 MB
MAX_TABLE_BYTES = 500_000_000
MAX_FILES = 20_000
WRITTEN = "compare-news wrote it"  # the problem of an output among the inputs


class Place(NamedTuple):
    """A file to read.

    path    where it lies
    root    the folder that was read, or the file's own folder if it was given alone
    source  what to call it: the path inside `root`, with "/"
    named   it was given by name (or listed in a manifest), so an unknown suffix is tried as text
    """

    path: Path
    root: Path
    source: str
    named: bool


# the files under a path, sorted by source; a folder that compare-news wrote to -> how many files of
# it were left out
Listing = tuple[list[Place], Mapping[Path, int]]


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
            found, outputs = find_files(path)
        except InputError as error:
            if len(roots) == 1:
                raise
            skipped.append(as_skipped(error, str(path)))
            continue
        for place in found:
            places.setdefault(place.path.parent.resolve() / place.path.name, place)
        skipped += [_tell_outputs(path, *pair) for pair in sorted(outputs.items())]
    alone = len(roots) == 1 and not roots[0].is_dir()
    apart = _tell_apart(list(places.values()))
    return sorted(apart, key=lambda one: (one.source, str(one.path))), skipped, alone


def _tell_outputs(root: Path, folder: Path, count: int) -> Skipped:
    inside = folder.relative_to(root.resolve()) if folder.is_relative_to(root.resolve()) else folder
    files = "1 file" if count == 1 else f"{count} files"
    return Skipped(f"{format_path(inside)}/", WRITTEN, f"{files}, no articles")


def _tell_apart(places: list[Place]) -> list[Place]:
    """Sources made to differ where they can be, by the name of the folder that was read."""
    counts = Counter(place.source for place in places)
    return [
        place._replace(source=f"{place.root.resolve().name}/{place.source}")
        if counts[place.source] > 1
        else place
        for place in places
    ]


def find_files(path: Path) -> Listing:
    """The file itself, or all files under a folder; hidden ones and link loops left out.

    Raises InputError where there is no such file or folder, or it cannot be listed, or is empty,
    or where the file is one that compare-news wrote.
    """
    try:
        if path.is_dir():
            found, outputs = list_files(path)
            if found:
                return found, outputs
            problem = "holds only what compare-news wrote" if outputs else "empty folder"
            remedy = "put one text or HTML file per article into it"
            raise InputError(format_path(path), problem, remedy)
        if not path.exists():
            raise InputError(format_path(path), "there is no such file or folder", "check the path")
        mark = Marks().find(Path(os.path.realpath(path)))
    except (OSError, ValueError) as error:
        raise InputError(format_path(path), f"cannot be listed: {tell_reason(error)}") from None
    if mark:
        raise InputError(format_path(path), WRITTEN, "give the articles it shows")
    return [name_file(path)], {}


def name_file(path: Path) -> Place:
    """A file that is given by name."""
    return Place(path, path.parent, format_path(path, path.parent), True)


def list_files(folder: Path) -> Listing:
    """All files under a folder, also where there are none. InputError: it cannot be listed."""
    places: list[Place] = []
    outputs: Counter[Path] = Counter()
    try:
        for file, mark in _walk_files(folder):
            if mark is None:
                places.append(Place(file, folder, format_path(file, folder), False))
            else:
                outputs[mark] += 1
    except (OSError, ValueError) as error:
        raise InputError(format_path(folder), f"cannot be listed: {tell_reason(error)}") from None
    return sorted(places, key=lambda place: place.source), outputs


def _walk_files(folder: Path) -> Iterator[tuple[Path, Path | None]]:
    """(file, the folder whose mark names it); a folder that a mark names is not entered."""
    seen, count, unread = {os.path.realpath(folder)}, 0, list[OSError]()
    marks = Marks()
    for here, folders, files in os.walk(folder, followlinks=True, onerror=unread.append):
        inside = []
        for name in sorted(folders):
            real = os.path.realpath(Path(here) / name)
            if name.startswith(".") or real in seen:
                continue
            seen.add(real)
            if mark := marks.find(Path(real)):
                yield Path(here) / name, mark
            else:
                inside.append(name)
        folders[:] = inside
        for name in files:
            if name.startswith("."):
                continue
            mark = marks.find(Path(os.path.realpath(Path(here) / name)))
            count += mark is None
            if count > MAX_FILES:
                raise InputError(
                    format_path(folder), f"more than {MAX_FILES} files", "give a smaller folder"
                )
            yield Path(here) / name, mark
    for error in unread:
        if Path(error.filename) == folder:
            raise error
        yield Path(error.filename), None  # told by `read_bytes`, as any that cannot be read


def format_path(path: Path, root: Path | None = None) -> str:
    """A path as reports show it: with "/", inside `root`, on one line, and valid UTF-8."""
    inside = path.relative_to(root) if root is not None else path
    name = os.fsencode(inside.as_posix()).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "�" for c in name) or path.as_posix()


def open_table(place: Place) -> BinaryIO:
    """A table's file, to be read line by line. Raises InputError as `read_bytes` does."""
    stream = open_plain(place.path, place.source)
    size = os.fstat(stream.fileno()).st_size
    if 0 < size <= MAX_TABLE_BYTES:
        return stream
    stream.close()
    problem = f"larger than {MAX_TABLE_BYTES // 1_000_000} MB" if size else "empty file"
    raise InputError(place.source, problem, "give it in parts" if size else "save it again")


def read_bytes(place: Place, limit: int = MAX_BYTES) -> bytes:
    """The file's bytes. Raises InputError: unreadable, no plain file, empty, or over `limit`."""
    raw = read_plain(place.path, place.source, limit, "save only the article, as text")
    if not raw.strip():
        raise InputError(place.source, "empty file", "save the article again")
    return raw


def as_skipped(error: InputError | MissingExtraError, source: str) -> Skipped:
    """A file that cannot be read, and why, where the rest goes on; source: its name, where the
    error has none."""
    return Skipped(getattr(error, "source", source), error.problem, error.remedy)
