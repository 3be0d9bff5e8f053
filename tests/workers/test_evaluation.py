import json

from service.domain.policy import Policy
from tests.workers.learning.lessons import LESSONS, SCORER, taught
from workers.evaluation import figures, judgements
from workers.lines import LineJudge
from workers.samples import Reader, numbered


def judged(tmp_path, *lines, learner=None):
    file = tmp_path / "decided.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)))
    judge = LineJudge(SCORER, Policy(), learner=learner)
    return judgements(numbered([file]), reader=Reader(), judge=judge)


DECIDED = [{"text": text, "label": "spam" if spam else "ham"} for text, spam in LESSONS]


def test_a_model_that_knows_them_all_is_perfect(tmp_path):
    found = figures(judged(tmp_path, *DECIDED, learner=taught([*enumerate(LESSONS * 3, 1)])), threshold=0.0)

    assert found.comments == len(LESSONS)
    assert found.auc == found.split.f1 == found.split.mcc == 1
    assert found.caught == {"0.001": 1, "0.005": 1, "0.01": 1}
    assert found.ham == {"approve": 1, "hold": 0, "spam": 0}
    assert 0 < found.median_ms <= found.slowest_ms


def test_the_checks_alone_are_measured_by_verdict(tmp_path):
    spam = "CHECK OUT my channel! Make money fast http://a.example http://b.example http://c.xyz"
    lines = [{"text": spam, "label": "spam"}, {"text": "Late.", "label": "spam"}, {"text": "Late.", "label": "ham"}]
    found = figures(judged(tmp_path, *lines, {"text": "Late.", "label": "hate"}), threshold=0.0)

    assert found.comments == 3
    assert found.spam == {"approve": 0.5, "hold": 0, "spam": 0.5}
    assert found.auc == 0.75
    assert (found.split.precision, found.split.recall) == (1, 0.5)


def test_measuring_teaches_nothing(tmp_path):
    learner = taught()
    before = learner.weights[:]
    judged(tmp_path, *DECIDED, learner=learner)
    assert learner.weights == before


def test_where_there_is_no_ham_nothing_is_said_of_it(tmp_path):
    found = figures(judged(tmp_path, DECIDED[0]), threshold=0.0)
    assert (found.auc, found.split.ham_lost, found.ham["spam"], found.caught["0.01"]) == (None,) * 4
