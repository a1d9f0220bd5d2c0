"""Facts: stars of one sentence and what other outlets have of it, and the clause they share."""

from __future__ import annotations

import json
import random
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from events import texts_of
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.facts import cells, find_facts
from compare.facts.cells import Claim, Marker, Ray, Reading, how_likely
from compare.facts.clauses import Word, shared_clause
from compare.facts.clusters import UNMATCHED, cluster_sentences
from compare.facts.coverage import Coverage, Shared
from compare.facts.stars import PERHAPS, SURE, keep_likely
from compare.learned import log_odds
from compare.matching.scorers import load_scorer
from compare.model import Article, Fact, Match, Origin, Sentence
from compare.options import Options
from compare.text.annotate import Texts, annotate
from compare.text.sentences import article_sentences
from compare.text.words import STOP_WORDS, normal_word, stem, tokens

WORDS = Options(reader="none")  # what is said of made-up scores goes by the words
BARS = load_scorer(WORDS).bars
CASES = json.loads((Path(__file__).parent / "cases" / "clauses.json").read_text("utf-8"))


def sentence(name: str, text: str = "") -> Sentence:
    """'a1' is the sentence with index 1 of outlet A's only article."""
    outlet, index = name[0], int(name[1:])
    text = text or f"The mayor sold the old port {name} of Oslo."
    place = f"{outlet}-{index:02d}", outlet, outlet.upper(), index, index
    return Sentence(*place, 100 * index, 100 * index + len(text), text)


def match(a: str, b: str, score: float) -> Match:
    first, second = sorted((sentence(a).id, sentence(b).id))
    return Match(first, second, score, "same")


def facts_of(
    *matches: Match,
    texts: dict[str, str] | None = None,
    origins: tuple[Origin, ...] = (),
    apart: frozenset[tuple[str, str]] = frozenset(),
) -> tuple[Fact, ...]:
    names = {name for m in matches for name in (m.a.replace("-0", ""), m.b.replace("-0", ""))}
    sentences = [sentence(name, (texts or {}).get(name, "")) for name in sorted(names)]
    # what else the event tells: words of a fact are rarer than its other words
    sentences += [sentence(f"h{k}", f"Another matter {k} was item {k * 7}.") for k in range(1, 20)]
    articles = [Article(letter, letter.upper(), "", "") for letter in "abcdefgh"]
    return find_facts(matches, texts_of(sentences, articles), origins, WORDS, apart=apart)


def members(facts: tuple[Fact, ...]) -> list[tuple[str, ...]]:
    return [tuple(s.replace("-0", "") for s in fact.sentences) for fact in facts]


def test_a_fact_is_a_star() -> None:
    """Each cell was held against the sentence with the fact's words, and has that pair's score."""
    facts = facts_of(match("a1", "b1", 0.9), match("a1", "c1", 0.95), match("b1", "c1", 0.7))
    assert members(facts) == [("a1", "b1", "c1")]
    assert facts[0].sentence == "a-01"
    assert [(c.outlet, c.sentence, c.score) for c in facts[0].cells] == [
        ("A", "a-01", 1.0),
        ("B", "b-01", 0.9),
        ("C", "c-01", 0.95),
    ]
    assert SURE <= facts[0].score < 1
    assert facts[0].sure


def test_no_outlet_is_marked_by_way_of_a_third() -> None:
    """A~B and B~C without A~C: a row in A's words does not mark C, one in B's may mark both."""
    chain = [match("a1", "b1", 0.9), match("b1", "c1", 0.9)]
    for fact in facts_of(*chain):
        assert fact.sentence == "b-01" or "C" not in fact.outlets
    apart = frozenset({("a-01", "b-01")})
    assert members(facts_of(*chain, apart=apart)) == [("b1", "c1")]


def test_sentences_of_an_outlet_answer_a_row_together() -> None:
    """What one of B's sentences lacks of A's words another one has: B states them."""
    texts = {
        "a1": "The ferry Ellen reached Oslo with 40 aboard.",
        "b1": "The ferry reached Oslo, and a band of the harbour played two marches.",
        "b2": "The Ellen had 40 aboard.",
    }
    alone, both = match("a1", "b1", 0.9), match("a1", "b2", 0.65)
    (fact,) = facts_of(alone, texts=texts)
    assert {cell.mark for cell in fact.cells if cell.outlet != fact.cells[0].outlet} == {"in part"}
    (fact,) = [fact for fact in facts_of(alone, both, texts=texts) if fact.sure]
    assert [(cell.sentence, cell.mark) for cell in fact.cells] == [
        ("a-01", "states"),
        ("b-01", "states"),
    ]
    assert fact.sentences == ("a-01", "b-01", "b-02")


