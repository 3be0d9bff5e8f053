"""Keeping submissions: many that wait together are committed together, so that they share one flush to disk.

A 202 is sent only after the commit that covers its row. One thread a process commits; requests wait for it.
"""

import queue
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as WaitedTooLong
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any

from sqlalchemy import Connection, insert, select

from service.storage.database import Database
from service.storage.schema import comments

GATHER_SECONDS = 0.0015
BATCH_MOST = 64
PATIENCE_SECONDS = 2.0


class NotKeptError(Exception):
    """The row could not be kept: the disk is full, the database is gone, or it took too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The row lies safely on disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBefore:
    """The site has a row with this idempotency key already."""

    id: str
    fingerprint: str


Outcome = Kept | KeptBefore
Row = dict[str, Any]
_Waiting = tuple[Row, "Future[Outcome]"]


class Committer:
    """Takes rows of the comments table from any thread, and answers when they are on disk."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: queue.SimpleQueue[_Waiting] = queue.SimpleQueue()
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None

    def keep(self, row: Row) -> Outcome:
        """Wait until the row is committed. Raises `NotKeptError`, after two seconds at the latest."""
        self._run()
        future: Future[Outcome] = Future()
        self._waiting.put((row, future))
        try:
            return future.result(timeout=PATIENCE_SECONDS)
        except WaitedTooLong as error:
            if future.cancel():
                raise NotKeptError("the database is busy") from error
            raise NotKeptError("the database did not answer in time") from error

    def _run(self) -> None:
        # Started by the first submission, so in the process that serves it: threads do not survive a fork.
        with self._start:
            if self._thread is None:
                self._thread = threading.Thread(target=self._commit_for_ever, name="committer", daemon=True)
                self._thread.start()

    def _commit_for_ever(self) -> None:
        while True:
            batch = self._gather()
            if batch:
                self._commit(batch)

    def _gather(self) -> list[_Waiting]:
        batch = [self._waiting.get()]
        closing = monotonic() + GATHER_SECONDS
        with suppress(queue.Empty):
            while len(batch) < BATCH_MOST:
                batch.append(self._waiting.get(timeout=max(0.0, closing - monotonic())))
        return [(row, future) for row, future in batch if future.set_running_or_notify_cancel()]

    def _commit(self, batch: Sequence[_Waiting]) -> None:
        try:
            with self._database.begin() as tx:
                outcomes = [self._insert(tx, row) for row, _ in batch]
        except Exception as error:  # noqa: BLE001 - whatever a row does to the driver, the thread lives on
            self._commit_apart(batch, error)
            return
        for (_, future), outcome in zip(batch, outcomes, strict=True):
            future.set_result(outcome)

    def _commit_apart(self, batch: Sequence[_Waiting], error: Exception) -> None:
        """One bad row spoils no neighbour: each is tried again by itself."""
        if len(batch) == 1:
            batch[0][1].set_exception(NotKeptError(type(error).__name__))
            return
        for one in batch:
            self._commit([one])

    def _insert(self, tx: Connection, row: Row) -> Outcome:
        if row["idempotency_key"] is None:
            tx.execute(insert(comments), row)
            return Kept()
        once = self._database.insert(comments).on_conflict_do_nothing().returning(comments.c.id)
        return Kept() if tx.execute(once, row).first() else _before(tx, row)


def _before(tx: Connection, row: Row) -> KeptBefore:
    same = (comments.c.site == row["site"], comments.c.idempotency_key == row["idempotency_key"])
    found = tx.execute(select(comments.c.id, comments.c.fingerprint).where(*same)).one()
    return KeptBefore(id=found.id, fingerprint=found.fingerprint or "")
