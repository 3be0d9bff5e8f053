"""What hosts and subscribers were told or could not be told, and a new try for it."""

from uuid import UUID

from flask import Blueprint, Response

from service.domain.delivery import DeliveryStatus
from service.domain.errors import NotFound
from service.domain.token import Verb
from service.http.auth import bearer
from service.http.current import services
from service.http.queries import delivery_asked, limit_asked, sites_asked, status_asked
from service.http.review import answer
from service.http.shapes import delivery
from service.usecases import deliveries

blueprint = Blueprint("deliveries", __name__)


@blueprint.get("/v1/review/deliveries")
def index() -> Response:
    """Deliveries in one status, oldest first; dead letters if none is named."""
    sites, limit = sites_asked(bearer(Verb.READ)), limit_asked()
    status = status_asked(DeliveryStatus) or DeliveryStatus.DEAD
    found = deliveries.listed(services(), status=status, sites=sites, after=delivery_asked(), limit=limit + 1)
    shown = found[:limit]
    return answer(
        {"deliveries": [delivery(one) for one in shown], "next": shown[-1].id if len(found) > limit else None}
    )


@blueprint.post("/v1/review/deliveries/<uuid:wanted>/retry")
def retry(wanted: UUID) -> Response:
    """Try a delivery again at once, dead or not."""
    token = bearer(Verb.MODERATE)
    if not token.covers(deliveries.get(services(), str(wanted)).site):
        raise NotFound("There is no delivery with this id.")
    return answer(delivery(deliveries.retry(services(), str(wanted))))
