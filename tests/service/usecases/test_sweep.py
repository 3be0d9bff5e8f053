from service.domain.errors import IdempotencyMismatch
from service.queue import Work
from service.storage import claims
from service.usecases import judge
from service.usecases.submit import submit
from service.usecases.sweep import KEYS_KEPT, sweep
from tests.builders import a_submission
from tests.scenes import an_approved_comment


def test_nothing_waits_and_nothing_is_hinted(services, hints):
    assert sweep(services).comments == 0
    assert hints.hinted == []


def test_a_comment_whose_hint_was_lost_is_hinted_again(services, hints):
    submit(services, a_submission())
    hints.hinted.clear()

    assert sweep(services).comments == 1
    assert hints.hinted == [Work.JUDGE]


def test_a_comment_is_hinted_again_when_its_worker_died(services, hints, clock):
    submit(services, a_submission())
    judge.claim(services)
    hints.hinted.clear()
    assert sweep(services).comments == 0

    clock.tick(seconds=claims.LEASE.total_seconds() + 1)
    assert sweep(services).comments == 1
    assert hints.hinted == [Work.JUDGE]


def test_what_is_due_at_hosts_is_hinted_again(services, hints):
    an_approved_comment(services)
    hints.hinted.clear()

    assert sweep(services).hosts == 2
    assert hints.hinted == [Work.DELIVER]


def test_idempotency_keys_are_forgotten_after_a_day(services, clock):
    first = submit(services, a_submission(), key="k").id
    clock.tick(seconds=KEYS_KEPT.total_seconds() - 1)
    sweep(services)
    try:
        submit(services, a_submission(body="Something else."), key="k")
    except IdempotencyMismatch:
        pass
    else:
        raise AssertionError("the key was forgotten too early")

    clock.tick(seconds=2)
    sweep(services)
    assert submit(services, a_submission(), key="k").id != first
