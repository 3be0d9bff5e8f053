"""A host page to try everything with: an article, its published comments, and the form. Needs a site called `demo`."""

from typing import Any

from flask import Blueprint, Flask, Response, request, url_for

from service.domain.site import Site
from service.http import cursors, demo_webhooks, page_errors
from service.http.current import services
from service.http.form import fresh_token
from service.http.pages import html
from service.http.reading_order import Entry, in_reading_order
from service.usecases import threads

TITLE = "The bus will wait for the 7.10 boat"

blueprint = Blueprint("demo", __name__, url_prefix="/demo")
page_errors.register(blueprint)


def register(app: Flask) -> None:
    """Give the application the demo's pages."""
    app.register_blueprint(blueprint)
    app.register_blueprint(demo_webhooks.blueprint)


@blueprint.get("/")
def article() -> Response:
    """The article with its comments."""
    cursor = request.args.get("cursor")
    site, page = services().site("demo"), f"{services().settings.public_url}/demo/"
    thread = threads.read(services(), site=site.name, page=page, after=cursors.load(cursor or ""))
    entries = in_reading_order(thread.comments)
    parent = _wanted(entries, request.args.get("reply", ""))
    return html(
        "demo/article.html",
        form_targets=site.origins,
        title=TITLE,
        entries=entries,
        cursor=cursor,
        later=cursors.dump(thread.next),
        reply_to=parent,
        sent="sent" in request.args,
        misplaced="" if site.owns(page) else page,
        **_form(site, page, parent),
    )


def _wanted(entries: list[Entry], reply: str) -> Entry | None:
    return next((one for one in entries if one.comment["id"] == reply), None)


def _form(site: Site, page: str, parent: Entry | None) -> dict[str, Any]:
    """What `form_fields.html` needs."""
    hidden = {"page": page, "title": TITLE, "return_url": f"{page}?sent=1#thanks"}
    return {
        "action": url_for("comments.create", site=site.name),
        "values": hidden | ({"parent": parent.comment["id"]} if parent else {}),
        "errors": {},
        "summary": "",
        "token": fresh_token(site),
    }
