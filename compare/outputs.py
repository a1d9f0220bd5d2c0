"""Output folders: a mark in each says which files compare-news wrote there.

Readers leave those files out, wherever the folder lies; writers replace and remove only those.
The mark is a hidden JSON file: {"run": {"of": DIGEST, "files": ["report.html", …]}, "outlets": …};
a name that ends in "/" stands for all in that folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from .disk import read_plain, write_file
from .errors import InputError, ReportError

MARK = ".made-by-compare-news.json"
MAX_MARK = 20_000_000  # bytes
RUNNING = "unfinished"  # in place of the digest while files are written


class Written(NamedTuple):
    """What one verb wrote into a folder, and of which input ("" where it adds to what is there)."""

    of: str = ""
    files: frozenset[str] = frozenset()


class Marks:
    """The marks of the folders above a file, each read once."""

    def __init__(self) -> None:
        self._known: dict[Path, dict[str, Written]] = {}

    def find(self, path: Path) -> Path | None:
        """The folder whose mark names this file, or None. `path`: absolute, without links."""
        for folder in path.parents:
            if folder not in self._known:
                self._known[folder] = read_mark(folder)
            name = path.relative_to(folder).as_posix()
            if any(_names(written, name) for written in self._known[folder].values()):
                return folder
        return None


def read_mark(folder: Path) -> dict[str, Written]:
    """Verb -> what it wrote here; nothing where there is no mark, or one that cannot be read."""
    try:
        told = json.loads(read_plain(folder / MARK, MARK, MAX_MARK))
        return {
            verb: Written(str(row["of"]), frozenset(filter(_is_inside, row["files"])))
            for verb, row in told.items()
        }
    except (InputError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def claim_outputs(
    folder: Path, names: Iterable[str], verb: str, *, of: str = "", force: bool = False
) -> Written:
    """Mark `names` as `verb`'s before they are written; what it had written before.

    Raises ReportError where one of them is there and not ours (unless `force`), or would be written
    through a link that leads out of the folder.
    """
    names = sorted(names)
    check_outputs(folder, names, force=force)
    mark = read_mark(folder)
    before = mark.get(verb, Written())
    mark[verb] = Written(of, before.files | set(names))
    _write_mark(folder, mark)
    return before


def check_outputs(folder: Path, names: Iterable[str], *, force: bool = False) -> None:
    """ReportError where one of `names` is in the way: see `claim_outputs`. Nothing is written."""
    mark = read_mark(folder)
    for name in names:
        _refuse_links(folder, name)
        theirs = not any(_names(written, name) for written in mark.values())
        if theirs and not force and _is_something(folder / name):
            raise not_ours(folder / name)


def write_outputs(
    folder: Path,
    files: Mapping[str, str | bytes | None],
    verb: str,
    of: str,
    *,
    force: bool = False,
) -> list[Path]:
    """Write `files` (path in the folder -> content, None: nothing to show); those that are there.

    of     a digest of what they show: what `verb` wrote there of another one is taken away
    force  replace files that are not ours too

    Each file is whole or not there at all. Raises ReportError as `claim_outputs` does, before
    anything is written, or where a file cannot be written.
    """
    kept = {name: content for name, content in files.items() if content is not None}
    before = claim_outputs(folder, kept, verb, of=RUNNING, force=force)
    for name, content in kept.items():
        write_file(folder / name, content)
    old = before.files.difference(kept)
    gone = {
        name
        for name in sorted(old)
        if (name in files or of != before.of) and _take_away(folder, name)
    }
    mark = read_mark(folder)
    mark[verb] = Written(of, (old - gone) | frozenset(kept))
    _write_mark(folder, mark)
    return [folder / name for name in kept]


def not_ours(path: Path) -> ReportError:
    """What is told of a file that is in the way."""
    return ReportError(
        f"{path}: is there, and compare-news did not write it; choose another folder with -o, "
        "or replace it with --force"
    )


def _write_mark(folder: Path, mark: Mapping[str, Written]) -> None:
    told = {verb: {"of": row.of, "files": sorted(row.files)} for verb, row in mark.items()}
    try:
        write_file(folder / MARK, json.dumps(told, indent=1, sort_keys=True) + "\n")
    except ReportError as error:
        raise ReportError(str(error).replace(f"{folder / MARK}", str(folder), 1)) from None


def _names(written: Written, name: str) -> bool:
    """Whether a file's path in the folder is among those written, or in a folder that is."""
    path = PurePosixPath(name)
    folders = (f"{folder}/" for folder in (path, *path.parents))
    return name in written.files or any(folder in written.files for folder in folders)


def _is_inside(name: object) -> bool:
    """Whether a name of a mark is a path that stays in its folder: marks come with downloads."""
    path = Path(str(name))
    return isinstance(name, str) and bool(path.parts) and not (path.anchor or ".." in path.parts)


def _refuse_links(folder: Path, name: str) -> None:
    for above in PurePosixPath(name).parents[:-1]:
        if (folder / above).is_symlink():
            raise ReportError(
                f"{folder / above}: is a link, and may lead out of the folder; remove it"
            )


def _is_something(path: Path) -> bool:
    """Whether a file, or a folder that is not empty, lies there."""
    try:
        return any(path.iterdir()) if path.is_dir() else path.exists() or path.is_symlink()
    except OSError:  # not ours to see: writing there will say why
        return False


def _take_away(folder: Path, name: str) -> bool:
    """Remove a file of ours, and its folder where that is then empty. Whether it is gone."""
    path = folder / name
    try:
        _refuse_links(folder, name)
        path.unlink(missing_ok=True)
    except (OSError, ReportError):
        return False  # it stays in the mark, and so is no input
    with suppress(OSError):  # not empty, or gone
        for above in PurePosixPath(name).parents[:-1]:
            (folder / above).rmdir()
    return True
