"""The page in a real browser: three levels, links, filters, keyboard, paper, downloads, attacks."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from compare import compare_articles, read_articles
from compare.model import Comparison, Reading, Skipped
from compare.report import read_report, write_report

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden"
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
VIEWS = ["shared", "disputed", "missing", "framing", "origins", "articles", "method"]
PAPERS = ["shared", "disputed", "framing", "articles", "method"]
READ = "read=article-gazette&article-herald"
TRAPS = [
    "<script>document.title = 'run'</script>",
    "<img src=x onerror=\"document.title='run'\">",
    "]]> --> </style></script><svg onload=alert(1)>",
    "</script><script>document.title='run'</script>",
    "\u202eturned round \u05e9\u05dc\u05d5\u05dd",
    "=cmd()|' /C calc'!A0",
    "javascript:document.title='run'",
    "${document.title='run'} {{ 7 * 7 }} \u2028 __proto__",
]


def go(page: Page, address: str) -> None:
    """To an address of the page, as a link there would."""
    page.evaluate("(name) => { location.hash = name; }", address)


def test_a_cell_leads_to_the_sentences_and_back(page: Page) -> None:
    """A cell opens its fact, the outlet's card first marked; the back button shows the matrix."""
    page.get_by_role("link", name="fact 2, Herald: states it").click()
    expect(page.get_by_role("heading", name="Fact 2")).to_be_focused()
    cards = page.locator("#fact-view .card")
    expect(cards).to_have_count(2)
    expect(cards.first).to_contain_text("At least 15 people were taken to hospital")
    expect(page.locator(".card.chosen")).to_contain_text("Sixteen people were taken to hospital")
    expect(page.locator("#fact-view")).to_contain_text("Not found in 1 outlet")
    page.go_back()
    expect(page.locator("#matrix")).to_be_visible()
    expect(page.locator("#fact")).to_be_hidden()


def test_shared_words_are_quiet_and_differing_words_marked(page: Page) -> None:
    """In a fact's sentences the words of other outlets and an outlet's own are told apart."""
    go(page, "fact-2")
    shared = " ".join(page.locator(".card .shared").all_inner_texts())
    own = " ".join(page.locator(".card .own").all_inner_texts())
    assert "hospital" in shared
    assert "burns" not in shared
    assert "burns" in own
    assert "hospital" not in own


def test_the_keyboard_alone_goes_through_all_levels(page: Page) -> None:
    """Tab reaches the skip link, a fact and its sentences; Enter follows; n and p turn the page."""
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    # an address is followed a moment later: what is focused before that loses the focus again
    expect(page.locator("#h-shared")).to_be_focused()
    page.locator("#matrix a.said").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Fact 1")).to_be_focused()
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Fact 2")).to_be_focused()
    page.keyboard.press("p")
    expect(page.get_by_role("heading", name="Fact 1")).to_be_focused()
    page.locator("#fact-view .place").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#articles .sentence:focus")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("text", "sixteen hospital", "1 of 2 facts"),
        ("text", "no such words", "0 of 2 facts"),
        ("outlet", "-2", "1 of 2 facts"),
        ("outlet", "+2", "1 of 2 facts"),
        ("least", "3", "1 of 2 facts"),
        ("kind", "number", "1 of 2 facts"),
        ("sort", "differences", "2 facts"),
    ],
)
def test_the_filter_leaves_the_facts_that_fit(page: Page, name: str, value: str, left: str) -> None:
    """Words, outlet, kind of difference: each narrows, the count says so."""
    field = page.locator(f"#filter [name={name}]")
    if name == "text":
        field.fill(value)
    else:
        field.select_option(value=value)
    expect(page.locator("#shown")).to_have_text(left)
    expect(page.locator("#matrix tbody tr")).to_have_count(int(left.split()[0]))


