"""tables/*.csv: the tables of `to_tables`, safe to open in a spreadsheet."""

from __future__ import annotations

from ..model import Comparison
from ..tables import to_tables
from .escapes import write_frame


def render_csv(comparison: Comparison) -> dict[str, str]:
    """File name -> text. UTF-8, lines end in a newline; numbers keep every digit."""
    return {f"{name}.csv": write_frame(table) for name, table in to_tables(comparison).items()}
