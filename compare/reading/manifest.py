"""The list `articles.csv` of a folder: what its user knows of each file goes before all else."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ..errors import InputError
from ..model import Article, Found, Skipped
from .fields import (
    drop_headline,
    iso_published,
    join_article,
    plain_byline,
    plain_line,
    same_headline,
)
from .files import Place, read_bytes, tell_name
from .language import language_code
from .rows import find_columns, row_values
from .table_files import read_delimited

MANIFEST = "articles.csv"
FILE_COLUMNS = ("file", "filename", "file_name", "path")
_HEAD = 3  # the headline is looked for among this many paragraphs

Values = Mapping[str, str]  # field -> value, only where there is one


class Manifest(NamedTuple):
    """rows: the files it lists and what it says of each; skipped: lines that list no file."""

    rows: dict[Path, Values]
    skipped: list[Skipped]


def take_manifests(
    places: Iterable[Place], skipped: list[Skipped]
) -> tuple[dict[Path, Values], list[Place]]:
    """(file -> what the lists say of it, the places without the lists themselves).

    A list that was given, or lies in a folder that was read, brings in the files it names, and what
    it lacks is added to `skipped`. One that lies beside a file given by name serves that file, and
    the rest of it is left alone. The list nearest to a file goes before those above it.
    """
    listed: dict[Path, Values] = {}
    left: dict[Path, Place] = {}
    for place in sorted(places, key=lambda place: len(place.path.parts)):
        held = _try_manifest(place) if place.path.name == MANIFEST else None
        if held is None:
            left[place.path] = place
            continue
        skipped += held.skipped
        listed.update(held.rows)
        for path in held.rows:
            left.setdefault(path, Place(path, place.root, tell_name(path, place.root), True))
    silent: dict[Path, Values] = {}
    for beside in sorted({place.path.parent / MANIFEST for place in left.values() if place.named}):
        if beside not in left:
            held = _try_manifest(Place(beside, beside.parent, MANIFEST, True))
            silent.update(held.rows if held else {})
    order = sorted(left.values(), key=lambda place: (place.source, str(place.path)))
    return silent | listed, order


def _try_manifest(place: Place) -> Manifest | None:
    try:
        return read_manifest(place)
    except InputError:
        return None  # told when it is read as a table, if it was given at all


def read_manifest(place: Place) -> Manifest | None:
    """The list in a file called `articles.csv`, or None where it has no column `file`.

    The usual column names are recognised; cells may stand between commas or semicolons. Raises
    InputError for what is no table.
    """
    folder, source = place.path.parent, place.source
    table = read_delimited(read_bytes(place), source, short_lines=True)
    lower = {name.casefold(): name for name in reversed(table.header)}
    column = next((lower[name] for name in FILE_COLUMNS if name in lower), None)
    if column is None:
        return None
    names = find_columns([name for name in table.header if name != column], {})
    names.pop("text", None)
    held = Manifest({}, list(table.skipped))
    for row in table.rows:
        name = plain_line(str(row.cells.get(column, "")))
        path = _inside(folder, name)
        problem = "is listed twice" if path in held.rows else "there is no such file"
        if path is None:
            problem = "lies outside the folder" if name else "names no file"
        if path is None or path in held.rows or not _is_there(path):
            told = f"{source}, line {row.line}: {problem}"
            held.skipped.append(Skipped(name or source, told, "correct the list"))
        else:
            held.rows[path] = {field: value for field, (_, value) in row_values(row, names).items()}
    return held


def _inside(folder: Path, name: str) -> Path | None:
    """The file of that name in the folder, in the Unicode form it has there; None for "../"."""
    path = PurePosixPath(name.replace("\\", "/"))
    if not path.parts or path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return None
    forms = [folder / unicodedata.normalize(form, path.as_posix()) for form in ("NFC", "NFD")]
    return next((form for form in (folder / path, *forms) if _is_there(form)), folder / path)


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def apply_values(article: Article, values: Values, source: str, *, title_in_text: bool) -> Article:
    """The article with what its user says of it, each value told in `found` with its `source`.

    title_in_text  its title was a line of the text: if the list gives another, that line goes back
                   to the head of the body
    """
    read = {
        "outlet": values.get("outlet"),
        "published": iso_published(values.get("published", "")),
        "url": values.get("url"),
        "byline": plain_byline(values.get("byline", "")),
        "language": language_code(values.get("language", "")),
        "owner": values.get("owner"),
        "origin": values.get("origin"),
    }
    known = {field: value for field, value in read.items() if value}
    title = values.get("title")
    won = {*known, "title"} if title else set(known)
    found = [item for item in article.found if item.field not in won]
    found += [Found(field, source, value) for field, value in values.items()]
    changed = replace(article, found=tuple(found), **known)  # type: ignore[arg-type]
    if not title:
        return changed
    paragraphs = article.body.split("\n\n")
    if title_in_text and article.title and not same_headline(article.title, title):
        paragraphs.insert(0, article.title)
    body = drop_headline(title, paragraphs, _HEAD) or paragraphs
    return replace(changed, title=title, text=join_article(title, body))
