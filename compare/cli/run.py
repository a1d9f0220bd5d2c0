"""The verbs that read texts: `run`, `clean`, `evaluate`."""

from __future__ import annotations

import argparse
import json
from dataclasses import fields
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from ..errors import OptionError
from ..options import Options
from .terminal import (
    EXIT_INPUT,
    add_columns,
    add_formats,
    check_formats,
    progress,
    read_options,
    read_pairs,
    say,
    show_text,
)

if TYPE_CHECKING:
    from ..matching import Judge


def add_verbs(verbs: Any) -> None:
    """Add this module's verbs to the parser's."""
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
    add_columns(run)
    add_formats(run)
    run.add_argument("-q", "--quiet", action="store_true", help="no progress, no summary")
    run.set_defaults(verb=_run)

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


def _run(arguments: argparse.Namespace) -> int:
    from ..pipeline import compare_articles
    from ..reading import read_articles
    from ..report import write_report
    from ..summary import summary_text

    options = read_options(arguments.set)
    check_formats(arguments.format)
    tell = progress(arguments.quiet)
    tell("reading articles")
    columns = read_pairs(arguments.column, "--column")
    articles = read_articles(arguments.paths, columns=columns, corrections=arguments.corrections)
    for item in articles.skipped:
        say(f"skipped: {item.source}: {item.problem}" + (f" ({item.remedy})" * bool(item.remedy)))
    for article in articles:
        for warning in article.warnings:
            say(f"{warning.field}: {article.source}: {warning.rule}: {warning.text}")
    event = arguments.event or Path(arguments.paths[0]).resolve().name
    judge = _judge(arguments)
    comparison = compare_articles(articles, options, event=event, judge=judge, progress=tell)
    tell("writing the report")
    written = write_report(comparison, arguments.output, formats=arguments.format)
    if judge:
        say(judge.summary())
    for correction in comparison.corrections:
        if correction.status != "applied":
            say(f"{correction.place} {correction.status}: {correction.note}")
    if not arguments.quiet:
        show_text(summary_text(comparison))
        print(f"{len(written)} files written to {arguments.output}")
    return 0


def _judge(arguments: argparse.Namespace) -> Judge | None:
    from ..matching import Judge

    if arguments.judge and not arguments.judge_model:
        raise OptionError("--judge wants --judge-model NAME")
    if not arguments.judge_model:
        return None
    kept = Path(arguments.output) / "judge.jsonl"
    return Judge(arguments.judge_model, arguments.judge, kept, arguments.judge_calls)


def _clean(arguments: argparse.Namespace) -> int:
    from ..reading import clean_files, show_cleaned, write_cleaned

    cleaned, skipped = clean_files(arguments.paths)
    for item in skipped:
        say(f"skipped: {item.source}: {item.problem}" + (f" ({item.remedy})" * bool(item.remedy)))
    if arguments.output:
        for path in write_cleaned(cleaned, arguments.output):
            print(path)
    else:
        for source, page in cleaned:
            show_text(show_cleaned(source, page, get_terminal_size().columns))
    return 0 if cleaned else EXIT_INPUT


def _evaluate(arguments: argparse.Namespace) -> int:
    from ..evaluation import evaluate_stage

    scores = evaluate_stage(arguments.stage, Path(arguments.path), read_options(arguments.set))
    if arguments.json:
        print(json.dumps(scores.mean, indent=1, sort_keys=True))
    else:
        print(scores.table())
    return 0
