import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import brand_code


@pytest.mark.parametrize(
    ("body", "given"),
    [
        ("Main di KOTAX303 bang", 2.0),
        ("SLOTTO88", 2.0),
        ("BRANDX1234", 2.0),
        ("𝗞𝗢𝗧𝗔𝗫𝟯𝟬𝟯", 0),
        ("COVID19 and BASE64", 0),
        ("EURO2024, TOKYO1964", 0),
        ("ISO9001, SHA256, HTML5", 0),
        ("PAWPAW4D cepat, CINEMA4D", 2.0),
        ("Lagi di Weton88 bang", 1.5),
        ("weton88 agrees with me", 0),
        ("@weton88 and anna1988", 0),
        ("kotax303", 0),
        ("http://a.example/ABCDE12", 0),
        ("part ABCDE12-7", 0),
    ],
    ids=[
        "brand",
        "at the start",
        "long number",
        "styled is others'",
        "known",
        "years",
        "short",
        "four D",
        "small with a lucky number",
        "somebody who is answered",
        "accounts and years",
        "small",
        "link",
        "part number",
    ],
)
def test_points(body, given):
    assert points(brand_code, body) == given


def test_the_reason_names_it_and_owners_allow_it():
    found = opinion(brand_code, "COVID19 or KOTAX303")
    assert found.reason.endswith("KOTAX303.")
    assert found.span == (11, 19)
    assert points(brand_code, "KOTAX303", options={"allow": ("KOTAX303",)}) == 0
