"""What the use cases need, in one frozen bundle, built only in composition roots and in the process that uses it."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import uuid_utils

from service.domain.errors import NotFound
from service.domain.site import Site
from service.keyring import Keyring
from service.metrics import Metrics
from service.queue import Hints
from service.redis_client import web_client
from service.settings import Settings
from service.storage.committer import Committer
from service.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Settings, time, ids, randomness, and the ways to the database and the queue.

    `clock` gives aware UTC, `new_id` a UUIDv7 as text, `jitter` a number from 0 to 1.
    """

    settings: Settings
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    jitter: Callable[[], float]
    keyring: Keyring
    database: Database
    committer: Committer
    hints: Hints
    metrics: Metrics

    def site(self, name: str) -> Site:
        """The configured site of that name. Raises `NotFound`."""
        found = self.settings.sites.get(name)
        if found is None:
            raise NotFound(f"There is no site called {name!r}; sites are set up in rejoinder.toml.")
        return found

    def close(self) -> None:
        """Let go of the database, after all that waits was written."""
        self.committer.close()
        self.database.close()


def build(settings: Settings, *, hints: type[Hints] = Hints) -> Services:
    """The real services of this process, which gives its `hints` at once or in the background."""
    database = Database(settings.database_url)
    metrics = Metrics()
    return Services(
        settings=settings,
        clock=_now,
        new_id=_new_id,
        jitter=random.random,  # noqa: TID251 - the composition root is where randomness comes from
        keyring=Keyring(settings.secret_key),
        database=database,
        committer=Committer(database),
        hints=hints(web_client(settings.redis_url), new_id=_new_id, on_failure=metrics.hints_failed.inc),
        metrics=metrics,
    )


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the composition root is where time comes from


def _new_id() -> str:
    return str(uuid_utils.uuid7())
