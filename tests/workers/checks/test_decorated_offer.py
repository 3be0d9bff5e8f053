import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import decorated_offer


@pytest.mark.parametrize(
    ("body", "given"),
    [
        ("🔥 Work 💰 from home ✅ today 👉 @somebody", 2.0),
        ("🔥 Only 💰 today ✅ for 💎 100$", 2.0),
        ("🔥 Only 💰 today ✅ here 💎 http://a.example", 2.0),
        ("🔥 Only 💰 today ✅ for 💎 you", 0),
        ("😂😂😂😂😂😂 @somebody", 0),
        ("👨‍👩‍👧‍👦 ❤️ see http://a.example", 0),
        ("See http://a.example", 0),
    ],
    ids=["account", "sum", "link", "no offer", "laughing", "family", "plain"],
)
def test_points(body, given):
    assert points(decorated_offer, body) == given


def test_the_least_number_is_an_option_and_the_span_shows_the_offer():
    found = opinion(decorated_offer, "🔥 now 💰 @somebody", options={"least": 2})
    assert found.reason == "Emoji in 2 places or more around an account, a link or a sum of money."
    assert found.span == (8, 17)
