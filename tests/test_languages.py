"""Ten languages beside English: what is read in them, and what is said to be read in English only.

The texts are ours, written for these tests: two outlets on one made-up fire in each language.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from compare import Article, Comparison, compare_articles, render_report
from compare.archive import Profile, read_stories, write_stories
from compare.archive.outlets.view import make_sections
from compare.framing import find_unmeasured
from compare.matching.features import pair_features
from compare.matching.terms import read_terms
from compare.reading.furniture.bylines import read_local_byline
from compare.reading.language import _load_identifier, detect_language
from compare.reading.paste import clean_paste
from compare.reading.published import find_page_dates
from compare.report.page import shared_spans
from compare.text.dates import find_dates
from compare.text.locales import load_local
from compare.text.numbers import find_numbers
from compare.text.quotes import article_quotes
from compare.text.sentences import article_sentences, split_sentences

EVENTS = json.loads((Path(__file__).parent / "cases" / "languages.json").read_text("utf-8"))
each = pytest.mark.parametrize("event", EVENTS, ids=[event["name"] for event in EVENTS])


def article(event: dict[str, Any], side: str) -> Article:
    """One outlet's text, its language found as it is found in a file."""
    title, *body = event[side]
    text = f"{title}\n\n{event['join'].join(body)}"
    language = detect_language(text)
    return Article(side, f"Outlet {side}", title, text, event["published"], language=language)


def compared(event: dict[str, Any], **options: Any) -> Comparison:
    """Both texts compared."""
    return compare_articles([article(event, "a"), article(event, "b")], **options)


@each
def test_the_language_is_found(event: dict[str, Any]) -> None:
    """A short text is enough."""
    assert {article(event, side).language for side in "ab"} == {event["code"]}


@each
def test_sentences_end_where_a_reader_ends_them(event: dict[str, Any]) -> None:
    """Abbreviations, ordinals and marks of the language are known."""
    for side in "ab":
        told = [sentence.text for sentence in article_sentences(article(event, side))]
        assert told == event[side]


@each
def test_a_pasted_page_is_cleaned(event: dict[str, Any]) -> None:
    """Menus, credits and what stands below go; the day of publication and the author are told."""
    page, (title, *body) = event["page"], event["a"]
    kept = f"{event['join'].join(body[:2])}\n\n{event['join'].join(body[2:])}"
    lines = [*page["above"], "", title, *page["head"], kept, "", *page["below"]]
    cleaned = clean_paste("\n".join(lines))
    assert (cleaned.title, cleaned.body) == (title, kept)
    assert (cleaned.published, cleaned.byline) == (page["published"], page["byline"])


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Von Anna von der Tann", "Anna von der Tann"),
        ("Von den Verletzten fehlt jede Spur", None),
        ("Par ailleurs", None),
        ("Por María José Ruiz y Ana Lago", "María José Ruiz y Ana Lago"),
        ("Автор: Иван Петров", "Иван Петров"),
        ("作者：王强", "王强"),
        ("记者从海城港口获悉，火灾造成多人受伤", None),
    ],
)
def test_a_line_that_names_its_author(line: str, name: str | None) -> None:
    """It names somebody and says no more."""
    assert read_local_byline(line) == name


def test_the_day_stands_first_outside_english() -> None:
    """What reads two ways in English has one way in a page of another language."""
    (unclear,), (clear,) = find_page_dates("04/05/2023"), find_page_dates("04/05/2023", True)
    assert (unclear.whole, clear.whole) == (None, "2023-05-04")
    (swapped,) = find_page_dates("05/14/2023", True)
    assert swapped.whole == "2023-05-14"


@each
def test_numbers_are_read_as_they_are_written_there(event: dict[str, Any]) -> None:
    """Separators, digits, words of scale, percent and money; days and years are no quantities."""
    found = []
    for side in "ab":
        text = article(event, side).text
        for one in find_numbers(text, event["code"]):
            assert one.low == one.high
            found.append([text[one.start : one.end], one.low, one.unit])
    assert found == event["numbers"]


