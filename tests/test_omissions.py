"""Omissions: what an outlet lacks, and what it alone has."""

from __future__ import annotations

from dataclasses import replace

from events import fact_of, texts_of

from compare.facts import find_omissions, find_only
from compare.facts.omissions import rank_facts
from compare.model import Article, Found, Match, Omission, Sentence
from compare.options import Options


def article(outlet: str, sentences: list[str], day: str | None = None) -> Article:
    title = f"News of {outlet}"
    return Article(outlet.lower(), outlet, title, "\n\n".join([title, *sentences]), day)


def split(one: Article) -> list[Sentence]:
    found, at = [], 0
    for index, text in enumerate(one.text.split("\n\n")):
        place = f"{one.id}-{index:02d}", one.id, one.outlet, index, index
        found.append(Sentence(*place, at, at + len(text), text))
        at += len(text) + 2
    return found


LONG = [
    "The harbour was closed on Tuesday after a fire on the ferry.",
    "The mayor demanded an inquiry into the rules on safety.",
]


FACT = fact_of("fact-1", [split(article(name, LONG))[1] for name in ("Gazette", "Herald")])


def omit(third: Article, *nearest: Match, day: str | None = "2025-03-05") -> Omission:
    articles = [article("Gazette", LONG, day), article("Herald", LONG, day), third]
    sentences = [sentence for one in articles for sentence in split(one)]
    found = find_omissions([FACT], nearest, texts_of(sentences, articles), Options())
    assert [(o.fact, o.outlet) for o in found] == [("fact-1", third.outlet)]
    return found[0]


def test_not_found_shows_what_came_nearest() -> None:
    """A fact that a long, late enough outlet lacks is "not found", with its nearest sentence."""
    near = (
        Match("gazette-01", "tribune-01", 0.1, "below"),
        Match("herald-01", "tribune-02", 0.25, "below"),
        Match("gazette-02", "tribune-02", 0.9, "same"),
    )
    found = omit(article("Tribune", LONG, "2025-03-06"), *near)
    assert found == Omission("fact-1", "Tribune", "not found", "tribune-01", 0.1)


def test_what_may_state_it_is_not_called_missing() -> None:
    """A sentence that comes near the fact's own, not surely enough for a mark: "perhaps"."""
    for near in (
        Match("gazette-01", "tribune-01", 0.5, "possible"),
        Match("gazette-01", "tribune-01", 0.25, "below"),
    ):
        assert omit(article("Tribune", LONG), near).status == "perhaps"
    beside = Match("herald-01", "tribune-01", 0.5, "possible")  # not the one with the words
    assert omit(article("Tribune", LONG), beside).status == "not found"


def test_nothing_near() -> None:
    """Without any nearest pair the closest is None, at 0."""
    found = omit(article("Tribune", LONG))
    assert (found.status, found.closest, found.score) == ("not found", None, 0.0)


def test_short_outlet_is_told_so() -> None:
    """An outlet with a few words could hardly hold the fact."""
    assert omit(article("Tribune", ["A fire."])).status == "too short"


def test_earlier_outlet_could_not_know() -> None:
    """Published on an earlier day than all who have the fact: "published before"."""
    assert omit(article("Tribune", LONG, "2025-03-04")).status == "published before"
    assert omit(article("Tribune", LONG, "2025-03-05T23:00:00")).status == "not found"


def test_unknown_date_is_no_excuse() -> None:
    """Where a date is not known on either side, nothing is said about time."""
    assert omit(article("Tribune", LONG)).status == "not found"
    assert omit(article("Tribune", LONG, "2025-03-04"), day=None).status == "not found"


def test_one_text_says_little() -> None:
    """Two outlets that carry one text are one origin: that a third lacks the fact says little."""
    articles = [article(name, LONG) for name in ("Gazette", "Herald", "Tribune")]
    sentences = [sentence for one in articles for sentence in split(one)]
    copied = replace(FACT, origins=1)
    for options, status in ((Options(), "one origin"), (Options(min_origins=1), "not found")):
        found = find_omissions([copied], [], texts_of(sentences, articles), options)
        assert [o.status for o in found] == [status]


def test_facts_that_matter_come_first() -> None:
    """More origins first; of equals the fact that stands earlier in the articles."""
    articles = [article(name, LONG) for name in ("Gazette", "Herald")]
    sentences = [sentence for one in articles for sentence in split(one)]
    late = replace(FACT, id="late", sentences=("gazette-02", "herald-02"))
    early = replace(FACT, id="early")
    copied = replace(FACT, id="copied", origins=1)
    assert [f.id for f in rank_facts([copied, late, early], sentences)] == [
        "early", "late", "copied",
    ]  # fmt: skip


def test_only_leaves_out_headlines_and_shared() -> None:
    """Body sentences in no fact and near to none elsewhere, each with the nearest."""
    articles = [article("Gazette", LONG), article("Herald", LONG)]
    sentences = [sentence for one in articles for sentence in split(one)]
    nearest = [Match("gazette-02", "herald-01", 0.05, "below")]
    found = find_only([FACT], nearest, texts_of(sentences), Options())
    assert [only.sentence for only in found] == ["gazette-02", "herald-02"]
    assert (found[0].closest, found[0].score) == ("herald-01", 0.05)
    assert (found[1].closest, found[1].score) == (None, 0.0)
    nearest = [Match("gazette-02", "herald-01", 0.7, "likely")]
    found = find_only([FACT], nearest, texts_of(sentences), Options())
    assert [only.sentence for only in found] == ["herald-02"]


def test_empty() -> None:
    """Nothing in, nothing out."""
    assert find_omissions([], [], texts_of([]), Options()) == ()
    assert find_only([], [], texts_of([]), Options()) == ()


def test_an_article_behind_a_paywall_is_not_said_to_lack_anything() -> None:
    """Of an outlet with an article cut off, nothing is "not found", short or not."""
    found = (Found("truncated", "isAccessibleForFree", "false"),)
    for sentences in (LONG, ["Ferry burns."]):
        cut = replace(article("Tribune", sentences), found=found)
        assert omit(cut).status == "cut off"
    assert not article("Tribune", LONG).truncated
