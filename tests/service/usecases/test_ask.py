import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from service.domain.comment import JUDGE, Decision, Status
from service.domain.delivery import DeliveryFailed, DeliveryKind, Failure
from service.domain.errors import AnsweredBefore, NotFound, StaleVersion
from service.domain.question import (
    AGAIN_AFTER,
    ATTEMPTS_MOST,
    Answer,
    Later,
    QuestionStatus,
    heard,
)
from service.domain.sample import Label
from service.domain.site import JudgeSettings
from service.queue import Work
from service.storage import questions
from service.usecases import ask, hear, judge
from service.usecases.decide import decide
from service.usecases.judge import Judged
from service.usecases.review import detail
from service.usecases.submit import submit
from service.usecases.sweep import sweep
from tests.builders import a_site, a_submission, some_settings
from tests.scenes import evidence, sealed_otherwise

HAM = Answer(points=0.0, reason="Akismet has nothing against it.", said=Label.HAM)
SPAM = Answer(points=6.0, reason="Akismet says that this is spam.", said=Label.SPAM)
PROVISIONAL = Answer(points=0.0, reason="So far nothing.", said=Label.HAM, ask_again=timedelta(minutes=2))
LATER = Later(within=timedelta(minutes=10))
FAILURE = DeliveryFailed("It said no.", failure=Failure.REFUSED)


@pytest.fixture
def settings(tmp_path, database_url):
    judges = {name: JudgeSettings(name=name) for name in ("akismet", "hook")}
    return some_settings(tmp_path, database_url=database_url, sites=[a_site(judges=judges)])


def asked(services, *found, meanwhile=lambda comment: None, **replies):
    """The id of a comment about which these judges replied so, after checks that found so much."""
    comment = submit(services, a_submission()).id
    ask_about_all(services, found, meanwhile=meanwhile, **replies)
    return comment


def ask_about_all(services, found=(), *, meanwhile=lambda comment: None, **replies):
    cases, _ = judge.claim(services)
    for case in cases:
        begun = ask.begin(services, [(case.comment.id, name) for name in replies])
        meanwhile(case.comment.id)
        told = [heard(one, replies[one.judge], now=services.clock()) for one in begun]
        judge.record(services, [Judged(case=case, evidence=found, heard=told)])


def asked_again(services, **replies):
    claimed = ask.claim(services)
    told = [heard(one.question, replies[one.question.judge], now=services.clock()) for one in claimed.due]
    hear.late(services, [*claimed.ended, *told])
    return claimed.count


def post(services, comment, *, points=0.0, id="answer-1", **changes):
    given = {"site": "blog", "judge": "hook", "id": id, "points": points, "reason": "The owner's word."}
    hear.post(services, comment, **{**given, **changes})


def status_of(services, comment):
    return detail(services, comment).comment.status


def question_of(services, comment, name="hook"):
    with services.database.read() as tx:
        return questions.get(tx, comment, judge=name)


@pytest.mark.parametrize(
    ("reply", "status"),
    [(HAM, "approved"), (SPAM, "spam"), (PROVISIONAL, "held"), (LATER, "held"), (FAILURE, "held")],
    ids=["ham", "spam", "provisional", "later", "failure"],
)
def test_what_a_judge_says_is_evidence_like_any_other(services, reply, status):
    comment = asked(services, evidence(0.5), akismet=reply)

    assert status_of(services, comment) == status
    assert {one.check for one in detail(services, comment).comment.evidence} == {"money_words", "akismet"}


def test_a_provisional_answer_is_asked_for_again_when_it_is_due(services, clock, hints):
    comment = asked(services, akismet=PROVISIONAL)
    assert asked_again(services) == 0
    clock.tick(minutes=2)
    hints.hinted.clear()
    assert sweep(services).questions == 1
    assert hints.hinted == [Work.JUDGE, Work.DELIVER]

    assert asked_again(services, akismet=HAM) == 1

    found = detail(services, comment)
    assert (found.comment.status, found.comment.evidence[0].reason) == (Status.APPROVED, HAM.reason)
    assert (found.history[-1].actor, found.history[-1].before) == (JUDGE, Status.HELD)
    assert "publish" in {one.kind for one in found.deliveries}
    assert asked_again(services) == 0


def test_a_judge_that_is_back_approves_what_its_absence_held(services, clock):
    comment = asked(services, akismet=FAILURE)
    clock.tick(seconds=AGAIN_AFTER[0].total_seconds())
    asked_again(services, akismet=FAILURE)
    assert status_of(services, comment) is Status.HELD
    clock.tick(seconds=AGAIN_AFTER[1].total_seconds())

    asked_again(services, akismet=HAM)

    assert status_of(services, comment) is Status.APPROVED
    assert question_of(services, comment, "akismet").attempts == 3


