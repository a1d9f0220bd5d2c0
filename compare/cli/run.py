"""The verbs that read texts: `run`, `clean`, `evaluate`, `serve`, `example`."""

from __future__ import annotations

import argparse
import json
from importlib.resources import files
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from ..errors import OptionError, needs_extra
from .terminal import (
    DEFAULT_FORMATS,
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
    show_text,
)

if TYPE_CHECKING:
    from ..matching import Judge

EVENT = "Tolland Dam"  # of the example


def add_verbs(verbs: Any) -> None:
    """Add this module's verbs to the parser's."""
    run = add_verb(verbs, "run", compare_paths, "compare articles and write the report")
    run.add_argument("paths", nargs="+", metavar="PATH", help="a folder, or several files")
    add_output(run, "the report")
    run.add_argument("--event", metavar="NAME", help="name of the event (default: the folder's)")
    add_settings(run)
    run.add_argument(
        "--judge",
        metavar="URL",
        help="ask this OpenAI-compatible endpoint about the "
        "pairs in doubt, e.g. http://localhost:11434/v1; the answers are kept beside the report",
    )
    run.add_argument(
        "--judge-model", metavar="NAME", help="its model; without --judge, kept answers are used"
    )
    run.add_argument(
        "--judge-calls", type=int, default=200, metavar="N", help="at most this many questions"
    )
    run.add_argument(
        "--corrections",
        metavar="FILE",
        help="apply these (default: the corrections.toml beside the articles)",
    )
    add_columns(run)
    add_formats(run, DEFAULT_FORMATS)

    clean = add_verb(
        verbs, "clean", _run_clean, "show what cleaning keeps and cuts of a page or pasted text"
    )
    clean.add_argument("paths", nargs="+", metavar="PATH", help="a file, several, or a folder")

    evaluate = add_verb(verbs, "evaluate", _run_evaluate, "score one stage against annotated data")
    evaluate.add_argument("path", metavar="PATH", help="annotated events: a file or a folder")
    evaluate.add_argument(
        "--stage", required=True, metavar="NAME", help="which stage; any other word lists them"
    )
    evaluate.add_argument("--json", action="store_true", help="one flat object of figures")
    add_settings(evaluate)

    serve = add_verb(verbs, "serve", _run_serve, "add articles, read and correct, in a browser")
    serve.add_argument("folder", metavar="FOLDER", help="folder of articles; may be empty")
    serve.add_argument(
        "--port", type=int, default=8765, metavar="N", help="default 8765; 0 for any free one"
    )
    add_settings(serve)

    example = add_verb(
        verbs, "example", _run_example, "write a small made-up event (CC0) and compare it"
    )
    add_output(example, "articles/ and report/")
    add_settings(example)
    add_formats(example, DEFAULT_FORMATS)
    example.set_defaults(
        event=EVENT, column=[], corrections=None, judge=None, judge_model=None, judge_calls=0
    )


def compare_paths(arguments: argparse.Namespace) -> int:
    """Read `arguments.paths`, compare them, write the report; the exit code."""
    from ..pipeline import compare_articles
    from ..reading import read_articles
    from ..report import check_folder, check_formats, write_report
    from ..summary import summary_text

    options = read_options(arguments.set, arguments.paths)
    check_formats(arguments.format or ())
    check_folder(arguments.output, arguments.format, force=arguments.force)
    tell = progress(arguments.quiet)
    tell("reading articles")
    columns = read_pairs(arguments.column, "--column")
    articles = read_articles(arguments.paths, columns=columns, corrections=arguments.corrections)
    say_skipped((*articles.skipped, *articles.outputs))
    for article in articles:
        for warning in article.warnings:
            say(f"{warning.field}: {article.source}: {warning.rule}: {warning.text}")
    event = arguments.event or _event_name(arguments.paths[0])
    judge = _make_judge(arguments)
    comparison = compare_articles(articles, options, event=event, judge=judge, progress=tell)
    tell("writing the report")
    written = write_report(
        comparison, arguments.output, formats=arguments.format, force=arguments.force
    )
    if judge:
        say(judge.summary())
    for correction in comparison.corrections:
        if correction.status != "applied":
            say(f"{correction.place} {correction.status}: {correction.note}")
    if not arguments.quiet:
        show_text(summary_text(comparison))
        page = [str(path) for path in written if path.suffix == ".html"]
        print(f"files written to {arguments.output}: {len(written)}" + "; open ".join(["", *page]))
    return 0


def _event_name(path: str) -> str:
    """The name of the folder that the first path is, or lies in."""
    place = Path(path).resolve()
    return place.name if place.is_dir() else place.parent.name


def _make_judge(arguments: argparse.Namespace) -> Judge | None:
    from ..matching import Judge

    if arguments.judge and not arguments.judge_model:
        raise OptionError("--judge needs --judge-model NAME")
    if not arguments.judge_model:
        return None
    answers = Path(arguments.output) / "judge.jsonl"
    return Judge(arguments.judge_model, arguments.judge, answers, arguments.judge_calls)


def _run_clean(arguments: argparse.Namespace) -> int:
    from ..reading.forms import clean_files, show_cleaned

    cleaned, skipped = clean_files(arguments.paths)
    say_skipped(skipped)
    for page in cleaned:
        show_text(show_cleaned(page, get_terminal_size().columns))
    return 0 if cleaned else EXIT_INPUT


def _run_evaluate(arguments: argparse.Namespace) -> int:
    from ..evaluation import evaluate_stage

    options = read_options(arguments.set)
    scores = evaluate_stage(arguments.stage, Path(arguments.path), options)
    if arguments.json:
        print(json.dumps(scores.mean, indent=1, sort_keys=True))
    else:
        print(scores.table())
    return 0


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


def _run_serve(arguments: argparse.Namespace) -> int:
    with needs_extra("flask waitress", "serve"):
        from ..serve.app import serve_folder

    serve_folder(
        arguments.folder,
        arguments.port,
        read_options(arguments.set, [arguments.folder]),
        tell=lambda line: None if arguments.quiet else print(line, flush=True),
    )
    return 0
