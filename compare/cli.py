"""The command `compare-news`: verbs, and no logic of its own.

Exit codes: 0 done (inputs that were skipped are named on stderr) · 2 wrong usage or option ·
3 an input cannot be used, or nothing to compare · 4 an output cannot be written · 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from .archive.verbs import Terminal, add_verbs
from .errors import CompareError, MissingExtraError, OptionError, ReportError
from .options import Options, with_options
from .version import VERSION

if TYPE_CHECKING:
    from .matching import Judge

EXIT_USAGE, EXIT_INPUT, EXIT_OUTPUT, EXIT_INTERRUPTED = 2, 3, 4, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code (see the module's docstring)."""
    arguments = build_parser().parse_args(argv)
    try:
        _use_utf8()
        code: int = arguments.verb(arguments)
        sys.stdout.flush()
        return code
    except OptionError as error:
        return _fail(error, EXIT_USAGE)
    except ReportError as error:
        return _fail(error, EXIT_OUTPUT)
    except CompareError as error:
        return _fail(error, EXIT_INPUT)
    except BrokenPipeError:  # `compare-news show DIR | head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:  # only printing is left: files are told as InputError or ReportError
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _fail(ReportError(f"the output cannot be printed ({error.strerror})"), EXIT_OUTPUT)
    except KeyboardInterrupt:
        print("interrupted; nothing half-written was left", file=sys.stderr)
        return EXIT_INTERRUPTED


def build_parser() -> argparse.ArgumentParser:
    """All verbs and options; the README's table of them is read off here."""
    parser = argparse.ArgumentParser(
        prog="compare-news",
        description="Compare how several outlets tell one event: shared facts, differences, "
        "omissions, origins, framing. Offline.",
    )
    parser.add_argument("--version", action="version", version=f"compare-news {VERSION}")
    verbs = parser.add_subparsers(metavar="VERB", required=True)

    run = verbs.add_parser("run", help="compare articles and write the report")
    run.add_argument("paths", nargs="+", metavar="PATH", help="a folder, or several files")
    run.add_argument("-o", "--output", required=True, metavar="DIR", help="where the report goes")
    run.add_argument("--event", metavar="NAME", help="name of the event (default: the folder's)")
    run.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="OPTION=VALUE",
        help="change an option, e.g. --set likely=0.5; names: "
        + ", ".join(field.name for field in fields(Options)),
    )
    run.add_argument(
        "--judge",
        metavar="URL",
        help="ask this OpenAI-compatible endpoint about the "
        "pairs in doubt, e.g. http://localhost:11434/v1; the answers are kept beside the report",
    )
    run.add_argument(
        "--judge-model", metavar="NAME", help="its model; alone: kept answers are used"
    )
    run.add_argument("--judge-calls", type=int, default=200, metavar="N", help="questions at most")
    run.add_argument(
        "--corrections",
        metavar="FILE",
        help="replay these (default: the corrections.toml beside the articles)",
    )
    _add_columns(run)
    _add_formats(run)
    run.add_argument("-q", "--quiet", action="store_true", help="no progress, no summary")
    run.set_defaults(verb=_run)

    report = verbs.add_parser("report", help="render a saved comparison again")
    report.add_argument("saved", metavar="DIR", help="a report's folder, or its comparison.json")
    report.add_argument("-o", "--output", metavar="DIR", help="default: the same folder")
    _add_formats(report)
    report.set_defaults(verb=_report)

    clean = verbs.add_parser("clean", help="show what cleaning keeps and cuts of a page or dump")
    clean.add_argument("paths", nargs="+", metavar="PATH", help="a file, several, or a folder")
    clean.add_argument("-o", "--output", metavar="DIR", help="write each kept body to DIR/STEM.txt")
    clean.set_defaults(verb=_clean)

    evaluate = verbs.add_parser("evaluate", help="score one stage against marked data")
    evaluate.add_argument("path", metavar="PATH", help="a marked set, in the stage's format")
    evaluate.add_argument("--stage", required=True, metavar="NAME", help="an unknown one lists all")
    evaluate.add_argument("--json", action="store_true", help="one flat object of figures")
    evaluate.add_argument("--set", action="append", default=[], metavar="OPTION=VALUE")
    evaluate.set_defaults(verb=_evaluate)

    diff = verbs.add_parser("diff", help="what changed between two comparisons of an event")
    diff.add_argument("old", metavar="OLD", help="a report's folder, or its comparison.json")
    diff.add_argument("new", metavar="NEW", help="the newer one")
    form = diff.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="the changes as one JSON object")
    form.add_argument("--markdown", action="store_true", help="the changes as Markdown")
    diff.add_argument(
        "-o", "--output", metavar="FILE", help="write them there: .md, .json, any other is text"
    )
    diff.set_defaults(verb=_diff)

    show = verbs.add_parser("show", help="a saved comparison in a few lines")
    show.add_argument("saved", metavar="DIR", help="a report's folder, or its comparison.json")
    show.add_argument("--facts", type=int, default=5, metavar="N", help="how many (default 5)")
    show.set_defaults(verb=_show)

    serve = verbs.add_parser("serve", help="put articles in, read and correct, in a browser")
    serve.add_argument("folder", metavar="FOLDER", help="of articles; may be empty")
    serve.add_argument("--host", default="127.0.0.1", help="default: this machine alone")
    serve.add_argument("--port", type=int, default=8765, metavar="N", help="0: any that is free")
    serve.add_argument("--token", help="what requests must carry; made where the host is not local")
    serve.add_argument("--set", action="append", default=[], metavar="OPTION=VALUE")
    serve.set_defaults(verb=_serve)

    add_verbs(verbs, Terminal(_say, _progress, _options, _pairs))
    return parser


