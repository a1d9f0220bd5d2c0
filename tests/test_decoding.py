"""Bytes become text as a browser reads them; what is wrong is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.errors import InputError
from compare.model import Found
from compare.reading import read_articles
from compare.reading.decoding import (
    CUT_LETTER,
    NOT_UTF8,
    TWICE,
    decode_bytes,
    decode_text,
)
from compare.reading.html import read_html
from compare.reading.tables.lines import read_lines

TEXT = "The café in Nîmes owes €2,500 – “a joke”, Zoë Müller said – and shuts on Friday."


@pytest.mark.parametrize(
    "label",
    [
        *("iso-8859-1", "ISO8859-1", "latin1", "ascii", "us-ascii", "iso-8859-15", "iso-8859-9"),
        *(
            "latin5",
            "windows-1252",
            " CP1252 ",
            "x-cp1252",
            "iso-8859-2x",
            "utf-7",
            "idna",
            "rot13",
        ),
        *("rot13", "utf-16", "unicode_escape", "zlib"),
    ],
)
def test_western_labels_are_read_as_browsers_do(label: str) -> None:
    """Quotation marks, dashes and the euro sign stay, whatever western label or nonsense is said;
    nothing is told, since nothing is lost."""
    page = f"<html><head><meta charset='{label}'></head><body><p>{TEXT}</p></body></html>"
    for raw, declared in ((page.encode("cp1252"), None), (TEXT.encode("cp1252"), label)):
        if declared:
            assert decode_bytes(raw, "a", declared) == (TEXT, ())
        else:
            assert TEXT in read_html(raw, "a").body


@pytest.mark.parametrize(
    ("label", "encoding", "text"),
    [
        ("iso-8859-9", "cp1254", "İstanbul’da “yeni” ağaç – 5 €"),
        ("gb2312", "gb18030", "港口将关闭至周五，市长说。囍"),
        ("shift_jis", "cp932", "港は金曜日まで閉鎖される①"),
        ("euc-kr", "cp949", "항구는 금요일까지 폐쇄된다 똠"),
        ("windows-1251", "cp1251", "Порт закрыт до пятницы"),
        ("koi8-r", "koi8-r", "Порт закрыт до пятницы"),
        ("iso-8859-2", "iso8859-2", "Przystań będzie zamknięta"),
        ("iso-8859-1", "utf-8", TEXT),
    ],
)
def test_labels(label: str | None, encoding: str, text: str) -> None:
    """A label names the superset that browsers use; UTF-8 that is valid goes before any label."""
    assert decode_bytes(text.encode(encoding), "a", label) == (text, ())


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1"])
@pytest.mark.parametrize("bad", [b"\xe9", b"\xff\xfe", b"\xc3(", b"\xe2\x80", b"\xed\xa0\x80"])
def test_a_stray_byte_leaves_the_rest_alone(bad: bytes, declared: str | None) -> None:
    """Bytes that are no UTF-8 in a text that is become marks; how many and where is told once."""
    raw = f"{TEXT}\n{TEXT}\nThe street caf".encode() + bad + b" is open."
    text, (found,) = decode_bytes(raw, "a", declared)
    assert text.startswith(f"{TEXT}\n{TEXT}\nThe street caf�")
    assert text.endswith(" is open.")
    assert (found.field, found.rule) == ("encoding", NOT_UTF8)
    assert found.text.startswith("line 3: …")


@pytest.mark.parametrize("lost", [1, 2])
@pytest.mark.parametrize("before", [TEXT, "Plain words, and then the amount: "])
def test_a_text_cut_in_mid_letter(lost: int, before: str) -> None:
    """A file that ends within a letter is UTF-8, even where it is the only one beyond ASCII."""
    text, (found,) = decode_bytes((before + "€").encode()[:-lost], "a")
    assert text == before + "�"
    assert (found.rule, found.text[:6]) == (CUT_LETTER, "line 1")


@pytest.mark.parametrize(
    ("raw", "declared", "text"),
    [
        (b"a caf\xe9", None, "a café"),
        (b"a caf\xe9 by the sea", None, "a café by the sea"),
        (b"a caf\xe9 by the sea", "utf-8", "a caf� by the sea"),
        (b"\x93Yes\x94, she said \x96 and left. It\x92s done.", "utf-8", "“Yes”, she said –"),
        (b"caf\xe9s, na\xefve, \x93so\x94, and one: \xc3\xa9", None, "cafés, naïve, “so”"),
    ],
)
def test_few_letters_beyond_ascii(raw: bytes, declared: str | None, text: str) -> None:
    """Without letters in valid UTF-8 a text is western; a label "utf-8" is believed for a byte or
    three, and no more, where nothing bears it out."""
    assert decode_text(raw, "a", declared).startswith(text)


def test_what_was_encoded_twice_is_told() -> None:
    """UTF-8 once taken for windows-1252 is told, not rewritten; other accents are left in peace."""
    for encoding in ("cp1252", "latin-1"):
        twice = TEXT.replace("”", "“").encode().decode(encoding)
        text, (found,) = decode_bytes(("A line.\n" + twice).encode(), "a")
        assert text.endswith(twice)
        assert (found.rule, found.text[:6]) == (TWICE, "line 2")
    for fine in (TEXT, "NÃO HÁ “RAZÃO” – diz o Âmbar. É à £3 près.", "Vài người ở Huế nói vậy"):
        assert decode_bytes(fine.encode(), "a") == (fine, ())


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_one_row_spoils_no_other(form: str, tmp_path: Path) -> None:
    """A row of another encoding, or with a stray byte, is read by itself; its article says so."""
    if form == "csv":
        row = 'Paper {0},"Café {0}","{1}\nThe second line of the row."'
        lines = ["outlet,title,text", *(row.format(n, TEXT) for n in range(6))]
    else:
        row = '{{"outlet": "Paper {0}", "title": "Café {0}", "text": "{1}"}}'
        lines = [row.format(n, TEXT) for n in range(6)]
    coded = [line.encode() for line in lines]
    coded[-1] = lines[-1].encode("cp1252")
    coded[2] = coded[2].replace("Müller".encode(), b"M\xfcller")
    path = tmp_path / f"a.{form}"
    path.write_bytes(b"\r\n".join(coded))
    articles = read_articles(path)
    titles = {article.title for article in articles}
    assert titles == {f"Café {n}" for n in range(6)}
    garbled = [article for article in articles if article.warnings]
    assert len(garbled) == 2
    assert [TEXT in article.text for article in articles].count(False) == 1


def test_lines_of_a_table_in_one_old_encoding() -> None:
    """A table that is not in UTF-8 at all is read in one encoding, and nothing is told."""
    table = "заголовок;текст\nПорт закрыт;Порт закрыт до пятницы, сообщили власти города."
    garbled: dict[int, Found] = {}
    lines = [line for _, line in read_lines((table * 9).encode("cp1251"), "a.csv", [], garbled)]
    assert "Порт закрыт до пятницы" in lines[1]
    assert garbled == {}


def test_binary_is_no_text() -> None:
    """Zeros in no order are no text."""
    with pytest.raises(InputError, match="binary file"):
        decode_text(bytes(range(256)) * 20, "a.txt")
