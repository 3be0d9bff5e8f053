import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import begging


@pytest.mark.parametrize(
    ("body", "given"),
    [
        pytest.param("Like this comment", 1.5, id="like"),
        pytest.param("thumbs up if you are here in 2026", 1.5, id="thumbs"),
        pytest.param("plz subscribe, I'll subscribe back", 2.0, id="three"),
        pytest.param("Follow 4 follow", 1.5, id="exchange"),
        pytest.param("ставь лайк", 1.5, id="Russian"),
        pytest.param("I like this comment's tone", 0, id="about a comment"),
        pytest.param("I subscribe to two newspapers", 0, id="newspapers"),
        pytest.param("Can you help me get there?", 0, id="help"),
    ],
)
def test_points_for_likes_and_followers(body, given):
    assert points(begging, body) == given


def test_the_reason_quotes_and_owners_add():
    assert opinion(begging, "please sub").reason == "Begs for likes or followers: “please sub”."
    assert points(begging, "boost us", options={"more": ("boost us",)}) == 1.5
