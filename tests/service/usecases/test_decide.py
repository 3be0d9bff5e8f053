import itertools

import pytest

from service.domain.comment import DECIDED, TRANSITIONS, Decision, Status
from service.domain.errors import ForbiddenTransition, NotFound, StaleVersion
from service.queue import Work
from service.usecases import judge
from service.usecases.decide import decide
from service.usecases.review import detail
from service.usecases.submit import submit
from tests.builders import a_submission
from tests.scenes import a_held_comment, an_approved_comment, put


def test_a_decision_changes_the_comment_and_says_who_and_why(services, hints, clock):
    comment = a_held_comment(services)
    clock.tick(minutes=5)
    hints.hinted.clear()

    decided = decide(services, comment, Decision.APPROVE, actor="Mona", reason="A regular.")

    entry = detail(services, comment).history[-1]
    assert (decided.status, decided.version) == (Status.APPROVED, 3)
    assert (entry.actor, entry.action, entry.reason, entry.at) == ("Mona", "approve", "A regular.", clock.now)
    assert hints.hinted == [Work.JUDGE, Work.DELIVER]


def test_the_present_status_again_changes_nothing(services, hints):
    comment = an_approved_comment(services)
    hints.hinted.clear()

    again = decide(services, comment, Decision.APPROVE, actor="Mona")

    assert again.version == 2
    assert len(detail(services, comment).history) == 2
    assert hints.hinted == []


def test_a_decision_on_an_old_version_is_refused_with_the_current_one(services):
    comment = a_held_comment(services)
    decide(services, comment, Decision.REJECT, actor="Mona")

    with pytest.raises(StaleVersion) as refused:
        decide(services, comment, Decision.APPROVE, actor="Paul", seen=2)

    assert refused.value.extra == {"current": {"status": Status.REJECTED, "version": 3}}


@pytest.mark.parametrize(("before", "decision"), list(itertools.product(Status, DECIDED)), ids=str)
def test_every_pair_of_status_and_decision(services, before, decision):
    comment = a_held_comment(services)
    put(services, comment, before)
    to = DECIDED[decision]

    if to is before:
        assert decide(services, comment, decision, actor="Mona").version == 3
    elif to in TRANSITIONS[before]:
        assert decide(services, comment, decision, actor="Mona").status is to
    else:
        with pytest.raises(ForbiddenTransition) as refused:
            decide(services, comment, decision, actor="Mona")
        assert refused.value.extra["current"] == {"status": before, "version": 3}


def test_undo_goes_back_to_where_it_was_and_a_repeated_undo_changes_nothing(services):
    comment = a_held_comment(services)
    decide(services, comment, Decision.SPAM, actor="Mona")

    undone = decide(services, comment, Decision.UNDO, actor="Mona")
    again = decide(services, comment, Decision.UNDO, actor="Mona")

    assert (undone.status, undone.version) == (again.status, again.version) == (Status.HELD, 4)


def test_undoing_a_decision_that_came_before_the_verdict_leaves_it_to_the_judge(services, hints):
    comment = submit(services, a_submission()).id
    decide(services, comment, Decision.APPROVE, actor="Mona")
    hints.hinted.clear()

    assert decide(services, comment, Decision.UNDO, actor="Mona").status is Status.RECEIVED
    assert hints.hinted == [Work.JUDGE]
    assert judge.claim(services)[1] == 1


def test_the_machines_word_cannot_be_undone(services):
    judged, received = a_held_comment(services), submit(services, a_submission()).id

    for comment in (judged, received):
        with pytest.raises(ForbiddenTransition, match="machine's"):
            decide(services, comment, Decision.UNDO, actor="Mona")


def test_a_comment_nobody_knows_is_not_found(services):
    with pytest.raises(NotFound):
        decide(services, "00000000-0000-7000-8000-00000000dead", Decision.APPROVE, actor="Mona")


def test_taking_down_asks_the_host_again_with_a_new_version(services):
    comment = an_approved_comment(services)
    decide(services, comment, Decision.SPAM, actor="Mona")

    publishes = [one for one in detail(services, comment).deliveries if one.kind == "publish"]
    events = [one.event for one in detail(services, comment).deliveries if one.kind == "notify"]
    assert [(one.version, one.status) for one in publishes] == [(2, "pending")]
    assert events == ["comment.approved", "comment.spam"]


def test_rejecting_what_was_never_shown_tells_subscribers_only(services):
    comment = a_held_comment(services)
    decide(services, comment, Decision.REJECT, actor="Mona")

    assert [one.kind for one in detail(services, comment).deliveries] == ["notify", "notify"]
