"""Batch: many events, one task each; a run that is killed goes on and ends with the same bytes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_events import EVENTS, archive_rows, files, write_rows

from compare import Article, Comparison, compare_events
from compare.archive import run_batch, write_stories
from compare.archive.dataset import SCHEMA
from compare.archive.tasks import Failure, run_tasks
from compare.errors import OptionError
from compare.model import Skipped
from compare.options import Options

pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
REPO = Path(__file__).parents[1]
TEXT_ALONE = (
    "The museum of clocks in Quarrington shows forty sundials from the seventeenth century. "
    "Curator Orla Finch found most of them in attics; the oldest tells the hours of prayer."
)


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six events, and one article that stands alone."""
    folder = tmp_path_factory.mktemp("archive")
    alone = {"outlet": "Herald", "title": "Forty sundials on show", "text": TEXT_ALONE}
    write_stories(write_rows(folder / "a.jsonl", [*archive_rows(), alone]), folder / "stories")
    return folder / "stories"


@pytest.fixture(scope="module")
def done(stories: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole run of them, in this process, with reports."""
    run = tmp_path_factory.mktemp("run")
    run_batch(stories, run, workers=1, formats=("html",))
    return run


def square(value: int) -> int:
    """A task that fails on 3 and takes its process with it on 5."""
    if value == 3:
        raise ValueError("three")
    if value == 5:
        os._exit(1)
    return value * value


def test_a_run_holds_every_table_of_the_schema(done: Path) -> None:
    """Each table is one Parquet data set with the documented columns and types."""
    import pyarrow.dataset as ds

    for table, columns in SCHEMA.items():
        read = ds.dataset(done / "data" / table, format="parquet").to_table()
        assert read.schema.names == list(columns)
        kinds = {"string": "string", "int64": "int64", "double": "double"}
        assert [str(kind) for kind in read.schema.types] == [kinds[k] for k in columns.values()]
    events = ds.dataset(done / "data" / "events").to_table().to_pylist()
    assert len(events) == EVENTS
    assert all(row["articles"] == 3 and row["facts"] > 0 for row in events)


def test_pandas_reads_a_table(done: Path) -> None:
    """A table is read in one call, all events together."""
    import pandas as pd

    facts = pd.read_parquet(done / "data" / "facts")
    assert facts["event"].nunique() == EVENTS
    assert facts["score"].between(0, 1).all()


def test_an_article_alone_is_told_as_skipped(done: Path) -> None:
    """A story of one outlet is no comparison; it lands in skipped.csv with its reason."""
    assert "1 article(s) of one outlet" in (done / "skipped.csv").read_text()


def test_a_killed_run_goes_on_and_ends_with_the_same_bytes(
    stories: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process is killed without a warning in the middle; the next run does the rest."""
    run, options = tmp_path / "run", {"workers": 1, "formats": ("html",)}
    script = "import sys; from pathlib import Path; from compare.archive import batch\n"
    script += "batch.PART = 2; options = dict(workers=1, formats=('html',))\n"
    script += "batch.run_batch(sys.argv[1], sys.argv[2], **options)"
    environment = {
        **os.environ,
        "PYTHONPATH": f"{REPO}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
    }
    started = subprocess.Popen(
        [sys.executable, "-c", script, str(stories), str(run)], cwd=REPO, env=environment
    )
    for _ in range(6000):
        if list((run / "data").glob("part-*.json")) or started.poll() is not None:
            break
        time.sleep(0.05)
    started.send_signal(signal.SIGKILL)
    started.wait()
    left = 2 * len(list((run / "data").glob("part-*.json")))
    assert 2 <= left < EVENTS
    told: list[str] = []
    monkeypatch.setattr("compare.archive.batch.PART", 2)
    run_batch(stories, run, **options, progress=told.append)
    assert told == [
        f"{left} of {EVENTS} events were done before",
        f"{EVENTS} of {EVENTS} events",
    ]
    run_batch(stories, tmp_path / "whole", **options)
    assert files(run) == files(tmp_path / "whole")


def test_processes_give_the_same_bytes(stories: Path, done: Path, tmp_path: Path) -> None:
    """Two worker processes, done in any order: the same files."""
    run_batch(stories, tmp_path / "run", workers=2, formats=("html",))
    assert files(tmp_path / "run") == files(done)


def test_parts_do_not_change_what_is_told(
    stories: Path, done: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More parts hold the same rows in the same order."""
    import pandas as pd

    monkeypatch.setattr("compare.archive.batch.PART", 2)
    run_batch(stories, tmp_path, workers=1)
    assert len(list((tmp_path / "data" / "facts").glob("*.parquet"))) == 3
    for table in ("events", "facts", "framing"):
        one, many = (pd.read_parquet(run / "data" / table) for run in (done, tmp_path))
        pd.testing.assert_frame_equal(one, many)


def test_another_setting_needs_another_folder(stories: Path, done: Path) -> None:
    """A run of other options is not mixed with this one."""
    with pytest.raises(OptionError, match="new folder"):
        run_batch(stories, done, Options(likely=0.9), workers=1)


def test_folders_can_be_the_events(harbour: Path, tmp_path: Path) -> None:
    """Of no stories, each folder is an event; a bad file and a bad event are told, no more."""
    (harbour.parent / "empty").mkdir()
    (harbour / "bad.html").write_bytes(b"\x00\x01\x02")
    try:
        result = run_batch(harbour.parent, tmp_path, workers=1)
    finally:
        (harbour / "bad.html").unlink()
        (harbour.parent / "empty").rmdir()
    told = (tmp_path / "skipped.csv").read_text()
    assert result.events == 1
    assert "harbour/bad.html" in told
    assert "empty/" in told


def test_the_index_escapes_what_articles_say(tmp_path: Path) -> None:
    """A hostile headline is text on the page, in every field."""
    rows = archive_rows()[:3]
    for row in rows:
        row["title"] += " <script>alert(1)</script> <3 & more"  # a cell's HTML is read as HTML
        row["outlet"] += "<b>"
    write_stories(write_rows(tmp_path / "a.jsonl", rows), tmp_path / "s")
    run_batch(tmp_path / "s", tmp_path / "run", workers=1)
    page = (tmp_path / "run" / "index.html").read_text()
    assert page.count("<script>") == 1
    assert "&lt;3 &amp; more" in page
    assert "<b>" not in page


@pytest.mark.parametrize("workers", [1, 2])
def test_a_task_that_fails_stops_no_other(workers: int) -> None:
    """An error is the result of its own task alone."""
    results = dict(run_tasks(square, [(str(k), k) for k in range(5)], workers=workers))
    assert results.pop("3") == Failure("ValueError: three")
    assert results == {str(k): k * k for k in (0, 1, 2, 4)}


def test_a_worker_that_dies_costs_one_task() -> None:
    """A task that takes its process with it is told; those beside it are done again."""
    results = dict(run_tasks(square, [(str(k), k) for k in range(4, 12)], workers=2))
    assert isinstance(results.pop("5"), Failure)
    assert results == {str(k): k * k for k in range(4, 12) if k != 5}


def test_a_killed_run_leaves_no_worker(tmp_path: Path) -> None:
    """Workers hold the killed process's output open; it closes, so they have ended."""
    script = tmp_path / "run.py"
    script.write_text(
        "import time\n"
        "from compare.archive.tasks import run_tasks\n"
        "if __name__ == '__main__':\n"
        "    for _ in run_tasks(time.sleep, [(str(k), k * 60) for k in range(4)], workers=2):\n"
        "        print('begun', flush=True)\n",
        encoding="utf-8",
    )
    started = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(REPO)},
    )
    assert started.stdout is not None
    assert started.stdout.readline() == b"begun\n"
    started.kill()
    started.communicate(timeout=120)


def test_items_are_taken_as_they_are_needed() -> None:
    """An endless archive is no problem: few items are under way at a time."""

    def endless() -> Iterator[tuple[str, int]]:
        for k in range(10**9):
            assert k < 50
            yield str(k), 2

    results = run_tasks(abs, endless(), workers=2)
    assert [next(results)[1] for _ in range(10)] == [2] * 10
    results.close()  # type: ignore[attr-defined]


def test_compare_events_gives_a_comparison_or_a_reason(harbour: Path) -> None:
    """One event is compared, the other has but one article and says so."""
    from compare import read_articles

    articles = read_articles(harbour)
    alone = Article(id="", outlet="A", title="", text="One text.")
    results = dict(compare_events({"harbour": articles, "alone": [alone]}, workers=1))
    assert isinstance(results["harbour"], Comparison)
    assert results["harbour"].event == "harbour"
    assert isinstance(results["alone"], Skipped)
