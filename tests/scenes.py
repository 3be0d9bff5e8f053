"""Comments that have come some way: judged with given evidence, decided by somebody."""

from service.domain.comment import Decision
from service.domain.verdict import Evidence
from service.usecases import judge
from service.usecases.decide import decide
from service.usecases.judge import Judged
from service.usecases.submit import submit
from tests.builders import a_submission


def evidence(points, reason="It reads like advertising.", *, check="money_words", span=None, failed=False):
    return Evidence(check=check, points=points, reason=reason, span=span, failed=failed)


def judged(services, *found, **submitted):
    """The id of a comment that the checks have judged on that evidence."""
    comment = submit(services, a_submission(**submitted)).id
    cases, _ = judge.claim(services)
    judge.record(services, [Judged(case=one, evidence=found) for one in cases])
    return comment


def held(services, **submitted):
    return judged(services, evidence(3.0), **submitted)


def approved(services, *, by="Mona", **submitted):
    comment = held(services, **submitted)
    decide(services, comment, Decision.APPROVE, actor=by)
    return comment
