"""Takes a lock in PostgreSQL and keeps it, run on a host that is about to vanish: `between`, or `amid` many rows."""

import signal
import sys

from service.storage.database import Database

LOCK = 5


def main() -> None:
    """Say when the lock is held."""
    connection = Database(sys.argv[1]).engine.raw_connection().driver_connection
    assert connection is not None
    if sys.argv[2] == "between":
        connection.execute(f"SELECT pg_advisory_xact_lock({LOCK})")
        _keep()
    with connection.pipeline():  # as the driver sends many rows: the server waits for more, and says nothing
        connection.execute(f"SELECT pg_advisory_xact_lock({LOCK})")
        connection.pgconn.send_flush_request()
        connection.pgconn.flush()
        _keep()


def _keep() -> None:
    print("held", flush=True)
    signal.pause()


if __name__ == "__main__":
    main()