def test_who_never_names_the_person_has_nothing_of_what_is_said_of_him() -> None:
    """B tells of the port's sale, and nowhere of the minister whom the row's words are about."""
    texts = {
        "a1": "Minister Erik Berg said that he backs the sale of the old port.",
        "b1": "The party's working group will discuss the sale of the old port next week.",
        "c1": "Minister Erik Berg backs the sale of the old port.",
    }
    pairs = [match("a1", "b1", 0.9), match("a1", "c1", 0.9), match("b1", "c1", 0.9)]
    rows = {fact.sentence: fact.outlets for fact in facts_of(*pairs, texts=texts) if fact.sure}
    assert [outlets for name, outlets in rows.items() if name != "b-01"] == [("A", "C")]


def test_whom_a_clause_beside_the_main_one_names_the_words_are_not_about() -> None:
    """'Calling Berg a friend, Dal said …' is of Dal, whom A and C name, not of Berg."""
    lines = {
        "a1": "Calling Erik Berg 'a friend,' Max Dal said that he had paid for his campaign.",
        "b1": "Erik Berg had many friends in the town.",
        "c1": "Max Dal said he had paid for the first campaign of Erik Berg.",
    }
    articles = [Article(letter, letter.upper(), "", "") for letter in "abc"]
    texts = texts_of([sentence(*line) for line in lines.items()], articles)
    whole = (0, len(lines["a1"]))
    assert Coverage(texts).name_subject("a-01", whole) == {"A", "C"}


def test_words_that_say_two_things_are_not_stated_by_who_has_one() -> None:
    """A long run of a row's words that an outlet lacks makes its mark one in part."""
    texts = {
        "a1": "The mayor sold the port and fired two deputies without notice.",
        "b1": "The mayor sold the port to investors of Bergen on Monday evening.",
    }
    (fact,) = facts_of(match("a1", "b1", 0.9), texts=texts)
    assert sorted(cell.mark for cell in fact.cells) == ["in part", "states"]


def test_a_sentence_at_home_elsewhere_is_marked_where_it_says_the_same() -> None:
    """B's words match A and C nearly surely, though these match each other hardly: the row in B's
    words marks both."""
    facts = facts_of(match("a1", "b1", 0.97), match("b1", "c1", 0.97))
    assert [(fact.sentence, fact.outlets) for fact in facts] == [("b-01", ("A", "B", "C"))]


def test_a_row_is_one_bar() -> None:
    """Sure is a row each of whose marks likely holds; what is not sure is a lead."""
    texts = {
        "c2": "The quay of old Bergen was flooded by the sea.",
        "d2": "Water of the sea stood in many streets.",
    }
    texts |= {"a1": "The mayor resigned on Oslo quay.", "b1": "The mayor resigned on Oslo quay."}
    matches = [match("a1", "b1", 0.8), match("c2", "d2", 0.65)]
    strong, weak = facts_of(*matches, texts=texts)
    assert (strong.id, strong.outlets, strong.sure) == ("fact-1", ("A", "B"), True)
    assert (weak.id, weak.outlets, weak.sure) == ("lead-1", ("C", "D"), False)


def test_a_mark_needs_the_centre_whatever_its_cluster_says() -> None:
    """C matches B surely and the centre hardly: it is in their cluster, and gets no mark."""
    facts = facts_of(match("a1", "b1", 0.99), match("a1", "c1", 0.45), match("b1", "c1", 0.9))
    marks = {cell.outlet for fact in facts for cell in fact.cells if fact.sentence == "a-01"}
    assert "C" not in marks


