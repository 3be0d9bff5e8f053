import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import hashtags


@pytest.mark.parametrize(
    ("body", "given"),
    [
        pytest.param("#boats #harbour", 0.75, id="two"),
        pytest.param("#помогу #безопыта", 0.75, id="Russian"),
        pytest.param("#boats", 0, id="one"),
        pytest.param("#boats #boats", 0, id="the same"),
        pytest.param("issue #12 and #13", 0, id="numbers"),
        pytest.param("http://a.example/#top http://a.example/#end", 0, id="addresses"),
        pytest.param("it&#x27;s and that&#x27;s", 0, id="HTML"),
    ],
)
def test_points_for_several_different_hashtags(body, given):
    assert points(hashtags, body) == given


def test_the_reason_names_them():
    assert opinion(hashtags, "#boats #harbour").reason == "2 hashtags: #boats, #harbour."
