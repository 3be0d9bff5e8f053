from itertools import count

from service.domain.crowd import NEWEST_OF_A_BAND, Crowd, Kept
from service.domain.minhash import sketch_of
from service.domain.text import normalise

TEXT = "The harbour ferry never waits for the bus from the station, which is a pity in winter."
OTHER = "A gull took my sandwich on the quay this morning and I am not amused at all."


def sketched(text):
    sketch = sketch_of(normalise(text))
    assert sketch is not None
    return sketch


def crowd_of(*earlier):
    numbers = count(1)
    found_by = [(band, kept) for kept in earlier for band in kept.sketch.bands]
    return Crowd(found_by, new_id=lambda: f"campaign {next(numbers)}")


def campaigns(crowd):
    return {kept.comment: kept.campaign for kept in crowd.came}


def test_the_first_two_that_are_alike_begin_a_campaign_of_which_others_are_not():
    crowd = crowd_of()
    for comment, text in {"a": TEXT, "b": OTHER, "c": f"{TEXT} :)", "d": f"{TEXT} !"}.items():
        crowd.join(comment, sketched(text))

    assert campaigns(crowd) == {"a": "campaign 1", "b": None, "c": "campaign 1", "d": "campaign 1"}
    assert (crowd.begun, crowd.grown, crowd.joined) == (["campaign 1"], {"campaign 1": 2}, {})


def test_an_earlier_one_that_was_in_none_joins_with_the_first_like_it():
    crowd = crowd_of(Kept("a", sketched(TEXT)))
    crowd.join("b", sketched(TEXT))

    assert (crowd.begun, crowd.grown, crowd.joined) == (["campaign 1"], {"campaign 1": 1}, {"a": "campaign 1"})
    assert campaigns(crowd) == {"b": "campaign 1"}


def test_who_comes_later_joins_the_campaign_that_is_there():
    crowd = crowd_of(Kept("a", sketched(TEXT), "old"))
    crowd.join("b", sketched(TEXT))

    assert (crowd.begun, crowd.grown, crowd.joined) == ([], {"old": 1}, {})


def test_of_many_only_the_newest_are_looked_at():
    crowd = crowd_of(*(Kept(f"a{number}", sketched(TEXT), f"old {number}") for number in range(NEWEST_OF_A_BAND + 1)))
    crowd.join("b", sketched(TEXT))
    assert campaigns(crowd) == {"b": "old 1"}
