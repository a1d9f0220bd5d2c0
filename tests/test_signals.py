"""The signals of a pair, computed over all pairs at once, are what a plain reading gives."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from events import texts_of
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq
from sklearn.feature_extraction.text import TfidfVectorizer

from compare.evaluation.marked import read_marked
from compare.matching import candidates, features, signals_of, terms, tfidf
from compare.matching.related import load_related
from compare.model import Sentence
from compare.options import Options
from compare.text.annotate import AnnotatedSentence
from compare.text.names import find_names
from compare.text.numbers import find_numbers
from compare.text.words import STOP_WORDS, normal_words, stem

TEXTS = st.lists(
    st.one_of(
        st.text(max_size=50),
        st.text(alphabet="ab c12.’\u0000é\U0001f600", max_size=40),
        st.lists(st.sampled_from(["The", "Ann", "Orr", "15", "ferries", "burnt", "3%", "ten"]))
        .map(" ".join),
    ),
    min_size=2,
    max_size=9,
)  # fmt: skip
Texts = Sequence[str]


def make(texts: Texts) -> list[Sentence]:
    """Sentences of three outlets, in turn, sorted by id."""
    return [
        Sentence(f"o{i % 3}-{i // 3:02d}", f"o{i % 3}", f"O{i % 3}", i // 3, 1, 0, len(t), t)
        for i, t in sorted(enumerate(texts), key=lambda item: (item[0] % 3, item[0] // 3))
    ]


def stems(text: str) -> list[str]:
    """All words' stems."""
    return [stem(word) for word in normal_words(text)]


def content(text: str) -> list[str]:
    """The stems of the words that are no stop words."""
    return [stem(word) for word in normal_words(text) if word not in STOP_WORDS]


def stems_and_pairs(text: str) -> list[str]:
    """All stems, and each with the one that follows it."""
    found = stems(text)
    return found + [" ".join(pair) for pair in pairwise(found)]


def cosines(texts: Texts, analyzer: Callable[[str], list[str]] | None) -> np.ndarray:
    """scikit-learn's own TF-IDF, all with all."""
    grams = {"analyzer": "char_wb", "ngram_range": (3, 5)}
    settings = {"analyzer": analyzer} if analyzer else grams
    try:
        rows = TfidfVectorizer(sublinear_tf=True, **settings).fit_transform(texts).toarray()
    except ValueError:
        return np.zeros((len(texts), len(texts)))
    return np.clip(rows @ rows.T, 0, 1)


def rarity(sets: Sequence[set[str]]) -> dict[str, float]:
    """log((n + 1) / (n with it + 0.5))."""
    counts = Counter(word for found in sets for word in found)
    return {word: math.log((len(sets) + 1) / (n + 0.5)) for word, n in counts.items()}


def name_words(text: str) -> set[str]:
    """Words of names, of three letters or more."""
    words = [w for name in find_names(text) for w in name.text.split()]
    return {word.casefold() for word in words if len(word) > 2}


def figures(text: str) -> set[str]:
    """Quantities and words (in normal form) that begin with a digit."""
    found = {f"{q.low}{q.unit}" for q in find_numbers(text, "en") if q.high}
    return found | {word for word in normal_words(text) if word[0].isdigit()}


