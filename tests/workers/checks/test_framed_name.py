import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import framed_name


@pytest.mark.parametrize(
    ("body", "given"),
    [
        pytest.param("di 🚩Weton88🚩 aja", 1.5, id="number"),
        pytest.param("dari 😍 DIORGAMING 😍 -bikin", 1.5, id="capitals"),
        pytest.param("di 💞 A L E X I S 1 7 💞 ada", 1.5, id="spaced"),
        pytest.param("di ALEXIS⭐17⭐ terus", 1.5, id="number inside"),
        pytest.param("🎉 Happy Birthday 🎉", 0, id="wishes"),
        pytest.param("❤️ love ❤️", 0, id="love"),
        pytest.param("🔥FIRE🔥", 0, id="short"),
        pytest.param("😂😂😂 2020 😂", 0, id="laughing"),
        pytest.param("🇫🇷 France 2 🇩🇪 Germany 1", 0, id="two flags"),
        pytest.param("Nothing", 0, id="plain"),
    ],
)
def test_points_for_names_between_emoji(body, given):
    assert points(framed_name, body) == given


def test_the_reason_and_the_span_show_the_name():
    found = opinion(framed_name, "Lagi di 🚩Weton88🚩 bang")
    assert found.reason.endswith("“🚩Weton88🚩”.")
    assert found.span == (8, 17)
