import json

import pytest

from service.domain.policy import Policy
from tests.workers.learning.lessons import LESSONS, taught
from workers.learning.learner import Learner
from workers.learning.snapshot import dumped
from workers.lines import LineJudge, judge_lines
from workers.runtime import scorer_for

START = {
    "check": "model",
    "points": -0.5,
    "reason": "No model: every comment starts below 0, as most are honest.",
    "span": None,
}


def judged(*lines, policy=None, learner=None, learn=False):
    policy = policy or Policy()
    encoded = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return list(judge_lines(encoded, judge=LineJudge(scorer_for(policy), policy, learner=learner), learn=learn))


def test_lines_are_judged_in_order_and_each_by_itself():
    spam = {"id": "s", "text": "CHECK OUT my channel! Make money fast http://a.example http://b.example http://c.xyz"}
    ham = {"id": 2, "text": "The boat was on time today.", "label": "ham", "unknown": [1]}

    first, second, third = judged(spam, ham, spam)

    assert (first["id"], first["verdict"]) == ("s", "spam")
    assert second == {"id": 2, "points": -0.5, "verdict": "approve", "evidence": [START]}
    assert third == first, "the same text again is no duplicate: lines know nothing of each other"
    assert set(first["evidence"][0]) == {"check", "points", "reason", "span"}
    json.dumps(first)


def test_the_author_and_the_authors_page_are_judged_too():
    text = {"text": "Great post! Keep up the good work, I will be back."}

    assert (
        judged({**text, "author": "Cheap Viagra", "author_url": "http://pills.example"})[0]["points"]
        > judged(text)[0]["points"]
    )


def test_a_policy_decides():
    comment = {"id": 1, "text": "Check it out: http://a.example"}

    assert judged(comment)[0]["verdict"] == "approve"
    assert judged(comment, policy=Policy(hold_at=0.1))[0]["verdict"] == "hold"


@pytest.mark.parametrize(
    ("line", "identity", "said"),
    [
        (b"nonsense", None, "not JSON"),
        (b"[1]", None, "must be a JSON object"),
        (b"[" * 100_000, None, "not JSON"),
        (b'{"id": 7}', 7, "text is missing"),
        (b'{"id": 7, "text": 5}', 7, "text must be text"),
        (b'{"id": 7, "text": "x", "author": ["a"]}', 7, "author must be text"),
        (b'{"id": 7, "text": "x", "timestamp": "yesterday"}', 7, "timestamp must be like"),
        (b'{"id": 7, "text": "x", "timestamp": 5}', 7, "timestamp must be like"),
        (b"\xff\xfe", None, "not JSON"),
        (b'{"id": 7, "text": "x", "n": ' + b"9" * 5_000 + b"}", None, "not JSON"),
    ],
    ids=str,
)
def test_a_bad_line_says_why_and_spoils_no_other(line, identity, said):
    bad, good = judged(line, {"id": 2, "text": "Fine."})

    assert bad["id"] == identity
    assert said in bad["error"]
    assert good["verdict"] == "approve"


def test_odd_text_is_judged_all_the_same():
    odd = [
        {"id": number, "text": text}
        for number, text in enumerate(["", "\x00", "\ud800", "a\u0301" * 5000, "🙂" * 9000])
    ]

    assert [one.get("error") for one in judged(*odd, {"text": None, "id": 9}, b"   \n")] == [None] * 6


def test_a_line_of_ten_megabytes_is_judged_by_what_is_read_of_it():
    (long,) = judged({"id": 1, "text": "The boat was late. " * 550_000})
    assert long["verdict"] == "hold"
    assert "unread" in [one["check"] for one in long["evidence"]]


def test_timestamps_are_iso_with_and_without_a_zone():
    for timestamp in ("2013-11-07T06:20:48", "2013-11-07T06:20:48Z", "2013-11-07T06:20:48+02:00", None):
        assert "error" not in judged({"id": 1, "text": "x", "timestamp": timestamp})[0]


DECIDED = [{"id": at, "text": text, "label": "spam" if spam else "ham"} for at, (text, spam) in enumerate(LESSONS * 2)]


def test_the_points_are_the_sum_of_the_evidence_of_checks_and_model():
    for one in judged(*DECIDED, learner=taught()):
        assert one["evidence"][-1]["check"] == "model"
        assert sum(part["points"] for part in one["evidence"]) == pytest.approx(one["points"], abs=1e-4)


def test_without_learning_lines_are_independent_of_each_other_and_of_labels():
    learner = taught()
    together = judged(*DECIDED, learner=learner)
    assert together == [judged({**one, "label": None}, learner=learner)[0] for one in DECIDED]
    assert dumped(learner) == dumped(taught())


def test_with_learning_a_line_has_learned_from_the_lines_before():
    learned = judged(*DECIDED, learner=Learner(), learn=True)
    assert [one["points"] > 0 for one in learned[len(LESSONS) :]] == [spam for _, spam in LESSONS]


def test_with_learning_a_line_never_knows_its_own_label_or_a_later_one():
    learned = judged(*DECIDED, learner=Learner(), learn=True)
    for at, line in enumerate(DECIDED):
        turned = {**line, "label": "ham" if line["label"] == "spam" else "spam"}
        assert judged(*DECIDED[:at], turned, learner=Learner(), learn=True)[at] == learned[at]


def test_only_spam_and_ham_are_learned():
    learner = Learner()
    odd = [{"id": 1, "text": "Watches", "label": label} for label in (None, "", "hate", ["spam"], 1, {"a": "spam"})]
    assert not any("error" in one for one in judged(*odd, learner=learner, learn=True))
    assert dumped(learner) == dumped(Learner())
