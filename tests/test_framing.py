"""Framing: figures that can be followed back, with intervals that hold what they promise."""

from __future__ import annotations

import json
import math
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from events import fact_of
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.errors import InputError
from compare.evaluation.framing import macro_f1, score_loaded, score_tone
from compare.framing import MEASURES, measure_articles, measure_framing
from compare.framing.choices import find_choices, measure_choices
from compare.framing.intervals import (
    SPANS,
    benjamini_hochberg,
    bootstrap,
    poisson,
    shuffled_p,
    wilson,
)
from compare.framing.lines import outlet_lines
from compare.framing.loaded import load_weights, loaded_probability, loaded_terms, weights_of
from compare.framing.targets import (
    load_target_weights,
    measure_tone_towards,
    target_weights_of,
    tone_towards,
)
from compare.framing.words import LEAST, distinctive_words, line_terms
from compare.model import Article, Fact, Measure, Sentence
from compare.options import Options
from compare.text.sentences import article_sentences
from compare.text.words import tokens

CASES = json.loads((Path(__file__).parent / "cases" / "framing.json").read_text("utf-8"))
OPTIONS = Options()
PIER = {
    "Gazette": """Pier burns

The old pier burned on Tuesday, and the harbour may stay shut.

"We lost the pier, and we will build it again," said Mayor Ada Pell.

The pier was the pride of the town. The pier stood for ninety years.
""",
    "Herald": """Fire takes pier

A fire destroyed the pier on Tuesday. The blaze was terrible, critics claimed.

Pell said the town would build it again. The blaze began in a kitchen, and the blaze spread.
""",
    "Tribune": """No pier

The town has no pier since Tuesday. Nobody was hurt.
""",
}


def event(texts: dict[str, str]) -> tuple[list[Article], list[Sentence]]:
    """Articles with headlines where the first paragraph has no full stop."""
    articles = []
    for outlet, text in texts.items():
        title, _, body = text.strip().partition("\n\n")
        titled = body and title[-1] not in '.!?"'
        articles.append(
            Article(outlet.lower(), outlet, title if titled else "", text.strip().strip("\x00"))
        )
    return articles, [s for article in articles for s in article_sentences(article)]


def pier() -> tuple[list[Article], list[Sentence], list[Fact]]:
    """Three outlets on one fire, with the facts as a reader would group them."""
    articles, sentences = event(PIER)
    find = {s.text: s.id for s in sentences}

    def fact(name: str, *texts: str) -> Fact:
        by_id = {s.id: s for s in sentences}
        return fact_of(name, (by_id[find[text]] for text in texts), 0.5)

    facts = [
        fact(
            "f1",
            "The old pier burned on Tuesday, and the harbour may stay shut.",
            "A fire destroyed the pier on Tuesday.",
            "The town has no pier since Tuesday.",
        ),
        fact(
            "f2",
            '"We lost the pier, and we will build it again," said Mayor Ada Pell.',
            "Pell said the town would build it again.",
        ),
    ]
    return articles, sentences, facts


