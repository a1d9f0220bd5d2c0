"""Parquet files, within bounds: 1 kB can hold gigabytes, and values that Python has not."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from ...errors import InputError, needs_extra
from ...model import Skipped
from ..fields import plain_line
from .lines import MAX_LINE

BATCH = 64  # rows in memory at once beside those that are kept
LEAST, GROWTH = 10_000_000, 20  # bytes of a column that a small file may unpack to; times its size
Cells = dict[str, Any]


def read_rows(raw: bytes | BinaryIO, source: str, skipped: list[Skipped]) -> Iterator[Cells]:
    """Row after row, by column; what is left out is added to `skipped`.

    A value that Python cannot hold (a date of the year 30,000, a zone that is none) is None.
    MissingExtraError without pyarrow, InputError for what is no Parquet file.
    """
    with needs_extra("pyarrow", "parquet"):
        import pyarrow
        from pyarrow import parquet
    stream = io.BytesIO(raw) if isinstance(raw, bytes) else raw
    size = stream.seek(0, io.SEEK_END)
    most = max(LEAST, GROWTH * size)
    try:
        schema = parquet.ParquetFile(stream).schema_arrow
        kinds = (pyarrow.types.is_string, pyarrow.types.is_large_string, pyarrow.types.is_binary)
        texts = [field.name for field in schema if any(is_kind(field.type) for is_kind in kinds)]
        file = parquet.ParquetFile(stream, read_dictionary=texts, pre_buffer=False)
        _refuse_growth(file.metadata, most, source)
        taken = 0
        for batch in file.iter_batches(batch_size=BATCH):
            columns = [_read_values(column) for column in batch.columns]
            for cells in zip(*columns, strict=True):
                row = dict(zip(batch.schema.names, cells, strict=True))
                taken += sum(len(cell) for cell in cells if isinstance(cell, str | bytes))
                if taken > most:
                    problem = f"unpacks to more than {most // 1_000_000} MB: the rest was not read"
                    skipped.append(Skipped(source, problem, "save it again"))
                    return
                yield row
    except (pyarrow.ArrowException, OSError, ValueError, RecursionError) as error:
        reason = plain_line(str(error))[:200]
        raise InputError(source, f"no Parquet table: {reason}", "save it again") from None


def _refuse_growth(metadata: Any, most: int, source: str) -> None:
    """By what the file says of itself, before anything is unpacked; a page is at most 2 GB."""
    for group in range(metadata.num_row_groups):
        for column in range(metadata.num_columns):
            chunk = metadata.row_group(group).column(column)
            # a run of one number says nothing of its length in bytes, but in values
            problem = max(chunk.total_uncompressed_size, 8 * chunk.num_values)
            if problem > most:
                problem = f"a column unpacks to {problem // 1_000_000} MB"
                raise InputError(source, problem, "save it again, in more row groups")


def _read_values(column: Any) -> list[Any]:
    """A column's values; one too long for a row, or that Python cannot hold, is None."""
    import pyarrow

    if pyarrow.types.is_dictionary(column.type):  # a long text that is repeated lies here once
        known = _read_values(column.dictionary)
        places = column.indices.to_pylist()
        return [None if place is None else known[place] for place in places]
    return [_read_value(scalar) for scalar in column]


# what a scalar raises that is no Python value, by its part: dates, zones, nesting
_ODD = (ValueError, OverflowError, LookupError, TypeError, ArithmeticError, RecursionError, OSError)


def _read_value(scalar: Any) -> Any:
    try:
        value = scalar.as_py()
    except _ODD:
        return None
    return None if isinstance(value, str | bytes) and len(value) > MAX_LINE else value