def plain_signals(sentences: Sequence[Sentence], pairs: Sequence[tuple[int, int]]) -> list[dict]:
    """The signals one pair after the other, as the docstrings of `features` tell them."""
    texts = [s.text for s in sentences]
    spaces = {
        "tfidf_words": cosines(texts, content),
        "tfidf_pairs": cosines(texts, stems_and_pairs),
        "tfidf_chars": cosines(texts, None),
    }  # fmt: skip
    joint = sum(spaces.values()) / 3
    sets, names = [set(content(t)) for t in texts], [name_words(t) for t in texts]
    weight, known = rarity(sets), rarity(names)
    at = {(s.article, s.index): k for k, s in enumerate(sentences)}
    last = {s.article: 1 for s in sentences}
    for s in sentences:
        last[s.article] = max(last[s.article], s.index)

    def beside(k: int, step: int) -> int | None:
        index = sentences[k].index + step
        return at.get((sentences[k].article, index)) if index > 0 else None

    def near(i: int | None, j: int | None) -> float:
        if i is None or j is None or not spaces["tfidf_words"][i, j]:
            return 0.0  # no content word in common
        return float(joint[i, j])

    def mass(found: set[str], weights: dict[str, float]) -> float:
        return math.fsum(weights[word] for word in found)

    rows = []
    for i, j in pairs:
        row = {name: float(space[i, j]) for name, space in spaces.items()}
        one, two = (" ".join(normal_words(texts[k])) for k in (i, j))
        row["token_set"] = fuzz.token_set_ratio(one, two) / 100
        row["token_sort"] = fuzz.token_sort_ratio(one, two) / 100
        both = sets[i] & sets[j]
        within = sorted(mass(both, weight) / (mass(sets[k], weight) or 1) for k in (i, j))
        row["contained_both"], row["contained"] = within
        row["shared"] = math.log1p(len(both))
        row["shared_rare"] = math.log1p(sum(sum(w in s for s in sets) + 0.5 < 5 for w in both))
        row["shared_weight"] = math.log1p(mass(both, weight))
        lengths = [len(content(texts[k])) for k in (i, j)]
        order = LCSseq.similarity(content(texts[i]), content(texts[j]))
        row["common_order"] = order / max(1, min(lengths))
        row["common_length"] = math.log1p(order)
        runs = [set(pairwise(stems(texts[k]))) for k in (i, j)]
        row["shared_runs"] = math.log1p(len(runs[0] & runs[1]))
        named = mass(names[i] & names[j], known)
        row["shared_names"] = named / (max(mass(names[k], known) for k in (i, j)) or 1)
        row["names_weight"] = math.log1p(named)
        a, b = figures(texts[i]), figures(texts[j])
        row["shared_figures"] = min(3, len(a & b))
        row["other_figures"] = float(bool(a and b and not a & b))
        row["context"] = max(near(beside(i, d), beside(j, d)) for d in (-1, 1))
        cross = [near(beside(i, d), j) for d in (-1, 1)] + [near(i, beside(j, d)) for d in (-1, 1)]
        row["cross_context"] = max(cross)
        place = [sentences[k].index / max(1, last[sentences[k].article]) for k in (i, j)]
        row["apart"] = abs(place[0] - place[1])
        row["headlines"] = sum(sentences[k].index == 0 for k in (i, j))
        row["leads"] = sum(0 < sentences[k].index <= 2 for k in (i, j))
        row["shorter"], row["longer"] = sorted(math.log(max(1, n)) for n in lengths)
        rows.append(row)
    return [row | more for row, more in zip(rows, standing(sentences, pairs, rows), strict=True)]


def standing(
    sentences: Sequence[Sentence], pairs: Sequence[tuple[int, int]], rows: list[dict]
) -> list[dict]:
    """Each pair's rank and lead among those that its sentences have in the other's outlet."""
    names = ("tfidf_words", "tfidf_pairs", "tfidf_chars")
    base = [round(sum(row[name] for name in names) / 3, 12) for row in rows]
    groups: defaultdict[tuple[int, str], list] = defaultdict(list)
    for k, (i, j) in enumerate(pairs):
        groups[i, sentences[j].outlet].append((-base[k], j, k))
        groups[j, sentences[i].outlet].append((-base[k], i, k))
    ranks, leads = defaultdict(list), defaultdict(list)
    for group in groups.values():
        group.sort()
        for rank, (score, _, k) in enumerate(group):
            ranks[k].append(rank)
            following = -group[1][0] if len(group) > 1 else 0.0
            leads[k].append(-score - (following if rank == 0 else -group[0][0]))
    return [
        {
            "rank_best": math.log1p(min(ranks[k])),
            "rank_worst": math.log1p(max(ranks[k])),
            "lead_least": min(leads[k]),
            "lead_most": max(leads[k]),
        }
        for k in range(len(pairs))
    ]


def plain_soft(texts: list[str], pairs: list[tuple[int, int]]) -> list[dict[str, float]]:
    """How much of each sentence the other covers in the same or related words, word by word."""
    related = load_related()
    contents = [{stem(w) for w in normal_words(t) if w not in STOP_WORDS} for t in texts]
    held = Counter(word for content in contents for word in content)
    weight = {
        word: max(math.log((len(texts) + 1) / (n + 0.5)) * related.idf(word), 1e-6)
        for word, n in held.items()
    }

    def covered(mine: set[str], other: set[str]) -> float:
        near = {w: max((v for o in other for n, v in related.near.get(o, ()) if n == w), default=0)
                for w in mine}  # fmt: skip
        return math.fsum(weight[w] * (1.0 if w in other else near[w]) for w in mine)

    rows = []
    for i, j in pairs:
        sides = ((contents[i], contents[j]), (contents[j], contents[i]))
        masses = sorted(covered(mine, other) for mine, other in sides)
        totals = [max(math.fsum(weight[w] for w in mine), 1e-6) for mine, _ in sides]
        shares = sorted(covered(*side) / total for side, total in zip(sides, totals, strict=True))
        rows.append(
            {
                "soft_both": shares[0],
                "soft_contained": shares[1],
                "soft_weight_least": math.log1p(masses[0]),
                "soft_weight_most": math.log1p(masses[1]),
            }
        )
    return rows