def test_what_most_texts_repeat_is_no_evidence() -> None:
    """Words that nearly all articles repeat weigh little: a match by them alone is no mark."""
    texts = {f"{x}{n}": f"The Asian pact number {n}{x} came." for x in "abcd" for n in range(1, 4)}
    texts |= {"a1": "The Asian pact brings harbours, ferries and tolls to Bergen."}
    texts |= {"b1": "Choirs of many towns sang loudly and long of the Asian pact, smiling, in May."}
    texts |= {"c1": "The Asian pact has tolls and ferries."}
    pairs = [match("a1", "b1", 0.65), match("a1", "c1", 0.65), match("b2", "d2", 0.2)]
    rows = facts_of(*pairs, match("a3", "d3", 0.2), match("c2", "b3", 0.2), texts=texts)
    assert [fact.outlets for fact in rows if fact.sure] == [("A", "C")]


def test_below_likely_nothing_is_said() -> None:
    """A pair that is only possible is neither a fact nor a lead."""
    assert facts_of(match("a1", "b1", BARS["likely"] - 0.01)) == ()


def test_a_pair_is_explained_once() -> None:
    """Of three sentences that all match one another, one star is told and no second."""
    pairs = combinations(["a1", "b1", "c1"], 2)
    assert len(facts_of(*(match(x, y, 0.95) for x, y in pairs))) == 1


def test_a_sentence_tells_the_same_of_an_outlet_once() -> None:
    """A sentence that matches four others of one outlet by the same words stands in one row."""
    texts = {f"b{n}": f"The ferry to Oslo sank on day {n}." for n in range(1, 5)}
    texts["a1"] = "The ferry to Oslo sank."
    facts = facts_of(*(match("a1", f"b{n}", 0.95) for n in range(1, 5)), texts=texts)
    assert sum("a-01" in fact.sentences for fact in facts) == 1


def test_a_second_fact_of_the_same_two_outlets_is_a_row() -> None:
    """A sentence that says two things, each in a sentence of the other outlet, stands in two rows;
    one that another outlet tells twice in the same words stands in one."""
    long = "The mayor resigned over the bridge contract, and the council elected Holt as successor."
    texts = {
        "a1": long,
        "b1": "The mayor resigned over the bridge contract.",
        "b2": "Holt was elected successor by the council.",
    }
    pairs = match("a1", "b1", 0.95), match("a1", "b2", 0.93)
    assert members(facts_of(*pairs, texts=texts)) == [("a1", "b1"), ("a1", "b2")]
    texts["b2"] = "Over the bridge contract the mayor resigned."
    assert len(facts_of(*pairs, texts=texts)) == 1


def test_a_short_sentence_tells_the_fact() -> None:
    """Of two sentences that match as well, the short one gives the words."""
    long = "The mayor sold the old port of Oslo" + " on and on" * 20 + "."
    texts = {"a1": long, "b1": "The mayor sold the old port of Oslo."}
    assert facts_of(match("a1", "b1", 0.95), texts=texts)[0].sentence == "b-01"


def test_facts_are_ordered_by_how_sure_they_are() -> None:
    """The surest first, of these those of more origins; then the others by origins."""
    one = Origin("origin-1", ("a", "b"), ("A", "B"), "near-identical", 0.9, ())
    facts = facts_of(
        match("a1", "b1", 0.99),
        match("c2", "d2", 0.93),
        match("e3", "f3", 0.65),
        match("e4", "g4", 0.97),
        texts={
            "e3": "The quay was flooded in Oslo.",
            "f3": "Flooded was the quay in Oslo.",
            "a1": "The mayor resigned in Turku.",
            "b1": "The mayor resigned in Turku at once.",
            "c2": "A tanker left Bergen.",
            "d2": "A tanker left Bergen today.",
            "e4": "Police found bikes.",
            "g4": "Police found bikes there.",
        },
        origins=(one,),
    )
    assert members(facts) == [("e4", "g4"), ("c2", "d2"), ("e3", "f3"), ("a1", "b1")]
    assert [fact.origins for fact in facts] == [2, 2, 2, 1]
    assert [fact.id for fact in facts] == ["fact-1", "fact-2", "fact-3", "fact-4"]


