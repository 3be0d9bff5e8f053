"""The sweeper: look for overdue rows once a second, until told to stop."""

import signal
import threading
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from service.queue import SWEEPER
from service.redis_client import web_client
from service.services import Services
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
    """Sweep, wait, and again; a database that is away for a while is no reason to end."""
    while not stopping.is_set():
        try:
            sweep(services)
        except SQLAlchemyError as error:
            log.error("sweep.failed", error=type(error).__name__)
        stopping.wait(EVERY_SECONDS)
