"""What somebody says, side by side: the words that each outlet gives to one speaker on one matter.

Right by construction where the speaker is: nothing is said of agreement or contradiction. The
words are those of `spoken.py`. What two sayings share in words tells that they may be on one
matter; where the reader reads (`matching/reader.py`), it tells whether they are.
"""

from __future__ import annotations

import math
from calendar import day_name
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from ..matching.reader import load_reader
from ..model import Match, Saying, Speaker
from ..options import Options
from ..text.annotate import Texts
from ..text.words import stem
from .spoken import find_spoken

ONE_MATTER = 0.3  # likeness (0..1) of two sayings from which they are on one matter
SHARED = 4  # stems that two sayings share, from which less likeness is enough
LIKE = 0.2  # such likeness
EACH = 3  # sayings of one outlet shown for one matter
MATTERS = 2  # matters shown for one speaker
TELLING = 2  # content words that it needs to be on some matter
MOST = 300  # sayings of one speaker that are compared
# log-odds that two sayings state the same in part, from which they are on one matter; chosen on
# pairs of training events that were judged by reading
READ_ALIKE = -2.0
MOST_READ = 200  # pairs of an event that are read, the likest by their words
LESS = 0.4  # what words weigh that point elsewhere
POINTING_BACK = frozenset(["this", "these", "those"])
WHOLE = 0.6  # share of its sentence's words from which a saying is what the sentence says

# stems of days that tell no matter
_DAYS = frozenset(stem(day) for day in (*map(str.casefold, day_name), "today", "yesterday"))

_Near = Mapping[int, dict[int, float]]  # a saying -> those near it, and how alike they are


class _Part(NamedTuple):
    """A saying, with the stems that tell its matter.

    whole   whether it is most of its sentence, so that a match of the sentence is one of it
    """

    saying: Saying
    stems: frozenset[str]
    whole: bool


def find_sayings(texts: Texts, matches: Sequence[Match], options: Options) -> tuple[Speaker, ...]:
    """Speakers whom two outlets or more have speak on one matter; those of most outlets first.

    matches: of sentences; a pair of them is on one matter too. English only.
    """
    by_speaker: defaultdict[str, list[Saying]] = defaultdict(list)
    for actor, saying in find_spoken(texts):
        by_speaker[actor.name].append(saying)
    scores = {frozenset((m.a, m.b)): m.score for m in matches}
    offices = {actor.name: actor.title for actor in texts.actors}
    parts = {
        name: _list_parts(f"{name} {offices[name]}", _drop_nested(row)[:MOST], texts)
        for name, row in sorted(by_speaker.items())
    }
    likeness = {
        (name, i, j): alike
        for name, row in parts.items()
        for (i, j), alike in _compare_all(row, texts, scores).items()
    }
    if options.reader != "none":
        likeness = _keep_read(likeness, parts, texts)
    near: dict[str, _Near] = {name: defaultdict(dict) for name in parts}
    for (name, i, j), alike in likeness.items():
        near[name][i][j] = near[name][j][i] = alike
    speakers = [
        Speaker(name, offices[name], sayings)
        for name, row in parts.items()
        for sayings in _by_matter(row, near[name], texts)
    ]
    return tuple(sorted(speakers, key=_rank_speaker))


def _keep_read(
    likeness: Mapping[tuple[str, int, int], float],
    parts: Mapping[str, Sequence[_Part]],
    texts: Texts,
) -> dict[tuple[str, int, int], float]:
    """The pairs of which the reader says that they state the same, at least in part."""
    asked = sorted(likeness, key=lambda pair: (-likeness[pair], pair))[:MOST_READ]
    if not asked:
        return {}
    words = [_read_words(parts[name][n].saying, texts) for name, *both in asked for n in both]
    places = np.arange(len(words))
    odds = load_reader().read(words, places[::2], places[1::2])
    return {
        pair: likeness[pair]
        for pair, odd in zip(asked, odds.tolist(), strict=True)
        if odd >= READ_ALIKE
    }


def _rank_speaker(speaker: Speaker) -> tuple[int, int, str]:
    outlets = {saying.outlet for saying in speaker.sayings}
    return -len(outlets), -len(speaker.sayings), speaker.name


def _drop_nested(row: Sequence[Saying]) -> list[Saying]:
    """Sayings in order of place, none inside another; too short ones left out."""
    sayings: list[Saying] = []
    for saying in sorted(set(row), key=lambda s: (s.sentence, s.start, -s.end, s.verb)):
        if sayings and sayings[-1].sentence == saying.sentence and saying.start < sayings[-1].end:
            continue
        sayings.append(saying)
    return sayings


