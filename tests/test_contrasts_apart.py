"""Differences outside of facts: one speaker's words, one act of one actor, wherever they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from compare import compare_articles
from compare.facts import find_contrasts
from compare.model import Article, Contrast, Match
from compare.options import Options
from compare.report import render_report
from compare.text.annotate import annotate
from compare.text.sentences import article_sentences


def contrasts_of(texts: dict[str, str]) -> tuple[Contrast, ...]:
    """What is found where no fact joins anything: one article per outlet, under a headline."""
    articles = [
        Article(outlet, outlet, "News of the day", f"News of the day\n\n{text}", language="en")
        for outlet, text in sorted(texts.items())
    ]
    sentences = [one for article in articles for one in article_sentences(article)]
    return find_contrasts([], annotate(articles, sentences), Options())


REQUOTED = {
    "another word that is spelt nearly like it": (
        '"They run a very gender-biased and hostile harbour school," said Tom Orr.',
        'Tom Orr said: "They run a very gender-based and hostile harbour school."',
        [
            "They run a very gender-biased and hostile harbour school",
            "They run a very gender-based and hostile harbour school",
        ],
    ),
    "another noun": (
        '"We will rebuild the old harbour before the winter storms," Ada Pell said.',
        'Ada Pell told the council: "We will rebuild the old market before the winter storms."',
        [
            "We will rebuild the old harbour before the winter storms",
            "We will rebuild the old market before the winter storms",
        ],
    ),
    "who does it": (
        '"The inspectors lied and they ruined the whole harbour," said Tom Orr.',
        'Tom Orr said: "The inspectors lied and it ruined the whole harbour."',
        [
            "The inspectors lied and they ruined the whole harbour",
            "The inspectors lied and it ruined the whole harbour",
        ],
    ),
    "what ends one quotation, so that nothing is left out": (
        'Tom Orr said: "More of these boats are now crewed by young sailors," and left.',
        '"More of these boats are now crewed by sailors under 30," said Tom Orr.',
        [
            "More of these boats are now crewed by young sailors",
            "More of these boats are now crewed by sailors under 30",
        ],
    ),
    "a denial beside a bracket": (
        '"To close the old harbour this winter would raise the price of fish," said Tom Orr.',
        "Tom Orr said: \"If we [the council] don't close the old harbour this winter it will"
        ' raise the price of fish."',
        [
            "To close the old harbour this winter would raise the price of fish",
            "If we [the council] don't close the old harbour this winter it will raise the price of"
            " fish",
        ],
    ),
}
SAME = {
    "a word of degree": (
        '"It was a very dangerous crossing for every one of us," said Tom Orr.',
        'Tom Orr said: "It was a dangerous crossing for every one of us."',
    ),
    "a British spelling": (
        '"The line had a fiber cut between Harlow and Norwalk this morning," said Tom Orr.',
        'Tom Orr said: "The line had a fibre cut between Harlow and Norwalk this morning."',
    ),
    "an ordinal in words": (
        '"With this 11th hour rule we are closing the whole old harbour," said Tom Orr.',
        'Tom Orr said: "With this eleventh hour rule we are closing the whole old harbour."',
    ),
    "two interviews": (
        'Tom Orr told The Harbour Herald: "I never knew about any such crossing of boats."',
        "In an interview with Radio Norwalk Tom Orr said: "
        '"I had not heard about any such crossing of boats."',
    ),
    "another speaker": (
        '"We will rebuild the old harbour before the winter storms," Ada Pell said.',
        'Tom Orr said: "We will rebuild the old market before the winter storms."',
    ),
    "a cut": (
        '"We will rebuild the old harbour before the winter storms," Ada Pell said.',
        'Ada Pell said: "We will rebuild the old harbour."',
    ),
    "an ellipsis": (
        '"We will rebuild the old harbour and the mole before the winter storms," Ada Pell said.',
        'Ada Pell said: "We will rebuild the old harbour … before the winter storms."',
    ),
    "a contraction": (
        '"I would like to know who paid for the old harbour," said Tom Orr.',
        'Tom Orr said: "I\'d like to know who paid for the old harbour."',
    ),
    "a denial in short": (
        '"We can not rebuild the old harbour before the winter storms," Ada Pell said.',
        'Ada Pell said: "We can\'t rebuild the old harbour before the winter storms."',
    ),
    "a scale in short": (
        '"The house on the quay would cost us $2.7M and all our savings," said Tom Orr.',
        'Tom Orr said: "The house on the quay would cost us $2.7 million and all our savings."',
    ),
    "a masked word": (
        '"That little son-of-a-b---- has sold the whole harbour," said Tom Orr.',
        'Tom Orr said: "That little son of a bitch has sold the whole harbour."',
    ),
    "another sentence of the same speech": (
        '"This storm of hatred stops right here and stops right now," said Tom Orr.',
        'Tom Orr said: "All that changes starting right here and right now."',
    ),
}
ACTS = {
    "number": (
        "The ministry said that it had received 55,000 pages of letters from Ada Pell.",
        "Last month 50,000 pages of printed letters from Ada Pell were brought to the ministry.",
        ["55000 pages", "50000 pages"],
    ),
    "date": (
        "The second and last term of Mayor Ada Pell ends in 2019.",
        "Mayor Ada Pell said that she may resign before her term ends in 2018.",
        ["2019-01-01 to 2019-12-31", "2018-01-01 to 2018-12-31"],
    ),
    "name": (
        "Tom Orr, then an assistant district attorney, first approached the girl outside a court.",
        "In winter Tom Orr, then a district attorney, had approached a girl of fourteen.",
        ["assistant district attorney", "district attorney"],
    ),
}
LONE = {
    "the only figure of its noun": (
        "The 47-page report of the council blames the harbour master for the fire.",
        "In a report of 48 pages published this week the council lists all that went wrong.",
        ["47 page", "48 pages"],
        "clash",
    ),
    "figures all but alike": (
        "The final deal that the council signed will cut just $8.7 million from the harbour fund.",
        "A final deal signed into law trimmed $8.6 million from the harbour fund of the council.",
        ["8700000 USD", "8600000 USD"],
        "clash",
    ),
    "the dead": (
        "At least 12 people are dead after the night ferry sank off Harlow.",
        "The night ferry sank off Harlow, killing 15.",
        [">= 12 people", "15"],
        "precision",
    ),
    "the reach of a zone": (
        "Officials ordered everyone within 12 miles of the plant at Harlow to leave.",
        "An evacuation zone of 30 miles around the plant at Harlow was declared.",
        ["12 miles", "30 miles"],
        "clash",
    ),
}
OTHER_ACTS = {
    "the dead of two places": (
        "The night ferry sank off Harlow, killing 15.",
        "The night ferry sank off Milton in spring, killing 12.",
    ),
    "some of the dead": (
        "The night ferry sank off Harlow, killing 15, three of them children.",
        "The night ferry sank off Harlow, killing 15. Three of the dead were children.",
    ),
    "more than one figure and nearly another": (
        "The study of the council counted more than 258,000 letters on the harbour.",
        "The council's study of the harbour looked at nearly 260,000 letters in all.",
    ),
    "two acts on two days": (
        "The council sent a 47-page report on the harbour to the ministry in March 2018.",
        "In May 2019 the council sent a 48-page report on the harbour to the ministry.",
    ),
    "quakes of two days": (
        "A quake with a magnitude of 6.1 struck the island of Harlow in September, said Tom Orr.",
        "A quake with a magnitude of 5.6 shook the island of Harlow on Sunday, said Tom Orr.",
    ),
    "ages of two people": (
        "The champion kept up with the 33-year-old Pell in the harbour race on Rotten Row.",
        "The 32-year-old Orr won the harbour race on Rotten Row, and the champion came last.",
    ),
    "figures of two people": (
        "Tom Orr (33 wins) had trained for the title race in the harbour of Norwalk.",
        "Champion Ada Pell (36 wins) took the title race in the harbour; Tom Orr watched.",
    ),
    "a claim in quotation marks": (
        'Tom Orr said: "The council has cut $800 million from the harbour fund of Ada Pell."',
        "The council has cut $716 million from the harbour fund, Ada Pell wrote to Tom Orr.",
    ),
    "no actor in common": (
        "The ministry said that it had received 55,000 pages of letters.",
        "Last month 50,000 pages of letters were brought to the office, then 400 pages more.",
    ),
    "'last week', which is read in two ways": (
        "Ada Pell announced in a video last week that the ferry was closed.",
        "Ada Pell appeared in a video on 3 May 2018, announcing that the ferry was closed.",
    ),
}


AIMED = {
    "against nobody": (
        '"The harbour pact of the islands is not aimed at any country," Ada Pell said.',
        "The islands want a new harbour pact to deter Norway and Sweden.",
        ["is not aimed at any country", "to deter Norway and Sweden"],
    ),
    "against the same": (
        "The harbour pact of the islands isn't directed against Norway, the minister said.",
        "The islands' new harbour pact is directed against Norway.",
        ["isn't directed against Norway", "directed against Norway"],
    ),
    "in full and in part": (
        "The council read the harbour charter in full on Monday.",
        "Members of the council skipped the old articles of the harbour charter.",
        ["charter in full", "skipped"],
    ),
}
NOT_AIMED = {
    "in full view": (
        "The plan for the harbour charter went ahead in full view of the council.",
        "Members of the council skipped a part of the harbour charter.",
    ),
    "against another": (
        "The harbour pact of the islands is not aimed at Sweden, the minister said.",
        "The islands want a new harbour pact to deter Norway.",
    ),
    "another thing": (
        "The harbour pact of the islands is not aimed at any country.",
        "The army bought ten tanks to deter Norway.",
    ),
    "a condition": (
        "The harbour pact of the islands is not aimed at any country.",
        "Ministers will meet if the harbour pact of the islands is aimed at Norway.",
    ),
    "denied in both": (
        "The harbour pact of the islands is not aimed at any country.",
        "The harbour pact of the islands was never aimed at Norway.",
    ),
}


def values(contrast: Contrast) -> list[str]:
    return [reading.value for reading in contrast.readings]


@pytest.mark.parametrize("case", REQUOTED.values(), ids=REQUOTED)
def test_one_speaker_quoted_in_other_words(case: tuple[str, str, list[str]]) -> None:
    """The same speaker's words, quoted differently: a difference of wording, in no fact."""
    one, two, changed = case
    (contrast,) = contrasts_of({"Gazette": one, "Herald": two})
    assert (contrast.kind, contrast.nature, contrast.fact) == ("quote", "wording", "")
    assert values(contrast) == changed


