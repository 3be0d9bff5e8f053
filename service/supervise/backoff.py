"""How long to wait before a process that ended is started again."""

FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 5.0
HEALTHY_SECONDS = 10.0


class Backoff:
    """Doubles the pause at each end, and forgets the past once a process has lived long enough."""

    def __init__(self) -> None:
        self.early_ends = 0
        self._next = FIRST_PAUSE_SECONDS

    def pause_after(self, lived: float) -> float:
        """The seconds to wait after a process that lived `lived` seconds."""
        if lived >= HEALTHY_SECONDS:
            self.early_ends = 0
            self._next = FIRST_PAUSE_SECONDS
        self.early_ends += 1
        pause, self._next = self._next, min(self._next * 2, LONGEST_PAUSE_SECONDS)
        return pause
