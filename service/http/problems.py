"""RFC 9457 problem details: the only place that makes an error body."""

from typing import Any

import structlog
from flask import Flask, Response, g, json
from werkzeug.exceptions import HTTPException

from service.domain.errors import ModerationError

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
    return problem(
        type_=error.type,
        title=error.title,
        status=error.status,
        detail=error.detail,
        errors=[{"pointer": one.pointer, "detail": one.detail} for one in error.errors],
        **error.extra,
    )


def register(app: Flask) -> None:
    """Answer every error of the application with a problem."""
    app.register_error_handler(ModerationError, from_error)
    app.register_error_handler(HTTPException, _from_http)
    app.register_error_handler(Exception, _from_bug)


def _from_http(error: HTTPException) -> Response:
    name = (error.name or "error").lower().replace(" ", "-")
    response = problem(
        type_=name, title=error.name or "Error", status=error.code or 500, detail=error.description or ""
    )
    for header, value in error.get_headers():
        if header.lower() in ("allow", "retry-after", "location"):
            response.headers[header] = value
    return response


def _from_bug(error: Exception) -> Response:
    log.error("request.failed", exc_info=error)
    return problem(
        type_="internal-error",
        title="Something went wrong here",
        status=500,
        detail="It is our mistake, and it is logged under the id in `instance`.",
    )
