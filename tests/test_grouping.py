"""Grouping: pairs of sentences to facts."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from compare.facts import group_facts
from compare.facts.grouping import ALREADY
from compare.model import Fact, Match, Origin, Sentence
from compare.options import Options


def sentence(name: str) -> Sentence:
    """'a1' is the sentence with index 1 of outlet A's only article."""
    outlet, index = name[0], int(name[1:])
    place = f"{outlet}-{index:02d}", outlet, outlet.upper(), index, index
    return Sentence(*place, 10 * index, 10 * index + 9, f"sentence {name}")


def match(a: str, b: str, score: float) -> Match:
    first, second = sorted((sentence(a).id, sentence(b).id))
    return Match(first, second, score, "same")


def group(*matches: Match, origins: tuple[Origin, ...] = ()) -> tuple[Fact, ...]:
    names = {f"{letter}{index}" for letter in "abcdefgh" for index in range(6)}
    return group_facts(matches, [sentence(name) for name in sorted(names)], origins, Options())


def members(facts: tuple[Fact, ...]) -> list[tuple[str, ...]]:
    return [tuple(s.replace("-0", "") for s in fact.sentences) for fact in facts]


def test_clique_is_one_fact() -> None:
    """Sentences that all match each other are one fact, with its weakest link as cohesion."""
    facts = group(match("a1", "b1", 0.9), match("a1", "c1", 0.8), match("b1", "c1", 0.7))
    assert members(facts) == [("a1", "b1", "c1")]
    assert facts[0].id == "fact-1"
    assert facts[0].outlets == ("A", "B", "C")
    assert abs(facts[0].cohesion - 0.8) < 1e-9
    assert facts[0].text == "sentence a1"


def test_chain_through_a_long_sentence_stays_apart() -> None:
    """A~B~C without A~C, and more on each end, is two facts that share the long sentence."""
    left = [match(x, y, 0.9) for x, y in combinations(["a1", "b1", "c1"], 2)]
    right = [match(x, y, 0.8) for x, y in combinations(["c1", "d1", "e1"], 2)]
    assert members(group(*left, *right)) == [("a1", "b1", "c1"), ("c1", "d1", "e1")]


def test_facts_are_ordered() -> None:
    """Most outlets first, then most origins, then the higher score."""
    one = Origin("origin-1", ("a", "b"), ("A", "B"), "near-identical", 0.9, ())
    facts = group(
        match("a1", "b1", 0.99),
        match("a2", "c2", 0.5),
        match("d3", "e3", 0.6),
        match("f4", "g4", 0.6),
        match("f4", "h4", 0.6),
        match("g4", "h4", 0.6),
        origins=(one,),
    )
    assert members(facts) == [("f4", "g4", "h4"), ("d3", "e3"), ("a2", "c2"), ("a1", "b1")]
    assert [fact.origins for fact in facts] == [3, 2, 2, 1]
    assert [fact.id for fact in facts] == ["fact-1", "fact-2", "fact-3", "fact-4"]


def test_headline_is_no_first_choice() -> None:
    """Between equally central sentences the body's one is shown."""
    assert group(match("a0", "b1", 0.9))[0].text == "sentence b1"


def test_nothing_to_group() -> None:
    """No matches, or matches of unknown sentences or inside one outlet: no facts."""
    assert group() == ()
    assert group_facts([match("a1", "b1", 0.9)], [], [], Options()) == ()
    assert group(match("a1", "a2", 0.9)) == ()


names = st.tuples(st.sampled_from("abcde"), st.integers(0, 4)).map(lambda p: f"{p[0]}{p[1]}")
pairs = st.dictionaries(
    st.tuples(names, names).filter(lambda p: p[0][0] < p[1][0]),
    st.integers(1, 10).map(lambda n: n / 10),
    max_size=40,
)