def test_in_part_where_a_figure_or_most_words_are_lacking() -> None:
    """A cell is "in part" where its sentence lacks a figure or most of the words."""
    texts = {
        "a1": "The ferry Ellen carried 40 people to Oslo.",
        "b1": "The ferry Ellen carried 40 people to Oslo, officials told us on the way.",
        "c1": "The ferry Ellen carried people to Oslo, officials told us on the way.",
        "d1": "The ferry Ellen, painted green, carried 40 goats, cows, sheep and a bear home.",
        "e1": "40 aboard the Ellen reached Oslo, officials told us on the way.",
    }
    scores = {"a1": 0.99} | dict.fromkeys(("b1", "c1", "d1"), 0.75)
    pairs = [(x, y) for x, y in combinations(texts, 2) if y != "d1"]
    matches = [match(x, y, scores[x]) for x, y in pairs] + [match("a1", "d1", 0.85)]
    facts = facts_of(*matches, texts=texts)
    assert {c.outlet: c.mark for c in facts[0].cells} == {
        "A": "states", "B": "states", "C": "in part", "D": "in part", "E": "in part",
    }  # fmt: skip


def test_who_never_names_a_country_does_not_state_what_is_said_of_it() -> None:
    """The same words without the country are a part of the row."""
    told = "The mayor proposed a pact of all ports to deter Norway and shield the coast."
    late = ", officials told us later on in the evening of that day, when it rained, by the sea"
    texts = {"a1": told, "b1": told, "c1": told.replace("Norway", "foes")[:-1] + late + "."}
    matches = [match("a1", "b1", 0.99), match("a1", "c1", 0.99), match("b1", "c1", 0.9)]
    (fact, *_) = facts_of(*matches, texts=texts)
    marks = {cell.outlet: cell.mark for cell in fact.cells}
    assert "Norway" in fact.text
    assert marks == {"A": "states", "B": "states", "C": "in part"}


def test_fewer_words_need_a_surer_match() -> None:
    """A mark's likelihood rises with the match and with the words; a correction's is certain."""
    few, some, most = (Shared(share) for share in (0.1, 0.5, 0.9))
    assert how_likely(0.85, few)[0] < how_likely(0.85, most)[0]
    assert how_likely(0.6, some)[0] < how_likely(0.95, some)[0]
    assert how_likely(0.9, some)[1] < how_likely(0.9, most)[1]
    assert how_likely(1.0, few) == (1.0, 1.0)


def test_a_mark_is_judged_by_reading() -> None:
    """The same match and words: what the reader takes for the claim is likelier than what it does
    not, and its best sentence is the outlet's; in another language nothing is read."""
    shared = Shared(0.5)
    assert (
        how_likely(0.8, shared, [Reading(-3.0, -4.0)])[0]
        < SURE
        < how_likely(0.8, shared, [Reading(3.0, -1.0)])[0]
    )
    texts = {
        "a1": "The mayor resigned on Monday over the sale of the port.",
        "b1": "The mayor opened a school on Monday, and spoke of the sale of the port.",
        "b2": "On Monday the mayor stepped down because the port had been sold.",
    }
    for language, best in (("en", "b-02"), ("de", "b-01")):
        articles = [Article(x, x.upper(), "", "", language=language) for x in "ab"]
        rows = texts_of([sentence(name, text) for name, text in texts.items()], articles)
        marker, claim = Marker(rows, Options()), Claim("a-01", (0, len(texts["a1"])))
        own = [Ray(0.9, "b-01"), Ray(0.8, "b-02")]
        marker.read((claim, (ray.sentence,)) for ray in own)
        assert marker.mark(claim, own).sentence == best


def test_what_two_sentences_say_together_is_read_together() -> None:
    """Neither states the whole claim; both, read as one text, do."""
    texts = {
        "a1": "Mayor Ada Pell resigned on Monday after police searched her house in Osk.",
        "b1": "Ada Pell stepped down as mayor on Monday.",
        "b2": "Police had searched her house in Osk before.",
    }
    articles = [Article(x, x.upper(), "", "", language="en") for x in "ab"]
    rows = texts_of([sentence(name, text) for name, text in texts.items()], articles)
    marker, claim = Marker(rows, Options()), Claim("a-01", (0, len(texts["a1"])))
    own = [Ray(0.9, "b-01"), Ray(0.8, "b-02")]
    marker.read((claim, (ray.sentence,)) for ray in own)
    alone = marker.gather(claim, own)
    marker.read_together([(claim, own)])
    together = marker.gather(claim, own)
    assert len(alone.sentences) == 2
    states = [max(reading.states for reading in answer.readings) for answer in (alone, together)]
    assert states[0] < states[1]
    holds = [max(reading.holds for reading in answer.readings) for answer in (alone, together)]
    assert holds[0] == holds[1]