def _list_parts(name: str, row: Sequence[Saying], texts: Texts) -> list[_Part]:
    """The sayings that can be compared.

    name: of the speaker, with the office: its words tell no matter.
    """
    own = {form for word in name.split() for form in (word.casefold(), stem(word.casefold()))}
    in_text = {saying.outlet for saying in row if texts[saying.sentence].sentence.index}
    parts = []
    for saying in row:
        one = texts[saying.sentence]
        if saying.outlet in in_text and not one.sentence.index:
            continue  # a headline says less than its text
        stems = one.stems(*one.span_of(saying))
        telling = stems - own - {stem(saying.verb.casefold())} - _DAYS
        is_whole = len(stems - own) >= WHOLE * len(one.content_stems - own)
        is_clear = saying.direct or not _points_back(saying, texts)
        if len(telling) >= TELLING and is_clear:
            parts.append(_Part(saying, telling, is_whole))
    return parts


def _compare_all(
    parts: Sequence[_Part], texts: Texts, scores: Mapping[frozenset[str], float]
) -> dict[tuple[int, int], float]:
    """Pairs of two outlets' sayings that may be on one matter, and how alike (0..1) they are."""
    near = {}
    for i, j in combinations(range(len(parts)), 2):
        if parts[i].saying.outlet != parts[j].saying.outlet:
            alike = _compare_sayings(parts[i], parts[j], texts, scores)
            both = len(parts[i].stems & parts[j].stems)
            if alike >= (LIKE if both >= SHARED else ONE_MATTER):
                near[i, j] = alike
    return near


def _by_matter(parts: Sequence[_Part], near: _Near, texts: Texts) -> list[tuple[Saying, ...]]:
    """Sayings of two outlets or more on one matter, the matters of most outlets first."""
    matters = []
    free = set(near)
    while free:
        # around the saying that most outlets come near to: each outlet's nearest ones
        centre = max(sorted(free), key=lambda k: _count_outlets(k, near, parts, free))
        members = {centre, *(k for k in near[centre] if k in free)}
        if len({parts[k].saying.outlet for k in members}) > 1:
            matters.append(_choose_sayings(members, near, parts, texts))
        free -= members
    matters.sort(key=lambda row: -len({saying.outlet for saying in row}))
    return matters[:MATTERS]


def _count_outlets(
    k: int, near: Mapping[int, Mapping[int, float]], parts: Sequence[_Part], free: set[int]
) -> tuple[int, float]:
    reached = [j for j in near[k] if j in free]
    outlets = {parts[j].saying.outlet for j in reached}
    return len(outlets), round(sum(near[k][j] for j in reached), 9)


def _choose_sayings(
    members: set[int],
    near: Mapping[int, Mapping[int, float]],
    parts: Sequence[_Part],
    texts: Texts,
) -> tuple[Saying, ...]:
    """Of each outlet those that come nearest to the other outlets' nearest ones; what points
    elsewhere ("this alliance") after others."""

    def rank(k: int) -> tuple[float, int]:
        best: defaultdict[str, float] = defaultdict(float)
        for j, alike in near[k].items():
            if j in members:
                outlet = parts[j].saying.outlet
                best[outlet] = max(best[outlet], alike)
        saying = parts[k].saying
        return -round(sum(best.values()) * (LESS if _points_back(saying, texts) else 1), 9), k

    by_outlet: defaultdict[str, list[int]] = defaultdict(list)
    for k in sorted(members, key=rank):
        by_outlet[parts[k].saying.outlet].append(k)
    return tuple(parts[k].saying for outlet in sorted(by_outlet) for k in by_outlet[outlet][:EACH])


def _points_back(saying: Saying, texts: Texts) -> bool:
    """Whether it holds what stands elsewhere: 'this alliance'."""
    one = texts[saying.sentence]
    start, end = one.span_of(saying)
    words = (word.normal for word in one.words if start <= word.start < end)
    return not POINTING_BACK.isdisjoint(words)


def _read_words(saying: Saying, texts: Texts) -> str:
    one = texts[saying.sentence]
    return one.text[slice(*one.span_of(saying))]


def _compare_sayings(
    x: _Part, y: _Part, texts: Texts, scores: Mapping[frozenset[str], float]
) -> float:
    """0..1: the cosine of the sayings' stems, by rarity; or the score of their sentences' match,
    where they are most of these. Else 0 where they share fewer than TELLING."""
    weigh = texts.scaled_idf
    both = sum(weigh.get(stem, 1.0) ** 2 for stem in sorted(x.stems & y.stems))
    sizes = (sum(weigh.get(stem, 1.0) ** 2 for stem in sorted(p.stems)) for p in (x, y))
    cosine = both / math.sqrt(math.prod(sizes) or 1.0)
    if len(x.stems & y.stems) < TELLING:
        cosine = 0.0
    if not (both and x.whole and y.whole):
        return cosine
    # the same words come before a likely match of others
    return max(cosine, 0.9 * scores.get(frozenset((x.saying.sentence, y.saying.sentence)), 0.0))
