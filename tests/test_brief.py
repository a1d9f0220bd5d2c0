"""The brief: one page, each statement with the sentences behind it."""

from __future__ import annotations

import re
from dataclasses import replace

from compare import Comparison, render_report


def test_each_statement_names_its_sentences(compared: Comparison) -> None:
    """Every line of a section ends in ids, and each id is a sentence of the comparison."""
    known = {sentence.id for sentence in compared.sentences}
    lines = [line for line in render_report(compared, "brief").splitlines() if line[:2] == "- "]
    assert lines
    for line in lines:
        found = re.findall(r"`([^`]+)`", line)
        assert found
        assert set(found) <= known


def test_a_brief_keeps_to_one_page(compared: Comparison) -> None:
    """However long the sentences and names are: what does not fit goes whole."""
    facts = tuple(replace(fact, text="word " * 400) for fact in compared.facts)
    assert len(render_report(replace(compared, facts=facts), "brief").split()) <= 530


def test_statements_are_whole(compared: Comparison) -> None:
    """No line is cut: none ends in an ellipsis, each ends its sentence before its ids."""
    lines = [line for line in render_report(compared, "brief").splitlines() if line[:2] == "- "]
    for line in lines:
        told = re.sub(r"(?: `[^`]+`)+$", "", line)
        assert told.rstrip("”\"')")[-1] in ".!?" or told.endswith(")")
        assert "…" not in told


def test_text_of_an_article_stays_text(compared: Comparison) -> None:
    """Markdown and HTML in a fact are shown, not read."""
    attack = "<script>alert(1)</script> [x](javascript:alert(1)) **bold**"
    facts = tuple(replace(fact, text=attack) for fact in compared.facts)
    brief = render_report(replace(compared, facts=facts), "brief")
    assert "<script>" not in brief.replace("\\<", "")
    assert "](javascript" not in brief.replace("\\]", "")
