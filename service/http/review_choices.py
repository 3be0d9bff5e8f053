"""Which decisions a moderator can take on a comment now, and why not the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.comment import DECIDED, MACHINES, Comment, Decision, Status, Transition, may_become
from service.domain.token import Token, Verb
from service.http.wording import STATUS_NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One button. `obstacle` says why it would do nothing; empty when it works."""

    decision: Decision
    label: str
    obstacle: str = ""


LABELS = {
    Decision.APPROVE: "Approve",
    Decision.REJECT: "Reject",
    Decision.SPAM: "Mark spam",
    Decision.HOLD: "Hold",
    Decision.UNDO: "Undo",
}


def choices(comment: Comment, *, token: Token, history: Sequence[Transition] | None = None) -> list[Choice]:
    """All five decisions; without a history only what can be decided at a glance, from the status alone."""
    five = [
        Choice(decision=one, label=label, obstacle=_obstacle(one, comment, token, history or ()))
        for one, label in LABELS.items()
    ]
    return five if history is not None else [one for one in five if not one.obstacle]


def _obstacle(decision: Decision, comment: Comment, token: Token, history: Sequence[Transition]) -> str:
    if Verb.MODERATE not in token.verbs:
        return "Your token may only read."
    if comment.status is Status.ERASED:
        return "The comment is erased."
    if decision is Decision.UNDO:
        return _obstacle_to_undo(history)
    to = DECIDED[decision]
    if to is comment.status:
        return f"It is {_phrase(to)} already."
    return "" if may_become(comment.status, to) else "The checks are not done with it yet."


def _obstacle_to_undo(history: Sequence[Transition]) -> str:
    if not history or history[-1].actor in MACHINES:
        return "Nobody has decided anything yet."
    return "The last decision is undone already." if history[-1].action == Decision.UNDO else ""


def _phrase(status: Status) -> str:
    return "spam" if status is Status.SPAM else STATUS_NAMES[status].lower()