def test_no_more_claims_are_read_than_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first ones asked for are read, over several calls too; the rest goes by the words."""
    monkeypatch.setattr(cells, "MOST_PAIRS", 2)
    rows = texts_of([sentence(name) for name in ("a1", "b1", "c1", "d1")], [])
    marker, claim = Marker(rows, Options()), Claim("a-01", (0, 20))
    for names in (["b-01"], ["c-01", "d-01"]):
        marker.read((claim, (name,)) for name in names)
    read = [bool(marker.gather(claim, [Ray(0.8, x)]).readings) for x in ("b-01", "c-01", "d-01")]
    assert read == [True, True, False]


def test_who_has_nothing_of_a_quotation_has_not_its_words() -> None:
    """The same match and share of the words, with and without a quoted word."""
    assert how_likely(0.85, Shared(0.4, unquoted=True)) < how_likely(0.85, Shared(0.4))
    texts = {
        "a1": "The minister called the Asian pact of the premier merely “a distant dream”.",
        "b1": "The minister backs the Asian pact of the premier.",
    }
    rows = facts_of(match("a1", "b1", 0.85), texts=texts)
    assert [fact.sentence for fact in rows if fact.sure] == ["b-01"]


def texts_of_outlets(heads: dict[str, str]) -> Texts:
    articles = [Article(o, o, "", text, language="en") for o, text in heads.items()]
    return annotate(articles, (s for article in articles for s in article_sentences(article)))


def test_other_peoples_words_are_no_answer() -> None:
    """Who quotes Orr saying the like has nothing of what Pell says; who has her words has them."""
    heads = {
        "A": "“We will open the old harbour before winter,” Mayor Ada Pell said.",
        "B": "“The old harbour must be open before winter,” Senator Ben Orr said. Ada Pell left.",
        "C": "“We will open the old harbour before winter,” Ben Orr read, from Ada Pell’s letter.",
    }
    texts = texts_of_outlets(heads)
    names = {outlet: row[0].id for outlet, row in texts.by_outlet.items()}
    coverage, stretch = Coverage(texts), (0, len(texts[names["A"]].text))
    assert coverage.is_of_others(names["A"], stretch, names["B"])
    assert not coverage.is_of_others(names["A"], stretch, names["C"])


def test_who_doubts_a_claim_does_not_state_it() -> None:
    """Nor does who states it state the doubt; who doubts something else of it may."""
    heads = {
        "A": "The crater near the old port of Osk was caused by a falling rock.",
        "B": "Experts have raised doubts about whether a rock caused the crater near the port.",
        "C": "Experts, who have doubts about the mayor's plan, saw the crater that a rock caused.",
    }
    texts = texts_of_outlets(heads)
    a, b, c = (row[0] for row in texts.by_outlet.values())
    differs = Coverage(texts).differs_in_doubt
    assert differs(a.id, (0, len(a.text)), b.id)
    assert differs(b.id, (0, len(b.text)), a.id)
    assert not differs(a.id, (0, len(a.text)), c.id)


def test_another_day_makes_a_mark_less_likely() -> None:
    """The same match and share of the words, with the day named otherwise there."""
    assert how_likely(0.85, Shared(0.4, apart=True)) < how_likely(0.85, Shared(0.4))
    met = "The two leaders met on 3 May 2014 in Oslo for talks on the port."
    for day, marks in (("3 May", 1), ("9 May", 0)):
        texts = {"a1": met, "b1": f"On {day} 2014 the leaders had talks in Oslo, a paper wrote."}
        assert sum(fact.sure for fact in facts_of(match("a1", "b1", 0.8), texts=texts)) == marks


def test_a_pair_that_shares_what_a_row_says_is_none() -> None:
    """Of A's other sentence B has what a row says already; what it adds is A's alone."""
    texts = {
        "a1": "He, the mayor, resigned over the port on Monday.",
        "b1": "The mayor resigned over the port on Monday.",
        "a2": "Schools, roads, quays, taxes, trams and pools say why the mayor resigned over it.",
    }
    facts = facts_of(match("a1", "b1", 0.98), match("a2", "b1", 0.98), texts=texts)
    assert [fact.sentence for fact in facts if fact.sure] == ["b-01"]


def test_each_mark_likely_holds() -> None:
    """One that does not goes, whatever the others are; sixty that are beyond doubt all stay."""
    rays = [Ray(0.9, name, 0.75) for name in ("d1", "b1")] + [Ray(0.9, "e1", 0.9)]
    rays += [Ray(0.9, "c1", SURE - 0.01)]
    assert [ray.sentence for ray in keep_likely(rays, SURE)] == ["e1", "b1", "d1"]
    assert len(keep_likely([Ray(0.99, f"o{n}", 0.97) for n in range(60)], SURE)) == 60


@pytest.mark.parametrize(
    ("words", "other", "mark"),
    [
        (
            "A copy of the 1506 edition was stolen.",
            "A copy of the 1569 edition was stolen.",
            "in part",
        ),
        ("They won the final 3-2 in Oslo.", "They won the final 4-2 in Oslo.", "in part"),
        (
            "The rate fell to 95 percent in Oslo.",
            "The rate fell to 95.1 percent in Oslo.",
            "states",
        ),
        ("It voted on the bill in July 2013.", "It voted on the bill in May 2014.", "in part"),
        ("It voted on the bill in July 2013.", "It voted on the bill on 5 July 2013.", "states"),
        ("The port, quays and cranes were sold.", "Sold was the port, we hear today.", "in part"),
        ("The council sold it on Friday.", "On Friday it was sold by the council.", "states"),
        ("The council sold it on Friday.", "On Monday it was sold by the council.", "in part"),
        ("The council sold it last year.", "On Monday it was sold by the council.", "in part"),
    ],
)
def test_a_mark_reads_years_scores_days_and_most_words(words: str, other: str, mark: str) -> None:
    """Other years, scores or days are "in part", a rounded figure and a day of the month are not;
    nor is a sentence a statement of words that it hardly has."""
    facts = facts_of(match("a1", "b1", 0.995), texts={"a1": words, "b1": other})
    marks = {cell.sentence: cell.mark for cell in facts[0].cells}
    assert marks.pop(facts[0].sentence) == "states"
    assert [*marks.values()] == [mark]


def test_the_words_are_a_stretch_of_the_sentence() -> None:
    """text is the article's [start:end], inside the sentence."""
    texts = {
        "a1": "The mayor resigned on Monday, while his party met in Bergen to elect a leader.",
        "b1": "The mayor resigned on Monday.",
        "c1": "On Monday the mayor resigned.",
    }
    matches = [match("a1", "b1", 0.97), match("a1", "c1", 0.97)]
    fact = facts_of(*matches, texts=texts)[0]
    assert fact.sentence == "a-01"
    assert fact.text == "The mayor resigned on Monday"
    start = 100  # where a1 begins
    assert texts["a1"][fact.start - start : fact.end - start] == fact.text


