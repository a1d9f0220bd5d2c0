"""Which mentions name one actor or thing, over all outlets of an event.

A logistic regression over pairs of mentions, then average linkage; `data/names_weights.json`, made
and measured by `python -m compare.evaluation.train_names`. Hamborg, Zhukova & Gipp (2019, JCDL)
set the task: mentions of one concept that outlets word differently ("caravan", "asylum seekers").
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ..matching.related import load_related
from ..text.words import STOP_WORDS, normal_word, stem, tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PREPOSITIONS = frozenset(
    [
        *("of", "in", "on", "for", "with", "to", "from", "at", "by", "that", "who", "which"),
        *("about", "over", "against", "as", "and", "between", "into", "after", "before"),
    ]
)
TITLES = frozenset(
    [
        *("mr", "mrs", "ms", "dr", "president", "sen", "gov", "leader", "director", "secretary"),
        *("prime", "minister", "special", "counsel", "sir", "lady", "former", "the"),
    ]
)
FEATURES = (
    *("same head", "heads near", "words near", "rare words shared", "any word shared"),
    *("one within the other", "a name shared", "names, none shared", "both names"),
    *("both names, heads differ", "both acts", "one an act", "sentences alike", "close by"),
    *("shorter", "difference in length", "same head and name", "same head, no names"),
    *("one has names", "same head, a name", "head inside the other"),
)
LONG = 7  # words from which a mention is an act rather than a thing


@dataclass(frozen=True, slots=True)
class Mentioned:
    """One mention: its words, the sentence around it, its article and the sentence's number."""

    text: str
    sentence: str
    article: str
    index: int


@dataclass(frozen=True, slots=True)
class _Read:
    head: str
    stems: frozenset[str]
    names: frozenset[str]
    size: int
    act: bool


def head_of(text: str) -> str:
    """Stem of a phrase's head: its last word before the first preposition ('leader' of 'the leader
    of the party')."""
    words = [normal_word(token.text) for token in tokens(text)]
    end = next((n for n, word in enumerate(words) if n and word in PREPOSITIONS), len(words))
    return stem(words[end - 1]) if words else text.casefold()


def cluster_mentions(
    mentions: Sequence[Mentioned], weights: Mapping[str, float] | None = None
) -> list[int]:
    """A number per mention: those of one number name one actor or thing.

    Numbers count from 0 in the order of the first mentions. Work and memory grow with the square
    of the mentions: for the some hundreds of one event.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    weights = weights or load_weights()
    if len(mentions) < 2:
        return list(range(len(mentions)))
    z = pair_features(mentions) @ [weights[name] for name in FEATURES] + weights["bias"]
    apart = 1 - 1 / (1 + 2.718281828459045 ** (-z.clip(-30, 30)))
    labels = fcluster(linkage(apart, "average"), 1 - weights["bar"], "distance")
    first: dict[int, int] = {}
    return [first.setdefault(int(label), len(first)) for label in labels]


@cache
def load_weights() -> dict[str, float]:
    """The committed weights: one per feature, "bias", and the linkage's "bar"."""
    text = files("compare").joinpath("data", "names_weights.json").read_text(encoding="utf-8")
    told: dict[str, float] = json.loads(text)
    return told


def pair_features(mentions: Sequence[Mentioned]) -> Floats:
    """Pairs (i < j, row by row) x FEATURES, each about 0..1."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    read = [_read(mention) for mention in mentions]
    held = Counter(word for one in read for word in one.stems)
    weight = {word: math.log((len(read) + 1) / (n + 0.5)) for word, n in held.items()}
    vectors = TfidfVectorizer(sublinear_tf=True, token_pattern=r"\w+|^").fit_transform(
        [mention.sentence for mention in mentions]  # "^": one without a word is no error
    )
    alike = (vectors @ vectors.T).toarray()
    rows = []
    for i, a in enumerate(read):
        for j in range(i + 1, len(read)):
            one, two = mentions[i], mentions[j]
            close = one.article == two.article and abs(one.index - two.index) <= 1
            rows.append(
                [*_alike(a, read[j], weight), float(alike[i, j]), float(close), *_sizes(a, read[j])]
            )
    return np.array(rows, dtype=float)


def _read(mention: Mentioned) -> _Read:
    words = [(token.text, normal_word(token.text)) for token in tokens(mention.text)]
    low = [word for _, word in words]
    names = {w for t, w in words if t[:1].isupper() and w not in STOP_WORDS and w not in TITLES}
    act = low[:1] == ["to"] or any(w.endswith("ing") for w in low[:2]) or len(low) > LONG
    stems = frozenset(stem(word) for word in low if word not in STOP_WORDS)
    return _Read(head_of(mention.text), stems, frozenset(map(stem, names)), len(low), act)


def _alike(a: _Read, b: _Read, weight: Mapping[str, float]) -> list[float]:
    """FEATURES up to "one an act"."""
    shared = a.stems & b.stems
    rare = sum(weight[word] for word in sorted(shared))
    every = sum(weight[word] for word in sorted(a.stems | b.stems)) or 1.0
    near = max((_near(x, y) for x in sorted(a.stems) for y in sorted(b.stems)), default=0.0)
    same, named = a.head == b.head, (a.head in a.names, b.head in b.names)
    names = bool(a.names & b.names)
    return [
        *(float(same), _near(a.head, b.head), near, rare / every, float(bool(shared))),
        len(shared) / max(1, min(len(a.stems), len(b.stems))),
        *(float(names), float(bool(a.names and b.names) and not names), float(all(named))),
        *(float(all(named) and not same), float(a.act and b.act), float(a.act != b.act)),
    ]


def _sizes(a: _Read, b: _Read) -> list[float]:
    """FEATURES from "shorter" on."""
    same = a.head == b.head
    return [
        *(min(a.size, b.size) / 8, abs(a.size - b.size) / 8),
        float(same and bool(a.names & b.names)),
        float(same and not a.names and not b.names),
        float(bool(a.names) != bool(b.names)),
        float(same and a.head in a.names),
        float(a.head in b.stems or b.head in a.stems),
    ]


@cache
def _neighbours() -> dict[str, dict[str, float]]:
    return {word: dict(near) for word, near in load_related().near.items()}


def _near(x: str, y: str) -> float:
    """0..1: how near two stems are by `compare/data/related.txt`; 1 for the same."""
    if x == y:
        return 1.0
    near = _neighbours()
    return max(near.get(x, {}).get(y, 0.0), near.get(y, {}).get(x, 0.0))
