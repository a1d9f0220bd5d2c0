"""How stories are made: what a user may choose."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import OptionError

FOLLOW_UPS = ("start", "join")


@dataclass(frozen=True, slots=True)
class StoryOptions:
    """How stories are made.

    bar         mean likelihood (0..1) from which two groups are one story; None: as trained
    days        dated articles further apart than this are no pair; undated ones always may be
    follow_ups  "start": a story spans at most `days` from its first article to its last, a later
                one starts a story of its own. "join": a story goes on for as long as each article
                is near enough to another
    """

    bar: float | None = None
    days: int = 10
    follow_ups: str = "start"

    def __post_init__(self) -> None:
        if self.follow_ups not in FOLLOW_UPS:
            raise OptionError.unknown("way with follow-ups", self.follow_ups, FOLLOW_UPS)
        if self.bar is not None and not 0.0 < self.bar <= 1.0:
            raise OptionError(f"bar must lie in 0..1, not {self.bar!r}")
        if self.days < 0:
            raise OptionError(f"days must not be negative, but is {self.days!r}")