@pytest.mark.parametrize("case", SAME.values(), ids=SAME)
def test_what_is_no_other_quotation(case: tuple[str, str]) -> None:
    """Cuts, contractions, degrees, spellings, other speakers and occasions are none."""
    assert not contrasts_of(dict(zip(("Gazette", "Herald"), case, strict=True)))


@pytest.mark.parametrize("kind", ACTS)
def test_one_act_of_one_actor(kind: str) -> None:
    """The same actor, act and object with another value: a clash, in no fact."""
    one, two, told = ACTS[kind]
    (contrast,) = contrasts_of({"Gazette": one, "Herald": two})
    assert (contrast.kind, contrast.nature, contrast.fact) == (kind, "clash", "")
    assert values(contrast) == told


@pytest.mark.parametrize("case", LONE.values(), ids=LONE)
def test_one_act_without_an_actor(case: tuple[str, str, list[str], str]) -> None:
    """The only figure of a noun in each outlet, and figures all but alike, need no actor."""
    one, two, told, nature = case
    (contrast,) = contrasts_of({"Gazette": one, "Herald": two})
    assert (contrast.kind, contrast.nature) == ("number", nature)
    assert values(contrast) == told


@pytest.mark.parametrize("case", OTHER_ACTS.values(), ids=OTHER_ACTS)
def test_what_is_another_act(case: tuple[str, str]) -> None:
    """Values of two actors, in somebody's mouth, or of no certain time are none."""
    assert not contrasts_of(dict(zip(("Gazette", "Herald"), case, strict=True)))