def test_nothing_to_tell() -> None:
    """No matches, matches of unknown sentences or inside one outlet: no facts."""
    assert facts_of() == ()
    assert find_facts([match("a1", "b1", 0.9)], texts_of([]), [], Options()) == ()


names = st.tuples(st.sampled_from("abcde"), st.integers(0, 4)).map(lambda p: f"{p[0]}{p[1]}")
pairs = st.dictionaries(
    st.tuples(names, names).filter(lambda p: p[0][0] < p[1][0]),
    st.integers(50, 100).map(lambda n: n / 100),
    max_size=40,
)


@settings(max_examples=100, deadline=None)
@given(pairs, st.randoms(use_true_random=False))
def test_facts_hold_together(edges: dict[tuple[str, str], float], dice: random.Random) -> None:
    """Every cell is a match of the stating sentence; any order of the matches, the same facts."""
    matches = [match(a, b, score) for (a, b), score in edges.items()]
    scores = {(m.a, m.b): m.score for m in matches}
    facts = facts_of(*matches)
    for fact in facts:
        others = [cell for cell in fact.cells if cell.sentence != fact.sentence]
        assert len(others) == len(fact.outlets) - 1 >= 1
        for cell in others:
            pair = min(cell.sentence, fact.sentence), max(cell.sentence, fact.sentence)
            assert cell.score == scores[pair]
        assert 1 >= fact.score >= (SURE if fact.sure else PERHAPS) ** len(others) - 1e-6
    told = [(fact.sentence, fact.outlets) for fact in facts]
    assert len({*told}) == len(told)  # no words of the same outlets twice, as a row or a lead
    centres = [fact.sentence for fact in facts if fact.sure]
    assert len(centres) == len(set(centres))
    dice.shuffle(matches)
    assert facts_of(*matches) == facts


