"""The reports: whole files, safe files, the same bytes, and back again.

`python tests/test_report.py` writes tests/golden anew; look at the difference before you keep it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from events import fact_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compare.errors import InputError, OptionError, ReportError
from compare.model import (
    Article,
    Comparison,
    Contrast,
    Evidence,
    Found,
    Match,
    Measure,
    Omission,
    Only,
    Origin,
    Reading,
    Removal,
    Sentence,
    Skipped,
)
from compare.options import Options
from compare.outputs import MARK
from compare.report import FORMATS, read_report, render_report, write_report
from compare.report.escapes import content_policy, embedded, escape, neutralise
from compare.report.json import parse_json, render_json
from compare.report.page import shared_spans
from compare.report.view import date_words

GOLDEN = Path(__file__).parent / "golden"
CASES = json.loads(
    (Path(__file__).parent / "cases" / "report_escapes.json").read_text(encoding="utf-8")
)
HOSTILE = [
    "<script>document.title = 'run'</script>",
    "<img src=x onerror=\"document.title='run'\">",
    "]]> --> </style></script></textarea>",
    "\u202eright to left\u202c and \u05e9\u05dc\u05d5\u05dd",
    "=cmd() {{ 7 * 7 }} {% raw %} $x^2$ \\frac",
    "nul \x00 bell \x07 tab \t end",
    '" onclick="document.title=1" data-x="',
    "javascript:document.title='run'",
]

Texts = dict[str, list[str]]


def make_article(outlet: str, texts: list[str]) -> tuple[Article, list[Sentence]]:
    """An article whose first text is the headline; two sentences make a paragraph."""
    ident = re.sub(r"\W+", "_", outlet.lower()) or "outlet"
    text, spans = "", []
    for index, said in enumerate(texts):
        text += "" if not index else " " if index % 2 == 0 else "\n\n"
        spans.append((len(text), len(text) + len(said)))
        text += said
    article = Article(ident, outlet, texts[0], text, language="en", source=f"{ident}.txt")
    sentences = [
        Sentence(f"{ident}-{i:02d}", ident, outlet, i, (i + 1) // 2, start, end, text[start:end])
        for i, (start, end) in enumerate(spans)
    ]
    return article, sentences


def make_comparison(texts: Texts, event: str = "") -> Comparison:
    """A comparison in which the sentences of one place in every article state one fact."""
    pairs = [make_article(outlet, said) for outlet, said in sorted(texts.items())]
    sentences = [sentence for _, row in pairs for sentence in row]
    matches, facts, omissions = [], [], []
    for place in range(1, max(map(len, texts.values()))):
        told = [row[place] for _, row in pairs if place < len(row)]
        if len(told) > 1:
            names = tuple(s.id for s in told)
            matches += [Match(names[0], name, 0.9, "same", (("words", 0.5),)) for name in names[1:]]
            fact = fact_of(f"fact-{place}", told)
            facts.append(fact)
            omissions += [
                Omission(fact.id, article.outlet, "not found", row[0].id, 0.25)
                for article, row in pairs
                if article.outlet not in fact.outlets
            ]
    held = {name for fact in facts for name in fact.sentences}
    only = [Only(s.outlet, s.id, None, 0.0) for s in sentences if s.index and s.id not in held]
    articles = tuple(article for article, _ in pairs)
    return Comparison(
        event=event,
        articles=articles,
        sentences=tuple(sentences),
        matches=tuple(matches),
        nearest=(),
        facts=tuple(sorted(facts, key=lambda fact: -len(fact.outlets))),
        contrasts=(),
        omissions=tuple(omissions),
        only=tuple(only),
        origins=tuple(
            Origin(f"origin-{n}", (a.id,), (a.outlet,), "single", 1.0, ())
            for n, a in enumerate(articles, 1)
        ),
        framing=(),
        skipped=(),
        options=Options(),
        signature="compare-news:test|seed:0",
    )


def span_of(comparison: Comparison, name: str, words: str) -> tuple[int, int]:
    """Where `words` stand in the article's text, inside the sentence `name`."""
    sentence = next(s for s in comparison.sentences if s.id == name)
    start = sentence.start + sentence.text.index(words)
    return start, start + len(words)


