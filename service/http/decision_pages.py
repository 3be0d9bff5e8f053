"""What moderators do in /review/: decide about a comment, and try a dead delivery again."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from service.domain.comment import Comment, Decision
from service.domain.errors import ForbiddenTransition, StaleVersion
from service.domain.token import Verb
from service.http import desk, moments, wording
from service.http.auth import allow
from service.http.comment_page import not_done, reviewed
from service.http.current import services
from service.http.decision_forms import decision_in, reason_in, version_in
from service.http.desk import moderator
from service.http.places import Place, place_of
from service.usecases import deliveries, review
from service.usecases.decide import decide

blueprint = desk.desk_blueprint("decision")


@blueprint.before_request
def _may_decide() -> None:
    allow(moderator(), Verb.MODERATE)


@blueprint.post("/comments/<comment>")
def decide_on(comment: str) -> Response:
    """Carry out a decision and go on; if it cannot be, say why and ask again."""
    decision, seen = decision_in(request.form.get("decision", "")), version_in(request.form.get("version", ""))
    place = place_of(request.form)
    reason = reason_in(request.form)
    before = reviewed(comment).comment
    following = _following(before, place) if "next" in request.form else None
    try:
        decide(services(), comment, decision, actor=moderator().name, reason=reason, seen=seen)
    except (StaleVersion, ForbiddenTransition) as error:
        obstacle = _obstacle(comment, decision, error)
        return not_done(reviewed(comment), place=place, obstacle=obstacle, reason=reason, status=error.status)
    arguments = {"decided": comment, **place.address()}
    if following:
        return redirect(url_for("queue.comment", comment=following.id, **arguments), 303)
    return redirect(url_for("queue.show", **arguments), 303)


@blueprint.post("/comments/<comment>/deliveries/<delivery>/retry")
def retry(comment: str, delivery: str) -> Response:
    """Try a dead delivery again."""
    found = reviewed(comment)
    if delivery in {one.id for one in found.deliveries}:
        deliveries.retry(services(), delivery)
    return redirect(url_for("queue.comment", comment=comment, **place_of(request.form).address()), 303)


def _following(comment: Comment, place: Place) -> Comment | None:
    """The next comment down the list; looked up before the decision takes this one out of it."""
    behind = (comment.received_at, comment.id)
    sites = place.sites(moderator())
    found = review.queue(services(), sites=sites, status=place.status, after=behind, limit=1)
    return found.comments[0] if found.comments else None


def _obstacle(comment: str, decision: Decision, error: StaleVersion | ForbiddenTransition) -> str:
    if isinstance(error, ForbiddenTransition):
        return error.detail
    last = reviewed(comment).history[-1]
    then = moments.ago(last.at, services().clock())
    return (
        f"{wording.doer(last)} {wording.deed(last)} {then}, after you had opened it. Your decision ({decision}) was "
        "not carried out. Look at it again and decide."
    )
