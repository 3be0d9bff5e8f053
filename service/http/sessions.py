"""Who is signed in to the review pages: a cookie that names a token, which is looked up again at every request.

The cookie is signed, not stored here. A copy of it works until it is too old; revoking the token ends it at once.
"""

from datetime import timedelta

from flask import Flask, Request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from service.domain.errors import Unauthenticated
from service.domain.token import Token
from service.http.current import services
from service.usecases import tokens

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
# The cookie is not written again at every request.
_NOTE_EVERY_SECONDS = 60


class _OnDemand(SecureCookieSessionInterface):
    """Flask's own sessions, without the work of a signature where no cookie came."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies:
            return SecureCookieSession()
        return super().open_session(app, request)


def configure(app: Flask, *, public_url: str) -> None:
    """Set how the cookie is sent: never to scripts, and only encrypted where the public address is."""
    secure = public_url.startswith("https:")
    app.session_interface = _OnDemand()
    app.config.update(
        # Browsers accept a __Host- cookie only from the very host, over TLS: no neighbouring subdomain can plant one.
        SESSION_COOKIE_NAME="__Host-rejoinder" if secure else "rejoinder",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        # Not Strict: a link to a comment in a message would always lead to the sign-in page.
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=LONGEST,
    )


def begin(token: Token) -> None:
    """Sign in the holder of `token`; whatever the cookie said before is forgotten."""
    now = _now()
    session.clear()
    session.permanent = True
    session.update(token=token.id, since=now, seen=now)


def end() -> None:
    """Sign out."""
    session.clear()


def is_begun() -> bool:
    """Whether this browser signed in some time, which may be too long ago."""
    return "token" in session


def moderator() -> Token:
    """The token that this browser signed in with. Raises `Unauthenticated`."""
    now, seen = _now(), session.get("seen", 0)
    if not is_begun():
        raise Unauthenticated("Please sign in.")
    if now - seen > IDLE.total_seconds() or now - session["since"] > LONGEST.total_seconds():
        end()
        raise Unauthenticated("You were signed out after a while. Please sign in again.")
    if now - seen > _NOTE_EVERY_SECONDS:
        session["seen"] = now
    return tokens.recall(services(), session["token"])


def _now() -> int:
    return int(services().clock().timestamp())
