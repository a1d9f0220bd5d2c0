"""Cleaning of pasted pages: what is kept, what is cut and why, what the text names."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from textwrap import wrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.model import Article
from compare.reading.furniture.bylines import find_dateline, read_byline
from compare.reading.paste import clean_paste
from compare.reading.paste.classify import find_likeliest_run
from compare.reading.paste.lines import join_lines, split_lines
from compare.reading.published import find_page_dates
from training.evaluate.cleaning import mean_scores, overlap, read_pages, shingles

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds" / "asian-nato"
SHARED = HERE.parents[1] / "shared"
CASES = json.loads((HERE / "cases" / "paste.json").read_text(encoding="utf-8"))

PIECES = [
    "Home",
    "Share",
    "Ad 1 Ad 2",
    "By Ann Lee | May 3, 2021",
    "PARIS, May 3 (Agency) - The mayor said that it was time to act, and that she would.",
    "The committee met for three hours on Monday, and it agreed on nothing at all.",
    "• It was the first of several meetings that are to be held in the autumn.",
    "the line that goes on from the one above it, as wrapped mail does,",
    "© 2021 The Daily. All rights reserved.",
    "Comments (3)",
    "\ufeff",
    "\u00a0 \u2028",
    "\x00\x07",
    "\ud800",
    "",
]

NO_WIDTH = "\ufeff\u200b\u2060"  # white space to cleaning, though not to Python


def characters(text: str) -> Counter[str]:
    """Every character that is not white space, counted."""
    return Counter(
        character for character in text if not (character.isspace() or character in NO_WIDTH)
    )


def all_parts(cleaned: Article) -> str:
    """Title, body and everything removed."""
    return cleaned.title + cleaned.body + "".join(part.text for part in cleaned.removed)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict) -> None:
    """Each pasted page gives its headline, its body, its metadata and reasons for what is cut."""
    cleaned, expect = clean_paste(case["raw"]), case["expect"]
    for field in ("title", "outlet", "byline", "published"):
        if field in expect:
            assert (getattr(cleaned, field) or None) == (expect[field] or None), field
    assert cleaned.body.startswith(expect.get("begins", ""))
    assert cleaned.body.endswith(expect.get("ends", ""))
    rules = {part.text: part.rule for part in cleaned.removed}
    assert expect.get("removed", {}).items() <= rules.items()
    found = [list(one) for one in ((f.field, f.rule, f.text) for f in cleaned.found)]
    assert all(one in found for one in expect.get("found", []))


@settings(max_examples=120, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=40)), max_size=25))
def test_nothing_is_lost(pieces: list[str]) -> None:
    """Every character but white space stands in title, body or removed exactly once."""
    raw = "\n".join(pieces)
    assert characters(all_parts(clean_paste(raw))) == characters(raw)


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_seeds_lose_nothing(path: Path) -> None:
    """A saved page of each kind keeps every character somewhere, removals naming their line."""
    raw = path.read_text(encoding="utf-8")
    cleaned = clean_paste(raw)
    assert cleaned.title
    assert len(cleaned.body.split()) > 200
    assert characters(all_parts(cleaned)) == characters(raw)
    lines = raw.split("\n")
    assert all(part.text in " ".join(lines[part.line - 1].split()) for part in cleaned.removed)
    assert all(part.rule for part in cleaned.removed)


def test_clean_text_comes_through_whole() -> None:
    """Short paragraphs and quotes of a clean article all stay; a heading is cut by its own rule."""
    paragraphs = [
        "The town's only cinema will close at the end of the month, its owner said on Friday.",
        "“We tried everything,” she said.",
        "The cinema opened in 1954 and has seen better times. It holds three hundred people.",
        "On most nights, fewer than ten of them came.",
        "“It breaks my heart.”",
        "The council has not yet decided what will become of the building.",
    ]
    lines = ["Town's only cinema is to close", *paragraphs[:2], "A last show", *paragraphs[2:]]
    cleaned = clean_paste("\n\n".join(lines))
    assert cleaned.title == "Town's only cinema is to close"
    assert cleaned.body == "\n\n".join(paragraphs)
    assert [(cut.text, cut.rule) for cut in cleaned.removed] == [("A last show", "heading")]


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        ("Ana Ruiz/Getty Images", True),
        ("(Photo by: REUTERS/Ana Ruiz)", True),
        ("AP Photo/Ana Ruiz", True),
        ("The dam breaks To view this video please enable JavaScript, and upgrade.", True),
        ("RELATED VIDEO: How the dam was built", True),
        ("Read more: Three towns to be moved for the dam", True),
        ("The dam from above on Tuesday. (Photo: Ana Ruiz via Facebook)", True),
        ("Water pours through the gap in the wall. Ana Ruiz / Reuters", True),
        ("The wall before it broke, seen from the bridge... (Associated Press)", True),
        ("(c) 2023 Valley Radio Ltd. This material may not be published or rewritten.", True),
        ("Valley News Letters Get the day's top stories from the valley. Every morning.", False),
        ("Valley News Emails Get alerts and reports from the valley. Every morning.", True),
        ("Dear Members of the Board,", True),
        ("Ana Ruiz contributed to this report.", True),
        ("How the wall was built", True),
        ("Follow Ana Ruiz on Twitter @anaruiz", True),
        ("Got a tip? Write to news@valley.example", True),
        ("Photos: The dam through the years", True),
        ("Follow the river on Facebook and you will never see the dam, its builder wrote.", False),
        (
            "Year 2001 2004 2007 2010 Men 27.2 26.2 23.0 18.3 Women 21.2 20.3 19.0 14.1 All 22 21",
            True,
        ),
        ("Add this Tweet to your website by copying the code below. Learn more", True),
        ("A poll gives the minister a lead of two points. (Reuters/Valley)", False),
        ("The wall, which the minister said", False),
        ("The picture by Ana Ruiz/Getty Images shows the dam on the day it broke.", False),
        ("Copyright 2023 was the year in which the firm that built it failed.", False),
        ("Related costs: two million euros a year, the ministry said.", False),
    ],
)
def test_credits_and_pointers_are_cut_from_a_clean_text(line: str, cut: bool) -> None:
    """A picture's credit, a pointer to another article, also where nothing else is furniture."""
    before = "The dam above the valley broke on Monday, and three towns were flooded within hours."
    after = "The minister said on Tuesday that the state would pay for all of the damage done."
    body = clean_paste(f"Dam above three towns breaks\n\n{before}\n\n{line}\n\n{after}").body
    assert before in body
    assert after in body
    assert (line not in body) is cut


