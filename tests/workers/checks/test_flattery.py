import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import flattery

URL = "http://shop.example"


@pytest.mark.parametrize(
    ("body", "url", "given"),
    [
        ("Great post!", "", 0),
        ("Great post! Keep it up", "", 1.0),
        ("Great post!", URL, 1.25),
        ("Great post, keep it up, bookmarked, thanks for sharing", URL, 2.25),
        ("The ferry chapter helped me", URL, 0),
        ("Great post! " + "And then I went there myself. " * 40, URL, 0),
    ],
    ids=["one", "two", "with address", "much", "to the point", "long"],
)
def test_points_for_praise_that_fits_every_page(body, url, given):
    assert points(flattery, body, url=url) == given


def test_the_reason_quotes():
    found = opinion(flattery, "Great post!", url=URL)
    assert found.reason == "Praise that fits every page: “great post”, and brings a link."
    assert found.span == (0, 10)


def test_the_length_is_an_option():
    assert points(flattery, "Great post!", url=URL, options={"longest": 5}) == 0
