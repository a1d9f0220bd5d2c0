"""Names of a package that are found when first asked for: what a caller does not use is not loaded.

`compare-news --help` starts three times as fast for it (`python -m benchmarks.scale`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazy_names(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """A package's `__getattr__` (PEP 562): public name -> the module below it that defines it."""

    def find(name: str) -> Any:
        for module, names in homes.items():
            if name in names.split():
                found = getattr(import_module(f".{module}", package), name)
                vars(sys.modules[package])[name] = found  # asked for once
                return found
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    # `dir(package)` shows what is public, also what nobody has asked for yet
    vars(sys.modules[package])["__dir__"] = lambda: sorted(sys.modules[package].__all__)
    return find
