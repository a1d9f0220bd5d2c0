"""Origins: near-copies of one text."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from compare.facts import find_origins
from compare.model import Article, Origin, Sentence
from compare.options import Options
from compare.text.annotate import annotate
from compare.text.credits import find_credits
from compare.text.sentences import article_sentences

WIRE = (
    "A fire on the ferry Ellen closed the harbour of Brackwater on Tuesday morning.",
    "Fifteen people were taken to hospital with burns, the county said in a statement.",
    "The port authority expects that ships can enter the harbour again by Friday evening.",
    "Smoke was seen above the town until noon, and schools kept their windows shut.",
)
OTHER = (
    "Farmers from the hills met on Monday to talk about the price of milk this year.",
    "They want the ministry to pay a premium for every litre that small farms deliver.",
    "A spokesman for the dairies called the demand a matter for the next budget talks.",
    "Last spring the same farmers blocked two bridges with tractors for several hours.",
)


def article(outlet: str, *sentences: str) -> Article:
    title = f"{outlet} reports"
    return Article(outlet.lower(), outlet, title, "\n\n".join([title, *sentences]))


def origins(*articles: Article, **changes: float) -> tuple[Origin, ...]:
    sentences: list[Sentence] = [s for one in articles for s in article_sentences(one)]
    return find_origins(annotate(articles, sentences), Options(**changes))  # type: ignore[arg-type]


def test_copies_are_one_origin() -> None:
    """A wire text, and the same cut short with a line added, go back to one origin."""
    found = origins(
        article("Gazette", *WIRE),
        article("Herald", *WIRE[:3], "More follows in the evening."),
        article("Tribune", *OTHER),
    )
    assert [(o.id, o.articles, o.kind) for o in found] == [
        ("origin-1", ("gazette", "herald"), "near-identical"),
        ("origin-2", ("tribune",), "single"),
    ]
    assert 0.5 < found[0].overlap < 1.0
    assert found[0].evidence == tuple(f"{o}-0{i}" for o in ("gazette", "herald") for i in (1, 2, 3))
    assert (found[1].overlap, found[1].evidence) == (1.0, ())


def test_a_sites_notice_is_no_shared_text_and_scattered_runs_are() -> None:
    """Reports of their own with one hotline's lines stay apart; sentences of a wire between others
    do not."""
    notice = (
        "If you or anyone you know lost a home in the fire on the ferry, please call the county's "
        "line for victims of fires, where trained staff will answer around the clock and on every "
        "day of the week, or visit one of its offices in the towns along the coast."
    )
    found = origins(article("Gazette", *WIRE, notice), article("Herald", *OTHER, notice))
    assert [one.kind for one in found] == ["single", "single"]
    long = [f"{one[:-1]}, as everybody in the old town had feared for years." for one in WIRE]
    mixed = [line for pair in zip(long, OTHER, strict=True) for line in pair]
    ships = [f"Ship {n} on the harbour's own long list lay idle." for n in range(40)]
    found = origins(article("Gazette", *mixed, *ships[:20]), article("Herald", *long, *ships[20:]))
    assert [one.kind for one in found] == ["shared passage"]


def test_shared_speech_is_no_copy() -> None:
    """Two outlets that quote the same speech at length, in reports of their own, stay apart."""
    speech = "“" + " ".join(WIRE) + "”"
    found = origins(article("Gazette", speech, *OTHER[:2]), article("Herald", speech, *OTHER[2:]))
    assert [origin.kind for origin in found] == ["single", "single"]


def test_one_agency_needs_less() -> None:
    """Two reports that both credit one agency, and share a passage, are one origin; else not."""
    own = " ".join(OTHER)
    for tag, count in (("(Reuters) - ", 1), ("", 2)):
        pair = (
            article("Gazette", tag + WIRE[0], *OTHER[:2], WIRE[1]),
            article("Herald", tag + WIRE[0], WIRE[2], f"{own[::-1]}", WIRE[3]),
        )
        assert len(origins(*pair)) == count
    found = origins(
        article("Gazette", "HARBOUR (AP) - " + WIRE[0]), article("Herald", "(AP) " + WIRE[0])
    )
    assert found[0].agency == "AP"


def test_agency_in_the_news_is_no_credit() -> None:
    """An agency that a sentence names has not written the article."""
    assert find_credits("The minister told Reuters that the (AP) report was wrong. " * 9) == set()
    assert find_credits("MOSCOW, October 2. /TASS/. The idea stands.") == {"TASS"}
    assert find_credits("No.", "By The Associated Press") == {"AP"}


def test_long_passage_is_one_origin() -> None:
    """Forty words in a row that two long reports share go back to one text."""
    passage = " ".join(WIRE)
    mine = [f"Own line number {n} of the first paper on tides and boats {n}." for n in range(30)]
    other = [f"Line {n} of another paper, about bread and milk and trains {n}." for n in range(30)]
    found = origins(article("Gazette", *mine, passage), article("Herald", *other, passage))
    assert [origin.kind for origin in found] == ["shared passage"]


def test_first_is_told_by_the_day() -> None:
    """The earliest of the copies is named where every one is dated, and one alone is first."""
    pair = [
        replace(article(name, *WIRE), published=day)
        for name, day in (("Gazette", "2025-03-05"), ("Herald", "2025-03-04T10:00"))
    ]
    assert origins(*pair)[0].first == "herald"
    assert origins(pair[0], replace(pair[1], published=None))[0].first is None


def test_first_is_told_by_utc_where_both_name_their_offset() -> None:
    """Half past eleven in New York is the next day's morning in Berlin; clocks without an offset
    tell no order within a day."""
    pair = [article(name, *WIRE) for name in ("Gazette", "Herald")]
    for dates, first in [
        (("2025-03-04T23:30-05:00", "2025-03-05T05:00+01:00"), "herald"),
        (("2025-03-05T09:00+00:00", "2025-03-05T09:30:00+01:00"), "herald"),
        (("2025-03-05T09:00", "2025-03-05T09:30"), None),
        (("2025-03-05T09:00+00:00", "2025-03-05T08:30"), None),
        (("2025-03-05T09:00+00:00", "2025-03-06"), "gazette"),
    ]:
        dated = [replace(one, published=day) for one, day in zip(pair, dates, strict=True)]
        assert origins(*dated)[0].first == first


def test_bar_is_an_option() -> None:
    """`near_copy` moves the bar."""
    pair = article("Gazette", *WIRE), article("Herald", *WIRE[:2], *OTHER[:2])
    assert len(origins(*pair, near_copy=0.9)) == 2
    assert len(origins(*pair, near_copy=0.2)) == 1


def test_short_texts_are_no_copies() -> None:
    """Two lines that agree are too little to call one text the copy of the other."""
    assert (
        len(
            origins(article("Gazette", "A fire broke out."), article("Herald", "A fire broke out."))
        )
        == 2
    )


def test_empty() -> None:
    """No articles, no origins; an empty article is its own."""
    assert find_origins(annotate([], []), Options()) == ()
    assert len(origins(Article("a", "A", "", ""), Article("b", "B", "", ""))) == 2


texts = st.lists(st.sampled_from([*WIRE, *OTHER, "“", "\x00"]), max_size=5)


@settings(max_examples=40, deadline=None)
@given(st.lists(texts, max_size=6), st.randoms(use_true_random=False))
def test_each_article_once(bodies: list[list[str]], dice: random.Random) -> None:
    """Each article lies in exactly one origin, in range, and the order of input is nothing."""
    articles = [article(f"Paper{n}", *body) for n, body in enumerate(bodies)]
    found = origins(*articles)
    assert sorted(a for o in found for a in o.articles) == sorted(a.id for a in articles)
    assert all(0.0 < o.overlap <= 1.0 for o in found)
    assert all((o.kind == "single") == (len(o.articles) == 1) for o in found)
    dice.shuffle(articles)
    assert origins(*articles) == found


def test_a_thousand_articles() -> None:
    """A thousand articles, three hundred of them one wire, are told apart within seconds."""
    dice = random.Random(0)
    vocabulary = [f"word{n}" for n in range(3000)]
    wire = " ".join(dice.choices(vocabulary, k=150))
    articles = [
        article(f"P{n:04d}", wire if n < 300 else " ".join(dice.choices(vocabulary, k=150)))
        for n in range(1000)
    ]
    found = find_origins(annotate(articles, []), Options())
    assert len(found) == 701
    assert len(found[0].articles) == 300
