import pytest

from service.domain.context import AuthorHistory
from tests.workers.checks.asking import opinion, points
from workers.checks import author_history


@pytest.mark.parametrize(
    ("history", "given"),
    [
        ({}, 0),
        ({"rejected": 3}, 0),
        ({"approved": 9}, -0.5),
        ({"approved": 1, "known_address": True}, -1.0),
        ({"approved": 9, "known_address": True}, -2.0),
        ({"spam": 1}, 1.5),
        ({"spam": 9}, 4.0),
        ({"spam": 1, "approved": 9, "known_address": True}, -0.5),
    ],
    ids=["first", "off-topic", "typed only", "known once", "known long", "spam", "much spam", "both"],
)
def test_points_for_and_off(history, given):
    assert points(author_history, context={"history": AuthorHistory(**history)}) == given


def test_the_reason_says_what_is_known():
    found = opinion(author_history, context={"history": AuthorHistory(approved=2, spam=1, known_address=True)})
    assert found.reason == "Earlier comments under this email: 2 approved from this network, 1 spam."


def test_trust_is_bounded_by_an_option():
    history = AuthorHistory(approved=9, known_address=True)
    assert points(author_history, context={"history": history}, options={"most_trust": 0.25}) == -0.25