@pytest.mark.parametrize(
    "line",
    [
        "The dam above the valley broke on Monday, and three towns were flooded.",
        "VALLEY TOWN, Ohio (AP) — The dam above the valley has broken",
        "“It was the loudest thing that I have ever heard.”",
        "(The names of some people in this story were changed)",
        "The broken wall, as seen from the town (Picture: Getty)",
        "Valley News Emails Get alerts and reports from the valley. Every morning.",
        "Tweet with a location",
    ],
)
def test_a_sentence_caption_or_notice_is_no_headline(line: str) -> None:
    """Of a text without a headline, it is unknown: no lead, quotation, box or caption."""
    body = [
        "Three towns were flooded within hours, and nobody knows how many people are missing.",
        "The minister said on Tuesday that the state would pay for all of the damage done.",
    ]
    cleaned = clean_paste("\n\n".join([line, *body]))
    assert cleaned.title == ""
    assert [part for part in body if part not in cleaned.body] == []


def test_one_sentence_is_an_article() -> None:
    """A file that holds one sentence gives it as its text, not as a headline of nothing."""
    line = "The mayor of Valley Town resigned on Monday, her office said in a short statement."
    assert clean_paste(line) == Article("", "", "", line)


@pytest.mark.parametrize("raw", ["", " \n\t\r\n", "\ufeff", "\u2028\u2029"])
def test_nothing_in_nothing_out(raw: str) -> None:
    """White space alone gives an empty article."""
    assert clean_paste(raw) == Article("", "", "", "")


