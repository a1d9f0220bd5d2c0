"""The tree of errors.

CompareError                everything this package raises on purpose
├── InputError              a file, folder, table, page or saved report cannot be read or used
│   └── TooFewArticlesError nothing to compare: fewer than two usable articles
├── OptionError             an option has no such name or value
├── ReportError             a report cannot be written
└── MissingExtraError       an optional package is needed; says the exact pip line
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


class CompareError(Exception):
    """Base of every error that compare-news raises on purpose: catch this one."""


class InputError(CompareError):
    """A file cannot be used: names the file, what is wrong and what to do.

    Raised by the readers; in a folder of several files it is not raised but kept as `Skipped`.
    """

    def __init__(self, source: str | Path, problem: str, remedy: str = "") -> None:
        self.source, self.problem, self.remedy = str(source), problem, remedy
        super().__init__(f"{self.source}: {problem}" + (f" ({remedy})" if remedy else ""))

    def __reduce__(self) -> tuple[type, tuple[str, str, str]]:
        return type(self), (self.source, self.problem, self.remedy)


class TooFewArticlesError(InputError):
    """Fewer than two usable articles: there is nothing to compare."""


class OptionError(CompareError):
    """An option's name or value is not known."""

    @classmethod
    def unknown(cls, what: str, name: object, valid: Iterable[str]) -> OptionError:
        """The error for an unknown name, with the names that are valid."""
        return cls(f"unknown {what} {name!r}; valid: {', '.join(sorted(valid))}")


class ReportError(CompareError):
    """A report cannot be written to the given place."""


class MissingExtraError(CompareError):
    """An optional package is needed: says the lines that install it, in a clone and elsewhere.

    package  what pip calls it; several stand with a space between them
    """

    def __init__(self, package: str, extra: str) -> None:
        self.package, self.extra = package, extra
        names = package.replace(" ", " and ")
        self.problem = f"needs {names} (compare-news[{extra}]), not installed"
        self.remedy = f"pip install {package}; in a clone: pip install '.[{extra}]'"
        super().__init__(f"{self.problem} ({self.remedy})")

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        return type(self), (self.package, self.extra)


@contextmanager
def needs_extra(package: str, extra: str) -> Iterator[None]:
    """Around an import: MissingExtraError where the package is not installed."""
    try:
        yield
    except ImportError:
        raise MissingExtraError(package, extra) from None
