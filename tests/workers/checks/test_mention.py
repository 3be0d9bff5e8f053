import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import mention


@pytest.mark.parametrize(
    ("body", "given"),
    [
        ("write to @somebody now", 0.75),
        ("details (@somebody)", 0.75),
        ("жду: @somebody", 0.75),
        ("@somebody I agree", 0),
        ("I agree.\n@somebody you too", 0),
        ("mail me@somebody.example", 0),
        ("meet @ the pier @10", 0),
    ],
    ids=["sentence", "brackets", "Russian", "an answer", "an answer below", "email", "at"],
)
def test_points(body, given):
    assert points(mention, body) == given


def test_the_reason_names_the_account():
    found = opinion(mention, "write to @Somebody now")
    assert found.reason == "Names an account: @somebody."
    assert found.span == (9, 18)
