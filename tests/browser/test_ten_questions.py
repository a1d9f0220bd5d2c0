"""Ten questions of an editor, each answered from the opened page in five clicks at most.

The answers are read off the page and checked against comparison.json. A click into a field that is
typed into counts; choosing from a list counts twice (open it, pick). The events are the seeds and
two marked ones; `docs/reading.md` tells readers the same ten.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from compare import Comparison, compare_articles, read_articles, read_report, write_report
from compare.model import Fact, Sentence
from compare.report.index import anchor
from compare.text.numbers import find_numbers
from compare.text.quotes import find_quotes

pytestmark = pytest.mark.browser
REPO = Path(__file__).parents[2]
MARKED = REPO.parent / "shared" / "gold" / "inputs"
EVENTS = ["asian-nato", "11c9f251", "4f473faf"]
MOST = 5


@dataclass
class Editor:
    """Somebody who sits before the page; `clicks` counts what the hand does."""

    page: Page
    event: Comparison
    clicks: int = 0

    def click(self, target: Locator) -> None:
        """One click."""
        self.clicks += 1
        target.click()

    def tab(self, name: str) -> None:
        """To a tab."""
        self.click(self.page.locator(".tabs a", has_text=name))

    def type(self, target: Locator, words: str) -> None:
        """A click into the field, then words."""
        self.click(target)
        self.page.keyboard.type(words)

    def choose(self, target: Locator, value: str) -> None:
        """Open a list and pick from it: two clicks."""
        self.clicks += 2
        target.select_option(value=value)

    def column(self, outlet: str) -> str:
        """An outlet's place among the outlets, as the page's lists have it."""
        return str(self.event.outlets.index(outlet))

    def sentence(self, name: str) -> Sentence:
        """A sentence of comparison.json."""
        return next(one for one in self.event.sentences if one.id == name)

    def number(self, fact: Fact) -> int:
        """A fact's number on the page."""
        return self.event.facts.index(fact) + 1

    def open_fact(self, fact: Fact) -> Locator:
        """Choose a fact in the matrix (its row may have to be asked for)."""
        row = self.page.locator(f"#matrix tr[data-fact='{self.number(fact) - 1}'] a.said")
        if not row.count():
            self.click(self.page.get_by_role("button", name="Show all"))
        self.click(row)
        return self.page.locator("#fact-view")


def the_widest(editor: Editor) -> Fact:
    """The fact that comes first on the page."""
    return editor.event.facts[0]


def who_else_has_the_number(editor: Editor) -> None:
    """Search for the figure, open the fact: each number stands there with who gives it."""
    given: dict[tuple[str, tuple[str, float, float]], dict[str, str]] = {}
    for fact in editor.event.facts:
        for name in fact.sentences:
            sentence = editor.sentence(name)
            for one in find_numbers(sentence.text, "en"):
                told = given.setdefault((fact.id, (one.unit, one.low, one.high)), {})
                told.setdefault(sentence.outlet, sentence.text[one.start : one.end])
    if not given:  # no fact of the event has a figure, and the page shows none
        view = editor.open_fact(the_widest(editor))
        expect(view.locator(".numbers")).to_have_count(0)
        return
    (fact_id, _), told = max(given.items(), key=lambda item: (len(item[1]), item[0]))
    fact = next(one for one in editor.event.facts if one.id == fact_id)
    outlet, words = min(told.items())
    editor.type(editor.page.locator("#filter [name=text]"), words)
    row = editor.open_fact(fact).locator(".numbers li", has_text=f"{outlet} {words}").first
    assert row.locator("bdi").all_inner_texts() == sorted(told)
    for other in told.values():
        expect(row).to_contain_text(other)
    expect(row.get_by_text("in no other outlet of this fact")).to_have_count(int(len(told) == 1))


