"""A mixed archive -> a folder of stories; later, new articles into that folder.

DIR/articles.jsonl  an article a line, sorted by story: `story`, `row`, `key`, then the article
DIR/stories.csv     a story a line: how many articles, which outlets, from when to when
DIR/skipped.csv     what was read and is not among them, why
DIR/stories.json    the setting, and the format's number
DIR/state/*.npz     what new articles are compared with
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from ..disk import write_file
from ..errors import OptionError, ReportError
from ..model import Article, Found, Removal, Skipped
from ..outputs import claim_outputs
from ..reading import outlet_slug, stream_articles
from ..report.escapes import write_rows
from .grouping import Seen, day_of, group_articles
from .lists import write_skipped
from .settings import StoryOptions
from .vectors import FIELDS

FORMAT_VERSION = 1
ARTICLES, STORIES, SKIPPED, SETTING = "articles.jsonl", "stories.csv", "skipped.csv", "stories.json"
OUTPUTS = (ARTICLES, STORIES, SKIPPED, SETTING, "state/")
TITLE = 40  # characters of a headline in a story's name


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article of a folder of stories: its row there, and a digest of its outlet and text."""

    story: str
    row: int
    key: str
    article: Article


@dataclass(frozen=True, slots=True)
class StoriesMade:
    """What `write_stories` did: counts, and what was skipped this time."""

    articles: int
    new_articles: int
    stories: int
    new_stories: int
    skipped: tuple[Skipped, ...]


def write_stories(
    paths: str | Path | Sequence[str | Path],
    folder: str | Path,
    options: StoryOptions | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    progress: Callable[[str], None] | None = None,
    force: bool = False,
) -> StoriesMade:
    """Group the articles under `paths` into stories and write them into `folder`.

    Where `folder` holds stories already, only articles that are new are grouped: each joins an old
    story or a new one; no article leaves its story, and a story keeps its name. `options` must
    then be those it was made with (OptionError). Errors of reading as in `read_articles`;
    ReportError where such files lie there that compare-news did not write, unless `force`.

    The same articles in any order give the same bytes. In two steps they may give other stories
    than in one: words were rarer or commoner when the first came.
    """
    folder, options = Path(folder), options or StoryOptions()
    tell = progress or (lambda stage: None)
    tell("reading what is there")
    claim_outputs(folder, OUTPUTS, "stories", force=force)
    old = list(read_stored(folder)) if (folder / SETTING).exists() else []
    seen = _read_state(folder, old, options) if old else Seen()
    tell("reading articles")
    fresh, skipped = _read_fresh(
        stream_articles(paths, columns=columns), {item.key for item in old}
    )
    tell(f"grouping {len(fresh)} articles")
    seen = group_articles([article for _, article in fresh], options, seen)
    names = {item.row: item.story for item in old}
    stored = [*old]
    for row, (key, article) in enumerate(fresh, len(old)):
        first = seen.labels[row]
        if first not in names:
            names[first] = _name_story(key if first == row else fresh[first - len(old)][0], article)
        names[row] = names[first]
        stored.append(StoredArticle(names[row], row, key, article))
    tell("writing stories")
    stored.sort(key=lambda item: (item.story, item.row))
    _write_files(folder, stored, seen, options, skipped)
    stories = {item.story for item in stored}
    fresh_stories = stories - {item.story for item in old}
    return StoriesMade(len(stored), len(fresh), len(stories), len(fresh_stories), skipped)


def read_stored(folder: str | Path) -> Iterator[StoredArticle]:
    """The articles of a folder of stories, story by story. ReportError where it is none."""
    path = Path(folder) / ARTICLES
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                fields = tuple(Found(**item) for item in record.pop("found"))
                removed = tuple(Removal(**item) for item in record.pop("removed"))
                head = (record.pop("story"), record.pop("row"), record.pop("key"))
                yield StoredArticle(*head, Article(**record, id="", found=fields, removed=removed))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReportError(
            f"{path}: no stories can be read here ({type(error).__name__}: {error}); "
            "make them again with 'compare-news stories'"
        ) from None


def read_stories(folder: str | Path) -> Iterator[tuple[str, list[Article]]]:
    """(story, its articles), one story in memory at a time."""
    for story, items in groupby(read_stored(folder), key=lambda item: item.story):
        yield story, [item.article for item in items]


def is_stories(folder: str | Path) -> bool:
    """Whether `write_stories` wrote this folder."""
    return (Path(folder) / SETTING).is_file()


