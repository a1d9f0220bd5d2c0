"""What its user says of the articles, beside them, goes before what they say themselves.

`articles.csv` lists files with what is known of each, `owners.csv` says who owns which outlet,
`corrections.toml` corrects what was read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ..corrections import FILE as CORRECTIONS
from ..corrections import Corrections, Entry, read_corrections
from ..errors import InputError
from ..model import Article, Found, Skipped
from ..options import OPTIONS_FILE
from .fields import drop_headline, join_article, plain_line, same_headline
from .files import Place, as_skipped, format_path, read_bytes
from .furniture.bylines import plain_byline
from .language import detect_language, language_code
from .published import iso_published
from .tables.cells import cell_text
from .tables.files import read_delimited
from .tables.rows import find_columns, read_row

MANIFEST = "articles.csv"
FILE_COLUMNS = ("file", "filename", "file_name", "path")
OWNERS = "owners.csv"  # columns: outlet, owner
BESIDE = frozenset({MANIFEST, OWNERS, CORRECTIONS, OPTIONS_FILE})  # no articles
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
    values_by_file: dict[Path, Values] = {}
    rest: dict[Path, Place] = {}
    for place in sorted(places, key=lambda place: len(place.path.parts)):
        manifest = _try_manifest(place) if place.path.name == MANIFEST else None
        if manifest is None:
            rest[place.path] = place
            continue
        skipped += manifest.skipped
        values_by_file.update(manifest.rows)
        for path in manifest.rows:
            rest.setdefault(path, Place(path, place.root, format_path(path, place.root), True))
    silent: dict[Path, Values] = {}
    for beside in sorted({place.path.parent / MANIFEST for place in rest.values() if place.named}):
        if beside not in rest:
            manifest = _try_manifest(Place(beside, beside.parent, MANIFEST, True))
            silent.update(manifest.rows if manifest else {})
    order = sorted(rest.values(), key=lambda place: (place.source, str(place.path)))
    return silent | values_by_file, order


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
    manifest = Manifest({}, list(table.skipped))
    for row in table.rows:
        name = plain_line(str(row.cells.get(column, "")))
        path = _find_inside(folder, name)
        problem = "is listed twice" if path in manifest.rows else "there is no such file"
        if path is None:
            problem = "lies outside the folder" if name else "names no file"
        if path is None or path in manifest.rows or not _is_there(path):
            reason = f"{source}, line {row.line}: {problem}"
            manifest.skipped.append(Skipped(name or source, reason, "correct the list"))
        else:
            manifest.rows[path] = {
                field: value for field, (_, value) in read_row(row, names).items()
            }
    return manifest


def _find_inside(folder: Path, name: str) -> Path | None:
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
    changes = {field: value for field, value in read.items() if value}
    title = values.get("title")
    fields = {*changes, "title"} if title else set(changes)
    found = [item for item in article.found if item.field not in fields]
    found += [Found(field, source, value) for field, value in values.items()]
    changed = replace(article, found=tuple(found), **changes)  # type: ignore[arg-type]
    if not title:
        return changed
    paragraphs = article.body.split("\n\n")
    if title_in_text and article.title and not same_headline(article.title, title):
        paragraphs.insert(0, article.title)
    body = drop_headline(title, paragraphs, _HEAD) or paragraphs
    return replace(changed, title=title, text=join_article(title, body))


@dataclass(frozen=True, slots=True)
class Beside:
    """owners: outlet, in small letters -> its owner; corrections: the entries of all files."""

    owners: Mapping[str, str] = field(default_factory=dict)
    corrections: Corrections = field(default_factory=Corrections)

    def complete(self, article: Article, *, title_in_text: bool = False) -> Article:
        """The article with what the user says of it."""
        values = self.corrections.article_values(article.source)
        if values:
            article = apply_values(article, values, CORRECTIONS, title_in_text=title_in_text)
        owner = self.owners.get(article.outlet.casefold())
        if owner and not article.owner:
            found = (*article.found, Found("owner", OWNERS, owner))
            article = replace(article, owner=owner, found=found)
        return article


def complete_article(
    article: Article, values: Values | None, beside: Beside, *, title_in_text: bool = False
) -> Article:
    """The article with what its user says of it, an outlet and, where it shows, a language."""
    if values is not None:
        article = apply_values(article, values, MANIFEST, title_in_text=title_in_text)
    if not article.outlet:
        stem = PurePosixPath(article.source).stem
        found = (*article.found, Found("outlet", "file name", stem))
        article = replace(article, outlet=stem, found=found)
    article = beside.complete(article, title_in_text=title_in_text)
    if article.language is None:
        article = replace(article, language=detect_language(article.body))
    return article


def take_beside(
    places: Iterable[Place], skipped: list[Skipped], corrections: str | Path | None = None
) -> tuple[Beside, list[Place]]:
    """(what the files of BESIDE say, the places without them), but for the list of articles.

    They are looked for among the places and beside those that were given by name. `corrections`
    names a file that is read in place of those. A table of owners that cannot be read is told in
    `skipped`; corrections that cannot be read raise InputError, since a report without them would
    look like one with them.
    """
    places = list(places)
    rest = [place for place in places if place.path.name not in BESIDE - {MANIFEST}]
    paths = {place.path for place in places}
    paths |= {place.path.parent / name for place in rest if place.named for name in BESIDE}
    owners: dict[str, str] = {}
    entries: list[Entry] = []
    for path in sorted(paths, key=lambda path: (len(path.parts), str(path))):
        if path.name == OWNERS and path.is_file():
            try:
                owners |= read_owners(path)
            except InputError as error:
                skipped.append(as_skipped(error, OWNERS))
        if path.name == CORRECTIONS and path.is_file() and corrections is None:
            entries += read_corrections(path).entries
    if corrections is not None:
        entries += read_corrections(corrections).entries
    return Beside(owners, Corrections(tuple(entries))), rest


def read_owners(path: Path) -> dict[str, str]:
    """Outlet, in small letters -> owner, from a table. InputError without these two columns."""
    table = read_delimited(read_bytes(Place(path, path.parent, OWNERS, True)), OWNERS)
    columns = {name.strip().casefold(): name for name in reversed(table.header)}
    if not {"outlet", "owner"} <= columns.keys():
        raise InputError(
            OWNERS, "lacks the columns outlet and owner", "name them in its first line"
        )
    owners: dict[str, str] = {}
    for row in table.rows:
        outlet, owner = (
            plain_line(cell_text(row.cells.get(columns[name]))) for name in ("outlet", "owner")
        )
        if outlet and owner:
            owners.setdefault(outlet.casefold(), owner)
    return owners
