import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import gambling_talk


@pytest.mark.parametrize(
    ("body", "given"),
    [
        pytest.param("slot gacor, menang terus", 1.5, id="slang and winning"),
        pytest.param("rezeki dari alexis17", 1.5, id="winning and a name"),
        pytest.param("gacor di weton88", 1.5, id="slang and a name"),
        pytest.param("main di weton88 gacor abis", 2.5, id="all three"),
        pytest.param("Gacor bang, kenyang ni", 0, id="slang alone"),
        pytest.param("Saya menang lomba lari", 0, id="winning alone"),
        pytest.param("Saya menang jam 10.30", 0, id="a time"),
        pytest.param("modal 500 ribu buat warung", 0, id="an amount"),
        pytest.param("iPhone 15 hadiah dari ibu", 0, id="a present"),
        pytest.param("The boat was late", 0, id="English"),
    ],
)
def test_points_where_two_kinds_come_together(body, given):
    assert points(gambling_talk, body) == given


def test_the_reason_quotes_what_came_together():
    found = opinion(gambling_talk, "Bermain di weton88")
    assert found.reason == "Praises games of chance: “bermain di”, and names weton88."


def test_owners_of_sites_about_games_halve_it():
    assert points(gambling_talk, "slot gacor, menang terus", options={"strictness": 0.5}) == 0.75
