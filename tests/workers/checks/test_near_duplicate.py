import pytest

from service.domain.comment import Status
from tests.workers.checks.asking import an_earlier, points
from workers.checks import near_duplicate

BODY = "The harbour ferry never waits for the bus from the station, which is a pity in winter."
ALIKE = "The harbour ferry never waits for the bus from the station, which is a shame in winter."
JAPANESE = "港のフェリーは駅からのバスを決して待ってくれません。冬は特に困ります。"


@pytest.mark.parametrize(
    ("body", "earlier", "given"),
    [
        (BODY, [], 0),
        (BODY, [an_earlier("Something that has nothing to do with the first text at all.")], 0),
        (BODY, [an_earlier(ALIKE)], 1.0),
        (BODY, [an_earlier(ALIKE), an_earlier(BODY + " :)")], 1.4),
        (BODY, [an_earlier(ALIKE)] * 9, 1.8),
        (BODY, [an_earlier(ALIKE)] * 5 + [an_earlier(ALIKE, status=Status.SPAM)], 3.0),
        (BODY, [an_earlier(ALIKE, same_text=True)], 0),
        (BODY, [an_earlier(ALIKE.upper().replace("A", "А"))], 1.0),
        (JAPANESE, [an_earlier(JAPANESE.replace("冬", "夏"))], 1.0),
        ("Thanks a lot!", [an_earlier("Thanks a lot!!")], 0),
    ],
    ids=["none", "different", "alike", "two", "many", "spam", "word for word", "disguised", "Japanese", "short"],
)
def test_points_for_texts_that_are_almost_the_same(body, earlier, given):
    assert points(near_duplicate, body, context={"earlier": tuple(earlier)}) == given


def test_how_alike_is_an_option():
    half = BODY[:45] + "nothing else is the same here"
    assert points(near_duplicate, BODY, context={"earlier": (an_earlier(half),)}) == 0
    assert points(near_duplicate, BODY, context={"earlier": (an_earlier(half),)}, options={"alike": 0.2}) == 1.0


@pytest.mark.parametrize(
    ("one", "other", "given"),
    [("ab", "ab", 1.0), ("ab", "bc", 1 / 3), ("ab", "cd", 0.0), ("", "", 0.0)],
    ids=["same", "some", "nothing", "empty"],
)
def test_likeness_is_the_shared_part(one, other, given):
    assert near_duplicate.likeness(frozenset(one), frozenset(other)) == given
