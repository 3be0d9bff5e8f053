"""The page of a campaign in /review/: all comments that are alike, and one decision on all of them."""

from uuid import UUID

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.domain.comment import DECIDED, Decision
from service.domain.errors import NotFound
from service.domain.token import Verb
from service.http import cursors, desk, wording
from service.http.auth import allow, sites_of
from service.http.current import services
from service.http.decision_forms import decision_in, reason_in
from service.http.desk import moderator
from service.http.pages import html
from service.http.review_choices import LABELS
from service.usecases import campaigns
from service.usecases.decide_campaign import decide_campaign

ROWS = 25
_TOLD = ("changed", "already", "refused", "left")

blueprint = desk.desk_blueprint("campaign")


@blueprint.get("/campaigns/<campaign>")
def show(campaign: str) -> Response:
    """The campaign, with its comments on the moderator's sites."""
    token, cursor = moderator(), request.args.get("cursor", "")
    sites = sites_of(token)
    found = campaigns.listing(services(), _id(campaign), sites=sites, after=cursors.load(cursor), limit=ROWS)
    told = {name: request.args.get(name, 0, type=int) for name in _TOLD}
    return html(
        "review/campaign.html",
        whole=found.overview,
        rows=found.comments,
        older=cursors.dump(found.next),
        cursor=cursor,
        sites=sites,
        notice=wording.decided_together(**told) if "changed" in request.args else "",
        choices=LABELS if Verb.MODERATE in token.verbs else {},
        pointless=_pointless(found.overview),
        token=token,
        now=services().clock(),
    )


@blueprint.post("/campaigns/<campaign>")
def decide_on(campaign: str) -> AnyResponse:
    """Carry out a decision on all of it, and say what became of it."""
    allow(moderator(), Verb.MODERATE)
    decision, sites = decision_in(request.form.get("decision", "")), sites_of(moderator())
    reason, actor = reason_in(request.form), moderator().name
    done = decide_campaign(services(), _id(campaign), decision, sites=sites, actor=actor, reason=reason)
    told = {name: getattr(done, name) for name in _TOLD}
    return redirect(url_for("campaign.show", campaign=campaign, **told), 303)


def _id(campaign: str) -> str:
    try:
        return str(UUID(campaign))
    except ValueError as error:
        raise NotFound("There is no campaign with this id.") from error


def _pointless(whole: campaigns.Overview) -> set[Decision]:
    """Decisions that change nothing: all comments are that already, and so will later ones be."""
    if whole.partly_counted:
        return set()
    said = set(whole.decided.values())
    return {one for one, status in DECIDED.items() if set(whole.statuses) == {status} == said}
