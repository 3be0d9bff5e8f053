"""`rejoinder backup`: the database and the files of the home, copied while everything runs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.progress import Progress

from service import settings as configuration
from service.commands import _home_files
from service.commands._examples import examples
from service.commands._private_files import private_files
from service.storage import copies


@click.command(
    short_help="Copy database, settings and keys into FOLDER.",
    epilog=examples("rejoinder backup /srv/backups/2026-11-26"),
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@private_files()
def command(folder: Path) -> None:
    """Copy the database, the settings and the keys into FOLDER, while everything runs.

    The copy is the database as it was at one moment: every comment acknowledged before is in it. Keep FOLDER as safe as
    the home: who has it can read emails. With PostgreSQL it needs the program pg_dump.
    """
    settings = configuration.load(os.environ)
    if folder.exists() and any(folder.iterdir()):
        raise click.BadParameter(f"{folder} is not empty; name a new folder for each backup", param_hint="FOLDER")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with shown("Copying") as progress:
            copy = copies.copy_to(folder, database_url=settings.database_url, progress=progress)
    except copies.CopyError as error:
        raise click.ClickException(f"{error}.") from error
    names = [copy.name]
    for file, name in _home_files.of(settings.home, config=settings.config):
        _home_files.copy(file, folder / name)
        names.append(name)
    click.echo(f"{folder} holds {', '.join(names)}. `rejoinder restore {folder}` puts them into an empty home.")


@contextmanager
def shown(what: str) -> Iterator[copies.Progress]:
    """A bar over the pages of a copy, on a terminal."""
    with Progress(transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda left, total: bar.update(task, total=total, completed=total - left)
