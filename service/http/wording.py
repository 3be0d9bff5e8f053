"""How the review pages say things: points, what somebody did, what became of a delivery."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from service.domain.campaign import Membership
from service.domain.comment import JUDGE, PUBLISHER, READER, Comment, Decision, Status, Transition
from service.domain.delivery import Delivery, DeliveryKind, DeliveryStatus
from service.domain.policy import Policy
from service.domain.verdict import RULE, Evidence, Outcome, naming
from service.http.moments import soon
from service.usecases.campaigns import Overview

STATUS_NAMES = {
    Status.RECEIVED: "Being checked",
    Status.HELD: "Held",
    Status.APPROVED: "Approved",
    Status.REJECTED: "Rejected",
    Status.SPAM: "Spam",
    Status.ERASED: "Erased",
}

_DEEDS = {
    Decision.APPROVE: "approved {it}",
    Decision.REJECT: "rejected {it}",
    Decision.SPAM: "marked {it} as spam",
    Decision.HOLD: "held {it}",
}
_JUDGED = {Status.APPROVED: "approved {it}", Status.HELD: "held {it}", Status.SPAM: "put {it} with the spam"}
_WOULD = {Outcome.APPROVE: "approved it", Outcome.HOLD: "held it", Outcome.SPAM: "put it with the spam"}
_BECAME = {status: name.lower() for status, name in STATUS_NAMES.items()}


def signed(points: float) -> str:
    """Points with their sign, one decimal: +2.5, −1.0, 0."""
    rounded = round(points, 1)
    return f"{'+' if rounded > 0 else '−'}{abs(rounded):.1f}" if rounded else "0"


def _unsigned(points: float) -> str:
    """Points in a sentence: 2.5, −1.0, 0."""
    return signed(points).removeprefix("+")


def deed(entry: Transition, *, it: str = "it") -> str:
    """What was done, as the rest of a sentence that begins with who did it."""
    if entry.actor == JUDGE:
        return _JUDGED.get(entry.after, "looked at {it}").format(it=it)
    if entry.action == Decision.UNDO:
        return f"undid the last decision on {it}: {_BECAME[entry.after]} again"
    return _DEEDS[Decision(entry.action)].format(it=it) if entry.action in set(Decision) else f"sent {it}"


def together(entry: Transition) -> str:
    """What is added to a deed that was done to a whole campaign."""
    return ", with all comments like it" if entry.campaign else ""


def alike(whole: Overview | Membership) -> str:
    """How many comments a campaign has."""
    return f"{whole.size} comments like this" if whole.size > 1 else "1 comment like this"


def reached(whole: Overview) -> str:
    """How far a campaign reaches."""
    reach = whole.reach
    return f"{_many(reach.authors, 'author')}, {_many(reach.pages, 'page')}, {_many(reach.sites, 'site')}"


def decided_together(*, changed: int, already: int, refused: int, left: int) -> str:
    """What became of a decision on a whole campaign."""
    told = [f"{_many(changed, 'comment')} changed."]
    told += [f"For {already} there was nothing to do."] if already else []
    told += [f"{refused} could not become that."] if refused else []
    told += [f"{left} more follow by themselves within minutes."] if left else []
    return " ".join(told)


def _many(count: int, what: str) -> str:
    return f"{count} {what}" + ("" if count == 1 else "s")


def _points(points: float) -> str:
    return f"{points:g} point" + ("" if points == 1 else "s")


def doer(entry: Transition) -> str:
    """Who did it."""
    return {JUDGE: "The checks", READER: "The reader", PUBLISHER: "The host site"}.get(entry.actor, entry.actor)


def by_weight(evidence: Iterable[Evidence]) -> list[Evidence]:
    """What speaks most against the comment first; before all what alone can hold one, points or none."""
    return sorted(evidence, key=lambda one: (not one.failed, one.check != RULE, not one.holds, -one.points))


def strongest(evidence: Sequence[Evidence]) -> Evidence | None:
    """What speaks most against the comment, if anything does; or the rule that decided, whatever it says.

    The model's smaller signs together are told only where nothing else is against it.
    """
    ordered = (*by_weight(naming(evidence)), *by_weight(evidence))
    return next((one for one in ordered if one.failed or one.holds or one.check == RULE or one.points > 0), None)


def weighed(comment: Comment) -> str:
    """All the points of a comment, to be followed by its strongest reason if there is one."""
    strong = strongest(comment.evidence)
    points = f"{_unsigned(comment.points or 0)} points"
    if strong is None:
        return f"{points}."
    if strong.failed:
        return f"{points}, and a check failed:"
    if strong.check == RULE:
        return f"{points}, and a rule:"
    return f"{points}:" if strong.points == comment.points else f"{points}, most of all:"


def why(comment: Comment, *, policy: Policy) -> str:
    """Why the checks decided as they did, in one or two sentences."""
    if comment.points is None:
        return "The checks have not looked at it yet."
    scale = f"From {_points(policy.hold_at)} a comment waits for a moderator, from {policy.spam_at:g} it is spam."
    score = f"{_judges(comment)} gave it {_unsigned(comment.points)} points. {scale}"
    if any(one.failed for one in comment.evidence):
        return f"A check could not do its work, so a person must look. {score}"
    if any(one.check == RULE for one in comment.evidence):
        return f"{score} A rule goes before them."
    return score


def in_shadow(comment: Comment) -> str:
    """What a policy in shadow would have done, where that is something else; empty where it is not."""
    shadow = comment.shadow
    if shadow is None or comment.verdict in (None, shadow.outcome):
        return ""
    would = _WOULD[shadow.outcome]
    return (
        f"The policy “{shadow.policy}”, which judges in shadow, would have {would} ({_unsigned(shadow.points)} points)."
    )


def _judges(comment: Comment) -> str:
    if comment.model_version is None:
        return "The checks"
    if comment.model_version == 0:
        return "The checks and the model that Rejoinder comes with"
    return f"The checks and version {comment.model_version} of the site’s model"


def fate(delivery: Delivery, *, now: datetime, status: Status | None = None) -> str:
    """What became of a delivery, and what comes next; `status` is its comment's, where that is at hand."""
    done, to_do = _undertaking(delivery, status)
    if delivery.status is DeliveryStatus.DONE:
        return done
    if delivery.status is DeliveryStatus.DEAD:
        return f"Given up: could not {to_do}. {_sentence(delivery.last_error)}"
    if not delivery.last_error:
        return f"Waiting to {to_do}."
    return f"Waiting to {to_do}: {_sentence(delivery.last_error)} Next try {soon(delivery.next_attempt_at, now)}."


def _undertaking(delivery: Delivery, status: Status | None) -> tuple[str, str]:
    if delivery.kind is DeliveryKind.NOTIFY:
        return f"Told {delivery.target}: {delivery.event}.", f"tell {delivery.target}: {delivery.event}"
    if delivery.kind is DeliveryKind.FEEDBACK:
        word = f"{delivery.target} that it is {delivery.event}"
        return f"Told {word}.", f"tell {word}"
    if status is None:
        return f"Brought {delivery.target} up to date.", f"bring {delivery.target} up to date"
    if status is Status.APPROVED:
        return f"Published to {delivery.target}.", f"publish to {delivery.target}"
    return f"Withdrawn from {delivery.target}.", f"withdraw from {delivery.target}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
