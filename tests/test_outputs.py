"""Output folders: what compare-news wrote is no input, what it did not write is not replaced."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from archive_events import files

from compare import Comparison, read_articles, write_report
from compare.archive.stories import write_stories
from compare.cli import main
from compare.errors import InputError, ReportError
from compare.outputs import MARK, read_mark
from compare.reading.files import WRITTEN

FORMATS = ("html", "md", "brief", "json", "csv", "figures")
MINE = "my own notes\n"


@pytest.fixture
def event(harbour: Path, tmp_path: Path) -> Path:
    """A copy of the small event, to write into."""
    return Path(shutil.copytree(harbour, tmp_path / "event"))


def sources(folder: Path) -> list[str]:
    return [article.source for article in read_articles(folder)]


@pytest.mark.parametrize("inside", ["out", ".", "a/b/c", "gazette.txt.report"])
def test_outputs_among_the_articles_are_no_inputs(
    event: Path, compared: Comparison, inside: str
) -> None:
    """Written into the folder of the articles, or below it, they are left out and told once."""
    for _ in range(2):
        write_report(compared, event / inside, FORMATS)
        articles = read_articles(event)
        assert [a.source for a in articles] == ["gazette.txt", "herald.txt", "tribune.txt"]
        assert articles.skipped == ()
        assert [(item.source, item.problem) for item in articles.outputs] == [
            ("./" if inside == "." else f"{inside}/", WRITTEN)
        ]


def test_a_run_over_its_own_outputs_gives_the_same_bytes(event: Path) -> None:
    """Run twice into the folder of the articles: the same articles, the same comparison.json."""
    for folder in (event, event / "out"):
        arguments = ["run", str(event), "-o", str(folder), "-q", "--format", "json,csv"]
        seen = set()
        for _ in range(2):
            assert main(arguments) == 0
            seen.add((folder / "comparison.json").read_bytes())
        assert len(seen) == 1


@pytest.mark.parametrize("how", ["moved", "copied", "linked", "file linked", "its tables"])
def test_the_mark_is_known_wherever_the_folder_lies(
    event: Path, compared: Comparison, tmp_path: Path, how: str
) -> None:
    """An output folder that was moved, copied or linked among articles; a part of one alone."""
    write_report(compared, tmp_path / "out", FORMATS)
    if how == "moved":
        (tmp_path / "out").rename(event / "elsewhere")
    elif how == "copied":
        shutil.copytree(tmp_path / "out", event / "x" / "copy")
    elif how == "linked":
        (event / "link").symlink_to(tmp_path / "out")
    elif how == "file linked":
        (event / "page.html").symlink_to(tmp_path / "out" / "report.html")
    else:
        with pytest.raises(InputError, match="only what compare-news wrote"):
            read_articles(tmp_path / "out" / "tables")
    assert sources(event) == ["gazette.txt", "herald.txt", "tribune.txt"]


@pytest.mark.parametrize("name", ["comparison.json", "report.html", "tables/articles.csv"])
def test_an_output_given_by_name_is_refused(
    event: Path, compared: Comparison, tmp_path: Path, name: str
) -> None:
    """Alone it is an error, beside articles it is told."""
    write_report(compared, tmp_path / "out", FORMATS)
    with pytest.raises(InputError, match=WRITTEN):
        read_articles(tmp_path / "out" / name)
    articles = read_articles([tmp_path / "out" / name, event])
    assert len(articles) == 3


@pytest.mark.parametrize("name", ["report.html", "brief.md", "tables/articles.csv"])
def test_a_file_of_ones_own_is_not_replaced(event: Path, compared: Comparison, name: str) -> None:
    """The folder is refused with the way out, and nothing in it changes; --force replaces."""
    mine = event / name
    mine.parent.mkdir(exist_ok=True)
    mine.write_text(MINE)
    before = files(event)
    with pytest.raises(ReportError, match=r"compare-news did not write it.*--force"):
        write_report(compared, event, FORMATS)
    assert files(event) == before
    write_report(compared, event, FORMATS, force=True)
    assert mine.read_text() != MINE
    write_report(compared, event, FORMATS)


def test_a_new_file_of_ones_own_in_a_marked_folder_is_not_replaced(
    compared: Comparison, tmp_path: Path
) -> None:
    """The mark names files, not the folder."""
    write_report(compared, tmp_path, ["json"])
    (tmp_path / "report.html").write_text(MINE)
    with pytest.raises(ReportError, match=r"report\.html: is there"):
        write_report(compared, tmp_path, ["html"])
    assert (tmp_path / "report.html").read_text() == MINE


def test_outputs_of_an_earlier_event_are_taken_away(compared: Comparison, tmp_path: Path) -> None:
    """Of another comparison nothing stays; of the same one other formats do; one's own does."""
    write_report(compared, tmp_path, FORMATS)
    (tmp_path / "tables" / "mine.csv").write_text(MINE)
    write_report(compared, tmp_path, ["brief"])
    assert (tmp_path / "report.html").is_file()
    other = replace(compared, event="Another event")
    write_report(other, tmp_path, ["json"])
    assert set(files(tmp_path)) == {MARK, "comparison.json", "tables/mine.csv"}
    assert read_mark(tmp_path)["run"].files == {"comparison.json"}


