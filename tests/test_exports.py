"""Exports of databases: many articles in one file, in the published layouts of Nexis, ProQuest and
Factiva (tests/cases/exports, made up for this)."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from compare import read_articles
from compare.errors import InputError
from compare.reading.documents import open_document
from compare.reading.exports import split_export
from compare.reading.forms import clean_files

FOLDER = Path(__file__).parent / "cases" / "exports"
TITLES = [
    "Fire closes Brackwater harbour",
    "Ferry blaze shuts port; Divers search the wreck",
    "What the Ellen leaves behind",
]
OUTLETS = ["The Harbour Gazette", "Brackwater Herald", "Coast Tribune"]
WORDS = [48, 29, 17]
PARAGRAPHS = [3, 2, 1]


def check(path: Path) -> None:
    """The three articles of the layout, field by field."""
    articles = sorted(read_articles(path), key=lambda article: article.source)
    assert [article.title for article in articles] == TITLES
    assert [article.outlet.split(" (")[0] for article in articles] == OUTLETS
    days = [str(article.published)[:10] for article in articles]
    assert days == ["2024-03-14", "2024-03-15", "2024-03-16"]
    names = [(article.byline or "").replace(" and ", ", ") for article in articles]
    assert names == ["Anna Reeve", "Tom Hale, Nora Field", ""]
    assert [len(article.body.split()) for article in articles] == WORDS
    assert [len(article.body.split("\n\n")) for article in articles] == PARAGRAPHS
    assert [article.source for article in articles] == [f"{path.name}#{n}" for n in (1, 2, 3)]
    said = [{item.field: item.text.casefold() for item in a.found} for a in articles]
    assert [found.get("section", "").split(";")[0] for found in said] == ["news", "local", ""]
    assert not any(article.warnings for article in articles)


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.iterdir()))
def test_layouts(name: str) -> None:
    """Each layout gives its three articles, with headline, paper, date, byline and section."""
    check(FOLDER / name)


def test_a_word_file_of_nexis(tmp_path: Path) -> None:
    """Nexis Uni's .docx, a paragraph a line, is split as its text is."""
    docx = pytest.importorskip("docx", reason="the extra [documents] is not installed")
    document = docx.Document()
    for line in (FOLDER / "nexis_uni.txt").read_text(encoding="utf-8").split("\n"):
        document.add_paragraph(line)
    document.save(tmp_path / "export.docx")
    check(tmp_path / "export.docx")


def rich_text(lines: list[str]) -> str:
    """Lines as a word processor's RTF, a paragraph each."""
    escaped = (line.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}") for line in lines)
    body = "\\par\n".join(line.replace("©", "\\'a9") for line in escaped)
    return "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\\f0 " + body + "\\par}"


def test_rich_text_of_factiva(tmp_path: Path) -> None:
    """Factiva's .rtf without codes is split at the articles' numbers."""
    pytest.importorskip("striprtf", reason="the extra [documents] is not installed")
    lines = (FOLDER / "factiva.txt").read_text(encoding="utf-8").split("\n")
    (tmp_path / "export.rtf").write_text(rich_text(lines), encoding="ascii")
    check(tmp_path / "export.rtf")


def test_rich_text_of_factiva_with_codes(tmp_path: Path) -> None:
    """Factiva's .rtf with its fields in a table is read by their codes."""
    pytest.importorskip("striprtf", reason="the extra [documents] is not installed")
    from lxml import html

    rows = []
    page = html.fromstring((FOLDER / "factiva_codes.html").read_text(encoding="utf-8"))
    for row in page.iter("tr"):
        code, value = row.findall("td")
        parts = [part.text_content() for part in value.iter("p")] or [value.text_content()]
        cells = [code.text_content().strip(), "\\par ".join(parts)]
        rows.append("\\trowd " + "".join(f"\\intbl {cell}\\cell " for cell in cells) + "\\row")
    (tmp_path / "export.rtf").write_text("{\\rtf1\\ansi " + "\n".join(rows) + "}", encoding="ascii")
    check(tmp_path / "export.rtf")


def test_a_pdf_of_nexis_is_split_too(tmp_path: Path) -> None:
    """The marks are looked for in the text, whatever container it came in."""
    text = (FOLDER / "nexis_uni.txt").read_text(encoding="utf-8")
    assert len(split_export(text, "x")) == 3


def test_pages_of_nexis(tmp_path: Path) -> None:
    """A page that holds the text file's marks is split at them."""
    text = (FOLDER / "nexis.txt").read_text(encoding="utf-8")
    blocks = [" ".join(block.split()) for block in text.split("\n\n") if block.strip()]
    page = "<html><body>" + "".join(f"<div><p>{block}</p></div>" for block in blocks)
    (tmp_path / "export.html").write_text(page, encoding="utf-8")
    check(tmp_path / "export.html")


