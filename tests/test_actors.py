"""Actors of an event: people, countries and bodies, each once, with every place that names them."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from compare import Article, Sentence, read_articles
from compare.text.actors import Actors, find_actors
from compare.text.annotate import annotate
from compare.text.countries import find_country, renamed_places, same_place
from compare.text.sentences import article_sentences
from compare.text.utterances import find_utterances

CASES = json.loads((Path(__file__).parent / "cases" / "actors.json").read_text("utf-8"))
Texts = dict[str, list[str]]
SEEDS = Path(__file__).parent.parent / "seeds" / "asian-nato"


def read_event(texts: Texts, language: str = "en") -> tuple[list[Article], list[Sentence]]:
    """Articles without a headline, a sentence a line, and their sentences."""
    articles = [
        Article(name, name, "", "\n\n".join(lines), language=language)
        for name, lines in texts.items()
    ]
    return articles, [sentence for one in articles for sentence in article_sentences(one)]


def actors_of(texts: Texts, language: str = "en") -> Actors:
    """The actors of such an event."""
    return find_actors(*read_event(texts, language))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_each_actor_is_found_once(case: dict[str, Any]) -> None:
    """With its kind and as many mentions as a reader counts."""
    found = {actor.name: [actor.kind, len(actor.mentions)] for actor in actors_of(case["articles"])}
    assert found == case["actors"]


def test_mentions_are_exact_and_in_no_other() -> None:
    """Each lies in its sentence, names the actor by one of its forms, and touches no other's."""
    articles = list(read_articles(SEEDS))
    sentences = [sentence for one in articles for sentence in article_sentences(one)]
    by_id, texts = {s.id: s for s in sentences}, {a.id: a.text for a in articles}
    places = []
    for actor in find_actors(articles, sentences):
        for place in actor.mentions:
            sentence = by_id[place.sentence]
            assert sentence.start <= place.start < place.end <= sentence.end
            form = " ".join(texts[sentence.article][place.start : place.end].split())
            assert form.rstrip(".") in {known.rstrip(".") for known in actor.forms}
            places.append((sentence.article, place.start, place.end))
    places.sort()
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(places))


def test_the_seeds_name_whom_a_reader_finds() -> None:
    """One man in two name orders, a party and its abbreviation; a country nowhere is nowhere."""
    articles = list(read_articles(SEEDS))
    sentences = [sentence for one in articles for sentence in article_sentences(one)]
    found = find_actors(articles, sentences)
    one = found.named("Ishiba Shigeru")
    assert one
    assert (one.name, one.kind, one.office) == ("Shigeru Ishiba", "person", "prime minister")
    assert found.named("LDP") == found.named("Liberal Democratic Party")
    china = found.named("China")
    assert china
    outlets = {sentence.id: sentence.outlet for sentence in sentences}
    assert "TASS" not in {outlets[place.sentence] for place in china.mentions}


def test_the_order_of_articles_changes_nothing() -> None:
    """The same actors with the same mentions."""
    texts = CASES[0]["articles"]
    turned = dict(reversed(texts.items()))
    mine, other = actors_of(texts), actors_of(turned)
    assert {a.name: set(a.mentions) for a in mine} == {a.name: set(a.mentions) for a in other}


def test_other_languages_have_no_actors() -> None:
    """German nouns are no names."""
    assert not actors_of({"a": ["Der Minister Anna Lenz sagte der Zeitung nichts."]}, "de").actors


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Kiev", "Kyiv", True),
        ("Myanmar", "Burma", True),
        ("Turkey", "Türkiye", True),
        ("Calcutta", "Kolkata", True),
        ("Swaziland", "Eswatini", True),
        ("the Czech Republic", "Czechia", True),
        ("Ivory Coast", "Côte d’Ivoire", True),
        ("Holland", "the Netherlands", True),
        ("Kiev", "Moscow", False),
        ("Beijing", "China", False),
        ("Austria", "Australia", False),
        ("Norwalk", "Norfolk", False),
    ],
)
def test_places_of_two_names_are_one(one: str, two: str, same: bool) -> None:
    """Renamed or spelt in two ways; a capital is not its country."""
    assert same_place(one, two) is same


def test_lists_of_places_name_each_once() -> None:
    """No name in two rows, none unknown to the CLDR."""
    names = [name for row in renamed_places() for name in row]
    assert len(names) == len(set(names))
    assert find_country("Burmese") == ("MM", "people")


SPOKEN = {
    "a": [
        "Foreign Minister Liv Berg of Norway arrived on Tuesday.",
        '"We must act this year," Berg said.',
        '"We will not wait," the foreign minister added.',
        '"It was late and dark," said taxi driver Omar Finch.',
        "Sen. Amy Fold (D-Ohio) said that the plan was too dear.",
        "A spokesman for the Northern Farmers Party said that it was a trap.",
        "Berg's advisers said that the talks went well.",
        "Some officials said that it was a trap.",
    ],
    "b": [
        '"We must act this year," said Liv Berg.',
        "The letter said that the plan was dead.",
        "The Northern Farmers Party said so on Monday.",
        '"It is all a bit too dear," Fold said on Wednesday.',
    ],
}


