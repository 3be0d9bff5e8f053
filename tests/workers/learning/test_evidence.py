from tests.workers.learning.lessons import seen
from workers.learning.evidence import model_evidence
from workers.learning.learner import Learner
from workers.learning.model import teach


def test_a_model_that_knows_nothing_says_only_what_every_comment_starts_with():
    [only] = model_evidence(Learner(), seen("Is there a map?"))
    assert only.reason == "Every comment starts with −0.5, as most are honest."
    assert only.points == -0.5


def test_smaller_signs_are_told_together():
    learner = Learner()
    teach(learner, seen("Cheap watches, write to the seller today"), spam=True, version=1)
    *named, rest = model_evidence(learner, seen("Cheap watches, write to the seller today"))

    assert len(named) == 5
    assert rest.reason.startswith("Learned: ")
    assert "smaller signs, and the −0.5 that every comment starts with." in rest.reason
