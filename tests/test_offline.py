"""The default install speaks to no network: it is cut, and every verb does its work."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from events import SEEDS, write_event

CUT = ["unshare", "--map-root-user", "--net"]


def _can_cut() -> bool:
    try:
        return subprocess.run([*CUT, "true"], capture_output=True).returncode == 0
    except OSError:
        return False


pytestmark = pytest.mark.skipif(not _can_cut(), reason="no network namespace can be made here")

# what is asked of a network is written down by Python itself, whether it succeeds or not
WATCH = """
import os, sys
ASKED = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
def watch(event, arguments):
    if event in ASKED and arguments and not isinstance(arguments[-1], (str, bytes)):
        with open(os.environ["ASKED"], "a") as out:
            out.write(f"{event} {arguments!r}\\n")
sys.addaudithook(watch)
"""
# the namespace's own loopback, for `serve` alone
UP = """
import fcntl, socket, struct
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    fcntl.ioctl(s, 0x8914, struct.pack("16sh14x", b"lo", 0x1 | 0x40))
"""


def offline(code: str, folder: Path, *arguments: str) -> tuple[int, str, list[str]]:
    """Exit code, what was said, and what was asked of a network, with none there."""
    (folder / "hook").mkdir(exist_ok=True)
    (folder / "hook" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    asked = folder / "asked.txt"
    asked.unlink(missing_ok=True)
    done = subprocess.run(
        [*CUT, sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        env={"PYTHONPATH": f"{folder / 'hook'}", "ASKED": str(asked), "PATH": "/usr/bin:/bin"},
    )
    lines = asked.read_text("utf-8").splitlines() if asked.exists() else []
    return done.returncode, done.stdout + done.stderr, lines


RUN = "import sys; from compare.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of two events, a folder each."""
    made = tmp_path_factory.mktemp("offline")
    for event in ("one", "two"):
        write_event(made / "archive" / event)
    return made


def test_the_network_is_cut_and_asking_is_seen(folder: Path) -> None:
    """The control: who asks gets nothing, and is written down."""
    code = "import socket; socket.create_connection(('192.0.2.1', 80), 2)"
    exit_code, said, asked = offline(code, folder)
    assert exit_code == 1
    assert "unreachable" in said.casefold()
    assert any("192.0.2.1" in line for line in asked)


VERBS = (
    "run {seeds} -o {made}/report",
    "report {made}/report -o {made}/again --format html,md,json,csv,figures",
    "clean {seeds}",
    "show {made}/report",
    "stories {made}/archive -o {made}/stories",
    "batch {made}/archive -o {made}/run --format html --workers 2",
    "outlets {made}/run -o {made}/outlets",
)


def test_every_verb_works_without_a_network_and_asks_for_none(folder: Path) -> None:
    """In the order of use: a verb reads what those before it wrote."""
    pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
    for line in VERBS:
        arguments = line.format(seeds=SEEDS, made=folder).split()
        exit_code, said, asked = offline(RUN, folder, *arguments)
        assert exit_code == 0, (line, said)
        assert asked == [], line


def test_serve_asks_for_no_network(folder: Path) -> None:
    """It answers on the loopback, and looks nothing up."""
    pytest.importorskip("flask", reason="the extra [serve] is not installed")
    code = (
        UP
        + """
import os, sys, threading, time, urllib.request
from compare.serve.app import make_app
from waitress.server import create_server
server = create_server(make_app(sys.argv[1]), host="127.0.0.1", port=0)
threading.Thread(target=server.run, daemon=True).start()
open(os.environ["ASKED"], "w").close()
page = urllib.request.urlopen(f"http://127.0.0.1:{server.effective_port}/", timeout=30).read()
print(len(page), flush=True)
os._exit(0)
"""
    )
    exit_code, said, asked = offline(code, folder, str(folder / "archive" / "one"))
    assert exit_code == 0, said
    assert any(line.isdigit() and int(line) > 1000 for line in said.splitlines()), said
    assert all("127.0.0.1" in line for line in asked), asked
