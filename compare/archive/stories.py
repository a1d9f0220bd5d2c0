"""A mixed archive -> a folder of stories.

DIR/articles.jsonl  an article a line, sorted by story: `story`, then the article
DIR/stories.csv     a story a line: how many articles, which outlets, from when to when
DIR/skipped.csv     what was read and is not among them, why
DIR/stories.json    the setting, and the format's number
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from ..disk import write_file
from ..errors import OptionError, ReportError
from ..model import Article, Found, Removal, Skipped
from ..outputs import claim_outputs
from ..reading import outlet_slug, stream_articles
from ..report.escapes import write_rows
from ..text.dates.english import iso_day
from . import DAYS
from .grouping import group_articles

FORMAT_VERSION = 2
ARTICLES, STORIES, SKIPPED, SETTING = "articles.jsonl", "stories.csv", "skipped.csv", "stories.json"
OUTPUTS = (ARTICLES, STORIES, SKIPPED, SETTING)
TITLE = 40  # characters of a headline in a story's name


Stored = tuple[str, Article]  # a story's name and an article of it


@dataclass(frozen=True, slots=True)
class StoriesMade:
    """What `write_stories` did: counts, and what was skipped."""

    articles: int
    stories: int
    skipped: tuple[Skipped, ...]


def write_stories(
    paths: str | Path | Sequence[str | Path],
    folder: str | Path,
    days: int = DAYS,
    *,
    columns: Mapping[str, str] | None = None,
    progress: Callable[[str], None] | None = None,
    force: bool = False,
) -> StoriesMade:
    """Group the articles under `paths` into stories and write them into `folder`.

    Stories that lie there are replaced: with new articles, give the old ones too. Errors of reading
    as in `read_articles`; ReportError where such files lie there that compare-news did not write,
    unless `force`; OptionError for `days` (that a story spans at most) below 0. The same articles
    in any order give the same bytes.
    """
    if days < 0:
        raise OptionError(f"days must not be negative, but is {days}")
    folder = Path(folder)
    tell = progress or (lambda stage: None)
    claim_outputs(folder, OUTPUTS, "stories", force=force)
    tell("reading articles")
    articles, skipped = _read_once(stream_articles(paths, columns=columns))
    tell(f"grouping {len(articles)} articles")
    names: dict[int, str] = {}
    stored: list[Stored] = []
    for row, first in enumerate(group_articles([article for _, article in articles], days)):
        if first not in names:
            names[first] = _name_story(*articles[first])
        stored.append((names[first], articles[row][1]))
    tell("writing stories")
    stored.sort(key=lambda item: item[0])
    _write_files(folder, stored, days, skipped)
    return StoriesMade(len(stored), len(names), skipped)


def _read_stored(folder: Path) -> Iterator[Stored]:
    """The articles of a folder of stories, story by story. ReportError where it is none."""
    path = folder / ARTICLES
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                fields = tuple(Found(**item) for item in record.pop("found"))
                removed = tuple(Removal(**item) for item in record.pop("removed"))
                story = record.pop("story")
                yield story, Article(**record, id="", found=fields, removed=removed)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReportError(
            f"{path}: no stories can be read here ({type(error).__name__}: {error}); "
            "make them again with 'compare-news stories'"
        ) from None


def read_stories(folder: str | Path) -> Iterator[tuple[str, list[Article]]]:
    """(story, its articles), one story in memory at a time."""
    for story, items in groupby(_read_stored(Path(folder)), key=lambda item: item[0]):
        yield story, [article for _, article in items]


def is_stories(folder: str | Path) -> bool:
    """Whether `write_stories` wrote this folder."""
    return (Path(folder) / SETTING).is_file()


def article_key(article: Article) -> str:
    """A digest of outlet, headline and text: the same article has the same one everywhere."""
    parts = (article.outlet.casefold(), article.title, " ".join(article.body.split()))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def _read_once(
    stream: Iterable[Article | Skipped],
) -> tuple[list[tuple[str, Article]], tuple[Skipped, ...]]:
    """(key, article), each once, by date and key; and what was skipped."""
    by_key: dict[str, Article] = {}
    skipped = set()
    for item in stream:
        if isinstance(item, Skipped):
            skipped.add(item)
            continue
        key = article_key(item)
        if twin := by_key.get(key):
            item, second = sorted((twin, item), key=lambda a: (a.source, a.url or ""))
            problem = f"same article as {item.source}"
            skipped.add(Skipped(second.source, problem, "nothing is lost"))
        by_key[key] = item
    ordered = sorted(
        by_key.items(), key=lambda pair: (iso_day(pair[1].published) or date.max, pair[0])
    )
    return ordered, tuple(sorted(skipped, key=lambda s: (s.source, s.problem)))


def _name_story(key: str, article: Article) -> str:
    """Date, headline and key of the story's first article: it can be a file's name."""
    title = outlet_slug(article.title or article.text[: 3 * TITLE])[:TITLE].strip("_")
    return f"{iso_day(article.published) or 'undated'}-{title}-{key[:6]}"


def _write_files(
    folder: Path, stored: Sequence[Stored], days: int, skipped: Sequence[Skipped]
) -> None:
    """The setting last: a folder without it is no folder of stories yet."""
    (folder / SETTING).unlink(missing_ok=True)
    write_file(folder / ARTICLES, "".join(map(_make_line, stored)))
    write_file(folder / STORIES, write_rows(_story_rows(stored)))
    write_skipped(folder / SKIPPED, skipped)
    setting = {"format": FORMAT_VERSION, "days": days}
    write_file(folder / SETTING, json.dumps(setting, indent=1, sort_keys=True) + "\n")


def _make_line(item: Stored) -> str:
    record = asdict(item[1])
    del record["id"]
    return json.dumps({"story": item[0], **record}, ensure_ascii=False) + "\n"


def _story_rows(stored: Sequence[Stored]) -> Iterator[tuple[Any, ...]]:
    yield "story", "title", "articles", "outlets", "first", "last"
    for story, items in groupby(stored, key=lambda item: item[0]):
        articles = [article for _, article in items]
        days = sorted(a.published[:10] for a in articles if a.published and iso_day(a.published))
        outlets = sorted({article.outlet for article in articles})
        ends = (days[0], days[-1]) if days else ("", "")
        yield story, articles[0].title, len(articles), "; ".join(outlets), *ends


def write_skipped(path: Path, skipped: Iterable[Skipped]) -> None:
    """A line per input that was not compared."""
    rows = ((item.source, item.problem, item.remedy) for item in skipped)
    write_file(path, write_rows([("source", "problem", "remedy"), *rows]))


def read_skipped(path: Path) -> list[Skipped]:
    """What `write_skipped` wrote; nothing where there is no such file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return [Skipped(*row) for row in list(csv.reader(lines))[1:]]
