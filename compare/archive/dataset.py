"""The results of a run as Parquet: a folder per table, an event's rows together, in part files.

`SCHEMA` is the documented form: the columns of `compare.tables.COLUMNS`, `event` put before them,
and a table `events`. Query all parts of a table at once:

    pandas.read_parquet("RUN/data/facts")
    duckdb.sql("select * from 'RUN/data/facts/*.parquet'")
    polars.scan_parquet("RUN/data/facts/*.parquet")
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import needs_extra
from ..model import Comparison
from ..tables import COLUMNS, column_type, table_rows

_COUNTS = ("articles", "facts", "contrasts", "omissions")  # of the table `events`
EVENTS = "event title articles outlets first last facts contrasts omissions signature"

# table -> {column: Arrow type}, in order
SCHEMA: Mapping[str, Mapping[str, str]] = {
    "events": {name: "int64" if name in _COUNTS else "string" for name in EVENTS.split()},
    **{
        table: {
            name: column_type(table, name).replace("float64", "double")
            for name in dict.fromkeys(("event", *columns.split()))
        }
        for table, columns in COLUMNS.items()
    },
}


def event_tables(event: str, comparison: Comparison) -> dict[str, Any]:
    """Name -> an event's rows as an Arrow table; every table is there, also an empty one."""
    pa = need_arrow()
    named = {"events": [_event_row(event, comparison)]}
    for table, rows in table_rows(comparison).items():
        named[table] = [dict(zip(SCHEMA[table], (event, *row), strict=True)) for row in rows]
    return {
        table: pa.Table.from_pylist(named[table], schema=_make_schema(table)) for table in SCHEMA
    }


def write_part(events: Sequence[Mapping[str, Any]], folder: Path, part: str) -> None:
    """One Parquet file per table from the events' tables, in their order; each whole or not there.

    The same rows give the same bytes.
    """
    pa = need_arrow()
    import pyarrow.parquet as pq

    for name in SCHEMA:
        rows = [tables[name] for tables in events]
        place = folder / name / f"{part}.parquet"
        place.parent.mkdir(parents=True, exist_ok=True)
        table = pa.concat_tables(rows) if rows else _make_schema(name).empty_table()
        pq.write_table(table, place.with_suffix(".tmp"), compression="zstd")
        place.with_suffix(".tmp").replace(place)


def read_events(folder: Path) -> list[dict[str, Any]]:
    """The rows of the table `events`, in order."""
    need_arrow()
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = []
    for part in sorted((folder / "events").glob("*.parquet")):
        rows += pq.read_table(part).to_pylist()
    return rows


def _event_row(event: str, comparison: Comparison) -> dict[str, Any]:
    """An event's line; its first article's headline stands for it."""
    days = sorted(a.published[:10] for a in comparison.articles if a.published)
    return {
        "event": event,
        "title": next((a.title for a in comparison.articles if a.title), event),
        "articles": len(comparison.articles),
        "outlets": "; ".join(comparison.outlets),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "facts": len(comparison.facts),
        "contrasts": len(comparison.contrasts),
        "omissions": sum(o.status == "not found" for o in comparison.omissions),
        "signature": comparison.signature,
    }


@cache
def _make_schema(table: str) -> Any:
    pa = need_arrow()
    return pa.schema([(name, pa.type_for_alias(kind)) for name, kind in SCHEMA[table].items()])


def need_arrow() -> Any:
    """pyarrow itself, or MissingExtraError; asked for before the work, not after it."""
    with needs_extra("pyarrow", "parquet"):
        import pyarrow
    return pyarrow
