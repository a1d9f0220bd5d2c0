"""Whatever lies beside good articles: they are compared, it is read or told, memory is bounded."""

from __future__ import annotations

import contextlib
import io
import json
import multiprocessing
import resource
import sys
from pathlib import Path
from typing import Any

import pytest
from events import write_event
from hostile_inputs import INPUTS, Input

from compare.cli import main

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="uses Linux's links and figures")
MOST_MEMORY = 600  # MB, of which libraries and weights are some 380
LONGEST = 240  # seconds


def run_apart(folder: Path, out: Path, longest: int = LONGEST) -> tuple[int, str, int]:
    """`compare-news run` in a process of its own: exit code, stderr, peak memory in MB."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["compare.cli", "compare.pipeline", "compare.reading", "numpy"])
    reader, writer = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(folder, out, writer))
    process.start()
    writer.close()  # so that a process that died is told as the end of the line
    if not reader.poll(longest):
        process.kill()
        raise AssertionError(f"not done after {longest} s")
    told: tuple[int, str, int] = reader.recv()
    process.join()
    return told


def _run(folder: Path, out: Path, answer: Any) -> None:
    errors = io.StringIO()
    with contextlib.redirect_stderr(errors):
        code = main(["run", str(folder), "-o", str(out), "--format", "json", "-q"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    answer.send((code, errors.getvalue(), peak))


@pytest.mark.parametrize("one", [one for one in INPUTS if not one.large], ids=lambda one: one.label)
def test_input_is_read_or_told_and_the_rest_compared(one: Input, tmp_path: Path) -> None:
    """Beside any such input the good articles are compared, and the message names file and line."""
    if "Parquet" in one.label:
        pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    folder = write_event(tmp_path / "event")
    one.make(folder)
    code, errors, peak = run_apart(folder, tmp_path / "out")
    assert code == one.code, errors
    assert "Traceback" not in errors
    for words in one.told:
        assert words in errors
    assert peak < MOST_MEMORY
    if one.code:
        return
    saved = json.loads((tmp_path / "out" / "comparison.json").read_text(encoding="utf-8"))
    told = [s["text"] for article in saved["articles"] for s in article["sentences"]]
    assert one.read in " ".join(told)
    outlets = {article["outlet"].casefold() for article in saved["articles"]}
    assert {"herald", "tribune"} <= outlets
    assert not outlets & {"secret", "root"}
    assert not set("\u202e\u2066\u200b\x1b\x00") & set("".join([*told, *outlets]))


def test_nothing_but_hostile_inputs_is_exit_code_3(tmp_path: Path) -> None:
    """Where no article is left, the code and the message say so."""
    folder = tmp_path / "event"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"\0" * 100)
    (folder / "b.json").write_bytes(b"{")
    code, errors, _ = run_apart(folder, tmp_path / "out")
    assert code == 3
    assert "2 input(s) skipped: a.txt: binary file" in errors
