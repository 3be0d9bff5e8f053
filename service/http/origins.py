"""Which web pages may send comments to a site, and read its threads (CORS)."""

from flask import Response, request

from service.domain.errors import ModerationError
from service.domain.site import Site, origin_of
from service.http.current import services

_PREFLIGHT_SECONDS = 600


class ForeignOrigin(ModerationError):
    """The page that sent this lies on none of the site's origins."""

    type, title, status = "foreign-origin", "This page may not send comments to the site", 403


def refuse_foreign(site: Site) -> None:
    """Raises `ForeignOrigin` for a page that is neither the site's nor our own form.

    Browsers say `null` for pages that keep their origin to themselves; that proves nothing either way.
    """
    origin = request.headers.get("Origin", "null")
    if origin in ("null", *site.origins) or origin in _our_own():
        return
    raise ForeignOrigin(f"Add `{origin[:200]}` to the `origins` of the site in rejoinder.toml if it is one of its own.")


def allow_reading(response: Response) -> Response:
    """Let the site's own pages read the answer, without cookies."""
    response.headers.add("Vary", "Origin")
    origin = request.headers.get("Origin")
    site = services().settings.sites.get((request.view_args or {}).get("site", ""))
    if origin is None or site is None or origin not in site.origins:
        return response
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = "Location, ETag, Retry-After"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "Content-Type, Idempotency-Key, If-None-Match"
        response.headers["Access-Control-Max-Age"] = str(_PREFLIGHT_SECONDS)
    return response


def _our_own() -> tuple[str | None, str | None]:
    return origin_of(request.host_url), origin_of(services().settings.public_url)
