"""What the tests share: a small event of our own making, and where the marked sets lie."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import serving
from events import SEEDS, SHARED, write_event

from compare import Comparison, compare_articles, read_articles


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three articles on one event, written for these tests."""
    return write_event(tmp_path_factory.mktemp("events") / "harbour")


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
    """A desk over two of the seeds: its address."""
    pytest.importorskip("flask", reason="the extra [serve] is not installed")
    with serving(desk_folder) as address:
        yield address
