"""The submission as it came, in one encrypted column: what only publishers, checks and audited reveals may open."""

import json
from dataclasses import fields
from typing import Any

from service.domain.comment import FormSignals, FormToken, Submission
from service.keyring import Keyring


def seal(submission: Submission, *, comment: str, keyring: Keyring) -> bytes:
    """The whole submission, encrypted so that it opens only as this comment's."""
    plain = json.dumps(_fields(submission) | {"form": _fields(submission.form)}, separators=(",", ":")).encode()
    return keyring.seal(plain, about=f"{submission.site}|{comment}")


def unseal(sealed: bytes, *, site: str, comment: str, keyring: Keyring) -> Submission:
    """What `seal` was given. Raises `SealBrokenError`."""
    fields = json.loads(keyring.unseal(sealed, about=f"{site}|{comment}"))
    form = fields.pop("form")
    return Submission(form=FormSignals(**{**form, "token": FormToken(form["token"])}), **fields)


def _fields(record: Submission | FormSignals) -> dict[str, Any]:
    # What `asdict` gives, without its deep copies: this is on the way that readers wait for.
    return {name: getattr(record, name) for name in _NAMES[type(record)]}


_NAMES = {kind: tuple(one.name for one in fields(kind)) for kind in (Submission, FormSignals)}
