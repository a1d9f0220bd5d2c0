"""Killed, out of room, without leave, its input gone: old or new files, never half, and told."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from events import REPO

from compare import Comparison, read_report, write_report
from compare.errors import InputError
from compare.outputs import MARK
from compare.reading.files import gather_places
from compare.reading.forms import read_input

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs POSIX signals and mounts")
KILLS = 60
FORMATS = ("json", "brief", "csv", "html")  # figures: a second each
NOBODY = 65534


def files(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, without its mark and what a killed writer had begun beside it."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in found
        if path.name != MARK and not (path.name.startswith(".") and path.name.endswith(".tmp"))
    }


def test_a_writer_killed_at_any_moment_leaves_whole_files(
    compared: Comparison, tmp_path: Path
) -> None:
    """60 times SIGKILL while two comparisons are written in turn: each file is the one or other's.

    The child is forked, so that a kill costs no start: it may fall into rendering or into writing.
    Every fourth child has first written the other report whole, however slow the machine is.
    """
    other = replace(compared, event="The other event", contrasts=())
    write_report(compared, tmp_path / "old", FORMATS)
    begin = time.perf_counter()
    write_report(other, tmp_path / "new", FORMATS)
    once = time.perf_counter() - begin
    old, new = files(tmp_path / "old"), files(tmp_path / "new")
    assert old.keys() == new.keys()
    shutil.copytree(tmp_path / "old", tmp_path / "out")
    chance, seen = random.Random(8), set[str]()
    for kill in range(KILLS):
        written, tell = os.pipe()
        child = os.fork()
        if child == 0:
            while True:
                for comparison in (other, compared):
                    write_report(comparison, tmp_path / "out", FORMATS)
                    os.write(tell, b".")
        os.close(tell)
        if kill % 4 == 0:
            os.read(written, 1)
        time.sleep(chance.uniform(0, 1.5 * once))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(written)
        for name, content in files(tmp_path / "out").items():
            assert content in (old[name], new[name]), name
            seen.add("old" if content == old[name] else "new")
    assert seen == {"old", "new"}
    assert files(tmp_path / "out").keys() == old.keys()
    assert read_report(tmp_path / "out") in (compared, other)


@pytest.fixture(scope="module")
def report(compared: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of the small event."""
    folder = tmp_path_factory.mktemp("report")
    write_report(compared, folder, FORMATS)
    return folder


@pytest.mark.parametrize("seconds", [0.3, 1.0, 1.6, 2.2, 3.0])
def test_a_killed_run_leaves_the_old_report_or_the_new(
    harbour: Path, report: Path, tmp_path: Path, seconds: float
) -> None:
    """`compare-news run` over an old report, killed: comparison.json is the old or is whole."""
    shutil.copytree(report, tmp_path / "out")
    started = subprocess.Popen(
        [sys.executable, "-m", "compare", "run", str(harbour), "-o", str(tmp_path / "out"), "-q",
         "--event", "again", "--format", "json,csv,md"],
        cwd=REPO,
    )  # fmt: skip
    time.sleep(seconds)
    started.kill()
    started.wait()
    left = (tmp_path / "out" / "comparison.json").read_bytes()
    same = left == (report / "comparison.json").read_bytes()
    assert same or read_report(tmp_path / "out").event == "again"