def make_example() -> Comparison:
    """A small event of our own, with something in every part of the report."""
    made = make_comparison(
        {
            "Gazette": [
                "Fire closes Brackwater harbour",
                "A fire on the ferry Ellen closed Brackwater harbour on Tuesday.",
                "At least 15 people were taken to hospital with burns.",
                "The harbour will stay shut until Friday.",
            ],
            "Herald": [
                "Ferry blaze shuts port",
                "Brackwater harbour was closed on Tuesday after the ferry Ellen caught fire.",
                "Sixteen people were taken to hospital, the county said.",
            ],
            "Tribune": [
                "Inquiry demanded after harbour fire",
                "Mayor Ada Pell demanded an inquiry into the fire that closed Brackwater harbour.",
            ],
        },
        event="Harbour fire",
    )
    low, high = span_of(made, "gazette-02", "At least 15"), span_of(made, "herald-02", "Sixteen")
    readings = (
        Reading("Gazette", "gazette-02", *low, "15.."),
        Reading("Herald", "herald-02", *high, "16"),
    )
    gazette, herald, tribune = made.articles
    gazette = replace(
        gazette,
        published="2025-03-04T08:15:00",
        byline="Nora Field",
        url="https://example.org/fire",
        found=(Found("published", "line that begins with 'Published'", "March 4, 2025, 8:15"),),
        removed=(Removal(1, "Subscribe | Log in", "menu"), Removal(2, "Share", "menu")),
    )
    dated = Found("published", "dateline without a year", "March 5")
    first = Evidence("herald-02", *span_of(made, "herald-02", "hospital"))
    return replace(
        made,
        articles=(gazette, replace(herald, found=(dated,)), tribune),
        nearest=(Match("gazette-03", "tribune-01", 0.21, "below", (("words", 0.21),)),),
        contrasts=(Contrast("fact-2", "number", readings, "precision", 0.6),),
        only=(Only("Gazette", "gazette-03", "tribune-01", 0.21),),
        framing=(
            Measure("tone", "Gazette", "own voice", -0.2, -0.4, 0.0, 4, "mean value"),
            Measure("tone", "Herald", "own voice", 0.1, None, None, 3, "mean value"),
            Measure("hedges", "Herald", "", 9.0, 1.1, 17.0, 60, "hedges per 1,000 words",
                    (first,), 4.0, "1 found"),
            Measure("sources", "Herald", "official", 1.0, 0.2, 1.0, 1, "share of utterances"),
        ),
        skipped=(Skipped("empty.txt", "the file is empty", "give a file with text"),),
    )  # fmt: skip


def hostile_comparison() -> Comparison:
    """Every text, name and address is an attack."""
    texts = {f"{HOSTILE[n]} {n}": [HOSTILE[n], *HOSTILE] for n in range(3)}
    made = make_comparison(texts, event=HOSTILE[0])
    articles = tuple(
        replace(
            article,
            url=HOSTILE[7],
            byline=HOSTILE[1],
            source=HOSTILE[4],
            found=(Found(HOSTILE[0], HOSTILE[1], HOSTILE[2]),),
            removed=(Removal(1, HOSTILE[0], HOSTILE[1]),),
        )
        for article in made.articles
    )
    outlet = articles[0].outlet
    return replace(
        made,
        articles=articles,
        framing=(Measure(HOSTILE[0], outlet, HOSTILE[1], 1.0, 0.5, 2.0, 9, HOSTILE[6]),),
        skipped=(Skipped(HOSTILE[0], HOSTILE[1], HOSTILE[2]),),
        signature=HOSTILE[0],
    )


class Page(HTMLParser):
    """What a browser would make of a page: its elements, ids, links and script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        self.elements.append(tag)
        for name, value in attrs:
            self.handlers += [name] * name.startswith("on")
            self.ids += [value or ""] * (name == "id")
            self.links += [value or ""] * (name in ("href", "src"))


@pytest.fixture(scope="module")
def example() -> Comparison:
    """The small event."""
    return make_example()


@pytest.fixture(scope="module")
def written(example: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small event in every format."""
    folder = tmp_path_factory.mktemp("report")
    write_report(example, folder)
    return folder


def test_every_format_is_written(written: Path) -> None:
    """The usual formats leave their files, and nothing else, not even a temporary one."""
    names = {path.relative_to(written).as_posix() for path in written.rglob("*") if path.is_file()}
    assert {"report.html", "report.md", "comparison.json", "tables/facts.csv"} <= names
    drawn = {name for name in names if name.startswith("figures/")}
    assert drawn == {f"figures/facts.{kind}" for kind in ("png", "svg")}
    assert not [name for name in names if "tmp" in name]


