"""Who is claimed when: nobody waits for ever behind those that came later, and nobody dies with the one that kills."""

from service.storage import claims
from service.storage.schema import comments
from service.usecases.submit import submit
from tests.builders import a_submission
from tests.service.storage.plans import plans, watched, whole_tables

BATCH = 40


def arrived(services, clock, number=BATCH):
    """So many comments, one after the other."""
    found = []
    for _ in range(number):
        found.append(submit(services, a_submission()).id)
        clock.tick(seconds=0.001)
    return found


def claimed(services):
    with services.database.begin() as tx:
        return [one.comment.id for one in claims.claim(tx, now=services.clock(), limit=BATCH)]


def judged(services, ids):
    with services.database.begin() as tx:
        tx.execute(comments.update().where(comments.c.id.in_(ids)).values(status="held"))


def lease_over(clock):
    clock.tick(seconds=claims.LEASE.total_seconds() + 1)


def test_what_a_dead_worker_leaves_is_judged_although_new_ones_never_stop_coming(services, clock):
    left = arrived(services, clock)
    assert claimed(services) == left
    lease_over(clock)
    arrived(services, clock, BATCH * 2)

    for _ in range(12):
        batch = claimed(services)
        judged(services, batch)
        left = [one for one in left if one not in batch]
        arrived(services, clock, BATCH // 4)

    assert left == []


def test_new_ones_wait_for_seven_small_batches_at_most(services, clock):
    arrived(services, clock)
    claimed(services)
    lease_over(clock)
    new = arrived(services, clock, 3)

    batches = [claimed(services) for _ in range(8)]

    assert [len(one) for one in batches] == [6, 6, 6, 6, 6, 6, 4, 3]
    assert batches[-1] == new


def test_the_one_that_kills_takes_five_others_with_it_and_then_none(services, clock):
    poison, *others = arrived(services, clock)
    claimed(services)
    lease_over(clock)
    suspects = claimed(services)
    assert suspects == [poison, *others[:5]]
    lease_over(clock)

    assert claimed(services) == [poison]
    assert claimed(services) == others[:1]


def test_a_batch_of_new_ones_has_no_suspect_in_it(services, clock):
    early = arrived(services, clock, 2)
    (late,) = arrived(services, clock, 1)
    with services.database.begin() as tx:
        tx.execute(comments.update().where(comments.c.id == early[1]).values(claims=1))

    assert claimed(services) == [early[0], late]
    assert claimed(services) == [early[1]]


def test_claiming_reads_what_waits_alone(services, clock):
    arrived(services, clock, 3)
    with watched(services.database.engine) as seen:
        claimed(services)

    statements = [one for one in seen if one[0].startswith("SELECT")]
    assert len(statements) == 1
    steps = plans(services.database, statements)
    assert any("ix_comments_waiting" in one for one in steps)
    assert [one for one in whole_tables(steps) if "ix_comments_waiting" not in one] == []