def command(*arguments: object, before: object = None) -> subprocess.CompletedProcess[str]:
    """`python -m compare` as people call it."""
    return subprocess.run(
        [sys.executable, "-m", "compare", *map(str, arguments)],
        cwd=REPO, capture_output=True, text=True, timeout=120, preexec_fn=before,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 kB, where this process may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("this process may mount no file system")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_told(report: Path, small_disk: Path) -> None:
    """No room: exit code 4, the file and the reason; the old file stays, nothing half-written."""
    (small_disk / "comparison.json").write_text("old")
    (small_disk / "filler").write_bytes(b"x" * 50_000)
    done = command("report", report, "-o", small_disk, "--force", "--format", "json,html")
    assert done.returncode == 4
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert files(small_disk).keys() == {"comparison.json", "filler"}
    assert [path.name for path in small_disk.glob(".*")] == [MARK]


def test_a_limit_on_files_is_told(report: Path, tmp_path: Path) -> None:
    """A file larger than this user may write: exit code 4, and no half of it."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))

    done = command("report", report, "-o", tmp_path / "out", "--format", "html", before=limit)
    assert (done.returncode, files(tmp_path)) == (4, {})
    assert "report.html: cannot be written (File too large)" in done.stderr


@pytest.mark.parametrize("verb", [["show", "{report}"], ["clean", "{harbour}"]])
def test_a_full_terminal_is_told(verb: list[str], report: Path, harbour: Path) -> None:
    """What cannot be printed is an output that cannot be written: exit code 4, no traceback."""
    places = {"{report}": str(report), "{harbour}": str(harbour)}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "compare", *(places.get(word, word) for word in verb)],
            cwd=REPO, stdout=full, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
    assert done.returncode == 4
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_a_folder_without_leave_to_write_is_told(compared: Comparison) -> None:
    """Exit code 4 and the reason; tried as a user without rights where the tests run as root."""
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        write_report(compared, place / "in", ["json"])
        place.chmod(0o755)
        (place / "out").mkdir(mode=0o555)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                if os.geteuid() == 0:
                    os.setuid(NOBODY)
                write_report(compared, place / "out", ["json"])
            except Exception as error:
                code = 40 + ("out: cannot be written (Permission denied)" in str(error))
            os._exit(code)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 41
        assert list((place / "out").iterdir()) == []


def test_a_file_without_leave_to_read_is_told_and_the_rest_read(harbour: Path) -> None:
    """As a user without rights, a file of another's is skipped with the reason."""
    from compare import read_articles

    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        place.chmod(0o755)
        for path in harbour.iterdir():
            (place / path.name).write_bytes(path.read_bytes())
        (place / "herald.txt").chmod(0)
        read_articles(harbour)  # loads what the child could not
        child = os.fork()
        if child == 0:
            code = 1
            try:
                if os.geteuid() == 0:
                    os.setuid(NOBODY)
                skipped = read_articles(place).skipped
                told = [(item.source, item.problem) for item in skipped]
                code = 40 + (told == [("herald.txt", "cannot be read: Permission denied")])
            finally:
                os._exit(code)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 41


def test_an_input_that_vanished_is_told(harbour: Path, tmp_path: Path) -> None:
    """A file that was listed and is gone when its turn comes says just that."""
    (tmp_path / "a.txt").write_bytes((harbour / "herald.txt").read_bytes())
    places, _, _ = gather_places(tmp_path)
    (tmp_path / "a.txt").unlink()
    with pytest.raises(InputError, match=r"a\.txt: is gone"):
        list(read_input(places[0], {}, {}))


def test_an_input_folder_that_vanished_is_told(tmp_path: Path) -> None:
    """A folder that is not there: exit code 3 and its name."""
    done = command("run", tmp_path / "gone", "-o", tmp_path / "out")
    assert done.returncode == 3
    assert "gone: there is no such file or folder" in done.stderr


@pytest.mark.parametrize("verb", [["run", "{}", "-o", "{}/out"], ["show", "{}"], ["clean", "{}"]])
def test_a_folder_without_leave_to_look_into_is_told(harbour: Path, verb: list[str]) -> None:
    """As a user without rights: exit code 3, its name and the reason."""
    from compare import read_articles
    from compare.cli import main

    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        (place / "in").mkdir(mode=0)
        place.chmod(0o755)
        read_articles(harbour)  # loads what the child could not
        arguments = [word.format(place / "in") for word in verb]
        assert main(["show", str(place / "none")]) == 3
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.dup2(writer, 2)
                sys.stderr = os.fdopen(2, "w")
                if os.geteuid() == 0:
                    os.setuid(NOBODY)
                code = main(arguments)
            finally:
                sys.stderr.flush()
                os._exit(code)
        os.close(writer)
        with os.fdopen(reader) as said:
            told = said.read()
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
        assert str(place / "in") in told
        assert "Permission denied" in told
