"""Evidence of the checks, and the one function that judges it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import isfinite

from service.domain.policy import Policy
from service.domain.rules import Facts, Rule

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

    `span` is a half-open range of code points of the submitted body. `holds` asks for a moderator whatever the points.
    """

    points: float
    reason: str
    span: tuple[int, int] | None = None
    holds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """An opinion under its check's name, weighted by the policy; `failed` when the check broke.

    `holds` keeps points from approving the comment; a rule can, and it makes nothing spam.
    """

    check: str
    points: float
    reason: str
    span: tuple[int, int] | None = None
    failed: bool = False
    holds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The machine's word on a comment, with all its evidence, and which rule and which model spoke, if any did."""

    outcome: Outcome
    points: float
    evidence: tuple[Evidence, ...]
    policy: str
    rule: str = ""
    model_version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadow:
    """What another policy would have said of a comment: it judges beside the live one, without effect."""

    policy: str
    points: float
    outcome: Outcome


class ShadowSays(StrEnum):
    """What moderators may ask of comments that were judged in shadow."""

    DIFFERS = "differs"


# The name under which a rule stands in the evidence. It has no points, and it stands first, because it decides.
RULE = "rule"


def naming(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence that names something. The last that the model says sums up its smaller signs, and names none."""
    rest = next((one for one in reversed(evidence) if one.check == MODEL and not one.failed), None)
    return tuple(one for one in evidence if one is not rest)


def judge(evidence: Iterable[Evidence], policy: Policy, facts: Facts, *, model_version: int | None = None) -> Verdict:
    """Add up the points, compare them with the policy's thresholds, and let the first rule that holds speak.

    Broken means hold: with a failed check nothing is approved, and nothing is spam that the others or a rule did not
    prove.
    """
    kept = tuple(_counted(one) for one in evidence if one.check != RULE)
    points = round(sum(one.points for one in kept), 4)
    facts = replace(facts, points=points, spoke=_spoke(kept))
    rule = next((one for one in policy.rules if one.holds(facts)), None)
    outcome = _unless_broken(_ruled(_by_points(points, policy, kept), rule), kept)
    if rule is not None:
        kept = (Evidence(check=RULE, points=0.0, reason=rule.reason(facts)), *kept)
    return Verdict(
        outcome=outcome,
        points=points,
        evidence=kept,
        policy=policy.name,
        rule="" if rule is None else rule.name,
        model_version=model_version,
    )


def _counted(one: Evidence) -> Evidence:
    """The evidence as it can be added up: compared with what is no number, every threshold would let pass."""
    if isfinite(one.points):
        return one
    reason = f"The points of '{one.check}' are no number ({one.points}); nothing is approved without them."
    return replace(one, points=0.0, failed=True, reason=reason)


def _spoke(evidence: Iterable[Evidence]) -> frozenset[str]:
    """The checks whose points, all together, are against the comment."""
    points: dict[str, float] = {}
    for one in evidence:
        points[one.check] = points.get(one.check, 0.0) + one.points
    return frozenset(check for check, found in points.items() if found > 0)


def _by_points(points: float, policy: Policy, evidence: Iterable[Evidence]) -> Outcome:
    if points >= policy.spam_at:
        return Outcome.SPAM
    doubtful = points >= policy.hold_at or any(one.holds for one in evidence)
    return Outcome.HOLD if doubtful else Outcome.APPROVE


def _ruled(outcome: Outcome, rule: Rule | None) -> Outcome:
    if rule is None or (rule.then is Outcome.HOLD and outcome is Outcome.SPAM):
        return outcome
    return rule.then


def _unless_broken(outcome: Outcome, evidence: Iterable[Evidence]) -> Outcome:
    if outcome is Outcome.APPROVE and any(one.failed for one in evidence):
        return Outcome.HOLD
    return outcome
