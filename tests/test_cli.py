"""The command, as a person types it: real processes, real files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from events import REPO

from compare import read_report
from compare.cli import main
from compare.outputs import MARK


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run compare-news in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "compare", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def report(harbour: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report written by the command itself."""
    folder = tmp_path_factory.mktemp("out") / "harbour"
    done = command("run", harbour, "-o", folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_run_writes_every_format(report: Path) -> None:
    """One command leaves the page, the Markdown, the JSON, the tables and the figures."""
    names = {path.relative_to(report).as_posix() for path in report.rglob("*") if path.is_file()}
    assert {"report.html", "report.md", "comparison.json", "tables/facts.csv"} <= names
    assert any(name.endswith(".svg") for name in names)
    assert any(name.endswith(".png") for name in names)


def test_nothing_half_written_is_left(report: Path) -> None:
    """Temporary files are gone once a report stands; the folder's mark is all that is hidden."""
    hidden = [p.name for p in report.rglob("*") if p.name.startswith(".") or "tmp" in p.suffix]
    assert hidden == [MARK]


def test_report_renders_again_from_the_saved_comparison(report: Path, tmp_path: Path) -> None:
    """`report` gives the very page that `run` gave, without computing again."""
    assert command("report", report, "-o", tmp_path, "--format", "html").returncode == 0
    again = (tmp_path / "report.html").read_bytes()
    assert again == (report / "report.html").read_bytes()


def test_show_tells_the_counts_and_the_signature(report: Path) -> None:
    """`show` says how many facts are shared and how they were found."""
    shown = command("show", report)
    assert "shared fact" in shown.stdout
    assert "scorer:" in shown.stdout


def test_clean_shows_what_was_cut_and_why(harbour: Path) -> None:
    """`clean FILE` names the rule beside what it removed."""
    shown = command("clean", harbour / "gazette.txt")
    assert shown.returncode == 0
    assert "byline" in shown.stdout.lower()
    assert "port authority" in shown.stdout


def test_a_bad_article_is_skipped_and_named(harbour: Path, tmp_path: Path) -> None:
    """An empty and a binary file do not stop the others; both are named with a way out."""
    (tmp_path / "in").mkdir()
    for path in harbour.iterdir():
        (tmp_path / "in" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "in" / "empty.txt").write_text("")
    (tmp_path / "in" / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    done = command("run", tmp_path / "in", "-o", tmp_path / "out", "--format", "json")
    assert done.returncode == 0
    assert "empty.txt" in done.stderr
    assert "picture.txt" in done.stderr
    saved = json.loads((tmp_path / "out" / "comparison.json").read_text(encoding="utf-8"))
    assert {item["source"] for item in saved["skipped"]} == {"empty.txt", "picture.txt"}


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["run", "no-such-folder", "-o", "out"], 3, "no-such-folder"),
        (["run", "{harbour}/herald.txt", "-o", "out"], 3, "two outlets"),
        (["run", "{harbour}", "-o", "out", "--set", "liklely=0.5"], 2, "valid: "),
        (["run", "{harbour}", "-o", "out", "--set", "likely=5"], 2, "0..1"),
        (["run", "{harbour}", "-o", "out", "--format", "odt"], 2, "valid: "),
        (["run", "{harbour}", "-o", "{harbour}/herald.txt"], 4, "herald.txt"),
        (["evaluate", "--stage", "nonsense", "{harbour}"], 2, "matching"),
        (["show", "{harbour}"], 3, "comparison.json"),
        (["clean", "{harbour}/none.txt"], 3, "none.txt"),
        (["report", "no-such-folder"], 3, "compare-news run"),
        (["run", "{harbour}", "-o", "out", "--set", "likely=0.9", "--set", "same=0.5"], 2, "rise"),
        (["run", "{harbour}", "-o", "out", "--set", "seed=1.5"], 2, "whole number"),
        (["batch", "{harbour}", "-o", "out", "--workers", "-2"], 2, "1 or more"),
        (["batch", "{harbour}", "-o", "out"], 3, "compare-news stories"),
    ],
)
def test_errors_name_the_culprit_and_the_exit_code_tells_the_kind(
    arguments: list[str], code: int, says: str, harbour: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Wrong usage is 2, unusable input 3, unwritable output 4; the message says what to do."""
    monkeypatch.chdir(tmp_path)
    assert main([a.replace("{harbour}", str(harbour)) for a in arguments]) == code
    assert says in capsys.readouterr().err


def test_no_control_character_of_an_article_reaches_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An escape sequence or a bidi override in a text is shown as a mark, never sent."""
    text = "\x1b[31mRed\u202e ferry burnt in Brackwater harbour on Tuesday, said the council.\n\n"
    (tmp_path / "a.txt").write_text("Ferry burnt in harbour\n\n" + text, encoding="utf-8")
    assert main(["clean", str(tmp_path / "a.txt")]) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_path_behind_a_format_is_a_path(harbour: Path, tmp_path: Path) -> None:
    """`--format json,csv FOLDER` names two formats and a folder."""
    assert main(["run", "-o", str(tmp_path), "-q", "--format", "json,csv", str(harbour)]) == 0
    assert {path.name for path in tmp_path.glob("[!.]*")} == {"comparison.json", "tables"}


def test_options_beside_the_articles(harbour: Path, tmp_path: Path) -> None:
    """compare-news.toml sets options for its folder, --set goes before it, and it is no article."""
    folder = tmp_path / "in"
    shutil.copytree(harbour, folder)
    (folder / "compare-news.toml").write_text("likely = 0.6\nsame = 0.9\n", encoding="utf-8")
    made = ["run", str(folder), "-o", str(tmp_path / "out"), "--format", "json", "-q"]
    assert main([*made, "--set", "same=0.8"]) == 0
    saved = json.loads((tmp_path / "out" / "comparison.json").read_text(encoding="utf-8"))
    assert (saved["options"]["likely"], saved["options"]["same"]) == (0.6, 0.8)
    assert saved["skipped"] == []


@pytest.mark.parametrize(
    "text", ["likly = 0.6", "likely = [1]", "likely = true", "likely =", "\xff"]
)
def test_a_spoilt_options_file_is_named(
    text: str, harbour: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong names, types and TOML are wrong usage, and the file is named."""
    shutil.copytree(harbour, tmp_path / "in")
    (tmp_path / "in" / "compare-news.toml").write_text(text, encoding="latin-1")
    assert main(["run", str(tmp_path / "in"), "-o", str(tmp_path / "out")]) == 2
    assert "compare-news.toml" in capsys.readouterr().err


def test_help_lists_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    """The command's help and each verb's say what the exit codes mean."""
    for arguments in ([], ["run"], ["serve"]):
        with pytest.raises(SystemExit):
            main([*arguments, "--help"])
        assert "130 interrupted" in capsys.readouterr().out


def test_the_example_shows_the_tool_at_work(tmp_path: Path) -> None:
    """`example` writes its articles and a report with clashes of number and date, a quotation in
    two wordings, and four articles of three origins."""
    assert main(["example", "-o", str(tmp_path), "-q", "--format", "json,html"]) == 0
    made = read_report(tmp_path / "report")
    articles = {sentence.id: sentence.article for sentence in made.sentences}
    texts = {article.id: article.text for article in made.articles}
    told = [
        (c.kind, {texts[articles[r.sentence]][r.start : r.end] for r in c.readings})
        for c in made.contrasts
    ]
    for kind, words in (
        ("number", {"About 1,400", "About 2,100"}),
        ("date", {"March 3", "March 5"}),
        ("quote", {"no immediate danger", "no danger"}),
    ):
        assert any(
            kind == other and all(any(w in reading for reading in found) for w in words)
            for other, found in told
        ), (kind, told)
    assert (len(made.articles), len(made.origins)) == (4, 3)
    assert made.skipped == ()
    assert {article.outlet for article in made.articles} == {
        "Greyford Courier", "Northline News", "State Tribune", "The Evening Post",
    }  # fmt: skip


def test_a_file_that_hides_the_package_is_named(tmp_path: Path) -> None:
    """Where a compare.py of somebody else is found first, the command says which and what to do."""
    (tmp_path / "compare.py").write_text("x = 1\n")
    done = subprocess.run(
        [sys.executable, "-c", "import compare_news; compare_news.main()", "--version"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(REPO)])},
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert str(tmp_path / "compare.py") in done.stderr
    assert "Traceback" not in done.stderr