def test_white_space_only_is_rewritten() -> None:
    """Byte order marks, hard spaces and Windows line ends become plain; controls are removed."""
    text = "The\u00a0old  bridge\x00 was closed to all traffic on Monday, the city said."
    body = "It is to be repaired by the summer, and then it will be opened again to all."
    cleaned = clean_paste(f"\ufeffOld bridge closed to traffic\r\n\r\n{text}\r\n\f{body}\r\n")
    assert cleaned.title == "Old bridge closed to traffic"
    assert cleaned.body.startswith("The old bridge was closed to all traffic on Monday")
    assert [(part.text, part.rule, part.line) for part in cleaned.removed] == [
        ("\x00", "control characters", 3)
    ]


@pytest.mark.parametrize(
    "raw",
    ["a" * 300_000, "( " * 100_000, "By " * 80_000, "A, " * 80_000, "x\n" * 20_000, ">» " * 60_000],
    ids=["one word", "brackets", "by", "commas", "lines", "arrows"],
)
def test_hostile_text_is_read_in_linear_time(raw: str) -> None:
    """Huge lines and many lines neither crash nor hang."""
    began = time.thread_time()
    assert characters(all_parts(clean_paste(raw))) == characters(raw)
    assert time.thread_time() - began < 10


def test_wrapped_lines_are_joined() -> None:
    """Hard-wrapped lines become one paragraph; a list of short lines stays a list."""
    wrapped = (
        "The council wants to build a swimming pool behind the station,\n"
        "and it hopes that the pool will be open before the next summer\n"
        "begins."
    )
    assert len(join_lines(split_lines(wrapped)[0])) == 1
    assert len(join_lines(split_lines("Home\nPolitics\nSport\nCulture")[0])) == 4


@pytest.mark.parametrize("width", range(45, 101, 5))
def test_short_paragraphs_of_a_wrapped_page_are_joined(width: int) -> None:
    """The page tells the width, so that paragraphs of two lines are joined too."""
    head = ["Ferry burns in harbour", "By Ann Lee\nPublished 4 March 2025"]
    wrapped = ["\n".join(wrap(paragraph, width)) for paragraph in WRAPPED]
    cleaned = clean_paste("\n\n".join([*head, *wrapped]))
    assert cleaned.body.split("\n\n") == WRAPPED
    assert (cleaned.title, cleaned.byline) == (head[0], "Ann Lee")


WRAPPED = [
    "A fire on the ferry Ellen closed Brackwater harbour on Tuesday morning, the port says.",
    "At least 15 people were taken to hospital with burns, according to the county.",
    '"We saw smoke," said Tom Hale, 62. "Nobody at the Guildhall listens to Brackwater. My father '
    'built that ferry with his own hands in 1968."',
    "The harbour will stay shut until Friday. Divers will look at the wreck, and the Harbour Board "
    "of Brackwater will meet in the evening.",
]


