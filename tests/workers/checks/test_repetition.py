import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import repetition

SENTENCE = "Buy boats at our harbour now. "
LINE = "Buy boats at our harbour now.\n"


@pytest.mark.parametrize(
    ("body", "given"),
    [
        pytest.param(
            LINE * 4,
            1.0,
            id="lines",
        ),
        pytest.param(
            SENTENCE * 3,
            1.0,
            id="sentences",
        ),
        pytest.param(SENTENCE * 2, 0, id="twice"),
        pytest.param("no! no! no! no!", 0, id="short ones"),
        pytest.param(
            "Row your boat. One more line. Another line here. " + "And so it goes. " * 2,
            0,
            id="a song",
        ),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_points_for_saying_the_same_again(body, given):
    assert points(repetition, body) == given


def test_the_reason_counts_and_the_span_shows_the_first():
    found = opinion(repetition, "So.\n" + LINE * 4)
    assert found.reason == "Says the same 4 times: “buy boats at our harbour now”."
    assert found.span == (4, 32)
