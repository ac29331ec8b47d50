"""A session's clock, on which the gateway waits and its accounts rest (2.9, 2.11)."""

import asyncio
import time
from dataclasses import dataclass, field


@dataclass
class Clock:
    """Tells and spends seconds.

    `real`: a wait takes its time. Otherwise the clock moves on by it at once, so that nobody else waits.
    `waited` are all waits so far.
    """

    real: bool = False
    waited: list[float] = field(default_factory=list)
    _ahead: float = 0.0

    def now(self) -> float:
        """Return the time, in seconds since any moment."""
        return time.monotonic() + self._ahead

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self._ahead += seconds

    async def wait(self, seconds: float) -> None:
        """Wait, or let the time pass."""
        self.waited.append(seconds)
        if self.real:
            await asyncio.sleep(seconds)
        else:
            self.move(seconds)
