"""Reading: files of any form become articles, cleaned, with what is known of them and from where.

files -> gather -> forms (dump, html, rows) -> manifest -> identity -> Articles
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..corrections import Corrections
from ..errors import InputError
from ..model import Article, Skipped
from .beside import take_beside
from .cleaned import clean_file, clean_files, show_cleaned, write_cleaned
from .files import WRITTEN
from .forms import read_input
from .gather import gather_places
from .identity import assign_ids, leave_out_repeats, outlet_slug
from .manifest import take_manifests
from .rows import check_columns
from .stream import complete_article, stream_articles

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


class Articles(list[Article]):
    """Articles, sorted and with ids.

    skipped      what was given and is not among them
    outputs      the folders among the inputs that compare-news wrote to: they are left out, and
                 are no part of the comparison, which must be the same when it is made again
    corrections  what the user keeps in corrections.toml beside them
    """

    skipped: tuple[Skipped, ...] = ()
    outputs: tuple[Skipped, ...] = ()
    corrections: Corrections = Corrections()


def read_articles(
    paths: str | Path | Sequence[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    corrections: str | Path | None = None,
) -> Articles:
    """Read a file, a folder with all below it, or several of them, into cleaned articles.

    paths    text (.txt .md .text), pages (.html .htm .xhtml), tables with an article a row (.csv
             .tsv .json .jsonl .ndjson .parquet), web archives (.warc .warc.gz); a list
             `articles.csv` (file, outlet, title, published, url, byline, language, owner, origin)
             beside the files goes before what they say, `owners.csv` (outlet, owner) and
             `corrections.toml` add to it
    columns  field -> column of the tables, where a name is not one of the usual
    corrections  a file in place of the `corrections.toml` beside the articles

    A file that cannot be used raises InputError if it was given alone; otherwise it is told in
    `.skipped` and the rest goes on. OptionError for a field or column that does not exist,
    MissingExtraError for a Parquet file without pyarrow. The order of `paths` does not matter.
    """
    columns = check_columns(columns)
    places, skipped, alone = gather_places(paths)
    beside, places = take_beside(places, skipped, corrections)
    listed, places = take_manifests(places, skipped)
    articles: list[Article] = []
    digests: dict[str, str] = {}
    for place in places:
        values = listed.get(place.path)
        try:
            held = read_input(place._replace(named=place.named or values is not None), columns)
        except InputError as error:
            if alone and len(places) == 1:
                raise
            skipped.append(Skipped(error.source, error.problem, error.remedy))
            continue
        skipped += held.skipped
        for article in held.articles:
            articles.append(complete_article(article, values, held, beside))
            digests.setdefault(article.source, held.digest or article.source)
    kept, repeats = leave_out_repeats(articles, digests)
    done = Articles(assign_ids(kept))
    done.corrections = beside.corrections
    left_out = sorted({*skipped, *repeats}, key=lambda s: (s.source, s.problem))
    done.skipped = tuple(item for item in left_out if item.problem != WRITTEN)
    done.outputs = tuple(item for item in left_out if item.problem == WRITTEN)
    return done
