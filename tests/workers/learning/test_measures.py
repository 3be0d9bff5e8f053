import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.learning.measures import Scored, auc, caught_at, limit, precision_over_recall, split_at


def scored(*, spam, ham):
    return [Scored(float(one), True) for one in spam] + [Scored(float(one), False) for one in ham]


def test_everything_right():
    split = split_at(scored(spam=[3, 4], ham=[-1, 0]), 0.0)
    assert (split.precision, split.recall, split.f1, split.mcc, split.ham_lost) == (1, 1, 1, 1, 0)


def test_everything_wrong():
    split = split_at(scored(spam=[-3, -4], ham=[1, 2]), 0.0)
    assert (split.precision, split.recall, split.f1, split.mcc, split.ham_lost) == (0, 0, 0, -1, 1)


def test_a_mixture():
    split = split_at(scored(spam=[1, 2, 3, -1], ham=[1, -1, -2, -3, -4]), 0.0)
    assert (split.precision, split.recall, split.f1, split.ham_lost) == (0.75, 0.75, 0.75, 0.2)
    assert split.mcc == pytest.approx((3 * 4 - 1 * 1) / (4 * 4 * 5 * 5) ** 0.5)


def test_what_cannot_be_said_is_not_said():
    nothing = split_at([], 0.0)
    assert (nothing.precision, nothing.recall, nothing.f1, nothing.mcc, nothing.ham_lost) == (None,) * 5
    assert auc(scored(spam=[1], ham=[])) is limit(scored(spam=[1], ham=[]), ham_loss=0.1) is None
    assert caught_at(scored(spam=[1], ham=[]), ham_loss=0.01) is None
    assert caught_at(scored(spam=[], ham=[1]), ham_loss=0.01) is None


def test_auc_counts_pairs():
    assert auc(scored(spam=[2, 3], ham=[0, 1])) == 1
    assert auc(scored(spam=[0], ham=[1])) == 0
    assert auc(scored(spam=[1, 1], ham=[1, 1])) == 0.5
    assert auc(scored(spam=[1, 3], ham=[2, 1])) == (0 + 0.5 + 1 + 1) / 4


@given(st.lists(st.integers(-3, 3), min_size=1), st.lists(st.integers(-3, 3), min_size=1))
def test_auc_is_what_all_pairs_say(spam, ham):
    pairs = [1.0 if one > other else 0.5 if one == other else 0.0 for one in spam for other in ham]
    assert auc(scored(spam=spam, ham=ham)) == pytest.approx(sum(pairs) / len(pairs))


@given(st.lists(st.integers(-9, 9), min_size=1), st.sampled_from([0.001, 0.005, 0.01, 0.1, 0.5]))
def test_no_more_ham_is_lost_than_allowed(ham, loss):
    mixed = scored(spam=[0], ham=ham)
    assert split_at(mixed, limit(mixed, ham_loss=loss)).ham_lost <= loss


def test_precision_falls_while_recall_rises():
    mixed = scored(spam=[4, 3, 1], ham=[2, 1])
    assert precision_over_recall(mixed) == [(1 / 3, 1), (2 / 3, 1), (2 / 3, 2 / 3), (1, 3 / 5)]
    assert precision_over_recall(scored(spam=[], ham=[1])) == precision_over_recall([]) == []


def test_what_is_caught_depends_on_what_may_be_lost():
    mixed = scored(spam=range(50, 150), ham=range(100))
    assert caught_at(mixed, ham_loss=0.01) == 0.51
    assert caught_at(mixed, ham_loss=0.1) == 0.60
    assert caught_at(mixed, ham_loss=1.0) == 1.0
