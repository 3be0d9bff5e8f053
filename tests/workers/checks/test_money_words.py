import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import money_words


@pytest.mark.parametrize(
    ("body", "given"),
    [
        ("Make money fast", 2.0),
        ("m4ke m0ney fa$t", 2.0),
        ("Make money fast and get rich", 2.5),
        ("The film is about a casino", 0.5),
        ("casino: http://a.example", 2.0),
        ("Bitcoin is a topic", 0),
        ("bitcoin and forex", 0.75),
        ("online casino", 2.0),
        ("казино онлайн", 2.0),
        ("这是一个赌场网站", 2.0),
        ("เล่นบาคาร่าวันนี้", 2.0),
        ("카지노에서", 2.0),
        ("slot gacor maxwin", 3.5),
        ("My money was made of paper", 0),
    ],
    ids=range(14),
)
def test_points_for_offers(body, given):
    assert points(money_words, body) == given


def test_the_reason_quotes_and_the_span_shows_it():
    found = opinion(money_words, "So: 𝗠𝗮𝗸𝗲 𝗺𝗼𝗻𝗲𝘆 𝗳𝗮𝘀𝘁!")
    assert found.reason == "Speaks the language of offers: “make money fast”."
    assert found.span == (4, 19)


def test_owners_add_and_take_away_phrases():
    assert points(money_words, "tulip futures", options={"more": ("tulip futures",)}) == 2.0
    assert points(money_words, "online casino", options={"except_for": ("online casino", "casino")}) == 0
