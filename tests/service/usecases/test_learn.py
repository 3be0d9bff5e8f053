import threading

import pytest
from sqlalchemy import select

from service.domain.comment import Decision
from service.domain.verdict import MODEL, RULE
from service.queue import Work
from service.storage import comments, questions, samples, schema
from service.usecases.decide import decide
from service.usecases.learn import learn
from service.usecases.submit import submit
from tests.builders import a_submission
from tests.scenes import a_held_comment, an_approved_comment, evidence, judged

APPROVE, REJECT, SPAM, HOLD, UNDO = Decision


def log(services, site="blog"):
    """Every entry: number, kind, and what it takes back."""
    with services.database.read() as tx:
        found = select(schema.samples).where(schema.samples.c.site == site).order_by(schema.samples.c.number)
        return [(row.number, row.kind, row.takes_back) for row in tx.execute(found)]


def decided(services, comment, *decisions):
    for one in decisions:
        decide(services, comment, one, actor="Mona")


@pytest.mark.parametrize(
    ("decisions", "entries"),
    [
        ([APPROVE], [(1, "ham", None)]),
        ([SPAM], [(1, "spam", None)]),
        ([REJECT], []),
        ([REJECT, HOLD], []),
        ([SPAM, SPAM], [(1, "spam", None)]),
        ([SPAM, UNDO, UNDO], [(1, "spam", None), (2, "retract", 1)]),
        ([SPAM, APPROVE], [(1, "spam", None), (2, "retract", 1), (3, "ham", None)]),
        ([APPROVE, REJECT], [(1, "ham", None), (2, "retract", 1)]),
        ([APPROVE, REJECT, UNDO], [(1, "ham", None), (2, "retract", 1), (3, "ham", None)]),
    ],
    ids=str,
)
def test_the_log_follows_the_decisions(services, decisions, entries):
    decided(services, a_held_comment(services), *decisions)

    assert log(services) == entries


def test_a_sample_keeps_who_when_and_the_evidence_of_the_checks(services, clock):
    rule = evidence(0.0, check=RULE)
    found = (evidence(3.0, span=(1, 5)), evidence(0.25, check=MODEL), rule, evidence(0.0, check="links", failed=True))
    akismet = evidence(0.5, check="akismet")
    comment = judged(services, *found, akismet)
    with services.database.begin() as tx:
        questions.begin(tx, comment, judge="akismet")
    clock.tick(minutes=5)
    decided(services, comment, SPAM)

    with services.database.read() as tx:
        row = tx.execute(select(schema.samples)).one()
        (lesson,) = samples.lessons(tx, "blog", after=0, until=1, limit=9)
    assert (row.comment, row.actor, row.at) == (comment, "Mona", clock.now)
    assert lesson.evidence == (found[0], found[3])
    assert (lesson.number, lesson.label, lesson.body) == (1, "spam", a_submission().body)


def test_a_decision_before_the_verdict_teaches_without_evidence(services):
    decided(services, submit(services, a_submission()).id, SPAM)

    with services.database.read() as tx:
        assert samples.lessons(tx, "blog", after=0, until=1, limit=9)[0].evidence == ()


def test_what_teaches_wakes_the_judge_and_nothing_else_does(services, hints):
    first, second = a_held_comment(services), a_held_comment(services)
    hints.hinted.clear()

    decided(services, first, REJECT)
    assert hints.hinted == [Work.DELIVER]
    decided(services, second, SPAM)
    assert hints.hinted == [Work.DELIVER, Work.JUDGE, Work.DELIVER]


def test_teaching_again_changes_nothing(services):
    comment = a_held_comment(services)
    decided(services, comment, SPAM)

    with services.database.begin() as tx:
        assert learn(services, tx, comments.get(tx, comment), actor="Mona") == 0
    assert len(log(services)) == 1


def test_confirming_the_machine_is_no_decision_and_teaches_nothing(services):
    decided(services, an_approved_comment(services), APPROVE)

    assert log(services) == []


def test_a_decision_that_fails_teaches_nothing_and_leaves_no_gap(services):
    comment = a_held_comment(services)
    with pytest.raises(ZeroDivisionError), services.database.begin() as tx:
        samples.next_number(tx, "blog", database=services.database)
        raise ZeroDivisionError
    decided(services, comment, SPAM)

    assert log(services) == [(1, "spam", None)]


def test_sites_have_logs_of_their_own(services):
    decided(services, a_held_comment(services), SPAM)
    decided(services, a_held_comment(services, site="news"), APPROVE)

    assert (log(services), log(services, "news")) == ([(1, "spam", None)], [(1, "ham", None)])


def test_numbers_are_committed_in_their_order(services):
    """Whoever has read up to a number has read all before it: the next one is given when this one is committed."""
    with services.database.begin() as tx:
        assert samples.next_number(tx, "blog", database=services.database) == 1
    seen, writing, may_commit = [], threading.Event(), threading.Event()

    def teach(name):
        with services.database.begin(patience=30) as tx:
            number = samples.next_number(tx, "blog", database=services.database)
            seen.append((name, number))
            writing.set()
            assert may_commit.wait(30)

    first = threading.Thread(target=teach, args=("first",))
    first.start()
    assert writing.wait(30)
    second = threading.Thread(target=teach, args=("second",))
    second.start()
    second.join(0.3)  # it cannot have got a number, however long one waits
    assert seen == [("first", 2)]
    may_commit.set()
    first.join(30)
    second.join(30)

    assert seen == [("first", 2), ("second", 3)]


def test_many_decisions_at_once_leave_no_gap(services):
    held = [a_held_comment(services, body=f"Comment {number}") for number in range(12)]

    def decide_on(comment):
        with_patience = [SPAM, UNDO, APPROVE]
        decided(services, comment, *with_patience)

    threads = [threading.Thread(target=decide_on, args=(one,)) for one in held]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    entries = log(services)
    assert [number for number, *_ in entries] == list(range(1, 3 * len(held) + 1))
    with services.database.read() as tx:
        assert samples.versions(tx) == {"blog": len(entries)}
        assert {samples.standing(tx, one).label for one in held} == {"ham"}