def test_speakers_are_people_or_bodies_each_once() -> None:
    """By name where the event names them, through office, party and surname; else by their role."""
    texts = annotate(*read_event(SPOKEN))
    told = Counter(one.speaker for one in find_utterances(texts))
    assert told == {
        "Liv Berg": 3,
        "Omar Finch": 1,
        "Amy Fold": 2,
        "Northern Farmers Party": 2,
        "Berg's advisers": 1,
        "officials": 1,
        None: 1,
    }
    actors = {one.actor for one in find_utterances(texts)}
    assert actors == {"Liv Berg", "Omar Finch", "Amy Fold", "Northern Farmers Party", None}


def test_she_is_whom_the_sentence_before_is_about() -> None:
    """Not a paper, not whose daughter somebody is; a colon begins another's words, and a capital
    that is a state's name in the event is no country."""
    lines = [
        "The Times is reporting on the pier.",
        "Mary Lunn, one of Mayor Tom Hale's two daughters, criticized the plan.",
        "Mary Lunn, married to Omar Finch, posted to her page: “The pier is not worth a penny.”",
        "Mary Lunn, who wed Omar Finch, took to the stage.",
        "“We have no need of a pier at all,” she said.",
        "Washington State will pay.",
        "Washington will join the fund.",
    ]
    texts = annotate(*read_event({"Times": lines}))
    spoken = {one.actor for one in find_utterances(texts) if one.direct}
    assert spoken == {"Mary Lunn"}
    assert "United States" not in {actor.name for actor in texts.actors}


@pytest.mark.parametrize(
    ("line", "office"),
    [
        ("Gov. Helen Fell spoke.", "governor"),
        ("Rep. Helen Fell, the newly elected speaker of the House, spoke.", "speaker"),
        ("A call by then-President Helen Fell failed.", "former president"),
        ("It was up to former harbour board chief Helen Fell.", "former harbour board chief"),
        ("Helen Fell, president of the Guild of Harbour Bakers Association, spoke.",
         "president of the Guild of Harbour Bakers Association"),
        ("With Helen Fell, the mayor said, all was well.", ""),
        ("Councilwoman Helen Fell spoke.", "councilwoman"),
        ("Helen Fell, acting chief of staff, spoke.", "acting chief of staff"),
        ("National League for Bakers President Helen Fell spoke.",
         "National League for Bakers president"),
        ("Planning and Housing Chair Helen Fell spoke.", "Planning and Housing chair"),
    ],
)  # fmt: skip
def test_an_office_is_whole(line: str, office: str) -> None:
    """With 'former', with its body, with its fields; a post before a seat; none of a new clause."""
    found = actors_of({"a": [line, "It rained."], "b": ["Helen Fell said so.", "Fell left."]})
    actor = found.named("Helen Fell")
    assert actor
    assert actor.office == office


