"""`rejoinder sweep`: find overdue rows."""

import click

from service import logs
from service.commands import _database, _settings
from service.commands._examples import examples
from service.commands._private_files import private_files
from service.services import build
from service.usecases.sweep import sweep
from workers import sweeper


@click.command(
    short_help="Wake the workers for what waits too long.", epilog=examples("rejoinder sweep", "rejoinder sweep --once")
)
@click.option("--once", is_flag=True, help="Look once, say what was found, and end.")
@private_files()
def command(once: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Look every second for comments and deliveries that wait too long, and wake the workers."""
    settings = _settings.load()
    logs.set_up(settings.log_format)
    _database.require_schema(settings)
    services = build(settings)
    if not once:
        sweeper.run(services)
        return
    found = sweep(services)
    click.echo(
        f"{found.comments} comments and {found.questions} questions wait for the judge; "
        f"deliveries are due at {found.hosts} hosts."
    )
