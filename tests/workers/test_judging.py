from dataclasses import replace

from service.domain.comment import Status
from service.domain.policy import CheckSettings, Policy
from service.domain.rules import Rule
from service.domain.verdict import Outcome, Shadow
from service.queue import Work
from service.usecases.review import detail
from service.usecases.submit import submit
from tests.builders import a_site, a_submission
from tests.workers.builders import a_runtime
from workers import judging


def test_a_drain_judges_everything_that_waits(services):
    honest = submit(services, a_submission()).id
    spam = submit(
        services,
        a_submission(
            body="CHECK OUT my channel, make money fast http://casino.example http://win.example http://a.xyz"
        ),
    ).id
    others = [
        submit(services, a_submission(body=f"Thought number {number}", email=f"r{number}@example.org")).id
        for number in range(30)
    ]

    judging.drain(a_runtime(services))

    assert detail(services, honest).comment.status is Status.APPROVED
    found = detail(services, spam).comment
    assert found.status is Status.SPAM
    assert {"links", "call_to_action"} <= {one.check for one in found.evidence}
    assert all(detail(services, other).comment.status is not Status.RECEIVED for other in others)


def test_a_drain_ends_in_time_and_leaves_the_rest_to_another(services, hints):
    comment = submit(services, a_submission()).id
    hints.hinted.clear()

    judging.drain(a_runtime(services), seconds=0)

    assert hints.hinted == [Work.JUDGE]
    assert detail(services, comment).comment.status is Status.RECEIVED


def test_a_drain_that_must_stop_leaves_the_rest_for_later(services):
    comment = submit(services, a_submission()).id
    runtime = a_runtime(services)
    runtime.stopping.set()

    judging.drain(runtime)

    assert detail(services, comment).comment.status is Status.RECEIVED


class Hopeless:
    """A scorer that breaks as a whole."""

    def evidence(self, submission, context, said=None):
        raise ZeroDivisionError


def in_shadow(services, policy):
    policies = {**services.settings.policies, policy.name: policy}
    sites = {"blog": a_site(shadow=policy)}
    return replace(services, settings=replace(services.settings, policies=policies, sites=sites))


def test_a_policy_in_shadow_judges_beside_and_changes_nothing(services):
    rule = Rule(name="all", then=Outcome.SPAM)
    services = in_shadow(services, Policy(name="strict", checks={"links": CheckSettings(weight=2)}, rules=(rule,)))
    comment = submit(services, a_submission(body="See http://a.example for the timetable of the harbour boats.")).id

    judging.drain(a_runtime(services))

    found = detail(services, comment).comment
    assert (found.status, found.verdict) == (Status.APPROVED, Outcome.APPROVE)
    assert found.shadow == Shadow(policy="strict", points=2 * found.points, outcome=Outcome.SPAM)
    assert [one.check for one in found.evidence] == ["links"]


def test_without_a_shadow_nothing_is_kept_of_one(services):
    comment = submit(services, a_submission()).id

    judging.drain(a_runtime(services))

    assert detail(services, comment).comment.shadow is None


def test_a_broken_shadow_does_not_harm_the_live_verdict(services):
    services = in_shadow(services, Policy(name="strict"))
    comment = submit(services, a_submission()).id
    runtime = a_runtime(services)

    judging.drain(replace(runtime, scorers={**runtime.scorers, "strict": Hopeless()}))

    found = detail(services, comment).comment
    assert (found.status, found.shadow) == (Status.APPROVED, None)
