"""Texts that are made to break or slow the filter. `python -m benchmarks.hostile` judges a hundred times as many."""

import json

import pytest

from benchmarks.hostile_texts import UNITS, long_texts, random_text
from service.domain.policy import Policy
from tests.timing import seconds_of
from tests.workers.learning.lessons import taught
from workers.lines import LineJudge, judge_lines
from workers.runtime import scorer_for

# Far more than it takes, as the machine may be busy; a step that is not linear takes a hundred times as long.
LIMIT_SECONDS = 0.5


@pytest.fixture(scope="module")
def broken():
    return []


@pytest.fixture(scope="module")
def judge(broken):
    policy = Policy()
    return LineJudge(scorer_for(policy, observe=lambda _, error: broken.append(error)), policy, learner=taught())


def judged(judge, text):
    line = json.dumps({"id": 1, "text": text}).encode()
    (verdict,), seconds = seconds_of(lambda: list(judge_lines([line], judge=judge)))
    assert seconds < LIMIT_SECONDS
    json.dumps(verdict)
    return verdict


def test_random_texts_are_judged(judge, broken):
    for seed in range(300):
        verdict = judged(judge, random_text(seed, longest=500))
        assert "error" not in verdict, f"seed {seed}"
        assert set(broken) <= {None}, f"seed {seed}"


@pytest.mark.parametrize(
    ("name", "text"),
    [one for one in long_texts() if one[0] not in map(ascii, UNITS) or one[0] in map(ascii, UNITS[::9])],
)
def test_64_kib_of_anything_is_judged_soon(judge, broken, name, text):
    verdict = judged(judge, text)
    assert all(one["span"] is None or 0 <= one["span"][0] <= one["span"][1] <= len(text) for one in verdict["evidence"])
    assert set(broken) <= {None}


LOREM = "The boat was late again and the harbour was full of fog. We waited for an hour and had tea by the window. "
HOST = (LOREM * 700)[:65_536]
SPAM = [
    pytest.param("Check out my channel http://win.example and make money fast online", id="links"),
    pytest.param("Play slot gacor at KOTAX303 𝗳𝗿𝗲𝗲 spins", id="disguised"),
    pytest.param("Subscribe to our channel, every subscriber wins", id="words of the model and of checks"),
    pytest.param("Cheap watches, write to the seller today", id="words that only the model knows"),
]


@pytest.mark.parametrize("spam", SPAM)
def test_where_spam_hides_in_a_long_honest_text_makes_no_difference(judge, spam):
    assert judged(judge, HOST)["verdict"] == "approve"
    places = [tenth * len(HOST) // 10 for tenth in range(11)]
    verdicts = {judged(judge, f"{HOST[:at]}\n{spam}\n{HOST[at:]}")["verdict"] for at in places}
    assert verdicts == {judged(judge, spam)["verdict"]}
