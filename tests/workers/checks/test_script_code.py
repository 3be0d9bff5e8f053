import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import script_code


@pytest.mark.parametrize(
    ("body", "given"),
    [
        pytest.param('<script src="http://a.example/x.js"></script>', 1.5, id="script"),
        pytest.param("<img src=x onerror=alert(1)>", 1.5, id="handler"),
        pytest.param("javascript:alert(1)", 1.5, id="address"),
        pytest.param("<!--mfunc eval() -->", 1.5, id="mfunc"),
        pytest.param("Put it into a <script> tag", 0, id="about tags"),
        pytest.param(
            "abcdefghij0123456789abcdefghij0123456789abcdefghij0123456789abcdefghij0123456789abcdefghij0123456789abcdefghij0123456789",
            1.0,
            id="blob",
        ),
        pytest.param(
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            0,
            id="held down",
        ),
        pytest.param(
            "http://a.example/aB3dE6gH9jK2mN5pQ8sTaB3dE6gH9jK2mN5pQ8sTaB3dE6gH9jK2mN5pQ8sTaB3dE6gH9jK2mN5pQ8sTaB3dE6gH9jK2mN5pQ8sTaB3dE6gH9jK2mN5pQ8sT",
            0,
            id="address of a page",
        ),
    ],
)
def test_points_for_code_and_blobs(body, given):
    assert points(script_code, body) == given


def test_the_reason_says_what_it_is():
    assert opinion(script_code, "javascript:alert(1)").reason == "Code for browsers: “javascript:a”."
    assert opinion(script_code, "abcdefghij0123456789" * 6).reason == "120 coded characters in a row."
