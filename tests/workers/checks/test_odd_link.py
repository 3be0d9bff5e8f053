import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import odd_link


@pytest.mark.parametrize(
    ("body", "given"),
    [
        pytest.param("http://93.184.216.34/win", 2.0, id="address"),
        pytest.param("http://192.168.0.1/admin", 0, id="at home"),
        pytest.param("http://127.0.0.1:8080/", 0, id="own machine"),
        pytest.param("http://xn--pypal-4ve.com/", 2.0, id="punycode"),
        pytest.param("http://abcdef.onion/x", 2.0, id="hidden service"),
        pytest.param("http://bank.com@evil.com/", 2.0, id="name in front"),
        pytest.param("http://a.example:4444/", 2.0, id="port"),
        pytest.param("http://a.example:8080/", 0, id="usual port"),
        pytest.param("data:text/html;base64,PHNjcmlwdD4=", 2.0, id="data"),
        pytest.param("metadata: text/html", 0, id="metadata"),
        pytest.param("https://a.example/x@y:80", 0, id="path"),
    ],
)
def test_points_for_places_nobody_links_to_openly(body, given):
    assert points(odd_link, body) == given


def test_the_reason_says_what_is_odd():
    assert opinion(odd_link, "http://93.184.216.34/x").reason == "A link to an address without a name: 93.184.216.34."
