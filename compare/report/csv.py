"""tables/*.csv: the tables of `to_tables`, safe to open in a spreadsheet."""

from __future__ import annotations

from ..model import Comparison
from ..tables import to_tables
from .escapes import neutralise


def render_csv(comparison: Comparison) -> dict[str, str]:
    """File name -> text. UTF-8, lines end in a newline; numbers keep every digit."""
    return {
        f"{name}.csv": table.map(neutralise).to_csv(index=False, lineterminator="\n")
        for name, table in to_tables(comparison).items()
    }
