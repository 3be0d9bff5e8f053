import pytest

from service.domain.policy import CheckSettings, Policy
from service.domain.rules import Facts
from service.domain.verdict import Evidence, Outcome, judge

POLICY = Policy(name="strict", hold_at=2.0, spam_at=5.0)


def some(points, *, failed=False):
    return Evidence(check="links", points=points, reason="because", failed=failed)


@pytest.mark.parametrize(
    ("points", "outcome"),
    [
        ([], Outcome.APPROVE),
        ([1.99], Outcome.APPROVE),
        ([2.0], Outcome.HOLD),
        ([1.5, 0.5], Outcome.HOLD),
        ([4.99], Outcome.HOLD),
        ([5.0], Outcome.SPAM),
        ([6.0, -1.5], Outcome.HOLD),
        ([0.1] * 20, Outcome.HOLD),
    ],
)
def test_points_add_up_against_the_thresholds(points, outcome):
    verdict = judge([some(one) for one in points], POLICY, Facts())

    assert verdict.outcome is outcome
    assert verdict.points == pytest.approx(sum(points))
    assert verdict.policy == "strict"


def test_a_failed_check_holds_what_would_be_approved_and_makes_nothing_spam():
    broken = some(0.0, failed=True)

    assert judge([broken], POLICY, Facts()).outcome is Outcome.HOLD
    assert judge([broken, some(4.0)], POLICY, Facts()).outcome is Outcome.HOLD
    assert judge([broken, some(-9.0)], POLICY, Facts()).outcome is Outcome.HOLD
    assert judge([broken, some(5.0)], POLICY, Facts()).outcome is Outcome.SPAM


@pytest.mark.parametrize("points", [float("nan"), float("-inf"), float("inf")])
def test_points_that_are_no_number_are_those_of_a_failed_check(points):
    verdict = judge([some(points), some(-9.0)], POLICY, Facts())

    assert (verdict.outcome, verdict.points) == (Outcome.HOLD, -9.0)
    assert (verdict.evidence[0].failed, verdict.evidence[0].points) == (True, 0.0)
    assert verdict.evidence[0].reason.startswith("The points of 'links' are no number")


def test_all_evidence_is_kept_in_the_order_it_was_given():
    evidence = (some(1.0), some(-1.0), some(0.0, failed=True))

    assert judge(iter(evidence), POLICY, Facts()).evidence == evidence


def test_a_check_that_the_policy_does_not_name_has_its_defaults():
    named = CheckSettings(enabled=False)

    assert Policy(checks={"links": named}).settings_of("links") is named
    assert Policy().settings_of("links") == CheckSettings()