def spans_of(measure: Measure, articles: list[Article], sentences: list[Sentence]) -> list[str]:
    """The evidence as words; every span must lie inside its sentence."""
    text = {article.id: article.text for article in articles}
    by_id = {sentence.id: sentence for sentence in sentences}
    for span in measure.evidence:
        sentence = by_id[span.sentence]
        assert sentence.start <= span.start < span.end <= sentence.end
        assert (sentence.outlet == measure.outlet) != (measure.name == "not heard")
    return [text[by_id[e.sentence].article][e.start : e.end] for e in measure.evidence]


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_cases(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    """What tests/cases/framing.json says of a text is what is measured."""
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    articles, sentences = event(case["texts"])
    found = {
        (m.name, m.outlet, m.term): m for m in measure_framing(articles, sentences, [], OPTIONS)
    }
    if case["expect"] is None:
        assert (case["measure"], case["outlet"], case["term"]) not in found
        return
    measure = found[case["measure"], case["outlet"], case["term"]]
    for name, value in case["expect"].items():
        if name == "evidence":
            assert spans_of(measure, articles, sentences) == value
        else:
            assert getattr(measure, name) == pytest.approx(value, abs=1e-6)


def test_log_odds_agree_with_the_plain_formula() -> None:
    """For two outlets each value, interval and z is the paper's formula, written out slowly."""
    articles, sentences = event({name: PIER[name] for name in ("Gazette", "Herald")})
    said: dict[str, list[str]] = {"Gazette": [], "Herald": []}
    for outlet, lines in outlet_lines(articles, sentences).items():
        for line in lines:
            said[outlet] += [term for term, _, _ in line_terms(line)]
    pooled = said["Gazette"] + said["Herald"]
    alpha_0 = len(pooled) / 2
    found = distinctive_words(articles, sentences, [], OPTIONS)
    assert {m.outlet for m in found} == {"Gazette", "Herald"}
    for measure in found:
        mine, rest = said[measure.outlet], [t for o in said if o != measure.outlet for t in said[o]]
        alpha = alpha_0 * pooled.count(measure.term) / len(pooled)
        y, y_rest = mine.count(measure.term) + alpha, rest.count(measure.term) + alpha
        delta = math.log(y / (len(mine) + alpha_0 - y))
        delta -= math.log(y_rest / (len(rest) + alpha_0 - y_rest))
        error = math.sqrt(1 / y + 1 / y_rest)
        assert measure.n == mine.count(measure.term) >= LEAST
        assert measure.value == pytest.approx(delta, abs=1e-6)
        assert measure.high == pytest.approx(delta + 1.959963984540054 * error, abs=1e-6)
        assert f"z = {delta / error:.2f}" in measure.note


def test_log_odds_are_exact() -> None:
    """Before rounding, the fast formula is the plain one to 1e-9, and turns its sign with sides."""
    from compare.framing.words import log_odds

    rng = random.Random(1)
    for _ in range(50):
        a, b = ([rng.randint(0, 9) for _ in range(6)] for _ in range(2))
        prior = [(x + y + 1) / 3 for x, y in zip(a, b, strict=True)]
        n, m = sum(a) + sum(prior), sum(b) + sum(prior)
        value, error = log_odds(np.array(a), np.array(b), n, m, np.array(prior))
        for w in range(6):
            left, right = a[w] + prior[w], b[w] + prior[w]
            plain = math.log(left / (n - left)) - math.log(right / (m - right))
            assert value[w] == pytest.approx(plain, abs=1e-9)
            assert error[w] == pytest.approx((1 / left + 1 / right) ** 0.5, abs=1e-9)
        turned, _ = log_odds(np.array(b), np.array(a), m, n, np.array(prior))
        assert np.allclose(turned, -value)


FIGHTING = json.loads((Path(__file__).parent / "cases" / "fighting_words.json").read_text("utf-8"))


@pytest.mark.parametrize("case", FIGHTING, ids=[case["label"] for case in FIGHTING])
def test_log_odds_are_those_of_convokit(case: dict[str, Any]) -> None:
    """Two classes get the z that ConvoKit 4.1.2's own FightingWords printed, to 1e-9.

    The cases were made once by running its `_bayes_compare_language` on made-up texts.
    """
    from compare.framing.words import log_odds

    one, two, prior = (np.array(case[name], dtype=float) for name in ("one", "two", "prior"))
    value, error = log_odds(one, two, one.sum() + prior.sum(), two.sum() + prior.sum(), prior)
    assert value / error == pytest.approx(np.array(case["z"]), abs=1e-9)


def test_what_an_outlet_repeats_is_its_word() -> None:
    """The word that one outlet alone repeats stands first, with every place as evidence."""
    articles, sentences, facts = pier()
    found = [
        m for m in distinctive_words(articles, sentences, facts, OPTIONS) if m.outlet == "Herald"
    ]
    assert found[0].term == "blaze"
    assert spans_of(found[0], articles, sentences) == ["blaze"] * 3
    assert found[0].note.startswith("n = 3: too few to say; z = ")


def test_every_figure_holds_together() -> None:
    """Values are finite and inside their interval, notes tell small n, evidence is capped."""
    articles, sentences, facts = pier()
    for m in measure_framing(articles, sentences, facts, OPTIONS):
        assert math.isfinite(m.value)
        assert m.value == round(m.value, 6)
        assert (m.low is None) == (m.high is None)
        assert m.low is None or m.low - 1e-6 <= m.value <= m.high + 1e-6
        assert m.unit
        assert len(m.evidence) <= SPANS
        assert 0 <= m.value <= 1 or not m.unit.startswith("share")
        if m.n < 5 and m.name not in ("first place", "first speaker", "not heard", "length"):
            assert m.note.startswith(f"n = {m.n}: too few to say")
        spans_of(m, articles, sentences)


def test_no_figure_twice() -> None:
    """Measure, outlet, term (and article, for first speakers) name a figure."""
    articles, sentences, facts = pier()
    found = measure_framing(articles, sentences, facts, OPTIONS)
    keys = [(m.name, m.outlet, m.term, m.note * (m.name == "first speaker")) for m in found]
    assert len(set(keys)) == len(keys)


def test_order_of_the_articles_does_not_matter() -> None:
    """The same articles in another order, measured again, give the very same figures."""
    articles, sentences, facts = pier()
    once = measure_framing(articles, sentences, facts, OPTIONS)
    assert once == measure_framing(articles[::-1], sentences[::-1], facts[::-1], OPTIONS)


def test_facts_have_a_share_and_a_place() -> None:
    """Share of text and first place are those that a reader counts."""
    articles, sentences, facts = pier()
    found = {
        (m.name, m.outlet, m.term): m for m in measure_framing(articles, sentences, facts, OPTIONS)
    }
    assert found["share of text", "Tribune", "f1"].value == pytest.approx(7 / 12, abs=1e-6)
    assert found["first place", "Tribune", "f1"].value == pytest.approx(2 / 12, abs=1e-6)
    assert ("share of text", "Tribune", "f2") not in found
    assert found["text shared", "Tribune", ""].value == pytest.approx(1 / 3, abs=1e-6)
    assert found["text shared", "Tribune", ""].null == pytest.approx(5 / 13, abs=1e-6)


def test_tone_against_others_cancels_the_event() -> None:
    """On one fact in the same words all outlets differ by 0, however bad the event."""
    text = "Head\n\nA terrible fire killed two people."
    articles, sentences = event({"Gazette": text, "Herald": text})
    fact = fact_of("f1", (s for s in sentences if s.index))
    gaps = MEASURES["tone on facts"](articles, sentences, [fact], OPTIONS)
    tones = MEASURES["tone"](articles, sentences, [fact], OPTIONS)
    assert [m.value for m in gaps] == [0.0, 0.0]
    assert all(m.value < -0.2 for m in tones)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 300), st.integers(1, 300))
