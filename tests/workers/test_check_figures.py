from service.domain.verdict import Outcome
from workers.check_figures import CheckFigures, check_figures
from workers.evaluation import Judgement
from workers.learning.measures import Scored


def judged(*, spam, **points):
    return Judgement(Scored(sum(points.values()), spam), Outcome.APPROVE, 0.0, points)


def test_a_check_is_worth_what_it_finds_and_what_it_hits_by_mistake():
    found = check_figures(
        [judged(spam=True, links=1.0), judged(spam=True, links=2.0), judged(spam=True), judged(spam=False, links=3.0)]
    )
    assert found == [CheckFigures(check="links", spoke=3, precision=2 / 3, recall=2 / 3, ham_hit=1.0, mean_points=2.0)]


def test_whoever_finds_most_comes_first_and_who_spoke_for_a_comment_did_not_speak_against_it():
    found = check_figures([judged(spam=True, a=1.0, b=1.0, c=-1.0), judged(spam=True, b=1.0)])
    assert [one.check for one in found] == ["b", "a"]


def test_shares_of_nothing_are_left_open():
    assert check_figures([judged(spam=True, a=1.0)])[0].ham_hit is None
    assert check_figures([judged(spam=False, a=1.0)])[0].recall is None
