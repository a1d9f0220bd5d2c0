"""What would be published: a wheel that works alone, an sdist, the citation; `twine check`."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from compare import compare_articles, read_articles, render_report
from compare.version import VERSION

REPO = Path(__file__).parents[1]
SEEDS = REPO / "seeds" / "asian-nato"


def run(*command: object, folder: Path, code: int = 0) -> str:
    """A command in a folder, without this checkout on its path; what it prints."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist, as `make dist` builds them."""
    if not importlib.util.find_spec("hatchling"):
        pytest.skip("no hatchling: it is one of the development packages")
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-d", folder, folder=REPO)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    """The wheel."""
    return next(built.glob("*.whl"))


def test_the_wheel_works_alone_and_gives_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    """In a fresh environment, apart from the checkout, the command compares the example as here."""
    venv.create(tmp_path / "venv", with_pip=True, symlinks=True)
    scripts = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    run(python, "-m", "pip", "install", "--no-deps", "--no-index", wheel, folder=tmp_path)
    site = Path(
        run(python, "-c", "import site; print(site.getsitepackages()[0])", folder=tmp_path).strip()
    )
    (site / "others.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    where = run(python, "-c", "import compare; print(compare.__file__)", folder=tmp_path)
    assert Path(where.strip()).is_relative_to(site)
    run(scripts / "compare-news", "run", SEEDS, "-o", "out", "-q", folder=tmp_path)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"report.html", "report.md", "brief.md", "tables", "figures"} <= names
    here = compare_articles(read_articles(SEEDS), event=SEEDS.name)
    saved = (tmp_path / "out" / "comparison.json").read_text(encoding="utf-8")
    assert saved == render_report(here, "json")


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    """Every file of compare/ is in it: templates, word lists, weights; no test, no article."""
    with ZipFile(wheel) as parts:
        held = {name for name in parts.namelist() if ".dist-info/" not in name}
    here = {
        path.relative_to(REPO).as_posix()
        for path in (REPO / "compare").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }
    assert held == here | {"compare_news.py"}  # the command, without its rooms


def test_the_sdist_builds_the_wheel_again(built: Path, wheel: Path, tmp_path: Path) -> None:
    """From the source archive alone comes the same wheel, byte for byte."""
    with tarfile.open(next(built.glob("*.tar.gz"))) as source:
        source.extractall(tmp_path, filter="data")
    folder = next(tmp_path.iterdir())
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path, folder=folder)
    assert next(tmp_path.glob("*.whl")).read_bytes() == wheel.read_bytes()


def test_the_index_would_take_both(built: Path) -> None:
    """`twine check --strict` finds no fault in the metadata or the rendered README."""
    if not importlib.util.find_spec("twine"):
        pytest.skip("no twine: it is one of the development packages")
    done = subprocess.run(
        [sys.executable, "-m", "twine", "check", "--strict", *map(str, sorted(built.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("PASSED") == 2


def test_the_citation_names_this_version() -> None:
    """CITATION.cff has the keys that the format asks for, and the version and licence in force."""
    yaml = pytest.importorskip("yaml")
    told = yaml.safe_load((REPO / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {"cff-version", "message", "title", "authors"} <= set(told)
    assert all("name" in author or "family-names" in author for author in told["authors"])
    assert told["version"] == VERSION
    assert told["title"] == project["name"]
    # the citation is of the software; the package holds learned figures too (NOTICE)
    assert project["license"] == f"{told['license']} AND LicenseRef-learned-data"
    assert "LicenseRef-learned-data" in (REPO / "NOTICE").read_text(encoding="utf-8")


def test_notice_names_what_each_file_of_weights_was_learned_from() -> None:
    """No learned file without its line in NOTICE."""
    notice = (REPO / "NOTICE").read_text(encoding="utf-8")
    learned = [*(REPO / "compare" / "data").glob("*weights*.json"), Path("reader/model.onnx")]
    assert [path.name for path in learned if path.name not in notice] == []
    assert "related.txt" in notice


def test_the_sdist_holds_what_a_packager_tries(built: Path) -> None:
    """Tests, documents and the example are in the source archive."""
    with tarfile.open(next(built.glob("*.tar.gz"))) as source:
        names = {name.partition("/")[2] for name in source.getnames()}
    assert {"tests/test_package.py", "docs/start.md", "compare/py.typed", "Makefile"} <= names
    assert any(name.startswith("seeds/asian-nato/") for name in names)
    assert not any("node_modules" in name for name in names)