def test_wilson_holds_the_share(hits: int, n: int) -> None:
    """A Wilson interval lies in 0..1, holds the share, and narrows with n."""
    hits = min(hits, n)
    low, high = wilson(hits, n, OPTIONS)
    narrow_low, narrow_high = wilson(hits * 10, n * 10, OPTIONS)
    assert low is not None
    assert high is not None
    assert narrow_low is not None
    assert narrow_high is not None
    assert 0 <= low <= hits / n <= high <= 1
    assert narrow_high - narrow_low < high - low


def test_intervals_are_those_of_the_books() -> None:
    """Known values: Wilson 8 of 10, Garwood for 0 and 10 events, Benjamini-Hochberg by hand."""
    assert wilson(8, 10, OPTIONS) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert poisson(0, 1, OPTIONS) == pytest.approx((0.0, 3.6889), abs=1e-4)
    assert poisson(10, 1, OPTIONS) == pytest.approx((4.7954, 18.3904), abs=1e-4)
    assert benjamini_hochberg([0.01, 0.04, 0.03, 0.5]) == pytest.approx(
        [0.04, 0.0533333, 0.0533333, 0.5]
    )
    assert benjamini_hochberg([0.01], family=10) == pytest.approx([0.1])


def test_bootstrap_is_near_the_normal_interval_and_repeats() -> None:
    """For many units it is close to the normal interval; the same figure has the same draws."""
    rng = np.random.default_rng(3)
    values = rng.normal(0.2, 0.5, size=400).tolist()
    low, high = bootstrap(values, None, OPTIONS, "a")
    half = 1.96 * np.std(values) / 20
    assert low == pytest.approx(np.mean(values) - half, abs=0.01)
    assert high == pytest.approx(np.mean(values) + half, abs=0.01)
    assert (low, high) == bootstrap(values, None, OPTIONS, "a")
    assert (low, high) != bootstrap(values, None, OPTIONS, "b")
    assert bootstrap([1.0, 2.0], None, OPTIONS, "a") == (None, None)


