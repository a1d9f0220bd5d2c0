"""What the tool stands on is pinned, listed, and loads no code from what a user hands in."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from events import REPO

import compare

PACKAGE = Path(compare.__file__).parent
# modules and calls that turn bytes into code or objects
LOADERS = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "torch"}
CALLS = {"read_pickle", "exec", "eval", "compile_command", "load_module", "exec_module"}
# `import_module` is given the names in our own tables alone
OWN_NAMES = {PACKAGE / "lazy.py", PACKAGE / "evaluation" / "__init__.py"}


def trees() -> list[tuple[Path, ast.AST]]:
    """All of our code."""
    return [(path, ast.parse(path.read_text("utf-8"))) for path in sorted(PACKAGE.rglob("*.py"))]


def test_nothing_that_a_user_hands_in_is_unpickled_or_run() -> None:
    """No module of ours loads pickles or runs text as code.

    Python's own pickling between our processes is its own: it reads no file.
    """
    found = []
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found += [(path, a.name) for a in node.names if a.name.split(".")[0] in LOADERS]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                if (node.module or "").split(".")[0] in LOADERS:
                    found.append((path, str(node.module)))
            elif isinstance(node, ast.Call):
                name = ast.unparse(node.func).rsplit(".", 1)[-1]
                if name in CALLS or (name == "import_module" and path not in OWN_NAMES):
                    found.append((path, name))
                if "allow_pickle=True" in map(ast.unparse, node.keywords):
                    found.append((path, "allow_pickle"))
    assert found == []


def test_what_is_learned_is_plain_text() -> None:
    """Every data file is JSON, TOML or lines of text; but the reader's, which its card names."""
    reader = PACKAGE / "data" / "reader"
    card = json.loads((reader / "card.json").read_text("utf-8"))
    assert {path.name for path in reader.iterdir()} == {"card.json", "card.md", *card["sha256"]}
    for name, digest in card["sha256"].items():
        assert hashlib.sha256((reader / name).read_bytes()).hexdigest() == digest
    for path in (PACKAGE / "data").iterdir():
        if path.is_file():
            content = path.read_bytes().decode("utf-8")
            if path.suffix == ".json":
                json.loads(content)
            elif path.suffix == ".toml":
                tomllib.loads(content)
            else:
                assert path.suffix in {".txt", ".tsv"}, path


def needed() -> set[str]:
    """The distributions that pyproject.toml names, extras too, as the index writes them."""
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    names = {re.split(r"[<>=!~\[ ]", line)[0] for line in lines}
    return {re.sub(r"[-_.]+", "-", name).casefold() for name in names} - {project["name"]}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-lowest.lock"])
def test_every_dependency_is_pinned_with_hashes(name: str) -> None:
    """One version each, and at least one SHA-256 behind it."""
    text = (REPO / name).read_text("utf-8")
    entries = re.findall(r"^([\w.\-]+)==\S+.*?\\\n((?:\s+--hash=\S+.*\n)+)", text, re.MULTILINE)
    pinned = {package.casefold() for package, _ in entries}
    assert needed() <= pinned
    assert all("--hash=sha256:" in hashes for _, hashes in entries)
    plain = re.findall(r"^[a-zA-Z][\w.\-]*==", text, re.MULTILINE)
    assert len(plain) == len(entries)


def test_every_dependency_is_named_with_its_reason() -> None:
    """ARCHITECTURE.md tells what each is for."""
    told = (REPO / "ARCHITECTURE.md").read_text("utf-8").casefold()
    table = told.partition("## what is installed, and why")[2].replace("_", "-")
    assert [name for name in sorted(needed()) if name not in table] == []
