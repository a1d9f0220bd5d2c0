"""What its user says of the articles, beside them, goes before what they say themselves.

`articles.csv` lists files with what is known of each, `corrections.toml` corrects what was read.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ..corrections import FILE as CORRECTIONS
from ..corrections import Corrections, read_corrections
from ..errors import InputError
from ..model import Article, Found, Skipped
from ..options import OPTIONS_FILE
from .fields import drop_headline, join_article, plain_line, same_headline
from .files import Place, format_path, read_bytes
from .furniture.bylines import plain_byline
from .language import detect_language, language_code
from .published import iso_published
from .tables.files import read_delimited
from .tables.rows import find_columns, read_row

MANIFEST = "articles.csv"
FILE_COLUMNS = ("file", "filename", "file_name", "path")
BESIDE = frozenset({MANIFEST, CORRECTIONS, OPTIONS_FILE})  # no articles
_is_there = os.path.isfile  # False, too, for a name that no system takes
_HEAD = 3  # the headline is looked for among this many paragraphs
# how a claim is read; those of other fields are taken as they are
_READ = {"published": iso_published, "byline": plain_byline, "language": language_code}

Values = Mapping[str, str]  # field -> value, only where there is one


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
        rows = read_manifest(place, skipped) if place.path.name == MANIFEST else None
        if rows is None:
            rest[place.path] = place
            continue
        values_by_file.update(rows)
        for path in rows:
            rest.setdefault(path, Place(path, place.root, format_path(path, place.root), True))
    silent: dict[Path, Values] = {}
    for beside in sorted({place.path.parent / MANIFEST for place in rest.values() if place.named}):
        if beside not in rest:
            silent.update(read_manifest(Place(beside, beside.parent, MANIFEST, True), []) or {})
    order = sorted(rest.values(), key=lambda place: (place.source, str(place.path)))
    return silent | values_by_file, order


def read_manifest(place: Place, skipped: list[Skipped]) -> dict[Path, Values] | None:
    """The files that an `articles.csv` lists and what it says of each, or None where it has no
    column `file`; lines that list no file are added to `skipped`.

    The usual column names are recognised; cells may stand between commas or semicolons.
    """
    folder, source = place.path.parent, place.source
    try:
        table = read_delimited(read_bytes(place), source, short_lines=True)
    except InputError:
        return None  # told when it is read as a table, if it was given at all
    lower = {name.casefold(): name for name in reversed(table.header)}
    column = next((lower[name] for name in FILE_COLUMNS if name in lower), None)
    if column is None:
        return None
    names = find_columns([name for name in table.header if name != column], {})
    names.pop("text", None)
    rows: dict[Path, Values] = {}
    skipped += table.skipped
    for row in table.rows:
        name = plain_line(str(row.cells.get(column, "")))
        path = _find_inside(folder, name)
        problem = "is listed twice" if path in rows else "there is no such file"
        if path is None:
            problem = "lies outside the folder" if name else "names no file"
        if path is None or path in rows or not _is_there(path):
            reason = f"{source}, line {row.line}: {problem}"
            skipped.append(Skipped(name or source, reason, "correct the list"))
        else:
            rows[path] = {field: value for field, (_, value) in read_row(row, names).items()}
    return rows


def _find_inside(folder: Path, name: str) -> Path | None:
    """The file of that name in the folder, in the Unicode form it has there; None for "../"."""
    path = PurePosixPath(name.replace("\\", "/"))
    if not path.parts or path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return None
    forms = [folder / unicodedata.normalize(form, path.as_posix()) for form in ("NFC", "NFD")]
    return next((form for form in (folder / path, *forms) if _is_there(form)), folder / path)


def apply_claims(article: Article, claims: Iterable[Found]) -> Article:
    """The article with what is said of it beside its text, each claim kept in `found`.

    Where its title was a line of the text (no `found` names it) and another is claimed, that line
    goes back to the head of the body.
    """
    claims = tuple(claims)
    values = {item.field: item.text for item in claims}
    title = values.pop("title", "")
    read = {field: _READ.get(field, str)(text) for field, text in values.items()}
    changes = {field: value for field, value in read.items() if value}
    fields = {*changes, "title"} if title else set(changes)
    found = (*(item for item in article.found if item.field not in fields), *claims)
    if title:
        paragraphs = article.body.split("\n\n")
        in_text = article.title and not any(item.field == "title" for item in article.found)
        if in_text and not same_headline(article.title, title):
            paragraphs.insert(0, article.title)
        body = drop_headline(title, paragraphs, _HEAD) or paragraphs
        changes |= {"title": title, "text": join_article(title, body)}
    return replace(article, found=found, **changes)  # type: ignore[arg-type]


def complete_article(
    article: Article,
    values: Values | None,
    corrections: Corrections,
) -> Article:
    """The article with what its user says of it, an outlet and, where it shows, a language."""
    article = _apply_values(article, values or {}, MANIFEST)
    if not article.outlet:
        stem = PurePosixPath(article.source).stem
        found = (*article.found, Found("outlet", "file name", stem))
        article = replace(article, outlet=stem, found=found)
    article = _apply_values(article, corrections.article_values(article.source), CORRECTIONS)
    if article.language is None:
        article = replace(article, language=detect_language(article.body))
    return article


def _apply_values(article: Article, values: Values, source: str) -> Article:
    return apply_claims(article, [Found(field, source, text) for field, text in values.items()])


def take_corrections(
    places: Iterable[Place], corrections: str | Path | None = None
) -> tuple[Corrections, list[Place]]:
    """(all entries of the corrections, the places without the files of BESIDE but the list).

    They are looked for among the places and beside those that were given by name. `corrections`
    names a file that is read in place of those. One that cannot be read raises InputError, since a
    report without its corrections would look like one with them.
    """
    places = list(places)
    rest = [place for place in places if place.path.name not in BESIDE - {MANIFEST}]
    if corrections is not None:
        return read_corrections(corrections), rest
    paths = {place.path for place in places if place.path.name == CORRECTIONS}
    paths |= {place.path.parent / CORRECTIONS for place in rest if place.named}
    ordered = sorted(paths, key=lambda path: (len(path.parts), str(path)))
    files = [read_corrections(path) for path in ordered if path.is_file()]
    return Corrections(tuple(entry for file in files for entry in file.entries)), rest
