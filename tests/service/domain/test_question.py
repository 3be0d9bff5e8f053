from datetime import UTC, datetime, timedelta

import pytest

from service.domain.delivery import DeliveryFailed, Failure
from service.domain.policy import Policy
from service.domain.question import (
    AGAIN_AFTER,
    ATTEMPTS_MOST,
    Answer,
    Later,
    Question,
    QuestionStatus,
    heard,
    points_of,
    posted,
    unanswered,
    with_evidence,
)
from service.domain.rules import Facts
from service.domain.sample import Label
from service.domain.verdict import MODEL, Evidence, Outcome, judge

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
HAM = Answer(points=-0.5, reason="Nothing against it.", said=Label.HAM)


def a_question(**changes):
    given = {"comment": "c1", "judge": "akismet", "status": QuestionStatus.ASKING, "attempts": 1}
    return Question(**{**given, **changes})


def failure(**changes):
    return DeliveryFailed("It said no.", failure=Failure.REFUSED, **changes)


def evidence(points, check="links", *, failed=False):
    return Evidence(check=check, points=points, reason="", failed=failed)


def outcome(reply, **question):
    return judge([heard(a_question(**question), reply, now=NOW).evidence], Policy(), Facts()).outcome


def test_an_answer_is_evidence_under_the_judges_name_and_ends_the_question():
    after = heard(a_question(), HAM, now=NOW)

    assert after.evidence == Evidence(check="akismet", points=-0.5, reason="Nothing against it.")
    assert (after.question.status, after.question.due_at, after.question.said) == (
        QuestionStatus.ANSWERED,
        None,
        Label.HAM,
    )


def test_a_provisional_answer_holds_until_it_was_asked_again():
    provisional = Answer(points=0.0, reason="So far nothing.", said=Label.HAM, ask_again=timedelta(minutes=2))
    after = heard(a_question(), provisional, now=NOW)

    assert outcome(provisional) is Outcome.HOLD
    assert (after.question.status, after.question.due_at) == (QuestionStatus.AGAIN, NOW + timedelta(minutes=2))
    assert "2026-11-22 10:02 UTC" in after.evidence.reason
    assert outcome(provisional, attempts=ATTEMPTS_MOST) is Outcome.APPROVE, "it does not go on for ever"


def test_an_answer_that_comes_later_holds_until_then():
    after = heard(a_question(), Later(within=timedelta(minutes=5)), now=NOW)

    assert outcome(Later(within=timedelta(minutes=5))) is Outcome.HOLD
    assert (after.question.status, after.question.due_at) == (QuestionStatus.WAITING, NOW + timedelta(minutes=5))


@pytest.mark.parametrize("attempts", range(1, len(AGAIN_AFTER) + 1))
def test_a_failure_holds_and_is_asked_again_more_and_more_rarely(attempts):
    after = heard(a_question(attempts=attempts), failure(), now=NOW)

    assert after.evidence.failed
    assert "It said no." in after.evidence.reason
    assert (after.question.status, after.question.due_at) == (QuestionStatus.AGAIN, NOW + AGAIN_AFTER[attempts - 1])


def test_after_the_last_failure_a_moderator_decides():
    after = heard(a_question(attempts=len(AGAIN_AFTER) + 1), failure(), now=NOW)

    assert after.evidence.failed
    assert (after.question.status, after.question.due_at) == (QuestionStatus.OVER, None)


def test_a_failure_keeps_what_was_said_before():
    assert heard(a_question(said=Label.HAM), failure(), now=NOW).question.said is Label.HAM


def test_the_pause_that_a_judge_asks_for_is_kept_up_to_a_day():
    due = [
        heard(a_question(), failure(retry_after=pause), now=NOW).question.due_at
        for pause in (timedelta(seconds=5), timedelta(hours=1), timedelta(days=400))
    ]
    assert due == [NOW + AGAIN_AFTER[0], NOW + timedelta(hours=1), NOW + timedelta(days=1)]


def test_a_posted_answer_and_none_at_all():
    assert posted(a_question(points=3.0, reason="It sells.")).evidence == Evidence(
        check="akismet", points=3.0, reason="It sells."
    )
    over = unanswered(a_question(due_at=NOW), reason="Too late.")
    assert (over.question.due_at, over.evidence.failed, over.evidence.reason) == (None, True, "Too late.")


def test_a_verdict_decides_by_itself_where_nothing_else_was_found():
    policy = Policy(hold_at=3.0, spam_at=7.0)
    for wanted in Outcome:
        points = points_of(wanted, policy=policy)
        assert judge([evidence(points)], policy, Facts()).outcome is wanted


def test_an_approval_outweighs_what_just_holds():
    assert (
        judge([evidence(1.0), evidence(points_of(Outcome.APPROVE, policy=Policy()))], Policy(), Facts()).outcome
        == "approve"
    )


def test_all_words_of_the_learned_model_stay_behind_the_checks():
    words = (evidence(3.0, MODEL), evidence(2.0, MODEL))

    assert with_evidence((evidence(1.0), *words), [evidence(-4.0, "akismet")]) == (
        evidence(-4.0, "akismet"),
        evidence(1.0),
        *words,
    )


def test_a_newer_word_replaces_the_older_one_and_the_weightiest_comes_first():
    before = (evidence(1.0), evidence(0.0, "akismet", failed=True))

    assert with_evidence(before, [evidence(-4.0, "akismet")]) == (evidence(-4.0, "akismet"), evidence(1.0))
