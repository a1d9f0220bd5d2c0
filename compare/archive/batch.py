"""Many events: one task each, results as Parquet, a run that can be killed and goes on.

RUN/data/TABLE/part-00000.parquet   see `dataset`
RUN/reports/EVENT/                  reports in the formats asked for
RUN/index.html, RUN/skipped.csv     all events to browse; what was not compared, and why
RUN/run.json                        what the run is: its setting and a digest of its events
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from ..corrections import Corrections
from ..disk import write_file
from ..errors import InputError, OptionError
from ..model import Article, Comparison, Skipped
from ..options import Options
from ..outputs import claim_outputs
from ..pipeline import compare_articles, make_signature
from ..reading import assign_ids, read_articles
from ..report import check_formats, write_report
from .dataset import event_tables, need_arrow, read_events, write_part
from .index import render_index
from .stories import SKIPPED, is_stories, read_skipped, read_stories, write_skipped
from .tasks import Failure, check_workers, run_tasks

PART = 100  # events of a part: what a run that is killed has to do again at most
EVERY = 10  # events between two lines of progress
READING = "skipped-reading.csv"  # what reading skipped
OUTPUTS = ("data/", "reports/", "index.html", "run.json", "skipped.csv", READING)
Event = tuple[str, Sequence[Article]]


@dataclass(frozen=True, slots=True)
class BatchDone:
    """What a run came to."""

    events: int
    skipped: int


def compare_events(
    events: Mapping[str, Sequence[Article]] | Iterable[Event],
    options: Options | None = None,
    *,
    workers: int | None = None,
) -> Iterator[tuple[str, Comparison | Skipped]]:
    """Compare each event's articles; yields (event, its comparison, or why there is none).

    events     name -> articles, or pairs of them, taken one by one as workers come free
    workers    processes; default: one per core

    Events come as they are done, not in order. One that fails is a `Skipped`; it stops no other.
    Articles without ids are given some. More than one worker means new processes: a script that
    calls this needs `if __name__ == "__main__":`.
    """
    pairs = events.items() if isinstance(events, Mapping) else events
    # `Articles` stay what they are: they know their corrections
    items = ((name, (name, row if isinstance(row, list) else list(row))) for name, row in pairs)
    task = partial(_compare_event, options or Options())
    for name, result in run_tasks(task, items, workers):
        yield name, Skipped(name, result.problem) if isinstance(result, Failure) else result


def run_batch(
    source: str | Path,
    run: str | Path,
    options: Options | None = None,
    *,
    formats: Collection[str] = (),
    workers: int | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Callable[[str], None] | None = None,
    force: bool = False,
) -> BatchDone:
    """Compare all events of `source`, stories or else the folders in it, into `run`.

    A run that was killed goes on behind its last part that is whole, and ends with the same bytes;
    one that is done is not done again. Raises OptionError where `run` is of other options or other
    events, errors of reading, ReportError where `run` cannot be written or holds files of these
    names that compare-news did not write (unless `force`), and MissingExtraError without pyarrow.
    formats: of each event's report, none by default; workers: processes, by default one per core.
    """
    options, run, tell = options or Options(), Path(run), progress or (lambda line: None)
    check_workers(workers)
    check_formats(formats)
    need_arrow()
    claim_outputs(run, OUTPUTS, "batch", force=force)
    names, digest, skipped = _plan_events(_read_events(Path(source), run, columns))
    _check_run(run, options, formats, digest)
    parts = [names[at : at + PART] for at in range(0, len(names), PART)]
    unfinished = [k for k in range(len(parts)) if not _marker_path(run, k).exists()]
    part_of = {name: k for k in unfinished for name in parts[k]}
    done = len(names) - len(part_of)
    if done:
        tell(f"{done} of {len(names)} events were done before")
    events = _read_events(Path(source), run, columns)
    todo = ((name, (name, articles)) for name, articles in events if name in part_of)
    task = partial(_compare_into, run, options, tuple(formats))
    results: dict[int, dict[str, Any]] = {k: {} for k in unfinished}
    for number, (name, result) in enumerate(run_tasks(task, todo, workers), done + 1):
        part = part_of[name]
        results[part][name] = result
        if len(results[part]) == len(parts[part]):
            _write_results(run, part, sorted(results.pop(part).items()))
        if number % EVERY == 0 or number == len(names):
            tell(f"{number} of {len(names)} events")
    return _close_run(run, parts, skipped, "report.html" if "html" in formats else None)


def _read_events(source: Path, run: Path, columns: Mapping[str, str] | None) -> Iterator[Event]:
    """All events, sorted by name; what reading skipped is listed in the run, and stops no other."""
    if is_stories(source):
        write_skipped(run / READING, read_skipped(source / SKIPPED))
        yield from read_stories(source)
        return
    folders = sorted(path for path in source.iterdir() if path.is_dir()) if source.is_dir() else []
    if not folders:
        remedy = "give a folder of 'compare-news stories', or one with a folder for each event"
        raise InputError(source, "holds no event", remedy)
    skipped: list[Skipped] = []
    for folder in folders:
        if folder.name.startswith(".") or folder.resolve() == run.resolve():
            continue
        try:
            articles = read_articles(folder, columns=columns)
        except InputError as error:
            skipped.append(Skipped(f"{folder.name}/", error.problem, error.remedy))
            continue
        for item in articles.skipped:
            source_there = f"{folder.name}/{item.source}"
            skipped.append(Skipped(source_there, item.problem, item.remedy))
        yield folder.name, articles
    write_skipped(run / READING, skipped)


def _compare_event(options: Options, value: Event) -> Comparison:
    name, articles = value
    if not all(article.id for article in articles):
        articles = assign_ids(articles)
    return compare_articles(articles, options, event=name)


def _compare_into(
    run: Path, options: Options, formats: Collection[str], value: Event
) -> dict[str, Any]:
    """Compare an event and write its report; its tables, which are written with those of others."""
    comparison = _compare_event(options, value)
    if formats:  # the folder is ours: the run has claimed it
        write_report(comparison, run / "reports" / value[0], formats, force=True)
    return event_tables(value[0], comparison)


def _plan_events(events: Iterable[Event]) -> tuple[list[str], str, list[Skipped]]:
    """(events with two outlets or more, a digest of them and their articles, the others)."""
    names, digest, skipped = [], hashlib.sha256(), []
    for name, articles in events:
        outlets = sorted({article.outlet for article in articles})
        if len(outlets) < 2:
            problem = f"{len(articles)} article(s) of one outlet: nothing to compare"
            skipped.append(Skipped(name, problem))
            continue
        names.append(name)
        digest.update(getattr(articles, "corrections", Corrections()).signature.encode())
        for article in articles:
            content = f"{name}\0{article.outlet}\0{article.published}\0{article.text}\0"
            digest.update(content.encode("utf-8", "replace"))
    return names, digest.hexdigest(), skipped


def _check_run(run: Path, options: Options, formats: Collection[str], digest: str) -> None:
    """OptionError where the folder holds a run of other settings; else they are noted there."""
    settings = {
        "format": 1,
        "signature": make_signature(options),
        "formats": sorted(formats),
        "events": digest,
    }
    place = run / "run.json"
    if place.exists() and json.loads(place.read_text(encoding="utf-8")) != settings:
        raise OptionError(
            f"{run}: a run of other options, formats or articles lies here; give a new folder"
        )
    write_file(place, json.dumps(settings, indent=1, sort_keys=True) + "\n")


def _marker_path(run: Path, number: int) -> Path:
    """Written last; holds the part's events that failed, and why."""
    return run / "data" / f"part-{number:05d}.json"


def _write_results(run: Path, number: int, results: Sequence[tuple[str, Any]]) -> None:
    """A part's tables and its marker; each event's are tables, or a Failure."""
    failed = {name: told.problem for name, told in results if isinstance(told, Failure)}
    write_part(
        [tables for name, tables in results if name not in failed],
        run / "data",
        f"part-{number:05d}",
    )
    write_file(_marker_path(run, number), json.dumps(failed, indent=1, sort_keys=True) + "\n")


def _close_run(
    run: Path, parts: Sequence[Sequence[str]], skipped: list[Skipped], report: str | None
) -> BatchDone:
    """The index and the list of what was skipped, from what lies in the run."""
    for number in range(len(parts)):
        failed = json.loads(_marker_path(run, number).read_text(encoding="utf-8"))
        skipped += [Skipped(name, problem) for name, problem in failed.items()]
    skipped += read_skipped(run / READING)
    skipped = sorted(set(skipped), key=lambda s: (s.source, s.problem))
    write_skipped(run / "skipped.csv", skipped)
    events = read_events(run / "data")
    write_file(run / "index.html", render_index(events, len(skipped), report))
    return BatchDone(len(events), len(skipped))
