"""Questions to judges outside the house: what may come back, what it is worth, and when to ask again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from service.domain.delivery import DeliveryFailed
from service.domain.policy import START, Policy
from service.domain.sample import Label
from service.domain.times import iso
from service.domain.verdict import MODEL, Evidence, Outcome


class QuestionStatus(StrEnum):
    """Where a question stands.

    `asking` is under way, `again` will be asked again when it is due, `waiting` has its answer posted to us before it
    is due; `answered` and `over` have an end: the last one without an answer.
    """

    ASKING = "asking"
    AGAIN = "again"
    WAITING = "waiting"
    ANSWERED = "answered"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a judge thinks: points like a check's, and a reason a moderator can read.

    `said` is for judges that learn from feedback. With `ask_again` the answer is provisional: until it was asked again
    after that time, nothing is approved.
    """

    points: float
    reason: str
    said: Label | None = None
    ask_again: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """The judge will post its answer within this time."""

    within: timedelta


# A judge that failed raises `DeliveryFailed`, as whatever is sent out of the house does.
Reply = Answer | Later | DeliveryFailed


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One judge, asked about one comment. `attempts` counts how often, the one under way included.

    `due_at` is when somebody must see to it; none when nobody must. `told` is the last feedback that was asked for.
    `answer_id` is the webhook id of an answer that was posted, `points` and `reason` what it held.
    """

    comment: str
    judge: str
    status: QuestionStatus
    attempts: int
    due_at: datetime | None = None
    said: Label | None = None
    told: Label | None = None
    answer_id: str = ""
    points: float = 0.0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A question after a reply, and the evidence that the reply is."""

    question: Question
    evidence: Evidence


# After a failure. A judge that is away for longer than this leaves its comments to the moderators.
AGAIN_AFTER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
# Beyond this a judge is not asked about the same comment, whatever it says and whatever became of the attempts.
ATTEMPTS_MOST = 10
LONGEST_PAUSE = timedelta(days=1)
# What one judge may say: enough to outweigh everything else, and not so much that the sum loses its digits.
POINTS_MOST = 100.0
REASON_MOST = 500


def heard(question: Question, reply: Reply, *, now: datetime) -> Heard:
    """What a reply makes of its question. Broken means hold, and so do `Later` and a provisional answer."""
    if isinstance(reply, Later):
        return _later(question, until=now + min(reply.within, LONGEST_PAUSE))
    if isinstance(reply, DeliveryFailed):
        return _failed(question, reply, now=now)
    again = reply.ask_again if question.attempts < ATTEMPTS_MOST else None
    due_at = now + min(again, LONGEST_PAUSE) if again is not None else None
    status = QuestionStatus.AGAIN if due_at else QuestionStatus.ANSWERED
    after = replace(question, status=status, due_at=due_at, said=reply.said)
    reason = reply.reason + (f" It wants to be asked again; that will be at {_clock(due_at)}." if due_at else "")
    return Heard(question=after, evidence=_evidence(question, reason, points=reply.points, failed=due_at is not None))


def posted(question: Question) -> Heard:
    """The question with the answer that was posted."""
    return Heard(question=question, evidence=_evidence(question, question.reason, points=question.points))


def unanswered(question: Question, *, reason: str) -> Heard:
    """The question without an answer, for good: the comment is held with that reason."""
    over = replace(question, status=QuestionStatus.OVER, due_at=None)
    return Heard(question=over, evidence=_evidence(question, reason, failed=True))


def points_of(outcome: Outcome, *, policy: Policy) -> float:
    """A judge's verdict in points: it holds or marks as spam by itself, and `approve` takes off what holding takes."""
    holds, marks = policy.hold_at - START, policy.spam_at - START
    return {Outcome.APPROVE: -holds, Outcome.HOLD: holds, Outcome.SPAM: marks}[outcome]


def with_evidence(evidence: Iterable[Evidence], heard: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Evidence with what judges said among that of the checks; a judge's newer word replaces its older one."""
    said = tuple(heard)
    names = {one.check for one in said}
    others = (one for one in evidence if one.check not in names)
    return tuple(sorted((*said, *others), key=_place))


def _place(one: Evidence) -> tuple[bool, float]:
    """The model's evidence stands behind all other, in its own order."""
    return one.check == MODEL, 0.0 if one.check == MODEL else -abs(one.points)


def _later(question: Question, *, until: datetime) -> Heard:
    waiting = replace(question, status=QuestionStatus.WAITING, due_at=until)
    reason = f"The judge '{question.judge}' answers later; nothing is approved without it until {_clock(until)}."
    return Heard(question=waiting, evidence=_evidence(question, reason, failed=True))


def _failed(question: Question, failure: DeliveryFailed, *, now: datetime) -> Heard:
    message = f"The judge '{question.judge}' failed: {failure.message}"
    if question.attempts > len(AGAIN_AFTER):
        return unanswered(question, reason=f"{message} It is not asked again; please decide yourself.")
    asked = min(failure.retry_after or timedelta(), LONGEST_PAUSE)
    due_at = now + max(AGAIN_AFTER[question.attempts - 1], asked)
    again = replace(question, status=QuestionStatus.AGAIN, due_at=due_at)
    reason = f"{message} It is asked again at {_clock(due_at)}."
    return Heard(question=again, evidence=_evidence(question, reason, failed=True))


def _evidence(question: Question, reason: str, *, points: float = 0.0, failed: bool = False) -> Evidence:
    return Evidence(check=question.judge, points=points, reason=reason, failed=failed)


def _clock(at: datetime) -> str:
    return f"{iso(at)[:16].replace('T', ' ')} UTC"
