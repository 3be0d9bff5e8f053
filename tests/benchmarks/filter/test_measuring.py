import pytest

from benchmarks.filter.measuring import Figures, caught_perturbed, figures, over_seeds
from benchmarks.filter.splits import folds
from tests.benchmarks.filter.corpus import HAM, SPAM, corpus


def knows_all(known, new):
    return [1.0 if one.spam else -1.0 for one in new]


def knows_what_it_heard(known, new):
    heard = {one.same: one.spam for one in known}
    return [{True: 1.0, False: -1.0, None: 0.0}[heard.get(one.same)] for one in new]


@pytest.fixture
def videos(tmp_path):
    return folds(corpus(tmp_path), lambda one: one.place)


def test_a_perfect_filter_has_perfect_figures(videos):
    assert figures(knows_all, videos) == Figures(auc=1, caught=1, f1=1, honest=1, lost=0)


def test_who_learns_by_heart_knows_what_is_repeated_and_no_more(videos):
    assert figures(knows_what_it_heard, videos).auc == pytest.approx(0.71875)
    assert figures(knows_what_it_heard, videos).caught == pytest.approx(0.25)
    assert figures(knows_what_it_heard, videos, repeated=False).auc == 0.5


def test_perturbed_comments_are_held_against_the_clean_ham_of_their_place(videos, tmp_path):
    perturbed = corpus(tmp_path, name="adversarial")
    assert caught_perturbed(knows_all, videos, perturbed) == (1.0, 0.0)
    assert caught_perturbed(knows_what_it_heard, videos, perturbed) == (0.25, 0.0)


def test_seeds_are_averaged_and_their_spread_is_told():
    at = {seed: Figures(auc=0.9 + seed / 100, caught=0.5, f1=1.0, honest=0.0, lost=0.0) for seed in (0, 1, 2)}
    mean, spread = over_seeds(at.get, (0, 1, 2))
    assert (mean.auc, mean.caught) == pytest.approx((0.91, 0.5))
    assert (spread.auc, spread.caught) == pytest.approx((0.01, 0.0))


def test_the_corpus_has_both_kinds(videos):
    assert all(len({one.spam for one in new}) == 2 for _, new in videos)
    assert len(SPAM) == len(HAM)
