"""Tell judges outside the house when a moderator knows better, with the same words that they were asked with."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from service.domain.comment import MACHINES, Comment, Decision, Submission, Transition
from service.domain.delivery import Delivery, DeliveryFailed, DeliveryKind, DeliveryStatus, Failure
from service.domain.question import Question
from service.domain.sample import Label, label_of
from service.domain.site import Site
from service.keyring import SealBrokenError
from service.services import Services
from service.storage import comments, deliveries, history, questions
from service.storage.sealed import unseal


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What a judge is told: that the comment is `truth`, where it had said something else."""

    comment: Comment
    submission: Submission
    question: Question
    truth: Label


def ask(services: Services, tx: Connection, site: Site, *, comment: Comment) -> None:
    """After a moderator's decision: ask for the feedback that is due.

    It is due when it changes what the judge believes: what it was told last, or else what it said. Undo takes back.
    """
    for question in questions.of(tx, comment.id):
        settings = site.judges.get(question.judge)
        if settings is None or question.said is None:
            continue
        truth = _truth(history.of(tx, comment.id), said=question.said)
        # Without the submission there is nothing to tell: judges learn only from what they were asked about.
        if truth is None or truth is (question.told or question.said) or not comments.sealed_of(tx, comment.id):
            continue
        questions.note_told(tx, question, told=truth)
        host = settings.host(site.name)
        deliveries.ask_to_feed_back(tx, _delivery(services, comment, judge=question.judge, host=host, truth=truth))


def ask_after_all(services: Services, tx: Connection, comment: Comment) -> None:
    """After a judge's answer: ask for the feedback that is due where a moderator was faster."""
    site, entries = services.settings.sites.get(comment.site), history.of(tx, comment.id)
    if site is not None and entries and entries[-1].actor not in MACHINES:
        ask(services, tx, site, comment=comment)


def about(services: Services, delivery: Delivery) -> Feedback | None:
    """What a delivery tells; none when the moderators have changed their minds. Raises `DeliveryFailed`."""
    with services.database.read() as tx:
        comment = comments.get(tx, delivery.comment)
        question = questions.get(tx, delivery.comment, judge=delivery.target)
        sealed = comments.sealed_of(tx, delivery.comment)
    truth = Label(delivery.event)
    if comment is None or question is None or question.told is not truth:
        return None
    try:
        submission = unseal(sealed or b"", site=comment.site, comment=comment.id, keyring=services.keyring)
    except SealBrokenError as error:
        gone = "The submission has expired or cannot be opened; without it there is nothing to tell the judge."
        raise DeliveryFailed(gone, failure=Failure.PERMANENT) from error
    return Feedback(comment=comment, submission=submission, question=question, truth=truth)


def _truth(entries: Sequence[Transition], *, said: Label) -> Label | None:
    """What the moderators' word makes of the comment; none when it says neither ham nor spam."""
    undone = entries[-1].action == Decision.UNDO
    return label_of(entries) or (said if undone else None)


def _delivery(services: Services, comment: Comment, *, judge: str, host: str, truth: Label) -> Delivery:
    return Delivery(
        id=services.new_id(),
        kind=DeliveryKind.FEEDBACK,
        site=comment.site,
        target=judge,
        host=host,
        comment=comment.id,
        status=DeliveryStatus.PENDING,
        version=1,
        attempts=0,
        next_attempt_at=comment.changed_at,
        created_at=comment.changed_at,
        event=truth,
    )
