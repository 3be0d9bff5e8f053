"""Writes one JSON file a page, for a static site's build or a few lines of script to show."""

import json
import os
import stat
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from service.domain.delivery import DeliveryFailed, Failure
from service.domain.site import Site
from service.domain.thread import Thread, public_comment
from workers.outbound import Outbound
from workers.page_files import page_file

# Web servers run as somebody else and must be able to read, although the worker's other files are private.
_MODE = 0o644
_DIRECTORY_MODE = 0o755
_to_json = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The directory that the files are written below; `docs/publishers.md` has the rule for their names."""

    directory: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticSitePublisher:
    """Replaces a page's file whole, so that readers see the old thread or the new one and never a part."""

    directory: Path

    def write(self, thread: Thread) -> None:
        """Replace the file of the thread's page; a page whose last comment went away keeps an empty list."""
        try:
            path = self.directory / page_file(thread.page)
        except ValueError as error:
            raise DeliveryFailed(f"{thread.page!r}: {error}", failure=Failure.PERMANENT) from None
        try:
            _replace(path, _text(thread).encode())
        except OSError as error:
            raise DeliveryFailed(_advice(self.directory, error), failure=Failure.UNREACHABLE) from error

    def problems(self) -> Sequence[str]:
        """Whether files can be written, found out by writing one and deleting it."""
        try:
            _make(self.directory)
            with tempfile.NamedTemporaryFile(dir=self.directory, prefix=".writable-"):
                return []
        except OSError as error:
            return [_advice(self.directory, error)]


def build(site: Site, options: Options, outbound: Outbound) -> StaticSitePublisher:
    """The publisher of one site."""
    return StaticSitePublisher(directory=Path(options.directory))


def _text(thread: Thread) -> str:
    """One line a comment, which is what changes; `indent` would have JSON made ten times as slowly."""
    lines = ",\n".join(_to_json(public_comment(comment)) for comment in thread.comments)
    return f'{{"page": {_to_json(thread.page)}, "comments": [\n{lines}\n], "next": null}}\n'


def _replace(path: Path, content: bytes) -> None:
    _make(path.parent)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(descriptor, _MODE)
            os.fsync(descriptor)
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise
    _sync_directory(path.parent)


def _make(directory: Path) -> None:
    """Make what is missing of a path; what is there keeps the mode that its owner gave it."""
    if directory.is_dir():
        return
    _make(directory.parent)
    with suppress(FileExistsError):
        directory.mkdir()
        directory.chmod(stat.S_IMODE(directory.stat().st_mode) | _DIRECTORY_MODE)


def _sync_directory(directory: Path) -> None:
    """Keep the new name through a power cut too: a file's own fsync does not cover its directory entry."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _advice(directory: Path, error: OSError) -> str:
    return (
        f"Cannot write below {directory}: {error.strerror or error}. Give the account that runs the workers "
        "write access and free space there, or change `directory` of the site's publisher."
    )
