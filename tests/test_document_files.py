"""Files that hold an article in a container: saved pages, documents, clippings."""

from __future__ import annotations

import base64
import io
import quopri
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from compare import Article, read_articles
from compare.errors import InputError, MissingExtraError
from compare.reading.documents import OPENERS, open_document
from compare.reading.documents.markdown import plain_markdown
from compare.reading.documents.office import join_pdf_lines
from compare.reading.several import find_in_text

TITLE = "Fire closes Brackwater harbour"
BODY = [
    "A fire on the ferry Ellen closed Brackwater’s harbour on Tuesday morning, officials said.",
    "At least 15 people were taken to hospital with burns, according to the county council. “It was"
    " terrible,” said Nora Field, 34, who had been waiting for the ferry with her two sons.",
    "The harbour will stay shut until Friday while divers look at the wreck, the port said.",
]
PAGE = (
    f"<!doctype html><html><head><meta charset='utf-8'><title>{TITLE}</title></head><body>"
    f"<nav><a href='/'>Home</a></nav><article><h1>{TITLE}</h1>"
    + "".join(f"<p>{line}</p>" for line in BODY)
    + "</article></body></html>"
)
ADDRESS = "https://amp.gazette.example/2024/03/14/fire"


def read(path: Path, content: bytes | str) -> Article:
    """The one article of a file of that content."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (article,) = read_articles(path)
    assert article.body == "\n\n".join(BODY)
    assert article.title == TITLE
    return article


def archived(page: str, *, location: str = "Snapshot-Content-Location", charset: str = "") -> str:
    """A page as Chromium saves it in one file, with a picture and a frame."""
    encoded = quopri.encodestring(page.encode(charset or "utf-8")).decode("ascii")
    kind = f"text/html; charset={charset}" if charset else "text/html"
    return (
        f"From: <Saved by Blink>\n{location}: {ADDRESS}\nSubject: =?utf-8?Q?Fire?=\n"
        "Date: Fri, 15 Mar 2024 08:00:00 -0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related;\n\ttype="text/html";\n\tboundary="--b--"\n\n\n'
        f"----b--\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n"
        f"{base64.b64encode(bytes(90)).decode()}\n"
        f"----b--\nContent-Type: {kind}\nContent-ID: <frame-1@mhtml.blink>\n"
        f"Content-Transfer-Encoding: quoted-printable\nContent-Location: {ADDRESS}\n\n{encoded}\n"
        "----b--\nContent-Type: text/html\n\n<p>An advertisement in a frame of its own.</p>\n"
        "----b----\n"
    )


@pytest.mark.parametrize("name", ["page.mhtml", "page.mht", "page.txt"])
def test_a_page_saved_in_one_file(name: str, tmp_path: Path) -> None:
    """MHTML is read as its page; its address names the outlet, its date of saving is no date."""
    article = read(tmp_path / name, archived(PAGE).replace("\n", "\r\n"))
    assert (article.outlet, article.url) == ("gazette.example", ADDRESS)
    assert article.published is None


def test_the_encoding_that_a_part_names(tmp_path: Path) -> None:
    """A part's own charset is believed; other browsers name the address in the part."""
    page = PAGE.replace("<meta charset='utf-8'>", "")
    article = read(tmp_path / "a.mht", archived(page, location="X-Other", charset="windows-1252"))
    assert article.url == ADDRESS


def word_file(*styles: str) -> bytes:
    """A .docx with the headline, in a style or none, and the text."""
    import docx

    document = docx.Document()
    if styles:
        document.add_paragraph(TITLE, style=styles[0])
    else:
        document.add_paragraph(TITLE)
    for line in BODY:
        document.add_paragraph(line)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


@pytest.mark.parametrize("styles", [(), ("Title",), ("Heading 1",)])
def test_word_files(styles: tuple[str, ...], tmp_path: Path) -> None:
    """A .docx is read paragraph by paragraph, its headline by its style or its place."""
    pytest.importorskip("docx", reason="the extra [documents] is not installed")
    read(tmp_path / "a.docx", word_file(*styles))


