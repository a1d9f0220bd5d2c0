"""From one event to an archive: stories, thousands of comparisons in several processes.

stream_articles -> group_articles (stories) -> run_tasks (processes) -> Parquet data set, index.html
                                                                  -> Profile (what outlets do)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lazy import lazy_names

if TYPE_CHECKING:
    from .batch import BatchDone, compare_events, run_batch
    from .outlets.profile import Profile, read_profile
    from .outlets.view import write_profile
    from .stories import StoriesMade, read_stories, write_stories

DAYS = 10  # that a story spans at most, from its first dated article to its last

__getattr__ = lazy_names(
    __name__,
    {
        "batch": "BatchDone compare_events run_batch",
        "outlets.profile": "Profile read_profile",
        "outlets.view": "write_profile",
        "stories": "StoriesMade read_stories write_stories",
    },
)

__all__ = [
    "BatchDone",
    "Profile",
    "StoriesMade",
    "compare_events",
    "read_profile",
    "read_stories",
    "run_batch",
    "write_profile",
    "write_stories",
]
