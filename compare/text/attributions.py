"""Who is said to have said, written, thought or wanted what: learned from marked news (PolNeAR).

Three logistic regressions over strings, in `data/quotes_weights.json`; trained and measured by
`python -m training.quotes`. English only: the words are the evidence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate, islice, repeat
from typing import NamedTuple

from ..datafiles import load_words
from ..learned import load_weights, sigmoid
from .actors.signs import is_role
from .attribution_features import (
    Candidate,
    Range,
    Tokens,
    content_candidates,
    content_features,
    cue_features,
    read_tokens,
    source_candidates,
    source_features,
)
from .words import STOP_WORDS

APPOSING = frozenset(["who", "whose", "which", "a", "an", "the", "one", "democrat", "republican"])
SETTING = frozenset(["in", "on", "earlier", "later", "after", "before", "during", "while"])
MUCH = 6  # tokens behind a verb, beyond which what is said stands there
JOINTS = frozenset(["of", "for", ".", "&", "de", "van", "von", "al", "bin"])  # inside a name
LEADS = frozenset(["the", "and", "but", "then", "former", "independent"])  # before a first name
MOST_CUES = 30  # of one sentence
TRIED = 14  # candidates for a content, the likeliest, among which the one most like all is taken
JOINT = 3  # contents that are tried together with their best source
SOURCE_SAYS = 0.5  # how much that source's score says of the content (an exponent)
NOBODY = 0.1  # score below which no source is named
ADDED = 15  # characters of a quotation on the cue's other side that goes on the same words
CARRIED = 25  # characters of one without any cue that belongs to the paragraph's speaker


class Model(NamedTuple):
    """A logistic regression: a weight per feature, and one for all."""

    bias: float
    weights: Mapping[str, float]

    def score(self, features: Iterable[str]) -> float:
        """0..1, larger is surer."""
        total = self.bias + sum(map(self.weights.get, features, repeat(0.0)))
        return sigmoid(total)


class Models(NamedTuple):
    """stems: of words that may be a cue; bar: the score from which one is."""

    stems: frozenset[str]
    bar: float
    cue: Model
    content: Model
    source: Model


class Attribution(NamedTuple):
    """Offsets in the text: what is said (sorted), the cue, who says it (None: not named)."""

    contents: tuple[Range, ...]
    cue: Range
    source: Range | None


@cache
def load_models() -> Models:
    """The committed weights."""
    tables, _ = load_weights("quotes_weights.json")
    cue, content, source = (Model(*tables[name]) for name in ("cue", "content", "source"))
    return Models(frozenset(tables["stems"]), tables["bar"], cue, content, source)


def find_attributions(
    text: str, sentences: Sequence[Range], quotes: Sequence[Range], models: Models
) -> list[Attribution]:
    """All attributions of a text, by the place of their cues.

    sentences, quotes: offsets, sorted. A quotation without a cue of its own goes to the attribution
    before it in its paragraph that quotes too, else to the first behind it.
    """
    attributions: list[Attribution] = []
    pieces: list[Range] = []  # of quotations, each within a sentence
    for start, end in sentences:
        tokens = read_tokens(text, start, end, quotes)
        attributions += _in_sentence(tokens, models)
        pieces += tokens.quotes
    return _carry_quotes(text, attributions, pieces)


def _in_sentence(s: Tokens, models: Models) -> list[Attribution]:
    """Each cue with the content and the source that are likeliest together."""
    may_tell = (i for i, root in enumerate(s.stems) if root in models.stems)
    telling = (i for i in may_tell if models.cue.score(cue_features(s, i)) >= models.bar)
    cues = list(islice(telling, MOST_CUES))
    attributions = []
    for i in cues:
        tried = []
        head = find_head(s, i, cues)
        name_span = head or apposed(s, i)
        ranked = rank_contents(s, i, set(cues) - {i}, models.content)
        if head and not any(s.quoted[: head[0]]):  # 'Senator' of 'Senator Ada Pell, a nurse, said'
            ranked = [row for row in ranked if row[1][0] == "A"]
        ranked = _leave_setting(s, i, ranked)
        for worth, (_, a, b) in ranked[:JOINT]:
            if name_span:
                b = min(b, name_span[0]) if a < name_span[0] else b
            contents = [s.span(a, b)]
            if s.quoted[a] and not s.quoted[i]:  # '"It is late," he said. "Go home."'
                x, y = contents[0]
                contents += [(p, q) for p, q in s.quotes if q - p > ADDED and (q <= x or p >= y)]
            tokens_inside = {
                k for k, (x, _) in enumerate(s.places) if any(p <= x < q for p, q in contents)
            }
            sure, source = choose_source(s, i, tokens_inside, models.source)
            source = s.span(*name_span) if name_span else source
            attribution = Attribution(tuple(sorted(contents)), s.span(i, i + 1), source)
            tried.append((worth * max(sure, NOBODY) ** SOURCE_SAYS, attribution))
        if tried:
            attributions.append(max(tried, key=lambda pair: pair[0])[1])
    return attributions


def _leave_setting(
    s: Tokens, i: int, ranked: list[tuple[float, Candidate]]
) -> list[tuple[float, Candidate]]:
    """Without what only tells when and where, of a verb that much follows: 'Earlier, in Osk, Orr
    said …'."""
    if len(s.words) - i <= MUCH or s.words[i] == "according":
        return ranked
    plain = [
        row
        for row in ranked
        if row[1][0] == "A"
        or any(s.quoted[row[1][1] : row[1][2]])
        or s.words[row[1][1]] not in SETTING
    ]
    return plain or ranked