def test_a_hyphen_at_a_wrapped_line_s_end_is_joined() -> None:
    """The word is whole again, its hyphen verbatim."""
    text = wrap("The little ferry burnt to the waterfront-line on Tuesday and lies there. " * 2, 44)
    (unit,) = join_lines(split_lines("\n".join(text))[0])
    assert "to the waterfront-line on Tuesday" in unit.text


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("11/24/2024 1:44:40 AM", "2024-11-24T01:44:40"),
        ("Dec 3, 2024, 3:23 AM", "2024-12-03T03:23"),
        ("12:00 am", None),
        ("3 March 2021 at 12:05 am", "2021-03-03T00:05"),
        ("2024-02-29T23:59", "2024-02-29T23:59"),
        ("24.12.2022", "2022-12-24"),
        ("Published: Sept. 9, 2019", "2019-09-09"),
        ("February 30, 2020", None),
        ("05/05/2021", "2021-05-05"),
        ("PUBLISHED 10:30 AM ET Mar. 14, 2024", "2024-03-14T10:30"),
        ("10.30am BST on Thursday 14 March 2024", "2024-03-14T10:30+01:00"),
        ("Thu 14 Mar 2024 10.30 GMT", "2024-03-14T10:30+00:00"),
        ("14 March 2024, 5 p.m. (CET)", "2024-03-14T17:00+01:00"),
        ("2024-03-14T10:30:00.000Z", "2024-03-14T10:30:00+00:00"),
        ("Mar 14, '24", None),
        ("on 14 March 24 people died", None),
        ("March 14, 2024, 5 min read", "2024-03-14"),
    ],
)
def test_dates(text: str, whole: str | None) -> None:
    """Printed dates become ISO dates, with the time where it is given."""
    found = find_page_dates(text)
    assert (found[0].whole if found else None) == whole


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("BY ANN LEE, Staff Writer", "ANN LEE"),
        ("Written by Ann Lee and Bo Ek | May 3, 2021", "Ann Lee and Bo Ek"),
        ("By Ann Lee Published May 3, 2021 12 shares", "Ann Lee"),
        ("By Ann Lee Email the author", "Ann Lee"),
        ("By Ann Lee | ann@paper.example", "Ann Lee"),
        ("By Ann Lee (ann@paper.example), Health Correspondent", "Ann Lee"),
        ("By Ann Lee in Paris and Bo Ek in New York", "Ann Lee and Bo Ek"),
        ("By Ann Lee Photographs by Bo Ek", "Ann Lee"),
        ("By Ann Lee; Edited by Bo Ek", "Ann Lee"),
        ("By Ann Lee, Editor, and Bo Ek, Chief Political Reporter", "Ann Lee, and Bo Ek"),
        ("By Political Editor Ann Lee", "Ann Lee"),
        ("By Ann Lee Senior Science Writer", "Ann Lee"),
        ("By Ann Lee and agencies", "Ann Lee"),
        ("By Ann Lee, Bo Ek (photography)", "Ann Lee"),
        ("By Ann Lee @annlee", "Ann Lee"),
        ("By The Associated Press", "The Associated Press"),
        ("/ Updated By Ann Lee", "Ann Lee"),
        ("By Abby Kay-Byrne", "Abby Kay-Byrne"),
        ("By GAZETTE | Port Institute", "GAZETTE | Port Institute"),
        ("By the river, people wait.", None),
        ("The book was written by Ann Lee", None),
    ],
)
def test_bylines(line: str, name: str | None) -> None:
    """A byline gives the names without role, date and counts; other lines give nothing."""
    assert read_byline(line) == name


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("(Agency) - The mayor of the town resigned on Monday.", "Agency"),
        ("NEW YORK (AP) — The mayor of the town resigned on Monday.", "AP"),
        ("ST. MARY, Ohio (AP) — The mayor of the town resigned on Monday.", "AP"),
        ("The mayor (left) of the town resigned on Monday.", None),
        ("NATO (the alliance) said that it would meet on Monday.", None),
        ("WASHINGTON — The mayor of the town resigned on Monday.", None),
    ],
)
def test_datelines(text: str, agency: str | None) -> None:
    """Only a place or a dash beside a named agency makes a dateline."""
    found = find_dateline(text)
    assert (found.agency if found else None) == agency


HEADLINE = "Ferry burns in Brackwater harbour"


@pytest.mark.parametrize(
    ("head", "byline", "published"),
    [
        ("Thursday, 14 March 2024", None, "2024-03-14"),
        ("Thursday 14 March", None, None),
        ("14 March 2024, 10:30", None, "2024-03-14T10:30"),
        ("Thu 14 Mar 2024 10.30 GMT", None, "2024-03-14T10:30+00:00"),
        ("PUBLISHED 10:30 AM ET Mar. 14, 2024", None, "2024-03-14T10:30"),
        ("Brackwater, 14 March 2024", None, "2024-03-14"),
        ("Ann Lee, 14 March 2024", "Ann Lee", "2024-03-14"),
        ("Ann Lee · March 14, 2024 · 5 min read", "Ann Lee", "2024-03-14"),
        ("Posted on March 14, 2024 by Ann Lee", "Ann Lee", "2024-03-14"),
        ("Ann Lee, Political Editor\n\n14 March 2024", "Ann Lee", "2024-03-14"),
        ("By Ann Lee\n\nUpdated 14 March 2024 at 9am", "Ann Lee", "2024-03-14T09:00"),
        ("Divers search the wreck of the ferry\n\n14 March 2024", None, "2024-03-14"),
    ],
)
def test_a_date_or_author_below_the_headline_is_no_text(
    head: str, byline: str | None, published: str | None
) -> None:
    """In a clean paste too: the line is metadata, and not the first sentence of the body."""
    for gap in ("\n\n", "\n"):
        cleaned = clean_paste(gap.join([HEADLINE, head.replace("\n\n", gap), *WRAPPED]))
        assert (cleaned.title, cleaned.byline, cleaned.published) == (HEADLINE, byline, published)
        assert cleaned.body.split("\n\n")[-4:] == WRAPPED
        assert "14" not in cleaned.body.split("\n\n")[0]


