"""What hosts and subscribers could not be told yet, for moderators: the dead deliveries, then those that wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.domain.delivery import Delivery, DeliveryStatus
from service.domain.errors import NotFound
from service.domain.token import Verb
from service.http import desk
from service.http.auth import allow, sites_of
from service.http.current import services
from service.http.desk import moderator
from service.http.pages import html
from service.http.places import Place
from service.http.queries import delivery_asked
from service.usecases import deliveries

ROWS = 25

blueprint = desk.desk_blueprint("delivery_pages")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Some deliveries in one status, oldest first; `more` is the id that the rest comes after, if there is a rest."""

    status: DeliveryStatus
    rows: Sequence[Delivery]
    more: str | None


@blueprint.get("/deliveries")
def show() -> Response:
    """Dead and waiting deliveries of all the moderator's sites, or of one."""
    token, place = moderator(), Place(status=None, site=request.args.get("site", ""))
    shown, retried = place.sites(token), request.args.get("retried", type=UUID)
    return html(
        "review/deliveries.html",
        sections=[_section(status, sites=shown) for status in (DeliveryStatus.DEAD, DeliveryStatus.PENDING)],
        site=place.site,
        sites=sites_of(token),
        retried=_mine(retried) if retried else None,
        may_retry=Verb.MODERATE in token.verbs,
        token=token,
        now=services().clock(),
    )


@blueprint.post("/deliveries/<uuid:delivery>/retry")
def retry(delivery: UUID) -> AnyResponse:
    """Try a delivery at once, and show how it stands."""
    allow(moderator(), Verb.MODERATE)
    found = deliveries.retry(services(), _mine(delivery).id)
    return redirect(url_for("delivery_pages.show", site=request.form.get("site") or None, retried=found.id), 303)


def _section(status: DeliveryStatus, *, sites: Sequence[str]) -> Section:
    after = delivery_asked(argument=status)
    found = deliveries.listed(services(), status=status, sites=sites, after=after, limit=ROWS + 1)
    rows = found[:ROWS]
    return Section(status=status, rows=rows, more=rows[-1].id if len(found) > ROWS else None)


def _mine(delivery: UUID) -> Delivery:
    """The delivery, if it is of one of the moderator's sites. Raises `NotFound`."""
    found = deliveries.get(services(), str(delivery))
    if not moderator().covers(found.site):
        raise NotFound("There is no delivery with this id.")
    return found