def find_head(s: Tokens, i: int, cues: Sequence[int]) -> Range | None:
    """The tokens of a name that the sentence, or what follows a quotation, begins with, where all
    up to the verb tells who that is: '"…," Ada Pell, a nurse who met Bo Orr, a poet, said'.

    cues: all of the sentence
    """
    if i < 3 or s.words[i - 2 if s.words[i - 1] == "also" else i - 1] != ",":
        return None
    begin = next((k + 1 for k in range(i - 1, -1, -1) if s.quoted[k]), 0)
    if begin > i - 2:
        return None
    while begin < i - 2 and (s.words[begin] in LEADS or is_role(s.words[begin])):
        begin += 1
    end = begin
    while end < i - 1 and (s.shapes[end] == "cap" or (end > begin and s.words[end] in JOINTS)):
        end += 1
    told = s.words[end + 1]
    is_low_role = is_role(told) and s.shapes[end + 1] == "low"
    tells = s.words[end] == "," and (told in APPOSING or is_low_role)
    known = s.words[begin] not in STOP_WORDS and s.words[begin] not in load_words("calendar.txt")
    if end == begin or not (tells and known) or any(end < cue < i for cue in cues):
        return None
    return None if _is_inverted(s, i) else (begin, end)


def _is_inverted(s: Tokens, i: int) -> bool:
    """Whether a name right behind a verb is who speaks: 'it burnt, said Pell.'"""
    end = i + 1
    while s.shape(end) == "cap" and s.word(end) not in load_words("calendar.txt"):
        end += 1
    return end > i + 1 and s.word(end) in {",", ".", "</s>"}


def apposed(s: Tokens, i: int) -> Range | None:
    """The tokens of a name that a clause parts from its verb: 'Ada Pell, who owns it, said'."""
    if i < 3 or s.words[i - 1] != ",":
        return None
    for end in range(i - 2, 0, -1):
        told = s.words[end + 1]
        tells = told in APPOSING or (is_role(told) and s.shapes[end + 1] == "low")
        if s.words[end] == "," and s.shapes[end - 1] == "cap" and tells:
            begin = end - 1
            while begin > 0 and (s.shapes[begin - 1] == "cap" or s.words[begin - 1] == "."):
                begin -= 1
            return begin, end
    return None


def rank_contents(
    s: Tokens, i: int, others: set[int], model: Model
) -> list[tuple[float, Candidate]]:
    """(worth, candidate), the best first: how like all the likely ones it is, so that the least
    overlap is to be expected lost."""
    scored = [
        (model.score(content_features(s, i, candidate, others)), candidate)
        for candidate in content_candidates(s, i)
    ]
    top = sorted(scored, key=lambda pair: -pair[0])[:TRIED]
    worth = [(sum(score * _share_overlap(mine, x) for score, x in top), mine) for _, mine in top]
    return sorted(worth, key=lambda pair: -pair[0])


def choose_source(s: Tokens, i: int, said: set[int], model: Model) -> tuple[float, Range | None]:
    """How sure (0..1), and offsets of who speaks at the cue, as short as they are written."""
    candidates = source_candidates(s, i, said)
    if not candidates:
        return 0.0, None
    scores = [model.score(source_features(s, i, c, said)) for c in candidates]
    best = max(scores)
    begin, end, _ = candidates[scores.index(best)]
    return best, s.span(begin, end) if best > NOBODY else None


def _share_overlap(x: Candidate, y: Candidate) -> float:
    shared = max(0, min(x[2], y[2]) - max(x[1], y[1]))
    return shared / (x[2] - x[1] + y[2] - y[1] - shared)


def _carry_quotes(
    text: str, attributions: list[Attribution], quotes: Sequence[Range]
) -> list[Attribution]:
    """Quotations that no attribution holds, given to one of their paragraph.

    What someone quoted says of others ('"I think he …"') holds nothing.
    """
    breaks = [hit.start() for hit in re.finditer("\n", text)]
    homes: defaultdict[int, list[int]] = defaultdict(list)
    quoting = _Touching(quotes)
    outer = [n for n, one in enumerate(attributions) if not quoting(one.cue)]
    for n in outer:
        if any(map(quoting, attributions[n].contents)):
            homes[bisect_left(breaks, attributions[n].cue[0])].append(n)
    is_touching = _Touching(sorted(span for n in outer for span in attributions[n].contents))
    for quote in quotes:
        near = homes[bisect_left(breaks, quote[0])]
        if quote[1] - quote[0] < CARRIED or is_touching(quote) or not near:
            continue
        at = max((n for n in near if attributions[n].cue[0] < quote[0]), default=near[0])
        extended = tuple(sorted((*attributions[at].contents, quote)))
        attributions[at] = attributions[at]._replace(contents=extended)
    return attributions


class _Touching:
    """Whether a span touches any of these, which are sorted; in logarithmic time."""

    def __init__(self, spans: Sequence[Range]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = list(accumulate((end for _, end in spans), max))

    def __call__(self, span: Range) -> bool:
        before = bisect_left(self._starts, span[1])
        return before > 0 and self._ends[before - 1] > span[0]