def test_an_address_leads_to_a_fact_a_sentence_a_measure_and_a_reading(
    page: Page, report: Path
) -> None:
    """Every level has an address of its own that works when the page is opened with it."""
    page.goto(report.as_uri() + "#fact-2")
    page.reload()
    expect(page.locator("#fact-view")).to_contain_text("Sixteen people")
    page.locator("#fact-view .card .place").first.click()
    expect(page.locator("#s-gazette-02")).to_be_in_viewport()
    expect(page.locator("#s-gazette-02")).to_be_focused()
    go(page, "measure-hedges")
    expect(page.locator("#measure-hedges table")).to_be_visible()
    go(page, READ)
    expect(page.locator(".pane")).to_have_count(2)
    go(page, "no-such-place%")
    expect(page.locator("#matrix")).to_be_visible()


def test_articles_are_read_in_parallel(page: Page) -> None:
    """Linked sentences are joined and light up together; what stands alone and who speaks shows."""
    go(page, READ)
    left, right = page.locator(".pane").all()
    expect(page.locator(".links path")).to_have_count(2)
    left.get_by_text("At least 15").hover()
    expect(right.locator(".lit")).to_contain_text("Sixteen people")
    expect(left.locator(".alone", has_text="shut until Friday")).to_be_visible()
    expect(right.locator(".speaker").first).to_be_hidden()
    page.get_by_label("show quotes and speakers").check()
    expect(right.locator(".speaker").first).to_be_visible()
    page.get_by_label("Article 3").select_option(
        label="Tribune: Inquiry demanded after harbour fire"
    )
    expect(page.locator(".pane")).to_have_count(3)


def test_panes_scroll_together(page: Page) -> None:
    """Scrolling one article brings the partner of its middle sentence beside it in the other."""
    page.set_viewport_size({"width": 1000, "height": 260})
    go(page, READ)
    left, right = page.locator(".pane").all()
    left.hover()
    page.mouse.wheel(0, 400)
    for pane in (left, right):
        expect(pane).not_to_have_js_property("scrollTop", 0)
    page.wait_for_timeout(300)  # until a smooth movement has come to its end
    page.get_by_label("scroll together").uncheck()
    before = right.evaluate("(one) => one.scrollTop")
    left.hover()
    page.mouse.wheel(0, -400)
    expect(left).to_have_js_property("scrollTop", 0)
    assert right.evaluate("(one) => one.scrollTop") == before


def test_every_figure_leads_to_its_sentence(page: Page) -> None:
    """A figure opens the sentences it rests on, its words marked, each with a link to its place."""
    go(page, "measure-hedges")
    page.locator("#measure-hedges a.opens").click()
    sheet = page.locator("#places")
    expect(sheet).to_be_focused()
    expect(sheet.locator("mark")).to_have_text("hospital")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(page.locator("#measure-hedges a.opens")).to_be_focused()
    page.keyboard.press("Enter")
    sheet.locator(".place").click()
    expect(page.locator("#s-herald-02")).to_be_in_viewport()
    expect(sheet).to_be_hidden()


