"""The verbs `stories`, `batch`, `outlets`; `cli.py` hands them its terminal."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ..model import Skipped
from ..options import Options
from .engine import ENGINES
from .settings import FOLLOW_UPS, StoryOptions

SHOWN = 10  # skipped inputs told on the terminal; the file holds all


class Terminal(NamedTuple):
    """What the command line shares: how lines are told, and how options are read."""

    say: Callable[[str], None]
    progress: Callable[[bool], Callable[[str], None]]
    options: Callable[[Sequence[str]], Options]
    pairs: Callable[[Sequence[str], str], dict[str, str]]


def add_verbs(verbs: Any, terminal: Terminal) -> None:
    """Add this room's verbs to the parser's."""
    defaults = StoryOptions()
    stories = verbs.add_parser("stories", help="group a mixed archive into stories, one per event")
    _add_paths(stories, "an archive: folder, tables, .warc.gz")
    stories.add_argument(
        "-o", "--output", required=True, metavar="DIR", help="new articles join what lies there"
    )
    stories.add_argument(
        "--days",
        type=int,
        default=defaults.days,
        metavar="N",
        help=f"dated articles further apart are no pair (default {defaults.days})",
    )
    stories.add_argument(
        "--follow-ups",
        choices=FOLLOW_UPS,
        default=defaults.follow_ups,
        help="a later article starts a story of its own, or may join "
        f"(default {defaults.follow_ups})",
    )
    stories.add_argument("--bar", type=float, metavar="0..1", help="default: as trained")
    stories.set_defaults(verb=_stories, terminal=terminal)

    batch = verbs.add_parser("batch", help="compare all events of an archive; can be resumed")
    _add_paths(batch, "a folder that `stories` wrote, or an archive")
    batch.add_argument("-o", "--output", required=True, metavar="RUN", help="where the run goes")
    batch.add_argument("--by-folder", action="store_true", help="each folder in PATH is an event")
    batch.add_argument(
        "--format", nargs="+", default=[], metavar="NAME", help="reports per event (default: none)"
    )
    batch.add_argument("--set", action="append", default=[], metavar="OPTION=VALUE")
    batch.add_argument("--engine", default="local", metavar="NAME", help=" or ".join(ENGINES))
    batch.add_argument("--workers", type=int, metavar="N", help="processes (default: one a core)")
    batch.add_argument("--scheduler", metavar="ADDRESS", help="of Dask, e.g. tcp://host:8786")
    batch.set_defaults(verb=_batch, terminal=terminal)

    outlets = verbs.add_parser("outlets", help="what each outlet does over all events of a run")
    outlets.add_argument("run", metavar="RUN", help="a folder that `batch` wrote")
    outlets.add_argument("-o", "--output", required=True, metavar="DIR", help="where it goes")
    outlets.add_argument("--set", action="append", default=[], metavar="OPTION=VALUE")
    outlets.set_defaults(verb=_outlets, terminal=terminal)


def _add_paths(parser: argparse.ArgumentParser, help: str) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help=help)
    parser.add_argument("--column", action="append", default=[], metavar="FIELD=NAME")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress, no summary")


def _stories(arguments: argparse.Namespace) -> int:
    from .stories import write_stories

    terminal: Terminal = arguments.terminal
    made = write_stories(
        arguments.paths,
        arguments.output,
        StoryOptions(arguments.bar, arguments.days, arguments.follow_ups),
        columns=terminal.pairs(arguments.column, "--column"),
        progress=terminal.progress(arguments.quiet),
    )
    _tell_skipped(made.skipped, terminal)
    if not arguments.quiet:
        terminal.say(
            f"{made.new_articles} new articles, {made.new_stories} new stories; now "
            f"{made.articles} articles in {made.stories} stories, {arguments.output}/stories.csv"
        )
    return 0


def _batch(arguments: argparse.Namespace) -> int:
    from .batch import BatchOptions, run_batch

    terminal: Terminal = arguments.terminal
    done = run_batch(
        arguments.paths,
        arguments.output,
        BatchOptions(
            terminal.options(arguments.set),
            tuple(arguments.format),
            arguments.engine,
            arguments.workers,
            arguments.scheduler,
        ),
        by_folder=arguments.by_folder,
        columns=terminal.pairs(arguments.column, "--column"),
        progress=terminal.progress(arguments.quiet),
    )
    if not arguments.quiet:
        terminal.say(
            f"{done.events} events compared, {done.skipped} inputs skipped "
            f"({arguments.output}/skipped.csv); open {arguments.output}/index.html"
        )
    return 0


def _outlets(arguments: argparse.Namespace) -> int:
    from .outlets import read_profile, write_profile

    terminal: Terminal = arguments.terminal
    profile = read_profile(arguments.run)
    write_profile(profile, arguments.output, terminal.options(arguments.set))
    terminal.say(f"{len(profile.events)} events; open {arguments.output}/outlets.html")
    return 0


def _tell_skipped(skipped: Sequence[Skipped], terminal: Terminal) -> None:
    for item in skipped[:SHOWN]:
        terminal.say(f"skipped: {item.source}: {item.problem}")
    if len(skipped) > SHOWN:
        terminal.say(f"... and {len(skipped) - SHOWN} more, in skipped.csv")
