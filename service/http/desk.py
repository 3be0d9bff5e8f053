"""What all pages of the moderators' desk share: forged forms are refused, and nobody is let in without a session."""

from typing import cast

from flask import Blueprint, Flask, g, redirect, request, url_for
from flask_wtf import CSRFProtect
from werkzeug.wrappers import Response

from service.domain.errors import Unauthenticated
from service.domain.token import Token, Verb
from service.http import page_errors, sessions
from service.http.auth import allow
from service.services import Services

_csrf = CSRFProtect()


def configure(app: Flask, services: Services) -> None:
    """Set up the cookie, and the protection that the desk's blueprints ask for themselves."""
    sessions.configure(app, public_url=services.settings.public_url)
    # The rest of the application takes no cookies, so nothing there can be forged. A page may stay open all night.
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None)
    _csrf.init_app(app)


def open_blueprint(name: str) -> Blueprint:
    """A blueprint under /review whose forms are protected, for whoever comes along."""
    blueprint = Blueprint(name, __name__, url_prefix="/review")
    blueprint.before_request(_csrf.protect)
    page_errors.register(blueprint)
    return blueprint


def desk_blueprint(name: str) -> Blueprint:
    """A blueprint under /review for moderators who are signed in."""
    blueprint = open_blueprint(name)
    blueprint.before_request(_let_in)
    return blueprint


def moderator() -> Token:
    """The token of whoever asks."""
    return cast("Token", g.moderator)


def _let_in() -> Response | None:
    known = sessions.is_begun()
    try:
        g.moderator = sessions.moderator()
    except Unauthenticated:
        # What was typed into a form cannot come along; the page it was on can.
        wanted = request.full_path.rstrip("?") if request.method == "GET" else request.path
        return redirect(url_for("sign_in.show", next=wanted, ended=1 if known else None), 303)
    allow(g.moderator, Verb.READ)
    return None
