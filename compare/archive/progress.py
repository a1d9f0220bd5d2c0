"""How a run goes: so many of so many, at which rate, how long still."""

from __future__ import annotations

import time
from collections.abc import Callable

EVERY = 2.0  # seconds between two lines
REMEMBERED = 200  # steps that the rate is taken over, so that it follows the machine


class Pace:
    """Counts steps and reports them. The clock is never in a result, only on the terminal."""

    def __init__(
        self,
        total: int,
        tell: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.total, self.tell, self.clock = total, tell, clock
        self.done = 0
        self.times: list[float] = []  # from the first step on: what goes before is start-up
        self.reported_at = float("-inf")

    def skip(self, count: int) -> None:
        """Steps that an earlier run has done: they count as done, not for the rate."""
        self.done += count
        if count:
            self.tell(f"{count} of {self.total} events were done before")

    def step(self) -> None:
        """One more is done; a line at most every two seconds, and one at the end."""
        self.done += 1
        now = self.clock()
        self.times = [*self.times[-REMEMBERED:], now]
        if now - self.reported_at >= EVERY or self.done == self.total:
            self.reported_at = now
            self.tell(self.line())

    def line(self) -> str:
        """'120 of 400 events, 3.1 a second, 2 min left'."""
        count = f"{self.done} of {self.total} events"
        passed = self.times[-1] - self.times[0]
        if passed <= 0:
            return count
        rate = (len(self.times) - 1) / passed
        left = (self.total - self.done) / rate
        return f"{count}, {rate:.2g} a second, {_show_duration(left)} left"


def _show_duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
