"""Ask judges outside the house: write down what is asked, settle what came back, and claim what is due again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from service.domain.comment import JUDGE, Comment, Submission
from service.domain.question import (
    ATTEMPTS_MOST,
    Heard,
    Question,
    QuestionStatus,
    posted,
    unanswered,
)
from service.domain.verdict import Evidence
from service.keyring import SealBrokenError
from service.services import Services
from service.storage import comments, history, questions
from service.storage.sealed import unseal
from service.usecases import feedback

BATCH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A question that is to be asked again, with what it is about."""

    question: Question
    comment: Comment
    submission: Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A batch of questions: those to ask again, those that ended without an answer, and how many there were."""

    due: Sequence[Due]
    ended: Sequence[Heard]
    count: int


def begin(services: Services, asked: Sequence[tuple[str, str]]) -> list[Question]:
    """Write down which judge is about to be asked about which comment, so that an answer finds its question."""
    with services.database.begin() as tx:
        return [questions.begin(tx, comment, judge=judge) for comment, judge in asked]


def settle(services: Services, tx: Connection, comment: Comment, *, heard: Sequence[Heard]) -> tuple[Evidence, ...]:
    """Keep the replies about a comment that has no verdict yet: the evidence that they are.

    An answer that was posted meanwhile goes before a reply that announced it.
    """
    now = comments.locked(tx, comment.id) if heard else None
    found = tuple(_settled(tx, one).evidence for one in heard)
    if now is not None:
        feedback.ask_after_all(services, tx, now)
    return found


def _settled(tx: Connection, one: Heard) -> Heard:
    now = questions.get(tx, one.question.comment, judge=one.question.judge)
    if now is not None and now.status is QuestionStatus.ANSWERED:
        return posted(now)
    questions.keep(tx, one.question)
    return one


def claim(services: Services) -> Claimed:
    """Claim a batch of what is due: provisional answers, failures, and answers that were not posted in time."""
    now = services.clock()
    with services.database.read() as tx:
        if not questions.overdue(tx, now=now):  # mostly; and reading waits for nobody
            return Claimed(due=(), ended=(), count=0)
    with services.database.begin() as tx:
        claimed = questions.claim(tx, now=now, limit=BATCH)
    due, ended = list[Due](), list[Heard]()
    for question in claimed:
        found = _look(services, question)
        if isinstance(found, Due):
            due.append(found)
        elif found is not None:
            ended.append(found)
    return Claimed(due=due, ended=ended, count=len(claimed))


def _look(services: Services, question: Question) -> Due | Heard | None:
    with services.database.read() as tx:
        comment = comments.get(tx, question.comment)
        if comment is None or not stands_at_the_machines_word(tx, comment):
            comment = None
        sealed = comments.sealed_of(tx, question.comment)
    if comment is None:
        _drop(services, question)
        return None
    if reason := _why_not(services, question, comment):
        return unanswered(question, reason=reason)
    try:
        submission = unseal(sealed or b"", site=comment.site, comment=comment.id, keyring=services.keyring)
    except SealBrokenError:
        return unanswered(question, reason="Its submission cannot be opened, so that no judge can be asked again.")
    return Due(question=question, comment=comment, submission=submission)


def _why_not(services: Services, question: Question, comment: Comment) -> str:
    site = services.settings.sites.get(comment.site)
    if site is None or question.judge not in site.judges:
        return f"The judge '{question.judge}' is not in rejoinder.toml any more. Please decide yourself."
    if question.status is QuestionStatus.WAITING:
        return f"The judge '{question.judge}' has not answered in time. Please decide yourself."
    if question.attempts > ATTEMPTS_MOST:
        return f"The judge '{question.judge}' was asked too often. Please decide yourself."
    return ""


def _drop(services: Services, question: Question) -> None:
    """Nobody needs the answer any more, and each call costs money."""
    with services.database.begin() as tx:
        questions.keep(tx, replace(question, status=QuestionStatus.OVER, due_at=None))


def stands_at_the_machines_word(tx: Connection, comment: Comment) -> bool:
    """Whether the last word on the comment is the judge's own, so that it may think again."""
    entries = history.of(tx, comment.id)
    return bool(entries) and entries[-1].actor == JUDGE
