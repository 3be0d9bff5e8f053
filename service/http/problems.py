"""RFC 9457 problem details: the only place that makes an error body."""

import re
from typing import Any, cast

import structlog
from flask import Flask, Response, g, json
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RoutingException

from service.domain.errors import (
    MalformedRequest,
    ModerationError,
    NotFound,
    TooLarge,
    Unauthenticated,
    Unavailable,
    UnsupportedMediaType,
)
from service.storage.database import DATABASE_AWAY

log = structlog.get_logger()

MEDIA_TYPE = "application/problem+json"


def problem(
    *, type_: str, title: str, status: int, detail: str, errors: list[dict[str, str]] | None = None, **extra: Any
) -> Response:
    """One problem as a response. `instance` is the request's id, which the log has too."""
    body: dict[str, Any] = {
        "type": f"/problems/{type_}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": g.get("request_id", ""),
        "errors": errors or [],
        **extra,
    }
    return Response(json.dumps(body), status=status, mimetype=MEDIA_TYPE)


def from_error(error: ModerationError) -> Response:
    """A domain error as a problem."""
    response = problem(
        type_=error.type,
        title=error.title,
        status=error.status,
        detail=error.detail,
        errors=[{"pointer": one.pointer, "detail": one.detail} for one in error.errors],
        **error.extra,
    )
    if isinstance(error, Unauthenticated):
        response.headers["WWW-Authenticate"] = "Bearer"
    if "retry_after" in error.extra:
        response.headers["Retry-After"] = str(error.extra["retry_after"])
    return response


def register(app: Flask) -> None:
    """Answer every error of the application with a problem."""
    app.register_error_handler(Exception, from_any)


def from_any(error: Exception) -> Response:
    """Whatever was raised as a problem."""
    if isinstance(error, ModerationError):
        return from_error(error)
    if isinstance(error, DATABASE_AWAY):
        log.error("database.away", error=type(error).__name__)
        return from_error(Unavailable("The database does not answer. Please try again in a moment."))
    return _from_http(error) if isinstance(error, HTTPException) else _from_bug(error)


def _from_http(error: HTTPException) -> Response:
    if isinstance(error, RoutingException) or error.code is None or error.code < 400:
        return cast("Response", error.get_response())
    type_, title = _OURS.get(error.code) or (slug(error.name), error.name)
    detail = _DETAILS.get(error.code) or error.description or ""
    response = problem(type_=type_, title=title, status=error.code, detail=detail)
    for header, value in error.get_headers():
        if header.lower() in ("allow", "retry-after"):
            response.headers[header] = value
    return response


def slug(name: str) -> str:
    """An HTTP error's name as the last part of its type: `Method Not Allowed` is `method-not-allowed`."""
    return re.sub(r"[^a-z]+", "-", name.lower()).strip("-")


def _from_bug(error: Exception) -> Response:
    log.error("request.failed", exc_info=error)
    return problem(
        type_="internal-server-error",
        title="Something went wrong here",
        status=500,
        detail=f"It is our mistake, and it is logged under {g.get('request_id', '')}.",
    )


# What the framework raises by itself has the same type as when we say it.
_OURS = {one.status: (one.type, one.title) for one in (MalformedRequest, NotFound, TooLarge, UnsupportedMediaType)}
_DETAILS = {
    404: "There is nothing at this address. /v1/openapi.json lists what there is.",
    405: "The address is right, the method is not. `Allow` names those that are.",
    408: "The body took too long to arrive. Nothing was stored; send it again.",
    411: "Send the body with `Content-Length`, not in chunks.",
    413: "A request may have 64 KiB, and a comment in it 20,000 characters.",
}