def rich_text() -> str:
    """An RTF file with the headline and the text."""
    text = "\\par\\par\n".join([f"{{\\b {TITLE}}}", *BODY])
    for mark, code in (("“", "\\ldblquote "), ("”", "\\rdblquote "), ("’", "\\'92")):
        text = text.replace(mark, code)
    return "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\\f0 " + text + "\\par}"


@pytest.mark.parametrize("name", ["a.rtf", "a.doc", "a.txt"])
def test_rich_text(name: str, tmp_path: Path) -> None:
    """RTF is known by its first bytes, as old Word files are often of that form."""
    pytest.importorskip("striprtf", reason="the extra [documents] is not installed")
    read(tmp_path / name, rich_text())


def pdf(lines: list[str]) -> bytes:
    """A PDF of one page that shows the lines, one below the other."""
    shown = " ".join(
        f"({line.replace('(', '[').replace(')', ']')}) Tj 0 -14 Td" for line in lines
    ).encode("cp1252")
    stream = b"BT /F1 10 Tf 40 800 Td " + shown + b" ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def test_pdf_files(tmp_path: Path) -> None:
    """A PDF's lines are joined to paragraphs; the address that a browser prints at the foot of the
    page names the outlet."""
    pytest.importorskip("pypdf", reason="the extra [documents] is not installed")
    import textwrap

    wrapped = [line for paragraph in BODY for line in textwrap.wrap(paragraph, 70)]
    lines = [f"15/03/2024, 08:00 {TITLE}", TITLE, *wrapped, f"{ADDRESS} 1/1"]
    article = read(tmp_path / "a.pdf", pdf(lines))
    assert (article.outlet, article.url) == ("gazette.example", ADDRESS)


def test_lines_of_a_pdf() -> None:
    """Hyphens at a line's end go, short lines end a paragraph, an empty line does too."""
    lines = [
        "The harbour will stay shut until Friday while divers look at the wreck of the fer-",
        "ry, the port said.",
        "“It was terrible,” said Nora Field, who had been waiting for the ferry with her sons.",
        "",
        "Divers begin on Thursday",
    ]
    assert join_pdf_lines(lines).split("\n\n") == [
        "The harbour will stay shut until Friday while divers look at the wreck of the ferry, the"
        " port said.",
        lines[2],
        lines[4],
    ]


def test_a_clipping_with_front_matter(tmp_path: Path) -> None:
    """Front matter names headline, address, author and date; links are read as their words."""
    text = BODY[0].replace("ferry Ellen", "[ferry Ellen](https://x.example/ellen)")
    article = read(
        tmp_path / "a.md",
        f'---\ntitle: "{TITLE}"\nsource: "{ADDRESS}"\nauthor:\n  - "[[Anna Reeve]]"\n'
        f"  - Ben Stone\npublished: 2024-03-14\ncreated: 2024-03-20\ntags: [clippings]\n---\n"
        f"![Smoke](https://i.example/1.jpg)\n\n{text}\n\n{BODY[1]}\n\n> {BODY[2]}\n",
    )
    assert (article.outlet, article.url) == ("gazette.example", ADDRESS)
    assert (article.published, article.byline) == ("2024-03-14", "Anna Reeve, Ben Stone")


def test_front_matter_of_a_plain_text(tmp_path: Path) -> None:
    """It is read there too, where it names a field; other lines between rules are text."""
    text = "\n\n".join(BODY)
    article = read(tmp_path / "a.txt", f"---\ntitle: {TITLE}\noutlet: Gazette\n---\n\n{text}\n")
    assert article.outlet == "Gazette"
    rules = f"---\nThe harbour: shut\n---\n\n{text}\n"
    assert open_document(rules.encode(), "b.txt", ".txt").text == rules


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**Bold** and *soft* and __both__", "Bold and soft and both"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("# Head\n\n> Said.", "Head\n\nSaid."),
        ('[a](b "c") ![d](e) <https://f.example/g>', "a  https://f.example/g"),
        ("1\\. No list", "1. No list"),
        ("[not a link] (really)", "[not a link] (really)"),
    ],
)
def test_marks_of_markdown(text: str, plain: str) -> None:
    """Marks go, words stay."""
    assert plain_markdown(text) == plain


