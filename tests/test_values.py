"""Values read right: of two sentences of one fact, what differs; and who speaks.

The cases are of the kinds that public bug reports of other tools told of: days that share a month,
numbers in words, a scale over a range, lakh and crore, figures without a noun, none against some,
renamed places; 'said transport minister Helen Marsh'.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from events import fact_of

from compare.facts import find_contrasts
from compare.model import Article, Contrast
from compare.options import Options
from compare.text.annotate import Texts, annotate
from compare.text.sentences import article_sentences
from compare.text.utterances import find_utterances

CASES = Path(__file__).parent / "cases"
VALUES = json.loads((CASES / "values.json").read_text("utf-8"))
SPEAKERS = json.loads((CASES / "speakers.json").read_text("utf-8"))
DAY = "2024-03-14"


def texts_of(*bodies: str) -> Texts:
    """One article of one outlet each, all published on one day."""
    articles = [
        Article(name, name, "News of the day", f"News of the day\n\n{body}", DAY, language="en")
        for name, body in zip(("Gazette", "Herald"), bodies, strict=True)
    ]
    return annotate(articles, [one for article in articles for one in article_sentences(article)])


def contrasts_of(one: str, two: str) -> tuple[Contrast, ...]:
    texts = texts_of(one, two)
    fact = fact_of("fact-1", [s for s in texts.sentences if s.index])
    return find_contrasts([fact], texts, Options())


@pytest.mark.parametrize(("expect", "one", "two"), VALUES)
def test_two_values(expect: str, one: str, two: str) -> None:
    """The same told in two ways is no difference, another name of a place no clash."""
    found = contrasts_of(one, two)
    if expect == "same":
        assert not found
    elif expect == "renamed":
        assert {contrast.kind for contrast in found} == {"label"}
    else:
        assert expect in {c.kind for c in found} | {c.nature for c in found}


@pytest.mark.parametrize(("names", "body"), SPEAKERS)
def test_who_speaks(names: list[str], body: str) -> None:
    """Whoever says it is named, whole and without the office."""
    found = find_utterances(texts_of(body, "The river flooded farms near Little Sedge on Tuesday."))
    assert [one.speaker for one in found] == names
