import pytest

from service.domain.policy import CheckSettings, Policy
from service.domain.rules import Facts
from service.domain.verdict import judge
from tests.builders import a_submission
from tests.workers.checks.asking import a_context, opinion
from workers.checks import abuse
from workers.scoring import Scorer

INSULT = "You are an idiot, shut up"


@pytest.mark.parametrize("body", [INSULT, "1d10t!", "y0u m0ron", "ты дебил", "傻逼"])
def test_an_insult_asks_for_a_moderator_and_has_no_points(body):
    found = opinion(abuse, body)
    assert (found.points, found.holds) == (0, True)
    assert found.reason.startswith("Abuse, not spam: ")


@pytest.mark.parametrize("body", ["The ferry was late", "Scunthorpe", "A pussycat in Dyker Heights", "Не тупи, плыви"])
def test_honest_words_are_no_insults(body):
    assert opinion(abuse, body) is None


def test_owners_choose_the_words():
    assert opinion(abuse, "you landlubber", options={"more": ("landlubber",)}) is not None
    assert opinion(abuse, "idiot", options={"except_for": ("idiot",)}) is None


def verdict(policy, body=INSULT):
    scorer = Scorer({"abuse": abuse}, policy)
    return judge(scorer.evidence(a_submission(body=body), a_context(body)), policy, Facts())


def test_it_is_off_unless_switched_on():
    assert verdict(Policy()).outcome == "approve"
    assert verdict(Policy(checks={"abuse": CheckSettings(options={"more": ("x",)})})).outcome == "approve"


def test_switched_on_it_holds_and_never_makes_spam():
    policy = Policy(hold_at=50, spam_at=100, checks={"abuse": CheckSettings(enabled=True, weight=1_000)})
    found = verdict(policy)
    assert (found.outcome, found.points) == ("hold", 0)
    assert verdict(policy, "The ferry was late").outcome == "approve"
