"""The submission as it came, in one encrypted column: what only publishers, checks and audited reveals may open."""

import json
from dataclasses import asdict

from service.domain.comment import FormSignals, FormToken, Submission
from service.keyring import Keyring


def seal(submission: Submission, *, comment: str, keyring: Keyring) -> bytes:
    """The whole submission, encrypted so that it opens only as this comment's."""
    plain = json.dumps(asdict(submission), separators=(",", ":")).encode()
    return keyring.seal(plain, about=f"{submission.site}|{comment}")


def unseal(sealed: bytes, *, site: str, comment: str, keyring: Keyring) -> Submission:
    """What `seal` was given. Raises `SealBrokenError`."""
    fields = json.loads(keyring.unseal(sealed, about=f"{site}|{comment}"))
    form = fields.pop("form")
    return Submission(form=FormSignals(**{**form, "token": FormToken(form["token"])}), **fields)
