import pytest

from tests.workers.checks.asking import points
from workers.checks import shortener


@pytest.mark.parametrize(
    ("body", "given"),
    [
        pytest.param("https://bit.ly/abc", 1.0, id="scheme"),
        pytest.param("tinyurl.com/abc", 1.0, id="bare"),
        pytest.param("https://youtu.be/abc", 0, id="of one site"),
        pytest.param("https://orbit.ly/abc", 0, id="another host"),
        pytest.param("bit by bit", 0, id="words"),
    ],
)
def test_points_for_shortened_links(body, given):
    assert points(shortener, body) == given


def test_owners_allow_their_own():
    assert points(shortener, "https://bit.ly/abc", options={"allow": ("bit.ly",)}) == 0
