"""Hear judges outside the house when the comment has its verdict already: their evidence is added, and judged again.

A moderator's decision always wins: then the evidence is kept, and the status is not touched.
"""

from collections.abc import Sequence
from dataclasses import replace

import structlog
from sqlalchemy import Connection

from service.domain.comment import Comment, Status
from service.domain.errors import AnsweredBefore, NotFound
from service.domain.question import Heard, QuestionStatus, posted, with_evidence
from service.domain.text import NormalText, normalise
from service.domain.verdict import Evidence, Verdict, judge
from service.keyring import SealBrokenError
from service.queue import Work
from service.services import Services
from service.storage import comments, questions
from service.usecases import feedback, transition
from service.usecases.ask import stands_at_the_machines_word
from service.usecases.case import case_of
from service.usecases.judge import Ruling, change_by, count

log = structlog.get_logger()


def late(services: Services, heard: Sequence[Heard]) -> None:
    """Keep replies to questions that were asked again, or that nobody answered."""
    for one in heard:
        text = _text(services, one.question.comment)
        with services.database.begin() as tx:
            _hear(services, tx, one, text)
    services.hints.hint(Work.DELIVER)


def post(services: Services, comment: str, *, site: str, judge: str, id: str, points: float, reason: str) -> None:
    """Take an answer that a judge posts; `id` is its webhook's. The same one again changes nothing.

    Raises `NotFound` when this judge was not asked about the comment, and `AnsweredBefore`.
    """
    text = _text(services, comment)
    with services.database.begin() as tx:
        found = comments.locked(tx, comment)
        question = questions.get(tx, comment, judge=judge) if found and found.site == site else None
        if found is None or question is None:
            raise NotFound(f"The judge {judge!r} was not asked about a comment with this id.")
        if question.answer_id == id:
            return
        if question.status is QuestionStatus.ANSWERED:
            raise AnsweredBefore("There is an answer to this question already. The first one counts.")
        answered = replace(
            question, status=QuestionStatus.ANSWERED, due_at=None, answer_id=id, points=points, reason=reason
        )
        questions.keep(tx, answered)
        if found.status is not Status.RECEIVED:  # else whoever asks just now finds the answer with the question
            _reconsider(services, tx, found, posted(answered).evidence, text)
    services.hints.hint(Work.DELIVER)


def _text(services: Services, comment: str) -> NormalText | None:
    """The comment's normal form, which takes up to milliseconds, made while nobody waits for our transaction."""
    with services.database.read() as tx:
        found = comments.get(tx, comment)
    return normalise(found.body) if found else None


def _hear(services: Services, tx: Connection, one: Heard, text: NormalText | None) -> None:
    comment = comments.locked(tx, one.question.comment)
    now = questions.get(tx, one.question.comment, judge=one.question.judge)
    if comment is None or now is None or now.status is QuestionStatus.ANSWERED:
        return  # answered by post while we asked
    questions.keep(tx, one.question)
    _reconsider(services, tx, comment, one.evidence, text)
    feedback.ask_after_all(services, tx, comment)


def _reconsider(services: Services, tx: Connection, comment: Comment, said: Evidence, text: NormalText | None) -> None:
    evidence = with_evidence(comment.evidence, [said])
    verdict = _verdict(services, tx, comment, evidence, text)
    log.info("question.heard", comment=comment.id, judge=said.check, points=said.points, failed=said.failed)
    if verdict is None:
        comments.record_evidence(tx, comment.id, evidence)
        return
    change = change_by(comment, verdict)
    if change.to is not comment.status and stands_at_the_machines_word(tx, comment):
        transition.apply(services, tx, change)
    # What a policy in shadow would make of it now nobody can tell: such comments are left out of the comparison.
    comments.record_verdicts(tx, [(comment.id, verdict, None)])
    count(services, [Ruling(comment, verdict)])


def _verdict(
    services: Services, tx: Connection, comment: Comment, evidence: Sequence[Evidence], text: NormalText | None
) -> Verdict | None:
    """The verdict on all the evidence; none when the comment cannot be judged any more, and stays as it is."""
    site = services.settings.sites.get(comment.site)
    if site is None:
        return None
    sealed, now = comments.sealed_of(tx, comment.id), services.clock()
    try:
        case = case_of(tx, comment, sealed, site=site, now=now, keyring=services.keyring, text=text)
    except SealBrokenError:
        return None
    return judge(evidence, site.policy, case.facts, model_version=comment.model_version)
