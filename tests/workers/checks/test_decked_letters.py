import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import decked_letters


@pytest.mark.parametrize(
    ("body", "given"),
    [
        ("so f\u0332r\u0332e\u0332e\u0332", 2.0),
        ("g\u0303l\u0303ad", 0),
        ("café, naïve, Zürich", 0),
        ("Cảm ơn bài viết rất hay", 0),
        ("Ọ̀rọ̀ ẹ̀kọ́ yìí dára", 0),
        ("öğütücü, şüğür", 0),
        ("замо\u0301к", 0),
        ("it is n\u0336o\u0336t\u0336 so", 0),
    ],
    ids=["underlined", "two letters", "French", "Vietnamese", "Yoruba", "Turkish", "stress mark", "struck out"],
)
def test_points(body, given):
    assert points(decked_letters, body) == given


def test_the_reason_counts_and_the_span_shows_the_first():
    found = opinion(decked_letters, "so f\u0332r\u0332e\u0332e\u0332 t\u0332o\u0332d\u0332ay")
    assert found.reason == "2 words with a mark on every letter, as no language has."
    assert found.span == (3, 11)
