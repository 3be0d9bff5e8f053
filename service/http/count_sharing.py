"""The thread that shares what a process has counted, a moment after it has."""

import threading
import time
from collections.abc import Callable

import structlog
from redis import RedisError

from service.http.counts import Counts

log = structlog.get_logger()

EVERY_SECONDS = 0.1
# As long as Redis's client waits after a failure before it asks again.
AFTER_FAILURE_SECONDS = 1.0


class Sharing:
    """Shares ten times a second while clients come, and never while none do."""

    def __init__(self, counts: Counts, *, on_failure: Callable[[], None]) -> None:
        self._counts = counts
        self._on_failure = on_failure
        self._failing = False
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None

    def run(self) -> None:
        """Begin, unless it has begun: by the first request, so in the process that serves it."""
        if not self._runs():
            with self._start:
                if not self._runs():
                    self._thread = threading.Thread(target=self._share_for_ever, name="counts", daemon=True)
                    self._thread.start()

    def _runs(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _share_for_ever(self) -> None:
        while True:
            self._counts.changed.wait()
            time.sleep(EVERY_SECONDS if self._shared() else AFTER_FAILURE_SECONDS)

    def _shared(self) -> bool:
        try:
            self._counts.share()
        except RedisError as error:
            self._on_failure()
            if not self._failing:  # once an outage
                log.warning("limits.not_shared", error=type(error).__name__)
            self._failing = True
        else:
            self._failing = False
        return not self._failing
