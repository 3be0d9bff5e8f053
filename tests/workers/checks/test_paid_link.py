import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import paid_link


@pytest.mark.parametrize(
    ("body", "given"),
    [
        pytest.param("see http://a.example/?ref=12", 1.25, id="referral"),
        pytest.param("http://a.example/ref/12", 1.25, id="path"),
        pytest.param("join at a.example/invite/x1", 1.25, id="invitation"),
        pytest.param("https://www.gofundme.com/f/x", 1.25, id="fund"),
        pytest.param("https://www.amazon.com/dp/B0?tag=me-20", 1.25, id="tag"),
        pytest.param("https://www.amazon.com/gp/x/ref=sr_1", 0, id="Amazon's own"),
        pytest.param("https://facebook.com/x?ref=hl", 0, id="Facebook's own"),
        pytest.param("http://a.example/reference/1", 0, id="reference"),
        pytest.param("They raised it on Kickstarter", 0, id="no link"),
    ],
)
def test_points_for_links_that_pay(body, given):
    assert points(paid_link, body) == given


def test_the_reason_names_the_host_and_owners_allow_it():
    found = opinion(paid_link, "at https://www.gofundme.com/f/x")
    assert found.reason.endswith("gofundme.com.")
    assert found.span == (3, 31)
    assert points(paid_link, "https://www.gofundme.com/f/x", options={"allow": ("gofundme.com",)}) == 0
