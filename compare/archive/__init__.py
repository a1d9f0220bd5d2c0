"""From one event to an archive: stories, thousands of comparisons, one engine.

stream_articles -> group_articles (stories) -> run_tasks (engine) -> Parquet data set, index.html
"""

from __future__ import annotations

from .batch import BatchDone, BatchOptions, compare_events, run_batch
from .grouping import StoryOptions
from .stories import StoriesMade, read_stories, write_stories

__all__ = [
    "BatchDone",
    "BatchOptions",
    "StoriesMade",
    "StoryOptions",
    "compare_events",
    "read_stories",
    "run_batch",
    "write_stories",
]
