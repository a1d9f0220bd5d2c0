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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, asdict, fields
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ..errors import InputError, ReportError
from ..framing import find_unmeasured
from ..model import (
    Article,
    Comparison,
    Contrast,
    Correction,
    Evidence,
    Fact,
    Match,
    Measure,
    Omission,
    Only,
    Origin,
    Reading,
    Sentence,
    Skipped,
    Speaker,
)
from ..options import Options

FORMAT_VERSION = 2
LISTS: dict[str, type] = {
    "matches": Match,
    "facts": Fact,
    "contrasts": Contrast,
    "omissions": Omission,
    "only": Only,
    "origins": Origin,
    "nearest": Match,
    "skipped": Skipped,
    "corrections": Correction,
    "speakers": Speaker,
}
LATER = {"speakers": ()}  # keys that files of this format may lack
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
    content["matches"] = [asdict(item) for item in comparison.matches]
    content["facts"] = [asdict(fact) for fact in (*comparison.facts, *comparison.leads)]
    for name in ("contrasts", "omissions", "only", "origins"):
        content[name] = [asdict(item) for item in getattr(comparison, name)]
    content["speakers"] = [asdict(item) for item in comparison.speakers]
    unmeasured = find_unmeasured(comparison.articles)
    content["framing"] = {
        "measures": [asdict(measure) for measure in comparison.framing],
        "unmeasured": [asdict(item) for item in unmeasured],
    }
    content["skipped"] = [asdict(item) for item in comparison.skipped]
    content["corrections"] = [asdict(item) for item in comparison.corrections]
    content["nearest"] = [asdict(match) for match in comparison.nearest]
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
        comparison = _read_comparison(LATER | content)
        _check_references(comparison)
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
    articles = tuple(_decode(Article, item) for item in content["articles"])
    sentences = tuple(
        _decode(Sentence, {**sentence, "article": article.id, "outlet": article.outlet})
        for article, item in zip(articles, content["articles"], strict=True)
        for sentence in item["sentences"]
    )
    lists: dict[str, Any] = {
        name: tuple(_decode(kind, item) for item in content[name]) for name, kind in LISTS.items()
    }
    facts = lists.pop("facts")
    return Comparison(
        facts=tuple(fact for fact in facts if fact.sure),
        leads=tuple(fact for fact in facts if not fact.sure),
        event=_decode(str, content["event"]),
        articles=articles,
        sentences=sentences,
        framing=tuple(_decode(Measure, item) for item in content["framing"]["measures"]),
        options=_decode(Options, content["options"]),
        signature=_decode(str, content["signature"]),
        **lists,
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
    return kind(**{name: _decode(hint, value[name]) for name, hint in _list_fields(kind, value)})


def _list_fields(kind: Any, value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Fields to read: those that are there, and those that must be."""
    hints = _type_hints(kind)
    for field in fields(kind):
        if field.name in value or field.default is MISSING:
            yield field.name, hints[field.name]


@cache
def _type_hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _check_references(comparison: Comparison) -> None:
    """Every id that is named exists, every span lies in its article: else a ValueError tells."""
    texts = {article.id: article.text for article in comparison.articles}
    spans = {s.id: texts[s.article] for s in comparison.sentences}
    if len(texts) < len(comparison.articles) or len(spans) < len(comparison.sentences):
        raise ValueError("two articles or two sentences have the same id")
    for sentence in comparison.sentences:
        if texts[sentence.article][sentence.start : sentence.end] != sentence.text:
            raise ValueError(f"sentence {sentence.id!r} does not stand in its article's text")
    _check_known("sentence", _list_sentences(comparison), set(spans))
    _check_known("article", [a for o in comparison.origins for a in o.articles], set(texts))
    named = [contrast.fact for contrast in comparison.contrasts if contrast.fact]
    named += [omission.fact for omission in comparison.omissions]
    _check_known("fact", named, {fact.id for fact in comparison.facts})
    marked: list[Evidence | Reading] = [e for m in comparison.framing for e in m.evidence]
    marked += [reading for contrast in comparison.contrasts for reading in contrast.readings]
    stated = [(f.sentence, f.start, f.end) for f in (*comparison.facts, *comparison.leads)]
    stated += [(s.sentence, s.start, s.end) for who in comparison.speakers for s in who.sayings]
    for name, start, end in [*((m.sentence, m.start, m.end) for m in marked), *stated]:
        if not 0 <= start <= end <= len(spans[name]):
            raise ValueError(f"a span of {name!r} lies outside its article's text")


def _list_sentences(comparison: Comparison) -> list[str]:
    named = [s for match in (*comparison.matches, *comparison.nearest) for s in (match.a, match.b)]
    named += [s for fact in (*comparison.facts, *comparison.leads) for s in _sentences_of(fact)]
    named += [s for origin in comparison.origins for s in origin.evidence]
    named += [reading.sentence for c in comparison.contrasts for reading in c.readings]
    named += [e.sentence for measure in comparison.framing for e in measure.evidence]
    named += [only.sentence for only in comparison.only]
    named += [saying.sentence for speaker in comparison.speakers for saying in speaker.sayings]
    named += [s for correction in comparison.corrections for s in correction.sentences]
    named += [omission.closest for omission in comparison.omissions if omission.closest is not None]
    return named + [only.closest for only in comparison.only if only.closest is not None]


def _sentences_of(fact: Fact) -> list[str]:
    return [fact.sentence, *fact.sentences, *(cell.sentence for cell in fact.cells)]


def _check_known(what: str, named: Sequence[str], known: set[str]) -> None:
    for name in named:
        if name not in known:
            raise ValueError(f"{what} {name!r} is named but not there")
