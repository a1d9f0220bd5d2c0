"""Words and actors that set an outlet apart over many events."""

from __future__ import annotations

import random

import pandas as pd

from compare.archive.outlets.terms import EVENTS, find_apart, tally_terms

WORDS = [f"w{a}{b}" for a in "abcdefghij" for b in "klmnopqrst"]


def tables(
    events: int, planted: str = "", seed: int = 1, quoted: bool = False
) -> dict[str, pd.DataFrame]:
    """Three outlets that draw their words from one hat; A has the planted word besides."""
    rng = random.Random(seed)
    articles, sentences, mentions = [], [], []
    for number in range(events):
        event = f"e{number:03d}"
        for outlet in "ABC":
            words = [rng.choice(WORDS) for _ in range(60)]
            if planted and outlet == "A":
                words += [f"“{planted} it is true”" if quoted else planted] * 3
            text = " ".join(words)
            articles.append((event, outlet, None, len(words), "en"))
            sentences.append((event, f"{outlet}-1", outlet, 1, text))
            mentions.append((event, "Ada Pell", outlet, 3 * (outlet == "B")))
    return {
        "articles": pd.DataFrame(
            articles, columns=["event", "outlet", "published", "words", "language"]
        ),
        "sentences": pd.DataFrame(sentences, columns=["event", "id", "outlet", "index", "text"]),
        "mentions": pd.DataFrame(mentions, columns=["event", "actor", "outlet", "mentions"]),
    }


def apart(found: list[tuple[object, ...]]) -> dict[tuple[object, ...], tuple[object, ...]]:
    """(kind, term, outlet) -> its figures, of those with q < 0.05."""
    return {row[:3]: row[3:] for row in found if float(str(row[-1])) < 0.05}


def test_a_planted_word_and_a_named_actor_are_found() -> None:
    """The outlet that has them has more than if all wrote alike, the others have less."""
    found = apart(find_apart([tally_terms(tables(20, "harbour"))], "ABC"))
    times, expected, events, *_ = found["word", "harbour", "A"]
    assert (times, events) == (60, 20)
    assert 18 < float(str(expected)) < 22
    assert found["actor", "Ada Pell", "B"][0] == 60
    assert found["actor", "Ada Pell", "C"][0] == 0


def test_quoted_words_are_the_speakers() -> None:
    """A word that an outlet has in quotations alone does not set it apart."""
    found = find_apart([tally_terms(tables(20, "harbour", quoted=True))], "ABC")
    assert ("word", "harbour") not in {row[:2] for row in found}


def test_tallies_add_up_in_any_order() -> None:
    """Events in one tally, or in several, give the same; few events are not tested."""
    whole = tables(30, "harbour")
    halves = [
        {name: frame[(frame["event"] < "e015") == early] for name, frame in whole.items()}
        for early in (True, False)
    ]
    tallies = [tally_terms(half) for half in halves]

    def rounded(found: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
        return [(*row[:4], round(float(str(row[4])), 6), *row[5:6]) for row in found]

    once = rounded(find_apart([tally_terms(whole)], "ABC"))
    assert rounded(find_apart(tallies, "ABC")) == rounded(find_apart(tallies[::-1], "ABC")) == once
    assert find_apart([tally_terms(tables(EVENTS - 1, "harbour"))], "ABC") == []
    assert find_apart([], "ABC") == []


def test_outlets_that_write_alike_are_seldom_set_apart() -> None:
    """Of 20 archives without a difference, few have any word with q below 0.05."""
    alarms = 0
    for seed in range(20):
        words = [
            row
            for row in find_apart([tally_terms(tables(20, seed=seed))], "ABC")
            if row[0] == "word"
        ]
        assert len(words) > 100
        alarms += any(float(str(row[-1])) < 0.05 for row in words)
    assert alarms <= 4