@each
def test_matching_shares_the_figures_that_the_language_writes(event: dict[str, Any]) -> None:
    """Two sentences share what `find_numbers` finds in both: '1.250' there is '1250' here."""
    rows = [list(article_sentences(article(event, side))) for side in "ab"]
    written = next(words for words, value, unit in event["numbers"] if (value, unit) == (1250, ""))
    rows[0].append(replace(rows[0][-1], index=90, text=f"({written})"))
    rows[1].append(replace(rows[1][-1], index=90, text="(1250)"))
    sentences = [sentence for row in rows for sentence in row]
    terms = read_terms([s.text for s in sentences], [event["code"]] * len(sentences))
    first, second = np.indices((len(rows[0]), len(rows[1]))).reshape(2, -1)
    second = second + len(rows[0])
    shared = pair_features(sentences, terms, first, second)["shared_figures"]
    figures = [
        {f"{one.low}{one.unit}" for one in find_numbers(sentence.text, event["code"])}
        | {word for word in words if word[0].isdigit()}
        for sentence, words in zip(sentences, terms.normal, strict=True)
    ]
    found = [len(figures[i] & figures[j]) for i, j in zip(first, second, strict=True)]
    assert shared.tolist() == [min(3, count) for count in found]
    assert found[-1] > 0


@pytest.mark.parametrize(
    ("language", "one", "two", "shared"),
    [
        ("de", "Zwei Häuser brannten.", "Das Haus brannte nieder.", ["Häuser brannten"]),
        ("fr", "Les écoles restent fermées.", "Une école est fermée.", ["écoles", "fermées"]),
        ("es", "Los incendios crecieron.", "El incendio crece.", ["incendios crecieron"]),
        ("ru", "Пожары стихли", "Пожар стих", ["Пожары"]),
    ],
)
def test_the_page_marks_shared_words_by_the_stems_of_the_language(
    language: str, one: str, two: str, shared: list[str]
) -> None:
    """Whatever their ending in that language."""
    assert [one[slice(*span)] for span in shared_spans(one, [two], language)] == shared


@each
def test_times_and_ordinals_are_no_figures_and_ranges_are_one(event: dict[str, Any]) -> None:
    """'17 h 30', '2. Bundesliga', '§ 5' count nothing; '45 bis 50' is one; money has its sign."""
    text = event["figures"]["text"]
    found = [
        [text[one.start : one.end], one.low, one.high, one.unit]
        for one in find_numbers(text, event["code"])
    ]
    assert found == event["figures"]["found"]


@pytest.mark.parametrize(
    ("text", "code", "day"),
    [
        ("Заседание прошло в среду.", "ru", "2024-06-12"),
        ("Nach der Sitzung am Mittwoch", "de", "2024-06-12"),
    ],
)
def test_weekdays_are_read_in_their_forms(text: str, code: str, day: str) -> None:
    """The last such day up to the day of publication."""
    assert [found.low for found in find_dates(text, code, "2024-06-14")] == [day]


def test_abbreviations_behind_an_elision_end_no_sentence() -> None:
    """'L'art. 5' is one."""
    text = "L’art. 5 de la loi est clair. Il a été voté."
    assert len(split_sentences(text, "fr")) == 2


@each
def test_dates_are_read_as_they_are_written_there(event: dict[str, Any]) -> None:
    """With and without their year, and weekdays."""
    found = {
        (article(event, side).text[day.start : day.end], day.low)
        for side in "ab"
        for day in find_dates(article(event, side).text, event["code"], event["published"])
    }
    assert found == {tuple(day) for day in event["dates"]}


@each
def test_quotations_are_found_by_the_marks_of_the_language(event: dict[str, Any]) -> None:
    """Who speaks is not told: that is learned from English."""
    found = []
    for side in "ab":
        one = article(event, side)
        found += [(one.text[q.start : q.end], q.kind, q.speaker) for q in article_quotes(one)]
    assert found == [(quote, "direct", None) for quote in event["quotes"]]


@each
def test_the_same_fact_is_matched(event: dict[str, Any]) -> None:
    """Sentences that tell the same are in one fact; what one outlet alone quotes is in none."""
    facts = compared(event).facts
    together = [
        sorted(int(name.split("-")[1]) for name in fact.sentences if name.startswith(side))
        for fact in facts
        for side in "ab"
    ]
    pairs = list(zip(together[::2], together[1::2], strict=True))
    for one, two in event["same"]:
        assert any(one in here and two in there for here, there in pairs), (one, two, pairs)
    assert not any(4 in here for here, _ in pairs), pairs


@each
def test_a_figure_that_differs_is_shown(event: dict[str, Any]) -> None:
    """34 here, 36 there."""
    readings = [
        {reading.value.split(" ")[0] for reading in contrast.readings}
        for contrast in compared(event).contrasts
        if contrast.kind == "number"
    ]
    assert {str(value) for value in event["clash"]} in readings