def test_stories_among_the_articles_are_no_inputs(event: Path) -> None:
    """A folder of stories in its own archive is not grouped again; one of a user's is refused."""
    made = [write_stories(event, event / "stories") for _ in range(2)]
    assert [m.articles for m in made] == [3, 3]
    (event / "mine").mkdir()
    (event / "mine" / "stories.csv").write_text("outlet,text\n")
    with pytest.raises(ReportError, match="--force"):
        write_stories(event, event / "mine")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda mark, out: mark.write_text("{"),
        lambda mark, out: mark.write_text("[" * 100_000),
        lambda mark, out: mark.write_text('{"run": {"of": "x", "files": ["../../a", "/etc/x"]}}'),
        lambda mark, out: mark.write_text('{"run": ["report.html"]}'),
        lambda mark, out: (mark.unlink(), mark.mkdir()),
    ],
    ids=["cut", "deep", "outside", "other form", "a folder"],
)
def test_a_mark_that_is_none_gives_no_leave(
    compared: Comparison, tmp_path: Path, spoil: Callable[[Path, Path], object]
) -> None:
    """A broken or hostile mark names nothing: no file is replaced or taken away by it."""
    out = tmp_path / "deep" / "out"
    write_report(compared, out, ["json"])
    (tmp_path / "a").write_text(MINE)
    spoil(out / MARK, out)
    with pytest.raises(ReportError):
        write_report(replace(compared, event="b"), out, ["json"])
    assert (tmp_path / "a").read_text() == MINE


def test_nothing_is_written_or_removed_through_a_link(compared: Comparison, tmp_path: Path) -> None:
    """A folder of the report that is a link to elsewhere is refused, also with --force."""
    out, away = tmp_path / "out", tmp_path / "away"
    write_report(compared, out, ["csv"])
    shutil.copytree(out / "tables", away)
    shutil.rmtree(out / "tables")
    (out / "tables").symlink_to(away)
    before = files(away)
    for force in (False, True):
        with pytest.raises(ReportError, match="is a link"):
            write_report(replace(compared, event="b"), out, ["csv"], force=force)
    write_report(replace(compared, event="b"), out, ["json"])
    assert files(away) == before


def test_marks_say_no_more_than_names(compared: Comparison, tmp_path: Path) -> None:
    """No time, no path of the machine: the same comparison gives the same bytes."""
    texts = []
    for name in ("one", "two"):
        write_report(compared, tmp_path / name, FORMATS)
        texts.append((tmp_path / name / MARK).read_text())
    assert texts[0] == texts[1]
    assert str(tmp_path) not in texts[0]
    assert "report.html" in json.loads(texts[0])["run"]["files"]


def test_a_run_is_refused_before_the_work(
    event: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file in the way is told before anything is compared: exit code 4 and the way out."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "brief.md").write_text(MINE)
    assert main(["run", str(event), "-o", str(tmp_path / "out")]) == 4
    said = capsys.readouterr().err
    assert "brief.md: is there, and compare-news did not write it" in said
    assert "--force" in said
    assert "finding facts" not in said
    assert set(files(tmp_path / "out")) == {"brief.md"}
