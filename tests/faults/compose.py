"""The roles as the fault tests run them: `python -m tests.faults.compose ROLE`.

Each is composed of the real parts. Around what they are given (the database, the hints, the clock, the checks) lies a
wrapper that comes by the places where a test may want somebody killed.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import event

from service import logs
from service.commands import web
from service.commands._gentle_server import sign_of_the_end
from service.queue import BackgroundHints, Hints, Work
from service.services import Services, build
from service.settings import load
from service.storage import claims
from service.storage.committer import Committer
from service.usecases import deliver
from tests.faults.places import Place, Places
from workers import delivering, process, runtime, sweeper

# What the tests of `make test` cannot wait for; `make faults` leaves the real one.
LEASE_VARIABLE = "FAULTS_LEASE_SECONDS"
POISON = "This text kills whoever judges it."

_HOME = Path(os.environ.get("REJOINDER_HOME", "."))
_HINTED = {"web": Place.HINTED, "judge": Place.HINTED_ON, "sweep": Place.SWEPT}


def services_of(role: str) -> Services:
    """The real services of a role, wrapped."""
    settings = load(os.environ)
    logs.set_up(settings.log_format)
    _shorten_leases()
    places = Places(settings.home)
    services = build(settings, hints=_hinting(BackgroundHints if role == "web" else Hints, role, places))
    database = Watched(services.database, places=places)
    return replace(
        services,
        database=database,
        committer=Committer(Watched(services.database, places=places, around=(Place.ACCEPTING, Place.ACCEPTED))),
        clock=stepping(services.clock, settings.home / "faults/clock"),
    )


def stepping(clock, file):
    """A clock that somebody may set: the file says by how many seconds it is wrong."""

    def now():
        return clock() + timedelta(seconds=float(file.read_text()) if file.exists() else 0)

    return now


def _hinting(kind, role, places):
    class Hinting(kind):
        def _enqueue(self, work):
            super()._enqueue(work)
            if role in _HINTED:
                places.reach(_HINTED[role])

    return Hinting


def _shorten_leases():
    if seconds := float(os.environ.get(LEASE_VARIABLE, "0")):
        claims.LEASE = deliver.LEASE = timedelta(seconds=seconds)
        delivering.RENEW_SECONDS = seconds / 4


class Watched:
    """A database that comes by two places at each commit: what a transaction is about shows in what it writes."""

    def __init__(self, database, *, places, around=None):
        self._database = database
        self._places = places
        self._around = around
        if around is None:
            event.listen(database.engine, "before_cursor_execute", _note)

    def __getattr__(self, name):
        return getattr(self._database, name)

    @contextmanager
    def begin(self, **how) -> Iterator[object]:
        with self._database.begin(**how) as tx:
            written = tx.info["written"] = set()
            yield tx
            before, after = self._around or _around(written)
            if before:
                self._places.reach(before)
        if after:
            self._places.reach(after)


def _note(connection, cursor, statement, parameters, context, executemany):
    verb, *rest = statement.split(None, 3)
    table = rest[1] if verb == "INSERT" else rest[0] if verb == "UPDATE" else ""
    connection.info.setdefault("written", set()).add((verb, table))


def _around(written):
    """The places before and after the commit of a transaction that wrote this."""
    if ("INSERT", "history") in written:
        return Place.JUDGING, Place.JUDGED
    if ("UPDATE", "deliveries") in written:
        return Place.PUBLISHED, Place.SETTLED
    if ("INSERT", "hosts") in written:
        return None, Place.LEASED
    if ("UPDATE", "comments") in written:
        return None, Place.CLAIMED
    return None, None


class Poisoned:
    """A scorer that a certain text kills."""

    def __init__(self, scorer):
        self._scorer = scorer

    def __getattr__(self, name):
        return getattr(self._scorer, name)

    def heard(self, submission, *rest):
        if POISON in submission.body:
            Places(_HOME).kill("judge")
        return self._scorer.heard(submission, *rest)


def work(which: Work) -> None:
    """A worker of one queue."""
    built = runtime.build(services_of(which))
    process.run(which, replace(built, scorers={name: Poisoned(one) for name, one in built.scorers.items()}))


def serve() -> None:
    """The web server."""
    settings = load(os.environ)
    where = {"host": settings.web.host, "port": settings.web.port}
    with sign_of_the_end() as sign:
        web.serve(settings.web, **where, drain=0, sign=sign, application="tests.faults.wsgi:app")


def main(role: str) -> None:
    """Be that role."""
    if role == "web":
        serve()
    elif role == "sweep":
        sweeper.run(services_of("sweep"))
    else:
        work(Work(role))


if __name__ == "__main__":
    main(sys.argv[1])