def test_the_matrix_can_be_taken_away(page: Page) -> None:
    """It downloads as CSV."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as CSV: facts").click()
    rows = list(csv.reader(io.StringIO(waiting.value.path().read_text("utf-8"))))
    assert rows[0][:3] == ["fact", "text", "outlets"]
    assert [row[-3:] for row in rows[1:]] == [["states"] * 3, ["states", "states", "not found"]]


@pytest.mark.parametrize(("width", "height", "screens"), [(1400, 900, 1), (390, 844, 2)])
def test_the_first_screen_answers(
    browser: Browser, tmp_path: Path, width: int, height: int, screens: int
) -> None:
    """All findings of the seeds stand on one screen of a desk, on two of a phone."""
    comparison = compare_articles(read_articles(HERE.parents[1] / "seeds" / "asian-nato"))
    path = write_report(comparison, tmp_path, ["html"])[0]
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        page = context.new_page()
        page.goto(path.as_uri())
        titles = ["h1", ".heads li", ".told >> nth=0", "#who", ".glance > div:last-child h3"]
        for part in titles:
            box = page.locator(part).last.bounding_box()
            assert box is not None
            assert box["y"] + min(box["height"], 30) <= screens * height, part
        text = page.locator("main").inner_text()
        assert not re.search(r"\b[nzq] = |\bnull\b|\bNone\b(?! found)", text)


@pytest.mark.parametrize("width", [360, 1200])
@pytest.mark.parametrize("address", [*VIEWS, "fact-2", READ])
def test_the_page_fits_the_screen(page: Page, width: int, address: str) -> None:
    """Neither a phone nor a desk screen has to scroll sideways, also with everything open."""
    page.set_viewport_size({"width": width, "height": 800})
    go(page, address)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_a_script_facts_differences_and_articles_are_there(
    browser: Browser, report: Path
) -> None:
    """With JavaScript switched off the page still lists them, each linked to its sentences."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(report.as_uri())
        expect(page.locator("#shared .fallback li")).to_have_count(2)
        expect(page.locator("#disputed .fallback")).to_contain_text("Sixteen")
        page.locator("details.article summary").first.click()
        expect(page.locator("#s-gazette-02")).to_be_visible()


def test_paper_holds_findings_rows_and_articles(page: Page) -> None:
    """Printing opens the articles and leaves out the menus; afterwards the screen is as before."""
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for view in PAPERS:
        expect(page.locator(f"#{view}")).to_be_visible()
    expect(page.get_by_text("The harbour will stay shut until Friday.").first).to_be_visible()
    expect(page.locator(".filter:visible")).to_have_count(0)
    expect(page.locator("details.article:not([open])")).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator("section.view:visible")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(browser: Browser, report: Path, scheme: str) -> None:
    """In each view, light and dark, on a desk and a phone axe-core finds nothing serious."""
    if not AXE.is_file():
        pytest.skip("no axe-core: npm ci --ignore-scripts in tests/browser")
    axe = AXE.read_text(encoding="utf-8")
    faults = []
    for width in (380, 1200):
        options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
        with browser.new_context(**options) as context:  # type: ignore[arg-type]
            page = context.new_page()
            page.goto(report.as_uri())
            page.evaluate(f"{axe};0")
            for address in [*VIEWS, "fact-2", READ]:
                go(page, address)
                page.wait_for_timeout(50)
                found = page.evaluate("axe.run().then((told) => told.violations)")
                faults += [
                    (address, width, fault["id"], fault["nodes"][0]["html"])
                    for fault in found
                    if fault["impact"] in ("serious", "critical")
                ]
    assert faults == []


def test_the_script_has_the_types_it_says() -> None:
    """The TypeScript compiler finds no fault in the JSDoc types of the page's script."""
    tsc = HERE / "node_modules" / ".bin" / "tsc"
    if not tsc.exists() or not shutil.which("node"):
        pytest.skip("no TypeScript: npm ci --ignore-scripts in tests/browser")
    told = subprocess.run([tsc, "-p", HERE], capture_output=True, text=True, check=False)
    assert told.stdout == ""