def _run(arguments: argparse.Namespace) -> int:
    from .pipeline import compare_articles
    from .reading import read_articles
    from .report import write_report
    from .summary import summary_text

    options = _options(arguments.set)
    _check_formats(arguments.format)
    tell = _progress(arguments.quiet)
    tell("reading articles")
    columns = _pairs(arguments.column, "--column")
    articles = read_articles(arguments.paths, columns=columns, corrections=arguments.corrections)
    for item in articles.skipped:
        _say(f"skipped: {item.source}: {item.problem}" + (f" ({item.remedy})" * bool(item.remedy)))
    event = arguments.event or Path(arguments.paths[0]).resolve().name
    judge = _judge(arguments)
    comparison = compare_articles(articles, options, event=event, judge=judge, progress=tell)
    tell("writing the report")
    written = write_report(comparison, arguments.output, formats=arguments.format)
    if judge:
        _say(judge.summary())
    for correction in comparison.corrections:
        if correction.status != "applied":
            _say(f"{correction.place} {correction.status}: {correction.note}")
    if not arguments.quiet:
        _show_text(summary_text(comparison))
        print(f"{len(written)} files written to {arguments.output}")
    return 0


def _judge(arguments: argparse.Namespace) -> Judge | None:
    from .matching import Judge

    if arguments.judge and not arguments.judge_model:
        raise OptionError("--judge wants --judge-model NAME")
    if not arguments.judge_model:
        return None
    kept = Path(arguments.output) / "judge.jsonl"
    return Judge(arguments.judge_model, arguments.judge, kept, arguments.judge_calls)


def _report(arguments: argparse.Namespace) -> int:
    from .report import read_report, write_report

    _check_formats(arguments.format)
    saved = Path(arguments.saved)
    folder = arguments.output or (saved if saved.is_dir() else saved.parent)
    for path in write_report(read_report(saved), folder, formats=arguments.format):
        print(path)
    return 0


def _clean(arguments: argparse.Namespace) -> int:
    from .reading import clean_files, show_cleaned, write_cleaned

    cleaned, skipped = clean_files(arguments.paths)
    for item in skipped:
        _say(f"skipped: {item.source}: {item.problem}" + (f" ({item.remedy})" * bool(item.remedy)))
    if arguments.output:
        for path in write_cleaned(cleaned, arguments.output):
            print(path)
    else:
        for source, page in cleaned:
            _show_text(show_cleaned(source, page, get_terminal_size().columns))
    return 0 if cleaned else EXIT_INPUT


