"""What a notebook shows: static, escaped, with the ids that lead on."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from compare import Comparison

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> \" & ' </table>"


class Elements(HTMLParser):
    """The elements and attributes of a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_fact_shows_every_sentence_with_outlet_and_id(compared: Comparison) -> None:
    """`comparison.fact(id)` holds the sentences that the fact names, verbatim."""
    for fact in compared.facts:
        shown = compared.fact(fact.id)
        html = Elements(shown._repr_html_()).text
        assert tuple(one.id for one in shown.sentences) == fact.sentences
        for one in shown.sentences:
            assert one.text in html
            assert one.id in html
            assert f"{one.outlet} [{one.id}]  {one.text}" in str(shown)


def test_a_fact_shows_where_its_outlets_differ(compared: Comparison) -> None:
    """Each contrast of the fact, and none of another, stands below its sentences."""
    for fact in compared.facts:
        contrasts = compared.fact(fact.id).contrasts
        assert set(contrasts) == {one for one in compared.contrasts if one.fact == fact.id}
        html = Elements(compared.fact(fact.id)._repr_html_()).text
        assert all(r.value in html and r.sentence in html for c in contrasts for r in c.readings)
    assert compared.contrasts


def test_an_unknown_fact_names_those_there_are(compared: Comparison) -> None:
    """A typing error is a KeyError with the ids."""
    with pytest.raises(KeyError, match=compared.facts[0].id):
        compared.fact("fact-0815")


def test_hostile_text_is_shown_and_brings_no_element(compared: Comparison) -> None:
    """Texts, names and ids come out as the words they are; no script, picture or handler."""
    fact = replace(compared.facts[0], id=HOSTILE, text=HOSTILE, outlets=(HOSTILE,))
    contrast = compared.contrasts[0]
    reading = replace(contrast.readings[0], outlet=HOSTILE, value=HOSTILE)
    contrast = replace(contrast, fact=HOSTILE, kind=HOSTILE, readings=(reading,))
    sentences = tuple(replace(s, text=HOSTILE, outlet=HOSTILE) for s in compared.sentences)
    spoilt = replace(compared, facts=(fact,), contrasts=(contrast,), sentences=sentences)
    for shown in (spoilt, spoilt.fact(HOSTILE)):
        page = Elements(shown._repr_html_())
        assert page.names <= {
            "div",
            "strong",
            "br",
            "em",
            "small",
            "table",
            "tbody",
            "thead",
            "tr",
            "th",
            "td",
        }
        assert page.attributes <= {"style"}
        assert HOSTILE in page.text
