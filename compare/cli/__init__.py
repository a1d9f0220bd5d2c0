"""The command `compare-news`: verbs, and no logic of its own.

Exit codes: 0 done (inputs that were skipped are named on stderr) · 2 wrong usage or option ·
3 an input cannot be used, or nothing to compare · 4 an output cannot be written · 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from ..errors import CompareError, InputError, OptionError, ReportError
from ..version import VERSION
from . import archive, run, saved
from .terminal import (
    EXIT_CODES,
    EXIT_INPUT,
    EXIT_INTERRUPTED,
    EXIT_OUTPUT,
    EXIT_USAGE,
    fail,
    use_utf8,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code (see the module's docstring)."""
    try:
        use_utf8()
        arguments = build_parser().parse_args(argv)
        code: int = arguments.verb(arguments)
        sys.stdout.flush()
        return code
    except OptionError as error:
        return fail(error, EXIT_USAGE)
    except ReportError as error:
        return fail(error, EXIT_OUTPUT)
    except CompareError as error:
        return fail(error, EXIT_INPUT)
    except OSError as error:
        if error.filename is not None:  # a folder that may not be looked into
            problem = f"cannot be opened ({error.strerror})"
            return fail(InputError(str(error.filename), problem), EXIT_INPUT)
        # only printing is left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):  # `compare-news show DIR | head`: enough was seen
            return 0
        return fail(ReportError(f"the output cannot be printed ({error.strerror})"), EXIT_OUTPUT)
    except KeyboardInterrupt:
        print("interrupted; nothing half-written was left", file=sys.stderr)
        return EXIT_INTERRUPTED


def build_parser() -> argparse.ArgumentParser:
    """All verbs and options; the README's table of them is read off here."""
    parser = argparse.ArgumentParser(
        prog="compare-news",
        description="Compare how several outlets report one event: shared facts, differences, "
        "omissions, origins, framing. Offline.",
        epilog=EXIT_CODES,
    )
    parser.add_argument("--version", action="version", version=f"compare-news {VERSION}")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    for room in (run, saved, archive):
        room.add_verbs(verbs)
    return parser
