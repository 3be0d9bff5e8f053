from dataclasses import replace

import pytest

from service.domain.policy import CheckSettings, Policy
from service.domain.rules import Rule
from service.domain.sample import Label
from service.domain.verdict import MODEL, RULE, Evidence, Outcome, Verdict
from service.usecases import judge
from service.usecases.review import detail
from service.usecases.submit import submit
from tests.builders import a_submission
from workers.plugins import load_checks
from workers.runtime import scorer_for
from workers.trial import Bench, Costs, Trial, Tried, carried_over, reason_of, try_on

LOCAL = tuple(load_checks())


def some(check, points=1.0, *, failed=False):
    return Evidence(check=check, points=points, reason=f"{check} said so", failed=failed)


def a_verdict(outcome, *evidence):
    return Verdict(outcome=outcome, points=1.0, evidence=evidence, policy="p")


def a_tried(label, live, tried):
    return Tried(id="1", page="", label=label, live=a_verdict(live), tried=a_verdict(tried))


def a_bench(**policy):
    made = Policy(**policy)
    return Bench(policy=made, scorer=scorer_for(made))


def test_what_can_be_asked_again_is_not_carried_over():
    evidence = [some(RULE, 0.0), some("links"), some(MODEL), some("akismet")]

    assert [one.check for one in carried_over(evidence, local=LOCAL)] == [MODEL, "akismet"]


def test_a_case_is_judged_by_both_policies_with_what_others_said_then(services):
    submit(services, a_submission(body="See http://a.example for the timetable of the harbour boats."))
    (case,), _ = judge.claim(services)
    judge.record(services, [judge.Judged(case=case, evidence=[some("links", 9.0), some(MODEL, -0.25)])])
    kept = replace(case, comment=detail(services, case.comment.id).comment)

    double = a_bench(name="double", checks={"links": CheckSettings(weight=2)})
    found = try_on(kept, label=Label.HAM, live=a_bench(), bench=double, local=LOCAL)

    assert (found.live.points, found.tried.points) == (0.25, 0.75)
    assert (found.live.policy, found.tried.policy) == ("default", "double")
    assert not found.changes


def test_rules_are_tried_on_the_facts_of_then(services):
    submit(services, a_submission())
    (case,), _ = judge.claim(services)
    strict = a_bench(rules=(Rule(name="first", then=Outcome.HOLD, when={"first_comment": True}),))

    found = try_on(case, label=Label.HAM, live=a_bench(), bench=strict, local=LOCAL)

    assert (found.live.outcome, found.tried.outcome, found.changes) == (Outcome.APPROVE, Outcome.HOLD, True)
    assert reason_of(found.tried).startswith("The rule “first” says hold")


def test_verdicts_are_counted_by_label_and_cost_what_was_said():
    trial = Trial(
        tried=[
            a_tried(Label.HAM, Outcome.APPROVE, Outcome.SPAM),
            a_tried(Label.HAM, Outcome.HOLD, Outcome.HOLD),
            a_tried(Label.SPAM, Outcome.HOLD, Outcome.APPROVE),
            a_tried(Label.SPAM, Outcome.SPAM, Outcome.HOLD),
        ]
    )

    costs = Costs(ham_lost=100, ham_held=1, spam_published=10, spam_held=2)
    assert (costs.of(trial.counts()), costs.of(trial.live_counts())) == (113, 3)
    assert trial.counts()[Label.HAM] == {Outcome.SPAM: 1, Outcome.HOLD: 1}
    assert len(trial.changes()) == 3


@pytest.mark.parametrize(
    ("evidence", "reason"),
    [
        ([some("a", 1.0), some("b", -2.0)], "b said so"),
        ([some("a", 5.0), some("b", 0.0, failed=True)], "b said so"),
        ([some("b", 0.0, failed=True), some(RULE, 0.0)], "rule said so"),
        ([some("a", 1.0), some(MODEL, 9.0)], "a said so"),
        ([some(MODEL, 9.0)], "model said so"),
        ([], "Nothing speaks against it."),
    ],
)
def test_the_reason_is_what_decided(evidence, reason):
    assert reason_of(a_verdict(Outcome.HOLD, *evidence)) == reason
