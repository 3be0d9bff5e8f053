"""Published threads, as anybody may read them."""

from typing import cast

from flask import Blueprint, Flask, Response, current_app, json, request

from service.domain.site import Site
from service.http import cursors
from service.http.current import services
from service.http.origins import allow_reading
from service.http.queries import page_asked
from service.http.rate_limit import limit
from service.http.thread_memory import ThreadMemory
from service.services import Services
from service.storage.paging import Position
from service.usecases import threads

blueprint = Blueprint("threads", __name__)
blueprint.after_request(allow_reading)

_EXTENSION = "rejoinder.threads"
# Caches keep a copy and ask each time whether it is still true.
_CACHING = "public, max-age=0, must-revalidate"


def register(app: Flask, services: Services) -> None:
    """Give the application its threads, and a memory of those that were read a moment ago."""
    app.extensions[_EXTENSION] = ThreadMemory(clock=services.clock)
    app.register_blueprint(blueprint)


@blueprint.get("/v1/sites/<site>/threads")
@limit("read")
def show(site: str) -> Response:
    """The published comments of a page, oldest first."""
    found = services().site(site)
    page, after = page_asked(found), cursors.load(request.args.get("cursor", ""))
    key = (found.name, page, after)
    version = _memory().version(key, ask=lambda: threads.version(services(), site=found.name, page=page))
    etag = threads.etag(site=found.name, page=page, version=version)
    if request.if_none_match.contains_weak(etag):
        response = Response(status=304)
    else:
        body = _memory().body(key, version=version, write=lambda: _written(found, page, after=after))
        response = Response(body, mimetype="application/json")
    response.set_etag(etag)
    response.headers["Cache-Control"] = _CACHING
    return response


def _written(site: Site, page: str, *, after: Position | None) -> bytes:
    thread = threads.read(services(), site=site.name, page=page, after=after)
    return json.dumps({"page": page, "comments": thread.comments, "next": cursors.dump(thread.next)}).encode()


def _memory() -> ThreadMemory:
    return cast("ThreadMemory", current_app.extensions[_EXTENSION])
