"""`rejoinder migrate`: bring the database to this version's schema."""

import os
from contextlib import closing

import click

from service import settings as configuration
from service.commands._examples import examples
from service.commands._private_files import private_files
from service.storage import migrations, revisions
from service.storage.database import Database


@click.command(epilog=examples("DATABASE_URL=postgresql://rejoinder@localhost/rejoinder rejoinder migrate"))
@private_files()
def command() -> None:
    """Bring the database to this version's schema.

    Safe to repeat, and while the version before runs. `rejoinder up` does it by itself; elsewhere run it once before
    the new version starts.
    """
    click.echo(f"The database has the schema {migrate(configuration.load(os.environ).database_url)}.")


def migrate(database_url: str) -> str | None:
    """Run every migration that the database has not seen, and say which was the last."""
    with closing(Database(database_url)) as database:
        migrations.migrate(database)
        return revisions.revision(database)
