from dataclasses import dataclass
from types import ModuleType

import pytest

from service.domain.policy import CheckSettings, Policy
from service.domain.rules import Facts, Rule
from service.domain.verdict import Opinion, Outcome, judge
from tests.builders import a_submission
from tests.workers.checks.asking import a_context
from workers.plugins import PluginError
from workers.scoring import Said, Scorer


@dataclass(frozen=True, kw_only=True)
class Options:
    points: float = 1.0


def a_check(name, *, check=None):
    module = ModuleType(name)
    module.Options = Options
    module.check = check or (lambda submission, context, options: Opinion(points=options.points, reason="why"))
    return {name: module}


def broken(submission, context, options):
    raise KeyError("oops")


def ask(checks, policy=None, **observed):
    return Scorer(checks, policy or Policy(), **observed).evidence(a_submission(), a_context("A body."))


def a_policy(**checks):
    return Policy(checks={name: CheckSettings(**settings) for name, settings in checks.items()})


def test_every_check_is_heard_the_weightiest_first():
    checks = a_check("b") | a_check("a") | a_check("c") | a_check("silent", check=lambda *_: None)
    policy = a_policy(b={"options": {"points": -3}}, c={"options": {"points": 2.0}})
    assert [(one.check, one.points) for one in ask(checks, policy)] == [("b", -3.0), ("c", 2.0), ("a", 1.0)]


def test_checks_of_one_weight_come_in_the_order_of_their_names():
    assert [one.check for one in ask(a_check("b") | a_check("a"))] == ["a", "b"]


def test_points_are_weighted_by_the_policy():
    (evidence,) = ask(a_check("a"), a_policy(a={"weight": 0.5, "options": {"points": 3.0}}))
    assert (evidence.points, evidence.reason) == (1.5, "why")


def test_a_disabled_check_is_not_asked():
    assert ask(a_check("a", check=broken), a_policy(a={"enabled": False})) == ()


def test_a_broken_check_holds_the_comment_and_silences_no_other():
    found = ask(a_check("good") | a_check("bad", check=broken))
    good, bad = found
    assert (good.check, good.points) == ("good", 1.0)
    assert (bad.check, bad.points, bad.failed) == ("bad", 0.0, True)
    assert bad.reason.startswith("The check 'bad' failed;")
    assert judge(found, Policy(), Facts()).outcome is Outcome.HOLD


def test_a_check_that_answers_nonsense_is_broken():
    (evidence,) = ask(a_check("bad", check=lambda *_: "spam"))
    assert evidence.failed


def test_what_breaks_is_observed_with_its_error():
    told = []
    ask(a_check("bad", check=broken) | a_check("good"), observe=lambda *one: told.append(one))
    assert [(check, type(error)) for check, error in told] == [("bad", KeyError)]


def test_every_mistake_in_a_policy_is_said_when_the_scorer_is_built():
    policy = a_policy(a={"options": {"point": 1}}, lnks={}, b={"enabled": False, "options": {"points": "x"}})
    with pytest.raises(PluginError) as caught:
        Scorer(a_check("a") | a_check("b"), policy)
    assert caught.value.mistakes == (
        "policies.default.checks: there is no check 'lnks'; there are a, b",
        "policies.default.checks.a: there is no option 'point'; did you mean 'points'? There is points",
        "policies.default.checks.b: points must be a number, not 'x'",
    )


def test_a_rule_that_waits_for_a_check_that_is_not_there_is_a_mistake():
    def rules(*names):
        return Policy(rules=(Rule(name="r", then=Outcome.HOLD, when={"checks": names}),))

    Scorer(a_check("a"), rules("a", "model", "akismet"))
    with pytest.raises(PluginError) as caught:
        Scorer(a_check("a"), rules("a", "bb"))
    assert caught.value.mistakes == (
        "policies.default.rules[1].when.checks: there is no check 'bb'; there are a, akismet, hook, model",
    )


def test_a_second_policy_asks_a_check_again_only_for_other_options():
    asked = []

    def check(submission, context, options):
        asked.append(options)
        return Opinion(points=options.points, reason="because")

    checks, said = a_check("a", check=check), Said()

    def points(**settings):
        scorer = Scorer(checks, a_policy(a=settings))
        return [one.points for one in scorer.evidence(a_submission(), a_context(""), said)]

    first = points(options={"points": 2.0})
    assert (first, points(options={"points": 2.0}, weight=0.5), len(asked)) == ([2.0], [1.0], 1)
    assert (points(options={"points": 3.0}), len(asked)) == ([3.0], 2)


def test_a_check_that_broke_is_asked_again_by_the_second_policy():
    said = Said()
    scorer = Scorer(a_check("bad", check=broken), Policy())

    assert [scorer.evidence(a_submission(), a_context(""), said)[0].failed for _ in range(2)] == [True, True]


def test_a_check_of_the_whole_is_asked_of_no_part_of_a_long_text():
    def long_word(_submission, context, _options):
        return Opinion(points=1.0, reason=f"{len(context.text.raw)} characters", span=(0, 5))

    checks = a_check("any", check=long_word) | a_check("whole", check=long_word)
    checks["whole"].OF_THE_WHOLE = True
    text = "a word " * 2_000
    scorer = Scorer(checks, Policy())
    found = {one.check: one for one in scorer.evidence(a_submission(), a_context(text))}
    assert found["whole"].reason == f"{len(text)} characters"
    assert found["whole"].span is None
    assert found["any"].reason != found["whole"].reason
