"""What its user keeps beside the articles: who owns which outlet, and corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..corrections import FILE as CORRECTIONS
from ..corrections import Corrections, Entry, read_corrections
from ..errors import InputError
from ..model import Article, Found, Skipped
from ..options import OPTIONS_FILE
from .cells import cell_text
from .fields import plain_line
from .files import Place, read_bytes
from .manifest import MANIFEST, apply_values
from .table_files import read_delimited

OWNERS = "owners.csv"  # columns: outlet, owner
BESIDE = frozenset({MANIFEST, OWNERS, CORRECTIONS, OPTIONS_FILE})  # no articles


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
    left = [place for place in places if place.path.name not in BESIDE - {MANIFEST}]
    paths = {place.path for place in places}
    paths |= {place.path.parent / name for place in left if place.named for name in BESIDE}
    owners: dict[str, str] = {}
    entries: list[Entry] = []
    for path in sorted(paths, key=lambda path: (len(path.parts), str(path))):
        if path.name == OWNERS and path.is_file():
            try:
                owners |= read_owners(path)
            except InputError as error:
                skipped.append(Skipped(error.source, error.problem, error.remedy))
        if path.name == CORRECTIONS and path.is_file() and corrections is None:
            entries += read_corrections(path).entries
    if corrections is not None:
        entries += read_corrections(corrections).entries
    return Beside(owners, Corrections(tuple(entries))), left


def read_owners(path: Path) -> dict[str, str]:
    """Outlet, in small letters -> owner, from a table. InputError without these two columns."""
    table = read_delimited(read_bytes(Place(path, path.parent, OWNERS, True)), OWNERS)
    columns = {name.strip().casefold(): name for name in reversed(table.header)}
    if not {"outlet", "owner"} <= columns.keys():
        raise InputError(
            OWNERS, "lacks the columns outlet and owner", "name them in its first line"
        )
    told: dict[str, str] = {}
    for row in table.rows:
        outlet, owner = (
            plain_line(cell_text(row.cells.get(columns[name]))) for name in ("outlet", "owner")
        )
        if outlet and owner:
            told.setdefault(outlet.casefold(), owner)
    return told