@each
def test_what_reads_english_only_says_so_and_gives_no_figure(event: dict[str, Any]) -> None:
    """In the comparison and in every report; the other measures stand."""
    comparison = compared(event)
    names = {measure.name for measure in comparison.framing}
    assert names == {"words quoted"}
    (said,) = find_unmeasured(comparison.articles)
    assert event["code"] in said.source
    assert "hedges" in said.problem
    assert "how speech is introduced" in said.problem
    assert {contrast.kind for contrast in comparison.contrasts} <= {"number", "date", "quote"}
    for name in ("html", "md", "json"):
        assert "these measures read English words" in str(render_report(comparison, name))


def test_english_articles_are_measured_beside_others() -> None:
    """An English outlet has its hedges, the German one beside it none."""
    german = article(EVENTS[0], "a")
    english = [
        Article(name, f"Daily {name}", "", f"The {name} fire was a terrible, awful disaster. " * 3)
        for name in ("harbour", "market")
    ]
    comparison = compare_articles([german, *english])
    assert {m.outlet for m in comparison.framing if m.name == "hedges"} == {
        "Daily harbour",
        "Daily market",
    }
    assert "Outlet a" in {m.outlet for m in comparison.framing if m.name == "words quoted"}


@pytest.mark.parametrize("language", ["xx", "zz", "", "e", "english"])
def test_an_unknown_language_gives_nothing(language: str) -> None:
    """Unknown stays unknown."""
    assert find_numbers("12 345 and 3 March 2024", language) == ()
    assert find_dates("12 345 and 3 March 2024", language) == ()


ENGLISH = (
    "Three days ago, on Friday 3 April 2024, dozens of people; six million dollars, this week, "
    "next Sunday, in mid-April; twenty-nine, fifty-six percent, half a billion, thousands, tonight"
)
ALIKE = {"i": "ı", "I": "İ", "s": "ſ", "S": "ẞ", "k": "\u212a", "ss": "ß", "st": "ﬆ", "fi": "ﬁ"}


@pytest.mark.parametrize("code", ["en", *(event["code"] for event in EVENTS)])
def test_letters_that_are_others_in_another_case_stop_nothing(code: str) -> None:
    """A dotless i, a long s, a Kelvin sign: expressions take them for letters they are not."""
    local = load_local(code)
    assert local
    named = [*local.months, *local.weekdays, *local.days, *local.scales, *local.money]
    text = f"{ENGLISH}; {', '.join(f'3 {word} 2024' for word in named)}"
    for shape in (text, text.upper(), text.title()):
        for letter, other in ALIKE.items():
            hostile = shape.replace(letter, other)
            find_dates(hostile, code, "2024-03-06")
            find_numbers(hostile, code)
            find_page_dates(hostile, foreign=True)


def test_capitals_of_turkish_are_read() -> None:
    """Its i keeps its dot in capitals, and its ı has none."""
    told = [day.low for day in find_dates("3 KASIM 2023, 4 HAZİRAN 2023", "tr")]
    assert told == ["2023-11-03", "2023-06-04"]


def test_plain_english_is_told_without_the_model() -> None:
    """Its small words are enough; a short text or a list of names is left to the model."""
    _load_identifier.cache_clear()
    text = "The fire broke out on Sunday, and the mayor said that it was not the first at the port."
    assert detect_language(text) == "en"
    assert detect_language(f"{text} {text} {text}") == "en"
    assert _load_identifier.cache_info().misses == 1  # for the first, of 19 words
    assert detect_language("Anna Lenz, Max Weber, Ivan Petrov, Ali Kaya, Kellberg, Kerlan") != "en"


def test_stories_are_told_apart_in_every_language(tmp_path: Path) -> None:
    """Twenty articles in ten languages on one event of each are ten stories."""
    rows = [
        {"outlet": f"{event['code']} {side}", "title": event[side][0], "published": "2024-03-06",
         "text": event["join"].join(event[side][1:])}
        for event in EVENTS for side in "ab"
    ]  # fmt: skip
    archive = tmp_path / "archive.jsonl"
    archive.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    write_stories(archive, tmp_path / "stories")
    told = [{a.outlet[:2] for a in articles} for _, articles in read_stories(tmp_path / "stories")]
    assert sorted(told, key=min) == sorted(({event["code"]} for event in EVENTS), key=min)


def test_an_outlets_profile_says_what_it_does_not_measure() -> None:
    """Articles in other languages are counted per outlet, and the framing part says so."""
    events = [replace(compared(event), event=event["code"]) for event in EVENTS[:2]]
    tables = sum(events, Profile()).tables()
    assert tables["outlets"]["not_english"].tolist() == [2, 2]
    told = {section.title: section.text for section in make_sections(tables, 0.95, ["s"])}
    assert "say nothing of the 4 articles in other languages" in told["How they report it"]
