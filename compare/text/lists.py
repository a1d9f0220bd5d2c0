"""Word lists: they lie in `datafiles`; this name goes with the next change of `facts/coverage`."""

from ..datafiles import load_lines, load_table, load_words

__all__ = ["load_lines", "load_table", "load_words"]