def article_key(article: Article) -> str:
    """A digest of outlet, headline and text: the same article has the same one everywhere."""
    parts = (article.outlet.casefold(), article.title, " ".join(article.body.split()))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def _read_fresh(
    stream: Iterable[Article | Skipped], known: set[str]
) -> tuple[list[tuple[str, Article]], tuple[Skipped, ...]]:
    """(key, article) of what is new, by date and key; and what was skipped or is there already."""
    fresh: dict[str, Article] = {}
    skipped = set()
    for item in stream:
        if isinstance(item, Skipped):
            skipped.add(item)
            continue
        key = article_key(item)
        twin = fresh.get(key)
        if key in known:
            skipped.add(Skipped(item.source, "there already", "nothing is lost"))
        elif twin is not None:
            first, second = sorted((twin, item), key=lambda a: (a.source, a.url or ""))
            fresh[key] = first
            skipped.add(
                Skipped(second.source, f"same article as {first.source}", "nothing is lost")
            )
        else:
            fresh[key] = item
    ordered = sorted(fresh.items(), key=lambda pair: (day_of(pair[1].published) or 10**7, pair[0]))
    return ordered, tuple(sorted(skipped, key=lambda s: (s.source, s.problem)))


def _name_story(key: str, article: Article) -> str:
    """Date, headline and key of the story's first article: it can be a file's name."""
    title = outlet_slug(article.title or article.text[: 3 * TITLE])[:TITLE].strip("_")
    dated = day_of(article.published) is not None
    date = (article.published or "")[:10] if dated else "undated"
    return f"{date}-{title}-{key[:6]}"


def _write_files(
    folder: Path,
    stored: Sequence[StoredArticle],
    seen: Seen,
    options: StoryOptions,
    skipped: Sequence[Skipped],
) -> None:
    """The setting last: a folder without it is no folder of stories yet."""
    (folder / SETTING).unlink(missing_ok=True)
    for name, content in _state_files(seen).items():
        write_file(folder / "state" / name, content)
    write_file(folder / ARTICLES, "".join(map(_make_line, stored)))
    write_file(folder / STORIES, write_rows(_story_rows(stored)))
    write_skipped(folder / SKIPPED, skipped)
    setting = {"format": FORMAT_VERSION, **asdict(options)}
    write_file(folder / SETTING, json.dumps(setting, indent=1, sort_keys=True) + "\n")


def _make_line(item: StoredArticle) -> str:
    record = asdict(item.article)
    del record["id"]
    head = {"story": item.story, "row": item.row, "key": item.key}
    return json.dumps({**head, **record}, ensure_ascii=False) + "\n"


def _story_rows(stored: Sequence[StoredArticle]) -> Iterator[tuple[Any, ...]]:
    yield "story", "title", "articles", "outlets", "first", "last"
    for story, items in groupby(stored, key=lambda item: item.story):
        articles = [item.article for item in items]
        days = sorted(a.published[:10] for a in articles if a.published and day_of(a.published))
        outlets = sorted({article.outlet for article in articles})
        ends = (days[0], days[-1]) if days else ("", "")
        yield story, articles[0].title, len(articles), "; ".join(outlets), *ends


def _state_files(seen: Seen) -> Mapping[str, bytes]:
    import numpy as np
    from scipy.sparse import save_npz

    files = {}
    for name, counts in seen.counts.items():
        buffer = io.BytesIO()
        save_npz(buffer, counts)
        files[f"{name}.npz"] = buffer.getvalue()
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **seen.pairs)
    files["pairs_seen.npz"] = buffer.getvalue()
    return files


def _read_state(folder: Path, old: Sequence[StoredArticle], options: StoryOptions) -> Seen:
    """What `_state_files` wrote, rows in the order of arrival; ReportError where it is broken."""
    import numpy as np
    from scipy.sparse import load_npz

    try:
        setting = json.loads((folder / SETTING).read_text(encoding="utf-8"))
        counts = {name: load_npz(folder / "state" / f"{name}.npz") for name in FIELDS}
        with np.load(folder / "state" / "pairs_seen.npz", allow_pickle=False) as arrays:
            pairs = {name: arrays[name] for name in arrays.files}
    except (OSError, ValueError, KeyError) as error:
        raise ReportError(
            f"{folder}: its state cannot be read ({error}); write the stories into a new folder"
        ) from None
    if setting != {"format": FORMAT_VERSION, **asdict(options)}:
        raise OptionError(
            f"{folder}: its stories were made with other options ({setting}); "
            "give those, or a new folder"
        )
    ordered = sorted(old, key=lambda item: item.row)
    first: dict[str, int] = {}
    for item in ordered:
        first.setdefault(item.story, item.row)
    return Seen(
        counts,
        pairs,
        [first[item.story] for item in ordered],
        [day_of(item.article.published) for item in ordered],
    )