def _spoilt(trap: str) -> Comparison:
    """The small event with the trap in every place that an article, a file or a name can fill."""
    saved = read_report(GOLDEN)
    outlets = {name: f"{trap} {n}" for n, name in enumerate(saved.outlets)}

    def named(items: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(outlets[name] for name in items))

    return replace(
        saved,
        event=trap,
        sentences=tuple(
            replace(s, text=trap, outlet=outlets[s.outlet], start=0, end=len(trap))
            for s in saved.sentences
        ),
        facts=tuple(
            replace(f, text=trap, outlets=named(f.outlets), cells=tuple(
                replace(cell, outlet=outlets[cell.outlet]) for cell in f.cells
            ))
            for f in saved.facts
        ),
        articles=tuple(
            replace(a, title=trap, byline=trap, url=trap, source=trap, text=trap,
                    outlet=outlets[a.outlet])
            for a in saved.articles
        ),
        contrasts=tuple(
            replace(c, kind=trap, nature=trap, readings=tuple(
                Reading(outlets[r.outlet], r.sentence, 0, len(trap), trap) for r in c.readings
            ))
            for c in saved.contrasts
        ),
        omissions=tuple(replace(o, outlet=outlets[o.outlet]) for o in saved.omissions),
        only=tuple(replace(o, outlet=outlets[o.outlet]) for o in saved.only),
        origins=tuple(replace(o, outlets=named(o.outlets)) for o in saved.origins),
        framing=tuple(
            replace(m, name=trap, unit=trap, note=trap, outlet=outlets[m.outlet], evidence=())
            for m in saved.framing
        ),
        skipped=(Skipped(trap, trap, trap),),
        signature=trap,
    )  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
def test_text_of_an_article_never_runs(browser: Browser, tmp_path: Path, trap: str) -> None:
    """Whatever an article, a name or a file says stays text in every view and every download."""
    path = write_report(_spoilt(trap), tmp_path, formats=["html"])[0]
    with browser.new_context() as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto(path.as_uri())
        for address in [*VIEWS, "fact-1", READ]:
            go(page, address)
            view = "read" if address == READ else address.split("-")[0]
            expect(page.locator(f"#{view}")).to_be_visible()
            page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        go(page, "fact-1")
        expect(page.locator("#fact-view .card").first).to_contain_text(trap.strip())
        go(page, "shared")
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Download as CSV: facts").click()
        cells = next(csv.reader(io.StringIO(waiting.value.path().read_text("utf-8"))))
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
        expect(page).to_have_title(f"{trap} – compared")
        assert page.locator("img, iframe, script").count() == 2
        assert complaints == []


@pytest.mark.parametrize(
    "attack",
    [
        "document.body.innerHTML = '<b>x</b>'",
        "document.head.append(Object.assign(document.createElement('script'), {textContent: '1'}))",
        "document.body.append(Object.assign(new Image(), {src: 'https://example.org/x.png'}))",
        "document.body.setAttribute('style', 'color: red')",
    ],
)
def test_the_policy_refuses_what_the_page_does_not_need(
    browser: Browser, report: Path, attack: str
) -> None:
    """If a script of the page tried: no HTML from text, no code, no picture, no inline style."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(report.as_uri())
        refused = """new Promise((done) => {
          document.addEventListener("securitypolicyviolation", () => done(true));
          setTimeout(() => done(false), 2000);
          try { ATTACK; } catch { done(true); }
        })"""
        assert page.evaluate(refused.replace("ATTACK", attack))


def _call(page: Page, name: str) -> Callable[..., object]:
    """A function of the page's script, by its name: the files are loaded without a start."""
    folder = HERE.parents[1] / "compare" / "report" / "templates" / "explorer"
    script = "".join((folder / f"{part}.js").read_text("utf-8") for part in ("dom", "tables"))
    return lambda *given: page.evaluate(
        f"(given) => {{ {script}; const data = null; return {name}(...given); }}", list(given)
    )


@pytest.mark.parametrize(
    ("cell", "written"),
    json.loads((HERE.parent / "cases" / "csv_cells.json").read_text(encoding="utf-8")),
)
def test_a_cell_of_a_downloaded_table(browser: Browser, cell: object, written: str) -> None:
    """Formulas are neutralised, quotes doubled, numbers stay numbers."""
    page = browser.new_page()
    assert _call(page, "csvCell")(cell) == written
    page.close()


def test_what_is_outside_the_shared_words(browser: Browser) -> None:
    """An outlet's own words are told in code points, trimmed to words, short ones left out."""
    page = browser.new_page()
    assert _call(page, "outside")([3, 7], "😀a same, quite different.") == [9, 24]
    assert _call(page, "outside")([], "of it") == []
    page.close()
