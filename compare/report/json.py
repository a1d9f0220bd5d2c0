"""comparison.json, there and back: everything that is known, every digit of it.

Format 2: a fact is a claim in the words of one sentence, with a cell per outlet; "facts" holds the
sure ones, then the leads, told apart by "sure". Keys are only ever added; a reader takes what it
knows and leaves the rest alone. The file holds neither a time nor a path of the machine: the same
comparison gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, asdict, fields, replace
from functools import cache, partial
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ..errors import InputError, ReportError
from ..framing import find_unmeasured
from ..model import Article, Comparison, Sentence
from ..options import Options

FORMAT_VERSION = 2
FOUND = ("matches", "facts", "contrasts", "omissions", "only", "origins", "speakers")
LISTS = (*FOUND, "skipped", "corrections", "nearest")  # in their order; framing stands between
LATER: dict[str, Any] = {"speakers": []}  # keys that files of this format may lack
SENTENCES = {"a", "b", "closest", "evidence", "sentence", "sentences"}  # keys that name some
_read_hints = cache(partial(get_type_hints, localns={"Options": Options}))
_SURROGATE = re.compile("[\ud800-\udfff]")


def render_json(comparison: Comparison) -> str:
    """The text of comparison.json: keys in a fixed order, one blank of indent, a newline last."""
    by_article: defaultdict[str, list[Sentence]] = defaultdict(list)
    for sentence in comparison.sentences:
        by_article[sentence.article].append(sentence)
    content: dict[str, Any] = {
        "format": FORMAT_VERSION,
        "signature": comparison.signature,
        "event": comparison.event,
        "articles": [
            _pack_article(article, by_article[article.id]) for article in comparison.articles
        ],
    }
    for name in FOUND:
        content[name] = [asdict(item) for item in getattr(comparison, name)]
    content["facts"] += [asdict(lead) for lead in comparison.leads]
    content["framing"] = {
        "measures": [asdict(measure) for measure in comparison.framing],
        "unmeasured": [asdict(item) for item in find_unmeasured(comparison.articles)],
    }
    for name in LISTS[len(FOUND) :]:
        content[name] = [asdict(item) for item in getattr(comparison, name)]
    content["options"] = asdict(comparison.options)
    try:
        text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    except ValueError as error:
        raise ReportError(f"comparison.json: a figure is not a number ({error})") from None
    # half of a surrogate pair cannot be written as UTF-8, but JSON can spell it
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def parse_json(text: str, source: str) -> Comparison:
    """The comparison that `render_json` wrote. `source` names it in errors (InputError)."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _make_error(source, f"this is not JSON ({error})") from None
    if not isinstance(content, dict) or "format" not in content:
        raise _make_error(source, "this is no comparison (no key 'format')")
    if content["format"] != FORMAT_VERSION:
        raise InputError(
            source,
            f"written in format {content['format']!r}, this version reads format {FORMAT_VERSION}",
            "compare the articles again with 'compare-news run', or install the version that "
            "wrote it",
        )
    try:
        content = LATER | content
        comparison = _read_comparison(content)
        _check_references(comparison, content)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = f"key {error} is missing" if isinstance(error, KeyError) else str(error)
        raise _make_error(source, reason) from None
    return comparison


def _make_error(source: str, reason: str) -> InputError:
    return InputError(source, reason, "make it again with 'compare-news run'")


def _pack_article(article: Article, own: Sequence[Sentence]) -> dict[str, Any]:
    """An article with its sentences inside: what others read first, what only we need last."""
    row = asdict(article)
    behind = {name: row.pop(name) for name in ("text", "found", "removed")}
    sentences = [
        {name: getattr(s, name) for name in ("id", "text", "start", "end", "index", "paragraph")}
        for s in own
    ]
    return {**row, "sentences": sentences, **behind}


def _read_comparison(content: Mapping[str, Any]) -> Comparison:
    """The comparison: sentences stand inside their articles, facts and leads in one list."""
    sentences = [
        {**sentence, "article": article["id"], "outlet": article["outlet"]}
        for article in content["articles"]
        for sentence in article["sentences"]
    ]
    lists = {"sentences": sentences, "framing": content["framing"]["measures"], "leads": []}
    made: Comparison = _decode(Comparison, {**content, **lists})
    return replace(
        made,
        facts=tuple(fact for fact in made.facts if fact.sure),
        leads=tuple(fact for fact in made.facts if not fact.sure),
    )


def _decode(kind: Any, value: Any) -> Any:
    """`value` as the type `kind`; TypeError where it is another. Unknown keys are left alone."""
    if get_origin(kind) in (Union, UnionType):
        if value is None and type(None) in get_args(kind):
            return None
        return _decode(next(k for k in get_args(kind) if k is not type(None)), value)
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise TypeError(f"{value!r:.60} is not a list")
        inner = get_args(kind)
        if inner[-1] is Ellipsis:
            return tuple(_decode(inner[0], item) for item in value)
        return tuple(_decode(k, item) for k, item in zip(inner, value, strict=True))
    if kind is bool and isinstance(value, bool):
        return value
    if kind in (str, int, float, bool):
        allowed = (int, float) if kind is float else kind
        if not isinstance(value, allowed) or isinstance(value, bool):
            raise TypeError(f"{value!r:.60} is not of type {kind.__name__}")
        return kind(value)
    if not isinstance(value, dict):
        raise TypeError(f"{value!r:.60} is not a {kind.__name__}")
    hints, there = _read_hints(kind), fields(kind)
    names = [each.name for each in there if each.name in value or each.default is MISSING]
    return kind(**{name: _decode(hints[name], value[name]) for name in names})


def _check_references(comparison: Comparison, content: Mapping[str, Any]) -> None:
    """Every id that is named exists, every span lies in its article: else a ValueError tells."""
    texts = {article.id: article.text for article in comparison.articles}
    lengths = {s.id: len(texts[s.article]) for s in comparison.sentences}
    if len(texts) < len(comparison.articles) or len(lengths) < len(comparison.sentences):
        raise ValueError("two articles or two sentences have the same id")
    for sentence in comparison.sentences:
        if texts[sentence.article][sentence.start : sentence.end] != sentence.text:
            raise ValueError(f"sentence {sentence.id!r} does not stand in its article's text")
    for name in (*LISTS, "framing"):
        _check_places(content[name], name, lengths)
    facts = {"", *(fact.id for fact in comparison.facts)}
    named = {item.fact for item in comparison.contrasts}
    named |= {item.fact for item in comparison.omissions}
    named |= {name for origin in comparison.origins for name in origin.articles}
    for name in sorted(named - facts - set(texts)):
        raise ValueError(f"{name!r} is named but not there")


def _check_places(value: Any, key: str, lengths: Mapping[str, int]) -> None:
    """The same of what stands under a key; lengths: of each sentence's article."""
    if isinstance(value, list):
        for item in value:
            _check_places(item, key, lengths)
    elif isinstance(value, dict):
        for name, item in value.items():
            _check_places(item, name, lengths)
        if {"sentence", "start"} <= value.keys():
            name = value["sentence"]
            if not 0 <= value["start"] <= value["end"] <= lengths[name]:
                raise ValueError(f"a span of {name!r} lies outside its article's text")
    elif key in SENTENCES and isinstance(value, str) and value not in lengths:
        raise ValueError(f"sentence {value!r} is named but not there")