def test_the_german_and_french_interfaces() -> None:
    """Nexis names its fields in the language of its interface; dates are in that of the paper."""
    text = (
        "Dokument 1 von 2\n\n\nHafenbote\n\n14. März 2024 Donnerstag\n\nFeuer sperrt den Hafen\n\n"
        "AUTOR: Anna Reeve\n\nRUBRIK: LOKALES; S. 3\n\nLÄNGE: 9 Wörter\n\n\n"
        "Der Hafen bleibt bis Freitag zu, sagte die Bürgermeisterin.\n\n"
        "UPDATE: 15. März 2024\n\nSPRACHE: GERMAN; DEUTSCH\n\n\nCopyright 2024 Hafenbote\n\n"
        "Dokument 2 von 2\n\n\nLe Quai\n\n15 mars 2024 vendredi\n\nLe port reste fermé\n\n"
        "AUTEUR: Paul Orr\n\nRUBRIQUE: LOCAL\n\nLONGUEUR: 8 mots\n\n\n"
        "Le port reste fermé jusqu'à vendredi, dit la mairie.\n\nLANGUE: FRENCH\n"
    )
    found = split_export(text, "x")
    read = [(a.outlet, a.title, a.published, a.byline) for a in found]  # type: ignore[union-attr]
    assert read == [
        ("Hafenbote", "Feuer sperrt den Hafen", "2024-03-14", "Anna Reeve"),
        ("Le Quai", "Le port reste fermé", "2024-03-15", "Paul Orr"),
    ]


def test_a_document_without_text_is_named() -> None:
    """A citation without its full text is skipped, with its headline; the others are read."""
    text = (FOLDER / "proquest.txt").read_text(encoding="utf-8")
    first = text.index("Full text: ")
    cut = (
        text[:first]
        + "Full text: Not available.\n\n"
        + text[text.index("Subject: Ferries", first) :]
    )
    found = split_export(cut.replace("Not available.", ""), "p.txt")
    problem = getattr(found[0], "problem", "")
    assert problem == f"no text in this document of ProQuest: {TITLES[0]}"
    assert len(found) == 3


def test_older_and_newer_layouts() -> None:
    """LexisNexis once put rights first and named headline and body; ProQuest now cites."""
    rights = "Copyright 2003 The Harbour Company\n   The Harbour Times\n\nApril 4, 2003, Friday"
    old = (
        f"1 of 1 DOCUMENTS\n\n{rights}\n\nSECTION: Section A; Pg. 1\n\nLENGTH: 6 words\n\n"
        "HEADLINE: Ferry Burns\n\nBYLINE:  By ANNA REEVE\n\n BODY:\nThe port stays shut.\n\n"
        "LOAD-DATE: April 4, 2003\n"
    )
    rule = "_" * 60
    new = "".join(
        f"{rule}\n\n{title}\n\nReeve, Anna . Gazette ; Pelham (UK). 14 Mar 2024: 3.\n\n"
        "Full text\n\nThe port stays shut.\n\nSubject\n\nFerries\n\n"
        for title in ("Ferry burns", "Port shut")
    )
    found = [*split_export(old, "x"), *split_export(new, "y")]
    read = [(a.outlet, a.title, a.published, a.byline) for a in found]  # type: ignore[union-attr]
    assert read == [
        ("The Harbour Times", "Ferry Burns", "2003-04-04", "ANNA REEVE"),
        ("Gazette", "Ferry burns", "2024-03-14", "Anna Reeve"),
        ("Gazette", "Port shut", "2024-03-14", "Anna Reeve"),
    ]
    assert {a.body for a in found} == {"The port stays shut."}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "One of 3 documents was found.",
        "1 of 3\n\nA picture\n\nThe harbour burns.",
        "Title: A book\n\nThe mayor read it.",
        "Document 12 was read aloud.\n\n300 words\n14 March 2024",
        "End of Document",
        "Body\nEnd of Document\n",
    ],
)
def test_other_texts_are_no_export(text: str) -> None:
    """A text that only sounds like an export is left in one piece."""
    articles = [one for one in split_export(text, "x") if not hasattr(one, "problem")]
    assert articles == []


def test_clean_tells_that_an_export_is_compared_as_it_is() -> None:
    """`clean` shows one article; an export is named as what it is."""
    with pytest.raises(InputError, match="3 articles of a database"):
        clean_files(FOLDER / "nexis.txt")


def test_bytes_before_the_suffix() -> None:
    """A file is opened as what its first bytes say, also under a plain text's name."""
    pytest.importorskip("striprtf", reason="the extra [documents] is not installed")
    raw = rich_text(["The harbour is shut."]).encode()
    text = open_document(io.BytesIO(raw).read(), "a.txt", ".txt").text
    assert text is not None
    assert text.strip() == "The harbour is shut."
