import pytest

from service.domain.comment import Decision
from service.domain.policy import Policy
from service.domain.verdict import Outcome
from service.usecases.decide import decide
from service.usecases.shadows import compare
from tests.builders import a_site, some_settings
from tests.scenes import evidence, judged

HELD, LENIENT = [evidence(3.0)], [evidence(0.5)]


@pytest.fixture
def settings(tmp_path, database_url):
    shadow = Policy(name="lenient")
    return some_settings(tmp_path, database_url=database_url, sites=[a_site(shadow=shadow)])


@pytest.mark.parametrize(
    ("decisions", "counted"),
    [
        ([], None),
        ([Decision.APPROVE], Decision.APPROVE),
        ([Decision.APPROVE, Decision.UNDO], None),
        ([Decision.APPROVE, Decision.SPAM], Decision.SPAM),
        ([Decision.APPROVE, Decision.SPAM, Decision.UNDO], Decision.APPROVE),
        ([Decision.APPROVE, Decision.UNDO, Decision.REJECT], Decision.REJECT),
    ],
)
def test_what_counts_is_the_last_decision_that_was_not_undone(services, decisions, counted):
    comment = judged(services, *HELD, shadow=LENIENT)
    for decision in decisions:
        decide(services, comment, decision, actor="Mona")

    (count,) = compare(services, sites=["blog"], days=1).counts

    assert (count.policy, count.verdict, count.shadow) == ("lenient", Outcome.HOLD, Outcome.APPROVE)
    assert (count.decision, count.comments) == (counted, 1)


def test_comments_with_the_same_fate_are_counted_together_and_other_sites_are_not(services):
    for _ in range(3):
        judged(services, *HELD, shadow=LENIENT)
    judged(services, *HELD, shadow=HELD)

    counts = compare(services, sites=["blog"], days=1).counts

    assert sorted((one.shadow, one.comments) for one in counts) == [(Outcome.APPROVE, 3), (Outcome.HOLD, 1)]
    assert compare(services, sites=["shop"], days=1).counts == []
