import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import disguised_letters


@pytest.mark.parametrize(
    ("body", "given"),
    [
        ("plain", 0),
        ("𝗔𝗟𝗘𝗫𝗜𝗦", 3.0),
        ("one vіagra", 1.0),
        ("vіagra сialis", 2.5),
        ("fr\u200bee", 1.25),
        ("fr\u200bee mo\u200bney", 2.5),
        ("v i a g r a", 1.5),
        ("&#118;iagra", 1.0),
        ("v1agra hxxp://a.example", 0),
        ("𝗔𝗟𝗘𝗫𝗜𝗦 vіagra сialis fr\u200bee", 4.0),
        ("Привет, VPNы и 𝑥", 0),
        ("ＮＨＫのニュース", 0),
    ],
    ids=[
        "plain",
        "styled",
        "one mixed",
        "two mixed",
        "hidden",
        "hidden twice",
        "spaced",
        "coded",
        "others'",
        "all",
        "honest",
        "wide",
    ],
)
def test_points_by_kind_of_disguise(body, given):
    assert points(disguised_letters, body) == given


def test_the_reason_says_what_was_seen_and_where_first():
    found = opinion(disguised_letters, "So fr\u200bee and 𝗔𝗟𝗘𝗫𝗜𝗦")
    assert "invisible characters inside words (1)" in found.reason
    assert "mathematical" in found.reason
    assert found.span == (3, 8)


def test_strictness_is_an_option():
    assert points(disguised_letters, "𝗔𝗟𝗘𝗫𝗜𝗦", options={"strictness": 0.5}) == 1.5
