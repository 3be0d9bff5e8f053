"""`rejoinder worker`: work on one queue."""

import os

import click

from service import logs
from service.commands import _database, _settings
from service.commands._examples import examples
from service.commands._private_files import private_files
from service.queue import Work
from service.services import build
from service.tracing import tracing
from workers import process, runtime


@click.command(
    short_help="Work on the queue `judge` or `deliver`.",
    epilog=examples("rejoinder worker judge", "rejoinder worker deliver"),
)
@click.argument("queue", type=click.Choice([str(one) for one in Work]))
@private_files()
def command(queue: str) -> None:
    """Work on the queue `judge` (checks and verdicts) or `deliver` (publishing and webhooks).

    It ends when Redis goes away: run it under a supervisor that starts it again, as `rejoinder up` does.
    """
    settings = _settings.load()
    traces = tracing(os.environ, role=queue)
    logs.set_up(settings.log_format, ears=traces.ears)
    _database.require_schema(settings)
    try:
        process.run(Work(queue), runtime.build(build(settings), spans=traces.spans))
    except process.RedisAwayError as error:
        raise click.ClickException(f"{error}. Start the worker again when it does.") from error
    finally:
        traces.close()
