"""Evidence of the checks, and the one function that judges it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.domain.policy import Policy


# The name under which the learned model's evidence stands beside that of the checks.
MODEL = "model"


class Outcome(StrEnum):
    """What the machine says of a comment."""

    APPROVE = "approve"
    HOLD = "hold"
    SPAM = "spam"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one check thinks: points (log-odds, higher is more like spam), a reason, and where it saw it.

    `span` is a half-open range of code points of the submitted body.
    """

    points: float
    reason: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """An opinion under its check's name, weighted by the policy; `failed` when the check broke."""

    check: str
    points: float
    reason: str
    span: tuple[int, int] | None = None
    failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The machine's word on a comment, with all the evidence it rests on."""

    outcome: Outcome
    points: float
    evidence: tuple[Evidence, ...]
    policy: str


def judge(evidence: Iterable[Evidence], policy: "Policy") -> Verdict:
    """Add up the points and compare them with the policy's thresholds.

    Broken means hold: with a failed check nothing is approved, and nothing is spam that the others did not prove.
    """
    kept = tuple(evidence)
    points = round(sum(one.points for one in kept), 4)
    return Verdict(outcome=_outcome(kept, points, policy), points=points, evidence=kept, policy=policy.name)


def _outcome(evidence: tuple[Evidence, ...], points: float, policy: "Policy") -> Outcome:
    if points >= policy.spam_at:
        return Outcome.SPAM
    if points >= policy.hold_at or any(one.failed for one in evidence):
        return Outcome.HOLD
    return Outcome.APPROVE
