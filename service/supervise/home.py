"""The first files of a home: a demo configuration and its secrets. Written once, never overwritten."""

import base64
import os
from collections.abc import Callable
from pathlib import Path
from string import Template

from service.domain.signing import secret_from
from service.supervise.errors import CannotStartError

SECRET_BYTES = 32
_DATABASE = "rejoinder.db"

_CONFIGURATION = Template("""\
# Rejoinder's configuration. Set up once for a demo on this machine; from now on it is yours, nothing overwrites it.
# After a change run `rejoinder config check`, then start again. Relative paths are relative to this file.

[limits]
enabled = true

[outbound]
# Hosts that may be reached although they lie in a private network. Public addresses need no entry.
allow = ["127.0.0.1:$port"]

# One table a site. `origins` are where its pages lie: forms and comments from elsewhere are refused.
[sites.demo]
origins = ["http://127.0.0.1:$port", "http://localhost:$port"]
return_urls = []
policy = "default"

# Approved comments are written here as static files, one for each page.
[sites.demo.publisher]
kind = "static_site"
directory = "published"

# Who is told of every decision by a signed webhook. This one is the demo's own mailbox.
[[sites.demo.subscribers]]
name = "demo"
url = "http://127.0.0.1:$port/demo/webhooks"
secret_file = "demo-webhook.secret"

# Points from which a comment waits for a moderator, and from which it is spam. `rejoinder judge --policy FILE` tells
# how comments of yours would be judged by other ones.
[policies.default]
hold_at = 1.0
spam_at = 4.0
""")


class KeyMissingError(CannotStartError):
    """There are comments, but not the key that their emails are encrypted with."""


def write_configuration(file: Path, *, port: int, random_bytes: Callable[[int], bytes]) -> None:
    """Write the demo configuration and its webhook secret, unless there is a configuration."""
    if file.exists():
        return
    write_secret(file.with_name("demo-webhook.secret"), secret_from(random_bytes(SECRET_BYTES)))
    file.write_text(_CONFIGURATION.substitute(port=port), encoding="utf-8")


def write_secret_key(home: Path, *, random_bytes: Callable[[int], bytes]) -> None:
    """Write the secret key, unless there is one. Raises `KeyMissingError` where a new key would orphan a database."""
    file = home / "secret.key"
    if file.exists():
        return
    if (home / _DATABASE).exists():
        raise KeyMissingError(
            f"{file} is gone, but {home / _DATABASE} is there and its emails cannot be read without it. Put the key "
            "back from your backup. To start all over, move the database away."
        )
    write_secret(file, _base64(random_bytes(SECRET_BYTES)))


def write_secret(file: Path, text: str) -> None:
    """Write a file that only we can read, unless it is there."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="ascii") as secret:
        secret.write(text + "\n")


def _base64(secret: bytes) -> str:
    return base64.b64encode(secret).decode()