def test_days_inside_the_body_stay() -> None:
    """A chronicle's days are its text."""
    body = f"{WRAPPED[0]}\n\n{WRAPPED[1]}\n\n{WRAPPED[2]}\n\n14 March 2024\n\n{WRAPPED[3]}"
    assert clean_paste(f"{HEADLINE}\n\n{body}").body == body


@given(st.lists(st.floats(-6, 6, allow_nan=False), max_size=8), st.floats(0, 3))
def test_likeliest_run(scores: list[float], cost: float) -> None:
    """No other run of kept and cut is worth more than the one found."""

    def worth(run: list[bool]) -> float:
        gained = sum(score for score, kept in zip(scores, run, strict=True) if kept)
        pairs = zip([False, *run], [*run, False], strict=True)
        changes = sum(one != two for one, two in pairs)
        return gained - cost * changes

    best = find_likeliest_run(scores, cost)
    count = len(scores)
    runs = ([bool(bits >> i & 1) for i in range(count)] for bits in range(2**count))
    assert worth(best) >= max(map(worth, runs)) - 1e-9


def test_shingle_scores() -> None:
    """Kept words score as the share of four-word runs in common; a short text is one run."""
    assert overlap("a b c d e", "a b c d e") == (1.0, 1.0)
    assert overlap("a b c d e", "a b c d x") == (0.5, 0.5)
    assert overlap("a b c d", "") == (0.0, 0.0)
    assert shingles("one two").total() == 1
    assert mean_scores([(1.0, 0.5), (0.0, 0.5)])["f1"] == 0.5


@pytest.mark.measured
def test_seeds_match_the_marked_bodies() -> None:
    """Headline and body of every seed are the marked ones, word for word."""
    path = SHARED / "gold" / "asian-nato.json"
    if not path.is_file():
        pytest.skip("the marked seeds are not beside this checkout")
    for marked in json.loads(path.read_text(encoding="utf-8"))["articles"]:
        cleaned = clean_paste((SEEDS / marked["file"]).read_text(encoding="utf-8"))
        assert cleaned.title == marked["sentences"][0]
        assert cleaned.body.split() == " ".join(marked["sentences"][1:]).split(), marked["file"]
        assert cleaned.byline == marked["byline"]
        assert (cleaned.published or "")[:10] == (marked["published"] or "")


@pytest.mark.measured
def test_clean_inputs_come_through_whole() -> None:
    """Of a text that is an article and nothing else, no word of the body goes."""
    paths = sorted((SHARED / "gold" / "inputs").glob("*/*.txt"))
    if not paths:
        pytest.skip("the clean articles are not beside this checkout")
    for path in paths:
        raw = path.read_text(encoding="utf-8")
        headline, body = raw.strip().split("\n", 1)
        cleaned = clean_paste(raw)
        assert cleaned.title.split() == headline.split(), path.name
        assert cleaned.body.split() == body.split(), path.name


@pytest.mark.measured
def test_pasted_pages_are_cleaned() -> None:
    """On a sample of the pages it learned from, F1 of the words kept is above 0.93."""
    path = SHARED / "data" / "cleaning_news"
    if not path.is_dir():
        pytest.skip("the pasted pages are not beside this checkout")
    pages = list(read_pages(path))[::4]
    scores = mean_scores(overlap(page.gold, clean_paste(page.dump).body) for page in pages)
    assert scores["f1"] > 0.93
