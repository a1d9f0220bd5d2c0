"""Documents of word processors and PDF, by kept libraries (the extra [documents])."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from ...errors import CompareError, InputError, MissingExtraError, needs_extra
from ...model import Found, Removal
from ..fields import plain_line, plain_text
from .plain import Document

MAX_PAGES = 300
MAX_UNPACKED = 200_000_000  # bytes of a .docx, unpacked
_HEAD = 10  # paragraphs among which a title stands
_EDGE = 2  # lines at the head and the foot of a page that may be the same on each
_LETTERS = "ff fi fl ffi ffl st st"  # of the ligatures from U+FB00 on
_LIGATURES = {0xFB00 + n: letters for n, letters in enumerate(_LETTERS.split())}
_ADDRESS = re.compile(r"((?:https?|file)://\S{4,500}?)(?:\s+\d{1,4}\s?/\s?\d{1,4})?")
_PRINTED = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}[:.]\d\d(?: ?[AP]M)?\b.{0,300}", re.I
)
_PAGE_NUMBER = re.compile(r"(?:page|seite|p\.)? ?\d{1,4}(?: ?(?:/|of|von) ?\d{1,4})?", re.I)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_OPENS = "“\"'‘«„•-–—"  # what a paragraph of speech or a list begins with
_HYPHEN = re.compile(r"(?<=[a-zà-öø-ÿ])[-\u00ad]$")


@contextmanager
def _refuse_broken(source: str, kind: str) -> Iterator[None]:
    """Whatever a library raises for a broken file is an InputError that names the file."""
    try:
        yield
    except CompareError:
        raise
    except ImportError:  # pypdf asks for it only where a file is encrypted
        raise MissingExtraError("cryptography", "documents") from None
    except Exception as error:  # its own errors and, by chance, any of Python's
        reason = plain_line(str(error))[:120] or type(error).__name__
        problem = f"binary file, and no {kind} that can be read: {reason}"
        raise InputError(source, problem, "save it again, or as text") from None


def open_word(raw: bytes, source: str) -> Document:
    """The paragraphs of a .docx, an empty line between them; tables cell by cell."""
    with needs_extra("python-docx", "documents"):
        import docx
    with _refuse_broken(source, "Word file"):
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(item.file_size for item in packed.infolist()) > MAX_UNPACKED:
                raise InputError(source, f"unpacks to more than {MAX_UNPACKED // 1_000_000} MB")
        document = docx.Document(io.BytesIO(raw))
        lines, title = list(_word_lines(document)), _word_title(document)
    claims = (Found("title", "title or heading of the document", title),) if title else ()
    return Document(text=_check_text("\n\n".join(lines), source), claims=claims)


def _word_title(document: Any) -> str:
    """The one title or first-level heading at the head of a document, or ""."""
    named = [
        (place, plain_line(paragraph.text))
        for place, paragraph in enumerate(document.paragraphs)
        if paragraph.text.strip() and str(paragraph.style.name) in ("Title", "Heading 1")
    ]
    return named[0][1] if len(named) == 1 and named[0][0] < _HEAD else ""


def _word_lines(container: Any) -> Iterator[str]:
    for item in container.iter_inner_content():
        if hasattr(item, "rows"):
            for row in item.rows:
                for cell in dict.fromkeys(row.cells):
                    yield from _word_lines(cell)
        else:
            yield from plain_text(item.text).split("\n")


def open_rtf(raw: bytes, source: str) -> Document:
    """The text of an RTF file."""
    with needs_extra("striprtf", "documents"):
        from striprtf.striprtf import rtf_to_text
    with _refuse_broken(source, "RTF file"):
        read: Callable[..., str] = rtf_to_text
        text = read(raw.decode("cp1252", "replace"), errors="replace")
    return Document(text=_check_text(text, source))


def open_pdf(raw: bytes, source: str) -> Document:
    """The text of a PDF: its pages' lines as paragraphs, without what stands on each page's edge.

    A page that a browser printed bears its address there.
    """
    with needs_extra("pypdf", "documents"):
        import pypdf
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends is no one's concern
    with _refuse_broken(source, "PDF"):
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(source, "a PDF with a password", "save it without one")
        if len(reader.pages) > MAX_PAGES:
            raise InputError(source, f"more than {MAX_PAGES} pages", "save only the article")
        pages = [(page.extract_text() or "").translate(_LIGATURES) for page in reader.pages]
    rows = [[plain_line(line) for line in plain_text(page).split("\n")] for page in pages]
    lines, edges, address = _cut_edges(rows)
    web = address.startswith("http")
    fallbacks = [Found("url", "address on the printed page", address)] if web else []
    if not any(lines):
        raise InputError(
            source, "no text in this PDF, only pictures", "recognise its text first (OCR)"
        )
    removed = tuple(Removal(n, line, "edge of a page") for n, line in edges)
    text = _check_text(join_pdf_lines(lines), source)
    return Document(text=text, fallbacks=tuple(fallbacks), removed=removed)


def _cut_edges(
    pages: Sequence[Sequence[str]],
) -> tuple[list[str], list[tuple[int, str]], str]:
    """(the lines; those that repeat at the pages' edges, by number; the address that is there)."""
    filled = [[line for line in page if line] for page in pages]
    edges = [{*lines[:_EDGE], *lines[-_EDGE:]} for lines in filled]
    counts = Counter(_mask_numbers(line) for edge in edges for line in edge)
    often = {line for line, count in counts.items() if count > 1 and 2 * count >= len(pages)}
    body: list[str] = []
    cut: list[tuple[int, str]] = []
    address = ""
    for page, edge in zip(pages, edges, strict=True):
        for number, line in enumerate(page, len(body) + len(cut) + 1):
            printed = _ADDRESS.fullmatch(line) if line in edge else None
            address = address or (printed.group(1) if printed else "")
            forms = _PRINTED.fullmatch(line) or _PAGE_NUMBER.fullmatch(line)
            if line in edge and (printed or forms or _mask_numbers(line) in often):
                cut.append((number, line))
            else:
                body.append(line)
    return body, cut, address


def _mask_numbers(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def join_pdf_lines(lines: Sequence[str]) -> str:
    """Lines as paragraphs. A PDF knows none: one ends at an empty line, or where a line that ends
    like a sentence, or a short one, leaves room for the next line's first word."""
    widths = sorted(len(line) for line in lines if line)
    width = widths[int(0.9 * (len(widths) - 1))] if widths else 0
    paragraphs: list[str] = []
    for before, line in zip(["", *lines], lines, strict=False):
        if line and before and _goes_on(before, line, width):
            joined = _HYPHEN.search(paragraphs[-1]) and line[:1].islower()
            head = _HYPHEN.sub("", paragraphs[-1]) if joined else f"{paragraphs[-1]} "
            paragraphs[-1] = head + line
        elif line:
            paragraphs.append(line)
    return "\n\n".join(paragraphs)


def _goes_on(line: str, after: str, width: int) -> bool:
    first = after.split(" ", 1)[0]
    full = len(line) + 1 + len(first) > 0.9 * width
    if _SENTENCE_END.search(line):
        return full and len(line) > 0.9 * width and after[:1] not in _OPENS
    return full or after[:1].islower()


def _check_text(text: str, source: str) -> str:
    if not text.strip():
        raise InputError(source, "no text in it", "save the article as text")
    return text.replace("\0", "")
