import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import prize


@pytest.mark.parametrize(
    ("body", "given"),
    [
        pytest.param("You have won", 1.25, id="a promise"),
        pytest.param("You have won, congratulations", 2.0, id="more"),
        pytest.param("URGENT! Claim your £1000 cash prize, guaranteed winner", 3.0, id="much"),
        pytest.param("congratulations to the winners of the award", 0.75, id="three words of company"),
        pytest.param("The winner gets a voucher", 0, id="two words"),
        pytest.param("She won the prize", 0, id="news"),
        pytest.param("恭喜您获得大奖", 1.25, id="Chinese"),
        pytest.param("вы выиграли", 1.25, id="Russian"),
    ],
)
def test_points_for_promises_and_their_company(body, given):
    assert points(prize, body) == given


def test_the_reason_quotes_and_owners_add():
    assert opinion(prize, "You have won").reason == "Promises a prize: “you have won”."
    assert points(prize, "take the durian", options={"more": ("take the durian",)}) == 1.25
