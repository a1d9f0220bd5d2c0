"""Where a run's events come from, one at a time: a folder of stories, folders, an archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ..errors import InputError
from ..model import Article, Skipped
from ..reading import read_articles
from .stories import SKIPPED, is_stories, read_skipped, read_stories, write_skipped, write_stories

READING = "skipped-reading.csv"
Event = tuple[str, Sequence[Article]]
Source = Callable[[], Iterable[Event]]


def open_source(
    paths: str | Path | Sequence[str | Path],
    run: Path,
    *,
    by_folder: bool,
    columns: Mapping[str, str] | None,
    progress: Callable[[str], None],
) -> Source:
    """A function that tells all events from the beginning, sorted by name.

    An archive is grouped into RUN/stories first, once. What reading skipped lies in
    RUN/skipped-reading.csv, or with the stories.
    """
    places = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
    if by_folder:
        if len(places) != 1 or not places[0].is_dir():
            raise InputError(places[0], "no folder of events", "give one folder with a folder each")
        if not any(path.is_dir() for path in places[0].iterdir()):
            remedy = "put each event's articles into a folder there, or leave out --by-folder"
            raise InputError(places[0], "holds no folder, so no event", remedy)
        return lambda: _read_folders(places[0], columns, run)
    if len(places) == 1 and is_stories(places[0]):
        folder = places[0]
        write_skipped(run / READING, read_skipped(folder / SKIPPED))
    else:
        folder = run / "stories"
        if not is_stories(folder):
            write_stories(paths, folder, columns=columns, progress=progress)
        write_skipped(run / READING, read_skipped(folder / SKIPPED))
    return lambda: read_stories(folder)


def _read_folders(root: Path, columns: Mapping[str, str] | None, run: Path) -> Iterator[Event]:
    """An event per folder; what cannot be read is listed, and stops no other."""
    skipped: list[Skipped] = []
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        if folder.name.startswith(".") or folder.resolve() == run.resolve():
            continue
        try:
            articles = read_articles(folder, columns=columns)
        except InputError as error:
            skipped.append(Skipped(f"{folder.name}/", error.problem, error.remedy))
            continue
        for item in articles.skipped:
            source = f"{folder.name}/{item.source}"
            skipped.append(Skipped(source, item.problem, item.remedy))
        yield folder.name, articles
    write_skipped(run / READING, skipped)
