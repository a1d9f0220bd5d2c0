"""What one speaker says, side by side: who speaks, each outlet's verb and words."""

from __future__ import annotations

from pathlib import Path

import pytest
from events import SEEDS

from compare import Article, Comparison, compare_articles, read_articles
from compare.facts import find_sayings
from compare.model import Speaker
from compare.options import Options
from compare.text.annotate import Texts, annotate
from compare.text.sentences import article_sentences

WORDS = Options(reader="none")
PIER = {
    "Gazette": (
        "Mayor backs new pier",
        "Mayor Ada Pell expressed support for building a new pier on the north shore on Monday. "
        "The council meets in June.",
    ),
    "Herald": (
        "Council split over pier",
        "Mayor Ada Pell called the plan for a new pier on the north shore merely an idea. "
        "Fishermen oppose it.",
    ),
    "Tribune": (
        "Pier may cost more",
        "A new pier on the north shore would take years, Pell said. The harbour stays shut.",
    ),
}


def texts_of_pier(**more: tuple[str, str]) -> Texts:
    articles = [
        Article(name, name, title, f"{title}\n\n{text}", language="en")
        for name, (title, text) in (PIER | more).items()
    ]
    return annotate(articles, [s for a in articles for s in article_sentences(a)])


def words_of(speaker: Speaker, texts: Texts) -> dict[str, list[str]]:
    """Outlet -> what it has the speaker say, verbatim."""
    said: dict[str, list[str]] = {}
    for saying in speaker.sayings:
        text = texts.wholes[texts[saying.sentence].sentence.article].article.text
        said.setdefault(saying.outlet, []).append(text[saying.start : saying.end])
    return said


def test_each_outlets_words_stand_side_by_side() -> None:
    """One speaker under one name, and of each outlet its verb and words."""
    texts = texts_of_pier()
    (pell,) = find_sayings(texts, (), WORDS)
    assert (pell.name, pell.office) == ("Ada Pell", "mayor")
    said = words_of(pell, texts)
    assert sorted(said) == ["Gazette", "Herald", "Tribune"]
    assert "expressed support for building a new pier" in said["Gazette"][0]
    assert "merely an idea" in said["Herald"][0]
    assert "would take years" in said["Tribune"][0]


def test_nobody_who_speaks_in_one_outlet_alone() -> None:
    """Side by side needs two."""
    alone = {"Tribune": ("Pier may cost more", "Engineer Jo Orr said the pier leaks badly today.")}
    assert [speaker.name for speaker in find_sayings(texts_of_pier(**alone), (), WORDS)] == [
        "Ada Pell"
    ]


def test_what_is_said_of_somebody_is_not_said_by_him() -> None:
    """Passives, relative clauses and 'his proposed plan' are no words of the person named."""
    more = {
        "Post": (
            "Pier in doubt",
            "Ada Pell is believed to be against the new pier on the north shore. "
            "Tom Orr urged Ada Pell not to declare that the new pier on the north shore is safe. "
            "The new pier on the north shore, which Ada Pell proposed, has no money.",
        )
    }
    (pell,) = find_sayings(texts_of_pier(**more), (), WORDS)
    assert "Post" not in {saying.outlet for saying in pell.sayings}


@pytest.mark.parametrize(
    "turn",
    ["incorrectly noted", "avoided saying", "declined to say", "left without saying"],
)
def test_what_turns_the_words_is_not_cut_off(turn: str) -> None:
    """'incorrectly noted': the saying begins before the verb; 'avoided saying' may be none."""
    text = f"Ada Pell {turn} that a new pier on the north shore would need no money."
    more = {"Post": ("No money", text)}
    (pell,) = find_sayings(texts_of_pier(**more), (), WORDS)
    words = words_of(pell, texts_of_pier(**more)).get("Post", [turn])
    assert words[0].removeprefix("left ").startswith(turn.removeprefix("left "))


def test_a_headline_is_shown_only_where_the_text_has_no_words() -> None:
    """The text says more than its headline; a headline alone is better than nothing."""
    headline = "Pell backs new pier on the north shore"
    text = "Ada Pell supports a new pier on the north shore, but not before next year."
    for body, told in ((text, "supports a new pier"), ("Mayor Ada Pell was absent.", "backs new")):
        texts = texts_of_pier(Post=(headline, body))
        (pell,) = find_sayings(texts, (), WORDS)
        assert [told in words for words in words_of(pell, texts)["Post"]] == [True]


