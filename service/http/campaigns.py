"""Campaigns for programs: what belongs to one, and one decision on all of it."""

from uuid import UUID

from flask import Blueprint, Response, request

from service.domain.comment import Decision
from service.domain.token import Verb
from service.http import cursors
from service.http.auth import bearer, sites_of
from service.http.current import services
from service.http.queries import limit_asked
from service.http.review import answer, reason_sent
from service.http.shapes import campaign_overview, comment_row
from service.usecases import campaigns
from service.usecases.decide_campaign import decide_campaign

blueprint = Blueprint("campaigns", __name__)


@blueprint.get("/v1/review/campaigns/<uuid:campaign>")
def show(campaign: UUID) -> Response:
    """The campaign, and its comments on the token's sites, newest first."""
    sites, limit = sites_of(bearer(Verb.READ)), limit_asked()
    after = cursors.load(request.args.get("cursor", ""))
    found = campaigns.listing(services(), str(campaign), sites=sites, after=after, limit=limit)
    told = campaign_overview(found.overview)
    rows = [comment_row(one, campaign=found.overview.membership) for one in found.comments]
    return answer({**told, "comments": rows, "next": cursors.dump(found.next)})


@blueprint.post("/v1/review/campaigns/<uuid:campaign>/<any(approve, reject, spam, hold, undo):decision>")
def change(campaign: UUID, decision: str) -> Response:
    """Carry out a decision on all its comments on the token's sites."""
    token = bearer(Verb.MODERATE)
    verb, reason = Decision(decision), reason_sent()
    done = decide_campaign(services(), str(campaign), verb, sites=sites_of(token), actor=token.name, reason=reason)
    counts = {"changed": done.changed, "already": done.already, "refused": done.refused, "left": done.left}
    return answer({"id": str(campaign), "decision": verb, **counts})
