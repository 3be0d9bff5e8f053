import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import dressed_name


@pytest.mark.parametrize(
    ("body", "given"),
    [
        pytest.param("Senang di 𝘼LEXIS-77", 2.0, id="one styled letter"),
        pytest.param("main SL🅞TS77", 2.0, id="one enclosed letter"),
        pytest.param("di 【H】【o】【k】【i】", 2.0, id="brackets"),
        pytest.param("di (w)(i)(n)", 2.0, id="round brackets"),
        pytest.param("🅿️🆄🅻🅰️777", 2.0, id="squared"),
        pytest.param("𝐊-𝗨-𝗦-𝗨", 2.0, id="apart"),
        pytest.param("𝐝𝐞𝐟𝐠 said so", 0, id="styled words are others'"),
        pytest.param("the 𝑛th term", 0, id="formula"),
        pytest.param("see f(x)(y) and [1][2]", 0, id="calls"),
        pytest.param("ＮＨＫは面白い ＡＢＣd", 0, id="Japanese"),
        pytest.param("Nothing here", 0, id="plain"),
        pytest.param("my blood is 🅰️", 0, id="emoji"),
    ],
)
def test_points_for_words_in_two_drawings_or_frames(body, given):
    assert points(dressed_name, body) == given


def test_the_reason_shows_the_word():
    found = opinion(dressed_name, "Main di \U0001d63cLEXIS-77 bang")
    assert found.reason.endswith("“\U0001d63cLEXIS-77”.")
    assert found.span == (8, 17)
