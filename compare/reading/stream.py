"""Articles one after the other, for archives that should not lie in memory whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ..errors import InputError, MissingExtraError
from ..model import Article, Found, Skipped
from .files import Place
from .forms import read_input, too_long
from .gather import gather_places
from .language import detect_language
from .overrides import MANIFEST, Beside, Values, apply_values, take_beside, take_manifests
from .tables.rows import check_columns
from .warc import is_warc, read_warc


def stream_articles(
    paths: str | Path | Sequence[str | Path], *, columns: Mapping[str, str] | None = None
) -> Iterator[Article | Skipped]:
    """The articles of `read_articles`, without ids and with repeats, and what was skipped.

    One file is in memory at a time, of a web archive one record. Errors as in `read_articles`.
    """
    columns = check_columns(columns)
    places, skipped, alone = gather_places(paths)
    beside, places = take_beside(places, skipped)
    listed, places = take_manifests(places, skipped)
    yield from skipped
    for place in places:
        values = listed.get(place.path)
        try:
            if is_warc(place.path):
                for page in read_warc(place.path, place.source):
                    yield (too_long(page) if isinstance(page, Article) else None) or page
                continue
            held = read_input(place._replace(named=place.named or values is not None), columns)
        except (InputError, MissingExtraError) as error:
            if alone and len(places) == 1:
                raise
            yield as_skipped(error, place)
            continue
        yield from held.skipped
        for article in held.articles:
            yield complete_article(article, values, beside, title_in_text=held.title_in_text)


def as_skipped(error: InputError | MissingExtraError, place: Place) -> Skipped:
    """A file that cannot be read, and why, where the rest goes on."""
    source = getattr(error, "source", place.source)
    return Skipped(source, error.problem, error.remedy)


def complete_article(
    article: Article, values: Values | None, beside: Beside, *, title_in_text: bool = False
) -> Article:
    """The article with what its user says of it, an outlet and, where it shows, a language."""
    if values is not None:
        article = apply_values(article, values, MANIFEST, title_in_text=title_in_text)
    if not article.outlet:
        stem = PurePosixPath(article.source).stem
        found = (*article.found, Found("outlet", "file name", stem))
        article = replace(article, outlet=stem, found=found)
    article = beside.complete(article, title_in_text=title_in_text)
    if article.language is None:
        article = replace(article, language=detect_language(article.body))
    return article