def test_a_random_split_has_the_words_of_its_null() -> None:
    """Where two outlets deal out one text at random, their words reach what `null` promises."""
    rng = random.Random(5)
    words = [f"w{rng.choice('abcdefghij')}{rng.choice('klmnop')}" for _ in range(2400)]
    lines = [" ".join(words[i : i + 12]) + "." for i in range(0, 2400, 12)]
    rng.shuffle(lines)
    articles, sentences = event(
        {"Gazette": "\n".join(lines[:100]), "Herald": "\n".join(lines[100:])}
    )
    found = distinctive_words(articles, sentences, [], OPTIONS)
    gap = np.mean([m.value - (m.null or 0.0) for m in found])
    assert len(found) == 30
    assert abs(gap) < 0.25


def test_an_empty_or_hostile_article_does_not_stop_the_rest() -> None:
    """No words, one word, NULs, and a line of a hundred thousand characters are survived."""
    texts = {"Empty": "—", "One": "Fire.", "Nul": 'A\x00B. "\x00" \'', "Pier": PIER["Gazette"]}
    texts["Huge"] = "no " * 30_000 + '"' * 999
    articles, sentences = event(texts)
    found = measure_framing(articles, sentences, [], OPTIONS)
    assert {"One", "Pier", "Huge"} <= {m.outlet for m in found}
    assert measure_framing([], [], [], OPTIONS) == ()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=80), min_size=2, max_size=4))
def test_any_text_can_be_measured(texts: list[str]) -> None:
    """Whatever the articles hold, every figure is finite and every span lies in its sentence."""
    articles = [Article(f"a{i}", f"Outlet {i}", "", text) for i, text in enumerate(texts)]
    sentences = [s for article in articles for s in article_sentences(article)]
    for measure in measure_framing(articles, sentences, [], OPTIONS):
        assert math.isfinite(measure.value)
        spans_of(measure, articles, sentences)


def test_loaded_words_move_the_probability() -> None:
    """A loaded wording scores above a plain one, names carry nothing, and no words is a coin."""
    plain, loaded, named = (
        loaded_probability(tokens(text))
        for text in (
            "The officials announced the figures, according to the report.",
            "The radical officials slammed the figures with ridiculous propaganda.",
            "Ada Pell announced the figures, according to the report, in Brackwater.",
        )
    )
    assert 0 < plain < 0.5 < loaded < 1
    assert named < 0.5
    assert 0 < loaded_probability([]) < 0.5


