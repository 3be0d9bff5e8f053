import pytest

from service.domain.comment import Status
from tests.workers.checks.asking import an_earlier, opinion, points
from workers.checks import duplicate

BODY = "A sentence of more than twenty characters."
OTHER_PAGE = "http://blog.example/other"


def copies(*each):
    return {"earlier": tuple(an_earlier(**one) for one in each)}


@pytest.mark.parametrize(
    ("earlier", "given"),
    [
        ([], 0),
        ([{}], 1.25),
        ([{}, {}], 2.0),
        ([{"same_author": True}], 1.75),
        ([{"same_author": True}, {"same_author": True}], 2.5),
        ([{}] * 20, 4.0),
        ([{"status": Status.SPAM}], 4.0),
        ([{"status": Status.SPAM}, {}, {"status": Status.SPAM}], 5.5),
    ],
    ids=["none", "another's", "two others'", "own", "own twice", "many", "spam", "spam twice"],
)
def test_points_for_copies(earlier, given):
    assert points(duplicate, BODY, context=copies(*earlier)) == given


def test_short_texts_are_everybodys_unless_one_author_repeats_them_on_one_page():
    assert points(duplicate, "Thanks!", context=copies({})) == 0
    assert points(duplicate, "Thanks!", context=copies({"same_author": True, "page": OTHER_PAGE})) == 0
    assert points(duplicate, "Thanks!", context=copies({"same_author": True})) == 1.75


def test_the_reason_says_how_often_and_whose():
    found = opinion(duplicate, BODY, context=copies({"same_author": True}, {}))
    assert found.reason == "The same text was posted 2 times before, by the same author."