def test_a_judge_that_stays_away_leaves_the_comment_held(services, clock):
    comment = asked(services, akismet=FAILURE)
    for pause in AGAIN_AFTER:
        clock.tick(seconds=pause.total_seconds())
        assert asked_again(services, akismet=FAILURE) == 1

    clock.tick(days=9)
    assert asked_again(services) == 0
    assert status_of(services, comment) is Status.HELD
    assert "please decide yourself" in detail(services, comment).comment.evidence[0].reason


def test_a_question_whose_worker_died_is_due_again_and_not_for_ever(services, clock):
    comment = asked(services, akismet=FAILURE)
    clock.tick(minutes=1)
    for _ in range(ATTEMPTS_MOST - 1):
        assert len(ask.claim(services).due) == 1
        assert ask.claim(services).count == 0
        clock.tick(seconds=questions.LEASE.total_seconds())

    assert asked_again(services) == 1

    assert question_of(services, comment, "akismet").status is QuestionStatus.OVER
    assert "too often" in detail(services, comment).comment.evidence[0].reason


def test_asked_anew_after_its_worker_died_a_question_counts_on(services, clock):
    submit(services, a_submission())
    (case,), _ = judge.claim(services)
    ask.begin(services, [(case.comment.id, "akismet")])
    clock.tick(seconds=16)
    (case,), _ = judge.claim(services)

    (question,) = ask.begin(services, [(case.comment.id, "akismet")])

    assert (question.attempts, question.status) == (2, QuestionStatus.ASKING)


@pytest.mark.parametrize(("points", "status"), [(0.0, "approved"), (3.0, "held"), (5.0, "spam")])
def test_an_answer_that_is_posted_later_judges_again(services, hints, points, status):
    comment = asked(services, hook=LATER)
    hints.hinted.clear()

    post(services, comment, points=points)

    assert status_of(services, comment) == status
    assert detail(services, comment).comment.points == points
    assert hints.hinted == [Work.DELIVER]


def test_an_answer_that_overtakes_its_question_is_not_lost(services):
    comment = asked(services, hook=LATER, meanwhile=lambda comment: post(services, comment, points=5.0))

    assert status_of(services, comment) is Status.SPAM
    assert question_of(services, comment).status is QuestionStatus.ANSWERED


def test_a_judge_that_answers_after_the_moderator_hears_that_it_is_wrong(services, clock):
    def approve(comment):
        decide(services, comment, Decision.APPROVE, actor="Mona")

    overtaken = asked(services, akismet=SPAM, meanwhile=approve)
    late = asked(services, akismet=FAILURE)
    clock.tick(minutes=1)
    claimed = ask.claim(services)
    approve(late)
    hear.late(services, [heard(one.question, SPAM, now=clock()) for one in claimed.due])

    for comment in (overtaken, late):
        told = [one for one in detail(services, comment).deliveries if one.kind is DeliveryKind.FEEDBACK]
        assert [(one.target, one.event) for one in told] == [("akismet", Label.HAM)]


def test_an_answer_that_was_posted_outlives_the_worker_that_asked(services, clock):
    comment = submit(services, a_submission()).id
    (case,), _ = judge.claim(services)
    ask.begin(services, [(case.comment.id, "hook")])
    post(services, comment, points=5.0)
    clock.tick(seconds=16)

    ask_about_all(services, hook=LATER)

    assert status_of(services, comment) is Status.SPAM
    assert question_of(services, comment).status is QuestionStatus.ANSWERED


def test_an_answer_that_overtakes_a_question_asked_again_is_not_lost(services, clock):
    comment = asked(services, hook=FAILURE)
    clock.tick(minutes=1)
    claimed = ask.claim(services)
    post(services, comment, points=5.0)

    hear.late(services, [heard(one.question, LATER, now=clock()) for one in claimed.due])

    assert status_of(services, comment) is Status.SPAM
    assert question_of(services, comment).status is QuestionStatus.ANSWERED


def test_the_same_answer_again_changes_nothing_and_another_one_is_refused(services):
    comment = asked(services, hook=LATER)
    post(services, comment, points=0.0)
    before = detail(services, comment)

    post(services, comment, points=9.0)
    with pytest.raises(AnsweredBefore):
        post(services, comment, points=9.0, id="answer-2")

    assert detail(services, comment) == before


def test_who_was_not_asked_cannot_answer(services):
    comment = asked(services, akismet=HAM)

    for changes in ({}, {"judge": "akismet", "site": "other"}, {"judge": "nonsense"}):
        with pytest.raises(NotFound):
            post(services, comment, **changes)
    with pytest.raises(NotFound):
        post(services, "00000000-0000-7000-8000-999999999999")


