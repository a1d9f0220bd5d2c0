"""How stories are made: what a user may choose."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import OptionError


@dataclass(frozen=True, slots=True)
class StoryOptions:
    """How stories are made.

    bar   mean likelihood (0..1) from which two groups are one story; None: as trained
    days  a story spans at most so many from its first dated article to its last: a later one starts
          a story of its own; undated ones always may join
    """

    bar: float | None = None
    days: int = 10

    def __post_init__(self) -> None:
        if self.bar is not None and not 0.0 < self.bar <= 1.0:
            raise OptionError(f"bar must lie in 0..1, not {self.bar!r}")
        if self.days < 0:
            raise OptionError(f"days must not be negative, but is {self.days!r}")
