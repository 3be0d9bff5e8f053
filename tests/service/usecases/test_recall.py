from datetime import timedelta

import pytest
from sqlalchemy import select, update

from service.domain.comment import Decision, Status
from service.domain.sample import Label
from service.storage.schema import comments, history
from service.usecases import recall
from service.usecases.decide import decide
from tests.builders import a_site
from tests.scenes import a_held_comment, an_approved_comment

SITE = a_site()


def recalled(services, *, since=None):
    return [recall.recall(services, SITE, one) for one in recall.decided(services, SITE, since=since)]


def decided(services, *decisions, **submitted):
    comment = a_held_comment(services, **submitted)
    for decision in decisions:
        decide(services, comment, decision, actor="Mona")
    return comment


@pytest.mark.parametrize(
    ("decisions", "label"),
    [
        ([Decision.APPROVE], Label.HAM),
        ([Decision.SPAM], Label.SPAM),
        ([Decision.SPAM, Decision.APPROVE], Label.HAM),
        ([Decision.APPROVE, Decision.SPAM, Decision.UNDO], Label.HAM),
    ],
)
def test_the_last_decision_that_stands_says_what_a_comment_is(services, decisions, label):
    comment = decided(services, *decisions)

    (found,) = recalled(services)

    assert (found.label, found.case.comment.id) == (label, comment)
    assert found.case.submission.email == "ada@example.org"


@pytest.mark.parametrize("decisions", [[Decision.REJECT], [Decision.APPROVE, Decision.UNDO]])
def test_what_says_neither_ham_nor_spam_is_passed_over(services, decisions):
    decided(services, *decisions)

    assert recalled(services) == [None]


def test_what_nobody_decided_on_and_what_is_on_another_site_is_not_asked_for(services):
    an_approved_comment(services)
    a_held_comment(services)
    decided(services, Decision.SPAM, site="shop")

    assert recall.decided(services, SITE, since=None) == []


def test_decisions_come_in_the_order_of_their_comments_and_since_a_day(services, clock):
    old = decided(services, Decision.SPAM)
    clock.tick(days=2)
    new = decided(services, Decision.APPROVE)

    assert recall.decided(services, SITE, since=None) == [old, new]
    assert recall.decided(services, SITE, since=clock() - timedelta(days=1)) == [new]


def test_a_comment_meets_the_neighbours_of_its_time(services, clock):
    decided(services, Decision.APPROVE, body="the first")
    clock.tick(seconds=60)
    decided(services, Decision.APPROVE, body="the  FIRST")
    clock.tick(days=400)
    decided(services, Decision.SPAM, body="the third")

    first, second, third = recalled(services)

    assert first.case.context.earlier == ()
    assert [one.seconds for one in second.case.context.earlier] == [60.0]
    assert second.case.context.now == second.case.comment.received_at
    assert second.case.context.by_author == (60.0,)
    assert third.case.context.page_age == timedelta(days=400, seconds=60)
    assert second.case.context.history.spam == 0


@pytest.mark.parametrize(("sealed", "why"), [(None, recall.EXPIRED), (b"\x01 nonsense", recall.SEALED)])
def test_what_cannot_be_recalled_says_why(services, sealed, why):
    comment = decided(services, Decision.SPAM)
    with services.database.begin() as tx:
        tx.execute(update(comments).where(comments.c.id == comment).values(sealed=sealed))

    assert recalled(services) == [why]


def test_recalling_writes_nothing(services):
    comment = decided(services, Decision.SPAM)

    def rows():
        with services.database.read() as tx:
            return tx.execute(select(comments)).all(), tx.execute(select(history)).all()

    before = rows()
    recalled(services)

    assert rows() == before
    with services.database.read() as tx:
        assert tx.execute(select(comments.c.status).where(comments.c.id == comment)).scalar() == Status.SPAM