def test_loaded_words_agree_with_scikit_learn() -> None:
    """Our sums over the weights are TfidfVectorizer and LogisticRegression to rounding."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    from compare.evaluation.framing import Marked
    from compare.evaluation.train_loaded import STRENGTH, train_loaded

    texts = ["the old pier burned down"] * 5 + ["the wicked pier burned"] * 6 + ["old wicked"] * 5
    marks = [False] * 5 + [True] * 6 + [False, True, True, True, False]
    learned = train_loaded([Marked(*row, ()) for row in zip(texts, marks, strict=True)], {})
    vectors = TfidfVectorizer(
        analyzer=lambda text: loaded_terms(tokens(text)), min_df=5, sublinear_tf=True
    )
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(vectors.fit_transform(texts), marks)
    weights = weights_of(learned)
    for text in ("the wicked old pier", "old old pier", "nothing known"):
        ours = loaded_probability(tokens(text), weights)
        assert ours == pytest.approx(model.predict_proba(vectors.transform([text]))[0][1], abs=1e-3)


def test_a_marked_word_makes_a_sentence_loaded() -> None:
    """A word that experts mark weighs more than one beside it that they leave alone."""
    from compare.evaluation.framing import Marked
    from compare.evaluation.train_loaded import train_loaded

    rows = [Marked(f"the wicked man spoke at pier {n}", True, ("wicked",)) for n in range(6)]
    rows += [Marked(f"a quiet man came to town {n}", False, ()) for n in range(6)]
    learned = train_loaded(rows, {})
    assert learned["stems"]["wick"][1] > 3 * learned["stems"]["spoke"][1]
    assert learned["marked"] > 0


def test_weights_hold_no_passages() -> None:
    """The weights name stems and pairs, never a passage of the sentences they learned from."""
    weights = load_weights()
    assert len(weights.terms) > 500
    names = [*weights.terms, *weights.stems, *load_target_weights().features]
    assert all(name.count(" ") <= 1 and len(name) < 40 for name in names)


def test_tone_towards_a_target_hears_who_is_told_of_how() -> None:
    """Praise and blame change the tone towards a name; who bears the name does not."""
    text = "Critics accused Ada Pell of lying."
    start = text.index("Ada Pell")
    negative, neutral, positive = tone_towards(text, start, start + 8)
    assert negative > 0.5
    assert negative + neutral + positive == pytest.approx(1)
    praise = "Supporters praised Ada Pell as a hero."
    assert tone_towards(praise, praise.index("Ada"), praise.index("Ada") + 8)[2] > 0.5
    other = text.replace("Ada Pell", "Ron Carr")
    assert tone_towards(other, start, start + 8) == (negative, neutral, positive)


def test_training_of_tone_is_logistic_regression_and_vectors_fold_in() -> None:
    """The weights file gives what scikit-learn says, and vectors lend a rare word its company's."""
    from compare.evaluation.framing import Target
    from compare.evaluation.train_tone import train_tone

    told = {"negative": "slammed", "neutral": "met", "positive": "praised"}
    rows = [
        Target(f"They {verb} Pell on day {n}.", len(verb) + 6, len(verb) + 10, polarity, "train")
        for polarity, verb in told.items()
        for n in range(6)
    ]
    weights = target_weights_of(train_tone(rows))
    assert tone_towards("They slammed Carr.", 13, 17, weights)[0] > 0.4
    near = {"slam": np.array([1.0, 0.0]), "blast": np.array([1.0, 0.1]), "prais": np.array([0, 1])}
    lent = target_weights_of(train_tone(rows, near))
    assert (
        tone_towards("They blasted Carr.", 13, 17, lent)[0]
        > tone_towards("They blasted Carr.", 13, 17, weights)[0]
    )


def test_tone_towards_actors_names_those_whom_several_name() -> None:
    """A figure per outlet and actor that two outlets name twice, with its namings and a q."""
    articles, sentences = event(
        {
            "Gazette": "Mayor Ada Pell failed. Then Ada Pell lied. Critics slammed Ada Pell. So "
            "did Ron Carr.",
            "Herald": "We met Ada Pell. Voters praised Ada Pell as a hero. They thanked Ada Pell.",
        }
    )
    found = {(m.outlet, m.term): m for m in measure_tone_towards(articles, sentences, [], OPTIONS)}
    assert set(found) == {("Gazette", "Ada Pell"), ("Herald", "Ada Pell")}
    assert found["Gazette", "Ada Pell"].value < found["Herald", "Ada Pell"].value
    assert "q = " in found["Gazette", "Ada Pell"].note
    for measure in found.values():
        assert all("Pell" in text for text in spans_of(measure, articles, sentences))


