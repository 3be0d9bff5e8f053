import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import page_praise

GENERIC = "Hi, I really like your blog, the content is great and this site loads fast. Bookmarked it!"
SHOP = "http://shop.example"


@pytest.mark.parametrize(
    ("body", "url", "given"),
    [
        pytest.param(GENERIC, "", 0.75, id="alone"),
        pytest.param(GENERIC, SHOP, 1.75, id="for a web address"),
        pytest.param("Great article!", SHOP, 0, id="short"),
        pytest.param(
            "Great article, the part on tides helped me plan our crossing in May.", SHOP, 0, id="about something"
        ),
        pytest.param(
            GENERIC + " The tide table was wrong for the third of May, as the port said." * 3, SHOP, 0, id="thin"
        ),
        pytest.param("I really like the old ferry, it is the best of all boats here.", SHOP, 0, id="no page"),
        pytest.param(GENERIC * 20, SHOP, 0, id="long"),
    ],
)
def test_points_for_praise_that_speaks_of_nothing(body, url, given):
    assert points(page_praise, body, url=url) == given


def test_the_reason_and_the_span_show_the_first_word_about_the_page():
    found = opinion(page_praise, GENERIC, url=SHOP)
    assert found.reason == "Praises the page, and speaks of nothing in it: “your blog” for the sake of a web address."
    assert GENERIC[slice(*found.span)] == "your blog"