def test_only_the_named_format_is_written(example: Comparison, tmp_path: Path) -> None:
    """`formats` limits what is written, and the paths that come back are those files."""
    paths = write_report(example, tmp_path / "new" / "folder", formats=["json"])
    assert paths == [tmp_path / "new" / "folder" / "comparison.json"]
    assert {path.name for path in (tmp_path / "new" / "folder").iterdir()} == {
        MARK,
        "comparison.json",
    }


def test_markdown_brings_the_figures_it_shows(example: Comparison, tmp_path: Path) -> None:
    """Each picture that report.md links lies beside it."""
    write_report(example, tmp_path, formats=["md"])
    shown = re.findall(r"\]\((figures/\w+\.png)\)", (tmp_path / "report.md").read_text("utf-8"))
    assert shown
    assert all((tmp_path / name).is_file() for name in shown)


@pytest.mark.parametrize("call", [
    lambda c, folder: render_report(c, "odt"),
    lambda c, folder: write_report(c, folder, formats=["html", "odt"]),
])  # fmt: skip
def test_an_unknown_format_names_the_valid(
    example: Comparison, tmp_path: Path, call: Callable[[Comparison, Path], object]
) -> None:
    """An unknown format raises OptionError with the valid names, before anything is written."""
    with pytest.raises(OptionError, match=r"valid: .*html"):
        call(example, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_format_that_is_not_one_text_says_so(example: Comparison) -> None:
    """Tables are several files: `render_report` names the function that writes them."""
    with pytest.raises(OptionError, match="write_report"):
        render_report(example, "csv")


def test_a_format_of_ones_own_is_one_entry(
    example: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is put into FORMATS is rendered by name and written with all others."""
    monkeypatch.setitem(FORMATS, "name", lambda comparison: {"name.txt": comparison.event})
    assert render_report(example, "name") == example.event
    assert [path.name for path in write_report(example, tmp_path, ["name"])] == ["name.txt"]


def test_the_same_comparison_gives_the_same_bytes(
    example: Comparison, written: Path, tmp_path: Path
) -> None:
    """All files, figures included, are byte-identical in a second run."""
    for path in write_report(example, tmp_path):
        assert path.read_bytes() == (written / path.relative_to(tmp_path)).read_bytes(), path


def test_a_folder_that_is_a_file_is_a_report_error(example: Comparison, tmp_path: Path) -> None:
    """Where the report cannot be written, the error names the place and what to do."""
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(ReportError, match=r"taken.*choose another folder"):
        write_report(example, tmp_path / "taken", formats=["json"])
    assert (tmp_path / "taken").read_text() == "mine"


def test_a_failed_write_leaves_the_old_file(example: Comparison, tmp_path: Path) -> None:
    """A place that cannot be replaced stays as it was, and no half-written file stays beside it."""
    (tmp_path / "comparison.json").mkdir()
    with pytest.raises(ReportError):
        write_report(example, tmp_path, formats=["json"])
    assert {path.name for path in tmp_path.iterdir()} == {MARK, "comparison.json"}


def test_a_figure_without_data_is_left_out_and_an_old_one_removed(
    example: Comparison, tmp_path: Path
) -> None:
    """No figure shows nothing, and none of an earlier run stays behind."""
    said = "“We will build it again,” said Mayor Ada Pell."
    quoting = make_comparison({name: ["Head", said] for name in ("Gazette", "Herald")})
    write_report(quoting, tmp_path, formats=["figures"])
    assert {path.stem for path in (tmp_path / "figures").glob("*.svg")} == {"facts", "voices"}
    first, second, *rest = example.articles
    later = replace(second, published="2025-03-07")
    days = replace(example, articles=(first, later, *rest))
    for event, drawn in ((days, {"dates", "facts"}), (example, {"facts"})):
        write_report(event, tmp_path, formats=["figures"])
        assert {path.stem for path in (tmp_path / "figures").glob("*.svg")} == drawn


@pytest.mark.parametrize("name", ["comparison.json", "report.md"])
def test_golden(example: Comparison, name: str) -> None:
    """The small event renders to the files that people have looked at."""
    made = render_report(example, {"comparison.json": "json", "report.md": "md"}[name])
    assert made == (GOLDEN / name).read_text(encoding="utf-8")


def test_a_saved_comparison_comes_back_from_its_folder_or_file(
    example: Comparison, written: Path
) -> None:
    """`read_report` gives the very comparison that was written."""
    assert read_report(written) == example
    assert read_report(written / "comparison.json") == example


def test_json_keeps_the_contract(example: Comparison) -> None:
    """The keys that others read are there, in format 2, before those that only we need."""
    told = json.loads(render_json(example))
    assert list(told)[:10] == [
        "format", "signature", "event", "articles", "matches", "facts", "contrasts", "omissions",
        "only", "origins",
    ]  # fmt: skip
    assert told["format"] == 2
    assert isinstance(told["framing"], dict)
    contract = {
        "articles": "id outlet title published byline url language source sentences",
        "matches": "a b score tier",
        "facts": "id text sentence cells sentences outlets origins score sure",
        "contrasts": "fact kind readings",
        "omissions": "fact outlet status closest",
        "only": "outlet sentence",
    }
    for name, keys in contract.items():
        assert set(keys.split()) <= set(told[name][0]), name
    assert set(told["articles"][0]["sentences"][0]) >= {"id", "text", "start", "end"}
    assert set(told["contrasts"][0]["readings"][0]) == {
        "outlet", "sentence", "start", "end", "value", "speaker",
    }  # fmt: skip


NOWHERE = {"outlet": "Gazette", "sentence": "nowhere", "closest": None, "score": 0.0}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda told: "{", "not JSON"),
        (lambda told: "[" * 100_000, "not JSON"),
        (lambda told: "[]", "no comparison"),
        (lambda told: json.dumps({**told, "format": 1}), "compare the articles again"),
        (lambda told: json.dumps({**told, "format": 3}), "install the version that wrote it"),
        (lambda told: json.dumps({**told, "facts": [{"id": 3}]}), "not of type str"),
        (lambda told: json.dumps({**told, "facts": "many"}), "is not a list"),
        (lambda told: json.dumps({k: v for k, v in told.items() if k != "only"}), "'only'"),
        (lambda told: json.dumps({**told, "only": [NOWHERE]}), "'nowhere'"),
        (lambda told: json.dumps({**told, "articles": _spoilt(told)}), "does not stand"),
    ],
)
def test_a_spoilt_file_is_an_input_error(
    example: Comparison, change: Callable[[dict[str, Any]], str], says: str
) -> None:
    """What is no saved comparison is told so, with the file's name and a way out."""
    told = json.loads(render_json(example))
    with pytest.raises(InputError, match=says) as caught:
        parse_json(change(told), "old/comparison.json")
    assert "old/comparison.json" in str(caught.value)


def _spoilt(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The articles, the second with a text that its sentences no longer stand in."""
    first, second, *rest = told["articles"]
    return [first, {**second, "text": second["text"].replace("caught fire", "was lost")}, *rest]


def test_a_missing_report_is_an_input_error(tmp_path: Path) -> None:
    """A folder without a comparison says which command makes one."""
    with pytest.raises(InputError, match=r"comparison\.json.*compare-news run"):
        read_report(tmp_path)


def test_keys_added_later_are_left_alone(example: Comparison) -> None:
    """A file of a newer version with more keys in format 1 is still read."""
    told = json.loads(render_json(example))
    told["weather"] = "fine"
    told["facts"][0]["colour"] = "blue"
    assert parse_json(json.dumps(told), "x") == example


def test_the_page_stands_alone(example: Comparison) -> None:
    """Nothing is loaded; the policy names the one script and the one style by their hashes."""
    page = render_report(example, "html")
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    policy = content_policy(script, style)
    assert policy in unescape(page)
    assert "unsafe" not in policy
    assert "style=" not in page.replace(script, "")
    outside = [link for link in Page(page).links if not link.startswith("#")]
    assert outside == ["https://example.org/fire"]


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner, max_size=3)))
def test_no_text_ends_the_data_of_the_page(value: object) -> None:
    """Embedded data reads back equal and holds no sign that ends an element or a line of script."""
    text = embedded(value)
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == value


def test_every_link_in_the_page_leads_somewhere(example: Comparison) -> None:
    """Each link names an id that is there exactly once."""
    page = Page(render_report(example, "html"))
    assert len(page.ids) == len(set(page.ids))
    inside = {link[1:] for link in page.links if link.startswith("#")}
    readings = {link for link in inside if link.startswith("read=")}
    assert inside - readings <= set(page.ids)
    assert {name for link in readings for name in link[5:].split("&")} <= set(page.ids)


def test_the_page_tells_what_was_found_without_a_script(example: Comparison) -> None:
    """Dates, cuts, readings and omissions stand in the page itself; an unknown is a dash."""
    page = render_report(example, "html")
    assert "4 March 2025, 08:15" in page
    assert "March 5 (year not given)" in page
    assert "2 pieces" in page
    assert "Numbers, one is less exact" in page
    assert "At least 15" in page
    assert "1 fact not found" in page


def test_a_text_is_told_once(example: Comparison) -> None:
    """The page's data points at sentences: one that states no fact stands in the page once."""
    page = render_report(example, "html")
    assert page.count("The harbour will stay shut until Friday.") == 1


@pytest.mark.parametrize("format", ["html", "md", "json"])
def test_hostile_text_stays_text(format: str) -> None:
    """Scripts, handlers, ends of elements and template code come out as the words they are."""
    text = render_report(hostile_comparison(), format)
    if format == "html":
        page = Page(text)
        assert page.elements.count("script") == 2  # the data and the script
        assert "img" not in page.elements
        assert page.handlers == []
        assert all(link.startswith("#") for link in page.links)
        assert "{{ 7 * 7 }}" in text
    if format == "md":
        assert "<script>" not in text
        assert "<img" not in text.replace("\\<img", "")


def test_hostile_text_makes_whole_figures(tmp_path: Path) -> None:
    """Names with control signs, foreign script and dollars draw without a warning, as valid XML."""
    for path in write_report(hostile_comparison(), tmp_path, formats=["figures"]):
        if path.suffix == ".svg":
            ElementTree.fromstring(path.read_bytes())


def test_many_outlets_with_long_names_are_drawn_and_told() -> None:
    """Two dozen outlets with long names fit into the figures."""
    long = "Morning Post and Advertiser of a Long Name 新闻 العربية"
    texts = {f"The {n} {long}": ["Head", "The port is shut."] for n in range(24)}
    assert FORMATS["figures"](make_comparison(texts))["figures/facts.png"]


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_markdown_and_spreadsheets_read_text_as_text(case: dict[str, str]) -> None:
    """Markdown marks are escaped, formulas neutralised, all else stays as it is."""
    assert escape(case["text"]) == case["md"]
    assert neutralise(case["text"]) == case["csv"]


def test_numbers_stay_numbers_in_csv(written: Path) -> None:
    """A negative figure is no formula; a table reads back with its values."""
    rows = list(csv.DictReader(io.StringIO((written / "tables/framing.csv").read_text("utf-8"))))
    assert rows[0]["value"] == "-0.2"


def test_unknown_stays_unknown(example: Comparison) -> None:
    """No date is invented: what is not known is a dash."""
    assert [date_words(a) for a in example.articles] == [
        "4 March 2025, 08:15",
        "March 5 (year not given)",
        "—",
    ]


def test_shared_words_are_marked_and_stop_words_only_join() -> None:
    """Words of other outlets are marked whatever their ending; "of the" alone is not."""
    text = "The closing of the harbour, of course, was feared."
    spans = shared_spans(text, ["The harbours closed because of the fire."], "en")
    assert [text[slice(*span)] for span in spans] == ["closing of the harbour"]


def _writable(text: str) -> bool:
    """Two halves of a surrogate pair side by side are one character in JSON: no exact way back."""
    return not re.search("[\ud800-\udbff][\udc00-\udfff]", text)


WORDS = st.text(st.characters(), min_size=1, max_size=30).filter(_writable)
OPTIONAL = st.none() | WORDS
SHARE = st.floats(0, 1)


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """Any comparison that holds together: ids exist, spans lie inside their article."""
    names = draw(st.lists(WORDS, min_size=2, max_size=4, unique=True))
    texts = {name: draw(st.lists(WORDS, min_size=2, max_size=4)) for name in names}
    pairs = [make_article(name, said) for name, said in texts.items()]
    made = _numbered(pairs, draw)
    ids = st.sampled_from([s.id for s in made.sentences])
    by_id = {s.id: s for s in made.sentences}

    def evidence() -> Evidence:
        sentence = by_id[draw(ids)]
        return Evidence(
            sentence.id, sentence.start, draw(st.integers(sentence.start, sentence.end))
        )

    def reading() -> Reading:
        span = evidence()
        outlet = by_id[span.sentence].outlet
        return Reading(outlet, span.sentence, span.start, span.end, draw(WORDS))

    parts = st.lists(st.tuples(WORDS, SHARE), max_size=2).map(tuple)
    tiers = st.sampled_from(["same", "likely", "possible"])
    match = st.builds(Match, ids, ids, SHARE, tiers, parts)
    facts = tuple(
        fact_of(f"fact-{n}", [by_id[name] for name in dict.fromkeys(pair)], draw(SHARE), 1)
        for n, pair in enumerate(draw(st.lists(st.tuples(ids, ids), max_size=3)))
    )
    known = [fact.id for fact in facts]
    few = range(draw(st.integers(0, 2)))
    kinds = st.sampled_from(["number", "quote", "odd kind"])
    natures = st.sampled_from(["clash", "precision", "wording", "odd nature"])
    outlet = st.sampled_from(sorted(names))
    return replace(
        made,
        event=draw(st.just("") | WORDS),
        matches=tuple(draw(st.lists(match, max_size=3))),
        nearest=tuple(draw(st.lists(match, max_size=3))),
        facts=facts,
        contrasts=tuple(
            Contrast(draw(st.sampled_from(known)), draw(kinds), (reading(), reading()),
                     draw(natures), draw(SHARE))
            for _ in few if known
        ),
        omissions=tuple(
            Omission(draw(st.sampled_from(known)), draw(outlet), draw(WORDS),
                     draw(st.none() | ids), draw(SHARE))
            for _ in few if known
        ),
        only=tuple(Only(draw(outlet), draw(ids), draw(st.none() | ids), draw(SHARE)) for _ in few),
        origins=(Origin("origin-1", tuple(a.id for a in made.articles), tuple(sorted(names)),
                        "near-identical", draw(SHARE), (draw(ids),)),),
        framing=tuple(
            Measure(draw(WORDS), draw(outlet), draw(st.just("") | WORDS), draw(st.floats(-9, 9)),
                    draw(st.none() | st.floats(-9, 9)), draw(st.none() | st.floats(-9, 9)),
                    draw(st.integers(0, 99)), draw(WORDS), (evidence(),),
                    draw(st.none() | SHARE), draw(WORDS))
            for _ in few
        ),
        skipped=tuple(Skipped(draw(WORDS), draw(WORDS), draw(WORDS)) for _ in few),
        options=Options(possible=draw(st.none() | SHARE)),
        signature=draw(WORDS),
    )  # fmt: skip


def _numbered(pairs: list[tuple[Article, list[Sentence]]], draw: st.DrawFn) -> Comparison:
    """The articles under ids of their own: names may be alike once only letters are kept."""
    articles, sentences = [], []
    for n, (article, row) in enumerate(pairs):
        ident = f"a{n}"
        articles.append(
            replace(article, id=ident, byline=draw(OPTIONAL), published=draw(OPTIONAL),
                    url=draw(OPTIONAL), language=draw(OPTIONAL),
                    found=(Found(draw(WORDS), draw(WORDS), draw(WORDS)),),
                    removed=(Removal(1, draw(WORDS), draw(WORDS)),))
        )  # fmt: skip
        sentences += [replace(s, id=f"{ident}-{s.index:02d}", article=ident) for s in row]
    empty = make_comparison({"A": ["a"], "B": ["b"]})
    return replace(empty, articles=tuple(articles), sentences=tuple(sentences), only=())


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(comparisons())
def test_any_comparison_comes_back_exactly_and_can_be_read(comparison: Comparison) -> None:
    """What is written reads back equal, and every text format renders it without failing."""
    text = render_json(comparison)
    text.encode("utf-8")
    assert parse_json(text, "any") == comparison
    page = Page(render_report(comparison, "html"))
    assert page.elements.count("script") == 2
    assert render_report(comparison, "md").endswith("\n")


def write_golden() -> None:
    """Write tests/golden anew."""
    GOLDEN.mkdir(exist_ok=True)
    (GOLDEN / "comparison.json").write_text(render_report(make_example(), "json"), "utf-8")
    (GOLDEN / "report.md").write_text(render_report(make_example(), "md"), "utf-8")


if __name__ == "__main__":
    write_golden()
