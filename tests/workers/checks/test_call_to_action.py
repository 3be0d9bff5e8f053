import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import call_to_action


@pytest.mark.parametrize(
    ("body", "given"),
    [
        ("Check out my garden", 2.0),
        ("CHECK OUT my channel", 2.5),
        ("c h e c k out my site http://a.example", 2.5),
        ("click here", 1.0),
        ("click here: http://a.example", 1.5),
        ("подписывайтесь на мой канал", 2.5),
        ("点击这里", 1.0),
        ("คลิกที่นี่", 1.0),
        ("Check out my channel, subscribe, click here, link below http://a.example", 3.5),
        ("Check out the new pier", 0.75),
        ("CHECK OUT http://a.example", 1.5),
        ("check out: www.a.example", 1.5),
        ("At check out, http://a.example asked me again", 0.75),
        ("I checked out of my hotel and clicked nothing", 0),
        ("His channels are dry", 0),
    ],
    ids=[
        "own",
        "capitals",
        "spaced",
        "general",
        "with link",
        "Russian",
        "Chinese",
        "Thai",
        "many",
        "mild",
        "only a link",
        "only a bare link",
        "a till",
        "honest",
        "part of a word",
    ],
)
def test_points_for_invitations(body, given):
    assert points(call_to_action, body) == given


def test_the_reason_quotes_and_the_span_shows_it():
    found = opinion(call_to_action, "Hey, check  out my garden")
    assert found.reason == "Invites readers elsewhere: “check out my”."
    assert found.span == (5, 18)


def test_owners_add_phrases():
    assert points(call_to_action, "join our raid", options={"more": ("join our raid",)}) == 2.0