@settings(max_examples=100, deadline=None)
@given(pairs, st.randoms(use_true_random=False))
def test_cover(edges: dict[tuple[str, str], float], dice: random.Random) -> None:
    """Matched sentences and sure matches stand in facts, none in another; any order, same facts."""
    matches = [match(a, b, score) for (a, b), score in edges.items()]
    facts = group(*matches)
    held = [set(fact.sentences) for fact in facts]
    assert {s for m in matches for s in (m.a, m.b)} == set().union(*held)
    assert all(any({m.a, m.b} <= one for one in held) for m in matches if m.score >= ALREADY)
    assert not any(a <= b for i, a in enumerate(held) for j, b in enumerate(held) if i != j)
    assert all(len(fact.outlets) >= 2 and 0 < fact.cohesion <= 1 for fact in facts)
    dice.shuffle(matches)
    assert group(*matches) == facts


@settings(max_examples=50, deadline=None)
@given(pairs)
def test_cohesion_is_the_weakest_link(edges: dict[tuple[str, str], float]) -> None:
    """Against a slow, obvious way: the highest bar at which the fact still hangs together."""
    facts = group(*(match(a, b, score) for (a, b), score in edges.items()))
    scores = {frozenset((sentence(a).id, sentence(b).id)): s for (a, b), s in edges.items()}
    for fact in facts:
        inside = [(pair, s) for pair, s in scores.items() if pair <= set(fact.sentences)]
        bars = sorted({s for _, s in inside}, reverse=True)
        whole = next(b for b in bars if hangs(fact, [pair for pair, s in inside if s >= b]))
        assert abs(fact.cohesion - whole) < 1e-9


def hangs(fact: Fact, links: list[frozenset[str]]) -> bool:
    seen = {fact.sentences[0]}
    for _ in fact.sentences:
        seen = seen.union(*(link for link in links if link & seen))
    return seen == set(fact.sentences)


def test_many_outlets() -> None:
    """Sixty outlets with the same ten sentences group into ten facts."""
    sentences = [
        Sentence(f"o{n}-{i:02d}", f"o{n}", f"O{n}", i, i, i, i + 1, "x")
        for n in range(60)
        for i in range(1, 11)
    ]
    matches = [
        Match(*sorted((f"o{a}-{i:02d}", f"o{b}-{i:02d}")), 0.9, "same")
        for a, b in combinations(range(60), 2)
        for i in range(1, 11)
    ]
    facts = group_facts(matches, sentences, [], Options())
    assert [len(fact.sentences) for fact in facts] == [60] * 10


def test_many_outlets_of_which_matching_misses_a_part() -> None:
    """Two matches in five lost at random, ten facts of fifty outlets are still ten facts."""
    dice = random.Random(1)
    sentences = [
        Sentence(f"o{n:02d}-{i:02d}", f"o{n:02d}", f"O{n:02d}", i, i, i, i + 1, f"x{n} {i}")
        for n in range(50)
        for i in range(1, 11)
    ]
    matches = [
        Match(f"o{a:02d}-{i:02d}", f"o{b:02d}-{i:02d}", dice.uniform(0.25, 1), "same")
        for a, b in combinations(range(50), 2)
        for i in range(1, 11)
        if dice.random() < 0.6
    ]
    facts = group_facts(matches, sentences, [], Options())
    assert [len(fact.sentences) for fact in facts] == [50] * 10


def told_for_the_second(score: float) -> list[str]:
    """Texts of two facts that share a1; `score` makes the second one's other sentence central."""
    left = [match("a1", "b1", 0.95), match("a1", "c1", 0.95), match("b1", "c1", 0.9)]
    right = [match("a1", "d2", 0.9), match("a1", "e2", 0.9), match("d2", "e2", score)]
    return [fact.text for fact in group(*left, *right)]


def test_each_fact_has_words_of_its_own_where_they_are_plain() -> None:
    """A sentence that tells an earlier fact gives way to one nearly as central, not to any."""
    assert told_for_the_second(0.8) == ["sentence a1", "sentence d2"]
    assert told_for_the_second(0.05) == ["sentence a1", "sentence a1"]