def annotated(sentences: list[Sentence]) -> list[AnnotatedSentence]:
    """The sentences in the order given, ready to be read."""
    texts = texts_of(sentences)
    return [texts[s.id] for s in sentences]


def check(sentences: list[Sentence]) -> None:
    """The signals of all candidates, at once and one by one."""
    first, second, found = signals_of(annotated(sentences), Options(min_words=1))
    if not len(first):
        return
    pairs = list(zip(first.tolist(), second.tolist(), strict=True))
    plain = plain_signals(sentences, pairs)
    for row, soft in zip(plain, plain_soft([s.text for s in sentences], pairs), strict=True):
        row |= soft
    assert set(found) == set(plain[0])
    for name, values in found.items():
        assert values.tolist() == pytest.approx([row[name] for row in plain], abs=1e-9), name


@settings(max_examples=60, deadline=None)
@given(texts=TEXTS, dense=st.booleans())
def test_signals_are_those_of_a_plain_reading(texts: list[str], dense: bool) -> None:
    """Each signal of each pair is the one worked out by itself, by all with all and by blocks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(features, "DENSE", 10**6 if dense else 0)
        patch.setattr(features, "PAIRS", 2)
        patch.setattr(tfidf, "PAIRS", 2)
        check(make(texts))


@pytest.mark.measured
def test_signals_of_marked_events_are_those_of_a_plain_reading(shared: Path) -> None:
    """The same holds on whole events of real sentences."""
    for event in read_marked(shared / "train")[:3]:
        check(sorted(event.sentences, key=lambda s: s.id))


def test_single_precision_changes_next_to_nothing() -> None:
    """A large event's n-grams are weighed in it: the signals are the same to five digits."""
    sentences = made_up(60, 3)
    _, _, double = signals_of(annotated(sentences), Options(min_words=1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(terms, "PRECISE", 0)
        _, _, single = signals_of(annotated(sentences), Options(min_words=1))
    assert not np.array_equal(double["tfidf_chars"], single["tfidf_chars"])
    for name, values in double.items():
        if not name.startswith(("rank", "lead")):
            assert np.allclose(values, single[name], atol=1e-5), name


def made_up(size: int, outlets: int) -> list[Sentence]:
    """Sentences of a few words each, drawn from a hundred."""
    rng = np.random.default_rng(0)
    words = [f"{a}{b}{c}" for a in "bdgkm" for b in "aeiou" for c in "lnrs"]
    texts = [" ".join(rng.choice(words, 8)) for _ in range(size)]
    return [
        Sentence(f"s{k:05d}", f"a{k % outlets}", f"O{k % outlets}", 1, 1, 0, len(t), t)
        for k, t in enumerate(texts)
    ]


def test_a_sentence_keeps_its_nearest_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all pairs over the floor, those are kept that are among the nearest of one of the two."""
    monkeypatch.setattr(candidates, "KEPT", 4)
    monkeypatch.setattr(candidates, "FEWEST", 4)
    sentences = made_up(120, 5)
    first, second, _ = signals_of(annotated(sentences), Options(min_words=1))
    cosine = np.round(cosines([s.text for s in sentences], content), 9)
    kept = set()
    for i, one in enumerate(sentences):
        others = [j for j, two in enumerate(sentences)
                  if two.outlet != one.outlet and cosine[i, j] >= candidates.FLOOR]  # fmt: skip
        nearest = sorted(others, key=lambda j: (-cosine[i, j], j))[:4]
        kept |= {(min(i, j), max(i, j)) for j in nearest}
    assert set(zip(first.tolist(), second.tolist(), strict=True)) == kept


def test_candidates_stay_within_the_budget_of_the_event(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large event keeps fewer candidates per sentence, whatever the size of its chunks."""
    monkeypatch.setattr(candidates, "BUDGET", 3_000)
    monkeypatch.setattr(candidates, "PRODUCTS", 20_000)
    sentences = made_up(400, 20)
    whole = signals_of(annotated(sentences), Options(min_words=1))
    assert 400 < len(whole[0]) <= 3_000
    monkeypatch.setattr(candidates, "CHUNK", 500)
    chunked = signals_of(annotated(sentences), Options(min_words=1))
    assert np.array_equal(whole[0], chunked[0])
    assert np.array_equal(whole[1], chunked[1])