@pytest.mark.parametrize("case", AIMED.values(), ids=AIMED)
def test_a_purpose_denied_and_stated(case: tuple[str, str, list[str]]) -> None:
    """One thing against nobody here, against a country there: a clash, in no fact."""
    one, two, told = case
    (contrast,) = contrasts_of({"Gazette": one, "Herald": two})
    assert (contrast.kind, contrast.nature, contrast.fact) == ("polarity", "clash", "")
    assert values(contrast) == told


@pytest.mark.parametrize("case", NOT_AIMED.values(), ids=NOT_AIMED)
def test_what_is_no_other_purpose(case: tuple[str, str]) -> None:
    """Another country, another thing, a condition or two denials are none."""
    assert not contrasts_of(dict(zip(("Gazette", "Herald"), case, strict=True)))


def test_a_value_that_both_know_is_none() -> None:
    """An outlet that has the other's figure too does not clash with it."""
    one, two, _ = ACTS["number"]
    more = f"{two} Later 55,000 pages were counted."
    assert not contrasts_of({"Gazette": one, "Herald": more})


def test_order_does_not_matter() -> None:
    """Three outlets, two quotations: one difference with a reading of each, in any order."""
    one, two, _ = REQUOTED["another noun"]
    texts: dict[str, Any] = {"Gazette": one, "Herald": two, "Tribune": one}
    found = contrasts_of(texts)
    assert [reading.outlet for reading in found[0].readings] == ["Gazette", "Herald", "Tribune"]
    assert found == contrasts_of(dict(reversed(texts.items())))


