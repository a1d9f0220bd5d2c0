"""The verb `serve`."""

from __future__ import annotations

import argparse
from typing import Any

from ..errors import MissingExtraError
from .terminal import add_settings, add_verb, read_options


def add_verbs(verbs: Any) -> None:
    """Add this module's verbs to the parser's."""
    serve = add_verb(verbs, "serve", _run_serve, "add articles, read and correct, in a browser")
    serve.add_argument("folder", metavar="FOLDER", help="folder of articles; may be empty")
    serve.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    serve.add_argument(
        "--port", type=int, default=8765, metavar="N", help="default 8765; 0 for any free one"
    )
    serve.add_argument(
        "--token",
        help="secret that every request needs (made where the host is not local); other users of "
        "this machine can see it here, but not in the environment variable COMPARE_NEWS_TOKEN",
    )
    add_settings(serve)


def _run_serve(arguments: argparse.Namespace) -> int:
    try:
        from ..serve.app import serve_folder
    except ImportError:
        raise MissingExtraError("flask waitress", "serve") from None

    serve_folder(
        arguments.folder,
        arguments.host,
        arguments.port,
        arguments.token,
        read_options(arguments.set, [arguments.folder]),
        tell=lambda line: None if arguments.quiet else print(line, flush=True),
    )
    return 0