def test_word_choice_is_what_stands_in_one_place_of_one_fact() -> None:
    """Of two sentences of one fact, the words between common ones; outside facts, nothing."""
    articles, sentences = event(
        {
            "Gazette": "The state moved on Tuesday to clarify the harbour law, officials said.",
            "Herald": "The state moved on Tuesday to gut the harbour law, officials said.",
        }
    )
    fact = fact_of("f1", sentences)
    found = measure_choices(articles, sentences, [fact], OPTIONS)
    assert [(m.outlet, m.term, m.n) for m in found] == [
        ("Gazette", "clarify / gut", 1),
        ("Herald", "gut / clarify", 1),
    ]
    assert [spans_of(m, articles, sentences) for m in found] == [["clarify"], ["gut"]]
    assert all(m.value == 1 and m.null == 0.5 and "q = 1" in m.note for m in found)
    assert find_choices(articles, sentences, []) == []


def test_order_of_facts_is_a_rank_correlation() -> None:
    """The same order gives 1, the reverse -1; fewer than five facts have no interval."""
    from compare.framing.emphasis import measure_order

    told = [f"The pier lost its part number {n}." for n in ("one", "two", "six", "ten", "eight")]
    articles, sentences = event(
        {"A": " ".join(told), "B": " ".join(told), "C": " ".join(reversed(told))}
    )
    facts = [
        fact_of(f"f{n}", (s for s in sentences if s.text == text)) for n, text in enumerate(told)
    ]
    found = {(m.outlet, m.term): m for m in measure_order(articles, sentences, facts, OPTIONS)}
    assert found["A", "B"].value == pytest.approx(1)
    assert found["C", "A"].value == pytest.approx(-1)
    assert found["A", "C"].n == 5
    few = measure_order(articles, sentences, facts[:3], OPTIONS)
    assert all(m.low is None and "too few" in m.note for m in few)


def test_shuffling_raises_false_alarms_at_the_stated_rate() -> None:
    """Where nothing differs, p is below .1 in about a tenth of the cases, and never 0."""
    rng = random.Random(3)
    p = []
    for turn in range(200):
        mine, rest = ([rng.gauss(0, 1) for _ in range(n)] for n in (6, 14))
        p.append(shuffled_p(mine, rest, OPTIONS, f"turn {turn}"))
    assert 0.04 <= sum(value <= 0.1 for value in p) / len(p) <= 0.17
    assert min(p) > 0
    assert shuffled_p([0.0] * 8, [1.0] * 8, OPTIONS, "far") < 0.01
    assert shuffled_p([1.0], [0.0, 0.1], OPTIONS, "one") == 1


@pytest.mark.measured
def test_scores_on_marked_sentences(shared: Path) -> None:
    """Loaded language and tone reach what the README says, on sentences never learned from."""
    loaded = score_loaded(shared / "data" / "babe", OPTIONS).mean
    assert loaded["n"] > 500
    assert loaded["macro_f1"] > 0.74
    tone = score_tone(shared / "data" / "newsmtsc", OPTIONS)
    assert tone.mean["macro_f1"] > 0.65
    assert tone.mean["macro_f1_lexicon"] < 0.53


def test_macro_f1_is_that_of_scikit_learn() -> None:
    """The plain sum over classes agrees with sklearn."""
    from sklearn.metrics import f1_score

    rng = random.Random(2)
    for _ in range(20):
        truth, told = ([rng.choice("abc") for _ in range(30)] for _ in range(2))
        assert macro_f1(truth, told) == pytest.approx(f1_score(truth, told, average="macro"))


