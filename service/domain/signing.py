"""Standard Webhooks signatures: made by whoever sends a webhook, verified by whoever receives one.

A secret is `whsec_` and the base64 of 24 to 64 random bytes. While a secret is being changed, its text holds both, with
white space between: the sender signs with each, the receiver accepts either.
"""

import base64
import hmac
from collections.abc import Mapping

ID = "webhook-id"
TIMESTAMP = "webhook-timestamp"
SIGNATURE = "webhook-signature"

PREFIX = "whsec_"
SHORTEST_KEY, LONGEST_KEY = 24, 64
TOLERANCE_SECONDS = 5 * 60


class BadSecret(ValueError):
    """The text is not a signing secret; the message says what one looks like and never repeats it."""


class SignatureRejected(ValueError):
    """The webhook does not come from who holds the secret, or not now."""


def secret_from(key: bytes) -> str:
    """The secret, as both sides keep it, of 24 to 64 random bytes."""
    return PREFIX + base64.b64encode(key).decode()


def keys_of(secret: str) -> tuple[bytes, ...]:
    """The keys in a secret text, one or several."""
    keys = tuple(_key(one) for one in secret.split())
    if not keys:
        raise BadSecret(_SHAPE)
    return keys


def sign(secret: str, *, id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers that sign `body`; `timestamp` is the attempt's, in Unix seconds."""
    if not id or "." in id:
        raise ValueError("A webhook id is not empty and has no dot: the dot separates it from the timestamp.")
    signatures = (_signature(key, id=id, timestamp=str(timestamp), body=body) for key in keys_of(secret))
    return {ID: id, TIMESTAMP: str(timestamp), SIGNATURE: " ".join(signatures)}


def verify(secret: str, *, headers: Mapping[str, str], body: bytes, now: int) -> str:
    """The id of a webhook whose headers (lower-case names) sign `body` and are not older than five minutes.

    The id is the same in every attempt: a receiver that has seen it does nothing again.
    """
    id, timestamp, given = (headers.get(name, "") for name in (ID, TIMESTAMP, SIGNATURE))
    if not (id and timestamp and given):
        raise SignatureRejected(f"The webhook needs the headers {ID}, {TIMESTAMP} and {SIGNATURE}.")
    if not (timestamp.isascii() and timestamp.isdigit() and abs(int(timestamp[:20]) - now) <= TOLERANCE_SECONDS):
        raise SignatureRejected(f"{TIMESTAMP} is not a Unix time within {TOLERANCE_SECONDS} seconds of ours.")
    expected = [_signature(key, id=id, timestamp=timestamp, body=body).encode() for key in keys_of(secret)]
    # No early way out, so that the time taken tells nothing of the expected signature.
    matches = [hmac.compare_digest(mine, one.encode()) for mine in expected for one in given.split()]
    if not any(matches):
        raise SignatureRejected("No signature of the webhook was made with our secret.")
    return id


_SHAPE = f"A signing secret is {PREFIX} and the base64 of {SHORTEST_KEY} to {LONGEST_KEY} random bytes."


def _key(secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except ValueError:
        raise BadSecret(_SHAPE) from None
    if not secret.startswith(PREFIX) or not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
        raise BadSecret(_SHAPE)
    return key


def _signature(key: bytes, *, id: str, timestamp: str, body: bytes) -> str:
    signed = f"{id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
