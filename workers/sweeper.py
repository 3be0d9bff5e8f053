"""The sweeper: look for overdue rows once a second, until told to stop."""

import signal
import threading
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from service.queue import SWEEPER
from service.redis_client import web_client
from service.services import Services
from service.storage.turns import DatabaseBusyError
from service.usecases.set_right import set_right
from service.usecases.sweep import sweep
from workers.pulse import Pulse

log = structlog.get_logger()

EVERY_SECONDS = 1.0


def run(services: Services) -> None:
    """Sweep until SIGTERM or SIGINT."""
    stopping = threading.Event()

    def stop(*_: Any) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    with Pulse(SWEEPER, client=web_client(services.settings.redis_url)):
        sweep_until(stopping, services)


def sweep_until(stopping: threading.Event, services: Services) -> None:
    """Sweep, wait, and again; a database that is away for a while is no reason to end.

    The first time, and whenever the clock has stepped back since, what that has put off is set right before.
    """
    swept_at: datetime | None = None
    while not stopping.is_set():
        try:
            now = services.clock()
            if swept_at is None or now < swept_at:
                set_right(services)
            sweep(services)
            swept_at = now
        except (SQLAlchemyError, DatabaseBusyError) as error:
            log.error("sweep.failed", error=type(error).__name__)
        stopping.wait(EVERY_SECONDS)
