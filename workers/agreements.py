"""What the other side agreed to and our rows do not say yet: many agreements are recorded in one transaction.

Whoever dies before that does it once more. A page is written again, which changes nothing; a subscriber hears again of
events whose ids he knows, and of few.
"""

import time
from collections.abc import Callable, Sequence
from enum import Enum

from service.domain.delivery import Delivery
from service.services import Services
from service.usecases import deliver

# More would keep others from writing for too long.
ROWS_AT_ONCE = 200
TOLD_AT_ONCE = 20
TOLD_SECONDS = 0.1


class Again(Enum):
    """What it means to the other side that something is done once more."""

    UNSEEN = "nobody notices"
    HEARD = "somebody must drop a repetition"


class Agreements:
    """Those of one batch. Where a host takes its time, each is recorded as soon as it comes."""

    def __init__(self, services: Services, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._services = services
        self._monotonic = monotonic
        self._recorded_at = monotonic()
        self._waiting = list[Delivery]()
        self._heard = 0

    def note(self, deliveries: Sequence[Delivery], *, again: Again) -> None:
        """These are done. They are recorded now or soon."""
        self._waiting.extend(deliveries)
        self._heard += again is Again.HEARD
        if len(self._waiting) >= ROWS_AT_ONCE or self._heard == TOLD_AT_ONCE or (self._heard and self._late()):
            self.record()

    def record(self) -> None:
        """Let the rows say all that is known."""
        if self._waiting:
            deliver.succeeded(self._services, self._waiting)
        self._waiting, self._heard, self._recorded_at = [], 0, self._monotonic()

    def _late(self) -> bool:
        return self._monotonic() - self._recorded_at >= TOLD_SECONDS
