"""HTML answers, all with the same strict headers."""

from collections.abc import Iterable
from typing import Any

from flask import Response, render_template


def html(template: str, *, status: int = 200, form_targets: Iterable[str] = (), **values: Any) -> Response:
    """A rendered template that loads only our own styles and scripts and can be framed by nobody.

    `form_targets` are the origins, other than our own, to which a form of the page may lead.
    """
    response = Response(render_template(template, **values), status=status, mimetype="text/html")
    response.headers.update(
        {
            "Content-Security-Policy": _policy(form_targets),
            "Referrer-Policy": "same-origin",
            "X-Frame-Options": "DENY",
            "Cache-Control": "no-store",
        }
    )
    return response


def _policy(form_targets: Iterable[str]) -> str:
    # Browsers apply form-action to the redirect after a form too, so the pages readers go back to are named in it.
    targets = " ".join(["'self'", *form_targets])
    return (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        f"form-action {targets}; frame-ancestors 'none'; base-uri 'none'"
    )
