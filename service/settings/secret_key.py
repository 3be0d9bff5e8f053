"""The secret key that emails are encrypted with: one that is missing, guessable or open to all starts nothing."""

import base64
from collections.abc import Mapping
from pathlib import Path

from service.settings.files import UnreadableError, others_can_read, text_of

SECRET_KEY_BYTES = 32
# Of 32 random bytes fewer than 20 distinct ones are never seen; what somebody typed or repeated has few.
_DISTINCT_BYTES_LEAST = 8
_HOW = "`openssl rand -base64 32`"
_NO_KEY = (
    "there is no secret key in {path} ({reason}); emails are encrypted with it, so nothing starts without. Put it back "
    "from your backup or, where there are no comments yet, make one: `openssl rand -base64 32 > {path}`. "
    "REJOINDER_SECRET_KEY and REJOINDER_SECRET_KEY_FILE are other ways to give it"
)


def read_secret_key(environ: Mapping[str, str], *, home: Path, mistakes: list[str]) -> bytes:
    """`REJOINDER_SECRET_KEY`, else the file that `REJOINDER_SECRET_KEY_FILE` names, else `secret.key` in the home."""
    if written := environ.get("REJOINDER_SECRET_KEY"):
        return _decoded(written, source="REJOINDER_SECRET_KEY", mistakes=mistakes)
    path = Path(environ.get("REJOINDER_SECRET_KEY_FILE") or home / "secret.key")
    try:
        written = text_of(path).strip()
    except UnreadableError as error:
        mistakes.append(_NO_KEY.format(path=path, reason=error))
        return b""
    if others_can_read(path):
        mistakes.append(
            f"{path} can be read by everybody on this machine, and with it every reader's email. "
            f"Shut it: `chmod o-rwx {path}`. If you do not trust everybody here, treat the emails as seen"
        )
    return _decoded(written, source=str(path), mistakes=mistakes)


def _decoded(written: str, *, source: str, mistakes: list[str]) -> bytes:
    try:
        key = base64.b64decode(written, validate=True)
    except ValueError:
        key = b""
    if len(key) != SECRET_KEY_BYTES:
        mistakes.append(f"{source} must hold {SECRET_KEY_BYTES} random bytes in base64, as {_HOW} writes them")
    elif len(set(key)) < _DISTINCT_BYTES_LEAST:
        mistakes.append(f"{source} holds a key that is not random; make one with {_HOW}")
    return key
