"""Articles that are in memory already: a DataFrame, or records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from pandas import DataFrame

Records: TypeAlias = "DataFrame | Iterable[Mapping[str, Any]]"


def list_records(inputs: Any) -> list[Mapping[str, Any]] | None:
    """The rows of a DataFrame (pandas or polars), or a list of dicts as it is; None for paths.

    Raises TypeError for what is neither, with what can be given.
    """
    if hasattr(inputs, "to_dicts"):  # polars
        return list(inputs.to_dicts())
    if hasattr(inputs, "to_dict") and hasattr(inputs, "columns"):
        return list(inputs.to_dict(orient="records"))
    if isinstance(inputs, str) or hasattr(inputs, "__fspath__"):
        return None
    if isinstance(inputs, Mapping):
        return [inputs]
    items = list(inputs)
    if items and all(isinstance(item, Mapping) for item in items):
        return items
    for item in items:
        if not isinstance(item, str) and not hasattr(item, "__fspath__"):
            kind = type(item).__name__
            raise TypeError(f"give paths, or records (dicts, a DataFrame), not {kind}")
    return None
