"""Keeping submissions: many that wait together are committed together, so that they share one flush to disk.

A 202 is sent only after the commit that covers its row. One thread a process commits; requests wait for it.
"""

import queue
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as WaitedTooLong
from contextlib import suppress

import structlog

from service.storage.arrivals import Arrivals, Outcome, Row
from service.storage.database import Database

log = structlog.get_logger()

GATHER_SECONDS = 0.0015
BATCH_MOST = 64
PATIENCE_SECONDS = 2.0
LAST_PATIENCE_SECONDS = 5.0


class NotKeptError(Exception):
    """The row could not be kept, or not surely. The message is a sentence for whoever sent it."""


_Waiting = tuple[Row, "Future[Outcome]"]


class Committer:
    """Takes rows of the comments table from any thread, and answers when they are on disk."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._arrivals = Arrivals(database)
        self._waiting: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()  # none says that no more will come
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None

    def keep(self, row: Row) -> Outcome:
        """Wait until the row is committed. Raises `NotKeptError` after two seconds, seven if its commit hangs."""
        self._run()
        future: Future[Outcome] = Future()
        self._waiting.put((row, future))
        try:
            return future.result(timeout=PATIENCE_SECONDS)
        except WaitedTooLong as error:
            if future.cancel():
                raise NotKeptError("Nothing was stored, as the database is busy.") from error
        try:  # its transaction is under way, and nearly always ends in a moment
            return future.result(timeout=LAST_PATIENCE_SECONDS)
        except WaitedTooLong as error:
            raise NotKeptError("It could not be told in time whether it was stored.") from error

    def close(self) -> None:
        """Let the thread end, after everybody who waits has been answered."""
        with self._start:
            if self._thread is not None:
                self._waiting.put(None)
                self._thread.join()
                self._thread = None

    def _run(self) -> None:
        # Started by the first submission, so in the process that serves it: threads do not survive a fork.
        with self._start:
            if self._thread is None:
                self._thread = threading.Thread(target=self._commit_for_ever, name="committer", daemon=True)
                self._thread.start()

    def _commit_for_ever(self) -> None:
        while batch := self._gather():
            self._commit(batch)

    def _gather(self) -> list[_Waiting]:
        first = self._waiting.get()
        if first is None:
            return []
        # Asleep, and not waiting at the queue: each row would wake this thread for itself.
        time.sleep(GATHER_SECONDS)
        return [first, *self._arrived(BATCH_MOST - 1)]

    def _arrived(self, most: int) -> list[_Waiting]:
        arrived: list[_Waiting] = []
        with suppress(queue.Empty):
            while len(arrived) < most:
                one = self._waiting.get_nowait()
                if one is None:
                    self._waiting.put(None)  # first these
                    break
                arrived.append(one)
        return arrived

    def _commit(self, batch: Sequence[_Waiting]) -> None:
        wanted: Sequence[_Waiting] = ()
        try:
            with self._database.begin() as tx:
                # Only now, with the turn in hand: whoever has come by then goes along, and whoever has given up waiting
                # is not stored.
                wanted = _still_waiting([*batch, *self._arrived(BATCH_MOST - len(batch))])
                outcomes = self._arrivals.keep(tx, [row for row, _ in wanted])
        except Exception as error:  # noqa: BLE001 - whatever a row does to the driver, the thread lives on
            if len(wanted) > 1:  # one bad row spoils no neighbour
                for one in wanted:
                    self._commit_alone(one)
            else:
                _refuse(wanted or batch, error)
            return
        for (_, future), outcome in zip(wanted, outcomes, strict=True):
            future.set_result(outcome)

    def _commit_alone(self, one: _Waiting) -> None:
        row, future = one
        try:
            with self._database.begin() as tx:
                [outcome] = self._arrivals.keep(tx, [row])
        except Exception as error:  # noqa: BLE001 - as above
            _refuse([one], error)
        else:
            future.set_result(outcome)


def _still_waiting(batch: Sequence[_Waiting]) -> list[_Waiting]:
    return [(row, future) for row, future in batch if _begins(future)]


def _begins(future: "Future[Outcome]") -> bool:
    """Whether somebody still waits for it; from now on it cannot be cancelled."""
    return future.running() or future.set_running_or_notify_cancel()


def _refuse(batch: Sequence[_Waiting], error: Exception) -> None:
    log.error("comment.not_kept", error=type(error).__name__)
    for _, future in batch:
        if _begins(future):
            future.set_exception(NotKeptError("Nothing was stored."))
