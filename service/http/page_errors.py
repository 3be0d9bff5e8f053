"""Errors as pages, for blueprints that people look at in a browser."""

import structlog
from flask import Blueprint, Response, g
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from service.domain.errors import ModerationError
from service.http.pages import html

log = structlog.get_logger()

_STALE_FORM = "This form is from another session, or your browser keeps no cookies. Go back, reload and try again."


def register(blueprint: Blueprint) -> None:
    """Answer every error of the blueprint with a page that says what to do."""
    blueprint.register_error_handler(ModerationError, _from_error)
    blueprint.register_error_handler(CSRFError, _from_csrf)
    blueprint.register_error_handler(HTTPException, _from_http)
    blueprint.register_error_handler(Exception, _from_bug)


def _from_error(error: ModerationError) -> Response:
    response = _page(error.title, error.errors[0].detail if error.errors else error.detail, status=error.status)
    if "retry_after" in error.extra:
        response.headers["Retry-After"] = str(error.extra["retry_after"])
    return response


def _from_csrf(_: CSRFError) -> Response:
    return _page("Please try again", _STALE_FORM, status=400)


def _from_http(error: HTTPException) -> Response:
    response = _page(error.name, error.description or "", status=error.code or 500)
    for header, value in error.get_headers():
        if header.lower() in ("allow", "location"):
            response.headers[header] = value
    return response


def _from_bug(error: Exception) -> Response:
    log.error("page.failed", exc_info=error)
    detail = f"It is our mistake, and it is logged under {g.get('request_id', '')}. Nothing was changed."
    return _page("Something went wrong here", detail, status=500)


def _page(title: str, detail: str, *, status: int) -> Response:
    return html("error.html", status=status, title=title, detail=detail)
