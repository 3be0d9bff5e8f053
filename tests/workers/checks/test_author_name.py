import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import author_name


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("Ada Lovelace", 0),
        ("ADA99", 0),
        ("Ольга", 0),
        ("王小明", 0),
        ("http://a.example", 2.0),
        ("shop.com", 2.0),
        ("shop dot com", 2.0),
        ("Best Online Casino", 1.25),
        ("C a s i n o King", 1.25),
        ("赌场官方", 1.25),
        ("Buyden", 0),
    ],
    ids=[
        "name",
        "capitals",
        "Russian",
        "Chinese",
        "address",
        "domain",
        "spelt",
        "offer",
        "spaced",
        "Chinese offer",
        "part",
    ],
)
def test_points_for_names_that_advertise(name, given):
    assert points(author_name, name=name) == given


def test_the_reason_names_it():
    assert opinion(author_name, name="shop.com").reason == "The author's name is a web address: shop.com."
    assert opinion(author_name, name="Casino King").reason == "The author's name advertises: “casino”."


def test_owners_add_words():
    assert points(author_name, name="Admin", options={"more": ("admin",)}) == 1.25
