import pytest

from workers.learning.learner import Learner

SPAM, HAM = {1: 0.6, 2: 0.6}, {2: 0.6, 3: 0.6}


@pytest.fixture
def learner():
    learner = Learner()
    learner.learn(SPAM, spam=True, offset=0.0, version=1)
    learner.learn(HAM, spam=False, offset=0.0, version=2)
    return learner


def test_who_knows_nothing_says_nothing():
    assert Learner().margin(SPAM) == 0


def test_what_was_learned_is_known(learner):
    assert learner.margin(SPAM) > 0 > learner.margin(HAM)
    assert learner.version == 2


def test_what_was_seen_often_is_surer(learner):
    assert learner.variances[2] < learner.variances[1] < learner.variances[9] == 1


def test_what_the_checks_know_already_is_not_learned():
    learner = Learner()
    learner.learn(SPAM, spam=True, offset=1.0, version=7)
    assert (learner.margin(SPAM), learner.version) == (0, 7)


def test_what_the_checks_got_wrong_is_learned_more():
    wrong, silent = Learner(), Learner()
    wrong.learn(SPAM, spam=True, offset=-1.0, version=1)
    silent.learn(SPAM, spam=True, offset=0.0, version=1)
    assert wrong.margin(SPAM) > silent.margin(SPAM)


def test_a_copy_learns_for_itself(learner):
    before = learner.weights[:]
    other = learner.copy()
    assert (other.weights, other.variances, other.version) == (learner.weights, learner.variances, 2)
    other.learn(HAM, spam=True, offset=0.0, version=3)
    assert learner.weights == before != other.weights
