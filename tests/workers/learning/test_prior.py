import pytest

from service.domain.policy import START
from tests.workers.learning.lessons import seen
from workers.learning.model import points
from workers.learning.prior import prior
from workers.learning.snapshot import BadSnapshotError


@pytest.fixture(scope="module")
def learner():
    try:
        return prior()
    except BadSnapshotError as error:
        pytest.fail(f"{error}: the format has changed, so run `.venv/bin/python benchmarks/make_prior.py FOLDER`")


def test_a_fresh_installation_knows_the_words_of_offers_but_no_decision_of_a_site(learner):
    assert learner.version == 0
    assert points(learner, seen("Удалённая занятость для всех, от 18 лет. Писать в личные сообщения.")) > 0


def test_each_caller_has_a_learner_of_its_own(learner):
    learner = prior()
    learner.learn({1: 1.0}, spam=True, offset=0.0, version=1)
    assert prior().weights != learner.weights


@pytest.mark.parametrize(
    "text",
    ["The ferry was late again, as every autumn.", "Thanks!", "Danke für den Beitrag.", "写得很好，谢谢分享。"],
)
def test_words_in_other_letters_are_left_to_the_site(learner, text):
    assert points(learner, seen(text)) == pytest.approx(START, abs=0.3)
