"""The verbs of many events: `stories`, `batch`, `outlets`."""

from __future__ import annotations

import argparse
from typing import Any

from ..archive import DAYS
from .terminal import (
    EXIT_INPUT,
    add_columns,
    add_formats,
    add_output,
    add_settings,
    add_verb,
    progress,
    read_options,
    read_pairs,
    say,
    say_skipped,
)

SHOWN = 10  # skipped inputs told on the terminal; the file holds all


def add_verbs(verbs: Any) -> None:
    """Add this module's verbs to the parser's."""
    stories = add_verb(
        verbs, "stories", _run_stories, "group a mixed archive into stories, one for each event"
    )
    stories.add_argument(
        "paths", nargs="+", metavar="PATH", help="an archive: folder, tables, .warc.gz"
    )
    add_columns(stories)
    add_output(stories, "the stories")
    stories.add_argument(
        "--days",
        type=int,
        default=DAYS,
        metavar="N",
        help=f"dated articles further apart are never one story (default {DAYS})",
    )

    batch = add_verb(verbs, "batch", _run_batch, "compare all events of a folder; can be resumed")
    batch.add_argument(
        "folder",
        metavar="FOLDER",
        help="one that `stories` wrote, or one with a folder for each event",
    )
    add_columns(batch)
    add_output(batch, "the run")
    add_formats(batch, "default: none, tables only")
    add_settings(batch)
    batch.add_argument("--workers", type=int, metavar="N", help="processes (default: one per core)")

    outlets = add_verb(
        verbs, "outlets", _run_outlets, "what each outlet does over all events of a run"
    )
    outlets.add_argument("run", metavar="RUN", help="a folder that `batch` wrote")
    add_output(outlets, "the pages")
    add_settings(outlets)


def _run_stories(arguments: argparse.Namespace) -> int:
    from ..archive.stories import write_stories

    stories = write_stories(
        arguments.paths,
        arguments.output,
        arguments.days,
        columns=read_pairs(arguments.column, "--column"),
        progress=progress(arguments.quiet),
        force=arguments.force,
    )
    say_skipped(stories.skipped[:SHOWN])
    if len(stories.skipped) > SHOWN:
        say(f"... and {len(stories.skipped) - SHOWN} more, in skipped.csv")
    if not arguments.quiet:
        say(
            f"articles: {stories.articles}, stories: {stories.stories}, "
            f"in {arguments.output}/stories.csv"
        )
    return 0


def _run_batch(arguments: argparse.Namespace) -> int:
    from ..archive.batch import run_batch

    outcome = run_batch(
        arguments.folder,
        arguments.output,
        read_options(arguments.set, [arguments.folder]),
        formats=arguments.format or (),
        workers=arguments.workers,
        force=arguments.force,
        columns=read_pairs(arguments.column, "--column"),
        progress=progress(arguments.quiet),
    )
    if not arguments.quiet:
        say(
            f"events compared: {outcome.events}, inputs skipped: {outcome.skipped} "
            f"({arguments.output}/skipped.csv); open {arguments.output}/index.html"
        )
    return 0 if outcome.events else EXIT_INPUT


def _run_outlets(arguments: argparse.Namespace) -> int:
    from ..archive import read_profile, write_profile

    profile = read_profile(arguments.run)
    write_profile(profile, arguments.output, read_options(arguments.set), force=arguments.force)
    if not arguments.quiet:
        say(f"events: {len(profile.events)}; open {arguments.output}/outlets.html")
    return 0
