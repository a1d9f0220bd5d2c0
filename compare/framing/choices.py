"""Word choice within one shared fact: what different outlets put in the same place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from math import comb
from typing import NamedTuple

from ..model import Article, Evidence, Fact, Measure, Sentence
from ..options import Options
from ..text.words import STOP_WORDS, Token, normal_word, stem
from .intervals import ROWS, benjamini_hochberg, figure, wilson
from .lines import Line, outlet_lines

LONGEST = 4  # words that may fill a place on either side
NEAR = 4  # words before and behind the place, of which
BESIDE = 4  # this many at least are in common
EVEN = 1  # more words that one side may have than the other
LIKE = 0.35  # words in common over those of the shorter sentence, from which places are looked at
HEARD = 80  # words of a sentence that are compared

Pair = tuple[str, str]


class Choice(NamedTuple):
    """Two outlets fill one place of one fact with different words.

    words      what each puts there, lower-case, stop words at the ends left out
    evidence   where, in each one's sentence
    beside     words in common within NEAR words before and behind the place
    """

    fact: str
    outlets: Pair
    words: Pair
    evidence: tuple[Evidence, Evidence]
    beside: int

    def turned(self) -> Choice:
        """The same, seen from the other outlet."""
        return Choice(
            self.fact, self.outlets[::-1], self.words[::-1], self.evidence[::-1], self.beside
        )


def measure_choices(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Share of the outlet's shared facts in which it puts one wording where another outlet puts
    the other, 0..1; term is "its wording / the other's" ("gut / clarify").

    n is the number of facts that the outlet shares with another. Wilson interval; null is the mean
    of both directions, what outlets that draw their wording from one hat give. q (Benjamini &
    Hochberg) of a two-sided sign test, who has which wording, counts all pairs of the event. The
    ROWS pairs met in the most facts are listed, then those with the most words in common beside
    them. Evidence: the outlet's words; the note names the facts.

    Sentences are laid side by side by the longest common subsequence of their stems (own voice;
    Hirschberg 1977, Algorithms for the Longest Common Subsequence Problem, Journal of the ACM
    24(4)); what stands between two common ones, with BESIDE or more of them near, is a place. Words
    of another thing can fill a like place: look at the sentences.
    """
    rows: dict[str, dict[Pair, list[Choice]]] = defaultdict(lambda: defaultdict(list))
    for choice in find_choices(articles, sentences, facts):
        for told in (choice, choice.turned()):
            rows[told.outlets[0]][told.words].append(told)
    shared = {
        outlet: sum(len(fact.outlets) > 1 and outlet in fact.outlets for fact in facts)
        for outlet in rows
    }
    chances = _chances(rows)
    measures = []
    for outlet, pairs in sorted(rows.items()):
        for words, found in sorted(pairs.items(), key=_rank)[:ROWS]:
            here = {choice.fact for choice in found}
            back = {choice.fact for choice in pairs.get(words[::-1], ())}
            others = sorted({choice.outlets[1] for choice in found})
            measures.append(
                figure(
                    "word choice on one fact",
                    outlet,
                    " / ".join(words),
                    len(here) / shared[outlet],
                    wilson(len(here), shared[outlet], options),
                    shared[outlet],
                    "share of the outlet's shared facts, 0..1 (n counts facts)",
                    evidence=sorted(
                        {choice.evidence[0] for choice in found},
                        key=_place,
                    ),
                    null=(len(here) + len(back)) / 2 / shared[outlet],
                    note=f"against {', '.join(others)}; {', '.join(sorted(here))}; "
                    f"q = {chances[outlet, words]:.3g}",
                )
            )
    return measures


def find_choices(
    articles: Sequence[Article], sentences: Sequence[Sentence], facts: Sequence[Fact]
) -> list[Choice]:
    """Every place of a fact that two outlets fill differently, each pair of spans once; sorted."""
    lines = {
        line.sentence.id: line for row in outlet_lines(articles, sentences).values() for line in row
    }
    found: dict[tuple[Evidence, Evidence], Choice] = {}
    for fact in sorted(facts, key=lambda fact: fact.id):
        told = [lines[name] for name in fact.sentences if name in lines]
        for left, right in combinations(told, 2):
            if left.sentence.outlet != right.sentence.outlet:
                for choice in _between(fact.id, left, right):
                    found.setdefault(choice.evidence, choice)
    return sorted(found.values(), key=lambda choice: (choice[:3], *map(_place, choice.evidence)))


def _between(fact: str, left: Line, right: Line) -> Iterator[Choice]:
    """The places of two sentences, from one run of common words to the next."""
    from rapidfuzz.distance import LCSseq

    one, two = left.own[:HEARD], right.own[:HEARD]
    stems = [[stem(normal_word(token.text)) for token in row] for row in (one, two)]
    runs = [
        (step.src_start, step.dest_start, step.src_end - step.src_start)
        for step in LCSseq.opcodes(*stems)
        if step.tag == "equal"
    ]
    if sum(length for *_, length in runs) < LIKE * min(len(one), len(two)):
        return
    matched = {at for start, _, length in runs for at in range(start, start + length)}
    for (i, j, length), (k, m, _) in pairwise(runs):
        begin, filled = i + length, [_wording(one[i + length : k]), _wording(two[j + length : m])]
        near = [*range(begin - NEAR, begin), *range(k, k + NEAR)]
        common = [stems[0][at] for at in near if at in matched]
        words = [_plain(row) for row in filled]
        if (
            all(words)
            and abs(len(words[0]) - len(words[1])) <= EVEN
            and len(common) >= BESIDE
            and any(word not in STOP_WORDS for word in common)
            and not set(map(stem, words[0])) & set(map(stem, words[1]))
        ):
            places = [
                Evidence(line.sentence.id, row[0].start, row[-1].end)
                for line, row in zip((left, right), filled, strict=True)
            ]
            yield Choice(
                fact,
                (left.sentence.outlet, right.sentence.outlet),
                (" ".join(words[0]), " ".join(words[1])),
                (places[0], places[1]),
                len(common),
            )


def _wording(words: Sequence[Token]) -> Sequence[Token]:
    """The words without stop words at the ends; none where too many or a figure is among them."""
    row = list(words)
    while row and normal_word(row[-1].text) in STOP_WORDS:
        row.pop()
    while row and normal_word(row[0].text) in STOP_WORDS:
        row.pop(0)
    plain = len(row) <= LONGEST and not any(char.isdigit() for word in row for char in word.text)
    return row if plain else []


def _plain(words: Sequence[Token]) -> list[str]:
    return [normal_word(word.text) for word in words]


def _place(evidence: Evidence) -> tuple[str, int, int]:
    return evidence.sentence, evidence.start, evidence.end


def _rank(item: tuple[Pair, list[Choice]]) -> tuple[int, int, Pair]:
    words, found = item
    return -len({choice.fact for choice in found}), -max(c.beside for c in found), words


def _chances(rows: dict[str, dict[Pair, list[Choice]]]) -> dict[tuple[str, Pair], float]:
    """(outlet, pair) -> q of the sign test, facts with this pair against those with its turn."""
    tests, p = [], []
    for outlet, pairs in sorted(rows.items()):
        for words, found in sorted(pairs.items()):
            told = {choice.fact for choice in found}
            back = {choice.fact for choice in pairs.get(words[::-1], ())}
            n, most = len(told) + len(back), max(len(told), len(back))
            tests.append((outlet, words))
            p.append(min(1.0, 2 * sum(comb(n, k) for k in range(most, n + 1)) / 2**n))
    return dict(zip(tests, benjamini_hochberg(p), strict=True))