def _evaluate(arguments: argparse.Namespace) -> int:
    from .evaluation import evaluate_stage

    scores = evaluate_stage(arguments.stage, Path(arguments.path), _options(arguments.set))
    if arguments.json:
        print(json.dumps(scores.mean, indent=1, sort_keys=True))
    else:
        print(scores.table())
    return 0


def _diff(arguments: argparse.Namespace) -> int:
    from .diff import compare_versions
    from .report import read_report, render_changes, write_file

    changes = compare_versions(read_report(arguments.old), read_report(arguments.new))
    place = Path(arguments.output) if arguments.output else None
    kind = place.suffix.lower() if place else ""
    if arguments.json or (kind == ".json" and not arguments.markdown):
        text = json.dumps(changes.as_dict(), indent=1, ensure_ascii=True)
    elif arguments.markdown or kind == ".md":
        text = render_changes(changes)
    else:
        text = changes.text()
    if place:
        write_file(place, text.rstrip("\n") + "\n")
    else:
        _show_text(text)
    return 0


def _show(arguments: argparse.Namespace) -> int:
    from .report import read_report
    from .summary import summary_text

    _show_text(summary_text(read_report(arguments.saved), arguments.facts))
    return 0


def _serve(arguments: argparse.Namespace) -> int:
    try:
        from .serve import serve_folder
    except ImportError:
        raise MissingExtraError("flask and waitress", "serve") from None

    serve_folder(
        arguments.folder,
        arguments.host,
        arguments.port,
        arguments.token,
        _options(arguments.set),
        tell=lambda line: print(line, flush=True),
    )
    return 0


def _add_formats(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        nargs="+",
        metavar="NAME",
        help="only these (default: all but docx and pdf); an unknown one lists all",
    )


def _add_columns(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="FIELD=NAME",
        help="a table's column for a field, e.g. --column text=content",
    )


def _check_formats(names: Sequence[str] | None) -> None:
    """Told before the work, not after it."""
    from .report import FORMATS

    for name in names or ():
        if name not in FORMATS:
            raise OptionError.unknown("format", name, FORMATS)


def _pairs(items: Sequence[str], option: str) -> dict[str, str]:
    pairs = {}
    for item in items:
        name, sign, value = item.partition("=")
        if not sign or not name or not value:
            raise OptionError(f"{option} wants NAME=VALUE, not {item!r}")
        pairs[name] = value
    return pairs


def _options(items: Sequence[str]) -> Options:
    """`--set name=value`, each value read as the option's own type."""
    kinds = {field.name: str(field.type) for field in fields(Options)}
    changes: dict[str, Any] = {}
    for name, value in _pairs(items, "--set").items():
        if name not in kinds:
            raise OptionError.unknown("option", name, kinds)
        convert: Callable[[str], Any] = (
            int if kinds[name] == "int" else float if "float" in kinds[name] else str
        )
        try:
            changes[name] = convert(value)
        except ValueError:
            raise OptionError(f"{name} must be a number, not {value!r}") from None
    return with_options(None, **changes)


def _progress(quiet: bool) -> Callable[[str], None]:
    """Names each stage on stderr: at once on a terminal, elsewhere once a second has passed."""
    start = time.monotonic()

    def tell(stage: str) -> None:
        passed = time.monotonic() - start
        if not quiet and (sys.stderr.isatty() or passed >= 1):
            _say(f"{passed:6.1f} s  {stage} …")

    return tell


def _use_utf8() -> None:
    """Article text holds any character; a terminal in another encoding must not end the run."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _show_text(text: str) -> None:
    """Article text is hostile: no control or bidi character of it reaches the terminal."""
    print(_printable(text))


def _say(line: str) -> None:
    print(_printable(line), file=sys.stderr, flush=True)


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in text)


def _fail(error: CompareError, code: int) -> int:
    _say(f"compare-news: {error}")
    return code
