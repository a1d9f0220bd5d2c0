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
from compare.findings import find_findings
from compare.findings.wording import day_words
from compare.model import Fact, Sentence
from compare.report.index import anchor
from compare.text.numbers import find_numbers
from compare.text.quotes import article_quotes, is_pronoun

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
    texts = {article.id: article for article in editor.event.articles}
    for fact in editor.event.facts:
        for name in fact.sentences:
            sentence = editor.sentence(name)
            for quote in article_quotes(texts[sentence.article]):
                inside = sentence.start <= quote.start and quote.end <= sentence.end
                speaker = quote.speaker or "he"
                if inside and quote.kind == "direct" and not is_pronoun(speaker):
                    yield speaker, sentence, fact


def is_it_several_reports_or_one(editor: Editor) -> None:
    """The first line says how many texts there are."""
    origins = editor.event.origins
    expect(editor.page.locator(".kicker")).to_contain_text(f"{len(origins)} independent text")


def which_outlet_was_first(editor: Editor) -> None:
    """Each headline has its outlet and its day; what has none is said to have none."""
    heads = editor.page.locator(".heads li")
    expect(heads).to_have_count(len(editor.event.articles))
    for head, article in zip(heads.all(), editor.event.articles, strict=True):
        day = day_words(article)
        expect(head).to_contain_text(day)
        assert day.endswith(("no date", "(year not given)")) == (not article.published)


def what_do_they_dispute(editor: Editor) -> None:
    """Where they differ: the exact words of each outlet, or that nothing was found."""
    findings = find_findings(editor.event)
    block = editor.page.locator(".glance .told").nth(1)
    if not findings.differences:
        expect(block).to_contain_text("None could be told surely")
    says = editor.page.locator("#says > li").all()
    shown = [*zip(block.locator("> li").all(), findings.differences, strict=False),
             *zip(says, findings.says, strict=False)]  # fmt: skip
    for item, finding in shown:
        for side in finding.sides[:4]:
            expect(item).to_contain_text(findings.labels[side.outlet])
            expect(item).to_contain_text(side.words)


def what_does_one_outlet_alone_have(editor: Editor) -> None:
    """What only one reports: each statement opens its sentence; all of them are one tab away."""
    findings = find_findings(editor.event)
    told = {one.outlets[0]: one for one in reversed(findings.alone)}
    outlet = max(told)
    item = editor.page.locator(".glance > div:last-child .told > li", has_text=told[outlet].text)
    expect(item.first).to_contain_text(findings.labels[outlet])
    editor.click(item.first.locator("a.opens"))
    expect(editor.page.locator("#places li")).to_have_count(len(told[outlet].evidence))
    link = f"#{anchor('s', told[outlet].evidence[0].sentence)}"
    expect(editor.page.locator(f"#places a.place[href='{link}']")).to_be_visible()


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
    pairs = [m for m in editor.event.matches if {m.a, m.b} <= inside]
    best = max(m.score for m in pairs if fact.sentence in (m.a, m.b))
    expect(view.locator("table.grid tbody tr").first).to_contain_text(f"{best:.2f}")


def who_gets_to_speak(editor: Editor) -> None:
    """Actors by outlets, with the words that each quotes; a number opens its sentences."""
    rows = {row.name: row for row in find_findings(editor.event).actors}
    table = editor.page.locator("#who tbody tr")
    for line in table.all():
        row = rows[line.locator("th bdi").inner_text()]
        for cell, shown in zip(row.cells, line.locator("td").all(), strict=True):
            words = f" “{cell.words}”" if cell.words else ""
            assert shown.inner_text().split() == f"{len(cell.named)}{words}".split()
    editor.click(table.first.locator("a.opens").first)
    expect(editor.page.locator("#places mark").first).to_be_visible()


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


# answered by the first screen itself, or by one click on it
AT_ONCE = {
    "Is it five reports or one?", "Which outlet was first?", "What do they dispute?",
    "What does this outlet alone have?", "How high in its article does each put it?",
    "Who gets to speak?",
}  # fmt: skip


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
    """From the page as it opens, six of them in one; the answer is that of comparison.json."""
    comparison, path = event
    with browser.new_context(viewport={"width": 1200, "height": 900}) as context:
        page = context.new_page()
        page.goto(path.as_uri())
        editor = Editor(page, comparison)
        QUESTIONS[question](editor)
        assert editor.clicks <= (1 if question in AT_ONCE else MOST)
