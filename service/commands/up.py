"""`rejoinder up`: everything on this machine, set up at the first start, ended by Ctrl-C."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import click

from service import logs
from service.commands import _settings
from service.commands._aside import aside
from service.commands._examples import examples
from service.commands._private_files import private_files
from service.settings import Settings
from service.supervise import counts, lock, valkey
from service.supervise.announcement import Announcement, ready_text
from service.supervise.child import write_pid
from service.supervise.errors import CannotStartError
from service.supervise.reaper import Reaper
from service.supervise.role import Role, Stage
from service.supervise.signals import Signals
from service.supervise.supervisor import Supervisor

_COMMANDS = {
    "web": (Stage.WEB, ("web",)),
    "judge": (Stage.WORKERS, ("worker", "judge")),
    "deliver": (Stage.WORKERS, ("worker", "deliver")),
    "sweep": (Stage.WORKERS, ("sweep",)),
}


@click.command(epilog=examples("rejoinder up", "PORT=8090 REJOINDER_HOME=/srv/rejoinder rejoinder up"))
@private_files()
def command() -> None:
    """Run everything on this machine: web server, workers and queue.

    The first start writes a demo configuration, keys and a moderator's token into REJOINDER_HOME (var/). Ctrl-C ends
    all of it; the comments stay.
    """
    run_all(roles_of)


def run_all(roles_of: Callable[[Settings], list[Role]]) -> None:
    """Prepare the home and keep these roles alive until a signal comes."""
    home = _home()
    try:
        with lock.hold(home / "lock") as held:
            settings = aside(lambda: _prepare(home))
            _run(settings, held=held, roles=roles_of(settings))
    except CannotStartError as error:
        raise click.ClickException(str(error)) from error


def _prepare(home: Path) -> Settings:
    from service.commands._first_start import prepare  # noqa: PLC0415 - what it needs is not to stay in memory

    return prepare(home)


def _home() -> Path:
    home = Path(os.environ.get("REJOINDER_HOME") or "var").resolve()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"REJOINDER_HOME cannot be made: {error}") from error
    return home


def _run(settings: Settings, *, held: TextIO, roles: list[Role]) -> None:
    """Supervise until a signal comes. The reaper holds the lock too, so that nobody starts among the remains."""
    logs.set_up(_log_format())
    run = settings.home / "run"
    write_pid(run / "supervisor.pid", os.getpid())
    text = ready_text(settings)
    with Signals() as signals:
        temporary = [counts.directory(settings.home), valkey.temporary_directory(settings.home)]
        reaper = Reaper(inherit=[held.fileno()], temporary=temporary)
        supervisor = Supervisor(roles, run_directory=run, reaper=reaper, signals=signals)
        with Announcement(_local_url(settings), text=text, say=click.echo):
            supervisor.run()
    (run / "supervisor.pid").unlink(missing_ok=True)


def roles_of(settings: Settings) -> list[Role]:
    """What runs with these settings: a Valkey too, unless the environment names a queue."""
    socket, shared = valkey.socket_path(settings.home), counts.directory(settings.home)
    counts.make(shared)
    environment = {
        **os.environ,
        "REJOINDER_HOME": str(settings.home),
        "REJOINDER_CONFIG": str(settings.config),
        "REJOINDER_LOG_FORMAT": _log_format(),
        "REDIS_URL": settings.redis_url,
        "PROMETHEUS_MULTIPROC_DIR": str(shared),
    }
    # -P: a folder called `service` where the command is typed must not stand in for ours.
    ours = (sys.executable, "-P", "-m", "service.commands")
    roles = [
        Role(name=name, stage=stage, argv=(*ours, *words), environment=environment)
        for name, (stage, words) in _COMMANDS.items()
    ]
    return roles if _settings.names_a_queue() else [*roles, valkey.role(socket, environment=environment)]


def _log_format() -> str:
    return os.environ.get("REJOINDER_LOG_FORMAT") or ("console" if sys.stdout.isatty() else "json")


def _local_url(settings: Settings) -> str:
    """Where the server answers on this machine, whatever name the world knows it by."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.web.host, settings.web.host)
    return f"http://[{host}]:{settings.web.port}" if ":" in host else f"http://{host}:{settings.web.port}"