def test_somebody_without_a_name_is_nobody_named_before() -> None:
    """'A former sailor said he …' after a sentence on Pell: the "he" is the sailor."""
    text = (
        "Mayor Tom Pell was absent. A former sailor who sat in the hall said he thought that the "
        "new pier on the north shore was merely an idea."
    )
    ours = {o: (head, body.replace("Ada", "Tom")) for o, (head, body) in PIER.items()}
    (pell,) = find_sayings(texts_of_pier(**ours, Post=("No money", text)), (), WORDS)
    assert "Post" not in {saying.outlet for saying in pell.sayings}


def test_two_bodies_named_together_both_speak() -> None:
    """What the bureau and the department announced, the bureau announced too."""
    body = "a new pier on the north shore will be free for all ferries"
    texts = [f"The Harbour Bureau announced Monday that {body}. It is old.",
             f"The Harbour Bureau and the Fisheries Department announced Monday that {body}. The "
             "Fisheries Department is new."]  # fmt: skip
    articles = [Article(o, o, "", t, language="en") for o, t in zip("AB", texts, strict=True)]
    told = annotate(articles, [s for a in articles for s in article_sentences(a)])
    assert "Harbour Bureau" in [speaker.name for speaker in find_sayings(told, (), WORDS)]


def test_the_order_of_the_articles_does_not_matter() -> None:
    """The same texts in another order, the same speakers."""
    texts = texts_of_pier()
    turned = annotate(reversed(texts.articles), reversed(texts.sentences))
    assert find_sayings(texts, (), WORDS) == find_sayings(turned, (), WORDS)


def test_other_languages_have_none() -> None:
    """The verbs are English; nothing is guessed elsewhere."""
    articles = [
        Article(name, name, title, f"{title}\n\n{text}", language="de")
        for name, (title, text) in PIER.items()
    ]
    texts = annotate(articles, [s for a in articles for s in article_sentences(a)])
    assert find_sayings(texts, (), WORDS) == ()


@pytest.fixture(scope="module")
def seeds() -> Comparison:
    return compare_articles(read_articles(Path(SEEDS)))


def test_the_seeds_main_divergence_is_shown(seeds: Comparison) -> None:
    """The foreign minister 'expressed support' in one outlet; to another it is 'merely' an idea."""
    texts = annotate(seeds.articles, seeds.sentences)
    iwaya = next(speaker for speaker in seeds.speakers if speaker.name == "Takeshi Iwaya")
    said = {outlet: " ".join(row) for outlet, row in words_of(iwaya, texts).items()}
    assert "expressed support" in said["CIJ TODAY"]
    assert "merely" in said["Geopolist"]
    assert "TASS" in said
    assert not any(
        {"CIJ TODAY", "Geopolist"} <= set(fact.outlets) and "merely" in fact.text
        for fact in seeds.facts
    )


@pytest.mark.parametrize(
    "line",
    [
        "Mayor Ada Pell called back about the new pier on the north shore.",
        "Mayor Ada Pell responded to the call for a new pier on the north shore.",
        "Mayor Ada Pell posted pictures of the new pier on the north shore.",
        "Mayor Ada Pell claimed in an interview on the new pier on the north shore.",
        "Mayor Ada Pell, twice accused of wasting money on the new pier on the north shore, left.",
    ],
)
def test_what_is_no_speech_is_nobodys_words(line: str) -> None:
    """Calls, pictures, a verb without content, what others say of her: no words of hers."""
    head, plain = PIER["Tribune"]
    rows = {"Tribune": (head, plain), "Herald": ("Pier to be built", f"{line} Fish are dear.")}
    articles = [
        Article(name, name, title, f"{title}\n\n{text}", language="en")
        for name, (title, text) in rows.items()
    ]
    texts = annotate(articles, [s for a in articles for s in article_sentences(a)])
    assert find_sayings(texts, (), WORDS) == ()


def test_what_shares_words_alone_is_not_on_one_matter() -> None:
    """The reader tells two statements on one thing from one statement in two wordings."""
    texts = texts_of_pier(
        Post=(
            "Pell on the pier",
            "Ada Pell said that her son had painted the new pier on the north shore in 1990.",
        )
    )
    outlets = [
        {
            saying.outlet
            for speaker in find_sayings(texts, (), options)
            for saying in speaker.sayings
        }
        for options in (WORDS, Options())
    ]
    assert "Post" in outlets[0]
    assert "Post" not in outlets[1]
