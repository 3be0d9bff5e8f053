import pytest

from service.domain.campaign import Spread
from service.domain.comment import Status
from tests.workers.checks.asking import opinion, points
from workers.checks import campaign

BODY = "The harbour ferry never waits for the bus from the station."


def asked(body=BODY, *, options=None, **spread):
    return points(campaign, body, options=options, context={"campaign": Spread(**spread)})


def test_a_comment_like_no_other_is_no_opinion():
    assert points(campaign, BODY) == 0


@pytest.mark.parametrize(
    ("status", "given"),
    [(Status.SPAM, 6.0), (Status.REJECTED, 2.0), (Status.HELD, 2.0), (Status.APPROVED, 0)],
)
def test_what_moderators_said_of_the_campaign_counts_whatever_else_is_known(status, given):
    assert asked(decided=status, copies=9, spam=3, authors=9, sites=4) == given
    assert asked("Short.", decided=status) == given


@pytest.mark.parametrize(
    ("spread", "given"),
    [
        ({"copies": 3, "spam": 1}, 4.0),
        ({"copies": 3, "spam": 1, "approved": 1, "authors": 4}, 0),
        ({"copies": 3, "approved": 1, "authors": 4}, 0),
        ({"against": 1}, 4.0),
        ({"against": 1, "copies": 1, "approved": 1}, 0),
    ],
    ids=["one was spam", "opinions differ", "one was approved", "spam elsewhere", "spam elsewhere, approved here"],
)
def test_what_moderators_said_of_single_copies_counts_when_they_agree(spread, given):
    assert asked(**spread) == given


@pytest.mark.parametrize(
    ("spread", "given"),
    [
        ({"copies": 0}, 0),
        ({"copies": 2, "authors": 1, "pages": 1}, 0),
        ({"copies": 1, "authors": 2, "pages": 1}, 0.75),
        ({"copies": 1, "authors": 1, "pages": 2}, 0.75),
        ({"copies": 2, "authors": 3, "pages": 1}, 1.0),
        ({"copies": 50, "authors": 50, "pages": 40}, 1.25),
        ({"copies": 2, "authors": 2, "pages": 2, "sites": 2}, 0.75),
        ({"copies": 9, "authors": 9, "pages": 3, "sites": 2}, 2.0),
    ],
    ids=["first", "mended", "another's", "own, elsewhere", "three", "many", "two on two sites", "many on two sites"],
)
def test_without_a_moderators_word_its_reach_counts_a_little(spread, given):
    assert asked(**spread) == given


def test_short_texts_are_alike_by_chance():
    body = "Thank you very much for this!"
    assert asked(body, copies=50, authors=50, pages=50) == 0
    assert asked(body, copies=50, authors=50, pages=50, options={"shortest": 20}) == 1.25


def test_the_reason_says_how_far_it_has_spread():
    spread = Spread(copies=11, authors=4, pages=9, sites=3)
    found = opinion(campaign, BODY, context={"campaign": spread})
    assert found.reason == "Almost the same text was posted 11 times before: 4 authors on 9 pages of 3 sites."
    found = opinion(campaign, BODY, context={"campaign": Spread(copies=1, authors=2)})
    assert found.reason == "Almost the same text was posted once before: 2 authors on 1 page."
