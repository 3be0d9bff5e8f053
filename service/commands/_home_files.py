"""The files of a home that a backup needs beside the database: configuration, keys, secrets."""

import shutil
from collections.abc import Iterator
from pathlib import Path

CONFIGURATION = "rejoinder.toml"
_MADE_ANEW = ("rejoinder.db", "rejoinder.pgdump", "lock")


def of(home: Path, *, config: Path) -> Iterator[tuple[Path, str]]:
    """Each file with its name in a backup. What lies in folders is made anew from the database."""
    if config.is_file():
        yield config, CONFIGURATION
    if home.is_dir():
        for file in sorted(home.iterdir()):
            ours = file.is_file() and not file.name.startswith(_MADE_ANEW) and file.name != CONFIGURATION
            if ours and file != config:
                yield file, file.name


def in_backup(folder: Path) -> Iterator[Path]:
    """The files in a backup that go back into a home."""
    return (file for file in sorted(folder.iterdir()) if file.is_file() and not file.name.startswith(_MADE_ANEW))


def copy(file: Path, target: Path) -> None:
    """Copy one file for our eyes only."""
    shutil.copyfile(file, target)
    target.chmod(0o600)
