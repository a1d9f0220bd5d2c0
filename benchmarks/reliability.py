"""Inputs tried, faults survived, and their figures: writes benchmarks/reliability.md.

    python -m benchmarks.reliability [--large]

Runs the tests that stand for each claim and prints what they hold; --large adds 5,000 articles on
one event in a folder (minutes). Fuzzing has a command of its own: `python -m benchmarks.fuzz`.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPO = Path(__file__).parents[1]
sys.path.insert(0, str(REPO / "tests"))

HEAD = """# It keeps working

Made by `python -m benchmarks.reliability`; each line is a test that anyone can run.
What was run by hand stands at the end.

"""
SUITES = {
    "No expression explodes": "tests/test_linear.py",
    "Hostile inputs beside good articles": "tests/test_inputs.py",
    "Faults": "tests/test_faults.py",
    "The same bytes": "tests/test_determinism.py",
    "A killed batch goes on, with the same bytes; a killed worker": "tests/test_batch.py",
    "No network": "tests/test_offline.py",
    "A hundred runs in one process": "tests/test_long_running.py",
    "No pickles; pinned, hashed, named": "tests/test_supply.py",
    "Ten languages": "tests/test_languages.py",
    "Requests at once, and strange ones": "tests/test_serve.py",
    "Fuzzing, short": "tests/test_fuzz.py",
}
ARTICLES = 5_000


def run_suite(path: str) -> tuple[str, float]:
    """pytest's last line, and seconds."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", path],
        cwd=REPO, capture_output=True, text=True,
    )  # fmt: skip
    last = [line for line in done.stdout.splitlines() if re.search(r"passed|failed|error", line)]
    return re.sub(r" in .*", "", last[-1]) if last else "no result", time.monotonic() - began


def inputs() -> list[str]:
    """A line for each hostile input: what came of it, how much memory, how long."""
    from events import HARBOUR
    from hostile_inputs import INPUTS
    from test_inputs import run_apart

    lines = [
        "| input beside three articles | outcome | exit | peak | time |",
        "|---|---|---|---|---|",
    ]
    for one in INPUTS:
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made) / "event"
            folder.mkdir()
            for name, text in HARBOUR.items():
                (folder / name).write_text(text, encoding="utf-8")
            one.make(folder)
            began = time.monotonic()
            code, errors, peak = run_apart(folder, Path(made) / "out")
            passed = time.monotonic() - began
        told = [line.split(": ", 1)[1] for line in errors.splitlines() if ": " in line]
        outcome = told[0][:90].replace("|", "/") if told else "read"
        outcome = re.sub(r"n{20,}", "nnn…", outcome)
        lines.append(f"| {one.label} | {outcome} | {code} | {peak} MB | {passed:.1f} s |")
    return lines


def large() -> str:
    """5,000 articles in one folder, of 50 outlets, six sentences each."""
    from events import HARBOUR
    from test_inputs import run_apart

    sentences = [
        line for text in HARBOUR.values() for line in text.split("\n\n")[1:] if "." in line
    ]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "event"
        for number in range(ARTICLES):
            place = folder / f"outlet{number % 50:02d}"
            place.mkdir(parents=True, exist_ok=True)
            told = [
                sentences[(number * 7 + n * (number % 5 + 1)) % len(sentences)] for n in range(5)
            ]
            told.append(f"Report number {number} counts {number * 3} tickets sold on that day.")
            (place / f"{number}.txt").write_text(f"Fire in port, {number}\n\n" + "\n\n".join(told))
        began = time.monotonic()
        code, _, peak = run_apart(folder, Path(made) / "out", longest=3600)
        passed = time.monotonic() - began
        return f"{ARTICLES} articles in a folder: exit {code}, {passed:.0f} s, {peak} MB"


def main() -> int:
    """Writes the page, and prints where."""
    page = REPO / "benchmarks" / "reliability.md"
    rows = ["| claim | tests | result | time |", "|---|---|---|---|"]
    for claim, path in SUITES.items():
        result, passed = run_suite(path)
        rows.append(f"| {claim} | `{path}` | {result} | {passed:.0f} s |")
        print(rows[-1], flush=True)
    size = f"\n{large()}.\n" if "--large" in sys.argv else ""
    by_hand = page.read_text(encoding="utf-8").partition("## By hand")[2] if page.exists() else ""
    parts = [HEAD + "\n".join(rows), size, "## Inputs tried\n", "\n".join(inputs())]
    page.write_text("\n".join(parts) + "\n\n## By hand" + (by_hand or "\n"), encoding="utf-8")
    print(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
