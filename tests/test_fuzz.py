"""Any bytes give a result or a CompareError: what fuzzing found stays mended."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path

import pytest
from events import REPO

sys.path.insert(0, str(REPO))
from benchmarks.fuzz import KEPT, TARGETS, mutate, try_one

SLOW = {"compare": 6}  # inputs tried; a third of a second each
FINDS = sorted(KEPT.glob("*")) if KEPT.is_dir() else []


@pytest.mark.parametrize("find", FINDS, ids=lambda path: path.name)
def test_what_was_found_stays_mended(find: Path) -> None:
    """An input that once broke a stage is read or told now."""
    try_one(find.name.split("-")[0], find.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_mutated_cases_break_nothing(name: str) -> None:
    """The first mutations of a target; more, and others: `python -m benchmarks.fuzz`."""
    tried = SLOW.get(name, 300)
    assert [find for find in islice(mutate(name, seed=0), tried) if find] == []
