"""One decision on many comments at once, for the moderator with four hundred of them."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from service.domain.errors import ForbiddenTransition, NotFound, StaleVersion, ValidationFailed
from service.domain.token import Verb
from service.http import desk
from service.http.auth import allow
from service.http.comment_page import reviewed
from service.http.current import services
from service.http.decision_forms import decision_in, version_in
from service.http.desk import moderator
from service.http.places import place_of
from service.usecases.decide import decide

PICKS_MOST = 100

blueprint = desk.desk_blueprint("bulk")


@blueprint.post("/decide")
def decide_all() -> Response:
    """Decide about every comment that was picked; those that have changed since are left alone and counted."""
    allow(moderator(), Verb.MODERATE)
    decision = decision_in(request.form.get("decision", ""))
    picks = [_pick(one) for one in request.form.getlist("pick")[:PICKS_MOST]]
    if not picks:
        raise ValidationFailed("No comment is selected. Go back, select some, and press the button again.")
    changed, left = [], 0
    for comment, seen in picks:
        try:
            after = decide(services(), reviewed(comment).comment.id, decision, actor=moderator().name, seen=seen)
        except (StaleVersion, ForbiddenTransition, NotFound):
            left += 1
        else:
            changed += [after.id] if after.version > seen else []
    place = place_of(request.form).address()
    return redirect(url_for("queue.show", decided=changed, left=left or None, **place), 303)


def _pick(text: str) -> tuple[str, int]:
    comment, _, version = text.partition("/")
    return comment, version_in(version)
