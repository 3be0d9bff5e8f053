"""`rejoinder web`: the web server."""

import os
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from granian.constants import Interfaces
from granian.log import LogLevels

from service import logs
from service.commands import _database, _settings
from service.commands._examples import examples
from service.commands._gentle_server import GentleServer, sign_of_the_end
from service.commands._private_files import private_files
from service.redis_check import refuse_evicting
from service.redis_client import web_client
from service.settings import Settings, WebServer
from service.supervise import counts

_KILL_SECONDS = 4
# Most of them wait for slow clients, at a few kilobytes each; `service/http/slow_senders.py` says how many work.
_OPEN_REQUESTS_MOST = 1_100
# A connection that has sent half of its headers is no request yet; above this many a process takes no new ones.
_CONNECTIONS_MOST = 4_000


@click.command(epilog=examples("rejoinder web", "rejoinder web --host 0.0.0.0 --port 8080 --drain 15"))
@click.option("--host", metavar="ADDRESS", help="Where to listen; 0.0.0.0 for every address. Default: [web] host.")
@click.option("--port", type=int, metavar="NUMBER", help="Default: PORT, else [web] port.")
@click.option(
    "--drain",
    type=click.FloatRange(min=0),
    default=0.0,
    metavar="SECONDS",
    help="At SIGTERM, say at /readyz that this server ends, and serve on so long. Default: end at once.",
)
@private_files()
def command(host: str | None, port: int | None, drain: float) -> None:
    """Serve the API, the forms and the review pages.

    Behind a load balancer that asks /readyz, --drain lets a server be replaced without an error that a reader sees:
    give it longer than the balancer takes to notice.
    """
    settings = _settings.load()
    _check(settings)
    web = settings.web
    os.environ["REDIS_URL"] = settings.redis_url
    _allow_many_connections()
    with _shared_counts(), sign_of_the_end() as sign:
        serve(web, host=host or web.host, port=port or web.port, drain=drain, sign=sign)


def _check(settings: Settings) -> None:
    """Say here what would end every process of the server at its start, again and again."""
    logs.set_up(settings.log_format)
    _database.require_schema(settings)
    with web_client(settings.redis_url) as queue:
        refuse_evicting(queue)


def _allow_many_connections() -> None:
    """Each is an open file, of which most systems let a process have 1,024 unless it asks for more."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def serve(
    web: WebServer, *, host: str, port: int, drain: float, sign: Path, application: str = "service.wsgi:app"
) -> None:
    """Serve until a signal; without `respawn_failed_workers` one dead worker would take down all the others."""
    GentleServer(
        application,
        drain=drain,
        sign=sign,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=web.workers,
        blocking_threads=_OPEN_REQUESTS_MOST,
        backpressure=_CONNECTIONS_MOST,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=_KILL_SECONDS,
        log_level=LogLevels.error,
    ).serve()


@contextmanager
def _shared_counts() -> Iterator[None]:
    """Let the server's processes add up their counts, in a directory of their own unless the environment names one."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        yield
        return
    with tempfile.TemporaryDirectory(prefix="rejoinder-metrics-", dir=counts.parent()) as directory:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = directory
        yield
