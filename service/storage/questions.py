"""Questions to judges outside the house: one row for each comment and judge."""

from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from service.domain.question import Question, QuestionStatus
from service.domain.sample import Label
from service.storage.schema import questions

# Longer than asking takes, short enough that a killed worker's questions are asked again soon.
LEASE = timedelta(seconds=15)

_COLUMNS = tuple(questions.c[field.name] for field in fields(Question))


def begin(tx: Connection, comment: str, *, judge: str) -> Question:
    """Write down that a judge is about to be asked: the question as it is now, with one attempt more.

    An answer that was posted stays: whoever asked then has died before the comment got its verdict.
    """
    asked_before = get(tx, comment, judge=judge)
    if asked_before is None:
        first = Question(comment=comment, judge=judge, status=QuestionStatus.ASKING, attempts=1)
        tx.execute(insert(questions).values(**{column.name: getattr(first, column.name) for column in _COLUMNS}))
        return first
    status = QuestionStatus.ANSWERED if asked_before.answer_id else QuestionStatus.ASKING
    again = {"status": status, "attempts": asked_before.attempts + 1, "due_at": None}
    asked = update(questions).where(*_is(comment, judge)).values(**again).returning(*_COLUMNS)
    return _question_of(tx.execute(asked).one())


def keep(tx: Connection, question: Question) -> None:
    """Keep where the question stands now; feedback that was asked for meanwhile stays."""
    now = {
        name: getattr(question, name)
        for name in ("status", "attempts", "due_at", "said", "answer_id", "points", "reason")
    }
    tx.execute(update(questions).where(*_is(question.comment, question.judge)).values(**now))


def note_told(tx: Connection, question: Question, *, told: Label) -> None:
    """Keep which feedback was asked for last."""
    tx.execute(update(questions).where(*_is(question.comment, question.judge)).values(told=told))


def get(tx: Connection, comment: str, *, judge: str) -> Question | None:
    """What one judge was asked about the comment."""
    row = tx.execute(select(*_COLUMNS).where(*_is(comment, judge))).one_or_none()
    return _question_of(row) if row else None


def of(tx: Connection, comment: str) -> list[Question]:
    """All questions about a comment."""
    found = select(*_COLUMNS).where(questions.c.comment == comment).order_by(questions.c.judge)
    return [_question_of(row) for row in tx.execute(found)]


def claim(tx: Connection, *, now: datetime, limit: int) -> list[Question]:
    """Lease up to `limit` questions that are due, longest due first, and count the attempt.

    They are due again when the lease ends.
    """
    free = (
        select(questions.c.comment, questions.c.judge)
        .where(questions.c.due_at <= now)
        .order_by(questions.c.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    found = []
    once_more = {"due_at": now + LEASE, "attempts": questions.c.attempts + 1}
    for row in tx.execute(free).all():
        leased = update(questions).where(*_is(row.comment, row.judge)).values(**once_more)
        found.append(_question_of(tx.execute(leased.returning(*_COLUMNS)).one()))
    return found


def overdue(tx: Connection, *, now: datetime) -> int:
    """How many questions are due."""
    return tx.execute(select(func.count()).select_from(questions).where(questions.c.due_at <= now)).scalar_one()


def _is(comment: str, judge: str) -> tuple[Any, Any]:
    return questions.c.comment == comment, questions.c.judge == judge


def _question_of(row: Row[Any]) -> Question:
    told = dict(row._mapping)
    for name in ("said", "told"):
        told[name] = Label(told[name]) if told[name] else None
    return Question(**{**told, "status": QuestionStatus(told["status"])})
