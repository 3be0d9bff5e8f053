import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.policy import START, Policy
from service.domain.text import LONGEST_TEXT, normalise
from tests.timing import seconds_of
from tests.workers.learning.lessons import LESSONS, evidence_on, seen, taught, total
from workers.learning.evidence import model_evidence
from workers.learning.learner import Learner
from workers.learning.model import POINTS, explain, points, see, sides, teach
from workers.learning.signs import sign_slot

LEARNER = taught([*enumerate(LESSONS * 3, 1)])
FILLER = "A walk along the shore ends where the old road meets the church and the bakery. "
SPAM = "Subscribe to our channel, every subscriber wins cheap watches http://win.example/now "


def test_a_model_that_knows_nothing_leaves_the_checks_their_word():
    assert points(Learner(), seen("Subscribe to my channel!")) == START


@pytest.mark.parametrize(("text", "spam"), LESSONS)
def test_what_was_taught_is_told(text, spam):
    assert (total(LEARNER, text) > 0) == spam


def test_a_disguise_does_not_help():
    assert total(LEARNER, "5ubscribe to 0ur ch@nnel, every subscr!ber w1ns") > 0


@pytest.mark.parametrize("text", [*(text for text, _ in LESSONS), "", FILLER * 100 + SPAM, "win win win"])
def test_the_explanation_is_the_points(text):
    one = seen(text)
    assert START + sum(part.points for part in explain(LEARNER, one)) == pytest.approx(points(LEARNER, one), abs=1e-9)
    assert sum(part.points for part in model_evidence(LEARNER, one)) == pytest.approx(points(LEARNER, one), abs=1e-4)


def test_the_evidence_names_words_and_where_they_stand_the_largest_first():
    text = "Dear all: SUBSCR!BE and win"
    *parts, _ = model_evidence(LEARNER, seen(text))
    assert [abs(part.points) for part in parts] == sorted((abs(part.points) for part in parts), reverse=True)
    spans = {part.reason: part.span for part in parts}
    assert text[slice(*spans["Learned: “subscribe” is a sign of spam."])] == "SUBSCR!BE"


def test_the_evidence_says_what_a_word_means():
    *shown, rest = model_evidence(LEARNER, seen("subscribe"))
    assert {one.check for one in shown} == {"model"}
    assert "Learned: “subscribe” is a sign of spam." in {one.reason for one in shown}
    assert "very comment starts with" in rest.reason


def test_a_model_that_knows_nothing_has_one_line_of_evidence():
    assert [one.points for one in model_evidence(Learner(), seen("The ferry was late"))] == [START]


@pytest.mark.parametrize("tenth", range(11))
def test_spam_is_no_better_hidden_in_one_place_than_in_another(tenth):
    ham = (FILLER * (LONGEST_TEXT // len(FILLER)))[: LONGEST_TEXT - len(SPAM) - 1]
    at = len(ham) * tenth // 10
    assert total(LEARNER, f"{ham[:at]} {SPAM}{ham[at:]}") >= Policy().spam_at
    assert total(LEARNER, ham) < 0


def test_a_decision_teaches_from_either_side_alone():
    one = seen("Subscribe to my channel, make money fast, viagra: http://win.example http://cash.example")
    learner = Learner()
    teach(learner, one, spam=True, version=1)
    assert learner.margin(one.readings[0].features) > 0
    whole, blind, deaf = sides(one)
    assert whole == one
    assert blind.offset == START / POINTS
    assert not set(blind.signs) & {sign_slot(name) for name in one.names if name.startswith("check:")}
    assert [one.features for one in deaf.readings] == [{}]


@given(st.text(st.characters(), max_size=400))
def test_any_text_has_points(text):
    one = seen(text)
    assert START + sum(part.points for part in explain(LEARNER, one)) == pytest.approx(points(LEARNER, one), abs=1e-9)


@pytest.mark.parametrize("unit", ["a", "1", "a ", "$1 ", "! ", "赢", "\u0301", "x!", "http://a.example/ ", "a\u200bb "])
def test_the_time_for_64_kib_is_bounded(unit):
    text = normalise(unit * (LONGEST_TEXT // len(unit)))
    _, seconds = seconds_of(lambda: points(LEARNER, see(text, evidence_on("short"))))
    # Reading all of it would take ten times as long.
    assert seconds < 0.25
