"""Published threads, as anybody may read them."""

from flask import Blueprint, Response, json, request

from service.domain.site import Site
from service.http import cursors
from service.http.current import services
from service.http.origins import allow_reading
from service.http.queries import page_asked
from service.http.rate_limit import limit
from service.storage.paging import Position
from service.usecases import threads

blueprint = Blueprint("threads", __name__)
blueprint.after_request(allow_reading)

# Caches keep a copy and ask each time whether it is still true.
_CACHING = "public, max-age=0, must-revalidate"


@blueprint.get("/v1/sites/<site>/threads")
@limit("read")
def show(site: str) -> Response:
    """The published comments of a page, oldest first."""
    found = services().site(site)
    page, after = page_asked(found), cursors.load(request.args.get("cursor", ""))
    etag = threads.etag(services(), site=found.name, page=page)
    known = request.if_none_match.contains_weak(etag)
    response = Response(status=304) if known else _thread(found, page, after=after)
    response.set_etag(etag)
    response.headers["Cache-Control"] = _CACHING
    return response


def _thread(site: Site, page: str, *, after: Position | None) -> Response:
    thread = threads.read(services(), site=site.name, page=page, after=after)
    body = {"page": page, "comments": thread.comments, "next": cursors.dump(thread.next)}
    return Response(json.dumps(body), mimetype="application/json")
