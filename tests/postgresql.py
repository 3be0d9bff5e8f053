"""A private PostgreSQL for this test process: its own data directory, a unix socket and no port."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from tests.parts import need
from tests.waiting import until

# Nothing here outlives the test, so there is nothing to flush for.
_UNSAFE = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
# What tests ask of the planner must not depend on when statistics were taken of tables of three rows.
_STEADY = ["-c", "autovacuum=off"]


def _program(name):
    beside_debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(beside_debian[-1]) if beside_debian else None)


def _as_somebody():
    """PostgreSQL refuses to run as root."""
    return {"user": "nobody", "extra_groups": []} if os.geteuid() == 0 else {}


class Server:
    """One server over a new data directory in `folder`. `options` are its own; its pid is in `process.pid`."""

    def __init__(self, folder: Path, *, options: Sequence[str]) -> None:
        needed = {"what": "PostgreSQL", "install": "install the package postgresql"}
        initdb, postgres = need(_program("initdb"), **needed), need(_program("postgres"), **needed)
        folder.chmod(0o777)
        self.url = f"postgresql+psycopg://tests@/postgres?host={folder}"
        self._folder, data = folder, f"{folder}/data"
        self._command = [postgres, "-D", data, "-k", folder, "-c", "listen_addresses=", *options]
        subprocess.run(
            [initdb, "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True, capture_output=True, cwd=folder, **_as_somebody(),
        )  # fmt: skip
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self._folder,
            start_new_session=True, **_as_somebody(),
        )  # fmt: skip
        until(self.answers, what="PostgreSQL to answer", seconds=30)

    def answers(self) -> bool:
        return _answers(self.url)

    def stop(self) -> None:
        self.process.send_signal(2)
        self.process.wait(20)


@contextmanager
def running():
    """The URL of a fresh server, stopped and deleted at the end."""
    with tempfile.TemporaryDirectory(prefix="rj-pg-", ignore_cleanup_errors=True) as folder:
        server = Server(Path(folder), options=[*_UNSAFE, *_STEADY])
        try:
            yield server.url
        finally:
            server.stop()


@contextmanager
def empty_database(url, *, name):
    """The URL of a database of its own on a running server, dropped at the end."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield make_url(url).set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def _answers(url):
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            connection.execute(text("select 1"))
    except OperationalError:
        return False
    else:
        return True
    finally:
        engine.dispose()
