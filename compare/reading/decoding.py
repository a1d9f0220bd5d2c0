"""Bytes become text: which encoding they are in, and what is wrong with them.

Labels are read as browsers read them (WHATWG Encoding Standard: `latin1` and `ascii` mean
windows-1252, and so on). A text that is UTF-8 but for a few bytes is UTF-8: one byte of a tracker,
or a text cut off in mid-letter, must not garble every other letter.
"""

from __future__ import annotations

import codecs
import re

from ..datafiles import load_table
from ..errors import InputError
from ..model import Found

WESTERN = "cp1252"
NOT_UTF8 = "not UTF-8, shown as \ufffd"
CUT_LETTER = "the text ends in mid-letter"
TWICE = "encoded twice: letters are garbled; save it again as UTF-8"

# UTF-32 first: its little-endian mark begins with that of UTF-16
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = (
    *(b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"PAR1"),
    *(b"\xd0\xcf\x11\xe0", b"\x7fELF"),
)
# bytes 80 to 9F, which ISO encodings leave to controls that no text holds, as windows-1252 has them
_CONTROLS = {
    byte: bytes([byte]).decode(WESTERN, "ignore") or chr(byte) for byte in range(0x80, 0xA0)
}
_LEADS = re.escape(bytes(range(0xC2, 0xF5)).decode(WESTERN))
_FOLLOWERS = "".join(_CONTROLS.values()) + bytes(range(0x80, 0xC0)).decode("latin-1")
_GARBLED = re.compile(rf"[{_LEADS}][{re.escape(_FOLLOWERS)}]{{1,3}}")


# a text, and what is wrong with it: `Found` of the field "encoding", the place in `text`
Decoded = tuple[str, tuple[Found, ...]]


def decode_text(raw: bytes, source: str, declared: str | None = None) -> str:
    """The text alone of `decode_bytes`."""
    return decode_bytes(raw, source, declared)[0]


def decode_bytes(raw: bytes, source: str, declared: str | None = None) -> Decoded:
    """Bytes as text: a byte order mark, UTF-8, the declared encoding, else a guess.

    declared: a label from the page or its server, read as browsers do. UTF-8 goes before it, since
    text that is valid UTF-8 by chance is rare, a wrong label is not. Bytes that are no UTF-8 become
    U+FFFD where far more letters are UTF-8, or the label says so. Line ends become newlines. Raises
    InputError for a binary file and for white space alone.
    """
    text, encoding = _decode_raw(raw, source, _find_codec(declared))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise InputError(source, "binary file", "save the article as text or HTML")
    if not text.strip():
        raise InputError(source, "empty file", "save the article again")
    wrong = _first_wrong_byte(raw) if encoding == "utf-8" else None
    return text, tuple(item for item in (wrong, find_double_encoding(text)) if item)


def find_encoding(sample: bytes, source: str) -> str:
    """The encoding of most lines of a table, by its first bytes. InputError for a binary file."""
    if sample.startswith(_BINARY):
        raise InputError(source, "binary file", "save the article as text or HTML")
    plain = sample.isascii() or _is_utf8(sample, 0)
    return "utf-8" if plain else _guess_encoding(sample)


def decode_line(raw: bytes, encoding: str) -> tuple[str, str]:
    """(a line's text, what is wrong with its bytes or ""): where others are UTF-8, a line that is
    not is read by itself."""
    if encoding != "utf-8":
        return raw.decode(encoding, "replace").translate(_CONTROLS), ""
    try:
        return raw.decode(), ""
    except UnicodeError:
        pass
    if _is_utf8(raw):
        return raw.decode("utf-8", "replace"), NOT_UTF8
    return raw.decode(WESTERN, "replace"), "not UTF-8, read as windows-1252"


def find_double_encoding(text: str) -> Found | None:
    """What to say of a text whose UTF-8 was once read as windows-1252 and saved so ("cafÃ©").

    Most letters beyond ASCII must look so. The text is left as it is: it is told, not rewritten.
    """
    if text.isascii():
        return None
    garbled = [match for match in _GARBLED.finditer(text) if _is_garbled(match.group())]
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    if len(garbled) < 2 or 2 * sum(len(match.group()) for match in garbled) < beyond:
        return None
    first = garbled[0].start()
    return Found("encoding", TWICE, _show_place(text[:first].count("\n") + 1, text, first))