@settings(max_examples=100, deadline=None)
@given(pairs)
def test_clusters_agree_with_a_slow_obvious_way(edges: dict[tuple[str, str], float]) -> None:
    """Against merging by hand: all clusters with all, each time the two that gain most."""
    scores = {(sentence(a).id, sentence(b).id): score for (a, b), score in edges.items()}
    outlets = {name: name[0] for pair in scores for name in pair}
    slow = [{name} for name in sorted(outlets)]

    def gain(one: set[str], two: set[str]) -> float:
        total = 0.0
        for a, b in product(one, two):
            if outlets[a] != outlets[b]:
                score = scores.get((min(a, b), max(a, b)))
                odds = UNMATCHED if score is None else log_odds(score) - log_odds(0.6)
                total += odds
        return round(total, 9)

    while True:
        ordered = sorted(slow, key=min)
        gains = [(-gain(x, y), min(x), min(y)) for x, y in combinations(ordered, 2)]
        best = min(gains, default=(0.0, "", ""))
        if best[0] >= 0:
            break
        one, two = (next(c for c in slow if min(c) == name) for name in best[1:])
        slow.remove(two)
        one |= two
    wide = [frozenset(c) for c in sorted(slow, key=min) if len({outlets[n] for n in c}) > 1]
    assert cluster_sentences(scores, outlets, 0.6) == wide


def test_many_outlets() -> None:
    """Sixty outlets with the same ten sentences share ten facts."""
    sentences = [
        Sentence(
            f"o{n:02d}-{i:02d}",
            f"o{n:02d}",
            f"O{n:02d}",
            i,
            i,
            i,
            i + 9,
            f"{'abcdefghij'[i - 1] * 3} port is open.",
        )
        for n in range(60)
        for i in range(1, 11)
    ]
    matches = [
        Match(f"o{a:02d}-{i:02d}", f"o{b:02d}-{i:02d}", 0.99, "same")
        for a, b in combinations(range(60), 2)
        for i in range(1, 11)
    ]
    articles = [Article(f"o{n:02d}", f"O{n:02d}", "", "") for n in range(60)]
    facts = find_facts(matches, annotate(articles, sentences), [], Options())
    assert [len(fact.outlets) for fact in facts] == [60] * 10


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_shared_clause(case: dict[str, Any]) -> None:
    """What is taken off a sentence's ends, and what never is (cases/clauses.json)."""
    text = case["text"]
    shared = {stem(normal_word(token.text)) for token in tokens(case["others"])}
    words = [
        Word(token.start, "", 1.0, float(stem(normal_word(token.text)) in shared))
        for token in tokens(text)
        if normal_word(token.text) not in STOP_WORDS
    ]
    start, end = shared_clause(text, words)
    assert text[start:end] == case["clause"]


@given(st.text(alphabet='ab, ;—–"“”()\n.', max_size=60))
def test_any_text_has_a_clause(text: str) -> None:
    """Whatever the text, the clause is a stretch of it."""
    start, end = shared_clause(text, [])
    assert 0 <= start <= end <= len(text)


def test_coverage_weighs_rare_words_more() -> None:
    """A word in every sentence of the event counts less than one in two of them."""
    texts = ["Asian pact talks", "Asian summit", "Asian pact", "Asian markets"]
    sentences = [sentence(f"{x}1", text) for x, text in zip("abcd", texts, strict=True)]
    coverage = Coverage(texts_of(sentences))
    asian, pact, talks = coverage.cover("a-01", ["c-01"], (0, 99))
    assert asian.weight < pact.weight < talks.weight
    assert (asian.share, pact.share, talks.share) == (1.0, 1.0, 0.0)
