from datetime import timedelta

import pytest

from service.domain.comment import Submission
from service.domain.context import AuthorHistory, Context
from service.domain.policy import Policy
from service.domain.rules import CONDITIONS, Facts, Rule, facts_of
from service.domain.text import normalise
from service.domain.verdict import RULE, Evidence, Outcome, judge
from tests.builders import PAGE, a_submission
from tests.fakes import FakeClock

KNOWN = {"approved": 3, "known_address": True}
OLD = {"page_age": timedelta(days=31)}


def a_rule(then=Outcome.HOLD, *, name="a rule", **when):
    return Rule(name=name, then=then, when=when)


def some(points, *, check="links", failed=False):
    return Evidence(check=check, points=points, reason="because", failed=failed)


def ruled(*rules, evidence=(), **facts):
    return judge(evidence, Policy(rules=rules), Facts(**facts))


@pytest.mark.parametrize(
    ("condition", "wanted", "met", "unmet"),
    [
        ("first_comment", True, {}, {"approved": 1}),
        ("first_comment", False, {"approved": 1}, {}),
        ("author_approved_at_least", 3, {"approved": 3}, {"approved": 2}),
        ("author_rejected_at_least", 1, {"rejected": 1}, {}),
        ("author_spam_at_least", 2, {"spam": 2}, {"spam": 1}),
        ("author_known_network", True, KNOWN, {"approved": 3}),
        ("author_url", True, {"author_url": True}, {}),
        ("reply", False, {}, {"reply": True}),
        ("links_at_least", 1, {"links": 1}, {}),
        ("links_at_most", 0, {}, {"links": 1}),
        ("characters_at_least", 10, {"characters": 10}, {"characters": 9}),
        ("characters_at_most", 10, {"characters": 10}, {"characters": 11}),
        ("points_at_least", 1.5, {"points": 1.5}, {"points": 1.4}),
        ("points_below", 1.5, {"points": 1.4}, {"points": 1.5}),
        ("checks", ("flattery", "links"), {"spoke": frozenset({"links"})}, {"spoke": frozenset({"honeypot"})}),
        ("page_older_than_days", 30, OLD, {"page_age": timedelta(days=30)}),
        ("page_starts_with", (PAGE[:-3],), {"page": PAGE}, {"page": ""}),
    ],
)
def test_a_condition_holds_where_its_fact_is_so(condition, wanted, met, unmet):
    rule = a_rule(**{condition: wanted})

    assert rule.holds(Facts(**met))
    assert not rule.holds(Facts(**unmet))
    assert rule.reason(Facts(**met)).startswith("The rule “a rule” says hold: ")


@pytest.mark.parametrize("days", [1e12, float("inf")])
def test_no_page_is_older_than_the_calendar_goes(days):
    assert not a_rule(page_older_than_days=days).holds(Facts(page_age=timedelta.max))


def test_every_condition_is_tried_above():
    (mark,) = test_a_condition_holds_where_its_fact_is_so.pytestmark

    assert {row[0] for row in mark.args[1]} == set(CONDITIONS)


def test_a_page_of_unknown_age_is_not_old():
    assert not a_rule(page_older_than_days=0).holds(Facts())


def test_all_conditions_must_hold():
    rule = a_rule(first_comment=True, links_at_least=1)

    assert ruled(rule, links=1).outcome is Outcome.HOLD
    assert ruled(rule, links=0).outcome is Outcome.APPROVE
    assert ruled(rule, links=1, approved=1).outcome is Outcome.APPROVE


def test_a_rule_without_conditions_is_for_every_comment():
    verdict = ruled(a_rule(name="premoderation"))

    assert verdict.outcome is Outcome.HOLD
    assert verdict.evidence[0].reason == "The rule “premoderation” says hold: it is for every comment."


def test_the_rule_that_spoke_is_named_and_stands_first_in_the_evidence():
    verdict = ruled(a_rule(name="first comment with a link", first_comment=True, links_at_least=1), links=2)

    assert verdict.rule == "first comment with a link"
    assert verdict.evidence[0] == Evidence(
        check=RULE,
        points=0.0,
        reason="The rule “first comment with a link” says hold: no comment of the author has stood here for a day, "
        "2 links.",
    )


def test_the_first_rule_that_holds_speaks_alone():
    silent = a_rule(Outcome.SPAM, name="silent", links_at_least=5)
    first, second = a_rule(Outcome.APPROVE, name="first"), a_rule(Outcome.SPAM, name="second")

    verdict = ruled(silent, first, second)

    assert (verdict.outcome, verdict.rule) == (Outcome.APPROVE, "first")
    assert len(verdict.evidence) == 1


@pytest.mark.parametrize(
    ("then", "points", "outcome"),
    [
        (Outcome.HOLD, 0, Outcome.HOLD),
        (Outcome.HOLD, 3, Outcome.HOLD),
        (Outcome.HOLD, 9, Outcome.SPAM),
        (Outcome.SPAM, 0, Outcome.SPAM),
        (Outcome.APPROVE, 3, Outcome.APPROVE),
        (Outcome.APPROVE, 9, Outcome.APPROVE),
    ],
)
def test_hold_means_at_least_hold_and_the_others_mean_what_they_say(then, points, outcome):
    assert ruled(a_rule(then), evidence=[some(points)]).outcome is outcome


def test_with_a_failed_check_no_rule_approves():
    verdict = ruled(a_rule(Outcome.APPROVE), evidence=[some(0.0, failed=True)])

    assert verdict.outcome is Outcome.HOLD
    assert ruled(a_rule(Outcome.SPAM), evidence=[some(0.0, failed=True)]).outcome is Outcome.SPAM


def test_points_and_checks_are_those_of_the_evidence():
    spoke = a_rule(Outcome.SPAM, checks=("model",), points_at_least=0.5)

    assert ruled(spoke, evidence=[some(1.0, check="model"), some(-0.4, check="model")]).outcome is Outcome.SPAM
    assert ruled(spoke, evidence=[some(1.0, check="model"), some(-1.0, check="model"), some(1)]).rule == ""


def test_judged_again_on_its_own_evidence_a_rule_speaks_once():
    rule = a_rule(name="once")
    first = ruled(rule, evidence=[some(1.0)])

    again = ruled(rule, evidence=first.evidence)

    assert again == first


def test_facts_come_from_the_submission_and_what_came_before():
    body = "See https://a.example and www.a.example, https://b.example"
    submission = a_submission(body=body, url="https://ada.example", parent="x")
    context = Context(
        now=FakeClock().now,
        text=normalise(body),
        history=AuthorHistory(approved=1, rejected=2, spam=3, known_address=True),
        page_age=timedelta(days=2),
    )

    assert facts_of(submission, context) == Facts(
        approved=1,
        rejected=2,
        spam=3,
        known_address=True,
        links=3,
        characters=len(body),
        reply=True,
        author_url=True,
        page=PAGE,
        page_age=timedelta(days=2),
    )
    assert (
        facts_of(
            Submission(site="", page="", name="", email="", body=""), Context(now=FakeClock().now, text=normalise(""))
        )
        == Facts()
    )
