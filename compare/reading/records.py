"""Articles that are in memory already: a DataFrame, or records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from pandas import DataFrame

Records: TypeAlias = "DataFrame | Iterable[Mapping[str, Any]]"


def as_records(given: Any) -> list[Mapping[str, Any]] | None:
    """The rows of a DataFrame (pandas or polars), or a list of dicts as it is; None for paths.

    Raises TypeError for what is neither, with what can be given.
    """
    if hasattr(given, "to_dicts"):  # polars
        return list(given.to_dicts())
    if hasattr(given, "to_dict") and hasattr(given, "columns"):
        return list(given.to_dict(orient="records"))
    if isinstance(given, str) or hasattr(given, "__fspath__"):
        return None
    if isinstance(given, Mapping):
        return [given]
    items = list(given)
    if items and all(isinstance(item, Mapping) for item in items):
        return items
    for item in items:
        if not isinstance(item, str) and not hasattr(item, "__fspath__"):
            kind = type(item).__name__
            raise TypeError(f"give paths, or records (dicts, a DataFrame), not {kind}")
    return None
