"""The parts of the guide that are read off the code, and the schema of comparison.json.

    python docs/reference.py            writes them
    python docs/reference.py --check    says which would change, and exits 1 if one would

docs/commands.md from the parser, docs/options.md from `Options`, docs/json.md and
compare/data/comparison.schema.json from the model, by msgspec.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import fields
from inspect import getdoc
from math import isinf
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec

from compare import Article, Options, model
from compare.cli import build_parser
from compare.cli.terminal import EXIT_CODES
from compare.model import Measure, Sentence
from compare.options import OPTIONS_FILE, RANGES
from compare.report.json import FORMAT_VERSION, LISTS

DOCS = Path(__file__).resolve().parent
SCHEMA = DOCS.parent / "compare" / "data" / "comparison.schema.json"
NOTE = "\n<!-- made by `python docs/reference.py`: change the code, not this page -->\n"
# what needs no word in a docstring of the house, but one in a page of its own
PLAIN = {
    "id": "what others refer to it by",
    "outlet": "name of the outlet",
    "outlets": "names of outlets",
    "article": "id of the article",
    "articles": "ids of articles",
    "sentence": "id of the sentence",
    "sentences": "ids of sentences",
    "fact": "id of the fact",
    "mark": "states, or in part",
    "parts": "what each signal said",
    "cells": "one for each outlet that states it",
    "text": "the words, verbatim",
    "title": "the headline, or empty",
    "byline": "who wrote it; null: not known",
    "url": "its address; null: not known",
    "start": "offset of the first character in the article's text",
    "end": "offset behind the last character in the article's text",
    "index": "place in the article, counted from 0, the headline",
    "value": "the figure, or a reading's normal form",
    "score": "0..1",
    "found": "where metadata came from",
    "removed": "what cleaning cut",
    "readings": "what each outlet says",
    "evidence": "the spans that it rests on",
    "source": "which input",
    "problem": "what is wrong with it",
    "remedy": "what to do about it, or empty",
    "field": "which piece of metadata",
    "rule": "what found it, or cut it",
    "line": "line of the file, counted from 1",
    "name": "which measure",
    "n": "how many units the figure rests on",
    "unit": "what is counted, and what the value is a share of",
    "a": "id of the first sentence",
    "b": "id of the second sentence",
    "first": "id of the article that was dated earliest; null: dates do not tell",
}
TOP = {
    "format": "number of this format; a reader of another one must refuse",
    "signature": "version, scorer, its bars, and every option: how the comparison was made",
    "event": "name of the event",
    "articles": "the articles, each with its sentences",
    "matches": "pairs of sentences held to state the same",
    "facts": "the rows of the report (`sure`), then the leads, which are perhaps shared",
    "contrasts": "where outlets differ inside a fact",
    "speakers": "what each outlet has one speaker say on one matter, side by side",
    "omissions": "facts that an outlet was not found to state",
    "only": "sentences whose own claim no fact holds",
    "origins": "which articles go back to one text",
    "framing": "`measures`: the figures; `unmeasured`: what could not be measured, and why",
    "skipped": "inputs that were not compared",
    "corrections": "entries of corrections.toml, and what became of them",
    "nearest": "per sentence and other outlet the best pair, whatever its score",
    "options": "the options in force",
}


def main() -> int:
    """Write, or with --check compare; the exit code."""
    pages = {
        DOCS / "commands.md": commands(build_parser()) + NOTE,
        DOCS / "options.md": options() + NOTE,
        DOCS / "json.md": json_page(schema()) + NOTE,
        SCHEMA: json.dumps(schema(), indent=1) + "\n",
    }
    stale = [p for p, text in pages.items() if not p.exists() or p.read_text("utf-8") != text]
    for path in stale:
        print(f"{path.relative_to(DOCS.parent)}: {'stale' if '--check' in sys.argv else 'written'}")
        if "--check" not in sys.argv:
            path.write_text(pages[path], encoding="utf-8")
    return int(bool(stale) and "--check" in sys.argv)


def commands(parser: argparse.ArgumentParser) -> str:
    """Every verb with its arguments, as the parser has them."""
    verbs = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    helps = {action.dest: action.help for action in verbs._choices_actions}
    lines = ["# All commands and options", "", "| command | does |", "|---|---|"]
    lines += [f"| [`{name}`](#{name}) | {helps[name]} |" for name in verbs.choices]
    lines += ["", "With every command, `-h` prints its help and `-q` only results and problems."]
    for name, verb in verbs.choices.items():
        lines += ["", f"## {name}", "", f"{verb.description}", "", "| | |", "|---|---|"]
        for action in verb._actions:
            if not {"-h", "-q"} & set(action.option_strings):
                told = _cell(action.help or "").partition(
                    "; names: "
                )  # of --set: a page of its own
                names = "; [their names](options.md)" if told[1] else ""
                lines.append(f"| `{_spelled(action)}` | {told[0]}{names} |")
    codes = EXIT_CODES.removeprefix("Exit codes: ").rstrip(".")
    rows = re.findall(r"(\d+) (.*?)(?=, \d+ |$)", codes)
    lines += ["", "## Exit codes", "", "| code | means |", "|---|---|"]
    lines += [f"| {code} | {meaning} |" for code, meaning in rows]
    return "\n".join(lines)


def _spelled(action: argparse.Action) -> str:
    shown = action.metavar or "/".join(map(str, action.choices or ())) or action.dest.upper()
    words = [", ".join(action.option_strings)] if action.option_strings else []
    if not action.option_strings or action.nargs != 0:
        words.append(f"{shown} …" if action.nargs == "+" else str(shown))
    return " ".join(words)


def options() -> str:
    """Every option with its default, its range and its meaning."""
    told = described(Options)
    lines = [
        "# Options of a comparison", "",
        f"`--set NAME=VALUE` changes one, a `{OPTIONS_FILE}` beside the articles several "
        "(`likely = 0.5`, a line each), `Options(likely=0.5)` the same in Python. `--set` goes "
        "before the file. Every report prints those in force.", "",
        "| option | default | range | means |", "|---|---|---|---|",
    ]  # fmt: skip
    for field in fields(Options):
        low, high = RANGES.get(field.name, (None, None))
        span = "" if low is None or high is None else _span(low, high)
        default = "—" if field.default is None else f"`{field.default}`"
        lines.append(f"| `{field.name}` | {default} | {span} | {_cell(told[field.name])} |")
    return "\n".join(["", *lines, ""]).lstrip("\n")


def _span(low: float, high: float) -> str:
    return f"{low:g} or more" if isinf(high) else f"{low:g} to {high:g}"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of comparison.json, made from the model's types."""
    hints = get_type_hints(model.Comparison, localns={"Options": Options})
    held = {name: get_args(hints[name])[0] for name in LISTS}
    kinds = [Article, *dict.fromkeys(held.values()), Measure, Options, Sentence]
    _, parts = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    for name, part in parts.items():
        kind = Options if name == "Options" else getattr(model, name)
        part["description"] = (getdoc(kind) or "").partition("\n\n")[0].replace("\n", " ")
        told = described(kind)
        for field, shape in part["properties"].items():
            meaning = told.get(field) or PLAIN.get(field)
            if meaning:
                shape["description"] = meaning
    sentence = parts["Sentence"]  # in the file it lies in its article, whose id and outlet it has
    for name in ("article", "outlet"):
        del sentence["properties"][name]
        sentence["required"].remove(name)
    parts["Article"]["properties"]["sentences"] = _list("Sentence", "the sentences, in order")
    parts["Article"]["required"].append("sentences")
    top: dict[str, Any] = {
        name: {"description": text} | _list(held[name].__name__, text) if name in LISTS else {}
        for name, text in TOP.items()
    }
    top |= {
        "format": {"const": FORMAT_VERSION, "description": TOP["format"]},
        "signature": {"type": "string", "description": TOP["signature"]},
        "event": {"type": "string", "description": TOP["event"]},
        "articles": _list("Article", TOP["articles"]),
        "options": {"$ref": "#/$defs/Options", "description": TOP["options"]},
        "framing": {
            "type": "object",
            "description": TOP["framing"],
            "properties": {
                "measures": _list("Measure", "the figures"),
                "unmeasured": _list("Skipped", "what could not be measured"),
            },
            "required": ["measures"],
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:compare-news:comparison:{FORMAT_VERSION}",
        "title": f"comparison.json of compare-news, format {FORMAT_VERSION}",
        "type": "object",
        "properties": top,
        "required": list(TOP),
        "$defs": dict(sorted(parts.items())),
    }


def _list(name: str, text: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}, "description": text}


