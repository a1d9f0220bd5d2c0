"""What the tests share: a small event of our own making, and where the marked sets lie."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from compare import Comparison, compare_articles, read_articles

REPO = Path(__file__).parents[1]
SEEDS = REPO / "seeds" / "asian-nato"
SHARED = REPO.parent / "shared"

HARBOUR = {
    "gazette.txt": """Fire closes Brackwater harbour

By Nora Field
Published March 4, 2025

A fire on the ferry Ellen closed Brackwater harbour on Tuesday morning, the port authority said.

At least 15 people were taken to hospital with burns, according to the county.

"We saw smoke before the alarm rang," said Tom Hale, a deckhand on the ferry.

The harbour will stay shut until Friday, the port authority said.
""",
    "herald.txt": """Ferry blaze shuts port

Brackwater harbour was closed on Tuesday morning after the ferry Ellen caught fire.

Sixteen people were taken to hospital with burns, the county said.

The mayor, Ada Pell, called the safety rules "a disgrace" and demanded an inquiry.

The harbour may stay shut until Saturday.
""",
    "tribune.txt": """Inquiry demanded after harbour fire

Mayor Ada Pell demanded an inquiry on Wednesday into the fire that closed Brackwater harbour.

She called the rules on ferry safety "a disgrace".

Some 15 people were taken to hospital after the fire on the ferry Ellen.

Ticket prices at the neighbouring port rose by 20 percent within hours.
""",
}


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three articles on one event, written for these tests."""
    folder = tmp_path_factory.mktemp("events") / "harbour"
    folder.mkdir()
    for name, text in HARBOUR.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def compared(harbour: Path) -> Comparison:
    """The harbour event, compared once for all tests."""
    return compare_articles(read_articles(harbour), event="harbour")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The marked sets beside the checkout; tests that measure on them skip where they are not."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside this checkout: nothing marked to measure on")
    return SHARED


@pytest.fixture
def desk_folder(tmp_path: Path) -> Path:
    """Two of the seeds, to work on."""
    for path in sorted(SEEDS.glob("*.txt"))[:2]:
        shutil.copy(path, tmp_path)
    return tmp_path


@pytest.fixture
def server(desk_folder: Path) -> Iterator[str]:
    """`compare-news serve` itself, on a free port: its address."""
    pytest.importorskip("flask", reason="the extra [serve] is not installed")
    command = [sys.executable, "-m", "compare", "serve", str(desk_folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        yield started.stdout.readline().strip()
        started.terminate()