@pytest.mark.parametrize(
    ("name", "raw", "problem"),
    [
        ("a.docx", b"PK\x03\x04 no archive", "no Word file that can be read"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "Word file of the old form"),
        ("a.pdf", b"%PDF-1.7\nnothing", "no PDF that can be read"),
        ("a.rtf", b"{\\rtf1 }", "no text in it"),
        ("a.mhtml", b"MIME-Version: 1.0\nContent-Type: text/plain\n\nhello", "no page in it"),
    ],
)
def test_broken_files_say_so(name: str, raw: bytes, problem: str, tmp_path: Path) -> None:
    """A container that cannot be opened is an error with the way out, never a traceback."""
    for package in ("docx", "pypdf", "striprtf"):
        pytest.importorskip(package, reason="the extra [documents] is not installed")
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(InputError, match=problem) as error:
        read_articles(tmp_path / name)
    assert error.value.remedy


@pytest.mark.parametrize(
    ("package", "name", "raw"),
    [
        ("docx", "b.docx", lambda: b"PK\x03\x04word/document.xml"),
        ("pypdf", "b.pdf", lambda: b"%PDF-1.4"),
        ("striprtf.striprtf", "b.rtf", lambda: b"{\\rtf1 a}"),
    ],
)
def test_without_the_extra_the_rest_is_read(
    package: str,
    name: str,
    raw: Callable[[], bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without its package a document is skipped among others and raises alone; the way out works in
    a clone."""
    monkeypatch.setitem(sys.modules, package, None)
    (tmp_path / "a.txt").write_text("\n\n".join([TITLE, *BODY]), encoding="utf-8")
    (tmp_path / name).write_bytes(raw())
    articles = read_articles(tmp_path)
    assert [article.source for article in articles] == ["a.txt"]
    (skipped,) = articles.skipped
    assert "pip install '.[documents]'" in skipped.remedy
    with pytest.raises(MissingExtraError, match="pip install"):
        read_articles(tmp_path / name)


def test_every_form_opens_or_says_why() -> None:
    """No opener falls over bytes of another form."""
    for suffix in OPENERS:
        for raw in (b"\x00\xff" * 50, b"<p>", b"From: x\n\ny", b"{\\rtf1 {{{", b"---\na: b\n---\n"):
            with suppress(InputError, MissingExtraError):
                open_document(raw, f"a{suffix}", suffix)


TEXT = " ".join(BODY * 2)


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(f"{TITLE} {n}\n\nBy Anna Reeve\n\n{TEXT}" for n in ("one", "two")),
        "\n\n".join(f"https://{n}.example/a\n{TITLE}\n\n{TEXT}" for n in ("one", "two")),
        "\n\n".join(f"Article {n}\n{TITLE} and more\n\n{TEXT}" for n in (1, 2)),
        "\n\n\n".join(f"{TITLE} {n}\n\n{TEXT}" for n in ("one", "two")),
    ],
    ids=["bylines", "addresses", "numbers", "gaps"],
)
def test_what_looks_like_several_articles_is_told(text: str, tmp_path: Path) -> None:
    """Texts put one behind the other, whatever mark is between them, are not merged in silence."""
    assert find_in_text(text)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (article,) = read_articles(tmp_path / "a.txt")
    assert [warning.field for warning in article.warnings] == ["several"]


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\nBy Anna Reeve\n14 March 2024\n\n{TEXT}\n\n* * *\n\n{TEXT}",
        f"{TITLE}\n\n{TEXT}\n\nWhat is known of it\n\n{TEXT}\n\nWhat comes next here\n\n{TEXT}",
        f"{TITLE}\n\n{TEXT}\n\n---\n\nShare this\n\nBy Anna Reeve",
    ],
    ids=["a break", "subheads", "a footer"],
)
def test_one_article_is_one(text: str) -> None:
    """Breaks and subheads of one article are no second one."""
    assert find_in_text(text) is None