def what_did_an_outlet_leave_out_that_all_others_have(editor: Editor) -> None:
    """Filter: not in the outlet, stated by all but one. The facts that are left are the answer."""
    everyone = set(editor.event.outlets)
    lacked = {
        outlet: [f for f in editor.event.facts if everyone - set(f.outlets) == {outlet}]
        for outlet in editor.event.outlets
    }
    outlet = max(lacked, key=lambda name: (len(lacked[name]), name))
    page = editor.page
    editor.choose(page.locator("#filter [name=outlet]"), f"-{editor.column(outlet)}")
    editor.choose(page.locator("#filter [name=least]"), str(len(everyone) - 1))
    rows = page.locator("#matrix tr.fact")
    expect(rows).to_have_count(len(lacked[outlet]))
    shown = {int(row.get_attribute("data-fact") or -1) + 1 for row in rows.all()}
    assert shown == {editor.number(fact) for fact in lacked[outlet]}


def whose_words_are_these(editor: Editor) -> None:
    """Search for the words, open the fact: the speaker stands behind the sentence."""
    quote, sentence, fact = next(_quoted(editor))
    found = "".join(re.findall(r"\w+ ?", sentence.text)[:4]).strip()
    words = found if found in sentence.text else sentence.text.split()[0]
    editor.type(editor.page.locator("#filter [name=text]"), words)
    view = editor.open_fact(fact)
    place = view.locator(f".card p:has(a[href='#{anchor('s', sentence.id)}'])")
    expect(place.locator(".speaker")).to_contain_text(quote)
    expect(place.locator(".speaker")).to_be_visible()


def _quoted(editor: Editor) -> Iterator[tuple[str, Sentence, Fact]]:
    """Quotations with a speaker inside a fact: (speaker, sentence, fact)."""
    texts = {article.id: article.text for article in editor.event.articles}
    for fact in editor.event.facts:
        for name in fact.sentences:
            sentence = editor.sentence(name)
            for quote in find_quotes(texts[sentence.article]):
                inside = sentence.start <= quote.start and quote.end <= sentence.end
                if inside and quote.kind == "direct" and quote.speaker:
                    yield quote.speaker, sentence, fact


def is_it_several_reports_or_one(editor: Editor) -> None:
    """The top says how many texts there are; Origins says which articles are one."""
    origins = editor.event.origins
    expect(editor.page.locator(".top .lead")).to_contain_text(f"{len(origins)} independent text")
    editor.tab("Origins")
    copies = [origin for origin in origins if len(origin.articles) > 1]
    expect(editor.page.locator("#origins .origin")).to_have_count(len(copies))


def which_outlet_was_first(editor: Editor) -> None:
    """Articles: all by date, the earliest first; what has no whole date is named as such."""
    editor.tab("Articles")
    told = editor.page.locator("#dated").inner_text()
    dated = sorted((a.published[:10], a.outlet) for a in editor.event.articles if a.published)
    first = [outlet for day, outlet in dated if day == dated[0][0]]
    head = told.split("·")[0]
    assert all(outlet in head for outlet in first)
    assert all(outlet not in head for _, outlet in dated if outlet not in first)
    for article in editor.event.articles:
        if not article.published:
            assert article.outlet in told.split("no full date")[1]


def what_do_they_dispute(editor: Editor) -> None:
    """Disputed: each difference with the exact words of each outlet, the strongest first."""
    editor.tab("Disputed")
    if not editor.event.contrasts:
        expect(editor.page.locator("#disputed-view")).to_contain_text("None was found")
        return
    expect(editor.page.locator("#disputed-view output")).to_have_text(
        re.compile(rf"^{len(editor.event.contrasts)} difference")
    )
    strongest = max(editor.event.contrasts, key=lambda contrast: contrast.strength)
    texts = {article.id: article.text for article in editor.event.articles}
    shown = editor.page.locator("#disputed-view .contrast").first
    for reading in strongest.readings:
        text = texts[editor.sentence(reading.sentence).article]
        expect(shown).to_contain_text(reading.outlet)
        expect(shown).to_contain_text(" ".join(text[reading.start : reading.end].split()))


