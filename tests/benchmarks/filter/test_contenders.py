import shutil
from importlib.util import find_spec

import pytest

from benchmarks.filter import bogofilter, online, plain_arow
from benchmarks.filter.contenders import checks, logistic_regression, naive_bayes, ours
from tests.benchmarks.filter.corpus import corpus
from tests.parts import need


def better(scores, comments):
    """Whether spam has more points than ham on average."""
    of = {spam: [one for one, comment in zip(scores, comments, strict=True) if comment.spam == spam] for spam in (1, 0)}
    return sum(of[1]) / len(of[1]) > sum(of[0]) / len(of[0])


@pytest.fixture
def bogofilter_scores():
    need(shutil.which("bogofilter"), what="bogofilter", install="install the package bogofilter")
    return bogofilter.scores


@pytest.fixture(params=[logistic_regression, naive_bayes])
def of_scikit_learn(request):
    need(find_spec("sklearn"), what="scikit-learn", install="make .venv/setup-bench")
    return request.param


@pytest.mark.parametrize("fixture", ["bogofilter_scores", None], ids=["bogofilter", "ours"])
def test_a_filter_tells_what_it_was_taught(tmp_path, fixture, request):
    known_to_new = request.getfixturevalue(fixture) if fixture else ours
    comments = corpus(tmp_path)
    scores = known_to_new(comments[:16], comments[16:])
    assert len(scores) == 8
    assert better(scores, comments[16:])


def test_filters_of_scikit_learn_tell_what_they_were_taught(tmp_path, of_scikit_learn):
    comments = corpus(tmp_path)
    assert better(of_scikit_learn(comments[:16], comments[16:]), comments[16:])


def test_ours_says_what_judging_says(tmp_path):
    comments = corpus(tmp_path)
    assert ours(comments, comments) == ours(comments, comments) != ours(comments, comments, seed=1)
    assert checks([], comments)[0] == pytest.approx(sum_of_checks(comments[0]) - 0.5)


def sum_of_checks(comment):
    seen = comment.sample.seen
    return seen.offset * 5 + 0.5


@pytest.mark.parametrize("errors", [online.errors, plain_arow.errors])
def test_who_learns_from_each_comment_errs_less_and_less(tmp_path, errors):
    comments = corpus(tmp_path) * 3
    wrong = errors(comments)
    assert len(wrong) == len(comments)
    assert sum(wrong[:24]) > sum(wrong[48:]) == 0
