"""What the verbs share: exit codes, how options and inputs are read, how lines are shown."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from ..errors import CompareError, OptionError
from ..model import Skipped
from ..options import OPTIONS_FILE, Options, parse_option, read_options_file, with_options

EXIT_USAGE, EXIT_INPUT, EXIT_OUTPUT, EXIT_INTERRUPTED = 2, 3, 4, 130
EXIT_CODES = (
    "Exit codes: 0 done (skipped inputs are named on stderr), 2 wrong usage or option, 3 an input "
    "cannot be used or there is nothing to compare, 4 an output cannot be written, 130 interrupted."
)
DEFAULT_FORMATS = "default: html md brief json csv figures"


def add_verb(
    verbs: Any, name: str, act: Callable[[argparse.Namespace], int], help: str
) -> argparse.ArgumentParser:
    """A verb's parser, with what every verb has: -q, a description, the exit codes."""
    parser: argparse.ArgumentParser = verbs.add_parser(
        name, help=help, description=f"{help[0].upper()}{help[1:]}.", epilog=EXIT_CODES
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="only results and problems")
    parser.set_defaults(verb=act)
    return parser


def add_settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="OPTION=VALUE",
        help=f"change an option, e.g. --set likely=0.5 (a {OPTIONS_FILE} beside the articles is "
        "read first); names: " + ", ".join(field.name for field in fields(Options)),
    )


def add_output(parser: argparse.ArgumentParser, what: str, *, default: str | None = None) -> None:
    """Where a verb writes. what: goes there; default: says where without it, None: it is needed."""
    needed, without = default is None, f" (default: {default})" if default else ""
    help = f"folder for {what}{without}"
    parser.add_argument("-o", "--output", required=needed, metavar="DIR", help=help)
    parser.add_argument(
        "--force", action="store_true", help="replace files there that compare-news did not write"
    )


def add_formats(parser: argparse.ArgumentParser, default: str) -> None:
    parser.add_argument(
        "--format",
        action="extend",
        type=lambda names: names.split(","),
        metavar="NAME",
        help=f"only these, as in --format html,json ({default}); any other name lists them",
    )


def add_columns(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="FIELD=NAME",
        help="a table's column for a field, e.g. --column text=content",
    )


def read_pairs(items: Sequence[str], option: str) -> dict[str, str]:
    pairs = {}
    for item in items:
        name, sign, value = item.partition("=")
        if not sign or not name or not value:
            raise OptionError(f"{option} needs NAME=VALUE, not {item!r}")
        pairs[name] = value
    return pairs


def read_options(items: Sequence[str], paths: Sequence[str | Path] = ()) -> Options:
    """`--set name=value`, over what a compare-news.toml in the one folder of `paths` says."""
    beside = Path(paths[0]) / OPTIONS_FILE if len(paths) == 1 else None
    options = read_options_file(beside) if beside and beside.is_file() else None
    values = {name: parse_option(name, value) for name, value in read_pairs(items, "--set").items()}
    return with_options(options, **values)


def say_skipped(skipped: Iterable[Skipped]) -> None:
    for item in skipped:
        say(f"skipped: {item.source}: {item.problem}" + (f" ({item.remedy})" * bool(item.remedy)))


def progress(quiet: bool) -> Callable[[str], None]:
    """Names each stage on stderr: at once on a terminal, elsewhere once a second has passed."""
    start = time.monotonic()

    def tell(stage: str) -> None:
        passed = time.monotonic() - start
        if not quiet and (sys.stderr.isatty() or passed >= 1):
            say(f"{passed:6.1f} s  {stage} …")

    return tell


def use_utf8() -> None:
    """Article text holds any character; a terminal in another encoding must not end the run."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def show_text(text: str) -> None:
    """Article text is hostile: no control or bidi character of it reaches the terminal."""
    print(_printable(text))


def say(line: str) -> None:
    print(_printable(line), file=sys.stderr, flush=True)


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in text)


def fail(error: CompareError, code: int) -> int:
    say(f"compare-news: {error}")
    return code
