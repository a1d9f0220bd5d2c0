"""Stories: which articles of a mixed archive tell one event."""

from __future__ import annotations

import random
from collections.abc import Hashable
from pathlib import Path

import numpy as np
import pytest
from archive_events import EVENTS, archive_rows, files, write_rows
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.archive import read_stories, write_stories
from compare.archive.linkage import average_linkage
from compare.errors import OptionError, ReportError
from training.evaluate.stories import score_stories, story_figures


def partition(labels: list[Hashable]) -> set[frozenset[int]]:
    """The groups that labels stand for."""
    return {frozenset(k for k, label in enumerate(labels) if label == one) for one in set(labels)}


def told(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Story -> (outlet, headline) of its articles."""
    return {
        story: sorted((a.outlet, a.title) for a in articles)
        for story, articles in read_stories(folder)
    }


@given(st.integers(2, 12), st.integers(0, 10_000), st.integers(1, 18))
@settings(max_examples=60, deadline=None)
def test_sparse_linkage_is_scipys_average_linkage(size: int, seed: int, share: int) -> None:
    """On all pairs, the sparse linkage makes the groups that scipy's average linkage makes."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    draw, bar = random.Random(seed), share / 19
    scores = np.zeros((size, size))
    pairs = []
    for i in range(size):
        for j in range(i + 1, size):
            scores[i, j] = scores[j, i] = draw.random()
            pairs.append((i, j, scores[i, j]))
    tree = linkage(squareform(1 - scores, checks=False), "average")
    slow = fcluster(tree, 1 - bar, "distance").tolist()
    assert partition(average_linkage(size, pairs, bar)) == partition(slow)


def test_figures_of_a_perfect_and_of_a_useless_grouping() -> None:
    """The right stories score 1 in all; everything in one heap has no Rand index."""
    true = ["a", "a", "b", "b", "b", "c"]
    right = story_figures(true, [1, 1, 2, 2, 2, 3])
    assert (right["bcubed_f1"], right["pairwise_f1"], right["ari"]) == (1.0, 1.0, 1.0)
    heap = story_figures(true, [0] * 6)
    assert heap["ari"] == 0
    assert heap["bcubed_precision"] == pytest.approx((2 * 2 + 3 * 3 + 1) / 36)
    assert heap["bcubed_recall"] == 1


def test_look_alike_events_stay_apart(tmp_path: Path) -> None:
    """Two earthquakes and two trials of the same days are four stories, not two."""
    rows = archive_rows()
    write_stories(write_rows(tmp_path / "a.jsonl", rows), tmp_path / "s")
    expected: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        expected.setdefault(row["event"], []).append((row["outlet"], row["title"]))
    assert sorted(told(tmp_path / "s").values()) == sorted(map(sorted, expected.values()))


def test_order_of_the_input_does_not_matter(tmp_path: Path) -> None:
    """The same articles in another order give the same bytes."""
    rows = archive_rows()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        random.Random(name).shuffle(rows)
        write_rows(tmp_path / name / "a.jsonl", rows)
        write_stories(tmp_path / name / "a.jsonl", tmp_path / f"s-{name}")
    one, two = files(tmp_path / "s-one"), files(tmp_path / "s-two")
    source = "articles.jsonl"  # tells each article's row in its file, which is another one
    assert {name for name in one if one[name] != two[name]} <= {source}
    assert told(tmp_path / "s-one") == told(tmp_path / "s-two")


def test_stories_that_lie_there_are_made_anew(tmp_path: Path) -> None:
    """With more articles, in the same folder: as in an empty one; a repeat is told as skipped."""
    rows = archive_rows()
    write_stories(write_rows(tmp_path / "1.jsonl", rows[:9]), tmp_path / "s")
    path = write_rows(tmp_path / "2.jsonl", [*rows, rows[0]])
    made = write_stories(path, tmp_path / "s")
    write_stories(path, tmp_path / "again")
    assert (made.articles, made.stories, len(made.skipped)) == (18, EVENTS, 1)
    assert files(tmp_path / "s") == files(tmp_path / "again")


def test_a_follow_up_starts_a_story(tmp_path: Path) -> None:
    """Of articles each a week after the last, one that is too late for the first starts anew."""
    rows = archive_rows()
    for week, row in enumerate(rows[:3]):
        row["published"] = f"2025-03-{3 + 7 * week:02d}"
    path = write_rows(tmp_path / "a.jsonl", rows)
    made = write_stories(path, tmp_path / "s", days=8)
    assert made.stories == EVENTS + 1


def test_copies_of_a_wire_are_one_story(tmp_path: Path) -> None:
    """Forty outlets that carry one text are one story, more than an article has neighbours."""
    rows = archive_rows()
    copies = [{**rows[0], "outlet": f"Paper {k}"} for k in range(40)]
    write_stories(write_rows(tmp_path / "a.jsonl", [*rows[3:], *copies]), tmp_path / "s")
    assert sorted(map(len, told(tmp_path / "s").values()))[-1] == 40


def test_undated_articles_are_grouped_too(tmp_path: Path) -> None:
    """Dates help and may be missing."""
    rows = [{**row, "published": ""} for row in archive_rows()]
    made = write_stories(write_rows(tmp_path / "a.jsonl", rows), tmp_path / "s")
    assert made.stories == EVENTS
    assert all(story.startswith("undated-") for story in told(tmp_path / "s"))


def test_wrong_options_and_folders_are_told(tmp_path: Path) -> None:
    """Days below 0, a folder without stories."""
    with pytest.raises(OptionError, match="negative"):
        write_stories(tmp_path, tmp_path / "s", days=-1)
    with pytest.raises(ReportError, match="compare-news stories"):
        next(read_stories("/nowhere"))


@pytest.mark.measured
@pytest.mark.parametrize(
    ("file", "least"),
    [
        ("allsides/stories.jsonl", 0.85),
        ("ecbplus/documents.jsonl", 0.92),
        ("basil/articles.jsonl", 0.97),
    ],
)
def test_marked_stories(shared: Path, file: str, least: float) -> None:
    """Figures on the marked archives stay where they were (learned on them: no quality claim)."""
    scores = score_stories(shared / "data" / file).mean
    assert scores["bcubed_f1"] >= least
