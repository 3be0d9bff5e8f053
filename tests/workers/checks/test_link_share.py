import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import link_share


@pytest.mark.parametrize(
    ("body", "given"),
    [
        ("", 0),
        ("words only", 0),
        ("http://a.example/path", 1.0),
        ("the whole story is told at http://a.example", 0),
        ("look http://a.example/path", 1.0),
    ],
    ids=["empty", "no link", "only a link", "a sentence with a link", "a word with a link"],
)
def test_points_for_a_text_that_is_mostly_link(body, given):
    assert points(link_share, body) == given


def test_the_reason_says_how_much():
    assert opinion(link_share, "http://a.example").reason == "100 % of the text is links."


def test_the_share_is_an_option():
    assert (
        points(link_share, "the whole story is told at http://a.example", options={"share": 0.2, "points": 2.0}) == 2.0
    )
