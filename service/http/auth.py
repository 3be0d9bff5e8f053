"""Who is asking, and may they."""

from flask import request

from service.domain.errors import NotAllowed, Unauthenticated
from service.domain.token import Token, Verb
from service.http.current import services
from service.http.rate_limit import spend
from service.usecases import tokens


def bearer(verb: Verb) -> Token:
    """The request's bearer token, if it allows `verb`. Raises `Unauthenticated` or `NotAllowed`."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not text.strip():
        raise Unauthenticated("Send your token as `Authorization: Bearer rj_...`.")
    try:
        token = tokens.authenticate(services(), text.strip())
    except Unauthenticated:
        spend("sign_in")  # only failures count: a moderator's own requests need no limit
        raise
    allow(token, verb)
    return token


def allow(token: Token, verb: Verb) -> None:
    """Raises `NotAllowed` unless the token has the verb."""
    if verb not in token.verbs:
        raise NotAllowed(f"This token does not allow to {verb}.")


def sites_of(token: Token) -> list[str]:
    """The configured sites that the token is for."""
    return [name for name in services().settings.sites if token.covers(name)]
