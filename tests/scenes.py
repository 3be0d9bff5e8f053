"""Comments that have come some way: judged with given evidence, decided by somebody."""

from dataclasses import replace

from sqlalchemy import update

from service.domain.comment import Decision
from service.domain.verdict import Evidence
from service.storage import comments
from service.storage.schema import comments as table
from service.usecases import judge
from service.usecases.decide import decide
from service.usecases.judge import Judged
from service.usecases.submit import submit
from tests.builders import a_submission


def evidence(points, reason="It reads like advertising.", *, check="money_words", span=None, failed=False):
    return Evidence(check=check, points=points, reason=reason, span=span, failed=failed)


def judged(services, *found, shadow=None, model_version=None, **submitted):
    """The id of a comment that the checks have judged on that evidence, and a policy in shadow on its own."""
    comment = submit(services, a_submission(**submitted)).id
    cases, _ = judge.claim(services)
    verdict = {"evidence": found, "shadow": shadow, "model_version": model_version}
    judge.record(services, [Judged(case=one, **verdict) for one in cases])
    return comment


def an_approved_comment(services, **submitted):
    """One that the checks had nothing against."""
    return judged(services, **submitted)


def a_held_comment(services, **submitted):
    return judged(services, evidence(3.0), **submitted)


def put(services, comment, status):
    """Somehow the comment has got this status, and nobody was told."""
    with services.database.begin() as tx:
        found = comments.get(tx, comment)
        changed = replace(found, status=status, version=found.version + 1, changed_at=services.clock())
        assert comments.change(tx, [changed]) == {comment}


def sealed_otherwise(services, comment, sealed=b"\x01 nonsense"):
    """Somehow this stands where the submission was."""
    with services.database.begin() as tx:
        tx.execute(update(table).where(table.c.id == comment).values(sealed=sealed))


def one_approved_by_hand(services, *, by="Mona", **submitted):
    comment = a_held_comment(services, **submitted)
    decide(services, comment, Decision.APPROVE, actor=by)
    return comment
