import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import links

HOLD_AT = 2.0


@pytest.mark.parametrize(
    ("body", "given"),
    [
        ("no link", 0),
        ("http://a.example", 0.5),
        ("http://a.example http://b.example", 1.25),
        ("a.com b.com c.com", 2.0),
        ("a.com b.com c.com d.com e.com f.com g.com h.com", 4.0),
        ('<a href="http://a.example">http://a.example</a>', 0.5),
        ("casino dot com", 2.0),
    ],
    ids=["none", "one", "two", "three", "many", "the same twice", "disguised"],
)
def test_points_by_number_of_links(body, given):
    assert points(links, body) == given


def test_the_authors_own_address_weighs_little():
    assert points(links, "no link", url="http://ada.example") == 0.2
    assert points(links, "see http://a.example", url="http://ada.example") < HOLD_AT


def test_the_reason_names_number_and_hosts_and_the_span_shows_the_first():
    found = opinion(links, "Go: http://a.example http://b.example c.com d.com")
    assert found.reason == "4 links, 1 is usual: a.example, b.example, c.com, …."
    assert found.span == (4, 20)


def test_options_say_what_is_usual():
    assert points(links, "a.com b.com c.com", options={"usual": 3}) == 0.5
    assert points(links, "a.com b.com", options={"points_each": 3.0}) == 3.5
