"""The house stands: imports go down only, roofs are light, public names are what they say."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import compare

ROOT = Path(compare.__file__).parent
FLOORS = {
    "errors": 0,
    "lazy": 0,
    "version": 0,
    "pairing": 0,
    "merging": 0,
    "datafiles": 0,
    "learned": 1,
    "disk": 1,
    "model": 1,
    "options": 1,
    "summary": 1,
    "outputs": 2,
    "text": 2,
    "matching": 3,
    "corrections": 3,
    "correct": 4,
    "reading": 4,
    "facts": 4,
    "framing": 4,
    "findings": 4,
    "tables": 4,
    "diff": 4,
    "pipeline": 5,
    "report": 5,
    "archive": 6,
    "evaluation": 7,
    "serve": 7,
    "cli": 8,
    "__init__": 9,
    "__main__": 9,
}
# within reading/: bytes -> decoding -> container -> page or pasted text -> article -> list
READING_FLOORS = {
    "fields": 0,
    "files": 0,
    "decoding": 0,
    "language": 0,
    "articles": 0,
    "published": 1,
    "identity": 1,
    "markup": 1,
    "furniture": 2,
    "html": 3,
    "paste": 3,
    "documents": 3,
    "exports": 3,
    "tables": 3,
    "several": 3,
    "warc": 4,
    "overrides": 4,
    "forms": 5,
    "__init__": 6,
}
TOGETHER = {("model", "summary"), ("model", "options"), ("options", "model")}
MODULES = sorted(ROOT.rglob("*.py"))


def room(path: Path) -> str:
    """The top-level package or module that a file belongs to."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported_modules(path: Path) -> set[tuple[str, ...]]:
    """What a file imports anywhere, also inside functions (type checking left out), as paths below
    `compare`: ("reading", "fields")."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.body = []
    package = ["compare", *path.relative_to(ROOT).parent.parts]
    modules: set[tuple[str, ...]] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            full = [*base, *(node.module or "").split(".")] if node.module else base
            targets = [[*full, alias.name] for alias in node.names] if len(full) == 1 else [full]
        elif isinstance(node, ast.Import):
            targets = [alias.name.split(".") for alias in node.names]
        else:
            continue
        modules |= {tuple(target[1:]) for target in targets if target[0] == "compare"} - {()}
    return modules


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down_only(path: Path) -> None:
    """A module imports only from lower floors; siblings on a floor never import each other."""
    mine = room(path)
    for other in {name[0] for name in imported_modules(path)} - {mine}:
        assert FLOORS[other] < FLOORS[mine] or (mine, other) in TOGETHER, f"{mine} -> {other}"


def test_a_text_is_read_downwards_only() -> None:
    """Within reading, too, a module imports only from lower floors, readers of forms never from
    each other: no text climbs back."""
    for path in sorted((ROOT / "reading").rglob("*.py")):
        mine = path.relative_to(ROOT).parts[1].removesuffix(".py")
        for module in imported_modules(path):
            other = module[1] if len(module) > 1 else "__init__"
            if module[0] == "reading" and other != mine:
                assert READING_FLOORS[other] < READING_FLOORS[mine], f"{path} -> {other}"


def imports_on_load(path: Path) -> Iterator[tuple[str, ...]]:
    """The modules below `compare` that a module loads with itself: not those in functions, not
    those for type checking; a name of a package is its module where it is one."""
    package = path.relative_to(ROOT).parent.parts
    statements = ast.parse(path.read_text(encoding="utf-8")).body
    for node in statements:
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        base = package[: len(package) - node.level + 1]
        target = (*base, *(node.module or "").split(".")) if node.module else base
        for alias in node.names:
            inner = ROOT.joinpath(*target, alias.name)
            is_module = inner.with_suffix(".py").exists() or (inner / "__init__.py").exists()
            yield (*target, alias.name) if is_module else target


def test_no_chain_of_imports_is_long() -> None:
    """From the top to the bottom a chain of imports has at most 14 modules, and no circle."""
    names = {path: path.relative_to(ROOT).with_suffix("").parts for path in MODULES}
    below = {
        (name[:-1] if name[-1] == "__init__" else name): set(imports_on_load(path))
        for path, name in names.items()
    }

    def chain(name: tuple[str, ...], above: tuple[tuple[str, ...], ...] = ()) -> list[str]:
        assert name not in above, f"a circle: {above}"
        if name not in longest:
            parts = (chain(other, (*above, name)) for other in below[name] - {name})
            longest[name] = [".".join(name), *max(parts, key=len, default=[])]
        return longest[name]

    longest: dict[tuple[str, ...], list[str]] = {}
    worst = max((chain(name) for name in below), key=len)
    assert len(worst) <= 14, " > ".join(worst)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_stay_readable(path: Path) -> None:
    """No module is longer than 400 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_every_room_has_a_floor() -> None:
    """A new top-level module must say where it stands."""
    assert {room(path) for path in MODULES} <= set(FLOORS)


def test_public_names_are_there_and_sorted() -> None:
    """`__all__` names what exists, in order."""
    assert compare.__all__ == sorted(compare.__all__)
    assert all(hasattr(compare, name) for name in compare.__all__)


def test_dir_shows_the_public_names() -> None:
    """`dir(compare)` shows every public name, also in a new process that has used none."""
    code = "import compare, compare.archive as a; print(dir(compare) == sorted(compare.__all__),"
    code += "dir(a) == sorted(a.__all__))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "True True\n"


def test_import_is_light() -> None:
    """`--help`, reading, framing and tables load no heavy library, parser or model with them."""
    heavy = "sklearn pandas matplotlib scipy numpy trafilatura jinja2 torch lxml py3langid pyarrow"
    code = (
        "import sys, compare.cli, compare.framing, compare.reading, compare.tables;"
        "compare.cli.build_parser().format_help();"
        f"print(*[m for m in '{heavy} charset_normalizer'.split() if m in sys.modules])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert loaded == []
