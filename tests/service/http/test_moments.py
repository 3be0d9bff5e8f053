"""How the review pages say when something was, or will be."""

from datetime import UTC, datetime, timedelta

import pytest

from service.http import moments

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        ({"seconds": -3}, "just now"),
        ({"seconds": 4}, "just now"),
        ({"seconds": 59}, "59 seconds ago"),
        ({"seconds": 60}, "1 minute ago"),
        ({"minutes": 119}, "1 hour ago"),
        ({"days": 2}, "2 days ago"),
        ({"days": 31}, "on 22 October 2026"),
    ],
)
def test_a_past_instant_is_told_in_its_largest_unit(passed, words):
    assert moments.ago(NOW - timedelta(**passed), NOW) == words


def test_a_coming_instant_is_told_too():
    assert moments.soon(NOW + timedelta(seconds=20), NOW) == "in 20 seconds"
    assert moments.soon(NOW, NOW) == "any moment"


def test_an_instant_can_be_read_precisely():
    assert moments.exactly(NOW) == "22 November 2026, 10:00:00 UTC"
