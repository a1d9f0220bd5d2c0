"""An outlet that has both readings, and two utterances that are no one quotation: no difference."""

from __future__ import annotations

import pytest
from events import fact_of

from compare.facts import find_contrasts
from compare.model import Article
from compare.options import Options
from compare.text.annotate import annotate
from compare.text.sentences import article_sentences

# what two outlets state of one fact, and a sentence of the second that has the first's reading too
BOTH = {
    "number": (
        "The storm over Velden killed 15 people on the coast.",
        "The storm over Velden killed 21 people on the coast.",
        "In all the storm over Velden killed 15 people on the coast and six at sea.",
    ),
    "date": (
        "The ferry Aurora sank off Marl on 3 March with wheat.",
        "The ferry Aurora sank off Marl on 4 March with wheat.",
        "Its owner had said that the ferry Aurora sank off Marl on 3 March with wheat.",
    ),
    "polarity": (
        "Mayor Edda Holt signed the tram contract of the harbour town.",
        "Mayor Edda Holt did not sign the tram contract of the harbour town.",
        "After the vote mayor Edda Holt signed the tram contract of the harbour town.",
    ),
}


def kinds_of(first: str, second: str, *more: str) -> list[str]:
    """Kinds of the differences of two outlets whose first sentences are of one fact."""
    bodies = {"Gazette": first, "Herald": "\n\n".join((second, *more))}
    articles = [
        Article(outlet, outlet, "News of the day", f"News of the day\n\n{text}", language="en")
        for outlet, text in bodies.items()
    ]
    sentences = [one for article in articles for one in article_sentences(article)]
    fact = fact_of("fact-1", [one for one in sentences if one.index == 1])
    return [c.kind for c in find_contrasts([fact], annotate(articles, sentences), Options())]


@pytest.mark.parametrize("kind", BOTH)
def test_an_outlet_that_has_both_readings(kind: str) -> None:
    """A difference is shown, until the outlet has the other reading in another sentence."""
    first, second, more = BOTH[kind]
    assert kind in kinds_of(first, second)
    assert kind not in kinds_of(first, second, more)


def test_no_one_hurt_is_told_once() -> None:
    """None against some is a difference of numbers, and not of yes and no as well."""
    first = "Nobody was hurt when the crane fell on the Pine Street bakery."
    assert kinds_of(
        first, "Two people were hurt when the crane fell on the Pine Street bakery."
    ) == ["number"]


TWO = {
    "two posts of like words": (
        'Mayor Ada Pell wrote: "Norway has the power not to let these large boats of people enter'
        ' their harbour."',
        'Ada Pell vowed in a tweet "not to let these large boats of people into our harbour."',
    ),
    "a letter and a speech": (
        '"Your plan appears to reflect the old values of the guild," says the letter of Ada Pell.',
        'Ada Pell said in a speech: "Your plan seems to reflect the old values of the guild."',
    ),
}


@pytest.mark.parametrize("case", TWO.values(), ids=TWO)
def test_two_utterances_are_no_quotation_in_other_words(case: tuple[str, str]) -> None:
    """One speaker says two things in like words."""
    assert "quote" not in kinds_of(*case)