def test_a_broken_marked_file_is_named(tmp_path: Path) -> None:
    """A missing file and a line that is no JSON raise InputError, with the line's number."""
    with pytest.raises(InputError, match=r"no such file"):
        score_loaded(tmp_path, OPTIONS)
    (tmp_path / "targets.jsonl").write_text("{}\n{oops\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        score_tone(tmp_path, OPTIONS)


def test_each_measure_tells_its_unit_first() -> None:
    """The first line of a measure's docstring names what is counted and its range or unit."""
    for name, measurer in MEASURES.items():
        first = (measurer.__doc__ or "").splitlines()[0]
        assert any(
            word in first
            for word in (
                "0..1",
                "per 1,000",
                "-1",
                "-2..2",
                "Log-odds",
                "Share",
                "Number",
                "per art",
            )
        )
        assert "null" in (measurer.__doc__ or "") or name == "first speaker"


def test_importing_loads_nothing_heavy() -> None:
    """`import compare.framing` and `compare.tables` load no scientific library."""
    code = (
        "import sys, compare.framing, compare.tables;"
        "heavy = ('numpy', 'scipy', 'pandas', 'sklearn', 'vaderSentiment');"
        "print(*[m for m in heavy if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_who_speaks_elsewhere_and_not_here_is_told() -> None:
    """From two other outlets on; whether the name stands in the outlet's text is said."""
    said = "“We will rebuild the pier before the summer,” said Mayor Ada Pell on Monday."
    articles, sentences = event(
        {
            "Gazette": f"The pier burned. {said}",
            "Herald": f"A fire took the pier. {said}",
            "Tribune": "The pier is gone, and Ada Pell was not to be reached.",
            "Weekly": "The pier is gone, and nobody could be reached at all.",
        }
    )
    found = {
        m.outlet: m
        for m in measure_framing(articles, sentences, [], OPTIONS)
        if m.name == "not heard" and not m.term.startswith("(")
    }
    assert {name: (m.value, m.n) for name, m in found.items()} == {
        "Tribune": (2.0, 3),
        "Weekly": (2.0, 3),
    }
    assert found["Tribune"].note == "named here, not found speaking"
    assert found["Weekly"].note == "not found here"


def test_pairs_of_outlets_agree_with_all_others_together_where_there_are_two() -> None:
    """Of three outlets, each pair is told apart; of two, nothing is told twice."""
    texts = {
        "Gazette": "The reckless mayor wept. The reckless plan failed. A reckless idea.",
        "Herald": "The careful mayor spoke. The careful plan passed. A careful idea.",
        "Tribune": "The quiet mayor left. The quiet plan stayed. A quiet idea.",
    }
    articles, sentences = event(texts)
    found = [
        m
        for m in measure_framing(articles, sentences, [], OPTIONS)
        if m.name == "words against each outlet"
    ]
    assert {(m.outlet, m.term) for m in found} >= {
        ("Gazette", "Herald: reckless"),
        ("Gazette", "Tribune: reckless"),
        ("Herald", "Tribune: careful"),
    }
    assert all(m.value > 0 and "q = " in m.note for m in found)
    two = event({name: texts[name] for name in ("Gazette", "Herald")})
    names = {m.name for m in measure_framing(two[0], two[1], [], OPTIONS)}
    assert "words against each outlet" not in names


def test_the_lead_is_headline_and_three_sentences() -> None:
    """A fact told in the fourth sentence is not led with."""
    articles, sentences = event(
        {
            "Gazette": "The pier burned. It was old. It was long. It was loved.",
            "Herald": "It was cold. It was dark. It was late. The pier burned.",
        }
    )
    fact = fact_of("fact-1", (s for s in sentences if "burned" in s.text))
    found = {
        m.outlet: m.value
        for m in measure_framing(articles, sentences, [fact], OPTIONS)
        if m.name == "in the lead"
    }
    assert found == {"Gazette": 1.0, "Herald": 0.0}


def test_articles_of_one_outlet_have_figures_of_their_own() -> None:
    """Where an outlet has several; each as it would be alone, beside the same others."""
    long = " ".join(f"The pier of stone number {n} is old and long." for n in range(12))
    texts = {"gazette": "It was a terrible, horrible day.", "gazette_2": long, "herald": long}
    articles, sentences = event(texts)
    articles = [replace(a, outlet=a.id.removesuffix("_2").title()) for a in articles]
    sentences = [replace(s, outlet=s.article.removesuffix("_2").title()) for s in sentences]
    found = {m.article: m for m in measure_articles(articles, sentences, [], OPTIONS)}
    assert set(found) == {"gazette", "gazette_2"}
    tones = {
        m.article: m.value
        for m in measure_articles(articles, sentences, [], OPTIONS)
        if m.name == "tone"
    }
    assert tones["gazette"] < 0 <= tones["gazette_2"]
    assert {m.outlet for m in found.values()} == {"Gazette"}
    assert measure_articles(articles[1:], sentences[1:], [], OPTIONS) == ()
