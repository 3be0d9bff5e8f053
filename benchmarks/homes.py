"""Homes for the service under measurement: configuration, key, and what its database and files hold."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.load import MARK
from benchmarks.texts import written
from service.supervise import home as first_files
from tests.ports import free_port
from workers.page_files import page_file

_CONFIG = """
[limits]
enabled = {limits}
submit = "1000000 per minute; 10000000 per hour"
read = "1000000 per minute"
[outbound]
allow = ["{subscriber}"]
[sites.demo]
origins = ["http://127.0.0.1:{port}"]
[sites.demo.publisher]
kind = "static_site"
directory = "published"
"""
_SUBSCRIBER = """
[[sites.demo.subscribers]]
name = "demo"
url = "http://{subscriber}/"
secret_file = "demo-webhook.secret"
"""
# All checks are asked; whatever they say, the comment is approved.
_APPROVING = """
[policies.default]
hold_at = 1000000.0
spam_at = 2000000.0
"""


class Limits(Enum):
    """Whether rate limits are counted. They never refuse here."""

    ON = "true"
    OFF = "false"


class Verdicts(Enum):
    """What becomes of comments: what the checks say, or all are approved whatever they say."""

    EARNED = ""
    APPROVED = _APPROVING


@dataclass(frozen=True, slots=True)
class Home:
    """A home that `rejoinder up` can be started in."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        """Where it will be."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def submit_url(self) -> str:
        """Where its comments are sent."""
        return f"{self.url}/v1/sites/demo/comments"

    def pid(self, role: str) -> int:
        """The process of this role."""
        return int((self.folder / "run" / f"{role}.pid").read_text())

    def token(self) -> str:
        """The first moderator's token."""
        return (self.folder / "moderator.token").read_text().strip()

    def page_file(self, page: str) -> Path:
        """Where the published comments of a page lie."""
        return self.folder / "published" / page_file(page)

    def ask(self, query: str) -> Any:
        """The one value that a query finds."""
        with closing(sqlite3.connect(self.folder / "rejoinder.db", timeout=30)) as database:
            return database.execute(query).fetchone()[0]

    def count(self, condition: str = "true") -> int:
        """How many comments there are, or those of which something is true."""
        return int(self.ask(f"SELECT count(*) FROM comments WHERE {condition}"))

    def submissions(self, number: int, *, pages: int) -> Iterator[dict[str, str]]:
        """So many different comments on so many pages, as the API takes them."""
        for at, one in enumerate(written(number)):
            page = f"{self.url}/p/{at % pages}/"
            yield {"name": one.name, "email": one.email, "page": page, "body": f"{one.body} {MARK}"}


@contextmanager
def home(*, limits: Limits = Limits.OFF, verdicts: Verdicts = Verdicts.EARNED, subscriber: str = "") -> Iterator[Home]:
    """A new home; `subscriber` is the host and port of who is told of every decision."""
    with TemporaryDirectory(prefix="rj-bench-", ignore_cleanup_errors=True) as folder:
        made = Home(Path(folder) / "home", free_port())
        made.folder.mkdir()
        text = _CONFIG + (_SUBSCRIBER if subscriber else "") + verdicts.value
        text = text.format(port=made.port, limits=limits.value, subscriber=subscriber or f"127.0.0.1:{made.port}")
        (made.folder / "rejoinder.toml").write_text(text)
        first_files.write_secret_key(made.folder, random_bytes=os.urandom)
        (made.folder / "demo-webhook.secret").write_text("whsec_" + "A" * 43 + "=")
        yield made
