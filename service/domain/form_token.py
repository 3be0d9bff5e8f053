"""The form's signed single-use token: when the form was handed out, and for which site.

`microseconds.nonce.signature`, so it works without cookies. The nonce is the submission's idempotency key: sent twice,
it makes one comment.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from service.domain.comment import FormSignals, FormToken

VALID_FOR = timedelta(hours=24)
_SIGNATURE_CHARACTERS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a token says, with its nonce if it is to be believed."""

    signals: FormSignals
    nonce: str | None = None


def issue(key: bytes, *, site: str, now: datetime, nonce: str) -> str:
    """A token for a form that is handed out now. `nonce` has no dot in it."""
    issued = str(int(now.timestamp() * 1_000_000))
    return f"{issued}.{nonce}.{_sign(key, site, issued, nonce)}"


def read(key: bytes, token: str, *, site: str, now: datetime, trap: str) -> Read:
    """What the token and the trap field tell; a bad token is a signal for the checks, never an error."""
    if not token:
        return Read(signals=FormSignals(trap=trap))
    issued, _, rest = token.partition(".")
    nonce, _, signature = rest.partition(".")
    if not hmac.compare_digest(_sign(key, site, issued, nonce).encode(), signature.encode()):
        return Read(signals=FormSignals(token=FormToken.FORGED, trap=trap))
    age = now - datetime.fromtimestamp(int(issued) / 1_000_000, tz=UTC)
    state = FormToken.VALID if age <= VALID_FOR else FormToken.EXPIRED
    signals = FormSignals(token=state, seconds=age.total_seconds(), trap=trap)
    return Read(signals=signals, nonce=nonce if state is FormToken.VALID else None)


def _sign(key: bytes, *parts: str) -> str:
    message = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hmac.new(key, message, hashlib.sha256).hexdigest()[:_SIGNATURE_CHARACTERS]
