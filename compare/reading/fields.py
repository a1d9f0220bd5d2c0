"""What the readers share: names of fields, values made plain, headlines, paragraphs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from ..datafiles import load_table

# field -> the column names by which tables usually call it, as `usual_name` writes them
FIELDS = {field: tuple(names.split()) for field, names in load_table("columns.txt").items()}

# controls, soft hyphens, marks of writing direction: nobody sees them, reports cannot show them
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e]")
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_WORDS = re.compile(r"\w+")
_SITE_MARK = re.compile(r"(?<!\s)\s+(?:[-–—|:»•]|::)\s+")
_MARK = re.compile(r"\S")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ADDRESS = re.compile(r"(?:https?:)?//|www\.", re.I)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}", re.I)


def usual_name(name: str) -> str:
    """A column's name as `FIELDS` has it: "publishedAt", "Published at" -> "published_at"."""
    plain = _CAMEL.sub("_", name.strip()).casefold().replace("(s)", "")
    return "_".join(re.findall(r"[^\W_]+", plain))


def plain_text(value: str) -> str:
    """Text without what cannot be seen or encoded; line breaks become newlines."""
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _UNSEEN.sub("", _BREAK.sub("\n", whole))


def plain_line(value: str) -> str:
    """The same on one line, each run of white space one space."""
    return " ".join(plain_text(value).split())


def decode_json(text: str, mark: re.Pattern[str] = _MARK) -> Iterator[Any]:
    """JSON values one behind the other, each from the next `mark` on; ValueError: not JSON."""
    decoder, at = json.JSONDecoder(strict=False), 0
    while begin := mark.search(text, at):
        try:
            value, at = decoder.raw_decode(text, begin.start())
        except RecursionError:
            raise ValueError("nested too deep") from None
        yield value


def split_paragraphs(text: str) -> list[str]:
    """Paragraphs of running text: at empty lines where there are any, else at each line."""
    text = plain_text(text).strip()
    parts = re.split(r"\n[^\S\n]*\n", text)
    parts = parts if len(parts) > 1 else text.split("\n")
    return [line for line in map(plain_line, parts) if line]


def same_headline(a: str, b: str) -> bool:
    """Whether two lines are one headline: the same words, or one begins with all of the other.

    The longer may only add a little: a site's name, or a word that a feed had cut off.
    """
    short, long = sorted((_WORDS.findall(a.lower()), _WORDS.findall(b.lower())), key=len)
    if not short or long[: len(short)] != short:
        return False
    return len(short) == len(long) or (len(short) >= 4 and len(long) - len(short) <= 5)


def drop_headline(title: str, paragraphs: Sequence[str], depth: int = 1) -> list[str]:
    """The paragraphs without the headline, where one of the first `depth` repeats it."""
    for place, paragraph in enumerate(paragraphs[:depth]):
        if title and same_headline(title, paragraph):
            return [*paragraphs[:place], *paragraphs[place + 1 :]]
    return list(paragraphs)


def strip_site(title: str, outlet: str | None, url: str | None) -> str:
    """A headline without its site's name, which stands behind its last mark or before its first."""
    sites = {squash_name(name) for name in (outlet, url_host(url)) if name}
    marks = list(_SITE_MARK.finditer(title))
    for mark, is_behind in ((marks[-1], True), (marks[0], False)) if marks else ():
        before, behind = title[: mark.start()], title[mark.end() :]
        name = squash_name(behind if is_behind else before)
        if name and any(name in site for site in sites):
            return before if is_behind else behind
    return title


def squash_name(name: str) -> str:
    """A name's letters and digits alone, small."""
    return re.sub(r"[\W_]+", "", name.lower())


def join_article(title: str, paragraphs: Sequence[str]) -> str:
    """`Article.text`: the headline, an empty line, the body."""
    return "\n\n".join(part for part in (title, *paragraphs) if part)


def url_host(url: str | None) -> str | None:
    """Host of an address without "www.", or None."""
    try:
        host = urlsplit((url or "").strip()).hostname or ""
    except ValueError:
        return None
    return host.removeprefix("www.") or None


def is_address(value: str) -> bool:
    """Whether a value is an address or a host: what names an outlet only by its domain."""
    return bool(_ADDRESS.match(value) or _HOST.fullmatch(value))


def url_outlet(address: str | None) -> str | None:
    """Whose an address or host is: the domain registered by the public suffix list, or None.

    One paper's hosts ("m.", "amp.", "edition.") are one outlet. A suffix that the list lacks counts
    as public, as the list's own rules say; a number or a single word stays itself.
    """
    address = (address or "").strip()
    host = url_host(address if "//" in address else f"//{address}")
    if host is None or "." not in host or host.replace(".", "").isdigit() or ":" in host:
        return host
    from tld import get_tld

    found = get_tld(f"//{host}", fix_protocol=True, fail_silently=True, as_object=True)
    domain = getattr(found, "fld", None)
    return domain or ".".join(host.split(".")[-2:])
