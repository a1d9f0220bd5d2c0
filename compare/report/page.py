"""What the page's script works with: the findings once, as numbers that point at sentences.

The sentences themselves stand in the page's articles; here each is its place among them (0, 1, ...
in the order of the articles). A text is told once, whatever the number of views that show it.
Spans are flat lists [start, end, start, end, ...] of code points in the sentence's text. What the
caps leave out is counted in `left_out` and said in the page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from ..model import Comparison, Contrast, Evidence, Fact
from ..text.annotate import Span, read_words
from ..text.locales import is_stop
from ..text.numbers import Quantity
from ..text.quotes import article_quotes, is_pronoun
from .index import ArticleView, Index
from .words import KINDS, NATURES, SIGNS, STATUSES
from .words import TIERS as TIER_WORDS

Json = dict[str, Any]
_read_words = lru_cache(maxsize=4096)(read_words)
PAIRS = 12  # matched pairs in a fact, surest first


class Caps(NamedTuple):
    """How many of each the page holds. facts, contrasts: in all; near: nearest sentences of a fact
    in outlets without it; readings: of a contrast; only: per outlet."""

    facts: int
    near: int
    contrasts: int
    readings: int
    only: int


FEW = Caps(facts=1000, near=24, contrasts=1000, readings=24, only=300)
MANY = Caps(facts=4000, near=12, contrasts=2000, readings=12, only=40)
MANY_OUTLETS = 24  # more outlets than these: the caps of MANY


def number_sentences(articles: Iterable[ArticleView]) -> dict[str, int]:
    """Sentence (id) -> its place among those of the articles, as the page shows them."""
    lines = (line for a in articles for paragraph in a.paragraphs for line, _ in paragraph)
    return {line.id: number for number, line in enumerate(lines)}


class Places:
    """Places behind numbers and statements, told once each: the page's links name them by number.

    told  per number a list of [sentence, flat spans of the marked words]; no spans for whole ones
    """

    def __init__(self, index: Index, numbers: Mapping[str, int]) -> None:
        self.told: list[list[list[Any]]] = []
        self._index = index
        self._numbers = numbers
        self._known: dict[tuple[Evidence, ...], int] = {}

    def add(self, evidence: Sequence[Evidence]) -> int:
        """The number of these places."""
        key = tuple(evidence)
        if key not in self._known:
            self._known[key] = len(self.told)
            spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for place in key:
                sentence = self._index.sentences[place.sentence]
                whole = (place.start, place.end) == (sentence.start, sentence.end)
                at = (place.start - sentence.start, place.end - sentence.start)
                spans[place.sentence] += [] if whole else [at]
            self.told.append([[self._numbers[name], _flatten(row)] for name, row in spans.items()])
        return self._known[key]


def page_data(index: Index, places: dict[str, int], labels: Mapping[str, str]) -> Json:
    """Everything the views need (`templates/explorer/data.js` gives the shape as JSDoc types).

    places: of `number_sentences`; labels: what each outlet is called.
    """
    comparison = index.comparison
    caps = FEW if len(comparison.outlets) <= MANY_OUTLETS else MANY
    left_out: dict[str, int] = {}
    facts = _cap_list(comparison.facts, caps.facts, "facts", left_out)
    known = {fact.id: number for number, fact in enumerate(facts)}
    contrasts = [
        contrast
        for contrast in sorted(comparison.contrasts, key=lambda c: -c.strength)
        if not contrast.fact or contrast.fact in known
    ]
    shown = _cap_list(contrasts, caps.contrasts, "differences", left_out)
    return {
        "outlets": [labels[outlet] for outlet in comparison.outlets],
        "facts": [_pack_fact(index, fact, places, caps) for fact in facts],
        "contrasts": [_pack_contrast(index, item, known, places, caps) for item in shown],
        "only": _list_only(index, places, caps, left_out),
        "quotes": _list_quotes(comparison, places),
        "left_out": left_out,
        "words": {
            "kinds": KINDS,
            "natures": NATURES,
            "statuses": STATUSES,
            "tiers": TIER_WORDS,
            "signs": {name: [sign.symbol, sign.words] for name, sign in SIGNS.items()},
        },
    }


def _cap_list(items: Sequence[Any], most: int, name: str, left_out: dict[str, int]) -> list[Any]:
    """The first of them; the others are counted."""
    if len(items) > most:
        left_out[name] = left_out.get(name, 0) + len(items) - most
    return list(items[:most])


def _flatten(spans: Iterable[tuple[int, int]]) -> list[int]:
    return [edge for span in spans for edge in span]


def _pack_fact(index: Index, fact: Fact, places: dict[str, int], caps: Caps) -> Json:
    """One fact: its sentences with what they share, who lacks it, how it was matched."""
    states = index.states(fact)
    pairs = index.matches.get(fact.id, [])
    numbers = {name: index.numbers(name) for name in fact.sentences}
    asked = (index.omissions.get((fact.id, outlet)) for outlet in index.columns)
    lacking = [omission for omission in asked if omission]
    nearest = sorted(lacking, key=lambda item: (-item.score, item.outlet))[: caps.near]
    return {
        "anchor": index.heads[fact.id].anchor,
        "text": index.heads[fact.id].text,
        "sentences": [places[name] for name in fact.sentences],
        "shared": [_flatten(shared_with_row(index, fact, name)) for name in fact.sentences],
        "numbers": [_flatten((one.start, one.end) for one in row) for row in numbers.values()],
        "figures": _list_figures(index, numbers),
        "outlets": [[index.columns[outlet], states[outlet]] for outlet in fact.outlets],
        "origins": fact.origins,
        "score": round(fact.score, 2),
        "lacks": [[index.columns[item.outlet], item.status] for item in lacking],
        "near": [
            [index.columns[item.outlet], places[item.closest], round(item.score, 2)]
            for item in nearest
            if item.closest is not None
        ],
        "pairs": [
            [places[match.a], places[match.b], round(match.score, 2), match.tier]
            for match in pairs[:PAIRS]
        ],
        "more_pairs": max(0, len(pairs) - PAIRS),
    }


def _list_figures(index: Index, numbers: Mapping[str, Sequence[Quantity]]) -> list[list[list[Any]]]:
    """Who gives which number: per quantity [outlet, its words for it], most outlets first."""
    words_by_outlet: dict[tuple[str, float, float], dict[str, str]] = defaultdict(dict)
    for name, row in numbers.items():
        sentence = index.sentences[name]
        for one in row:
            words = sentence.text[one.start : one.end]
            words_by_outlet[one.unit, one.low, one.high].setdefault(sentence.outlet, words)
    ordered = sorted(words_by_outlet.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        [[index.columns[outlet], words] for outlet, words in sorted(outlets.items())]
        for _, outlets in ordered
    ]


def _pack_contrast(
    index: Index, contrast: Contrast, known: dict[str, int], places: dict[str, int], caps: Caps
) -> Json:
    readings = []
    for reading in contrast.readings[: caps.readings]:
        shift = index.sentences[reading.sentence].start
        readings.append(
            [
                *(index.columns[reading.outlet], places[reading.sentence]),
                *(reading.start - shift, reading.end - shift, reading.value, reading.speaker),
            ]
        )
    return {
        "fact": known.get(contrast.fact, -1),
        "kind": contrast.kind,
        "nature": contrast.nature,
        "readings": readings,
        "more": max(0, len(contrast.readings) - caps.readings),
    }


def _list_only(
    index: Index, places: dict[str, int], caps: Caps, left_out: dict[str, int]
) -> list[list[Any]]:
    """[sentence, nearest sentence elsewhere or -1, how near]."""
    rows = []
    for outlet in index.columns:
        mine = [item for item in index.comparison.only if item.outlet == outlet]
        for item in _cap_list(mine, caps.only, "sentences of only one outlet", left_out):
            near = -1 if item.closest is None else places[item.closest]
            rows.append([places[item.sentence], near, round(item.score, 2)])
    return rows


def _list_quotes(comparison: Comparison, places: dict[str, int]) -> list[list[Any]]:
    """[sentence, start, end, speaker or ""] for all that stands as somebody's words."""
    by_article = defaultdict(list)
    for sentence in comparison.sentences:
        by_article[sentence.article].append((places[sentence.id], sentence))
    rows = []
    for article in comparison.articles:
        quotes = article_quotes(article)
        for place, sentence in by_article[article.id]:
            for quote in quotes:
                start, end = max(quote.start, sentence.start), min(quote.end, sentence.end)
                if start < end and quote.kind != "scare":
                    where = (start - sentence.start, end - sentence.start)
                    speaker = quote.speaker or ""
                    rows.append([place, *where, "" if is_pronoun(speaker) else speaker])
    return rows


def shared_with_row(index: Index, fact: Fact, name: str) -> list[Span]:
    """What a fact's sentence shares with the fact's words; of the sentence that has them, what it
    shares with the others."""
    others = [fact.text]
    if name == fact.sentence:
        outlet = index.sentences[name].outlet
        others = [index.sentences[c.sentence].text for c in fact.cells if c.outlet != outlet]
    language = index.articles[index.sentences[name].article].language
    return shared_spans(index.sentences[name].text, others, language)


def shared_spans(text: str, others: Iterable[str], language: str | None) -> list[Span]:
    """Runs of words that other outlets' sentences have too, whatever their ending in the language.

    A run needs a word that says something; words like "of" join two such words, never stand alone,
    and a run ends at any mark but a hyphen.
    """
    known = {word.stem for other in others for word in _read_words(other, language)}
    spans: list[Span] = []
    running, last = False, 0
    for start, end, normal, stem, _ in _read_words(text, language):
        running = running and stem in known and not text[last:start].strip(" \u00a0-")
        last = end
        if stem not in known or is_stop(normal, language):
            continue
        if running:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
            running = True
    return spans
