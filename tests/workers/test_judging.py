import json
from dataclasses import replace

from service.domain.comment import Decision, Status
from service.domain.policy import CheckSettings, ModelSettings, Policy
from service.domain.rules import Rule
from service.domain.verdict import MODEL, Outcome, Shadow
from service.queue import Work
from service.usecases.review import detail
from service.usecases.submit import submit
from tests.builders import a_site, a_submission
from tests.workers.builders import a_classifier, a_runtime
from tests.workers.models import decided, marked
from workers import judging
from workers.classifier import Classifier
from workers.learning.learner import Learner
from workers.learning.prior import prior
from workers.lines import LineJudge, judge_lines
from workers.runtime import scorer_for


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
    assert found.shadow == Shadow(policy="strict", points=found.points + 0.5, outcome=Outcome.SPAM)
    assert [one.check for one in found.evidence] == ["links", "model"]


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


class Unlearned:
    """A model that breaks when it is asked."""

    def margin(self, features):
        raise ZeroDivisionError


TEXT = "Cheap watches, write to the seller today"


class TestTheModel:
    def test_a_decision_is_heard_in_the_next_verdict_which_names_the_version(self, services):
        runtime = a_runtime(services)
        decided(services, TEXT, Decision.SPAM)
        judging.drain(runtime)
        comment = submit(services, a_submission(body=f"{TEXT}!")).id
        judging.drain(runtime)

        found = detail(services, comment).comment
        said = [one for one in found.evidence if one.check == MODEL]
        assert found.model_version == 1
        assert sum(one.points for one in said) > 0, "more than the -0.5 that a model which knows nothing says"
        assert any("“watches”" in one.reason for one in said)
        assert round(sum(one.points for one in found.evidence), 4) == found.points

    def test_what_was_decided_before_a_comment_came_is_heard_though_no_hint_came(self, services):
        decided(services, TEXT, Decision.SPAM)
        comment = submit(services, a_submission(body=TEXT)).id

        judging.drain(a_runtime(services))

        assert detail(services, comment).comment.model_version == 1

    def test_a_drain_goes_on_learning_when_no_comment_waits(self, services):
        runtime = a_runtime(services, classifier=StepByStep(services, prior=Learner))
        marked(services, *(f"{TEXT} {number}" for number in range(5)))

        judging.drain(runtime)

        assert runtime.classifier.model_of("blog").version == 5

    def test_a_long_rebuild_keeps_no_comment_waiting(self, services):
        runtime = a_runtime(services, classifier=StepByStep(services, prior=Learner))
        marked(services, *(f"{TEXT} {number}" for number in range(5)))
        comments = [submit(services, a_submission(body=f"Thought {number}")).id for number in range(21)]

        judging.drain(runtime)

        versions = [detail(services, one).comment.model_version for one in comments]
        assert versions == [0] * 21, "two batches, and two of five lessons before the second"
        assert runtime.classifier.model_of("blog").version == 5

    def test_a_broken_model_holds_and_is_counted(self, services, monkeypatch):
        runtime = a_runtime(services, classifier=a_classifier(services, prior=Learner))
        runtime.classifier.model_of("blog").learner = Unlearned()
        comment = submit(services, a_submission()).id

        judging.drain(runtime)

        found = detail(services, comment).comment
        assert found.status is Status.HELD
        assert [(one.check, one.failed) for one in found.evidence] == [(MODEL, True)]

    def test_a_policy_can_switch_it_off_or_weigh_it(self, services):
        policies = {"off": ModelSettings(enabled=False), "half": ModelSettings(weight=0.5)}
        points = {}
        for name, model in policies.items():
            policy = Policy(name=name, model=model)
            site = a_site(policy=policy)
            changed = replace(services.settings, policies={name: policy}, sites={"blog": site})
            comment = submit(services, a_submission(email=f"{name}@example.org", body=f"A thought on {name}")).id
            judging.drain(a_runtime(replace(services, settings=changed)))
            found = detail(services, comment).comment
            points[name] = (found.points, found.model_version)

        assert points == {"off": (-0.5, None), "half": (-0.25, 0)}

    def test_service_and_command_line_give_the_same_points(self, services):
        runtime = a_runtime(services, classifier=a_classifier(services, prior=prior))
        decided(services, TEXT, Decision.SPAM)
        texts = [
            "At this seller: rings and watches",
            "CHECK OUT my channel http://a.example",
            "The ferry was late.",
            "Пиши в личку, заработок",
        ]
        comments = [
            submit(services, a_submission(body=text, email=f"{at}@example.org")).id for at, text in enumerate(texts)
        ]
        judging.drain(runtime)

        learner = runtime.classifier.model_of("blog").learner
        judge = LineJudge(scorer_for(Policy()), Policy(), learner=learner)
        for comment, text in zip(comments, texts, strict=True):
            given = a_submission()
            line = {"text": text, "author": given.name, "email": given.email, "page": given.page}
            (judged,) = judge_lines([json.dumps(line).encode()], judge=judge)
            found = detail(services, comment).comment
            assert (found.points, found.verdict) == (judged["points"], judged["verdict"])
            assert [one.reason for one in found.evidence] == [one["reason"] for one in judged["evidence"]]


class StepByStep(Classifier):
    """A classifier that has no time: one lesson a step."""

    def catch_up(self, *, seconds=0.0):
        return super().catch_up(seconds=0)
