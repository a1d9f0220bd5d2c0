"""Reading: files of any form become articles, cleaned, with what is known of them and from where.

paths -> places (files) -> one reader each (forms) -> what the user says (overrides)
      -> who is who (identity) -> Articles

forms: bytes -> decoding -> documents | exports | tables | warc -> html | paste -> Article
html and paste rest on furniture (what stands around an article), published (dates), markup

"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ..corrections import Corrections
from ..errors import InputError, MissingExtraError
from ..model import Article, Skipped
from .articles import Articles
from .files import WRITTEN, Place, as_skipped, gather_places
from .forms import read_input
from .identity import assign_ids, leave_out_repeats, name_by_domain, outlet_slug
from .overrides import Values, complete_article, take_corrections, take_manifests
from .tables.rows import Records, check_columns, list_records, read_records

MAX_SKIPPED = 1_000  # rows of one file that are left out, each by itself

__all__ = ["Articles", "assign_ids", "outlet_slug", "read_articles", "stream_articles"]


def read_articles(
    paths: str | Path | Sequence[str | Path] | Records,
    *,
    columns: Mapping[str, str] | None = None,
    corrections: str | Path | None = None,
) -> Articles:
    """Read a file, a folder with all below it, or several of them, into cleaned articles.

    paths    text (.txt .md .text), pages (.html .htm .xhtml .mhtml .mht), documents (.docx .pdf
             .rtf), tables with an article a row (.csv .tsv .json .jsonl .ndjson
             .parquet), web archives (.warc .warc.gz); exports of Nexis, ProQuest and Factiva are
             split into their articles. A list `articles.csv` (file, outlet, title, published, url,
             byline, language, owner, origin) beside the files goes before what they say,
             `corrections.toml` before that. Or records in memory, an article each: a DataFrame, or
             a list of dicts
    columns  field -> column of the tables, where a name is not one of the usual
    corrections  a file in place of the `corrections.toml` beside the articles

    A file that cannot be used raises InputError if it was given alone; otherwise it is in
    `.skipped` and the rest goes on; so it is with MissingExtraError, where a file needs a package
    that is not installed. OptionError for a field or column that does not exist. The order of
    `paths` does not matter.
    """
    columns = check_columns(columns)
    if (records := list_records(paths)) is not None:
        entries, _ = take_corrections((), corrections)
        rows, skipped = read_records(records, "table", columns)
        complete = (complete_article(article, None, entries) for article in rows)
        return _make_articles([*complete, *skipped], entries, {})
    inputs = _gather_inputs(paths, corrections)  # type: ignore[arg-type]
    digests: dict[str, str] = {}
    items = [*inputs.skipped, *_read_places(inputs, columns, digests)]
    return _make_articles(items, inputs.corrections, digests)


def stream_articles(
    paths: str | Path | Sequence[str | Path], *, columns: Mapping[str, str] | None = None
) -> Iterator[Article | Skipped]:
    """The articles of `read_articles`, without ids and with repeats, and what was skipped.

    For archives that should not lie in memory whole: one file is in memory at a time, of a web
    archive one record. Errors as in `read_articles`.
    """
    columns = check_columns(columns)
    inputs = _gather_inputs(paths)
    yield from inputs.skipped
    yield from _read_places(inputs, columns, {})


class _Inputs(NamedTuple):
    """Files to read, what the lists and corrections beside them say, and what is left out; alone:
    one file was given and nothing else."""

    places: Sequence[Place]
    lists: Mapping[Path, Values]
    corrections: Corrections
    skipped: Sequence[Skipped]
    alone: bool


def _gather_inputs(
    paths: str | Path | Sequence[str | Path], corrections: str | Path | None = None
) -> _Inputs:
    places, skipped, alone = gather_places(paths)
    entries, places = take_corrections(places, corrections)
    lists, places = take_manifests(places, skipped)
    return _Inputs(places, lists, entries, skipped, alone and len(places) == 1)


def _read_places(
    inputs: _Inputs, columns: Mapping[str, str], digests: dict[str, str]
) -> Iterator[Article | Skipped]:
    """Each file's articles with what their user says of them, and what is skipped."""
    for place in inputs.places:
        values = inputs.lists.get(place.path)
        try:
            listed = place._replace(named=place.named or values is not None)
            for item in read_input(listed, columns, digests):
                if isinstance(item, Article):
                    item = complete_article(item, values, inputs.corrections)
                yield item
        except (InputError, MissingExtraError) as error:
            if inputs.alone:
                raise
            yield as_skipped(error, place.source)


def _make_articles(
    items: list[Article | Skipped], corrections: Corrections, digests: Mapping[str, str]
) -> Articles:
    articles = name_by_domain(item for item in items if isinstance(item, Article))
    originals, repeats = leave_out_repeats(articles, digests)
    left_out = _count_rest({*(item for item in items if isinstance(item, Skipped)), *repeats})
    return Articles(
        assign_ids(originals),
        skipped=[item for item in left_out if item.problem != WRITTEN],
        outputs=[item for item in left_out if item.problem == WRITTEN],
        corrections=corrections,
    )


def _count_rest(left_out: Iterable[Skipped]) -> list[Skipped]:
    """What was left out, sorted; beyond MAX_SKIPPED rows of one file they are counted."""
    by_file: defaultdict[str, list[Skipped]] = defaultdict(list)
    for item in sorted(left_out, key=lambda item: (item.source, item.problem)):
        by_file[item.source.partition("#")[0]].append(item)
    rows = [item for items in by_file.values() for item in items[:MAX_SKIPPED]]
    for file, items in by_file.items():
        if (count := len(items) - MAX_SKIPPED) > 0:
            more = f"{count} more rows or lines were left out"
            rows.append(Skipped(file, more, f"the first {MAX_SKIPPED} say why"))
    return sorted(rows, key=lambda item: (item.source, item.problem))