def what_does_one_outlet_alone_have(editor: Editor) -> None:
    """Only in / Not found, choose the outlet: its sentences, each with the nearest elsewhere."""
    outlet = editor.event.outlets[-1]
    alone = [item for item in editor.event.only if item.outlet == outlet]
    editor.tab("Only in")
    editor.choose(editor.page.locator("#missing-view [name=outlet]"), editor.column(outlet))
    block = editor.page.locator("#missing-view .two").first.locator("> div").first
    expect(block.locator("h3")).to_contain_text(f"Only in {outlet}")
    expect(block.locator("h3")).to_contain_text(f"{len(alone)} sentence")
    links = {link.get_attribute("href") for link in block.locator("li > a.place").all()}
    assert links == {f"#{anchor('s', item.sentence)}" for item in alone[:20]}


def how_high_does_each_put_it(editor: Editor) -> None:
    """Open the fact: each sentence says where in its article it stands."""
    fact = the_widest(editor)
    view = editor.open_fact(fact)
    for name in fact.sentences:
        index = editor.sentence(name).index
        told = f"sentence {index} of" if index else "headline"
        expect(view.locator(f".card a[href='#{anchor('s', name)}']")).to_contain_text(told)


def how_sure_is_the_match(editor: Editor) -> None:
    """Open the fact, then how it was matched: each pair with its score, the surest first."""
    fact = the_widest(editor)
    view = editor.open_fact(fact)
    editor.click(view.get_by_text("How these sentences were matched"))
    inside = set(fact.sentences)
    best = max(m.score for m in editor.event.matches if {m.a, m.b} <= inside)
    expect(view.locator("table.grid tbody tr").first).to_contain_text(f"{best:.2f}")


def who_gets_to_speak(editor: Editor) -> None:
    """Framing, who gets to speak: each speaker's share, resting on sentences one click away."""
    editor.tab("Framing")
    measure = editor.page.locator("[id='measure-speakers']")
    editor.click(measure.locator("> summary"))
    shares = [one for one in editor.event.framing if one.name == "speakers" and one.term]
    rows = measure.locator("tbody tr")
    expect(rows.first).to_be_visible()
    names = {(one.outlet, one.term) for one in shares}
    for row in rows.all():
        words = row.locator("th").inner_text()
        assert any(outlet in words and term in words for outlet, term in names)
    editor.click(rows.first.locator("summary"))
    expect(rows.first.locator("mark").first).to_be_visible()


QUESTIONS: dict[str, Callable[[Editor], None]] = {
    "Who else has the number?": who_else_has_the_number,
    "What did this outlet leave out that all others have?": (
        what_did_an_outlet_leave_out_that_all_others_have
    ),
    "Whose words are these?": whose_words_are_these,
    "Is it five reports or one?": is_it_several_reports_or_one,
    "Which outlet was first?": which_outlet_was_first,
    "What do they dispute?": what_do_they_dispute,
    "What does this outlet alone have?": what_does_one_outlet_alone_have,
    "How high in its article does each put it?": how_high_does_each_put_it,
    "How sure is the match?": how_sure_is_the_match,
    "Who gets to speak?": who_gets_to_speak,
}


@pytest.fixture(scope="module", params=EVENTS)
def event(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Comparison, Path]:
    """An event and its page."""
    name = request.param
    if name == "asian-nato":
        comparison = compare_articles(read_articles(REPO / "seeds" / name), event=name)
    elif not (MARKED / name).is_dir():
        pytest.skip("no ../shared/gold beside this checkout: the seeds alone are asked about")
    else:
        comparison = compare_articles(read_articles(MARKED / name), event=name)
    folder = tmp_path_factory.mktemp(name)
    write_report(comparison, folder, ["html", "json"])
    return read_report(folder), folder / "report.html"


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_editor_has_the_answer_in_five_clicks(
    browser: Browser, event: tuple[Comparison, Path], question: str
) -> None:
    """From the page as it opens; the answer is that of comparison.json."""
    comparison, path = event
    with browser.new_context(viewport={"width": 1200, "height": 900}) as context:
        page = context.new_page()
        page.goto(path.as_uri())
        editor = Editor(page, comparison)
        QUESTIONS[question](editor)
        assert editor.clicks <= MOST