def _is_garbled(text: str) -> bool:
    try:
        text.translate(_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    return True


_BYTES = {ord(character): byte for byte, character in _CONTROLS.items()}


def _decode_raw(raw: bytes, source: str, declared: str | None) -> tuple[str, str]:
    """(text, encoding)."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace").lstrip("\ufeff"), encoding.removesuffix("-sig")
    if raw.startswith(_BINARY) or b"\0" in raw:
        raise InputError(source, "binary file", "save the article as text or HTML")
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeError:
        pass
    # an ASCII label that was readable cannot stand in UTF-16 (WHATWG: then it means UTF-8)
    is_utf8 = declared is not None and declared.startswith("utf-")
    if _is_utf8(raw, 4 if declared and not is_utf8 else 1, declared=is_utf8):
        return raw.decode("utf-8", "replace"), "utf-8"
    if declared and not is_utf8:
        try:
            return raw.decode(declared).translate(_CONTROLS), declared
        except UnicodeError:
            pass
    guess = _guess_encoding(raw)
    return raw.decode(guess, "replace").translate(_CONTROLS), guess


def _find_codec(label: str | None) -> str | None:
    """Python's name of the encoding that browsers take a label for; None for an unknown label."""
    browsers = load_table("encodings.txt")
    name = (label or "").strip(" \t\n\f\r\"'").lower()
    try:
        known = codecs.lookup(browsers.get(name, name)).name
        known = browsers.get(known, known)
        b"a".decode(known, "replace")  # not one from bytes to bytes, as zlib is
    except (LookupError, ValueError):
        return None
    return known


def _is_utf8(raw: bytes, share: int = 1, declared: bool = False) -> bool:
    """Whether bytes with errors are UTF-8 all the same: of its letters beyond ASCII, at least
    `share` to one wrong byte are valid; or a label says so, and no more than three are wrong."""
    text = raw.decode("utf-8", "replace")
    marks = text.count("\ufffd")
    wrong = marks - raw.count(b"\xef\xbf\xbd")
    valid = len(text) - len(text.encode("ascii", "ignore")) - marks
    if _ends_in_letter(raw):
        wrong, valid = wrong - 1, valid + 1
    return valid >= max(1, share * wrong) or (declared and (wrong <= 3 or valid >= wrong))


def _ends_in_letter(raw: bytes) -> bool:
    """Whether the bytes end within a letter of UTF-8, and not with a western "é" or "à"."""
    tail = re.search(rb"[\xc2-\xf4][\x80-\xbf]{0,2}\Z", raw[-4:])
    if tail is None or tail.group() in (b"\xe0", b"\xe3", b"\xe8", b"\xe9", b"\xea"):
        return False
    try:
        tail.group().decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return False


def _first_wrong_byte(raw: bytes) -> Found | None:
    """What to say of the bytes that are no UTF-8: how many, and where the first one stands."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        text = raw.decode("utf-8", "replace")
        count = text.count("\ufffd") - raw.count(b"\xef\xbf\xbd")
        line = len(re.findall(rb"\r\n|\r|\n", raw[: error.start])) + 1
        place = _show_place(line, text, len(raw[: error.start].decode("utf-8")))
        if count == 1 and error.reason == "unexpected end of data":
            return Found("encoding", CUT_LETTER, place)
        return Found("encoding", NOT_UTF8, place + (f", and {count - 1} more" if count > 1 else ""))
    return None


def _show_place(line: int, text: str, at: int) -> str:
    """'line 12: ... words around the place ...'."""
    around = " ".join(text[max(0, at - 20) : at + 20].split())
    return f"line {line}: …{around}…"


def _guess_encoding(raw: bytes) -> str:
    """cp1252 where few bytes are beyond ASCII (western text), else what charset_normalizer says.

    On western text of article length charset_normalizer takes neighbours of cp1252 for it, so it
    is asked only where letters themselves must lie beyond ASCII.
    """
    sample = raw[:200_000]
    high = sum(byte >= 0x80 for byte in sample)
    if high > 0.2 * len(sample):
        from charset_normalizer import from_bytes

        best = from_bytes(sample).best()
        if best is not None:
            return best.encoding
    return WESTERN
