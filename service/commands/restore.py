"""`rejoinder restore`: what `rejoinder backup` has copied, put into an empty home."""

import os
from contextlib import closing
from pathlib import Path

import click

from service import settings as configuration
from service.commands import _home_files
from service.commands._examples import examples
from service.commands._private_files import private_files
from service.commands.backup import shown
from service.services import build as build_services
from service.settings import Settings
from service.storage import copies
from service.supervise import lock
from service.supervise.errors import CannotStartError
from service.usecases.republish import republish
from workers.publishers import PagePublisher
from workers.runtime import build


@click.command(
    short_help="Put a backup into a home that has no database.",
    epilog=examples("REJOINDER_HOME=/var/lib/rejoinder rejoinder restore /srv/backups/2026-11-26"),
)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@private_files()
def command(folder: Path) -> None:
    """Put the backup in FOLDER into REJOINDER_HOME, where no database is yet. Nothing is overwritten.

    Then `rejoinder up` brings the database to this version's schema and goes on: what was not published when the backup
    was made is published now. With PostgreSQL, make an empty database first; it needs the program pg_restore.
    """
    home = Path(os.environ.get("REJOINDER_HOME") or "var").resolve()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with lock.hold(home / "lock"):
            restored = _files(folder, home)
            settings = configuration.load(os.environ)
            with shown("Restoring") as progress:
                copies.put_back(folder, database_url=settings.database_url, progress=progress)
            _publish_pages_again(settings)
    except (CannotStartError, copies.CopyError) as error:
        raise click.ClickException(f"{str(error).rstrip('.')}.") from error
    click.echo(f"{home} holds the database again, and {', '.join(restored) or 'no other file'}. Start `rejoinder up`.")


def _publish_pages_again(settings: Settings) -> None:
    """Files were not backed up, and may be lost with the home; hosts elsewhere keep what they have."""
    with closing(build_services(settings)) as services:
        for site, publisher in build(services).publishers.items():
            if isinstance(publisher, PagePublisher):
                republish(services, site)


def _files(folder: Path, home: Path) -> list[str]:
    """Copy what is missing in the home. Raises `CopyError` where another file of that name is."""
    found = list(_home_files.in_backup(folder))
    others = [file.name for file in found if (home / file.name).exists() and not _same(file, home / file.name)]
    if others:
        raise copies.CopyError(f"{home} holds other files named {', '.join(others)}. Move them away first")
    for file in found:
        _home_files.copy(file, home / file.name)
    return [file.name for file in found]


def _same(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()
