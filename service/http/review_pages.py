"""What moderators look at in /review/: the queue, and one comment."""

from flask import Flask, Response, request

from service.domain.comment import Status
from service.domain.errors import NotFound
from service.http import (
    bulk_pages,
    campaign_pages,
    cursors,
    decision_pages,
    delivery_pages,
    desk,
    moments,
    sign_in_pages,
    wording,
)
from service.http.auth import sites_of
from service.http.comment_page import comment_page, reviewed
from service.http.current import services
from service.http.desk import moderator
from service.http.notices import notice_of
from service.http.pages import html
from service.http.places import EVERYTHING, Place, place_of
from service.http.review_choices import choices
from service.services import Services
from service.usecases import review

ROWS = 25
# These lists are of no use to most moderators: they have a tab only while there is something in them.
_RARE = (Status.RECEIVED, Status.ERASED)
_TABS = (Status.HELD, Status.APPROVED, Status.SPAM, Status.REJECTED, *_RARE)

queue_pages = desk.desk_blueprint("queue")
_OTHERS = (sign_in_pages, decision_pages, bulk_pages, campaign_pages, delivery_pages)
_WORDS = (
    moments.ago,
    moments.exactly,
    wording.signed,
    wording.weighed,
    wording.deed,
    wording.doer,
    wording.fate,
    wording.together,
    wording.alike,
    wording.reached,
)


def register(app: Flask, services: Services) -> None:
    """Give the application the moderators' desk."""
    desk.configure(app, services)
    for word in _WORDS:
        app.add_template_filter(word)
    for blueprint in (queue_pages, *(one.blueprint for one in _OTHERS)):
        app.register_blueprint(blueprint)


@queue_pages.get("/")
def show() -> Response:
    """The list of comments in one status."""
    place, token = place_of(request.args), moderator()
    decided = [reviewed(one) for one in request.args.getlist("decided")[:ROWS]]
    sites = place.sites(token)
    found = review.queue(services(), sites=sites, status=place.status, after=cursors.load(place.cursor), limit=ROWS)
    return html(
        "review/queue.html",
        place=place,
        tabs=_tabs(place, review.counts(services(), sites=sites)),
        sites=sites_of(token),
        rows=[(one, wording.strongest(one.evidence), choices(one, token=token)) for one in found.comments],
        campaigns=found.campaigns,
        picked="select" in request.args,
        older=cursors.dump(found.next),
        notice=notice_of(decided, token, left=request.args.get("left", 0, type=int)),
        token=token,
        now=services().clock(),
    )


@queue_pages.get("/comments/<comment>")
def comment(comment: str) -> Response:
    """One comment with everything that helps to decide."""
    return comment_page(reviewed(comment), place=place_of(request.args), decided=request.args.get("decided", ""))


@queue_pages.get("/<path:unknown>")
def nothing(unknown: str) -> Response:
    """Any other address under /review/, so that people get a page about it."""
    raise NotFound(f"There is no page /review/{unknown}. The queue is at /review/.")


def _tabs(place: Place, counts: dict[Status, int]) -> list[tuple[str, str, int]]:
    """Value, label and count of each tab."""
    shown = [one for one in _TABS if one not in _RARE or counts.get(one) or one is place.status]
    named = [(str(one), wording.STATUS_NAMES[one], counts.get(one, 0)) for one in shown]
    return [*named, (EVERYTHING, "All", sum(counts.values()))]
