"""Offers, newsletters and notes of correction are no text; a paywall's teaser is known as one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compare.pipeline import compare_articles
from compare.reading import read_articles
from compare.reading.furniture.notices import (
    ACCOUNT,
    CONTACT,
    CORRECTION,
    NEWSLETTER,
    OFFER,
    RELATED,
    find_notice_rule,
    find_truncation,
)
from compare.reading.html import read_html
from compare.reading.paste import clean_paste
from compare.report import render_report

BODY = [
    "A fire on the ferry Ellen closed Brackwater harbour on Tuesday morning, the port says.",
    "At least 15 people were taken to hospital with burns, according to the county council.",
    "The harbour will stay shut until Friday while divers look at the wreck, the port said.",
]
TITLE = "Ferry burns in Brackwater harbour"

NOTICES = {
    OFFER: [
        "Subscribe to continue reading",
        "To continue reading this article, log in or subscribe.",
        "This article is for subscribers only.",
        "You have reached your monthly limit of free articles. Subscribe for unlimited access.",
        "Already a subscriber? Log in to read the full story.",
        "Unlock this article for £1.",
        "The rest of this article is available to subscribers.",
        "Create a free account to continue reading.",
        "Keep reading for just $1 a week.",
        "Continue reading →",
        "Get unlimited access for 1 euro a month.",
        "Try four weeks for £1, cancel anytime.",
    ],
    ACCOUNT: ["Already a subscriber? Sign in", "Subscribe now", "Log in or subscribe"],
    NEWSLETTER: [
        "Sign up for our newsletter to get the best of Brackwater every morning.",
        "Get the day's headlines delivered to your inbox.",
    ],
    CONTACT: ["Follow our WhatsApp channel for live updates"],
    RELATED: ["READ MORE: Library in Osk to close", "Related: What divers found"],
    CORRECTION: [
        "This article was amended on 15 March 2024. The sale brings 3.2 million, not 2.3 million.",
        "Correction, 15 March: The name of the mayor was misspelled in a previous version.",
        "Editor's note: This story has been updated with comments from the mayor.",
        "An earlier version of this article misstated the price.",
        "(This version of the story corrects the spelling in paragraph 3)",
    ],
    "": [
        "The company said it would offer a service exclusive to subscribers.",
        "You have to see it to believe it, residents of Pelham agree.",
        "Sign language is taught in the school, and newsletters are sent to parents.",
        "An earlier version of the bill failed in the Senate.",
        "This article of the constitution was amended in 1992.",
        "Members of the council met to read the report.",
        "Subscribers to the service will pay more for streaming from May.",
        "The correction of the market came late.",
        "Full access to the port was granted on Friday.",
        "Registered voters pay 5 euros a month.",
        "Join the queue early, the port says.",
    ],
}


@pytest.mark.parametrize(("rule", "text"), [(rule, t) for rule in NOTICES for t in NOTICES[rule]])
def test_notices(rule: str, text: str) -> None:
    """A notice speaks to the reader or of the page; news about subscriptions is none."""
    assert find_notice_rule(text) == rule


def page(*paragraphs: str, head: str = "", tail: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang='en'><head><title>{TITLE}</title>{head}</head><body><article>"
        f"<h1>{TITLE}</h1>{body}</article>{tail}</body></html>"
    )


@pytest.mark.parametrize("text", [t for rule, texts in NOTICES.items() if rule for t in texts])
def test_notices_are_cut_from_pastes_and_pages(text: str) -> None:
    """Wherever they stand; what is cut is kept beside its rule."""
    for place in (1, 3):
        paragraphs = [*BODY[:place], text, *BODY[place:]]
        pasted = clean_paste("\n\n".join([TITLE, *paragraphs]))
        for cleaned in (pasted, read_html(page(*paragraphs))):
            assert cleaned.body.split("\n\n") == BODY
            assert any(text in item.text for item in cleaned.removed)


def test_a_teaser_is_told_with_the_offer_s_words() -> None:
    """The subscription's offer is cut, the teaser kept, the article told as cut off."""
    offer = NOTICES[OFFER][1]
    for cleaned in (
        clean_paste("\n\n".join([TITLE, *BODY, offer])),
        read_html(page(*BODY, offer)),
        read_html(page(*BODY, tail=f"<div class='wall'><p>{offer}</p></div>")),
    ):
        assert cleaned.body.split("\n\n") == BODY
        (found,) = [item for item in cleaned.found if item.field == "truncated"]
        assert found.text == offer


LD = "<script type='application/ld+json'>{}</script>"


@pytest.mark.parametrize(
    ("node", "truncated"),
    [
        ({"isAccessibleForFree": False}, True),
        ({"isAccessibleForFree": "False"}, True),
        ({"isAccessibleForFree": "http://schema.org/False"}, True),
        ({"hasPart": {"@type": "WebPageElement", "isAccessibleForFree": False}}, True),
        ({"wordCount": 800}, True),
        ({"isAccessibleForFree": True, "wordCount": 45}, False),
        ({}, False),
    ],
)
def test_what_a_page_says_of_itself(node: dict[str, object], truncated: bool) -> None:
    """A short text of a page that is not free, or far shorter than the page counts, is a teaser."""
    script = LD.format(json.dumps({"@type": "NewsArticle", "headline": TITLE, **node}))
    found = read_html(page(*BODY, head=script)).found
    assert any(item.field == "truncated" for item in found) is truncated


def test_a_whole_article_that_is_not_free_is_whole() -> None:
    """Who may read it saves it with the offer around it."""
    long = "The harbour stays shut, and nobody knows for how long. " * 60
    assert find_truncation(long, [NOTICES[OFFER][0]], free=False) is None
    assert find_truncation("The harbour stays shut. " * 60, [], free=False) is None
    assert find_truncation("The harbour stays shut. " * 60, NOTICES[OFFER], free=False)
    assert find_truncation("The harbour stays shut, and …", []) is None


def test_tables_lose_their_frame() -> None:
    """A row is its cells; the rule between head and rows is no text."""
    table = "<table><tr><th>Party</th><th>For</th></tr><tr><td>Labour</td><td>14</td></tr></table>"
    body = read_html(page(*BODY[:2], table, BODY[2])).body
    assert "--" not in body
    assert "Labour" in body
    assert not any(line.startswith("|") for line in body.split("\n"))


def test_the_report_says_which_article_is_cut_off(tmp_path: Path) -> None:
    """Its outlet is not said to lack what it was not free to tell, and the reader is told why."""
    text = "\n\n".join([TITLE, *BODY, "The ferry had been checked in May, the county says."])
    (tmp_path / "gazette.txt").write_text(text)
    (tmp_path / "herald.txt").write_text(text.replace(TITLE, "Harbour of Brackwater shut"))
    (tmp_path / "wall.html").write_text(page(BODY[0], NOTICES[OFFER][0]))
    made = compare_articles(read_articles(tmp_path))
    statuses = {item.status for item in made.omissions if item.outlet == "wall"}
    assert "cut off" in statuses <= {"cut off", "perhaps"}
    for form in ("md", "html"):
        assert NOTICES[OFFER][0] in render_report(made, form)