@pytest.mark.parametrize(
    ("lines", "speakers"),
    [
        (["The Harbour Party met Helen Fell.", '"We must go," he said.'], [None]),
        (["Peter Reed of the Harbour Institute said the pier was lost.", '"We must go," he said.'],
         ["Peter Reed", "Peter Reed"]),
        (["Rep. Peter Reed, D-N.Y., the former head of the panel on Piers and Harbour Rights, told "
          'them it was "a farce for the people."'], ["Peter Reed", "Peter Reed"]),
        (["Mayor Helen Fell met Peter Reed.", '"We must go," he said.'], ["Peter Reed"]),
        (["Karl Hume and Simon Hume were found by Peter Reed, said Helen Fell, the mayor.",
          "They found the men in the harbour near the pier at noon, she said."],
         ["Helen Fell", "Helen Fell"]),
        (["Gov. Peter Reed came.", "The governor said that the pier was lost."], ["Peter Reed"]),
        (["Former Mayor Helen Fell came.", "The former mayor said that the pier was lost."],
         ["Helen Fell"]),
        (["Mayor Helen Fell read the old charter: \u201cWe the people of this harbour\u201d"],
         [None]),
        (["Peter Reed said the pier was lost.", "The Harbour Times recently reported:",
          "\u201cIt is far from lost, and it will stay.\u201d"], ["Peter Reed", "Harbour Times"]),
        (["Helen Fell called the pier lost, claiming that it was too dear for the town."],
         ["Helen Fell", "Helen Fell"]),
        (["Helen Fell met Peter Reed on Monday and has denied that the pier was lost."],
         ["Helen Fell"]),
        (["Peter Reed said it was lost.", '"What did he pay for it?" Helen Fell planned to ask.',
          '"We, the people, want the pier of the town to stay," the petition stated.'],
         ["Peter Reed", "Helen Fell", None]),
        (["Peter Reed said the pier was lost.", '"When did Reed know that it was lost?"'],
         ["Peter Reed", None]),
        (["A source close to Helen Fell said that the pier was lost."],
         ["source close to Helen Fell"]),
        (["Peter Reed wrote on Monday: \u201cI had to go because the pier was lost.",
          "It is a shame for us all.", "There was nothing to hide!\u201d"],
         ["Peter Reed", "Peter Reed", "Peter Reed"]),
        (["Peter Reed left the pier.", 'His assertion that "the pier was lost" was new.'],
         ["Peter Reed"]),
        (["Peter Reed said it was lost.",
          'A post on the page "Save the Pier and Harbour" stated, "It is sad that we go."'],
         ["Peter Reed", None]),
        (["Peter Reed came.", "'I don't know what he wants,' Helen Fell said."], ["Helen Fell"]),
        (['"It is, as they say, a “pier” of the town," Helen Fell\'s statement read.'],
         ["Helen Fell"]),
        (["Helen Fell said in a statement that the pier was lost.",
          '"We did what we could for it," the statement said.'], ["Helen Fell", "Helen Fell"]),
        (["In a talk with Mr. Reed, Helen Fell praised the town.",
          'Then Peter Reed told Mayor Helen Fell that it was "a fine pier for all."'],
         ["Peter Reed", "Peter Reed"]),
        (['"It is a fine pier," Rep. Helen Fell, head of the Harbour Party - long an ally - said.'],
         ["Helen Fell"]),
        (["Peter Reed said that he found Fell's remarks \"rather odd for a mayor.\""],
         ["Peter Reed", "Peter Reed"]),
        (["Peter Reed said the pier was lost.", '"I have seen it all," the 43-year-old said.',
          'The mayoral hopeful said he felt "rather sad for all of us."'], ["Peter Reed"] * 4),
        (["Peter Reed said the pier was lost.", "Helen Fell came with her son.",
          '"I have seen it all," the 43-year-old said.'], ["Peter Reed", None]),
        (["Chief Justice Helen Fell waited.", '"It is true," the chief justice also told us.'],
         ["Helen Fell"]),
        (["The row came as Helen Fell turned down an invitation to meet privately with leading "
          'Harbour people during her stay, saying it could "only harm the whole town."'],
         ["Helen Fell", "Helen Fell"]),
        (["A friend and neighbor of Helen Fell told them that it was 'not a thing of the town.'"],
         ["neighbor of Helen Fell", "neighbor of Helen Fell"]),
        (["Peter Reed claimed that it was lost and Helen Fell is said to be 'terrified of it'."],
         ["Peter Reed", None, None]),
        (["“We met the mayor,” Peter Reed said. “His conduct is unbecoming of a mayor.”"],
         ["Peter Reed", "Peter Reed"]),
        (["Peter Reed had talks with the Harbour Institute, according to four town officials."],
         ["four town officials"]),
        (["Peter Reed had long talks with the Harbour Institute, according to court records."],
         [None]),
        (["Harbour clerk Peter Reed wrote about the pier, saying that it was a loss for the town."],
         ["Peter Reed", "Peter Reed"]),
        (["The Harbour Institute issued a brief statement on Reed's talk:",
          '"It is a fine pier. We would miss it."'], ["Harbour Institute", "Harbour Institute"]),
        (['"We will not pay for it," Helen Fell, Mr. Reed\'s chief harbour adviser, told them.'],
         ["Helen Fell"]),
        (["“I have been pushed before, but that is no excuse,” Peter Reed said.",
          "“His conduct is unbecoming of a mayor. It goes beyond the pale.”"],
         ["Peter Reed", None, None]),
    ],
)  # fmt: skip
def test_who_speaks_is_a_person_where_a_person_does(
    lines: list[str], speakers: list[str | None]
) -> None:
    """A pronoun means no body, nobody of the other sex, nobody who is spoken of; an apposition ends
    where its verb begins; an office is its holder's; who reads aloud says nothing; a paper's lead
    begins its own words; a quotation goes on until it is closed. A verb that only goes on has the
    subject of the one before; a petition, a possessor and whom a question names say nothing. Nobody
    is "he" to himself."""
    more = ["Helen Fell and Peter Reed waved.", "The Harbour Party and the Harbour Institute paid.",
            "The Harbour Times is a paper."]  # fmt: skip
    texts = annotate(*read_event({"a": lines, "b": more}))
    assert [one.speaker for one in find_utterances(texts)] == speakers


def test_whom_a_he_at_the_head_means() -> None:
    """The subject of the sentence before, also behind where and when; in a quotation nobody."""
    lines = [
        "Mayor Helen Fell met the harbour clerk Peter Reed on Monday.",
        "On Friday, she had praised the pier.",
        "“He was late,” Helen Fell said.",
        "He had missed the train.",
    ]
    texts = annotate(*read_event({"a": lines, "b": ["Helen Fell and Peter Reed waved."]}))
    named = {texts[name].text[:9]: actor.name for name, actor in texts.cast.subjects.items()}
    assert named == {"On Friday": "Helen Fell", "He had mi": "Peter Reed"}
