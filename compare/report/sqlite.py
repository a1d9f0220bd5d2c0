"""comparison.sqlite: the tables of `to_tables` as a database; ids lead from table to table."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from ..model import Comparison
from ..tables import COLUMNS, column_type, plain_cell, table_rows

TYPES = {"int64": "INTEGER", "float64": "REAL", "string": "TEXT"}
# column -> the table whose `id` it names; Datasette makes links of them
REFERENCES = {
    "article": "articles",
    "sentence": "sentences",
    "closest": "sentences",
    "a": "sentences",
    "b": "sentences",
    "fact": "facts",
}


def render_sqlite(comparison: Comparison) -> bytes:
    """The file's bytes, made in memory. A table `event` names the event and how it was compared."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("CREATE TABLE event (name TEXT, signature TEXT)")
        row = (plain_cell(comparison.event), plain_cell(comparison.signature))
        base.execute("INSERT INTO event VALUES (?, ?)", row)
        for name, rows in table_rows(comparison).items():
            columns = COLUMNS[name].split()
            base.execute(
                f"CREATE TABLE {name} ({', '.join(_declare_column(name, c) for c in columns)})"
            )
            places = ", ".join("?" * len(columns))
            cells = (tuple(map(plain_cell, row)) for row in rows)
            base.executemany(f"INSERT INTO {name} VALUES ({places})", cells)
        base.commit()
        return base.serialize()


def _declare_column(table: str, name: str) -> str:
    column = f'"{name}" {TYPES[column_type(table, name)]}'
    if name == "id":
        return f"{column} PRIMARY KEY"
    other = REFERENCES.get(name)
    return f"{column} REFERENCES {other}(id)" if other and other != table else column
