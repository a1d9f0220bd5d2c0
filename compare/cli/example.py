"""The verb `example`: a small made-up event, written out and compared."""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path
from typing import Any

from .run import compare_paths
from .terminal import DEFAULT_FORMATS, add_force, add_formats, add_settings, add_verb

EVENT = "Tolland Dam"


def add_verbs(verbs: Any) -> None:
    """Add this module's verb to the parser's."""
    example = add_verb(
        verbs, "example", _run_example, "write a small made-up event (CC0) and compare it"
    )
    example.add_argument(
        "-o", "--output", required=True, metavar="DIR", help="gets articles/ and report/"
    )
    example.add_argument("--json", action="store_true", help="the summary as one JSON object")
    add_settings(example)
    add_force(example)
    add_formats(example, DEFAULT_FORMATS)
    example.set_defaults(
        event=EVENT, column=[], corrections=None, judge=None, judge_model=None, judge_calls=0
    )


def _run_example(arguments: argparse.Namespace) -> int:
    from ..disk import write_file
    from ..outputs import not_ours

    folder = Path(arguments.output)
    for source in files("compare").joinpath("data", "example").iterdir():
        place, content = folder / "articles" / source.name, source.read_bytes()
        if place.exists() and not arguments.force and place.read_bytes() != content:
            raise not_ours(place)
        write_file(place, content)
    arguments.paths = [str(folder / "articles")]
    arguments.output = str(folder / "report")
    return compare_paths(arguments)
