"""Short ways to a comment in the state that a test begins with."""

from service.domain.verdict import Evidence
from service.usecases import judge
from service.usecases.submit import submit
from tests.builders import a_submission

DOUBT = Evidence(check="links", points=3.0, reason="2 links, 1 is usual")


def an_approved_comment(services, **changes):
    return _judged(services, changes, ())


def a_held_comment(services, **changes):
    return _judged(services, changes, (DOUBT,))


def _judged(services, changes, evidence):
    comment = submit(services, a_submission(**changes)).id
    cases, _ = judge.claim(services)
    judge.record(services, [judge.Judged(case=case, evidence=evidence) for case in cases])
    return comment
