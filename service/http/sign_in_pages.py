"""Signing in to the review pages with a moderator's token, and out again."""

from urllib.parse import urlsplit

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.domain.errors import Unauthenticated
from service.http import desk, sessions
from service.http.current import services
from service.http.pages import html
from service.http.rate_limit import refuse_if_used_up, spend
from service.usecases import tokens

blueprint = desk.open_blueprint("sign_in")


@blueprint.get("/sign-in")
def show() -> Response:
    """The form that asks for the token."""
    notice = "You were signed out after a while. Please sign in again." if request.args.get("ended") else ""
    return _form(wanted=_own(request.args.get("next", "")), notice=notice)


@blueprint.post("/sign-in")
def sign_in() -> AnyResponse:
    """Sign in, and go where the moderator was going. Only failures count towards the limit."""
    refuse_if_used_up("sign_in")
    wanted = _own(request.form.get("next", ""))
    try:
        token = tokens.authenticate(services(), request.form.get("token", "").strip())
    except Unauthenticated as error:
        spend("sign_in")
        return _form(wanted=wanted, error=error.detail, status=401)
    sessions.begin(token)
    return redirect(wanted, 303)


@blueprint.post("/sign-out")
def sign_out() -> AnyResponse:
    """Sign out."""
    sessions.end()
    return redirect(url_for("sign_in.show"), 303)


def _form(*, wanted: str, notice: str = "", error: str = "", status: int = 200) -> Response:
    return html("review/sign_in.html", status=status, wanted=wanted, notice=notice, error=error)


def _own(wanted: str) -> str:
    """`wanted` if it is one of the desk's pages, else the queue: whoever made the link may mean no good."""
    parts = urlsplit(wanted)
    own = parts.path.startswith("/review/") and not (parts.scheme or parts.netloc)
    return wanted if own else url_for("queue.show")
