"""The same articles give the same bytes, whatever the machine is set to and how files lie."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from events import REPO, SEEDS

SETTINGS = {
    "another hash seed, order of files and time zone": {
        "PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C", "OMP_NUM_THREADS": "1",
    },
    "another locale, two threads": {
        "PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8",
        "OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2",
    },
    "no UTF-8 mode, random hashes": {
        "PYTHONHASHSEED": "random", "TZ": "UTC", "LC_ALL": "POSIX", "PYTHONUTF8": "0",
        "OMP_NUM_THREADS": "1",
    },
}  # fmt: skip


def made(folder: Path, out: Path, **settings: str) -> bytes:
    """comparison.json of the folder, from a process with these settings."""
    subprocess.run(
        [sys.executable, "-m", "compare", "run", str(folder), "-o", str(out),
         "--event", "asian-nato", "--format", "json", "-q"],
        cwd=REPO, check=True, timeout=300, env={**os.environ, **settings},
    )  # fmt: skip
    return (out / "comparison.json").read_bytes()


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The seeds' comparison, as this machine is set."""
    return made(SEEDS, tmp_path_factory.mktemp("usual"), PYTHONHASHSEED="0")


@pytest.mark.parametrize("label", SETTINGS)
def test_no_setting_changes_a_byte(usual: bytes, tmp_path: Path, label: str) -> None:
    """Hash seed, time zone, locale, threads and the order in which a folder was filled."""
    files = sorted(SEEDS.rglob("*"))
    random.Random(label).shuffle(files)
    for path in files:
        if path.is_file():
            place = tmp_path / "in" / path.relative_to(SEEDS)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
    assert made(tmp_path / "in", tmp_path / "out", **SETTINGS[label]) == usual
