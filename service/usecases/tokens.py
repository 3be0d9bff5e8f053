"""Make, check and revoke moderators' tokens. Only digests are stored: a lost token is replaced, not looked up."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError

from service.domain.comment import MACHINES
from service.domain.errors import NotFound, Unauthenticated, ValidationFailed
from service.domain.token import Token, Verb
from service.services import Services
from service.storage import tokens

PREFIX = "rj_"
SECRET_BYTES = 32
# Not at every request: "last used" need not be exact to be useful.
NOTE_USE_EVERY = timedelta(minutes=5)


def create(
    services: Services,
    name: str,
    *,
    sites: Collection[str],
    verbs: Collection[Verb],
    expires_at: datetime | None = None,
) -> str:
    """Make a token and return its text, which cannot be had again. Raises `ValidationFailed` if the name is taken."""
    if name in MACHINES or not name.strip():
        raise ValidationFailed(
            f"No token can be called {name!r}: in histories that is not a moderator. Choose another."
        )
    text = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    token = Token(
        id=services.new_id(),
        name=name,
        sites=frozenset(sites),
        verbs=frozenset(verbs),
        created_at=services.clock(),
        expires_at=expires_at,
    )
    try:
        with services.database.begin() as tx:
            tokens.add(tx, token, digest=_digest(text))
    except IntegrityError as error:
        raise ValidationFailed(f"There is a token called {name!r} already. Choose another name.") from error
    return text


def authenticate(services: Services, text: str) -> Token:
    """The valid token of that text. Raises `Unauthenticated`."""
    with services.database.read() as tx:
        token = tokens.by_digest(tx, _digest(text))
    return _valid(services, token)


def recall(services: Services, token: str) -> Token:
    """The valid token of that id, for a browser that signed in earlier. Raises `Unauthenticated`."""
    with services.database.read() as tx:
        found = tokens.by_id(tx, token)
    return _valid(services, found)


def everyone(services: Services) -> list[Token]:
    """Every token ever made, oldest first."""
    with services.database.read() as tx:
        return tokens.everyone(tx)


def revoke(services: Services, name: str) -> None:
    """End a token. Raises `NotFound`."""
    with services.database.begin() as tx:
        if not tokens.revoke(tx, name, at=services.clock()):
            raise NotFound(f"There is no living token called {name!r}.")


def _valid(services: Services, token: Token | None) -> Token:
    now = services.clock()
    if token is None or not token.is_valid(now=now):
        raise Unauthenticated("This token is unknown, expired or revoked. `rejoinder token create` makes a new one.")
    if token.last_used_at is None or token.last_used_at < now - NOTE_USE_EVERY:
        with services.database.begin() as tx:
            tokens.note_use(tx, token.id, at=now)
    return token


def _digest(text: str) -> str:
    # The token is 256 random bits: there is nothing to guess that a slow hash would protect.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
