"""Inputs tried, faults survived, and their figures: writes benchmarks/reliability.md.

    python -m benchmarks.reliability [--inputs] [--large]

Runs the tests that stand for each claim, then each hostile input in a process of its own, and
writes what they hold, take and last; --inputs leaves the tests' lines as they are, --large adds
5,000 articles on one event in a folder (minutes). Exit code 1 where something does not hold.
Fuzzing has a command of its own: `python -m benchmarks.fuzz`.
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
    "Own outputs, and files that are not ours": "tests/test_outputs.py",
    "A user's corrections.toml": "tests/test_corrections.py",
    "Web archives": "tests/test_warc.py",
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
ROWS = 20_000  # of the table whose memory is measured, 5 kB each


def run_suite(path: str) -> tuple[str, float]:
    """pytest's last line, and seconds."""
    began = time.monotonic()
    process = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", path],
        cwd=REPO, capture_output=True, text=True,
    )  # fmt: skip
    last = [line for line in process.stdout.splitlines() if re.search(r"passed|failed|error", line)]
    return re.sub(r" in .*", "", last[-1]) if last else "no result", time.monotonic() - began


def inputs() -> tuple[list[str], bool]:
    """A line for each hostile input (what came of it, memory, time), and whether all held."""
    from events import write_event
    from hostile_inputs import INPUTS
    from test_inputs import MOST_MEMORY, run_apart

    lines = [
        "| input beside three articles | outcome | exit | peak | time |",
        "|---|---|---|---|---|",
    ]
    all_good = True
    for one in INPUTS:
        with tempfile.TemporaryDirectory() as scratch:
            folder = write_event(Path(scratch) / "event")
            one.make(folder)
            began = time.monotonic()
            try:
                code, errors, peak = run_apart(folder, Path(scratch) / "out")
            except AssertionError as error:
                code, errors, peak = -1, f": {error}", 0
            passed = time.monotonic() - began
        good = code == one.code and peak < MOST_MEMORY and all(word in errors for word in one.told)
        all_good &= good
        messages = [line.split(": ", 1)[1] for line in errors.splitlines() if ": " in line]
        outcome = messages[0][:90].replace("|", "/") if messages else "read"
        outcome = re.sub(r"n{20,}", "nnn…", outcome) + ("" if good else " **not as expected**")
        lines.append(f"| {one.label} | {outcome} | {code} | {peak} MB | {passed:.1f} s |")
        print(lines[-1], flush=True)
    return lines, all_good


def table() -> str:
    """What a table of 100 MB takes to read, in a process of its own."""
    from events import HARBOUR

    words = " ".join(HARBOUR["gazette.txt"].split()) + " "
    code = (
        "import resource, sys, time; from compare import read_articles; began = time.monotonic();"
        "n = len(read_articles(sys.argv[1]));"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024;"
        "print(n, round(time.monotonic() - began), peak)"
    )
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch) / "archive.csv"
        with place.open("w", encoding="utf-8") as stream:
            stream.write("outlet,title,text\n")
            for number in range(ROWS):
                text = (words * (5_000 // len(words) + 1))[: 5_000 - 50].replace('"', "'")
                stream.write(f'Outlet {number % 50},Report {number},"{number} tickets. {text}"\n')
        size = place.stat().st_size // 1_000_000
        process = subprocess.run(
            [sys.executable, "-c", code, str(place)], cwd=REPO, capture_output=True, text=True
        )
    count, seconds, peak = process.stdout.split()
    return f"A table of {size} MB, {count} articles, is read in {seconds} s and {peak} MB."


def large() -> str:
    """5,000 articles in one folder, of 50 outlets, six sentences each."""
    from events import HARBOUR
    from test_inputs import run_apart

    sentences = [
        line for text in HARBOUR.values() for line in text.split("\n\n")[1:] if "." in line
    ]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "event"
        for number in range(ARTICLES):
            place = folder / f"outlet{number % 50:02d}"
            place.mkdir(parents=True, exist_ok=True)
            messages = [
                sentences[(number * 7 + n * (number % 5 + 1)) % len(sentences)] for n in range(5)
            ]
            messages.append(f"Report number {number} counts {number * 3} tickets sold on that day.")
            (place / f"{number}.txt").write_text(
                f"Fire in port, {number}\n\n" + "\n\n".join(messages)
            )
        began = time.monotonic()
        code, _, peak = run_apart(folder, Path(scratch) / "out", longest=3600)
        passed = time.monotonic() - began
        return f"{ARTICLES} articles in a folder: exit {code}, {passed:.0f} s, {peak} MB."


def main() -> int:
    """Writes the page, prints where; 1 where something does not hold."""
    page = REPO / "benchmarks" / "reliability.md"
    before = page.read_text(encoding="utf-8") if page.exists() else ""
    rows = ["| claim | tests | result | time |", "|---|---|---|---|"]
    if "--inputs" in sys.argv:
        rows += re.findall(r"^\| .*`tests/.*$", before, re.M)
    else:
        for claim, path in SUITES.items():
            result, passed = run_suite(path)
            rows.append(f"| {claim} | `{path}` | {result} | {passed:.0f} s |")
            print(rows[-1], flush=True)
    sizes = (
        [large()] if "--large" in sys.argv else re.findall(r"^\d+ articles in .*$", before, re.M)
    )
    lines, all_good = inputs()
    by_hand = before.partition("## By hand")[2] or "\n"
    parts = [HEAD + "\n".join(rows), *sizes, table(), "## Inputs tried", "\n".join(lines)]
    page.write_text("\n\n".join(parts) + "\n\n## By hand" + by_hand, encoding="utf-8")
    print(page)
    return (
        0 if all_good and not any(re.search(r"failed|error|no result", row) for row in rows) else 1
    )


if __name__ == "__main__":
    sys.exit(main())
