"""Files: which ones lie in a folder, and their bytes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..errors import InputError

MAX_BYTES = 20_000_000  # of one article; the longest newspaper pages have about 5 MB
MAX_TABLE_BYTES = 500_000_000
MAX_FILES = 20_000

_HTML_HEAD = re.compile(
    r"\s*(<\?xml[^>]{0,200}>\s*)?(<!--[^<]{0,2000}-->\s*)?<(!doctype html|html)"
)


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


def find_files(path: Path) -> list[Place]:
    """The file itself, or all files under a folder, sorted; hidden ones and link loops left out.

    Raises InputError where there is no such file or folder, or it cannot be listed, or is empty.
    """
    try:
        if path.is_dir():
            found = [Place(file, path, tell_name(file, path), False) for file in _walk(path)]
        elif path.exists():
            return [Place(path, path.parent, tell_name(path, path.parent), True)]
        else:
            raise InputError(tell_name(path), "there is no such file or folder", "check the path")
    except (OSError, ValueError) as error:
        raise InputError(tell_name(path), f"cannot be listed: {_reason(error)}") from None
    if not found:
        raise InputError(
            tell_name(path), "empty folder", "put one text or HTML file per article into it"
        )
    return sorted(found, key=lambda place: place.source)


def _walk(folder: Path) -> Iterator[Path]:
    seen, count, unread = {os.path.realpath(folder)}, 0, list[OSError]()
    for here, folders, files in os.walk(folder, followlinks=True, onerror=unread.append):
        inside = []
        for name in sorted(folders):
            real = os.path.realpath(Path(here) / name)
            if not name.startswith(".") and real not in seen:
                seen.add(real)
                inside.append(name)
        folders[:] = inside
        for name in files:
            if not name.startswith("."):
                count += 1
                if count > MAX_FILES:
                    raise InputError(
                        tell_name(folder), f"more than {MAX_FILES} files", "give a smaller folder"
                    )
                yield Path(here) / name
    for error in unread:
        if Path(error.filename) == folder:
            raise error
        yield Path(error.filename)  # told by `read_bytes`, as any file that cannot be read


def tell_name(path: Path, root: Path | None = None) -> str:
    """A path as reports show it: with "/", inside `root`, on one line, and valid UTF-8."""
    inside = path.relative_to(root) if root is not None else path
    name = os.fsencode(inside.as_posix()).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "�" for c in name) or path.as_posix()


def read_bytes(place: Place, limit: int = MAX_BYTES) -> bytes:
    """The file's bytes. Raises InputError: unreadable, no plain file, empty, or over `limit`."""
    source = place.source
    try:
        if not place.path.is_file():  # a pipe or device would wait for ever
            raise InputError(source, _why_not_plain(place.path))
        with place.path.open("rb") as stream:
            raw = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        raise InputError(source, f"cannot be read: {_reason(error)}") from None
    if len(raw) > limit:
        raise InputError(
            source, f"larger than {limit // 1_000_000} MB", "save the article alone as text"
        )
    if not raw.strip():
        raise InputError(source, "empty file", "save the article again")
    return raw


def _why_not_plain(path: Path) -> str:
    if path.exists():
        return "not a plain file"
    return "a link to nothing" if path.is_symlink() else "is gone: it was there a moment ago"


def looks_like_html(text: str) -> bool:
    """Whether a text opens as an HTML document does."""
    return _HTML_HEAD.match(text[:4000].lower()) is not None


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
