import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import author_link


@pytest.mark.parametrize(
    ("url", "given"),
    [
        pytest.param("http://best-casino-bonus.example/", 1.75, id="sells in the host"),
        pytest.param("http://a.example/cheap-jerseys", 1.75, id="sells in the path"),
        pytest.param("http://seo-agency.example", 1.75, id="SEO"),
        pytest.param("https://bit.ly/abc", 1.25, id="hides"),
        pytest.param("http://a.example/how-to-fix-your-roof", 0.75, id="deep"),
        pytest.param("http://a.example/page.html", 0.75, id="a page"),
        pytest.param("http://ada.example", 0, id="own site"),
        pytest.param("http://museo.example/", 0, id="part of a word"),
        pytest.param("", 0, id="none"),
    ],
)
def test_points_by_where_it_leads(url, given):
    assert points(author_link, url=url) == given


def test_the_reason_says_why():
    found = opinion(author_link, url="http://a.example/payday")
    assert found.reason == "The author's web address speaks of “payday”: a.example."
    assert points(author_link, url="http://a.example/payday", options={"strictness": 0.0}) == 0
