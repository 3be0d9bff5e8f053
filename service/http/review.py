"""What moderators see and decide, for programs: the pages under /review/ do the same for people."""

import re
from uuid import UUID

from flask import Blueprint, Response, json, request

from service.domain.comment import Decision, Status
from service.domain.errors import MalformedRequest, NotFound
from service.domain.token import Token, Verb
from service.domain.verdict import ShadowSays
from service.http import body, body_json, cursors
from service.http.auth import bearer
from service.http.current import services
from service.http.loading import load
from service.http.queries import choice_asked, limit_asked, sites_asked, status_asked
from service.http.schemas import DecisionSchema
from service.http.shapes import comment_detail, comment_row
from service.usecases import decide, review

blueprint = Blueprint("review", __name__)

_DECISION = DecisionSchema()
_STRONG_ETAG = re.compile(r'"([1-9][0-9]{0,9})"')


@blueprint.get("/v1/review/comments")
def index() -> Response:
    """Comments of the token's sites, newest first."""
    sites = sites_asked(bearer(Verb.READ))
    found = review.queue(
        services(),
        sites=sites,
        status=status_asked(Status),
        after=cursors.load(request.args.get("cursor", "")),
        limit=limit_asked(),
        shadow=choice_asked("shadow", ShadowSays),
    )
    rows = [comment_row(one, campaign=found.campaigns.get(one.id)) for one in found.comments]
    return answer({"comments": rows, "next": cursors.dump(found.next)})


@blueprint.get("/v1/review/comments/<uuid:comment>")
def show(comment: UUID) -> Response:
    """One comment with its evidence, history and deliveries."""
    return _shown(_detail(bearer(Verb.READ), comment))


@blueprint.post("/v1/review/comments/<uuid:comment>/<any(approve, reject, spam, hold, undo):decision>")
def change(comment: UUID, decision: str) -> Response:
    """Carry out a decision, on the version in `If-Match` if there is one."""
    token = bearer(Verb.MODERATE)
    asked, seen = _detail(token, comment), _version_seen()
    decide.decide(services(), asked.comment.id, Decision(decision), actor=token.name, reason=reason_sent(), seen=seen)
    return _shown(review.detail(services(), asked.comment.id))


def answer(told: object) -> Response:
    """JSON that no cache keeps."""
    return Response(json.dumps(told), mimetype="application/json", headers={"Cache-Control": "no-store"})


def _detail(token: Token, comment: UUID) -> review.Detail:
    found = review.detail(services(), str(comment))
    if not token.covers(found.comment.site):
        raise NotFound("There is no comment with this id.")
    return found


def _shown(detail: review.Detail) -> Response:
    response = answer(comment_detail(detail))
    response.set_etag(str(detail.comment.version))
    return response


def _version_seen() -> int | None:
    header = request.headers.get("If-Match", "*").strip()
    if header == "*":
        return None
    found = _STRONG_ETAG.fullmatch(header)
    if found is None:
        raise MalformedRequest('`If-Match` must be the comment\'s ETag as you got it, like `"3"`, or be left out.')
    return int(found[1])


def reason_sent() -> str:
    """The reason in the request's body, which may be left out."""
    raw = body.read()
    reason: str = load(_DECISION, body_json.read(raw))["reason"] if raw.strip() else ""
    return reason.strip()