def json_page(made: dict[str, Any]) -> str:
    """The schema as a page to read."""
    lines = [
        "# comparison.json", "",
        f"Everything that was found, in one file, format {FORMAT_VERSION}. Its JSON Schema lies in "
        "the package, `compare/data/comparison.schema.json`. Keys are only ever added within a "
        "format, so a reader takes what it knows and leaves the rest alone. Things refer to each "
        "other by id; offsets count characters in the article's text. "
        "`compare.read_report` reads the file back.", "",
        "| key | holds | type |", "|---|---|---|",
    ]  # fmt: skip
    for name, shape in made["properties"].items():
        lines.append(f"| `{name}` | {_cell(TOP[name])} | {_type(shape)} |")
    for name, part in made["$defs"].items():
        lines += ["", f"## {name}", "", _cell(part["description"]), ""]
        lines += ["| key | type | means |", "|---|---|---|"]
        for field, shape in part["properties"].items():
            lines.append(f"| `{field}` | {_type(shape)} | {_cell(shape.get('description', ''))} |")
    return "\n".join([*lines, ""])


def _type(shape: dict[str, Any]) -> str:
    if "$ref" in shape:
        name = shape["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in shape:
        return " or ".join(map(_type, shape["anyOf"]))
    if shape.get("type") == "array":
        inner = shape.get("items") or {}
        return f"list of {_type(inner)}" if inner else "list"
    return str(shape.get("type") or f"`{shape.get('const')}`")


def described(kind: type) -> dict[str, str]:
    """Field -> what the class's docstring says of it (the house's columns)."""
    told: dict[str, str] = {}
    names: list[str] = []
    known = {field.name for field in fields(kind)}
    for line in (getdoc(kind) or "").splitlines():
        hit = re.match(r"((?:\w+, )*\w+) +(\S.*)$", line)
        if hit and known >= set(hit[1].split(", ")):
            names = hit[1].split(", ")
            told |= dict.fromkeys(names, hit[2])
        elif names and line.startswith("  "):
            told |= {name: f"{told[name]} {line.strip()}" for name in names}
        else:
            names = []
    return told


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("<", "&lt;").replace("None", "null")


if __name__ == "__main__":
    sys.exit(main())
