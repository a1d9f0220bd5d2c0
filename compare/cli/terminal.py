"""What the verbs share: exit codes, how options are read, how lines are shown."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from types import NoneType
from typing import Any, get_args, get_type_hints

from ..errors import CompareError, OptionError
from ..options import Options, with_options

EXIT_USAGE, EXIT_INPUT, EXIT_OUTPUT, EXIT_INTERRUPTED = 2, 3, 4, 130


def add_formats(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        nargs="+",
        metavar="NAME",
        help="only these (default: all but docx and pdf); an unknown one lists all",
    )


def add_columns(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="FIELD=NAME",
        help="a table's column for a field, e.g. --column text=content",
    )


def check_formats(names: Sequence[str] | None) -> None:
    """Told before the work, not after it."""
    from ..report import FORMATS

    for name in names or ():
        if name not in FORMATS:
            raise OptionError.unknown("format", name, FORMATS)


def read_pairs(items: Sequence[str], option: str) -> dict[str, str]:
    pairs = {}
    for item in items:
        name, sign, value = item.partition("=")
        if not sign or not name or not value:
            raise OptionError(f"{option} wants NAME=VALUE, not {item!r}")
        pairs[name] = value
    return pairs


def read_options(items: Sequence[str]) -> Options:
    """`--set name=value`, each value read as the option's own type."""
    kinds = get_type_hints(Options)
    changes: dict[str, Any] = {}
    for name, value in read_pairs(items, "--set").items():
        if name not in kinds:
            raise OptionError.unknown("option", name, kinds)
        kind = next(one for one in (get_args(kinds[name]) or (kinds[name],)) if one is not NoneType)
        try:
            changes[name] = kind(value)
        except ValueError:
            raise OptionError(f"{name} must be a number, not {value!r}") from None
    return with_options(None, **changes)


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
