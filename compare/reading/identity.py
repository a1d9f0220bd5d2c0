"""Who is who: stable ids for articles, and articles that are there twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import chain, count

from ..model import Article, Found, Skipped
from .fields import url_outlet

MAX_SLUG = 40


def assign_ids(articles: Iterable[Article]) -> list[Article]:
    """The articles sorted by outlet, date, title and text, each with an id of its own.

    An id is the outlet's name in lower case with "_" for all but letters and digits; a second
    article of that name gets "_2". The order of the input does not matter. For articles made by
    hand too: whatever ids they carry are replaced.
    """
    taken: set[str] = set()
    named = []
    for article in sorted(articles, key=_sort_key):
        name = free_name(outlet_slug(article.outlet), "", taken.__contains__)
        taken.add(name)
        named.append(replace(article, id=name))
    return named


def free_name(stem: str, suffix: str, is_taken: Callable[[str], bool]) -> str:
    """The first of "stem", "stem_2", "stem_3" ... that is not taken, with its suffix."""
    names = (f"{stem}_{n}{suffix}" for n in count(2))
    return next(name for name in chain([stem + suffix], names) if not is_taken(name))


def outlet_slug(outlet: str) -> str:
    """An outlet's name as an id: letters, digits and "_" of any script, at most 40 characters."""
    name = unicodedata.normalize("NFC", outlet).lower()
    return re.sub(r"[\W_]+", "_", name)[:MAX_SLUG].strip("_") or "article"


def name_by_domain(articles: Iterable[Article]) -> list[Article]:
    """The articles, those whose outlet is known by its domain alone called as the others of that
    domain are: one paper's pages and its "amp." pages are one outlet."""
    articles = list(articles)
    names: dict[str, set[str]] = {}
    domains = [url_outlet(article.url) or "" for article in articles]
    for article, domain in zip(articles, domains, strict=True):
        if article.outlet != domain:
            names.setdefault(domain, set()).add(article.outlet)
    renamed = []
    for article, domain in zip(articles, domains, strict=True):
        others = names.get(domain, set())
        if domain and article.outlet == domain and len(others) == 1:
            name = next(iter(others))
            found = [item for item in article.found if item.field != "outlet"]
            rule = f"other articles of {domain}"
            found.append(Found("outlet", rule, name))
            article = replace(article, outlet=name, found=tuple(found))
        renamed.append(article)
    return renamed


def leave_out_repeats(
    articles: Iterable[Article], digests: Mapping[str, str]
) -> tuple[list[Article], list[Skipped]]:
    """Keep the first of articles that are one: the same file twice, or one outlet's text twice.

    `digests` maps a source to a digest of its file's bytes. Other outlets' articles with the same
    words stay: they carry one wire, and that is worth knowing. Byte-identical files count as one
    article unless something beyond their file names tells two outlets apart.
    """
    originals: list[Article] = []
    skipped: list[Skipped] = []
    texts: dict[tuple[str, str], str] = {}
    files: dict[str, list[Article]] = {}
    for article in sorted(articles, key=_sort_key):
        text = (article.outlet.casefold(), " ".join(article.body.split()))
        alike = files.setdefault(digests.get(article.source, article.source), [])
        first = texts.get(text) or next((a.source for a in alike if _is_one(a, article)), None)
        if first is not None:
            skipped.append(
                Skipped(article.source, f"same article as {first}", "nothing is lost: keep one")
            )
            continue
        texts[text] = article.source
        alike.append(article)
        originals.append(article)
    return originals, skipped


def _is_one(a: Article, b: Article) -> bool:
    """Whether two byte-identical files are one article: no two outlets are named for them, but by
    the files' names."""
    rules = ((item.field, item.rule) for item in (*a.found, *b.found))
    return a.outlet == b.outlet or ("outlet", "file name") in rules


def _sort_key(article: Article) -> tuple[str, str, str, str, str, str]:
    published = article.published or ""
    outlet = article.outlet
    return outlet.casefold(), outlet, published, article.title, article.text, article.source