@pytest.mark.parametrize("format", ["html", "md", "brief", "json"])
def test_reports_show_what_is_in_no_row(format: str) -> None:
    """A difference in no row stands in every format, without a link to a row."""
    one, two, _ = ACTS["number"]
    rest = {
        "Gazette": "The ferry line hired nobody this winter. Its boats are old and slow.",
        "Herald": "Rain fell on the fields all week. Farmers were glad of it.",
    }
    texts = {"Gazette": f"{one}\n\n{rest['Gazette']}", "Herald": f"{two}\n\n{rest['Herald']}"}
    articles = [Article(name, name, name, f"{name}\n\n{text}") for name, text in texts.items()]
    made = compare_articles(articles, Options(reader="none"))
    contrasts = tuple(replace(contrast, fact="") for contrast in made.contrasts)
    assert [contrast.kind for contrast in contrasts] == ["number"]
    shown = render_report(replace(made, contrasts=contrasts), format)
    assert "55,000" in shown
    assert "50,000" in shown


MATCHED = {
    "two towns": (
        "Orr said he had misspoken about the ferries at an event in Norfolk.",
        "In an interview Orr said that he had misspoken during the Norwalk event.",
        ["Norfolk", "Norwalk"],
    ),
    "a count of one noun": (
        "Some 390,000 people are homeless after the flood and sleep in shelters on the coast.",
        "More than 452,000 people made homeless by the flood were in schools and other shelters.",
        ["~ 390000 people", ">= 452000 people"],
    ),
}


@pytest.mark.parametrize("case", MATCHED.values(), ids=MATCHED)
def test_sentences_that_match_are_compared(case: tuple[str, str, list[str]]) -> None:
    """Two values of one act in sentences that match though no fact joins them: a clash."""
    *texts, told = case
    articles = [
        Article(outlet, outlet, "News of the day", f"News of the day\n\n{text}", language="en")
        for outlet, text in zip(("Gazette", "Herald"), texts, strict=True)
    ]
    sentences = [one for article in articles for one in article_sentences(article)]
    one, two = (s.id for s in sentences if s.index)
    match = Match(one, two, 0.9, "same")
    assert not find_contrasts([], annotate(articles, sentences), Options())
    (contrast,) = find_contrasts([], annotate(articles, sentences), Options(), [match])
    assert contrast.nature == "clash"
    assert values(contrast) == told


@pytest.mark.parametrize("format", ["html", "md"])
def test_a_difference_names_who_says_it(format: str) -> None:
    """A side that an outlet quotes somebody with names the speaker; another is its own words."""
    one, two, _ = AIMED["against nobody"]
    texts = {"Gazette": f"{one} Ada Pell left early.", "Herald": two}
    articles = [Article(name, name, name, f"{name}\n\n{text}") for name, text in texts.items()]
    made = compare_articles(articles, Options(reader="none"))
    (contrast,) = made.contrasts
    assert [reading.speaker for reading in contrast.readings] == ["Ada Pell", ""]
    shown = render_report(made, format)
    assert "(Ada Pell)" in shown
    assert "(own words)" in shown
