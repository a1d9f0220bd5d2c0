"""Reading: files of any form become articles, cleaned, with what is known of them and from where.

files -> gather -> forms (dump, html, rows) -> manifest -> identity -> Articles
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ..errors import InputError, MissingExtraError
from ..model import Article, Skipped
from .articles import Articles
from .files import WRITTEN
from .forms import read_input
from .gather import gather_places
from .identity import assign_ids, leave_out_repeats, name_by_domain, outlet_slug
from .overrides import Beside, take_beside, take_manifests
from .preview import clean_file, clean_files, show_cleaned, write_cleaned
from .records import Records, as_records
from .stream import as_skipped, complete_article, stream_articles
from .tables.rows import check_columns, read_records

MOST_TOLD = 1_000  # rows of one file that are left out, each by itself

__all__ = [
    "Articles",
    "assign_ids",
    "clean_file",
    "clean_files",
    "outlet_slug",
    "read_articles",
    "show_cleaned",
    "stream_articles",
    "write_cleaned",
]


def read_articles(
    paths: str | Path | Sequence[str | Path] | Records,
    *,
    columns: Mapping[str, str] | None = None,
    corrections: str | Path | None = None,
) -> Articles:
    """Read a file, a folder with all below it, or several of them, into cleaned articles.

    paths    text (.txt .md .text), pages (.html .htm .xhtml .mhtml .mht), mails (.eml), documents
             (.docx .pdf .rtf), tables with an article a row (.csv .tsv .json .jsonl .ndjson
             .parquet), web archives (.warc .warc.gz); exports of Nexis, ProQuest and Factiva are
             split into their articles. A list `articles.csv` (file, outlet, title, published, url,
             byline, language, owner, origin) beside the files goes before what they say,
             `owners.csv` (outlet, owner) and `corrections.toml` add to it. Or records in memory, an
             article each: a DataFrame, or a list of dicts
    columns  field -> column of the tables, where a name is not one of the usual
    corrections  a file in place of the `corrections.toml` beside the articles

    A file that cannot be used raises InputError if it was given alone; otherwise it is in
    `.skipped` and the rest goes on; so it is with MissingExtraError, where a file needs a package
    that is not installed. OptionError for a field or column that does not exist. The order of
    `paths` does not matter.
    """
    columns = check_columns(columns)
    if (records := as_records(paths)) is not None:
        beside = take_beside((), [], corrections)[0]
        rows, skipped = read_records(records, "table", columns)
        articles = [complete_article(article, None, beside) for article in rows]
        return _finished(articles, skipped, beside, {})
    places, skipped, alone = gather_places(paths)  # type: ignore[arg-type]
    beside, places = take_beside(places, skipped, corrections)
    listed, places = take_manifests(places, skipped)
    articles = []
    digests: dict[str, str] = {}
    for place in places:
        values = listed.get(place.path)
        try:
            held = read_input(place._replace(named=place.named or values is not None), columns)
        except (InputError, MissingExtraError) as error:
            if alone and len(places) == 1:
                raise
            skipped.append(as_skipped(error, place))
            continue
        skipped += held.skipped
        for article in held.articles:
            articles.append(
                complete_article(article, values, beside, title_in_text=held.title_in_text)
            )
            digests.setdefault(article.source, held.digest or article.source)
    return _finished(articles, skipped, beside, digests)


def _finished(
    articles: list[Article], skipped: list[Skipped], beside: Beside, digests: Mapping[str, str]
) -> Articles:
    kept, repeats = leave_out_repeats(name_by_domain(articles), digests)
    left_out = _count_rest({*skipped, *repeats})
    return Articles(
        assign_ids(kept),
        skipped=[item for item in left_out if item.problem != WRITTEN],
        outputs=[item for item in left_out if item.problem == WRITTEN],
        corrections=beside.corrections,
    )


def _count_rest(left_out: Iterable[Skipped]) -> list[Skipped]:
    """What was left out, sorted; beyond MOST_TOLD rows of one file they are counted."""
    told: list[Skipped] = []
    counts = Counter[str]()
    for item in sorted(left_out, key=lambda item: (item.source, item.problem)):
        file = item.source.partition("#")[0]
        counts[file] += 1
        if counts[file] <= MOST_TOLD:
            told.append(item)
    for file, count in counts.items():
        if count > MOST_TOLD:
            more = f"{count - MOST_TOLD} more rows or lines were left out"
            told.append(Skipped(file, more, f"the first {MOST_TOLD} say why"))
    return sorted(told, key=lambda item: (item.source, item.problem))