def test_an_answer_that_does_not_come_in_time_leaves_the_comment_held_and_may_still_come(services, clock):
    comment = asked(services, hook=LATER)
    clock.tick(minutes=10)

    assert asked_again(services) == 1
    assert status_of(services, comment) is Status.HELD
    assert "not answered in time" in detail(services, comment).comment.evidence[0].reason

    post(services, comment)
    assert status_of(services, comment) is Status.APPROVED


def test_with_two_judges_both_must_have_answered(services, clock):
    comment = asked(services, hook=LATER, akismet=PROVISIONAL)
    post(services, comment)
    assert status_of(services, comment) is Status.HELD
    clock.tick(minutes=2)

    asked_again(services, akismet=HAM)

    assert status_of(services, comment) is Status.APPROVED


@pytest.mark.parametrize("decision", [Decision.APPROVE, Decision.REJECT, Decision.SPAM])
def test_a_moderators_decision_wins_over_whatever_comes_later(services, clock, decision):
    comment = asked(services, hook=LATER, akismet=PROVISIONAL)
    decided = decide(services, comment, decision, actor="Mona")

    post(services, comment, points=9.0 if decision is Decision.APPROVE else 0.0)
    clock.tick(minutes=2)
    claimed = ask.claim(services)

    found = detail(services, comment).comment
    assert (found.status, found.version) == (decided.status, decided.version)
    assert "The owner's word." in {one.reason for one in found.evidence}
    assert (claimed.due, claimed.ended, claimed.count) == ([], [], 1), "nobody is asked for what nobody needs"
    clock.tick(days=1)
    assert ask.claim(services).count == 0


def test_a_decision_between_question_and_verdict_wins_too(services):
    def mona(comment):
        decide(services, comment, Decision.SPAM, actor="Mona")

    comment = asked(services, akismet=HAM, meanwhile=mona)

    assert status_of(services, comment) is Status.SPAM


def test_a_judge_or_a_site_that_is_gone_is_not_asked(services, clock):
    comment = asked(services, akismet=FAILURE)
    clock.tick(minutes=1)
    services.settings.sites["blog"].judges.pop("akismet")

    asked_again(services)

    assert "not in rejoinder.toml any more" in detail(services, comment).comment.evidence[0].reason


def test_a_comment_of_a_site_that_is_gone_stays_as_it_is_and_says_why(services, clock):
    comment = asked(services, akismet=FAILURE)
    clock.tick(minutes=1)
    before = detail(services, comment).comment
    services.settings.sites.clear()

    asked_again(services)

    after = detail(services, comment).comment
    assert (after.status, after.version, after.points) == (before.status, before.version, before.points)
    assert "not in rejoinder.toml any more" in after.evidence[0].reason
    assert question_of(services, comment, "akismet").status is QuestionStatus.OVER


def test_a_submission_that_cannot_be_opened_is_not_sent(services, clock):
    comment = asked(services, akismet=FAILURE)
    clock.tick(minutes=1)
    sealed_otherwise(services, comment)

    asked_again(services)

    assert "cannot be opened" in detail(services, comment).comment.evidence[0].reason


def test_replies_about_what_is_gone_change_nothing(services, clock):
    comment = asked(services, hook=LATER)
    unknown = replace(question_of(services, comment), judge="nobody")

    hear.late(services, [heard(unknown, SPAM, now=clock())])

    assert status_of(services, comment) is Status.HELD


def test_an_answer_and_a_verdict_at_the_same_moment_lose_nothing(services):
    for number in range(20):
        comment = submit(services, a_submission(body=f"Thought {number}", email=f"r{number}@example.org")).id
        (case,), _ = judge.claim(services)
        (question,) = ask.begin(services, [(comment, "hook")])
        later = heard(question, LATER, now=services.clock())
        ready = threading.Barrier(2)

        def answer(comment=comment, ready=ready):
            ready.wait()
            post(services, comment, points=5.0)

        def record(case=case, later=later, ready=ready):
            ready.wait()
            judge.record(services, [Judged(case=case, evidence=(), heard=[later])])

        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(answer), pool.submit(record)]:
                done.result()

        assert status_of(services, comment) is Status.SPAM


def test_answers_and_decisions_at_the_same_moment_do_not_block_each_other(services):
    for _ in range(20):
        comment = asked(services, hook=LATER, akismet=HAM)
        ready = threading.Barrier(2)

        def answer(comment=comment, ready=ready):
            ready.wait()
            post(services, comment, points=0.0)

        def spam(comment=comment, ready=ready):
            ready.wait()
            try:
                decide(services, comment, Decision.SPAM, actor="Mona")
            except StaleVersion:  # the answer was a moment faster, and Mona looks again
                decide(services, comment, Decision.SPAM, actor="Mona")

        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(answer), pool.submit(spam)]:
                done.result()

        assert status_of(services, comment) is Status.SPAM
